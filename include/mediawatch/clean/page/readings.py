"""The readings of a page, and the choice between them.

The first reading is trafilatura's precise and quick one. Another is asked for where the page itself says that the first
is a fragment: even with what it left out put back, it holds less than half of the prose around the headline, or next to
nothing of the page's. The page's own paragraphs come before slower extractors then, where they hold the first reading
and more. JSON-LD's articleBody confirms a reading that holds it.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from mediawatch.clean.page.attribute_tests import asked_in_python
from mediawatch.clean.page.blocks import HEADINGS, Block, is_prose, squeeze, tell_apart, width
from mediawatch.clean.page.completion import Placed, around_article, complete, coverage, line_of, place
from mediawatch.clean.page.joiners import keep_joiners
from mediawatch.clean.page.scripts.page_data import DataArticle

SHORT_BODY = 500
"""Characters: a first reading below this is checked against all others. On the development pages the precise mode
failed on 9 in 100 of them, and most often with less than this."""

SHORT_DATA = 300
"""Characters from which a text in a page's data is an article, whatever the page shows."""

FULL = 0.5
"""Share of the prose around the headline from which a reading is taken for the whole article."""

GAIN = 0.3
"""Share of that prose by which another reading has to be ahead."""

FRAGMENT = 0.1
"""Share of the page's prose below which a reading is a fragment, whatever stands around the headline."""

HELD = 0.8
"""Share of its letters by which a text is found in another one."""

_LINES = frozenset({"p", "blockquote", "dt", "dd"})

_MARKUP = re.compile(r"<[^>]{1,400}>")
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li)\b[^>]{0,400}>", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """A text, a paragraph a line, how it was found, the element that holds article and headline (None where no heading
    shows the headline), what the page's data say of the article, where the text is theirs, and the text laid over the
    page, where that has been done."""

    text: str
    method: str
    frame: HtmlElement | None = None
    data: DataArticle | None = None
    placed: Placed | None = None


@dataclass(slots=True)
class Page:
    """What the readings need of a page: its tree and blocks, its address, and what it states of its article."""

    tree: HtmlElement
    blocks: Sequence[Block]
    url: str | None
    stated: str  # JSON-LD's articleBody, or empty
    titles: frozenset[str]  # folded
    whole: Callable[[], HtmlElement]  # the page once more, with all that was taken out of `tree`
    data: Callable[[], DataArticle | None]
    check: Callable[[str], None] = lambda prose: None  # raises Quarantine where the prose of a page only lists others


def read_page(page: Page) -> Reading:
    """The reading of a page that its own statements speak for."""
    text = read_with_trafilatura(page.tree, page.url, precise=True)
    placed = place(page.blocks, text)
    tell_apart(page.blocks, set(placed.read))
    frame = around_article(placed, page.titles)
    declared = plain(page.stated)
    if len(text) < SHORT_BODY:
        reading = _rescue(page, declared, text, frame)
        reading.frame = frame
        return reading
    if len(declared) >= SHORT_BODY and holds(text, declared):
        return Reading(text, "trafilatura", frame, placed=placed)
    fragment = coverage(page.blocks, text) < FRAGMENT
    around = page.blocks if frame is None or fragment else within(page.blocks, frame)
    share = coverage(around, text)
    if share < FULL and coverage(around, complete(placed, frame)) < FULL:
        prose = read_prose(around)
        if len(prose) > len(text) and (fragment or holds(prose, text)):
            return Reading(prose, "paragraphs", frame)
        tell_apart(page.blocks, set(placed.read))
        other = read_with_trafilatura(page.tree, page.url, precise=False)
        if coverage(around, other) > share + GAIN and (fragment or holds(other, text)):
            return Reading(other, "trafilatura-default", frame)
        if fragment and (found := page.data()) and len(found.text) > 2 * len(text):
            return Reading(found.text, "page-data", frame, found)
    return Reading(text, "trafilatura", frame, placed=placed)


def _rescue(page: Page, declared: str, short: str, frame: HtmlElement | None) -> Reading:
    """The first other reading that gives an article, else the longest."""
    if len(declared) >= SHORT_BODY:
        return Reading(_as_the_page_sets_it(page.blocks, declared), "json-ld")
    # most pages of which the first reading finds nothing are lists: their paragraphs say so before slower readings do
    page.check(read_prose(page.blocks))
    thorough = _as_the_page_sets_it(page.blocks, read_with_trafilatura(page.whole(), page.url, precise=False))
    if len(thorough) >= SHORT_BODY and coverage(page.blocks, thorough) >= FULL:
        return Reading(thorough, "trafilatura-rescue")
    longer = len(thorough) > len(short) and not _has_all_prose(page.blocks, short, thorough)
    best = Reading(thorough, "trafilatura-rescue") if longer else Reading(short, "trafilatura")
    if len(declared) > len(best.text):
        best = Reading(declared, "json-ld")
    if (found := page.data()) and (
        (len(found.text) > 2 * len(best.text) and width(found.text) >= SHORT_DATA) or _goes_on(found.text, best.text)
    ):
        return Reading(found.text, "page-data", data=found)
    around = page.blocks if frame is None else within(page.blocks, frame)
    missed = coverage(around, best.text) < (FRAGMENT if frame is None else FULL)
    if (missed or coverage(page.blocks, best.text) < FRAGMENT) and len(
        prose := read_prose(around if missed else page.blocks)
    ) >= SHORT_BODY:
        return Reading(prose, "paragraphs")
    return best


def _goes_on(other: str, text: str) -> bool:
    """Whether another text has all the sentences of `text`, and half as much more: the page shows its beginning."""
    told = [line for line in text.split("\n") if is_prose(line)]
    if not told or 2 * len(other) < 3 * sum(map(len, told)):
        return False
    letters = squeeze(other)
    return all(squeeze(line) in letters for line in told)


def _has_all_prose(blocks: Sequence[Block], short: str, other: str) -> bool:
    """Whether `short` holds the sentences of the page and of another reading: what that has beside them is its menu."""
    letters = squeeze(short)
    told = [squeeze(line) for line in other.split("\n") if is_prose(line)]
    return bool(told) and all(line in letters for line in told) and coverage(blocks, short) >= FULL


def read_with_trafilatura(tree: HtmlElement, url: str | None, *, precise: bool) -> str:
    """trafilatura's reading: precise and quick, or its default, which asks two more extractors."""
    from trafilatura import bare_extraction

    keep_joiners()
    with asked_in_python():
        found: Any = bare_extraction(
            tree, url=url, with_metadata=False, include_comments=False, fast=precise, favor_precision=precise
        )
    return (found.text or "") if found is not None else ""


def read_prose(blocks: Sequence[Block]) -> str:
    """The page's prose outside of its margins, with the headings and items between, in the smallest element that holds
    most of it."""
    tell_apart(blocks, ())
    prose = [number for number, block in enumerate(blocks) if block.prose and not block.apart]
    if not prose:
        return ""
    total = sum(len(blocks[number].text) for number in prose)
    frame = next(
        element
        for element in blocks[max(prose, key=lambda number: len(blocks[number].text))].path
        if sum(len(blocks[number].text) for number in prose if element in blocks[number].path) >= HELD * total
    )
    inside = [number for number in prose if frame in blocks[number].path]
    chosen = set(inside)
    homes = {blocks[number].path[1] for number in inside if len(blocks[number].path) > 1}
    for number in reversed(range(inside[0], inside[-1])):
        block = blocks[number]
        if block.apart or 2 * block.linked > len(block.text):
            continue
        tag = block.element.tag
        # what stands beside paragraphs is one: a question, `You need:`
        beside = tag in _LINES and len(block.path) > 1 and block.path[1] in homes
        if tag == "li" or beside or (tag in HEADINGS and number + 1 in chosen):
            chosen.add(number)
    return "\n".join(line_of(blocks[number]) for number in sorted(chosen))


def _as_the_page_sets_it(blocks: Sequence[Block], declared: str) -> str:
    """A text in the paragraphs of the page, where it shows them; articleBody and rescued texts often are one line."""
    letters = squeeze(declared)
    shown = [block for block in blocks if len(key := block.key) > 1 and key in letters]
    if 2 * declared.count("\n") >= len(shown):
        return declared
    text = "\n".join(dict.fromkeys(line_of(block) for block in shown))
    return text if holds(text, declared, by=letters) else declared


def holds(text: str, other: str, *, by: str = "") -> bool:
    """Whether `text` holds most of the sentences of `other`."""
    letters = squeeze(text)
    if by:
        return len(letters) >= HELD * len(by)
    pieces = [squeeze(piece) for piece in re.split(r"[.!?\n]", other)]
    return sum(len(piece) for piece in pieces if piece in letters) >= HELD * sum(map(len, pieces))


def within(blocks: Sequence[Block], frame: HtmlElement) -> Sequence[Block]:
    """The blocks that stand in `frame`."""
    return [block for block in blocks if frame in block.path]


def plain(stated: str) -> str:
    """JSON-LD's articleBody, which is plain text, escaped or not, or HTML, escaped or not."""
    text = entities.unescape(stated)
    return _MARKUP.sub("", _BREAK.sub("\n", text)) if _MARKUP.search(text) else text
