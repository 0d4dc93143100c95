"""A list of an article's blocks, each with its kind and its words, as programs write it that take documents apart."""

from __future__ import annotations

from typing import Any

from mediawatch.collect.containers.field_names import fold_name

_WORDS = frozenset(("narrativetext", "paragraph", "uncategorizedtext", "text", "listitem", "quote", "p"))
_TITLES = frozenset(("title", "heading", "heading1", "header1", "h1", "headline"))
_BESIDE = frozenset((
    *("header", "footer", "image", "figure", "figurecaption", "table", "formula", "pagebreak", "address", "caption"),
    *("pagenumber", "emailaddress", "codesnippet", "subheading", "h2", "h3", "heading2", "heading3", "sectionheader"),
))  # fmt: skip
_SHOWN = _WORDS | _TITLES | {"subheading", "h2", "h3", "heading2", "heading3", "sectionheader", "table"}
_KIND = ("type", "category", "label")


def are_blocks(value: object) -> bool:
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
    title = next((place for place, part in enumerate(blocks) if _kind(part) in _TITLES), None)
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
