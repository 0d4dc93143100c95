"""schema.org metadata in a page's JSON-LD: the node that describes this article, and plain values out of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from mediawatch.clean.text import one_line

Node = dict[str, Any]

_ARTICLE = re.compile(  # NewsArticle
    r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|DiscussionForumPosting|SocialMediaPosting|Posting)$"
)
_PAGE = re.compile(r"(?:WebPage|ItemPage|MedicalWebPage|Recipe|VideoObject|CreativeWork)$")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")

MAX_NODES = 2_000
"""Nodes of one page that are looked at; a page with more lists products or comments."""


def load_blocks(blocks: list[str]) -> list[Node]:
    """The objects in a page's `application/ld+json` scripts, the usual faults of hand-made JSON mended."""
    out: list[Node] = []
    for block in blocks:
        out.extend(node for node in _walk(_load(block)) if node)
        if len(out) > MAX_NODES:
            break
    return out[:MAX_NODES]


def _load(block: str) -> Any:
    text = _COMMENT.sub("", block).strip().rstrip(";")
    for mend in (
        lambda s: s,
        lambda s: _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", s)),
        lambda s: html.unescape(s),
    ):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int = 0) -> Iterator[Node]:
    """The objects that can describe the page: top level, @graph, lists, and what a page is about."""
    if depth > 6:
        return
    if isinstance(value, list):
        for part in value[:MAX_NODES]:
            yield from _walk(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "@included"):
            if key in value:
                yield from _walk(value[key], depth + 1)


def types(node: Node) -> list[str]:
    """The node's types, without a namespace."""
    found = node.get("@type") or ()
    return [str(name).rsplit("/", 1)[-1] for name in (found if isinstance(found, list) else [found])]


def is_article(node: Node) -> bool:
    """Whether a node is of a type that articles have."""
    return any(_ARTICLE.search(name) for name in types(node))


def article_node(nodes: list[Node], titles: set[str]) -> Node | None:
    """The node that describes this page's article; `titles` (case-folded) help to choose among several."""
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in types(node))]
    pages = [node for node in nodes if any(_PAGE.search(name) for name in types(node))]
    named = [node for node in articles if first_text(node, "headline", "name").casefold() in titles]
    for group in (named, articles):
        if group:
            return max(
                group,
                key=lambda node: sum(key in node for key in ("author", "datePublished", "articleBody", "headline")),
            )
    dated = [node for node in pages if node.get("datePublished")]
    return next(iter(dated or pages), None)


def first_text(node: Node | None, *keys: str) -> str:
    """The first of `keys` that holds text, on one line; of a list its first text, of an object its name."""
    for key in keys:
        for text in texts((node or {}).get(key)):
            return text
    return ""


def texts(value: Any) -> list[str]:
    """The texts in a value: a string, a number, an object with name or @value, or a list of them."""
    if isinstance(value, str):
        line = one_line(html.unescape(value))
        return [line] if line else []
    if isinstance(value, int | float) and not isinstance(value, bool):  # seconds of the epoch
        return [f"{value:.15g}"]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value") or value.get("headline"))
    if isinstance(value, list):
        return [text for part in value[:100] for text in texts(part)]
    return []


def people(node: Node | None, nodes: list[Node], *keys: str) -> list[tuple[str, str]]:
    """(name, type) of the persons and organisations under the first of `keys` that has any; references by @id are
    followed."""
    by_id = {str(other["@id"]): other for other in nodes if "@id" in other and "name" in other}
    for key in keys:
        value = (node or {}).get(key)
        out: list[tuple[str, str]] = []
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and "name" not in part and str(part.get("@id")) in by_id:
                part = by_id[str(part["@id"])]
            kind = (types(part) or [""])[0] if isinstance(part, dict) else ""
            if isinstance(part, dict) and not part.get("name"):
                part = " ".join(texts([part.get("givenName"), part.get("familyName")]))
            out.extend((name, kind) for name in texts(part))
        if out:
            return out
    return []
