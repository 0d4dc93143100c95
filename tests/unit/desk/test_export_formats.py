"""Rows of articles as files, read back by the programs that people open them with."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.desk.export import formats
from mediawatch.desk.export.formats import COLUMNS, FORMATS, defused, news_article, stream, write

EVIL = (
    "＝1+1",
    "＠SUM(A1)",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\x00=1",
    "|calc",
    "%0A",
)


def row(**more: Any) -> dict[str, Any]:
    return {
        "article_id": 7, "uri": "https://a.example/1", "url": "https://a.example/1", "headline": "A, \"b\" & <c>",
        "article_body": "One.\nTwo; हिन्दी 🙂", "author": ["Asha Rao", "R. Iyer"], "section": None, "keywords": [],
        "in_language": "en", "word_count": 3, "day": date(2025, 5, 5),
        "date_published": datetime(2025, 5, 5, tzinfo=UTC),
        "date_published_precision": "day", "published_on": date(2025, 5, 5), "date_modified": None,
        "coverage_at": datetime(2025, 5, 5, tzinfo=UTC), "source_id": "a", "version": 1,
        "first_seen_at": datetime(2025, 5, 6, tzinfo=UTC), "story_id": 3, "story_headline": "S", "publisher": "P",
        "publisher_id": "p", "repeats": {"article_id": 5, "url": "https://b.example/", "kind": "copy"},
        "tags": [{"topic_id": "t", "label": "T", "grade": "about", "score": 0.5, "version": 1, "confirmed": None,
                  "evidence": [{"field": "headline", "start": 0, "end": 1, "words": "A", "clause": "a"}]}],
        **more,
    }  # fmt: skip


def read(form: str, data: bytes, path: Path) -> list[dict[str, Any]]:
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    if form == "jsonl":
        return [json.loads(line) for line in data.decode().splitlines()]
    path.write_bytes(data)
    if form == "parquet":
        import pyarrow.parquet as pq

        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found
    from openpyxl import load_workbook

    lines = load_workbook(path, read_only=True)["articles"].iter_rows(values_only=True)
    head = next(lines)
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_is_read_back(form: Any, tmp_path: Path) -> None:
    [first, second] = read(form, b"".join(stream([row(), row(repeats=None, tags=[])], form)), tmp_path / "file.xlsx")
    if form == "jsonl":
        assert first["@type"] == "NewsArticle"
        assert first["datePublished"] == "2025-05-05"
        assert first["author"] == [{"@type": "Person", "name": "Asha Rao"}, {"@type": "Person", "name": "R. Iyer"}]
        assert first["mediawatch:tags"][0]["evidence"][0]["words"] == "A"
        assert first["isBasedOn"] == "https://b.example/"
        assert "isBasedOn" not in second
        return
    assert tuple(first) == COLUMNS
    assert str(first["article_id"]) == "7"
    assert first["article_body"] == "One.\nTwo; हिन्दी 🙂"
    assert first["topics"] == "t (about 0.5)"
    assert first["evidence"] == "t: A"
    assert str(first["day"])[:10] == "2025-05-05"
    assert second["repeats_article_id"] in (None, "")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_write_is_a_file_all_the_same(form: Any, tmp_path: Path) -> None:
    assert read(form, b"".join(stream([], form)), tmp_path / "file.xlsx") == []
    write([], form, tmp_path / "other")
    assert (tmp_path / "other").exists()


@pytest.mark.parametrize("headline", EVIL)
def test_formulas_are_defused(headline: str, tmp_path: Path) -> None:
    [told] = read("csv", b"".join(stream([row(headline=headline)], "csv")), tmp_path / "file.xlsx")
    assert told["headline"].startswith("'")
    (tmp_path / "file.xlsx").write_bytes(b"".join(stream([row(headline=headline)], "xlsx")))
    from openpyxl import load_workbook

    cells = list(load_workbook(tmp_path / "file.xlsx")["articles"].iter_rows())[1]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}  # no formula
    assert defused("plain") == "plain"
    assert defused(-3) == -3


def test_what_a_sheet_cannot_hold_is_cut(tmp_path: Path) -> None:
    long = row(article_body="x" * 40_000, headline="a\x01b\ufffe")
    [told] = read("xlsx", b"".join(stream([long], "xlsx")), tmp_path / "file.xlsx")
    assert told["article_body"] == "x" * 32_766 + "…"
    assert told["headline"] == "ab"


@pytest.mark.parametrize(("articles", "sheets"), [(0, 1), (2, 1), (3, 2), (5, 3)])
def test_what_a_sheet_has_no_row_for_stands_in_the_next_one(
    articles: int, sheets: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import load_workbook

    monkeypatch.setattr(formats, "XLSX_ROWS", 2)
    write((row(article_id=number) for number in range(articles)), "xlsx", tmp_path / "file.xlsx")
    read_back = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(tmp_path / "file.xlsx")]
    assert len(read_back) == sheets
    assert {sheet[0] for sheet in read_back} == {COLUMNS}
    assert [line[0] for sheet in read_back for line in sheet[1:]] == list(range(articles))


def test_rows_are_written_while_they_are_read() -> None:
    """A file in bounded memory: the first piece is there long before the last row."""
    taken = 0

    def many() -> Any:
        nonlocal taken
        for _ in range(5_000):
            taken += 1
            yield row(article_body="word " * 200)

    pieces = stream(many(), "csv")
    next(pieces)
    next(pieces)
    assert 0 < taken < 500


def test_a_news_article_says_nothing_that_it_does_not_know() -> None:
    bare = row(url=None, publisher=None, story_id=None, author=[], date_published=None, date_published_precision=None)
    told = news_article({**bare, "published_on": None})
    assert not {"url", "publisher", "author", "datePublished", "mediawatch:story"} & told.keys()
