"""docs/formats.md says what the formats' test cases give, and the cases give articles."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def document() -> str:
    return str(run_path(str(HERE / "formats.py"))["document"]())


def test_the_document_is_up_to_date(document: str) -> None:
    written = (HERE.parents[2] / "docs" / "formats.md").read_text("utf-8")
    assert written == document, "run: make docs"


@pytest.mark.parametrize(
    ("file", "language"),
    [
        *(("story.txt", "en"), ("bom.txt", "fr"), ("cp1251.txt", "ru"), ("sjis.txt", "ja"), ("gb.txt", "zh")),
        *(("page.html", "en"), ("russian.html", "ru"), ("japanese.htm", "ja"), ("chinese.html", "zh")),
        *(("french.html", "fr"), ("story.md", "en"), ("one.json", "en"), ("ninjs.json", "en"), ("crawl.warc.gz", "en")),
    ],
)
def test_every_format_gives_an_article_in_its_language(document: str, file: str, language: str) -> None:
    (row,) = [line for line in document.splitlines() if f"| `{file}` |" in line]
    assert f"language {language}" in row
    assert "quarantined" not in row
    assert "\ufffd" not in row


@pytest.mark.parametrize(
    ("file", "method"), [("lexis.txt", "lexis"), ("factiva.txt", "factiva"), ("references.ris", "ris")]
)
def test_an_export_is_taken_apart_whatever_its_ending(document: str, file: str, method: str) -> None:
    (place,) = [number for number, line in enumerate(document.splitlines()) if f"| `{file}` |" in line]
    for line, number in zip(document.splitlines()[place : place + 2], (1, 2), strict=True):
        assert f"{file}#{number}`" in line
        assert f"“Bridge to open, part {number}” ({method})" in line
