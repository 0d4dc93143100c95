"""Lists and paragraphs of a page that are nothing but links to other pages."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

_TEXT: Any = etree.XPath("normalize-space(.)")
_LISTS: Any = etree.XPath("//ul[.//a] | //ol[.//a]")
_PARAGRAPHS: Any = etree.XPath("//p[.//a and string-length(normalize-space(.)) >= 12]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def drop_link_lists(tree: HtmlElement) -> None:
    """Takes out lists whose items, and paragraphs whose text, are nothing but links: "read also" in all its forms."""
    for element in _LISTS(tree):
        if element.getroottree().getroot() is not tree:  # went with the list around it
            continue
        items = [item for item in element if item.tag == "li"]
        # many begin with a word in bold: "Health: ..."; what is said behind a link is about it
        linked = sum(1 for item in items if _is_linked(item, 0.6) and _ends_linked(item))
        if items and linked >= 0.8 * len(items) and element.getparent() is not None:
            element.drop_tree()
    for element in _PARAGRAPHS(tree):
        if _is_linked(element, 0.9) and element.getparent() is not None:
            element.drop_tree()


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
