"""Who wrote a page: JSON-LD, then meta, then the lines at the headline, then the markup of its byline; persons before
organisations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from lxml.html import HtmlElement

from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline import fold
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.page.jsonld import Node, first_text, people
from mediawatch.clean.page.page_data import AUTHOR_KEYS
from mediawatch.clean.people.byline import byline_at_headline, organisation_at_headline
from mediawatch.clean.people.names import is_agency, is_person, last_name_first, split_names
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

_META = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor.author",
    "citation_author",
    "og:article:author",
    "og:author",
    "book:author",
    "lrt_authors",
)
_CATALOGUE = frozenset({"dc.creator", "dcterms.creator", "dc.contributor.author", "citation_author"})
"""Elements in which catalogues state names with the last one first."""

_WRITTEN_BY = re.compile(pattern("beside_author"), re.IGNORECASE)
_PROFILE = re.compile(  # /authors/ada-holm/
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|redakteure?|journalists?|columnists?|profile|people|staff|contributors?|writers?|by|redaktion)/[^/?#]+/?(?:[?#].*)?$"
)
_NAMED = re.compile(  # class="author-name"
    r"(?:^|[\s_-])(?:author|autor|byline|writer|auteur|verfasser|redakteur)(?:[\s_-]*(?:names?|link|title|info|label|text))?(?:$|\s)",
    re.IGNORECASE,
)
_AROUND = re.compile(  # class="comment-list"
    r"comment|kommentar|related|teaser|recommend|sidebar|footer|widget|newsletter|(?:^|[\s_-])nav", re.IGNORECASE
)
_CONTROL = re.compile(r"btn|button|follow|dropdown|tooltip", re.IGNORECASE)
"""Classes of what is clicked beside a name."""

LONG_NAME = 80
"""Characters; what a mark of an author holds beyond these is a biography."""

Found = tuple[tuple[str, ...], str | None]


def find_authors(
    tree: HtmlElement,
    head: Head,
    node: Node | None,
    nodes: list[Node],
    sites: Sequence[str],
    nearby: Callable[[], HeadlineContext],
) -> Found:
    """(names, source). The first source that names a person wins, and an agency that metadata names beside a person is
    an author too; where none does, the first organisation or agency that is named as the author, its source marked
    `organisation`. `sites` are names of the site itself, `nearby` gives the lines at the headline."""
    own = {fold(site).replace(" ", "") for site in sites}
    fallback: Found = ((), None)
    for stated, source in _sources(tree, head, node, nodes, nearby):
        names = split_names(stated)
        persons = tuple(name for name in names if is_person(name) and fold(name).replace(" ", "") not in own)
        if persons and source == "byline":  # here an agency is where the person works: "Jane Doe, dpa"
            return persons, source
        if persons:
            return tuple(name for name in names if name in persons or is_agency(name)), source
        if names and not fallback[0]:
            fallback = names, f"{source} organisation"
    return fallback


def authors_in_data(node: Node) -> tuple[str, ...]:
    """The persons that the object which holds an article's text names as its authors."""
    stated = [name for name, _ in people(node, [], *AUTHOR_KEYS)]
    return tuple(name for name in split_names(stated) if is_person(name))


def _sources(
    tree: HtmlElement, head: Head, node: Node | None, nodes: list[Node], nearby: Callable[[], HeadlineContext]
) -> Iterator[tuple[list[str], str]]:
    stated, created = ([name for name, _ in people(node, nodes, key)] for key in ("author", "creator"))
    # some name the first author alone, and all of them as creators
    yield (created if {*stated} < {*created} else stated), "json-ld"
    for key in _META:
        values = [value for value in head.meta.get(key, ()) if not value.startswith(("http", "//", "/", "@", "("))]
        if values:
            yield last_name_first(values[:20]) if key in _CATALOGUE else values[:20], "meta"
    for number in "1", "2":
        if _WRITTEN_BY.search(head.first(f"twitter:label{number}")):
            yield [head.first(f"twitter:data{number}")], "meta"
    yield list(byline_at_headline(nearby(), cache(lambda: _sections(tree, head, node)))), "byline"
    yield from _markup(tree)
    yield list(organisation_at_headline(nearby())), "byline"


def _sections(tree: HtmlElement, head: Head, node: Node | None) -> set[str]:
    """The sections of the page and its site, folded: as its head states them and as its navigation links them."""
    stated = (first_text(node, "articleSection"), *head.every("article:section", "section", "article:tag", "keywords"))
    linked = (
        link.text_content()
        for around in tree.iter("nav", "header", "footer")
        for link in around.iter("a")
        if not _PROFILE.search(link.get("href") or "") and "author" not in (link.get("rel") or "")
    )
    words = (word for line in stated for word in line.split(","))
    return {fold(label) for label in itertools.chain(words, itertools.islice(linked, 2_000))}


def _markup(tree: HtmlElement) -> Iterator[tuple[list[str], str]]:
    """Bylines in the body, by how sure their marks are."""
    linked, marked, named, lines = [], [], [], []
    for element in tree.iter(
        "a", "span", "div", "p", "address", "li", "strong", "b", "em", "cite", "h3", "h4", "dd", "td"
    ):
        kind = element.get("class") or ""
        if _CONTROL.search(kind):
            continue
        if element.get("itemprop") == "author" or "author" in (element.get("rel") or "").split():
            marked.append(element)
        elif element.tag == "a" and _PROFILE.search(element.get("href") or ""):
            linked.append(element)
        elif kind and _NAMED.search(kind):
            named.append(element)
        elif "byline" in kind.lower() or "author" in kind.lower():
            lines.append(element)
    for group in (linked, marked, named, lines):
        if texts := _first_group(group):
            yield texts, "byline"
    # the one person whom the page marks as an author anywhere, be it in a side column
    everybody = {text for element in marked if (text := _text(element)) and len(text) < LONG_NAME}
    if len(everybody) == 1:
        yield [*everybody], "byline"


def _first_group(elements: list[HtmlElement]) -> list[str]:
    """The text of the first of `elements` that is not in a comment or teaser, and of those beside it."""
    for element in elements[:12]:
        text = _text(element)
        if not text or len(text) > 160 or _in_margin(element):
            continue
        home = element.getparent()
        beside = [other for other in elements if other is not element and other.getparent() is home]
        return [text, *(line for other in beside[:10] if (line := _text(other)) and len(line) < 80)]
    return []


def _text(element: HtmlElement) -> str:
    """The element's text, a bar between the pieces of different child elements."""
    names = (
        [one_line(part.text_content()) for part in element.iter() if part.get("itemprop") == "name"]
        if len(element)
        else []
    )
    return " | ".join(filter(None, names)) or " | ".join(filter(None, (one_line(part) for part in element.itertext())))


def _in_margin(element: HtmlElement) -> bool:
    """Whether an element stands among comments, teasers or the page's boilerplate."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "article", "main") or "hentry" in (ancestor.get("class") or "").split():
            return False
        if ancestor.tag in ("footer", "aside", "nav") or _AROUND.search(
            f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        ):
            return True
    return False


__all__ = ["find_authors", "is_agency"]
