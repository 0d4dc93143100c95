"""Bylines that the markup of a page tells: links to a person's page, marks of authors and of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.people.author_cards import (
    first_name,
    heads_of_cards,
    is_cousin,
    is_of_checker,
    names_of_cards,
    not_on_cards,
    text_of,
    writer_of,
)
from mediawatch.clean.people.byline import CHECKED_BY
from mediawatch.clean.people.name_forms import has_capitals
from mediawatch.clean.people.names import is_agency, is_name, is_person, split_names
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

PROFILE = re.compile(  # /authors/ada-holm/ or /blog-author/ada-holm/42
    rf"/(?:[a-z]+[-_])?{pattern('profile_folders')}(?:[-_][a-z]+)*/(?:\d+/)?[^/?#]+(?:/\d+)?/?(?:[?#].*)?$"
    rf"|[?&]_?{pattern('profile_folders')}=[^&]+$|(?:^|/)(?:user|member|profile)\?id=[\w-]+$",
    re.IGNORECASE,
)
_NAMED = re.compile(  # class="author-name"
    rf"(?:^|[\s_-]){pattern('author_marks')}(?:[\s_-]*(?:names?|link|title|info|label|text))?(?:$|\s|__)",
    re.IGNORECASE,
)
_AROUND = re.compile(  # class="comment-list"
    r"comment|kommentar|related|teaser|recommend|sidebar|widget|newsletter|testimonial|(?:^|[\s_-])nav", re.IGNORECASE
)
_USER = re.compile(r"(?:^|[\s_-])(?:big)?user[_-]?name(?:$|\s)")
_MARKS = ("class", "data-testid", "data-qa", "property")
"""Attributes that say what an element holds."""

_OF_AUTHOR = re.compile(r"author|autor|byline|writer|contributor|(?:^|[\s_-])bio(?:$|[\s_-])", re.IGNORECASE)
_AUTHOR_IDS = frozenset({"js_author_name", "author-name", "author_name", "authorname"})
_NAMED_ON_WECHAT = "rich_media_meta_text"
"""Ids of what holds the author's name, and the class of what holds author and day on WeChat."""

_MEMBER = re.compile(r"(?:^|/)member(?:list)?\.php\?|[?&;]action=profile")
_HANDLE = re.compile(r"^(?:https?://(?:[\w-]+\.)?(?:substack|medium)\.com)?/@[\w.-]+/?(?:\?.*)?$")
"""Addresses of a person's page on platforms of blogs, on this site or another: pictures lead to others of this form."""

_CONTROL = re.compile(r"btn|button|follow|dropdown|tooltip", re.IGNORECASE)
"""Classes of what is clicked beside a name."""

LONG_BYLINE = 160
"""Characters of a byline; what is longer and marked as an author's is a box about them."""

MOST_UNSEEN = 6
"""Names that are taken from what is stated for machines alone."""

LONG_NAME = 80
"""Characters; what a mark of an author holds beyond these is a biography."""


def marked_bylines(tree: HtmlElement, users: list[HtmlElement]) -> Iterator[tuple[list[str], str]]:
    """Bylines in the body, by how sure their marks are. What is marked as an account's name alone goes to `users`."""
    linked, marked, named, lines = (list[HtmlElement]() for _ in range(4))
    for element in tree.iter(
        "a", "span", "div", "p", "address", "li", "ul", "strong", "b", "em", "cite", "h3", "h4", "dd", "td"
    ):
        attributes = dict(element.items())
        if not attributes:
            continue
        kind = " ".join(filter(None, map(attributes.get, _MARKS)))
        if (
            attributes.get("itemprop") in ("author", "creator")
            or attributes.get("data-hook") == "user-name"
            or "author" in attributes.get("rel", "").split()
            or attributes.get("id") in _AUTHOR_IDS
        ):
            group = marked
        elif element.tag == "a" and (
            PROFILE.search(address := attributes.get("href", ""))
            or (("@" in address or "=" in address or "?" in address) and _is_account(address, element))
        ):
            group = linked
        elif kind and (marks := _said_by(kind)):
            group = {"name": named, "line": lines}.get(marks, users)
        else:
            continue
        if not _CONTROL.search(kind):
            group.append(element)
    for group in (linked, marked, named, lines):
        yield _first_group(group, one_line(tree.findtext(".//title"))), "byline"
    yield _unseen_names(marked), "byline"
    # the one person whom the page marks as an author anywhere, be it in a side column beside `View my profile`
    everybody = {
        text for element in marked if (text := text_of(element)) and len(text) < LONG_NAME and split_names(text)
    }
    if len(everybody) == 1:
        yield [*everybody], "byline"
    # forums state who wrote a contribution at the whole of it; the first is what the others answer
    written = filter(None, map(writer_of, tree.iter("article", "div", "li")))
    yield [one_line(next(written, ""))], "byline"


@lru_cache(4096)  # a page says the same of many elements
def _said_by(kind: str) -> str:
    """`name` where an element's marks say that it holds an author's name, `line` for a byline, `user` for the name of
    an account, empty for others."""
    if _NAMED.search(kind) or _NAMED_ON_WECHAT in kind:
        return "name"
    lower = kind.lower()
    if "byline" in lower or "author" in lower:
        return "line"
    return "user" if "user" in lower and _USER.search(lower) else ""


@lru_cache(4096)
def is_of_author(kind: str) -> bool:
    return bool(_OF_AUTHOR.search(kind))


def _is_account(address: str, link: HtmlElement) -> bool:
    """Whether a link leads to a member's page of a forum, or, saying a whole name, to one on a platform of blogs."""
    if _MEMBER.search(address):
        return True
    if "/@" not in address or not _HANDLE.search(address):
        return False
    name = text_of(link)
    return " " in name and has_capitals(name) and is_person(name)


def _unseen_names(marked: list[HtmlElement]) -> list[str]:
    """The names that elements marked as the author state for machines alone."""
    persons = (element for element in marked if "Organization" not in (element.get("itemtype") or ""))
    return [
        one_line(part.get("content"))
        for element in persons
        for part in element.iter("meta")
        if part.get("itemprop") == "name" and not in_margin(element)
    ][:MOST_UNSEEN]


def _first_group(elements: list[HtmlElement], title: str) -> list[str]:
    """The text of the first of `elements` that is not in a comment or teaser, and of those beside it."""
    for element in not_on_cards(elements[:12], title):
        text = text_of(element)
        if not text or in_margin(element) or _in_sentence(element) or is_of_checker(element):
            continue
        if len(text) > LONG_BYLINE or any(map(is_prose, text.split(" | "))):  # a box with a biography
            if first := names_of_cards(element) or first_name(text):
                return first
            if len(text) > LONG_BYLINE:
                continue
        if CHECKED_BY.match(text) or not any(map(_looks_named, split_names(text))):
            continue
        home = element.getparent()
        others = [other for other in elements if other is not element and not is_of_checker(other)]
        beside = [other for other in others if other.getparent() is home]
        beside = beside or [other for other in others if is_cousin(other, element)]
        if cards := names_of_cards(element) or heads_of_cards([element, *beside]):
            return cards
        return [text, *(line for other in beside[:10] if (line := text_of(other)) and len(line) < 80)]
    return []


def _in_sentence(element: HtmlElement) -> bool:
    """Whether a link stands in a paragraph of running text, which speaks of a person."""
    around = next(element.iterancestors("p"), None) if element.tag == "a" else None
    return around is not None and len(text := one_line(around.text_content())) > LONG_BYLINE and is_prose(text)


def _looks_named(name: str) -> bool:
    """Whether what is marked as an author's has the form of a name: one word, or capitals where the script has them."""
    return " " not in name or is_agency(name) or has_capitals(name) or (is_name(name) and not is_person(name))


def in_margin(element: HtmlElement) -> bool:
    """Whether an element stands among comments, teasers or the page's boilerplate."""
    in_article = next(element.iterancestors("article"), None) is not None
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in ("body", "article", "main") or "hentry" in (ancestor.get("class") or "").split():
            return False
        name = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if ancestor.tag in ("aside", "nav") or _AROUND.search(name):
            return True
        if not in_article and (ancestor.tag == "footer" or "footer" in name.lower()):
            return True
    return False
