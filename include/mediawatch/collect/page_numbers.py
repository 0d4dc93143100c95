"""Articles of several pages: which page of which article an HTML page is, by its own links.

    https://courier.example/pier          page 1, where it links /pier?page=2 as its next one
    https://courier.example/pier?page=2   page 2 of /pier
    https://courier.example/pier/2/       page 2 of /pier/, where it links that
    https://courier.example/pier-2.html   page 2 of /pier.html, where it links that

An address alone says little: `/iphone-12` is no page 12. So a page is one of several only where it links another page
of the same article by `rel=next` or `rel=prev`, or by a number in its pager. Many sites use these relations between
neighbouring stories too, whose addresses differ by more than a number.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from lxml.html import HtmlElement

from mediawatch.collect.links import join_url
from mediawatch.collect.urls import canonical_identity, normalise_url
from mediawatch.errors import Quarantine
from mediawatch.words import pattern

MAX_PAGES = 50
"""Pages of one article; what has more is an archive of others."""

_WORDS = pattern("page_words")
_KEY = re.compile(rf"(?:{_WORDS}|p)\Z", re.IGNORECASE)
_PATHS = (
    (re.compile(rf"(?P<stem>.+?)/(?:{_WORDS}|p)[-_/]?(?P<n>\d\d?)(?P<end>/?)\Z", re.IGNORECASE), True),
    (
        re.compile(rf"(?P<stem>.+?)[-_,.](?:{_WORDS})[-_]?(?P<n>\d\d?)(?P<end>(?:\.\w{{2,5}})?/?)\Z", re.IGNORECASE),
        True,
    ),
    (re.compile(r"(?P<stem>.+?[^/])/(?P<n>\d\d?)(?P<end>/?)\Z"), False),
    (re.compile(r"(?P<stem>.+?[^/\d])[-_,.](?P<n>\d\d?)(?P<end>(?:\.\w{2,5})?/?)\Z"), False),
)
"""Endings of paths that number a page, and whether a word in them says so."""

_NUMBER = re.compile(r"(?:[/=_,.-]|[a-z])\d\d?(?:\.\w{2,5})?/?(?:[?&#]|\Z)", re.IGNORECASE)
"""What an address that numbers a page holds, read before anything is made of it."""

_PAGER = re.compile(r"pag(?:e|in|er)|seiten|blaetter|nav-?links", re.IGNORECASE)
_OF = re.compile(r"(?<!\d)(\d\d?)\s*(?:/|\||[^\W\d]{1,6}|／)\s*(\d\d?)(?!\d)")
_MORE = re.compile(rf"[»›>→]|{pattern('next_page')}", re.IGNORECASE)
LABEL = 40
"""Characters of the longest label of a link in a pager."""

PAGER_TEXT = 200
"""Characters of a pager in words; what holds more holds the article too."""

SHORT_LINK = 12
"""Characters of a link that may leave out the article's name: `?page=2`, `2/`."""

MAX_LINKS = 5_000
"""Links of one page that are looked at."""


@dataclass(frozen=True, slots=True)
class PageOf:
    """Which page of which article a page is: the article's address, the page's number from 1 on, and the address of
    the page after it, where there is one. All addresses are normalised."""

    whole: str
    number: int
    next: str | None = None


@dataclass(frozen=True, slots=True)
class _Link:
    url: str
    rel: str  # next, prev, or nothing
    element: HtmlElement


def page_of(tree: HtmlElement, url: str | None, canonical: str | None = None) -> PageOf | None:
    """Which page of several the page in `tree` is; None for an article of one page.

    `url` is where it stood; where that is not known, as of a saved file, `canonical` stands in, which on later pages
    often names the first one.
    """
    own = _normal(url) or _normal(canonical)
    if own is None:
        return None
    paths = (urlsplit(stem).path for stem in (own, *(whole for whole, _, _ in _readings(own))))
    links = list(_links(tree, own, {_name(path) for path in paths}))
    if not links:
        return None
    stem, number = next(
        ((whole, n) for whole, n, sure in _readings(own) if _linked(whole, n, links, sure=sure)), (_plain(own), 1)
    )
    others = _others(stem, links)
    if number == 1 and _normal(url) is None:
        number = _number_in_pager(stem, others)
    shown = {n for n, _ in others if n != number}
    if not shown:
        return None
    following = next((link.url for n, link in others if n == number + 1), None)
    return PageOf(_whole(own, canonical, stem, number, others), number, following)


def _whole(own: str, canonical: str | None, stem: str, number: int, others: Sequence[tuple[int, _Link]]) -> str:
    """The article's address, spelt as its first page is: as stated, else as its own, else as linked."""
    stated = canonical_identity(own, canonical)
    if stated != own and all(whole != stem for whole, _, _ in _readings(stated)):
        return stated
    if number == 1:
        return stem if any(whole == stem for whole, _, _ in _readings(own)) else own
    plain = (link.url for n, link in others if n == 1 and all(whole != stem for whole, _, _ in _readings(link.url)))
    return next(plain, stem)


def _readings(url: str) -> Iterator[tuple[str, int, bool]]:
    """(the address without its number, the number, whether a word says that it numbers a page)."""
    parts = urlsplit(url)
    pairs = [pair.partition("=") for pair in parts.query.split("&") if pair]
    for place, (key, _, value) in enumerate(pairs):
        if _KEY.match(key) and value.isdigit() and 0 < int(value) <= MAX_PAGES:
            rest = "&".join("".join(pair) for pair in (*pairs[:place], *pairs[place + 1 :]))
            yield _plain(urlunsplit(parts._replace(query=rest))), int(value), True
    for path, sure in _PATHS:
        if (match := path.match(parts.path)) and 0 < int(match["n"]) <= MAX_PAGES:
            stem = match["stem"] + match["end"]
            yield _plain(urlunsplit(parts._replace(path=stem))), int(match["n"]), sure


def _plain(url: str) -> str:
    """An address without its number where that is 1, and without a slash at its end."""
    parts = urlsplit(url)
    query = "&".join(
        pair for pair in parts.query.split("&") if not (_KEY.match(pair.partition("=")[0]) and pair.endswith("=1"))
    )
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") or "/", query=query))


def _normal(url: str | None) -> str | None:
    try:
        return normalise_url(url) if url else None
    except Quarantine:
        return None


def _links(tree: HtmlElement, own: str, names: Collection[str]) -> Iterator[_Link]:
    """The links of a page that can lead to another page of the same article, without those to comments. `names` are
    the last parts of the paths that it may have."""
    named = tuple(filter(None, names))
    base, found = own, dict[HtmlElement, str]()
    for element in tree.iter("a", "link", "base"):
        href = element.get("href")
        if not href:
            continue
        if element.tag == "base":
            base = join_url(own, href) or own
        elif _can_number(href, named) if element.tag == "a" else _relation(element):
            found[element] = href
    host = urlsplit(own).netloc
    for element, href in itertools.islice(found.items(), MAX_LINKS):
        url = _normal(join_url(base, href)) if "comment" not in href.lower() else None
        if url is not None and urlsplit(url).netloc == host:
            yield _Link(url, _relation(element), element)


def _relation(element: HtmlElement) -> str:
    """`next` or `prev` where a link says so, else nothing."""
    words = (element.get("rel") or "").lower().split()
    return "next" if "next" in words else "prev" if "prev" in words or "previous" in words else ""


def _can_number(href: str, names: Collection[str]) -> bool:
    """Whether a link can lead to another page of an article whose address ends in one of `names`; to resolve it costs
    more, and most end here."""
    if len(href) > SHORT_LINK and not any(name in href for name in names):
        return False
    return bool(_NUMBER.search(href)) or _name(href.partition("#")[0].partition("?")[0]) in names


def _name(path: str) -> str:
    """The last part of a path, without its ending."""
    return path.rstrip("/").rpartition("/")[2].partition(".")[0]


def _others(stem: str, links: Iterable[_Link]) -> list[tuple[int, _Link]]:
    """The pages of an article that a page links, by number: those whose relation, text or pager says so."""
    out: list[tuple[int, _Link]] = []
    for link in links:
        if _plain(link.url) == stem:
            if _says(link, 1):
                out.append((1, link))
            continue
        for whole, number, sure in _readings(link.url):
            if whole == stem and _says(link, number, sure=sure):
                out.append((number, link))
                break
    return out


def _linked(stem: str, number: int, links: Iterable[_Link], *, sure: bool) -> bool:
    """Whether a page with this number links another one of the same article: where no word says that its address
    numbers a page, the first one."""
    others = {n for n, _ in _others(stem, links)} - {number}
    return bool(others) if sure else 1 in others


def _says(link: _Link, number: int, *, sure: bool = False) -> bool:
    """Whether a link is one of a pager: by its relation, its text (a number, `Next`), or what it stands in."""
    if link.rel:
        return True
    text = " ".join(link.element.text_content().split())
    if text == str(number) or (number > 1 and len(text) <= (LABEL if sure else LABEL // 3) and _MORE.search(text)):
        return True
    around = [link.element, *_above(link.element, 3)]
    return len(text) <= LABEL and any(_PAGER.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around)


def _above(element: HtmlElement, steps: int) -> Iterator[HtmlElement]:
    parent = element.getparent()
    while parent is not None and steps and parent.tag != "html":
        yield parent
        parent, steps = parent.getparent(), steps - 1


def _number_in_pager(stem: str, others: list[tuple[int, _Link]]) -> int:
    """The number of a page whose address is not known: by its relations, by `2 of 3`, by the number that is no link."""
    for number, link in others:
        if link.rel:
            return max(1, number - 1 if link.rel == "next" else number + 1)
    linked = {number for number, _ in others}
    for _, link in others:
        for around in _above(link.element, 3):
            text = " ".join(around.text_content().split())
            if len(text) > PAGER_TEXT:
                break
            if match := _OF.search(text):
                return int(match[1])
            bare = {int(word) for word in text.split() if word.isdigit() and 0 < int(word) <= MAX_PAGES} - linked
            if len(bare) == 1:
                return bare.pop()
    return 1
