"""What a page's head says in `<meta>`, `<link>` and `<title>`, read in one pass over the tree."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from mediawatch.clean.text import one_line

_OTHER_ITEM = re.compile(
    r"(?:(?P<reader>Comment|UserComments|Answer)|(?:Image|Video|Audio|Media)Object|Review|\w*Event)$"
)


@dataclass(slots=True)
class Head:
    """The head's statements, names in lower case; of several values all in order."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str | None = None
    title: str = ""
    language: str | None = None
    json_ld: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first non-empty value of the first of `names` that has one."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""

    def every(self, *names: str) -> list[str]:
        """All values of the first of `names` that has any."""
        for name in names:
            if values := [value for value in self.meta.get(name, ()) if value]:
                return values
        return []


def speaks_of_other(node: HtmlElement) -> bool:
    """Whether an element's microdata speak of something in or beside an article: a film, a picture, a reader's
    words, an event. A page about such a thing has its heading in the element, or its title is the thing's name."""
    stated = node.get("itemtype")
    if stated is None or not (kind := _OTHER_ITEM.search(stated)):
        return False
    if kind["reader"]:
        return True
    if next(node.iter("h1"), None) is not None:
        return False
    names = (part for part in node.iter() if "name" in (part.get("itemprop") or "").split())
    name = next((one_line(part.get("content") or part.text_content()) for part in names), "")
    titles = node.getroottree().iter("title", "h1")
    return not name or not any(name in one_line(title.text_content()) for title in titles)


def is_of_other_item(element: HtmlElement) -> bool:
    """Whether the nearest item of microdata around an element is another than the page's article."""
    item = next((node for node in element.iterancestors() if "itemtype" in node.attrib), None)
    return item is not None and speaks_of_other(item)


def read_head(tree: HtmlElement) -> Head:
    """The Head of a page, wherever in the tree its elements stand (browsers and sites move them)."""
    head = Head(
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    )
    for element in tree.iter("meta", "link", "title", "script"):
        tag = element.tag
        if tag == "meta":
            content = element.get("content")
            if content:
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if (name := element.get(key)) and not (key == "itemprop" and is_of_other_item(element)):
                        head.meta.setdefault(name.strip().lower(), []).append(one_line(content))
        elif tag == "link":
            if "canonical" in (element.get("rel") or "").lower().split() and head.canonical is None:
                head.canonical = (element.get("href") or "").strip() or None
        elif tag == "title":
            # an <svg> has titles too
            if not head.title and (parent := element.getparent()) is not None and parent.tag != "svg":
                head.title = one_line(element.text_content())
        elif "ld+json" in (element.get("type") or "").lower() and element.text:
            head.json_ld.append(element.text)
    for name, value in _packed(head.first("parsely-page")).items():
        head.meta.setdefault(name, []).append(value)
    return head


def _packed(text: str) -> dict[str, str]:
    """The statements in the one element in which sites packed those for Parse.ly until 2015."""
    try:
        stated = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(stated, dict):
        return {}
    names = stated.get("authors") or stated.get("author") or ()
    listed = names if isinstance(names, list) else [names]
    found = {
        "parsely-author": "; ".join(name for name in listed if isinstance(name, str)),
        "parsely-pub-date": stated.get("pub_date"),
    }
    return {name: one_line(value) for name, value in found.items() if isinstance(value, str) and value}
