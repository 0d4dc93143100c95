"""An article in the data that a page carries for its scripts: `__NEXT_DATA__`, JSON in other scripts, assignments.

    <script id="__NEXT_DATA__" type="application/json">{"props": {... "body": [{"type": "paragraph", "text": "..."}]}}

Where the text stands differs from site to site, so what counts is what the data hold: a string of prose, or a list
whose parts are prose. Of several the longest is taken, one beside the page's headline before others.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.headline import fold
from mediawatch.clean.page.jsonld import Node
from mediawatch.clean.text import one_line

MAX_DATA = 5_000_000
"""Characters of one script that are read."""

MAX_VALUES = 200_000
"""Values of one page's data that are looked at."""

MAX_DEPTH = 60

LEAST = 300
"""Characters of the shortest text that is taken for an article."""

_ASSIGNED = re.compile(r"^\s*(?:(?:var|let|const)\s+)?[\w.$\[\]\"']{1,80}\s*=\s*(?=[{\[])")
_TAG = re.compile(r"<[^<>]{1,400}>")
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|section|tr)\b[^<>]{0,400}>", re.IGNORECASE)
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
    for value in _data(tree):
        for chain in _nodes(value):
            node = chain[0]
            titled = any(
                isinstance(name := about.get(key), str) and fold(_plain(name)) in titles
                for about in chain
                for key in _TITLE_KEYS
            )
            for key, part in node.items():
                if not isinstance(part, str | list) or _NO_TEXT.search(key):
                    continue
                lines = list(_lines(part))
                size = sum(len(line) for line in lines if is_prose(line))
                if size < LEAST:
                    continue
                weight = size * (4 if titled else 1)
                if best is None or weight > best[0]:
                    signed = next((about for about in chain if any(key in about for key in AUTHOR_KEYS)), node)
                    best = weight, DataArticle("\n".join(lines), signed)
    return best[1] if best else None


def _data(tree: HtmlElement) -> Iterator[Any]:
    """The values in the page's scripts that are JSON, or begin by assigning JSON to a name."""
    for script in tree.iter("script"):
        text, kind = script.text or "", (script.get("type") or "").lower()
        if not LEAST < len(text) < MAX_DATA or "ld+json" in kind:
            continue
        if "json" in kind:
            start = 0
        elif match := _ASSIGNED.match(text):
            start = match.end()
        else:
            continue
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text.strip() if not start else text, start)[0]
        except (ValueError, RecursionError):
            continue


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
            inner = part
        waiting.extend((each, depth + 1, above) for each in inner if isinstance(each, dict | list))


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    """The lines of a rich text: a string, or a list of strings and of objects with a text or with parts of their own.
    Parts that hold no parts are pieces of one line."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield from filter(None, (one_line(_plain(line)) for line in _BREAK.sub("\n", html.unescape(value)).split("\n")))
    elif isinstance(value, list):
        if value and all(_is_piece(part) for part in value):
            yield from _lines("".join(_piece(part) for part in value), depth + 1)
        else:
            for part in value:
                yield from _lines(part, depth + 1)
    elif isinstance(value, dict) and not _NO_TEXT.search(f"{value.get('type') or value.get('__typename') or ''}"):
        for key in _TEXT_KEYS:
            if key in value and (found := list(_lines(value[key], depth + 1))):
                yield from found
                return


def _is_piece(part: Any) -> bool:
    """Whether a part is text within a line: marked as text, and without parts and an end of its own."""
    if not isinstance(part, dict) or any(isinstance(part.get(key), list | dict) and part[key] for key in _TEXT_KEYS):
        return False
    return str(part.get("type") or part.get("nodeType") or part.get("_type") or "").lower() in ("text", "span", "leaf")


def _piece(part: Node) -> str:
    return next((text for key in ("text", "value", "content") if isinstance(text := part.get(key), str)), "")


def _plain(text: str) -> str:
    return _TAG.sub("", html.unescape(text))
