"""Lists and paragraphs of a page that are nothing but links to other pages; and lists whose items are links, but which
the article itself speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.page.boilerplate import is_boilerplate
from mediawatch.words import keyed, pattern

_TEXT: Any = etree.XPath("normalize-space(.)")
_LISTS: Any = etree.XPath("//ul[.//a] | //ol[.//a]")
_PARAGRAPHS: Any = etree.XPath("//p[.//a and string-length(normalize-space(.)) >= 12]")
_ALSO = re.compile(rf"\W*{pattern('also_read')}(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,2}(?![\w%]|[.,]\d)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


LEAST_COUNTED = 3
"""Items of a list that a headline counts."""

LONG_LEAD = 40
"""Characters of a line with a colon at its end that leads to a list; a shorter one is a label: `More on this:`."""


def drop_link_lists(tree: HtmlElement, titles: Iterable[str] = ()) -> frozenset[HtmlElement]:
    """Takes out lists whose items, and paragraphs whose text, are nothing but links: "read also" in all its forms.
    Returns such lists that it leaves: those that a sentence with a colon leads to, and those with as many items as one
    of the page's `titles` counts (`Ten locks to see`)."""
    left = set()
    counted: frozenset[int] | None = None
    for element in _LISTS(tree):
        if element.getroottree().getroot() is not tree:  # went with the list around it
            continue
        items = [item for item in element if item.tag == "li"]
        # many begin with a word in bold: "Health: ..."; what is said behind a link is about it
        linked = sum(1 for item in items if _is_linked(item, 0.6) and _ends_linked(item))
        if items and linked >= 0.8 * len(items) and element.getparent() is not None:
            counted = _counts(titles) if counted is None else counted
            if len(items) >= LEAST_COUNTED and (len(items) in counted or _is_introduced(element)):
                left.add(element)
            else:
                element.drop_tree()
    for element in _PARAGRAPHS(tree):
        if _is_linked(element, 0.9) and element.getparent() is not None:
            element.drop_tree()
    return frozenset(left)


def _is_introduced(element: HtmlElement) -> bool:
    """Whether the line before a list is a sentence of the article that ends with a colon."""
    before = element.getprevious()
    if before is None or before.tag not in ("p", "div"):
        return False
    text = str(_TEXT(before))
    if any(str(_TEXT(bold)) == text for bold in before.iter("b", "strong", "em")) or _ALSO.match(text):
        return False
    return len(text) >= LONG_LEAD and text.endswith((":", "：")) and not is_boilerplate(text)


def _counts(titles: Iterable[str]) -> frozenset[int]:
    """The small numbers that titles state."""
    found = set()
    for title in titles:
        found |= {int(match[0]) for match in _NUMBER.finditer(title)}
        found |= {number for word in title.casefold().split() if (number := _written_out().get(word))}
    return frozenset(found)


@cache
def _written_out() -> dict[str, int]:
    """Numbers by the words for them, of those from three on."""
    return {
        word.casefold(): int(number)
        for listed in keyed("small_numbers").values()
        for number, words in listed.items()
        if int(number) >= LEAST_COUNTED
        for word in words
    }


def _is_linked(element: HtmlElement, share: float) -> bool:
    """Whether links make up `share` of the element's text."""
    length = len(_TEXT(element))
    # most paragraphs begin with text of their own, which settles it
    if not length or len((element.text or "").strip()) > (1 - share) * length + 1:
        return False
    return sum(len(_TEXT(link)) for link in element.iter("a")) >= share * length


def _ends_linked(element: HtmlElement) -> bool:
    """Whether little of the element's text stands behind its last link, but for brackets."""
    whole = str(_TEXT(element))
    *_, last = element.iter("a")
    end = str(_TEXT(last))
    behind = _IN_BRACKETS.sub("", whole[whole.rfind(end) + len(end) :])
    return len(behind) <= 0.2 * len(whole)
