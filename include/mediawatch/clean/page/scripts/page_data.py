"""An article in the data that a page carries for its scripts: which of their values it is, and its lines.

    <script id="__NEXT_DATA__" type="application/json">{"props": {... "body": [{"type": "paragraph", "text": "..."}]}}

Where the text stands differs from site to site, so what counts is what the data hold: a string of prose, or a list
whose parts are prose, beside the page's headline or one object further in. Of several the longest is taken.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import is_prose, width
from mediawatch.clean.page.jsonld import Node
from mediawatch.clean.page.scripts.script_values import script_values
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.text import one_line

MAX_VALUES = 200_000
"""Values of one page's data that are looked at for texts."""

MAX_PARTS = 500_000
MAX_CHARACTERS = 5_000_000
"""Parts of texts, and characters in them, that are read of one page: values may hold one another, or one text a
thousand times, so that a page of some kilobytes says more than any memory holds. What goes on beyond is not read."""

MAX_DEPTH = 60

LEAST = 100
"""Characters of the shortest text that can be an article (one of Han, kana or Hangul counts for three)."""

_TAG = re.compile(r"<[^<>]{1,400}>")
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|tr)\b[^<>]{0,400}>", re.IGNORECASE)
_CODE = re.compile(r"[!-~]{80}")
"""What no line of a text has: so many Latin letters and signs without a space."""

_LINES = frozenset({"p", "h2", "h3", "h4", "li", "blockquote"})
_TEXT_KEYS = ("text", "html", "content", "value", "paragraph", "body", "children", "data", "nodes", "items", "blocks")
_TITLE_KEYS = ("headline", "title", "name", "heading")
AUTHOR_KEYS = ("author", "authors", "byline", "bylines", "creator", "creators", "writers")
_NO_TEXT = re.compile(r"image|photo|video|audio|caption|embed|advert|\bads?\b|related|promo|newsletter|gallery", re.I)


@dataclass(frozen=True, slots=True)
class DataArticle:
    """A text, a paragraph a line, and the object that says who wrote it: that in which it stands, or one around it."""

    text: str
    node: Node


def find_article(tree: HtmlElement, titles: Collection[str]) -> DataArticle | None:
    """The article in the data of a page whose headline is one of `titles` (folded); None where there is none."""
    best: tuple[int, DataArticle] | None = None
    budget = _Budget()
    for value in script_values(tree):
        for chain in _nodes(value):
            node = chain[0]
            titled = any(
                isinstance(name := about.get(key), str) and fold(_plain(name)) in titles
                for about in chain
                for key in _TITLE_KEYS
            )
            if not titled:
                continue
            for key, part in node.items():
                if not isinstance(part, str | list) or _NO_TEXT.search(key):
                    continue
                lines = list(_lines(part, budget))
                if budget.is_spent:
                    return best[1] if best else None
                size = sum(width(line) for line in lines if is_prose(line) and not _CODE.search(line))
                if size < LEAST:
                    continue
                if best is None or size > best[0]:
                    signed = next((about for about in chain if any(key in about for key in AUTHOR_KEYS)), node)
                    best = size, DataArticle("\n".join(lines), signed)
    return best[1] if best else None


def _nodes(value: Any) -> Iterator[tuple[Node, ...]]:
    """The objects in a value, outer ones first, each with the two around it."""
    waiting: list[tuple[Any, int, tuple[Node, ...]]] = [(value, 0, ())]
    seen = 0
    while waiting and seen < MAX_VALUES:
        part, depth, above = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            continue
        if isinstance(part, dict):
            above = (part, *above[:2])
            yield above
            inner = list(part.values())
        else:
            inner = part if isinstance(part, list) else []
        if len(waiting) < MAX_VALUES:
            waiting.extend((each, depth + 1, above) for each in inner[:MAX_VALUES] if isinstance(each, dict | list))


@dataclass(slots=True)
class _Budget:
    """What may still be read of a page's data."""

    parts: int = MAX_PARTS
    characters: int = MAX_CHARACTERS

    def allows(self, value: Any) -> bool:
        """Takes off what a part costs; False where it is too much."""
        self.parts -= 1
        if isinstance(value, str):
            self.characters -= len(value)
        return not self.is_spent

    @property
    def is_spent(self) -> bool:
        return self.parts < 0 or self.characters < 0


def _lines(value: Any, budget: _Budget, depth: int = 0) -> Iterator[str]:
    """The lines of a rich text: a string, or a list of strings and of objects with a text or with parts of their own.
    Parts that hold no parts are pieces of one line."""
    if depth > MAX_DEPTH or not budget.allows(value):
        return
    if isinstance(value, str):
        yield from filter(None, (one_line(_plain(line)) for line in _BREAK.sub("\n", html.unescape(value)).split("\n")))
    elif isinstance(value, list) and len(value) == 4 and value[0] == "$":  # an element of React
        inner = value[3].get("children") if isinstance(value[3], dict) else None
        yield from filter(
            None,
            [one_line(_plain(_flat(inner, budget, depth + 1)))]
            if f"{value[1]}" in _LINES
            else _lines(inner, budget, depth + 1),
        )
    elif isinstance(value, list):
        if value and all(_is_piece(part) for part in value):
            yield from _lines("".join(filter(budget.allows, map(_piece, value))), budget, depth + 1)
        else:
            for part in value:
                yield from _lines(part, budget, depth + 1)
    elif isinstance(value, dict) and not _NO_TEXT.search(f"{value.get('type') or value.get('__typename') or ''}"):
        for key in _TEXT_KEYS:
            if key in value and (found := list(_lines(value[key], budget, depth + 1))):
                yield from found
                return


def _flat(value: Any, budget: _Budget, depth: int) -> str:
    """The text within the children of an element of React."""
    if depth > MAX_DEPTH or not budget.allows(value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and len(value) == 4 and value[0] == "$":
        return _flat(value[3].get("children"), budget, depth + 1) if isinstance(value[3], dict) else ""
    return "".join(_flat(part, budget, depth + 1) for part in value) if isinstance(value, list) else ""


def _is_piece(part: Any) -> bool:
    """Whether a part is text within a line: marked as text, and without parts and an end of its own."""
    if not isinstance(part, dict) or any(isinstance(part.get(key), list | dict) and part[key] for key in _TEXT_KEYS):
        return False
    return str(part.get("type") or part.get("nodeType") or part.get("_type") or "").lower() in ("text", "span", "leaf")


def _piece(part: Node) -> str:
    return next((text for key in ("text", "value", "content") if isinstance(text := part.get(key), str)), "")


def _plain(text: str) -> str:
    return _TAG.sub("", html.unescape(text))
