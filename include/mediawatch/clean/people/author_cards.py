"""Cards of authors that stand side by side, each with a name at its head and what the person is below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.people.byline import CHECKED_BY, persons_alone
from mediawatch.clean.people.name_forms import has_capitals
from mediawatch.clean.people.names import is_person
from mediawatch.clean.text import one_line
from mediawatch.words import is_small, pattern

_PICTURES = re.compile(rf"\W*{pattern('picture_roles')}\W*$", re.IGNORECASE)
"""The role of a person on a card who did not write."""

_CHECKED = re.compile(rf"(?<!\w){pattern('byline_others')}\W*$", re.IGNORECASE)

_LETTERS_IN = frozenset({"span", "b", "strong", "em", "i"})
_ROLE = re.compile(rf"(?<!\w){pattern('byline_roles')}(?!\w).*,", re.IGNORECASE)  # Senior Director, Marketing
_QUALIFIED = re.compile(rf"{pattern('role_qualifiers')}\s", re.IGNORECASE)  # Senior Warden
_OF_ROLE = re.compile(  # class="job-title", beside class="name"
    r"(?:^|[\s_-])(?:title|role|position|job\w*|function|occupation|credentials?|designation|affiliation|cargo|fonction"
    r"|funktion|rolle|ruolo|puesto|dolzhnost)(?:$|[\s_-])",
    re.IGNORECASE,
)

_TEXTS: Any = etree.XPath("descendant::text()")

MOST_AROUND = 4
"""Elements around a name in which a card's heading is sought."""

LONG_NAME = 20
"""Characters from which a heading's link is that of an article."""

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


def text_of(element: HtmlElement) -> str:
    """The element's text, a bar between the pieces of different child elements, without what the person is."""
    names = (
        [one_line(part.text_content()) for part in element.iter() if part.get("itemprop") == "name"]
        if len(element)
        else []
    )
    if names:
        return " | ".join(filter(None, names))
    if element.tag == "a" and len(element) and all(part.tag in _LETTERS_IN for part in element.iterdescendants()):
        return one_line(element.text_content())  # of a name whose words or first letters have elements of their own
    said_in = [(said, text) for said in _TEXTS(element) if (text := one_line(said))]
    card = sum(len(text) for _, text in said_in) <= LONG_CARD
    kept: list[str] = []
    named = False
    for said, text in said_in:
        if kept and (_ROLE.search(text) or (card and named and _is_role(text, _mark(said, element)))):
            continue
        kept.append(text)
        named = named or (card and " " in text and has_capitals(text) and is_person(text))
    return " | ".join(kept)


def _mark(said: Any, element: HtmlElement) -> str:
    """The classes of what holds a text within an element, but for its own."""
    holder = said.getparent()
    inside = itertools.takewhile(lambda each: each is not element, (holder, *holder.iterancestors()))
    return " ".join(each.get("class") or "" for each in inside if not (said.is_tail and each is holder))


def _is_role(text: str, mark: str) -> bool:
    """Whether a piece of text behind a whole name says what the person is: its mark says so, or it has the form of no
    other name, with fewer than two capitals."""
    if (mark and _OF_ROLE.search(mark)) or _QUALIFIED.match(text):
        return True
    words = text.split()
    cased = text.lower() != text.upper()
    return cased and len(text) > 3 and sum(not is_small(word[0]) for word in words) < 2 and "," not in text


def not_on_cards(elements: Sequence[HtmlElement], title: str) -> list[HtmlElement]:
    """Those of some marks of an author that stand on no card of another article than the one of `title`; all of them
    where they name one and the same person, whose site it is then."""
    named = [element for element in elements if text_of(element)]
    if len(named) > 1 and len({text_of(element) for element in named}) == 1:
        return named
    return [element for element in named if not _is_on_card(element, title)]


def _is_on_card(element: HtmlElement, title: str) -> bool:
    """Whether the one heading that stands closest around a name is a link to another article."""
    name = one_line(element.text_content())
    for around in itertools.islice(element.iterancestors("div", "li", "section", "article", "a"), MOST_AROUND):
        headings = list(itertools.islice(around.iter("h1", "h2", "h3", "h4"), 2))
        if not headings:
            continue
        heading = headings[0]
        text = one_line(heading.text_content())
        linked = next(heading.iter("a"), None) is not None or next(heading.iterancestors("a"), None) is not None
        alone = linked and len(headings) == 1 and heading.tag != "h1"
        return alone and len(text) > LONG_NAME and name not in text and text not in title
    return False


def writer_of(contribution: HtmlElement) -> str:
    """The account that a forum states at the whole of a contribution; empty where it states none."""
    name = contribution.get("data-author")
    return str(name or (contribution.get("component") == "post" and contribution.get("data-username")) or "")
