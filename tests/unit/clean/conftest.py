"""What the tests of clean share: settings, a document, one call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from mediawatch.clean import clean
from mediawatch.model import Article, RawDocument, document_id
from mediawatch.settings import Settings

# the first example pays for loading parsers; time is not what these tests are about
hypothesis.settings.register_profile("clean", deadline=None, max_examples=60)
hypothesis.settings.load_profile("clean")

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path, lake=tmp_path / "lake", database_url=None, postgres_dir=tmp_path / "pg", clean_seconds=5
    )


@pytest.fixture
def make_raw() -> Callable[..., RawDocument]:
    def make(data: bytes, media_type: str, uri: str = "file://inbox/a.txt", **fields: str) -> RawDocument:
        sha = hashlib.sha256(data).hexdigest()
        return RawDocument(document_id(uri, sha), uri, "inbox", media_type, sha, len(data), f"raw/{sha}", NOW, **fields)  # type: ignore[arg-type]

    return make


@pytest.fixture
def run(settings: Settings, make_raw: Callable[..., RawDocument]) -> Callable[..., Article]:
    """run(text, media_type, **fields of the RawDocument) -> Article"""

    def clean_text(text: str | bytes, media_type: str = "text/plain", **fields: str) -> Article:
        data = text.encode() if isinstance(text, str) else text
        return clean(make_raw(data, media_type, **fields), data, as_of=NOW, settings=settings)

    return clean_text
