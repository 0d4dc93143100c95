"""Who wrote a page: JSON-LD, then meta, then the lines at the headline, then the markup of its byline; persons before
organisations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import is_prose, read_lines
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.page.jsonld import Node, first_text, is_article, people
from mediawatch.clean.page.scripts.page_data import AUTHOR_KEYS
from mediawatch.clean.page.titles.title_parts import fold
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
from mediawatch.clean.people.byline import (
    CHECKED_BY,
    byline_among,
    byline_at_headline,
    handle_at_headline,
    has_capitals,
    lone_names,
    organisation_at_headline,
    signed_at_headline,
)
from mediawatch.clean.people.loose_bylines import byline_with_role, changed_by, marked_at_headline, user_at_text
from mediawatch.clean.people.meta_names import META_AUTHOR, META_CATALOGUE, NOT_OF_PAGE, OTHER_AUTHOR
from mediawatch.clean.people.names import is_agency, is_name, is_person, last_name_first, split_names
from mediawatch.clean.people.unlabelled_bylines import byline_without_label
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

_TITLE_PARTS = re.compile(r"\s+[|–—·•-]\s+")
_WRITTEN_BY = re.compile(pattern("beside_author"), re.IGNORECASE)
_PROFILE = re.compile(  # /authors/ada-holm/ or /blog-author/ada-holm/42
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
_ACCOUNT_ID = "js_name"
_NAMED_ON_WECHAT = "rich_media_meta_text"
"""Ids of what holds the author's name, of what holds the account's on WeChat, which stands in for an author, and the
class of what holds author and day there."""

_MEMBER = re.compile(r"(?:^|/)member(?:list)?\.php\?|[?&;]action=profile")
_HANDLE = re.compile(r"^(?:https?://(?:[\w-]+\.)?(?:substack|medium)\.com)?/@[\w.-]+/?(?:\?.*)?$")
"""Addresses of a person's page on platforms of blogs, on this site or another: pictures lead to others of this form."""

_CONTROL = re.compile(r"btn|button|follow|dropdown|tooltip", re.IGNORECASE)
"""Classes of what is clicked beside a name."""

LONG_BYLINE = 160
"""Characters of a byline; what is longer and marked as an author's is a box about them."""

_BRAND = re.compile(r"[a-z][A-Z]")  # coastNews
_COMPANIES = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness", "Brand"})
"""Types of JSON-LD that no person has."""

MOST_UNSEEN = 6
"""Names that are taken from what is stated for machines alone."""

MOST_LINKS = 2_000
"""Links of a page that are looked at."""

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
    own = {_letters(site) for site in sites}
    # what a page itself calls an organisation is no person, whatever its name looks like
    companies = own | {
        _letters(name) for other in nodes for name, kind in people(other, nodes, "author") if kind in _COMPANIES
    }
    parts_of_sites = {word for site in sites for word in fold(site).split()}
    titled = {fold(part) for part in _TITLE_PARTS.split(head.title)[1:]}
    fallback: Found = ((), None)
    for stated, source in _sources(tree, head, node, nodes, sites, nearby):
        whole = tuple(line for line in stated if _letters(line) in own)  # Holt & Erle
        names = tuple(dict.fromkeys((*whole, *split_names(line for line in stated if line not in whole))))
        names = tuple(_without_site(name, sites) for name in names)
        persons = tuple(name for name in names if is_person(name) and _letters(name) not in companies)
        if source != "byline" and len(names) > 1:  # Harbour Daily | Naver, on `Naver News`
            persons = tuple(name for name in persons if " " in name or fold(name) not in parts_of_sites)
        if len(persons) > 1:  # ADA HOLM / The Letter: the paper beside its reporter
            persons = tuple(name for name in persons if fold(name) not in titled) or persons
        if source == "byline" and any(" " in name for name in persons):  # CNN beside a name is where they work
            persons = tuple(name for name in persons if " " in name or not (name.isupper() or _BRAND.search(name)))
        if persons and source == "byline":  # here an agency is where the person works: "Jane Doe, dpa"
            return persons, source
        if persons:
            # who posted a guest's text is not who signed it
            signed = signed_at_headline(nearby())
            if signed and _words(signed).isdisjoint(_words(persons)):
                return signed, "byline"
            return tuple(name for name in names if name in persons or is_agency(name)), source
        if names and not fallback[0]:
            fallback = names, f"{source} organisation"
    return fallback


def _without_site(name: str, sites: Sequence[str]) -> str:
    """`Ada Holm Harbour Herald` without the name of the paper, or its last word, behind a whole name."""
    words = name.split()
    for site in sites:
        paper = fold(site).split()
        for behind in (paper, paper[:-1], paper[-1:]):  # `news` may be gone with `news reporter`
            rest = words[: -len(behind)] if behind else []
            if len(rest) < 2 or fold(" ".join(words[len(rest) :])).split() != behind:
                continue
            person = " ".join(rest)
            if set(fold(person).split()).isdisjoint(paper) and has_capitals(person) and is_person(person):
                return person
    return name


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in fold(name).split() if len(word) > 1}


def authors_in_data(node: Node) -> tuple[str, ...]:
    """The persons that the object which holds an article's text names as its authors."""
    stated = [name for name, _ in people(node, [], *AUTHOR_KEYS)]
    return tuple(name for name in split_names(stated) if is_person(name))


def _sources(
    tree: HtmlElement,
    head: Head,
    node: Node | None,
    nodes: list[Node],
    sites: Sequence[str],
    nearby: Callable[[], HeadlineContext],
) -> Iterator[tuple[list[str], str]]:
    stated, created = ([name for name, _ in people(node, nodes, key)] for key in ("author", "creator"))
    # some name the first author alone, and all of them as creators
    yield (created if {*stated} < {*created} else stated), "json-ld"
    others = {tuple(name for name, _ in people(other, nodes, "author")) for other in nodes if is_article(other)}
    yield from ((list(names), "json-ld") for names in others if len(others - {()}) == 1)
    for key in META_AUTHOR:
        values = [value for value in head.meta.get(key, ()) if not value.startswith(("http", "//", "/", "@", "("))]
        if values:
            yield last_name_first(values[:20]) if key in META_CATALOGUE else values[:20], "meta"
    for key, stated_names in head.meta.items():
        if key not in META_AUTHOR and OTHER_AUTHOR.fullmatch(key) and not NOT_OF_PAGE.search(key):
            yield [value for value in stated_names[:20] if " " in value and not value.startswith(("http", "/"))], "meta"
    for number in "1", "2":
        if _WRITTEN_BY.search(head.first(f"twitter:label{number}")):
            yield [head.first(f"twitter:data{number}")], "meta"
    sections = cache(lambda: _sections(tree, head, node))
    yield list(marked_at_headline(nearby())), "byline"
    yield list(byline_at_headline(nearby(), sections)), "byline"
    known = fold(" ".join((head.title, *sites)))
    alone = (name for name in lone_names(nearby()) if fold(name) not in known and _is_confirmed(tree, name))
    users = list[HtmlElement]()
    groups: Iterable[tuple[list[str], str]] = _markup(tree, users)
    for name in itertools.islice(alone, 1):
        groups = list(groups)
        # the others stand on cards of their own behind what the first one is
        yield next((names for names, _ in groups if name in names and len(names) > 1), [name]), "byline"
    yield from groups
    lines = cache(lambda: read_lines(tree))
    yield list(byline_among(lines())), "byline"
    titles = " ".join((head.title, head.first("og:title"), *sites))
    labels = cache(lambda: sections() | _links_elsewhere(tree))
    yield list(byline_with_role(lines())), "byline"
    yield list(byline_without_label(nearby(), labels, titles, lines)), "byline"
    yield list(changed_by(nearby())), "byline"
    yield [text_of(user) for user in user_at_text(users) if not _in_margin(user)], "byline"
    yield list(handle_at_headline(nearby())), "byline"
    yield list(organisation_at_headline(nearby())), "byline"
    account = next((element for element in tree.iter("a", "strong") if element.get("id") == _ACCOUNT_ID), None)
    yield [one_line(account.text_content())] if account is not None else [], "byline"


def _is_confirmed(tree: HtmlElement, name: str) -> bool:
    """Whether a page shows beside a name what it shows of authors alone: their picture, a box or a line that is marked
    as the author's, a biography."""
    words = fold(name)
    for element in tree.iter("img", "a", "p", "div", "span", "li", "address"):
        if element.tag == "img":
            if fold(element.get("alt") or "") == words and not _is_logo(element):
                return True
            continue
        kind = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "a" and _PROFILE.search(element.get("href") or ""):
            text = fold(element.text_content()[:LONG_NAME])
        elif element.tag == "p" or _is_of_author(kind):
            text = fold(element.text_content()[: 4 * LONG_NAME])
            if element.tag == "p" and len(text) < LONG_NAME and not _is_of_author(kind):
                continue
        else:
            continue
        if text == words or text.startswith(f"{words} "):
            return True
    return False


def _is_logo(image: HtmlElement) -> bool:
    """Whether a picture stands in a page's boilerplate, or leads to the front page."""
    above = [*image.iterancestors("a", "header", "article", "main")]
    home = any((link.get("href") or "").rstrip("/").count("/") in (0, 2) for link in above if link.tag == "a")
    return home or _in_margin(image) or [element.tag for element in above[-1:]] == ["header"]


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
    return {fold(label) for label in itertools.chain(words, itertools.islice(linked, MOST_LINKS))}


def _links_elsewhere(tree: HtmlElement) -> set[str]:
    """What links say, folded, that lead to no page of a person: their address is of none, and has no word of theirs."""
    found = set()
    for link in itertools.islice(tree.iter("a"), MOST_LINKS):
        to = link.get("href") or ""
        words = fold(link.text_content()[:LONG_NAME])
        if words and not _PROFILE.search(to) and not any(word in to.lower() for word in words.split() if len(word) > 2):
            found.add(words)
    return found


def _markup(tree: HtmlElement, users: list[HtmlElement]) -> Iterator[tuple[list[str], str]]:
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
            _PROFILE.search(address := attributes.get("href", ""))
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
def _is_of_author(kind: str) -> bool:
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
        if part.get("itemprop") == "name" and not _in_margin(element)
    ][:MOST_UNSEEN]


def _first_group(elements: list[HtmlElement], title: str) -> list[str]:
    """The text of the first of `elements` that is not in a comment or teaser, and of those beside it."""
    for element in not_on_cards(elements[:12], title):
        text = text_of(element)
        if not text or _in_margin(element) or _in_sentence(element) or is_of_checker(element):
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


def _in_margin(element: HtmlElement) -> bool:
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


__all__ = ["find_authors", "is_agency"]
