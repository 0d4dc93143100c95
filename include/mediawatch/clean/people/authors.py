"""Who wrote a page: JSON-LD, then meta, then the lines at the headline, then the markup of its byline; persons before
organisations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import read_lines
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.page.jsonld import Node, first_text, is_article, people
from mediawatch.clean.page.scripts.page_data import AUTHOR_KEYS
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.author_cards import text_of
from mediawatch.clean.people.byline import (
    byline_among,
    byline_at_headline,
    handle_at_headline,
    lone_names,
    organisation_at_headline,
    signed_at_headline,
)
from mediawatch.clean.people.loose_bylines import byline_with_role, changed_by, marked_at_headline, user_at_text
from mediawatch.clean.people.marked_bylines import LONG_NAME, PROFILE, in_margin, is_of_author, marked_bylines
from mediawatch.clean.people.meta_names import META_AUTHOR, META_CATALOGUE, NOT_OF_PAGE, OTHER_AUTHOR
from mediawatch.clean.people.name_forms import has_capitals
from mediawatch.clean.people.names import is_agency, is_person, last_name_first, split_names
from mediawatch.clean.people.unlabelled_bylines import byline_without_label
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

_TITLE_PARTS = re.compile(r"\s+[|–—·•-]\s+")
_WRITTEN_BY = re.compile(pattern("beside_author"), re.IGNORECASE)
_ACCOUNT_ID = "js_name"
"""Id of what holds the account's name on WeChat, which stands in for an author."""

_BRAND = re.compile(r"[a-z][A-Z]")  # coastNews
_COMPANIES = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness", "Brand"})
"""Types of JSON-LD that no person has."""

MOST_LINKS = 2_000
"""Links of a page that are looked at."""

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
        whole = tuple(line for line in stated if _letters(line) in companies and not is_agency(line))  # Holt & Erle
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
    groups: Iterable[tuple[list[str], str]] = marked_bylines(tree, users)
    for name in itertools.islice(alone, 1):
        groups = list(groups)
        # the others stand on cards of their own behind what the first one is
        yield next((names for names, _ in groups if name in names and len(names) > 1), [name]), "byline"
    yield from groups
    lines = cache(lambda: read_lines(tree))
    yield list(byline_among(lines(), nearby().language)), "byline"
    titles = " ".join((head.title, head.first("og:title"), *sites))
    labels = cache(lambda: sections() | _links_elsewhere(tree))
    yield list(byline_with_role(lines())), "byline"
    yield list(byline_without_label(nearby(), labels, titles, lines)), "byline"
    yield list(changed_by(nearby())), "byline"
    yield [text_of(user) for user in user_at_text(users) if not in_margin(user)], "byline"
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
        if element.tag == "a" and PROFILE.search(element.get("href") or ""):
            text = fold(element.text_content()[:LONG_NAME])
        elif element.tag == "p" or is_of_author(kind):
            text = fold(element.text_content()[: 4 * LONG_NAME])
            if element.tag == "p" and len(text) < LONG_NAME and not is_of_author(kind):
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
    return home or in_margin(image) or [element.tag for element in above[-1:]] == ["header"]


def _sections(tree: HtmlElement, head: Head, node: Node | None) -> set[str]:
    """The sections of the page and its site, folded: as its head states them and as its navigation links them."""
    stated = (first_text(node, "articleSection"), *head.every("article:section", "section", "article:tag", "keywords"))
    linked = (
        link.text_content()
        for around in tree.iter("nav", "header", "footer")
        for link in around.iter("a")
        if not PROFILE.search(link.get("href") or "") and "author" not in (link.get("rel") or "")
    )
    words = (word for line in stated for word in line.split(","))
    return {fold(label) for label in itertools.chain(words, itertools.islice(linked, MOST_LINKS))}


def _links_elsewhere(tree: HtmlElement) -> set[str]:
    """What links say, folded, that lead to no page of a person: their address is of none, and has no word of theirs."""
    found = set()
    for link in itertools.islice(tree.iter("a"), MOST_LINKS):
        to = link.get("href") or ""
        words = fold(link.text_content()[:LONG_NAME])
        if words and not PROFILE.search(to) and not any(word in to.lower() for word in words.split() if len(word) > 2):
            found.add(words)
    return found


__all__ = ["find_authors", "is_agency"]
