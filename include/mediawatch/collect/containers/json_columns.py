"""JSON tables that are written column by column, as data frames are, as JSON Lines: a line for each row.

{"title": {"0": "Harrow lock", "1": "Mill"}, "text": {"0": "...", "1": "..."}}       columns, by the row's label
{"title": ["Harrow lock", "Mill"], "text": ["...", "..."]}                           columns as lists
{"columns": ["title", "text"], "index": [0, 1], "data": [["Harrow lock", "..."]]}    names, then rows
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.json_items import address_of
from mediawatch.collect.containers.table_rows import is_header
from mediawatch.collect.raw.screening import json_not_deep
from mediawatch.errors import Quarantine

_COLUMNS = re.compile(  # {"title": {"0": "
    rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:[^"\\]|\\.){1,80}"\s*:\s*(?:\{\s*"[^"\\]{0,80}"\s*:\s*|\[\s*)(?:"|null|-?\d)'
)
"""How such a file begins; most JSON does not, and is not read for this."""

LEAST = 2
"""Rows: one value in each list is how some tools write a single article."""


def column_lines(data: bytes) -> tuple[bytes, list[Item]] | None:
    """(JSON Lines, an item for each of them, numbered from 1) of a table that is written column by column; None where
    `data` is none. Raises Quarantine, json_too_deep."""
    if not _COLUMNS.match(data):
        return None
    json_not_deep(data)
    try:
        value = json.loads(data)
    except ValueError:
        return None
    lines = io.BytesIO()
    items: list[Item] = []
    for number, row in enumerate(_rows(value), 1):
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
        try:
            url = address_of(row)
        except Quarantine:
            url = None
        items.append(Item(str(number), lines.tell(), len(line), hashlib.sha256(line).hexdigest(), url))
        lines.write(line + b"\n")
    return (lines.getvalue(), items) if items else None


def _rows(value: Any) -> Iterator[dict[str, Any]]:
    """The rows of a table, each with the cells that hold something."""
    if not isinstance(value, dict):
        return
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(name, str) for name in names):
        if is_header(names):
            yield from (_filled(zip(names, cells, strict=False)) for cells in data if isinstance(cells, list))
        return
    if not is_header(list(value)):
        return
    columns = list(value.values())
    if all(isinstance(column, dict) for column in columns):
        labels = list(dict.fromkeys(label for column in columns for label in column))
        numbered = bool(labels) and all(label.isdigit() for label in labels)
        if not numbered and (
            len(labels) < LEAST or is_header(labels) or any(len(column) < len(labels) for column in columns)
        ):
            # an object of objects: {"title": {"rendered": ...}, "content": {...}}, {"article": {"title": ..., ...}}
            return
        for label in labels:
            yield _filled((name, column.get(label)) for name, column in value.items())
    elif len(columns) > 1 and all(isinstance(column, list) and len(column) >= LEAST for column in columns):
        if len(set(map(len, columns))) > 1:
            return
        for cells in zip(*columns, strict=True):
            yield _filled(zip(value, cells, strict=True))


def _filled(cells: Any) -> dict[str, Any]:
    return {name: cell for name, cell in cells if cell not in (None, "")}
