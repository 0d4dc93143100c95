"""Rows of articles as files: CSV, JSON Lines of schema.org's NewsArticle, Parquet, XLSX.

A cell that a spreadsheet would take for a formula is defused: in CSV by an apostrophe before it (OWASP, "CSV
Injection"), in XLSX by being a text whatever it begins with.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Literal, get_args

Format = Literal["csv", "jsonl", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

COLUMNS = (
    "article_id", "day", "date_published", "headline", "url", "publisher", "publisher_id", "source_id", "in_language",
    "author", "section", "word_count", "story_id", "story_headline", "repeats_article_id", "repeats_kind", "topics",
    "evidence", "article_body",
)  # fmt: skip
"""Of CSV, Parquet and XLSX. `topics`: id (grade score), `evidence`: topic: words, each joined by semicolons."""

XLSX_ROWS = 1_000_000
"""What a sheet holds, its head apart: 2^20 rows. What is more stands in further sheets."""

XLSX_CELL = 32_767  # characters of a cell, as the format allows
_BLOCK = 64 * 1024
_BATCH = 2_000  # rows of a group in Parquet
_FORMULA = re.compile(r"^[\s\x00-\x20]*[=+\-@\t\r|%＝＋－＠]|^[\t\r\n]")
"""Full-width signs too: spreadsheets take them for the narrow ones where Chinese, Japanese or Korean is written."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with a value for each of COLUMNS."""
    repeats = row["repeats"] or {}
    exact = row["date_published_precision"] not in (None, "day")
    return {
        **{name: row[name] for name in COLUMNS if name in row},
        "date_published": row["date_published"].isoformat() if row["date_published"] and exact else row["published_on"],
        "url": row["url"] or row["uri"],
        "author": "; ".join(row["author"]),
        "repeats_article_id": repeats.get("article_id"),
        "repeats_kind": repeats.get("kind"),
        "topics": "; ".join(f"{tag['topic_id']} ({tag['grade']} {tag['score']})" for tag in row["tags"]),
        "evidence": "; ".join(
            f"{tag['topic_id']}: {', '.join(dict.fromkeys(item['words'] for item in tag['evidence']))}"
            for tag in row["tags"]
        ),
    }


def defused(value: Any) -> Any:
    """The value for a cell of CSV: a text that a spreadsheet would compute gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def news_article(row: dict[str, Any]) -> dict[str, Any]:
    """The row as schema.org's NewsArticle, with our own properties under `mediawatch:`. Those without a value are left
    out."""
    repeats = row["repeats"] or {}
    published: datetime | date | None = row["date_published"]
    if row["date_published_precision"] == "day":
        published = row["published_on"]
    told = {
        "@context": ["https://schema.org", {"mediawatch": "urn:mediawatch:"}],
        "@type": "NewsArticle",
        "identifier": row["article_id"],
        "headline": row["headline"],
        "articleBody": row["article_body"],
        "url": row["url"],
        "mediawatch:uri": row["uri"],
        "datePublished": published,
        "dateModified": row["date_modified"],
        "mediawatch:day": row["day"],
        "inLanguage": row["in_language"],
        "wordCount": row["word_count"],
        "author": [{"@type": "Person", "name": name} for name in row["author"]],
        "publisher": {"@type": "Organization", "name": row["publisher"]} if row["publisher"] else None,
        "articleSection": row["section"],
        "keywords": row["keywords"],
        "isBasedOn": repeats.get("url"),
        "mediawatch:repeats": repeats or None,
        "mediawatch:source": row["source_id"],
        "mediawatch:story": {"identifier": row["story_id"], "headline": row["story_headline"]}
        if row["story_id"]
        else None,
        "about": [{"@type": "DefinedTerm", "termCode": t["topic_id"], "name": t["label"]} for t in row["tags"]],
        "mediawatch:tags": row["tags"],
    }
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def stream(rows: Iterable[dict[str, Any]], form: Format) -> Iterator[bytes]:
    """The file, in pieces, while the rows are read. Parquet and XLSX are written to a temporary file first."""
    if form == "csv":
        yield from _csv(rows)
    elif form == "jsonl":
        for row in rows:
            yield json.dumps(news_article(row), ensure_ascii=False, default=_plain).encode() + b"\n"
    else:
        with NamedTemporaryFile(prefix="mediawatch-", suffix=f".{form}") as file:
            write(rows, form, Path(file.name))
            while block := file.read(_BLOCK):
                yield block


def write(rows: Iterable[dict[str, Any]], form: Format, path: Path) -> None:
    """The file at `path`; what stood there is replaced."""
    if form == "parquet":
        _parquet(rows, path)
    elif form == "xlsx":
        _xlsx(rows, path)
    else:
        with path.open("wb") as out:
            for piece in stream(rows, form):
                out.write(piece)


def _plain(value: Any) -> str:
    return str(value.isoformat() if isinstance(value, date | datetime) else value)


def _csv(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf"  # without it, spreadsheets take UTF-8 for something else
    for row in rows:
        told = flat(row)
        writer.writerow([defused(told[name]) for name in COLUMNS])
        if page.tell() > _BLOCK:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def _parquet(rows: Iterable[dict[str, Any]], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = ("article_id", "word_count", "story_id", "repeats_article_id")
    kinds = {name: pa.int64() if name in whole else pa.date32() if name == "day" else pa.string() for name in COLUMNS}
    schema = pa.schema(list(kinds.items()))
    flowing = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [flat(row) for row in islice(flowing, _BATCH)]:
            columns = {
                name: [
                    str(row[name]) if kinds[name] == pa.string() and row[name] is not None else row[name]
                    for row in batch
                ]
                for name in COLUMNS
            }
            writer.write_table(pa.table(columns, schema=schema))


def _xlsx(rows: Iterable[dict[str, Any]], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)

    def cell(sheet: Any, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, value=None)
        text = _NO_XML.sub("", value)
        made.value = text if len(text) <= XLSX_CELL else f"{text[: XLSX_CELL - 1]}…"
        made.data_type = "s"  # a text, also where it begins as a formula does
        return made

    flowing = iter(rows)
    first = next(flowing, None)
    while first is not None or not book.worksheets:
        number = len(book.worksheets) + 1
        sheet = book.create_sheet("articles" if number == 1 else f"articles {number}")
        sheet.append(list(COLUMNS))
        for row in islice(flowing if first is None else chain([first], flowing), XLSX_ROWS):
            told = flat(row)
            sheet.append([cell(sheet, told[name]) for name in COLUMNS])
        first = next(flowing, None)
    book.save(path)
