"""A list of an article's blocks, each with its kind and its words, as programs write it that take documents apart
(Unstructured, Docling) and as editors keep their texts (Editor.js, Apple News)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

from mediawatch.collect.containers.field_names import fold_name

_WORDS = frozenset(("narrativetext", "paragraph", "uncategorizedtext", "text", "listitem", "quote", "p"))
_TITLES = frozenset(("title", "heading", "heading1", "header1", "h1", "headline"))
_BESIDE = frozenset((
    *("header", "footer", "image", "figure", "figurecaption", "table", "formula", "pagebreak", "address", "caption"),
    *("pagenumber", "emailaddress", "codesnippet", "subheading", "h2", "h3", "heading2", "heading3", "sectionheader"),
))  # fmt: skip
_SHOWN = _WORDS | _TITLES | {"subheading", "h2", "h3", "heading2", "heading3", "sectionheader", "table"}
_KIND = ("type", "category", "label")
_KEPT_WORDS = _WORDS - {"text"} | {"body", "intro", "lead", "blockquote", "pullquote"}
_KEPT_LISTS = frozenset(("list", "nestedlist", "checklist"))
_KEPT_TITLES = _TITLES | {"header"}  # which is no head of a page among what an editor keeps
_KEPT_HEADINGS = frozenset(f"{name}{level}" for name in ("heading", "header", "h") for level in range(2, 7))


_DOCLING = "DoclingDocument"
MAX_DEPTH = 20
"""Groups within each other: lists within lists."""


def blocks_of(value: object) -> object:
    """The blocks of a document of Docling's in the order of reading, without what stands around its pages; any other
    value is itself."""
    if not isinstance(value, dict) or value.get("schema_name") != _DOCLING or not isinstance(value.get("body"), dict):
        return value
    return list(_read(value, value["body"], 0))


def _read(document: dict[str, Any], node: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    children = node.get("children")
    for child in children if isinstance(children, list) and depth < MAX_DEPTH else ():
        place = str(child.get("$ref") if isinstance(child, dict) else "").split("/")
        held = document.get(place[1]) if len(place) == 3 and place[2].isdecimal() else None
        part = held[int(place[2])] if isinstance(held, list) and int(place[2]) < len(held) else None
        if not isinstance(part, dict) or part.get("content_layer", "body") != "body":
            continue
        block = {"type": str(part.get("label", "")), "text": part.get("text")}
        if is_block(block):
            yield block
        if place[1] in ("texts", "groups"):  # what stands in pictures and tables is none of the text
            yield from _read(document, part, depth + 1)


def kept_text(value: object) -> tuple[str, list[str]]:
    """(title, paragraphs) of a text as editors keep it: `{"type": "paragraph", "data": {"text": ...}}`, `{"role":
    "body", "text": ...}`, boxes of such ones in each other. Of bylines, captions and pictures nothing. Two empty ones
    where a value is something else, such as a text whose blocks are in parts."""
    found = list(_kept(value, 0))
    kinds = {kind for kind, _ in found}
    if not kinds & _KEPT_WORDS or "" in kinds:
        return "", []
    title = found[0][1] if found[0][0] in _KEPT_TITLES else ""
    shown = _KEPT_WORDS | _KEPT_TITLES | _KEPT_HEADINGS | {"subheading"}
    return title, [words for kind, words in found[bool(title) :] if kind in shown]


def _kept(value: object, depth: int) -> Iterator[tuple[str, str]]:
    """(kind, words) of each block; an empty kind for what is none. A block without words, such as a picture, is passed
    over."""
    for part in value if isinstance(value, list) and depth < MAX_DEPTH else ():
        if not isinstance(part, dict):
            yield "", ""
            continue
        kind = next((fold_name(part[key]) for key in (*_KIND, "role") if isinstance(part.get(key), str)), "")
        inner, data = part.get("components"), part.get("data")
        words = part.get("text", data.get("text") if isinstance(data, dict) else None)
        if isinstance(inner, list):
            yield from _kept(inner, depth + 1)
        elif isinstance(words, str) or not kind:
            yield kind, words if isinstance(words, str) else ""
        elif kind in _KEPT_LISTS and isinstance(data, dict):
            yield from (("listitem", item) for item in _items(data.get("items"), depth + 1))
        elif {"children", "content", "html"} & part.keys():  # of which others know more
            yield "", ""


def _items(listed: object, depth: int) -> Iterator[str]:
    """The words of a list's items, and of those within each: plain, or with their words under `content` or `text`."""
    for item in listed if isinstance(listed, list) and depth < MAX_DEPTH else ():
        words = (item.get("content") or item.get("text")) if isinstance(item, dict) else item
        if isinstance(words, str):
            yield words
        if isinstance(item, dict):
            yield from _items(item.get("items"), depth + 1)


def are_blocks(value: object) -> TypeGuard[list[Any]]:
    """Whether a list holds nothing but blocks, one of them of words, and not several articles."""
    if not isinstance(value, list) or len(value) < 2:
        return False
    return all(map(is_block, value)) and any(_kind(part) in _WORDS for part in value)


def is_block(value: object) -> bool:
    """Whether a value may be a block of such a list."""
    return _kind(value) in _WORDS | _TITLES | _BESIDE


def article_of(blocks: list[Any]) -> dict[str, Any]:
    """The article that the blocks make: its first title is the headline, the address that the first block names its
    own."""
    kinds = list(map(_kind, blocks))
    title = next((place for place, kind in enumerate(kinds) if kind in _TITLES), None)
    if title is None:  # a heading above all words is no heading of a part
        first = next((place for place, kind in enumerate(kinds) if kind in _SHOWN), 0)
        title = first if kinds[first] == "sectionheader" else None
    article: dict[str, Any] = {
        "text": [part["text"] for place, part in enumerate(blocks) if place != title and _kind(part) in _SHOWN]
    }
    if title is not None:
        article["headline"] = blocks[title]["text"]
    about = blocks[0].get("metadata")
    if isinstance(about, dict) and isinstance(url := about.get("url"), str):
        article["url"] = url
    return article


def _kind(part: object) -> str:
    """What a block says it is, folded; empty for what is no block."""
    if not isinstance(part, dict) or not isinstance(part.get("text"), str) or "url" in part:
        return ""
    return next((fold_name(part[key]) for key in _KIND if isinstance(part.get(key), str)), "")
