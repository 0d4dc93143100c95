"""The text of a PDF file: what stands above its headline, the headline, and its paragraphs.

A PDF says where letters stand and how large they are, not what a line or a paragraph is. The largest letters at the
start of the first page are the headline. Lines are joined again by what print leaves of them: hyphens at line ends,
full lines that go on, short lines that end a paragraph, room between paragraphs. Until the first full line each line
stays alone: byline and day stand there.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from dataclasses import dataclass

from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.formats.plain.lines import width
from mediawatch.clean.formats.plain.masthead import names_paper
from mediawatch.clean.formats.plain.pdf_lines import Line, printed_address, read_pages, without_boilerplate
from mediawatch.errors import Quarantine
from mediawatch.words import is_small

MIN_LETTERS = 40
"""In the whole file. A scanned page has none, or a stamp."""

LARGE = 1.15
"""Times the size of the text that a headline's letters have at least."""

HEAD = 15
"""Lines of the first page within which a headline begins."""

LONG_HEAD = 60
"""Characters of a sentence: the text stands between."""

FULL = 0.75
"""Share of the width of a line that goes on."""

ROOM = 1.3
"""Times the usual distance of two lines that parts two paragraphs."""

_SENTENCE_END = re.compile(r"[.!?:…。！？।]['\"”’»)\]]*\Z")
_BROKEN_WORD = re.compile(r"\w[-\u2010\xad]\Z")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Print:
    """What stands above the headline, the headline (empty where no letters are larger), the text below it, and the
    address that a browser has printed below that."""

    above: tuple[str, ...]
    headline: str
    text: str
    url: str = ""


def read_pdf(data: bytes) -> Print:
    """The Print of a PDF. Raises Quarantine('scanned_pdf', 'encrypted_pdf' or 'broken_pdf')."""
    printed = read_pages(data)
    url = printed_address(printed)
    pages = without_boilerplate(printed)
    lines = [line for page in pages for line in page]
    if sum(char.isalpha() for line in lines for char in line.text) < MIN_LETTERS:
        raise Quarantine("scanned_pdf", f"its {len(pages)} pages hold pictures and no text; it needs OCR first")
    first, behind = _headline(lines)
    above = tuple(line.text for line in lines[:first] if line.text)
    headline = ""
    for line in lines[first:behind]:
        headline = _joined(headline, line.text)
    return Print(above, headline, "\n\n".join(_paragraphs(lines[behind:])), url)


def pdf_text(data: bytes) -> str:
    """All that a PDF says, as paragraphs parted by blank lines. Raises Quarantine as `read_pdf` does."""
    found = read_pdf(data)
    return "\n\n".join(filter(None, (*found.above, found.headline, found.text)))


def _headline(lines: list[Line]) -> tuple[int, int]:
    """(first line of the headline, first one behind it); both 0 where no line at the start has larger letters than the
    text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    start = [line for line in lines if line.text][:HEAD]
    largest = max((line.size for line in start), default=0.0)
    if not usual or largest < LARGE * usual:
        return 0, 0
    first = next(number for number, line in enumerate(lines) if line.size == largest and line.text)
    behind = first
    while behind < len(lines) and lines[behind].size == largest and lines[behind].text:
        behind += 1
    dated = next((n for n in range(behind, min(len(lines), behind + HEAD)) if lines[n].size >= LARGE * usual), None)
    if dated is not None and behind - first == 1 and _names_paper(lines[first].text, lines[behind:dated]):
        first = behind = dated
        while behind < len(lines) and lines[behind].size == lines[first].size and lines[behind].text:
            behind += 1
    if any(line.text and _SENTENCE_END.search(line.text) and line.size == usual for line in lines[:first]):
        return 0, 0  # the text has begun: it is a heading within it
    return first, behind


def _names_paper(name: str, below: list[Line]) -> bool:
    """Whether the largest line is the paper's name: by its words, or by a day between it and the next large line."""
    if any(_SENTENCE_END.search(line.text) and len(line.text) > LONG_HEAD for line in below):
        return False
    return names_paper(name) or any(is_bare_date(line.text) for line in below)


def _paragraphs(lines: list[Line]) -> list[str]:
    widths = [width(line.text) for line in lines if line.text]
    full = FULL * statistics.quantiles(widths, n=10)[-1] if len(widths) > 1 else 0
    steps = [above.y - below.y for above, below in itertools.pairwise(lines) if above.y > below.y]
    step = statistics.median_low(steps) if steps else 0.0
    out: list[str] = []
    current = ""
    begun = False
    before: Line | None = None

    def end() -> None:
        nonlocal current
        if current:
            out.append(current)
        current = ""

    for line in lines:
        if not line.text:
            if current and _SENTENCE_END.search(current):
                end()
            continue
        if before is not None and current and _apart(before, line, step, full):
            end()
        begun = begun or width(line.text) >= full
        current = _joined(current, line.text)
        short = width(line.text) < full
        if (short and _SENTENCE_END.search(line.text)) or (short and not begun):
            end()
        before = line
    end()
    return out


def _apart(above: Line, below: Line, step: float, full: float) -> bool:
    """Whether two lines of one page are parted: by room, by the size of their letters, or by an indent behind the end
    of a sentence."""
    if not (above.size and below.size) or below.y >= above.y:
        return False
    if abs(above.size - below.size) > 0.5 or above.y - below.y > max(ROOM * step, ROOM * below.size):
        return True
    indented = 4 < below.x - above.x < 60
    return indented and bool(_SENTENCE_END.search(above.text))


def _joined(before: str, line: str) -> str:
    if not before:
        return line
    if _BROKEN_WORD.search(before):
        return before[:-1] + line if is_small(line[:1]) or before[-1] == "\xad" else before + line
    if _UNSPACED.match(before[-1]) and _UNSPACED.match(line[0]):
        return before + line
    return f"{before} {line}"
