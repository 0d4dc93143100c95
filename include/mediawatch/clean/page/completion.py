"""What a reading of a page left out, put back in its place.

A reading (trafilatura's, say) is laid over the page's blocks. Blocks between its own that stand beside them and read
like an article, and headings and lists among them, are the article's too, wherever the markup hides them.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import median

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import HEADINGS, Block, Path, squeeze
from mediawatch.clean.page.headings import says_standfirst
from mediawatch.clean.page.notices.boilerplate import is_boilerplate
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.words import pattern

_LEFT_OUT = frozenset({"td", "th", "figure", "h1", "h6", "time", "address"})

CERTAIN = 20
"""Letters from which a block that is found anywhere in a reading is the block that was read."""

MOST = 0.8
"""Share of what was read that stands in the element that holds the article."""

ALIKE = 30
"""Letters from which two lines are compared by their beginnings and ends."""

MANY_CARDS = 3
LONG_CARD = 100
"""Texts of one kind, and characters of the middle one, that make the cards of a ranking or of slides."""

CARD_STEPS = 2
"""Steps up from the heading of a card to what it shares with the card's text."""

KIND_DEPTH = 3
"""Elements, from the innermost out, by whose names and classes blocks are of one kind."""

Kind = tuple[tuple[str, str | None], ...]

BEFORE = 12
"""Blocks between a headline and the text among which its standfirst is looked for."""

_CREDITED = re.compile(rf"©|\([^()]*(?<!\w){pattern('picture_words')}(?!\w)[^()]*\)\.?$", re.IGNORECASE)
"""What stands in captions: `(Photo: Ada Holm)`."""

_PARAGRAPHS = frozenset({"p", "div", "section", "blockquote"})

NEAR_LIST = 2
"""Blocks from the last one read within which a list begins that it speaks of."""

NEAR_STEPS = 2
"""Steps up from a block to what it shares with a block that was read."""


@dataclass(slots=True)
class Placed:
    """A reading laid over the blocks of its page: for each block the line of the reading that ends it, or -1."""

    blocks: Sequence[Block]
    lines: list[str]
    keys: list[str]  # the letters of each line
    at: list[int]
    read: list[int] = field(init=False)  # numbers of the blocks that stand in the reading

    def __post_init__(self) -> None:
        self.read = [number for number, line in enumerate(self.at) if line >= 0]


def line_of(block: Block) -> str:
    """A block as a line of a text: items of lists are marked, as trafilatura marks them."""
    return f"- {block.text}" if block.element.tag == "li" else block.text


def place(blocks: Sequence[Block], text: str) -> Placed:
    """Lays a reading over the blocks of its page."""
    lines = text.split("\n")
    ends, whole, length = [], [], 0
    for line in lines:
        whole.append(piece := squeeze(line))
        length += len(piece)
        ends.append(length)
    letters = "".join(whole)
    at, position = [], 0
    for block in blocks:
        key = block.key
        found = letters.find(key, position) if key else -1
        if found < 0 or (len(key) < CERTAIN and found > position + CERTAIN):
            found = letters.find(key) if len(key) >= CERTAIN else -1
            if found < 0:
                at.append(-1)
                continue
        else:
            position = found + len(key)
        at.append(bisect_left(ends, found + len(key)))
    return Placed(blocks, lines, whole, at)


def coverage(blocks: Sequence[Block], text: str) -> float:
    """Share of the prose of `blocks`, by characters, that stands in a reading; 1 where there is none."""
    letters = squeeze(text)
    prose = [block for block in blocks if block.prose and not block.apart]
    total = sum(len(block.text) for block in prose)
    return sum(len(block.text) for block in prose if block.key in letters) / total if total else 1.0


def around_article(placed: Placed, titles: Collection[str]) -> HtmlElement | None:
    """The smallest element that holds the headline (one of `titles`, folded) and most of what was read; None where no
    heading shows the headline."""
    blocks = placed.blocks
    heading = next(
        (block for block in blocks if block.element.tag in ("h1", "h2") and fold(block.text) in titles), None
    )
    if heading is None:
        return None
    read = [blocks[number] for number in placed.read]
    total = sum(len(block.text) for block in read)
    for element in heading.path:
        if sum(len(block.text) for block in read if element in block.path) >= MOST * total:
            return element
    return None


def complete(placed: Placed, frame: HtmlElement | None) -> str:
    """The reading with what it left out. `frame` is the element that `around_article` found; where it found none,
    nothing is looked for behind the end of the reading."""
    blocks, read = placed.blocks, placed.read
    if not read:
        return "\n".join(placed.lines)
    missing = [
        number
        for number in range(read[0] + 1, read[-1])
        if placed.at[number] < 0 and _belongs(blocks[number], number, read, blocks)
    ]
    missing += [*_heads_of_cards(placed), *_first_heading(placed), *_list_behind(placed)]
    if frame is not None:
        missing += _before(placed, frame)
        missing += _behind(placed, frame)
    return _put_back(placed, missing)


def _before(placed: Placed, frame: HtmlElement) -> list[int]:
    """Numbers of the paragraphs between the headline and the first block read: a standfirst that stands apart, near the
    text or in an element that says so. What stands in one element with a picture is its caption."""
    blocks, first = placed.blocks, placed.read[0]
    found: list[int] = []
    for number in range(first - 1, max(-1, first - 1 - BEFORE), -1):
        block = blocks[number]
        if block.element.tag == "h1":
            if number + 1 < first and _is_right_below(blocks[number + 1], block):
                found.append(number + 1)
            beside = (each for each in found if not blocks[each].apart or _is_beside(blocks[each], block))
            return sorted({*beside}) if frame in block.path else []
        if (
            block.prose
            and 2 * block.linked <= len(block.text)
            and (_is_near(block, blocks[first]) or _is_standfirst(block, blocks[first].path))
            and not _CREDITED.search(block.text)
            and not is_boilerplate(block.text)
        ):
            found.append(number)
    return []


def _is_near(block: Block, text: Block) -> bool:
    """Whether a block is a long paragraph within two steps of the text, and no caption."""
    if block.apart or block.element.tag not in _PARAGRAPHS or len(block.text) < LONG_CARD:
        return False
    steps = _steps(block.path, text.path)
    pictured = any(next(element.iter("img", "figure"), None) is not None for element in block.path[:steps])
    return steps <= NEAR_STEPS and not pictured


def _is_right_below(block: Block, heading: Block) -> bool:
    """Whether a block is a paragraph of prose in the `header` of its heading, of which nothing says what it is."""
    below = block.element.tag == "p" and block.element.getparent() is heading.element.getparent()
    header = below and any(element.tag == "header" for element in block.path)
    return header and block.prose and 2 * block.linked <= len(block.text) and not is_boilerplate(block.text)


def _is_beside(block: Block, heading: Block) -> bool:
    """Whether a block stands in the `header` of the article, beside its heading."""
    return _steps(block.path, heading.path) <= NEAR_STEPS


def _is_standfirst(block: Block, text: Path) -> bool:
    """Whether a block stands in an element that says so and that holds nothing of the text, whose path is `text`."""
    own = block.path[: min(NEAR_STEPS + 1, _steps(block.path, text))]
    return any(map(says_standfirst, own)) and not any(element.tag == "figure" for element in own)


def _behind(placed: Placed, frame: HtmlElement) -> list[int]:
    """Numbers of the blocks behind the last one read that go on with the article: paragraphs like those that were
    read, up to another headline; or cards of one kind that outweigh what was read, as of a ranking after its
    introduction."""
    blocks, read = placed.blocks, placed.read
    behind = [
        number
        for number in range(read[-1] + 1, len(blocks))
        if (block := blocks[number]).prose
        and not block.apart
        and block.element.tag not in _LEFT_OUT
        and frame in block.path
        and not is_boilerplate(block.text)
    ]
    if not behind:
        return []
    kinds = {_kind(blocks[number]) for number in read if blocks[number].prose and not _in_list(blocks[number])}
    heads = {_kind(blocks[number]) for number in range(read[0], read[-1]) if _is_headline(blocks[number])}
    other = next(
        (
            number
            for number in range(read[-1] + 1, len(blocks))
            if _is_headline(blocks[number]) and _kind(blocks[number]) not in heads
        ),
        len(blocks),
    )
    alike = [number for number in behind if number < other and _kind(blocks[number]) in kinds]
    cards: dict[Kind, list[int]] = {}
    for number in behind:
        cards.setdefault(_kind(blocks[number]), []).append(number)
    length = sum(len(blocks[number].text) for number in read)
    for numbers in cards.values():
        sizes = [len(blocks[number].text) for number in numbers]
        if len(numbers) >= MANY_CARDS and sum(sizes) >= length and median(sizes) >= LONG_CARD:
            alike += numbers
    return sorted(set(alike))


def _list_behind(placed: Placed) -> list[int]:
    """Numbers of the items of a list that the article speaks of, right behind the last block read: readings take what
    is links at the end for what to read next."""
    blocks, last = placed.blocks, placed.read[-1]
    first = next((n for n in range(last + 1, min(last + 1 + NEAR_LIST, len(blocks))) if blocks[n].told), None)
    if first is None:
        return []
    listed = blocks[first].element.getparent()
    behind = itertools.takewhile(lambda n: listed in blocks[n].path, range(first, len(blocks)))
    return [number for number in behind if blocks[number].told]


def _first_heading(placed: Placed) -> list[int]:
    """The number of the heading right before the first text that was read, where others of its kind stand in the
    article: it heads the first of several parts."""
    blocks, read = placed.blocks, placed.read
    head = read[0] - 1
    if head < 0 or blocks[head].element.tag not in HEADINGS or blocks[head].apart or _is_headline(blocks[head]):
        return []
    kind = _kind(blocks[head])
    others = sum(1 for number in range(read[0], read[-1]) if _kind(blocks[number]) == kind)
    return [head] if others and _steps(blocks[head].path, blocks[read[0]].path) == 1 else []


def _heads_of_cards(placed: Placed) -> list[int]:
    """Numbers of the headings that stand in elements of their own, one of a kind before each text that was read."""
    blocks = placed.blocks
    kinds: dict[Kind, list[int]] = {}
    for number in placed.read[1:]:
        head, text = blocks[number - 1], blocks[number]
        if (
            head.element.tag in HEADINGS
            and not head.apart
            and placed.at[number - 1] < 0
            and text.prose
            and _steps(head.path, text.path) == CARD_STEPS
        ):
            kinds.setdefault(_kind(head), []).append(number - 1)
    return [number for numbers in kinds.values() if len(numbers) >= MANY_CARDS for number in numbers]


def _is_headline(block: Block) -> bool:
    return block.element.tag == "h1" or (block.element.tag in ("h2", "h3") and 2 * block.linked > len(block.text))


def _in_list(block: Block) -> bool:
    """Whether a block stands in what a forum or a front page makes of each contribution."""
    return any(element.get("class") in ("post", "entry") for element in block.path[:KIND_DEPTH])


def _kind(block: Block) -> Kind:
    """What blocks of one kind have in common: the names and classes of their innermost elements."""
    return tuple((element.tag, element.get("class")) for element in block.path[:KIND_DEPTH])


def _put_back(placed: Placed, missing: Sequence[int]) -> str:
    blocks, read = placed.blocks, placed.read
    kept = {*read, *missing}
    last = max(kept)
    headings = [
        number
        for number in range(read[-1] + 1, last)
        if blocks[number].element.tag in HEADINGS and not blocks[number].apart and number + 1 in kept
    ]
    missing = sorted({*missing, *headings})
    taken: set[str] = set()
    added: dict[int, list[str]] = {}
    line = -1
    wanted = 0
    for number in range(min(read[0], *missing) if missing else read[0], last + 1):
        line = max(line, placed.at[number])
        if wanted >= len(missing) or number != missing[wanted]:
            continue
        wanted += 1
        block = blocks[number]
        heads = block.element.tag in HEADINGS and not (number < read[0] and block.prose)
        if heads and not _heads_text(number, kept, blocks):
            continue
        key = block.key
        if key in taken or any(_same(key, line) for line in placed.keys):
            continue
        taken.add(key)
        added.setdefault(line, []).append(line_of(block))
    out = added.get(-1, [])
    for number, text in enumerate(placed.lines):
        out.append(text)
        out.extend(added.get(number, ()))
    return "\n".join(out)


def _same(key: str, line: str) -> bool:
    """Whether two squeezed lines are one: equal, or one with a piece in it that a link or a picture adds."""
    shorter = min(len(key), len(line))
    if key == line or shorter < ALIKE:
        return key == line
    if key[0] != line[0] and key[-1] != line[-1]:  # most lines: nothing is looked for in them
        return False
    ends = next((n for n in range(shorter) if key[n] != line[n]), shorter)
    return ends + next((n for n in range(shorter) if key[-1 - n] != line[-1 - n]), shorter) >= shorter


def _heads_text(number: int, kept: set[int], blocks: Sequence[Block]) -> bool:
    """Whether text of the article follows a heading, at most one label between them."""
    return any(
        following in kept and blocks[following].element.tag not in HEADINGS
        for following in range(number + 1, min(number + 3, len(blocks)))
    )


def _belongs(block: Block, number: int, read: Sequence[int], blocks: Sequence[Block]) -> bool:
    tag = block.element.tag
    if block.apart or tag in _LEFT_OUT or is_boilerplate(block.text):
        return False
    after = bisect_left(read, number)
    near = [read[i] for i in (after - 1, after) if 0 <= i < len(read)]
    gap = min(abs(number - other) for other in near)
    steps = min(_steps(block.path, blocks[other].path) for other in near)
    if tag in HEADINGS:
        return steps == 1 and gap <= 2
    if tag == "li":
        return steps <= NEAR_STEPS and (block.prose or block.told or 2 * block.linked <= len(block.text))
    return (block.prose or block.told) and steps <= NEAR_STEPS


def _steps(path: Path, other: Path) -> int:
    """Steps up `path` to the first element that is on `other` too."""
    around = set(other)
    return next((steps for steps, element in enumerate(path) if element in around), len(path))
