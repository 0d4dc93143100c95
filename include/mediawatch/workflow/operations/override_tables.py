"""Analysts' words in bulk: a table of articles and topics, each with whether it belongs, into news.topic_override."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError
from mediawatch.model import printable
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction

COLUMNS = ("article", "topic", "relevant", "why")
MAX_ROWS = 100_000
MAX_WHY = 1_000
"""Characters of a reason."""

_TRUE, _FALSE = {"true", "yes", "1", "t", "y"}, {"false", "no", "0", "f", "n"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: rows that are new, rows that changed, rows that said the same."""

    new: int
    changed: int
    same: int

    def __str__(self) -> str:
        return f"{self.new:,} new, {self.changed:,} changed, {self.same:,} as before"


def import_overrides(settings: Settings, table: str, *, who: str, dry_run: bool) -> Imported:
    """Take in a CSV with the columns article (number, uri or url), topic, relevant (true or false) and perhaps why; all
    of it or nothing. A word that stands already keeps its reason where the table gives none. Raises UsageError that
    names every line at fault, such as one that says the opposite of another."""
    if not who.strip():
        raise UsageError("say who decides: it is kept with each word")
    try:
        rows, faults = _read(table)
    except csv.Error as error:  # mostly a quotation mark that is never closed, or something else than a table
        raise UsageError(f"this is no CSV: {error}") from None
    with transaction(settings) as connection:
        known: set[str] = set(connection.execute(text("select topic_id from news.topic")).scalars())
        named = _articles(connection, {str(row["article"]) for _, row in rows})
        decided: dict[tuple[int, object], tuple[int, dict[str, object]]] = {}
        counts = {"new": 0, "changed": 0, "same": 0}
        for number, row in rows:
            articles = named.get(str(row["article"]), set())
            if len(articles) != 1:
                found = "there is no" if not articles else "there are several"
                faults.append(f"line {number}: {found} article {printable(str(row['article']))[:200]!r}")
                continue
            if row["topic"] not in known:
                faults.append(f"line {number}: there is no topic {printable(str(row['topic']))[:80]!r}")
                continue
            value = {**row, "article": min(articles), "who": who.strip()}
            line, first = decided.setdefault((min(articles), row["topic"]), (number, value))
            if first["relevant"] != value["relevant"]:
                faults.append(f"line {number}: it says the opposite of line {line}")
            elif first is not value:
                first["why"] = first["why"] or value["why"]
                counts["same"] += 1
        if faults:
            raise UsageError("nothing was taken in:\n" + "\n".join(faults[:20]) + ("\n..." if len(faults) > 20 else ""))
        for _, value in decided.values():
            before = connection.execute(_BEFORE, value).one_or_none()
            same = before is not None and before.relevant == value["relevant"] and value["why"] in (None, before.why)
            counts["new" if before is None else "same" if same else "changed"] += 1
            if not dry_run and not same:
                connection.execute(_UPSERT, value)
    return Imported(**counts)


def _read(table: str) -> tuple[list[tuple[int, dict[str, object]]], list[str]]:
    """(rows with the number of their line, what is wrong)."""
    text_ = table.lstrip("\ufeff")
    if "\0" in text_:
        raise UsageError("this is no CSV: it holds a NUL")
    first = text_.partition("\n")[0]
    sign = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(io.StringIO(text_), delimiter=sign, strict=True)  # a mark left open would swallow lines
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if missing := [name for name in COLUMNS[:3] if name not in names]:
        raise UsageError(f"the first line must name the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}")
    reader.fieldnames = names
    rows: list[tuple[int, dict[str, object]]] = []
    faults: list[str] = []
    for line in reader:
        if len(rows) >= MAX_ROWS:
            raise UsageError(f"more than {MAX_ROWS:,} rows: cut the table in parts")
        if more := line.get(None):
            faults.append(f"line {reader.line_num}: {printable(more[0])[:80]!r} has no column: quote it")
            continue
        cells = {name: (line.get(name) or "").strip() for name in COLUMNS}
        word = cells["relevant"].lower()
        if not cells["article"] or word not in _TRUE | _FALSE:
            faults.append(f"line {reader.line_num}: it needs an article, and relevant must be true or false")
            continue
        if len(cells["why"]) > MAX_WHY:
            faults.append(f"line {reader.line_num}: the reason is longer than {MAX_WHY:,} characters")
            continue
        rows.append((reader.line_num, {**cells, "relevant": word in _TRUE, "why": cells["why"] or None}))
    return rows, faults


def _articles(connection: Connection, keys: Collection[str]) -> dict[str, set[int]]:
    """The articles of numbers, uris and urls. No index knows urls: those that are no uri are looked for all at once."""
    numbers = {key: int(key) for key in keys if re.fullmatch("[0-9]{1,18}", key)}
    found: dict[str, set[int]] = {}
    there: set[int] = set(connection.execute(_BY_NUMBER, {"numbers": list(numbers.values())}).scalars())
    for key, number in numbers.items():
        if number in there:
            found[key] = {number}
    for query in (_BY_URI, _BY_URL):
        left = [key for key in keys if key not in found]
        for row in connection.execute(query, {"keys": left}).mappings() if left else ():
            found.setdefault(row["key"], set()).add(row["article_id"])
    return found


_BY_NUMBER = text("select article_id from news.article where article_id = any(:numbers)")
_BY_URI = text("select uri as key, article_id from news.article where uri = any(:keys)")
_BY_URL = text("select url as key, article_id from news.article where url = any(:keys)")
_BEFORE = text("select relevant, why from news.topic_override where article_id = :article and topic_id = :topic")
_UPSERT = text("""
    insert into news.topic_override (article_id, topic_id, relevant, who, why)
    values (:article, :topic, :relevant, :who, :why)
    on conflict (article_id, topic_id) do update
    set relevant = excluded.relevant, who = excluded.who, why = excluded.why, decided_at = now()
""")
