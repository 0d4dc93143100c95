"""Tables with a row for each article: CSV, TSV and what spreadsheets call so. Where each row's bytes stand.

The first row names the columns, or one of the next below a title. What a row's bytes do not say (delimiter, names) goes
with its media type.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from mediawatch.collect.containers.byte_text import of_table
from mediawatch.collect.containers.field_names import MAPPED, field_name, fold_name, looks_like_article, names_of
from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.json_items import address_of
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import media_type

DELIMITERS = (",", ";", "\t", "|")
MEDIA_TYPE = "text/csv"

_NUMERIC = re.compile(r"\s*(\d\d?)[/-](\d\d?)[/-](?:19|20)\d\d(?!\d)")

MAX_FIELD = 16 * 1024 * 1024
"""Characters of a cell; three times the limit of a document, which judges it then."""
MAX_NAMES = 4_000
"""Characters of all names of columns that go with each row; of a wider table those go that the table of names knows."""
LONG_NAME = 40
"""Characters of a column's name that are told."""
SAMPLED = 20
SAMPLED_CHARS = 200_000
"""Rows, and characters, by which the delimiter is told."""
HEADER_ROWS = 20
"""Lines within which the names of the columns stand, below a title."""

_NEVER_NUMBERS = ("headline", "text", "summary", "author", "publisher")
_NUMBER_OR_DAY = re.compile(r"\d[\d:./TZ +-]{0,30}")

csv.field_size_limit(MAX_FIELD)  # Python's own limit is 131,072: a long read has more


def table_items(data: bytes, mapping: Mapping[str, str], *, delimiter: str | None = None) -> Iterator[Item]:
    """The rows below the first one, numbered as a spreadsheet shows them (the first is row 1). `mapping` names columns
    that the table of names does not know.

    Raises Quarantine('wrong_shape') where no column holds a text, a headline or a summary.
    """
    source, charset = of_table(data)
    start = _after_hint(source.text)
    above, delimiter, rows = _table(source.text, start, delimiter, mapping)
    header = next(rows, None)
    if header is None:
        raise Quarantine(Reason.EMPTY, "it holds no row")
    if numbered := names_by_number(header[-1], mapping):
        names, rows = numbered, itertools.chain([header], rows)
    else:
        names = mapped_names(header[-1], mapping)
    found = [(number + above, first, last, cells) for number, first, last, cells in rows]
    names = _beside_numbers(names, [cells for *_, cells in found])
    described = media_type(
        MEDIA_TYPE, delimiter=delimiter, columns="\n".join(names), order=_order(names, [cells for *_, cells in found])
    )
    for number, first, last, cells in found:
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(names, cells, strict=False))
        yield source.item(number, first, last, url=address_of(row), media_type=described, charset=charset)


def _table(
    text: str, start: int, delimiter: str | None, mapping: Mapping[str, str]
) -> tuple[int, str, Iterator[tuple[int, int, int, list[str]]]]:
    """(lines above the row that names the columns, the delimiter, the rows from that one on). Programs write what they
    export, and when, above a table."""
    place = start
    for above in range(HEADER_ROWS):
        mark = delimiter or _delimiter(text[place : place + SAMPLED_CHARS])
        names = next(_rows(text[: place + SAMPLED_CHARS], place, mark), (0, 0, 0, []))[-1]
        if not above and is_header(_mapped(names, mapping)):
            break
        if len(names) > 1 and is_header(_mapped(names, mapping)):
            return above, mark, _rows(text, place, mark)
        if (end := text.find("\n", place)) < 0:
            break
        place = end + 1
    mark = delimiter or _delimiter(text[start:])
    return 0, mark, _rows(text, start, mark)


def _order(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """`dmy` or `mdy` where the numeric dates of the columns of dates can all be read in that order, and some in no
    other; else empty."""
    known = {*names_of("published"), *names_of("modified")}
    places = [
        place
        for place, name in enumerate(names)
        if (name.removeprefix(MAPPED) if name.startswith(MAPPED) else field_name(name)) in known
    ]
    told = set()
    for cells in rows:
        for place in places:
            if place < len(cells) and (match := _NUMERIC.match(cells[place])):
                first, second = int(match[1]), int(match[2])
                if (first > 12) != (second > 12):
                    told.add("dmy" if first > 12 else "mdy")
    return told.pop() if len(told) == 1 else ""


def names_by_number(cells: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """The names of the columns of a table without a row for them, whose mapping counts them (`1: headline`); empty for
    any other: no number of the mapping may be a name in the first row, and none of the row's names be known."""
    if not mapping or not all(column.isdecimal() for column in mapping):
        return []
    tidy = _tidy(cells)
    if is_header(tidy) or not {*tidy}.isdisjoint(mapping):
        return []
    fields = (mapping.get(str(number), "") for number in range(1, len(tidy) + 1))
    names = [f"{MAPPED}{field}" if field else "" for field in fields]
    return names if is_header(names) else []


def mapped_names(names: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """The names of columns with those that a mapping names as `=<field>`. Raises Quarantine('wrong_shape')."""
    tidy = _tidy(names)
    found = _mapped(names, mapping)
    if not is_header(found):
        told = ", ".join(name[:LONG_NAME] for name in tidy[:12])
        detail = f"no column of its first row ({told}) is known as a text: name it in a mapping file, or its number "
        raise Quarantine(Reason.WRONG_SHAPE, f"{detail}where no row names the columns, as docs/formats.md shows")
    if sum(map(len, found)) > MAX_NAMES:
        found = [name if is_header([name, "text"]) and _is_known(name) else "" for name in found]
    return found


def _tidy(names: Sequence[str]) -> list[str]:
    return [" ".join(name.strip("\ufeff \t\r\n").split()) for name in names]


def _mapped(names: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    fields = {fold_name(column): field for column, field in mapping.items()}
    return [MAPPED + fields[fold_name(name)] if fold_name(name) in fields else name for name in _tidy(names)]


def _is_known(name: str) -> bool:
    from mediawatch.collect.containers.field_names import known_names

    return name.startswith(MAPPED) or field_name(name) in known_names()


def is_header(names: Sequence[str]) -> bool:
    """Whether columns of these names make articles: there is one for a text, or a headline beside what tells one."""
    folded = {name.removeprefix(MAPPED) if name.startswith(MAPPED) else field_name(name) for name in names}
    return bool(folded & set(names_of("text"))) or looks_like_article(dict.fromkeys(folded, "x"))


def _is_of(field: str, name: str) -> bool:
    own = name.removeprefix(MAPPED) if name.startswith(MAPPED) else field_name(name)
    return own == field or own in names_of(field)


def _after_hint(text: str) -> int:
    """Where the table begins: after the line `sep=;` that spreadsheets write for each other."""
    line = text[:20].split("\n", 1)[0]
    return len(line) + 1 if line.rstrip("\r").lower().startswith("sep=") else 0


def _delimiter(text: str) -> str:
    """The delimiter by which most of the first rows have as many cells as the header, and the header most."""
    best, score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = [len(cells) for _, _, _, cells in _sample(text[:SAMPLED_CHARS], delimiter)]
        if not widths or widths[0] < 2:
            continue
        even = sum(1 for width in widths if width == widths[0]) / len(widths)
        if (even, widths[0]) > score:
            best, score = delimiter, (even, widths[0])
    return best


def _sample(text: str, delimiter: str) -> Iterator[tuple[int, int, int, list[str]]]:
    for number, row in enumerate(_rows(text, 0, delimiter)):
        if number >= SAMPLED:
            return
        yield row


def _rows(text: str, start: int, delimiter: str) -> Iterator[tuple[int, int, int, list[str]]]:
    """(number from 1, first and last character, cells) of each row that is not blank."""
    place = start

    def lines() -> Iterator[str]:
        nonlocal place
        for line in io.StringIO(text[start:], newline=""):
            place += len(line)
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    number = 0
    while True:
        first = place
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Quarantine(Reason.WRONG_SHAPE, f"row {number + 1} cannot be read: {error}") from error
        number += 1
        if cells:
            end = place
            while end > first and text[end - 1] in "\r\n":
                end -= 1
            yield number, first, end, cells


def _beside_numbers(names: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The names with an empty one before them where each row has a cell more and a number in its first: R numbers rows
    and names no column for it. Where the first column can be one of numbers itself, the second cell must be such a
    value too: else each row has a text with a delimiter in it that nobody quoted."""
    numbered = [cells for cells in rows if any(map(str.strip, cells))]
    if len(numbered) > 1 and all(len(cells) == len(names) + 1 and cells[0].isdecimal() for cells in numbered):
        if any(_is_of(field, names[0]) for field in _NEVER_NUMBERS):
            return ["", *names]
        if all(_NUMBER_OR_DAY.fullmatch(cells[1].strip()) for cells in numbered):
            return ["", *names]
    return names


def row_of(text: str, delimiter: str, columns: str) -> dict[str, str]:
    """The named cells of one row, as `table_items` has described it. What stands behind the last column belongs to it
    where that is the text: programs that do not quote cut a text at each delimiter in it.

    Raises Quarantine('wrong_shape'), also where there are more cells than names and the last is not the text: then no
    cell need be what its column says.
    """
    delimiter = delimiter or ","
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error as error:
        raise Quarantine(Reason.WRONG_SHAPE, f"the row cannot be read: {error}") from error
    names = columns.split("\n")
    if any(map(str.strip, cells[len(names) :])):
        if not _is_of("text", names[-1]):
            found = f"the row has {len(cells)} cells, the first row names {len(names)} columns"
            raise Quarantine(Reason.WRONG_SHAPE, f"{found}: quote what holds {delimiter!r}, or name each column")
        cells = [*cells[: len(names) - 1], delimiter.join(cells[len(names) - 1 :])]
    named: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and not named.get(name):
            named[name] = _unescaped(cell) if delimiter == "\t" else cell
    return named


def _unescaped(cell: str) -> str:
    """A cell of a table with tabs, in which databases write line breaks as `\\n`."""
    return cell if "\n" in cell or "\\n\\n" not in cell else cell.replace("\\n", "\n")
