"""clean() as a whole: bounds, warnings, purity."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import mediawatch.clean
import pytest
from mediawatch.clean import clean, content_sha256
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import WARNINGS, Article, RawDocument
from mediawatch.settings import Settings

from datetime import UTC, datetime  # isort: skip

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXT = "The river rose over night and three villages had to be cleared before dawn, officials said on Monday. " * 3


def test_the_fields_that_hang_together(run: Callable[..., Article]) -> None:
    article = run(TEXT)
    assert article.uri == "file://inbox/a.txt"
    assert article.content_sha256 == content_sha256(article.headline, article.article_body)
    assert len(article.text_sha256) == 64
    assert article.shingle_count > 0
    assert article.fingerprint == tuple(sorted(article.fingerprint))
    assert article.word_count == 54
    assert (article.in_language, article.language_confidence) == ("en", 0.99)


def test_long_bodies_are_bounded(make_raw: Callable[..., RawDocument], settings: Settings) -> None:
    data = (TEXT * 100).encode()
    small = dataclasses.replace(settings, max_body_chars=1_000)
    article = clean(make_raw(data, "text/plain"), data, as_of=NOW, settings=small)
    assert 900 <= len(article.article_body) <= 1_000
    assert any(warning.startswith("body-truncated:") for warning in article.warnings)


def test_dates_after_as_of_are_not_used(run: Callable[..., Article]) -> None:
    article = run(f"date 2031-01-01 {TEXT}")
    assert (article.date_published, article.date_published_source) == (None, None)
    assert any(warning.startswith("future-date:") for warning in article.warnings)


@pytest.mark.parametrize(
    ("stated", "day", "precision", "moment"),
    [
        ("2025-05-05", "2025-05-05", "day", "2025-05-05T00:00:00+00:00"),
        ("5 May 2025", "2025-05-05", "day", "2025-05-05T00:00:00+00:00"),
        ("2025-05-05T00:00:00+05:30", "2025-05-05", "day", "2025-05-05T00:00:00+00:00"),
        ("2025-05-05T22:30-04:00", "2025-05-05", "minute", "2025-05-06T02:30:00+00:00"),
        ("2025-05-05T03:30:15+09:00", "2025-05-05", "second", "2025-05-04T18:30:15+00:00"),
        ("Mon, 05 May 2025 23:10:00 -0700", "2025-05-05", "minute", "2025-05-06T06:10:00+00:00"),
    ],
)
def test_the_day_is_the_one_that_the_source_states_in_its_own_zone(
    make_raw: Callable[..., RawDocument], settings: Settings, stated: str, day: str, precision: str, moment: str
) -> None:
    data = json.dumps({"headline": "A flood", "articleBody": TEXT, "datePublished": stated}).encode()
    article = clean(make_raw(data, "application/json"), data, as_of=NOW, settings=settings)
    assert str(article.published_on) == day
    assert article.date_published_precision == precision
    assert article.date_published == datetime.fromisoformat(moment)


@pytest.mark.parametrize("link", ["http://[", "//a]b/", "http://\u2100.example/"])
def test_a_canonical_link_that_leads_nowhere_costs_no_article(
    make_raw: Callable[..., RawDocument], settings: Settings, link: str
) -> None:
    page = f'<head><meta charset="utf-8"><link rel="canonical" href="{link}"></head><h1>A flood</h1><p>{TEXT}</p>'
    raw = dataclasses.replace(make_raw(page.encode(), "text/html"), url="https://a.example/flood")
    article = clean(raw, page.encode(), as_of=NOW, settings=settings)
    assert (article.uri, article.canonical_url) == ("https://a.example/flood", None)
    assert any(warning.startswith("bad-url:") for warning in article.warnings)


def test_a_declared_language_that_is_wrong_is_a_warning(run: Callable[..., Article]) -> None:
    article = run(f"---\nlang: de-AT\n---\n{TEXT}", "text/markdown")
    assert (article.declared_language, article.in_language) == ("de-AT", "en")
    assert any(warning.startswith("language-conflict:") for warning in article.warnings)


@pytest.mark.parametrize(
    ("text", "media_type", "reason"),
    [
        ("", "text/plain", "empty_text"),
        ("... --- !!!", "text/plain", "empty_text"),
        ("Advertisement\n\nShare this article", "text/plain", "empty_text"),
        ("GIF89a", "image/gif", "unsupported_media_type"),
        (bytes(range(32)) * 40, "text/plain", "undecodable_text"),
        ("{", "application/json", "bad_json"),
    ],
)
def test_reasons(run: Callable[..., Article], text: str | bytes, media_type: str, reason: str) -> None:
    with pytest.raises(Quarantine) as caught:
        run(text, media_type)
    assert caught.value.reason == reason
    assert reason in set(Reason)


def test_every_code_used_in_the_room_is_listed() -> None:
    folder = Path(mediawatch.clean.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for code in WARNINGS:
        assert f'"{code}' in source, f"{code} is listed and never used"
    raised = set(re.findall(r'Quarantine\(\s*"([a-z_]+)"', source))
    assert raised <= set(Reason)
    used = set(re.findall(r'warn\(\s*"([a-z-]+)"', source)) | set(re.findall(r'"([a-z]+(?:-[a-z]+)+): ', source))
    assert used <= set(WARNINGS)


def test_importing_the_room_is_cheap() -> None:
    heavy = "trafilatura htmldate lxml langdetect py3langid pycld2 ftfy charset_normalizer yaml numpy"
    code = f"import sys, mediawatch.clean; print([m for m in {heavy.split()!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
