"""Cards of authors that stand side by side, each with a name at its head and what the person is below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from mediawatch.clean.people.byline import CHECKED_BY, persons_alone
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

_PICTURES = re.compile(rf"\W*{pattern('picture_roles')}\W*$", re.IGNORECASE)
"""The role of a person on a card who did not write."""

_CHECKED = re.compile(rf"(?<!\w){pattern('byline_others')}\W*$", re.IGNORECASE)

LONG_CARD = 160
"""Characters of the longest card; what is longer is a box about an author."""


def is_cousin(other: HtmlElement, element: HtmlElement) -> bool:
    """Whether two elements are the same part of cards that stand side by side, each of one author."""
    home, around = element.getparent(), other.getparent()
    if home is None or around is None or home.getparent() is not around.getparent():
        return False
    alike = (other.tag, other.get("class"), around.tag, around.get("class"))
    if alike != (element.tag, element.get("class"), home.tag, home.get("class")):
        return False
    return all(len(one_line(card.text_content())) <= LONG_CARD for card in (home, around))


def names_of_cards(element: HtmlElement) -> list[str]:
    """The names at the heads of the cards that are all that an element holds."""
    while len(element) == 1:
        element = element[0]
    cards = [child for child in element if isinstance(child.tag, str)]
    return [] if (element.text or "").strip() else heads_of_cards(cards)


def heads_of_cards(cards: Sequence[HtmlElement]) -> list[str]:
    """The name at the head of each of some cards of one kind, in which stands more than a name: what a person is. None
    where a card begins with something else."""
    if len(cards) < 2 or len({(card.tag, card.get("class")) for card in cards}) > 1:
        return []
    lines = [[line for part in card.itertext() if (line := one_line(part))] for card in cards]
    if any(len(each) < 2 or CHECKED_BY.match(each[0]) for each in lines):
        return []
    lines = [each for each in lines if not any(map(_PICTURES.match, each[1:]))]
    names = [persons_alone(each[0]) for each in lines]
    return [name for named in names for name in named] if all(names) else []


def is_of_checker(link: HtmlElement) -> bool:
    """Whether what stands right before a link says that its person edited, checked or translated the text."""
    if link.tag != "a" or (around := link.getparent()) is None:
        return False
    before = link.getprevious()
    said = around.text if before is None else f"{before.text_content()[-LONG_CARD:]} {before.tail or ''}"
    return bool(_CHECKED.search(one_line(said or "")))


def first_name(text: str) -> list[str]:
    """The name at the start of a box about an author, behind a label or none; none where another text stands there."""
    for part in text.split(" | ", 2)[:2]:
        if names := persons_alone(part):
            return [*names] if len(names) == 1 else []
    return []
