"""The text of a PDF file, as paragraphs.

A PDF says where letters stand, not what a line or a paragraph is. Lines are joined again by what print leaves of
them: hyphens at line ends, full lines that go on, short lines that end a paragraph; headers, footers and page
numbers that come back on every page go.
"""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError

from mediawatch.errors import Quarantine

MAX_PAGES = 200
"""Pages that are read; an article has a few, a whole paper less than this."""
MIN_LETTERS = 40
"""In the whole file. A scanned page has none, or a stamp."""

_SENTENCE_END = re.compile(r"[.!?:…。！？।]['\"”’»)\]]*\Z")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?\s*[-–—]?\Z", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"\w-\Z")


def _pages(data: bytes) -> list[list[str]]:
    """Lines of each page. Raises Quarantine."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Quarantine("encrypted_pdf", "the file asks for a password")
        pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    except Quarantine:
        raise
    except (PyPdfError, PdfReadError) as error:
        raise Quarantine("broken_pdf", f"the file cannot be read: {error}") from error
    except Exception as error:  # pypdf meets damaged files with errors of every type
        raise Quarantine("broken_pdf", f"the file cannot be read: {type(error).__name__}: {error}"[:300]) from error
    return [[line.strip() for line in text.splitlines()] for text in pages]


def _without_boilerplate(pages: list[list[str]]) -> list[list[str]]:
    """Without page numbers, and without first and last lines that come back on most of three pages or more."""
    bare = [[line for line in page if not _PAGE_NUMBER.match(line)] for page in pages]
    if len(bare) < 3:
        return bare
    edges = Counter(line for page in bare for line in {*page[:1], *page[-1:]} if line)
    common = {line for line, count in edges.items() if count > len(bare) / 2}
    return [
        [line for place, line in enumerate(page) if not (line in common and place in (0, len(page) - 1))]
        for page in bare
    ]


def _paragraphs(lines: list[str]) -> list[str]:
    widths = [len(line) for line in lines if line]
    full = 0.75 * statistics.quantiles(widths, n=10)[-1] if len(widths) > 1 else 0
    out: list[str] = []
    current = ""
    for line in lines:
        if not line:
            if current and _SENTENCE_END.search(current):
                out.append(current)
                current = ""
            continue
        if not current:
            current = line
        elif _BROKEN_WORD.search(current) and line[:1].islower():
            current = current[:-1] + line
        else:
            current += " " + line
        if len(line) < full and _SENTENCE_END.search(line):
            out.append(current)
            current = ""
    if current:
        out.append(current)
    return out


def pdf_text(data: bytes) -> str:
    """Paragraphs, parted by blank lines. Raises Quarantine('scanned_pdf', 'encrypted_pdf' or 'broken_pdf')."""
    pages = _without_boilerplate(_pages(data))
    text = "\n\n".join(_paragraphs([line for page in pages for line in page]))
    if sum(char.isalpha() for char in text) < MIN_LETTERS:
        raise Quarantine("scanned_pdf", f"its {len(pages)} pages hold pictures and no text; it needs OCR first")
    return text
