"""Authors whom a page names behind its text: a box about them, their biography in italics, their signature.

    About the author      About Ada Holm                     Ada Holm is a reporter in Marlin.      — Ada Holm
    Ada Holm              Ada has kept a lock since 2011.    (in italics)

A person of whom the article speaks can stand at its end too. So a name counts where a label says what it is, or where
it is set apart from the text, whose words none of its own are.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from mediawatch.clean.page.blocks import Block, is_prose
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.byline import persons_alone, signed_with_agency
from mediawatch.clean.people.name_forms import NAME, has_capitals
from mediawatch.clean.people.names import is_name, is_person, split_names
from mediawatch.words import pattern

_LABEL = re.compile(rf"\W*{pattern('about_author')}\W*", re.IGNORECASE)
_ABOUT = re.compile(rf"\W*{pattern('about_person')}\s+(?P<name>.+)", re.IGNORECASE)
_AND = rf"\s+{pattern('and')}\s+"
_BEGINNING = re.compile(  # Ada Holm and Bo Lind are / Ada Holm, a reporter / Ada Holm (PhD) writes
    rf"(?P<names>{NAME}(?:(?:,\s*|{_AND}){NAME})*)(?:\s*\([^()]*\))?(?:,?\s+(?-i:{pattern('biography_verbs')})(?!\w)|,\s)",
)
_NAMED_FIRST = re.compile(rf"(?P<names>{NAME}(?:(?:,\s*|{_AND}){NAME})*)(?:,\s|\s+(?=[^\W\dA-Z]))")
_DASH = re.compile(r"\s*(?:[–—―]|-{1,2})\s*(?=\S)")
_PLAIN = re.compile(r"[\w\s·・.]{2,20}")
_RIGHT = re.compile(
    r"text-align:\s*(?:right|end)|^\s*right\s|(?:^|[\s_-])(?:text|align)-?(?:right|end)(?:$|\s)", re.IGNORECASE
)
_EMPHASIS = frozenset({"em", "i", "strong", "b", "cite", "span", "small", "a", "u", "font"})
_SLANTED = frozenset({"em", "i", "cite"})

LONG_LABEL = 60
LONG_BIOGRAPHY = 700
"""Characters of a heading over a biography, and of that."""

LAST = 4
"""Blocks at the end of a text, and behind it, among which an author's biography or signature stands."""


def author_at_end(blocks: Sequence[Block], body: str) -> tuple[str, ...]:
    """The persons whom the blocks of a page name as the authors of `body` at its end; empty where they name none."""
    for number, block in enumerate(blocks[:-1]):
        box = blocks[number + 1].text
        if (
            len(block.text) <= LONG_LABEL
            and (names := _below_label(block.text, box))
            and (_LABEL.fullmatch(block.text) or not _is_spoken_of(names, body, box))
        ):
            return names
    lines = body.split("\n")
    ends = {line.removeprefix("- ") for line in lines[-LAST:]}
    last = max((number for number, block in enumerate(blocks) if block.text in ends), default=-1)
    if last < 0:
        return ()
    for block in reversed(blocks[max(0, last - LAST + 1) : last + 1 + LAST]):
        quoted = any(element.tag == "blockquote" for element in block.path)
        if block.apart or quoted or len(block.text) > LONG_BIOGRAPHY:
            continue
        of_agency = signed_with_agency(block.text)
        if not of_agency and not _is_set_apart(block):
            continue
        if names := of_agency or _signature(block) or _beginning(block.text):
            used = set(fold("\n".join(line for line in lines if line != block.text)).split())
            if used.isdisjoint(word for name in names for word in fold(name).split() if len(word) > 1):
                return names
    return ()


def _is_spoken_of(names: tuple[str, ...], body: str, box: str) -> bool:
    """Whether a text names those about whom the box behind it is: the company whose news it tells."""
    spoken = set(fold("\n".join(line for line in body.split("\n") if line != box and len(line) > LONG_LABEL)).split())
    return any(fold(name).split()[-1] in spoken or fold(name).split()[0] in spoken for name in names)


def _below_label(label: str, text: str) -> tuple[str, ...]:
    """The persons of the line or biography below `About the author`, or below `About Ada Holm` where it begins with
    one of that person's names."""
    if _LABEL.fullmatch(label):
        if names := persons_alone(text) or _beginning(text, _NAMED_FIRST):
            return names
        alone = text.strip()
        return (alone,) if _PLAIN.fullmatch(alone) and is_name(alone) and is_person(alone) else ()
    if not (about := _ABOUT.fullmatch(label)) or not is_prose(text):
        return ()
    names = persons_alone(about["name"])
    return names if names and set(fold(text).split()[:3]) & set(fold(names[0]).split()) else ()


def _beginning(text: str, form: re.Pattern[str] = _BEGINNING) -> tuple[str, ...]:
    """The persons with whom a biography of this form begins."""
    found = form.match(text[:LONG_BIOGRAPHY])
    names = split_names(found["names"]) if found else ()
    return names if all(has_capitals(name) and is_person(name) for name in names) else ()


def _signature(block: Block) -> tuple[str, ...]:
    """The persons of a line that is nothing but names, behind a dash or not."""
    return persons_alone(_DASH.sub("", block.text, count=1)) if len(block.text) <= LONG_LABEL else ()


def _is_set_apart(block: Block) -> bool:
    """Whether a block stands in italics or at the right, or begins with a dash."""
    element = block.element
    marks = f"{element.get('style') or ''} {element.get('align') or ''} {element.get('class') or ''}"
    return bool(_DASH.match(block.text) or _RIGHT.search(marks)) or _is_slanted(block)


def _is_slanted(block: Block) -> bool:
    """Whether all of a block stands in italics."""
    element = block.element
    if element.tag not in ("p", "div", "td", "li", "section"):
        return False
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
        if element.tag in _SLANTED:
            return True
        if element.tag not in _EMPHASIS:
            return False
    return _begins_slanted(element)


def _begins_slanted(element: object) -> bool:
    """Whether an element holds nothing but slanted elements and links: mails and networks stand among a biography."""
    children = list(element)  # type: ignore[call-overload]
    texts = itertools.chain((getattr(element, "text", None),), (child.tail for child in children))
    return bool(children) and children[0].tag in _SLANTED and not any(re.search(r"\w", text or "") for text in texts)


__all__ = ["author_at_end"]
