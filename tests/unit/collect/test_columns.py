"""Tables below a title or written column by column, and days and line breaks as programs write them in cells."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.clean import clean
from mediawatch.clean.formats.stated_dates import date_text
from mediawatch.collect.containers.json_columns import column_lines
from mediawatch.collect.containers.table_rows import row_of
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Article, Excluded, RawDocument
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
TEXT = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs; the first barge carried clay. "
    "Keeper Ada Moor said that the new gates would last for sixty years, if the river allowed it."
)
ROWS = [{"title": f"Harrow lock, part {number}", "text": TEXT, "date": f"2026-03-1{number}"} for number in (0, 1)]
NAMES = ["title", "text", "date"]
BY_LABEL = {name: {str(number): row[name] for number, row in enumerate(ROWS)} for name in NAMES}


def _articles(found: list[RawDocument | Excluded], store: RawStore, settings: Settings) -> list[Article]:
    return [clean(raw, store.read(raw), as_of=AT, settings=settings) for raw in found if isinstance(raw, RawDocument)]


@pytest.mark.parametrize(
    "table",
    [
        BY_LABEL,
        {name: {f"row {number}": row[name] for number, row in enumerate(ROWS)} for name in NAMES},
        {name: [row[name] for row in ROWS] for name in NAMES},
        {"columns": NAMES, "index": [0, 1], "data": [list(row.values()) for row in ROWS]},
        {**BY_LABEL, "date": {"0": 1773100800000, "1": 1773187200000}},
        {**BY_LABEL, "author": {"0": None, "1": None}},
    ],
    ids=["labels", "named labels", "lists", "split", "epochs", "empty"],
)
@pytest.mark.parametrize("name", ["a.json", "a.txt"])
def test_json_that_is_written_column_by_column(
    table: dict[str, Any], name: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / name).write_text(json.dumps(table))
    found = collect()
    assert [document.uri.partition("#")[2] for document in found] == ["1", "2"]
    articles = _articles(found, store, settings)
    assert [article.headline for article in articles] == [row["title"] for row in ROWS]
    assert [article.published_on for article in articles] == [date(2026, 3, 10), date(2026, 3, 11)]
    assert {article.article_body for article in articles} == {TEXT}
    assert isinstance(found[0], RawDocument)
    assert len(store.originals(found[0].storage_url)) == 1


@pytest.mark.parametrize(
    "value",
    [
        {"title": {"rendered": "Lock"}, "content": {"rendered": TEXT}},
        {"title": ["Lock"], "text": [TEXT]},
        {"text": ["One.", "Two."], "author": ["Ada Moor"]},
        {"title": {"en": "Lock", "de": "Schleuse"}, "text": {"en": TEXT}},
        {"ids": [1, 2], "names": ["a", "b"]},
        {"article": {"headline": "Lock", "text": TEXT, "writer": "Ada Moor", "outlet": "Harrow Post"}},
        {"story": {"title": "Lock", "body": TEXT}, "article": {"title": "Mill", "body": TEXT}},
        {"columns": ["a", "b"], "data": [[1, 2]]},
        {"title": "Lock", "text": TEXT},
        [1, 2],
    ],
)
def test_other_json_is_no_table(value: object) -> None:
    assert column_lines(json.dumps(value).encode()) is None


def test_broken_json_is_no_table() -> None:
    assert column_lines(b'{"title": ["a", "b"], "text": ["c"') is None


@pytest.mark.parametrize(
    ("above", "first"),
    [
        ("Export of 2 articles,,\nCreated: 2026-05-01,,\n\n", 4),
        ("Harrow press review\n", 2),
        ("sep=;\n", 2),
        ("", 1),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_below_a_title(
    above: str, first: int, delimiter: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    if "sep=" in above and delimiter != ";":
        return
    lines = [NAMES, *(list(row.values()) for row in ROWS)]
    table = "\n".join(delimiter.join(f'"{cell}"' for cell in cells) for cells in lines)
    (inbox / "a.csv").write_text(above.replace(",", delimiter) + table)
    found = collect()
    articles = _articles(found, store, settings)
    assert [article.headline for article in articles] == [row["title"] for row in ROWS]
    assert [article.published_on for article in articles] == [date(2026, 3, 10), date(2026, 3, 11)]
    numbers = [int(document.uri.partition("#")[2]) for document in found]
    assert numbers == ([2, 3] if "sep=" in above else [first + 1, first + 2])


def test_the_first_row_is_told_where_none_names_columns(inbox: Path, collect: Collect) -> None:
    (inbox / "a.csv").write_text("a,b\n1,2\n3,4\n")
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert found.reason == "wrong_shape"
    assert "(a, b)" in found.detail


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("46091", "2026-03-10"),
        (46091, "2026-03-10"),
        ("46091.5", "2026-03-10T12:00:00Z"),
        ("46091,25", "2026-03-10T06:00:00Z"),
        (12345, ""),
        (float("nan"), ""),
        ("99999", "99999"),
    ],
)
def test_days_as_spreadsheets_count_them(value: object, text: str) -> None:
    assert date_text(value) == text


def test_line_breaks_as_databases_write_them() -> None:
    assert row_of("Lock\tOne.\\n\\nTwo.\\nThree.", "\t", "title\ntext")["text"] == "One.\n\nTwo.\nThree."
    assert row_of("Lock,One.\\n\\nTwo.", ",", "title\ntext")["text"] == "One.\\n\\nTwo."
    assert row_of("Lock\tC:\\new", "\t", "title\ntext")["text"] == "C:\\new"


def test_lines_of_json_by_another_ending(inbox: Path, collect: Collect) -> None:
    (inbox / "a.jl").write_text("\n".join(map(json.dumps, ROWS)))
    assert [document.uri.partition("#")[2] for document in collect()] == ["1", "2"]
