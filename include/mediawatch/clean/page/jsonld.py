"""schema.org metadata in a page's JSON-LD: the node that describes this article, and plain values out of it."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

from mediawatch.clean.text import one_line

Node = dict[str, Any]

_ARTICLE = re.compile(  # NewsArticle
    r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|DiscussionForumPosting|SocialMediaPosting|Posting)$"
)
_PAGE = re.compile(  # what a page can be about that is no article, and that has an author and a day
    r"(?:WebPage|ItemPage|QAPage|FAQPage|AboutPage|Recipe|HowTo|Question|VideoObject|AudioObject|MediaObject|Episode|Guide"
    r"|Dataset|Course|JobPosting|Announcement|CreativeWork)$"
)
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]+")

_INNER_QUOTE = re.compile(  # the quotes of "He said "no" to it": none that begins or ends a text of JSON stands so
    r"""(?<![\[{,:\\])(?<![\[{,:]\s)"(?!\s*(?:[:}\]]|,\s*["{\[\dtfn-]|$))"""
)
_PARTS = ("hasPart", "subjectOf")

_NAMES = frozenset({"name", "givenName", "familyName"})

MAX_NODES = 2_000
"""Nodes of one page that are looked at; a page with more lists products or comments."""

SHORT_TITLE = 10
"""Characters of the longest headline that is not looked for as the beginning of a title."""

MAX_PEOPLE = 100
MAX_DEPTH = 6
"""Persons, and lists within lists, that one key names."""


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
        lambda s: _INNER_QUOTE.sub(r"\"", _CONTROL.sub(" ", s)),
    ):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int = 0) -> Iterator[Node]:
    """The objects that can describe the page: top level, @graph, lists, and what a page is about."""
    if depth > MAX_DEPTH:
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
    inner = _parts_of(nodes)
    named = [node for node in (*articles, *inner) if _is_title(first_text(node, "headline", "name"), titles)]
    for group in (named, articles, inner if len(inner) == 1 else ()):
        if group:
            return max(
                group,
                key=lambda node: sum(key in node for key in ("author", "datePublished", "articleBody", "headline")),
            )
    dated = [node for node in pages if node.get("datePublished")]
    own = [node for node in pages if first_text(node, "name", "headline", "title").casefold() in titles]
    return next(iter(dated or own or pages), None)


def _is_title(headline: str, titles: set[str]) -> bool:
    """Whether a headline is one of `titles`, or all of one but for the site's name behind a bar or a dash."""
    line = headline.casefold()
    if line in titles:
        return True
    longer = (title[len(line) :] for title in titles if title.startswith(line)) if len(line) > SHORT_TITLE else ()
    return any(re.match(r"\s*[|–—·-]\s", rest) for rest in longer)


def _parts_of(nodes: list[Node]) -> list[Node]:
    """The articles that other objects name as their parts, or as what tells of them: one may be what the page shows."""
    inner = (part for node in nodes for key in _PARTS for part in _walk(node.get(key)))
    return [part for part in itertools.islice(inner, MAX_NODES) if is_article(part)]


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
    by_id = {str(other["@id"]): other for other in nodes if "@id" in other and not _NAMES.isdisjoint(other)}
    for key in keys:
        out: list[tuple[str, str]] = []
        for part in itertools.islice(_parts((node or {}).get(key)), MAX_PEOPLE):
            about = part
            if isinstance(part, str):
                about = by_id.get(part, part)
            elif isinstance(part, dict) and _NAMES.isdisjoint(part):
                about = by_id.get(str(part.get("@id")), part)
            kind = (types(about) or [""])[0] if isinstance(about, dict) else ""
            if isinstance(about, dict) and not about.get("name"):
                about = " ".join(texts([about.get("givenName"), about.get("familyName")])) or about.get("alternateName")
            out.extend((name, kind) for name in texts(about))
        if out:
            return out
    return []


def _parts(value: Any, depth: int = 0) -> Iterator[Any]:
    """The single values in a value: those of a list, of lists in it, and of JSON-LD's own lists and sets."""
    if isinstance(value, list) and depth < MAX_DEPTH:
        for part in value[:MAX_PEOPLE]:
            yield from _parts(part, depth + 1)
    elif isinstance(value, dict) and (listed := value.get("@list") or value.get("@set")):
        yield from _parts(listed, depth + 1) if depth < MAX_DEPTH else ()
    elif value is not None:
        yield value
