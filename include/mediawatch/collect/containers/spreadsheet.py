"""Spreadsheets as JSON Lines: a line for each row, under the names of its sheet's first row."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.json_items import address_of
from mediawatch.collect.containers.table_rows import mapped_names, names_by_number
from mediawatch.collect.containers.zipped import opened
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import media_type

MAX_COLUMNS = 500
MAX_BLANK = 1_000
"""Rows without a cell after which a sheet is over: some programs count a million."""
HEADER_ROWS = 20
"""Rows within which the names of the columns stand, below a title."""


def spreadsheet_lines(data: bytes, mapping: Mapping[str, str], limit: int) -> tuple[bytes, list[Item]]:
    """(JSON Lines, an item for each of them) of the sheets whose first row names the columns of articles. Items are
    numbered as the program shows the rows, those of further sheets `2.7`: row 7 of the second sheet.

    Raises Quarantine: wrong_shape, and what `opened` raises.
    """
    with opened(data, limit):
        pass
    import openpyxl

    lines = io.BytesIO()
    items: list[Item] = []
    problem = Quarantine(Reason.WRONG_SHAPE, "no sheet in it has a row that names the columns of articles")
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for place, sheet in enumerate(workbook.worksheets, 1):
            sheet.reset_dimensions()  # what the file says of its size may be a lie
            try:
                for number, row in _rows(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), mapping):
                    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
                    name = str(number) if place == 1 else f"{place}.{number}"
                    items.append(_item(name, lines.tell(), line, row))
                    lines.write(line + b"\n")
            except Quarantine as refused:
                problem = refused
    except Quarantine:
        raise
    except Exception as error:  # openpyxl meets damaged files with errors of every type
        raise Quarantine(Reason.BROKEN_ZIP, f"it is no spreadsheet: {type(error).__name__}: {error}"[:300]) from error
    if not items:
        raise problem
    return lines.getvalue(), items


def _item(name: str, start: int, line: bytes, row: dict[str, Any]) -> Item:
    kind = media_type("application/json", method="spreadsheet")
    return Item(name, start, len(line), hashlib.sha256(line).hexdigest(), address_of(row), media_type=kind)


def _rows(rows: Iterator[tuple[Any, ...]], mapping: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number, column -> value) of the rows below the one that names the columns. Raises Quarantine('wrong_shape')."""
    names: list[str] | None = None
    problem: Quarantine | None = None
    blank = 0
    for number, cells in enumerate(rows, 1):
        filled = [cell for cell in cells if cell not in (None, "")]
        blank = 0 if filled else blank + 1
        if blank > MAX_BLANK:
            break
        if not filled:
            continue
        if names is None:
            texts = [str(cell) if cell is not None else "" for cell in cells]
            try:
                numbered = names_by_number(texts, mapping)
                names = numbered or mapped_names(texts, mapping)
            except Quarantine as refused:
                problem = problem or refused
                if number >= HEADER_ROWS:
                    break
            if not names or not numbered:
                continue
        row = {name: _plain(cell) for name, cell in zip(names, cells, strict=False) if name and cell not in (None, "")}
        if row:
            yield number, row
    if names is None and problem is not None:
        raise problem


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != time() or cell.tzinfo else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float | bool) else str(cell)
