"""The lines of a PDF file as they stand on its pages, without what comes back on each of them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from mediawatch.errors import Quarantine
from mediawatch.words import pattern

MAX_PAGES = 200
"""Pages that are read; an article has a few, a whole paper less than this."""

EDGE = 2
"""Rows at the top and at the bottom of a page that can be its header and its footer."""

LONG_HEADER = 60
"""Characters of a line in the second of them."""

_LABEL = pattern("page_labels")
_OF = r"(?:\s*(?:/|of|共)\s*\d{1,4})?"
_PAGE_NUMBER = re.compile(  # Page 2 of 5, - 2 -, 第 2 页 共 5 页
    rf"[-–—|\s]*(?:{_LABEL}\s*\d{{1,4}}(?:\s*(?:{_LABEL}|/|[^\W\d_]{{1,4}})*\s*\d{{1,4}})?|\d{{1,4}}{_OF})\s*(?:{_LABEL})?[-–—|\s]*\Z",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: where it begins on the page (points from the left and from the bottom), and the size of its
    letters. An empty text is a line that the file sets apart."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def read_pages(data: bytes) -> list[list[Line]]:
    """Lines of each page in the order of the file. Raises Quarantine: encrypted_pdf, broken_pdf."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Quarantine("encrypted_pdf", "the file asks for a password")
        return [_lines(page) for page in reader.pages[:MAX_PAGES]]
    except Quarantine:
        raise
    except (PyPdfError, PdfReadError) as error:
        raise Quarantine("broken_pdf", f"the file cannot be read: {error}") from error
    except Exception as error:  # pypdf meets damaged files with errors of every type
        raise Quarantine("broken_pdf", f"the file cannot be read: {type(error).__name__}: {error}"[:300]) from error


def _lines(page: Any) -> list[Line]:
    pieces: list[tuple[str, float, float, float]] = []

    def visit(text: str, around: Sequence[float], own: Sequence[float], font: object, size: float) -> None:
        if text:
            x = own[4] * around[0] + own[5] * around[2] + around[4]
            y = own[4] * around[1] + own[5] * around[3] + around[5]
            scale = abs(own[3] or own[1]) * abs(around[3] or around[1])
            pieces.append((text, x, y, abs(float(size)) * scale))

    whole = page.extract_text(visitor_text=visit)
    if "".join(piece[0] for piece in pieces) != whole:  # the places are not those of the text
        return [Line(line.strip()) for line in whole.splitlines()]
    lines: list[Line] = []
    text, place = "", (0.0, 0.0, 0.0)
    for piece, *where in pieces:
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append(Line(text.strip(), *place))
                text, place = "", (0.0, 0.0, 0.0)
            if part.strip() and not text.strip():
                place = (where[0], where[1], round(where[2], 1))
            text += part
    if text.strip():
        lines.append(Line(text.strip(), *place))
    return lines


def without_boilerplate(pages: list[list[Line]]) -> list[list[Line]]:
    """Without page numbers, and without what stands at the edge of most pages, be it with another number."""
    edges = [_edges(page) for page in pages]
    repeated = Counter(key for edge in edges for key in {_key(line) for line in edge})
    common = {key for key, count in repeated.items() if count > 1 and count > len(pages) / 2}
    if len(pages) == 2:  # two pages can share a line by chance, but not its place
        both = [{(_key(line), round(line.y)) for line in edge if line.y} for edge in edges]
        common &= {key for key, _ in both[0] & both[1]}
    return [
        [
            line
            for line in page
            if line not in printed
            and not _FIGURE_ALONE.match(line.text)
            and not (line in edge and (_key(line) in common or _PAGE_NUMBER.match(line.text)))
        ]
        for page, edge in zip(pages, edges, strict=True)
        for printed in [_printed(page, edge)]
    ]


def printed_address(pages: list[list[Line]]) -> str:
    """The address of the page that a browser has printed, which it puts at the edge of each; empty where there is
    none."""
    found = [{match[0] for line in _edges(page) if (match := _ADDRESS.match(line.text))} for page in pages]
    common = set.intersection(*found) if found else set()
    return common.pop() if len(common) == 1 else ""


def _printed(page: list[Line], edge: list[Line]) -> set[Line]:
    """The rows of a page that a browser adds to it: the one with the address, and at the other edge the one with the
    moment of printing and the title."""
    rows = {round(line.y) for line in edge if _ADDRESS.match(line.text)}
    if not rows:
        return set()
    rows |= {round(line.y) for line in edge if _PRINTED.match(line.text)}
    return {line for line in page if line.y and round(line.y) in rows}


_ADDRESS = re.compile(r"(?:https?|file)://[^\s/]\S*(?=$|\s+\d{1,4}\s?(?:/|of)\s?\d{1,4}$)")
_PRINTED = re.compile(
    r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?,?\s+(?:[^\W\d]{1,3}\s)?\d{1,2}[:.]\d\d"
)  # 24.03.26, 10:30
_FIGURE_ALONE = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?\s*[-–—]?\Z", re.IGNORECASE)


def _key(line: Line) -> str:
    """What comes back: a sentence with another number is another one."""
    return line.text if line.text.endswith((".", "!", "?")) else _FIGURES.sub("#", line.text)


def _edges(page: list[Line]) -> list[Line]:
    """The lines in the outermost rows of a page: by their place, else the first and the last."""
    filled = [line for line in page if line.text]
    rows = sorted({round(line.y) for line in filled})
    if len(rows) <= 1:
        return [*filled[:1], *filled[-1:]]
    outermost = {rows[0], rows[-1]}
    outer = {*rows[:EDGE], *rows[-EDGE:]}
    return [
        line
        for line in filled
        if (row := round(line.y)) in outermost or (row in outer and len(line.text) <= LONG_HEADER)
        if sum(char.isalnum() for char in line.text) > 1 or _PAGE_NUMBER.match(line.text)
    ]
