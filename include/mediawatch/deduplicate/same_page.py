"""One page under several addresses: its print, mobile and AMP forms, where no canonical link says so.

Addresses alone do not prove it, since `m.example.org/a` may be another article than `www.example.org/a`. So two
addresses are one page where they differ in nothing but such marks, and the texts there are the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from mediawatch.deduplicate.history import Standing
from mediawatch.deduplicate.measure import Text, containment

SAME_PAGE = 0.5
"""Containment of one text in the other from which two addresses that differ in a mark show one page."""

_HOST = re.compile(r"(?:(?:www|m|mobile|mobil|amp|print|wap|touch|lite)\d?\.)+(?=[^.]+\.)")
_PLAIN_HOST = re.compile(r"(?:www\d?\.)?(?!(?:www|m|mobile|mobil|amp|print|wap|touch|lite)\d?\.)")
_SEGMENT = re.compile(  # .../print/
    r"(?:amp|print|printable|printversion|print-version|mobile|m|drucken|druckversion|imprimir|stampa)\Z"
)
_FILE = re.compile(r"[._-](?:amp|print|mobile)(?=\.\w+\Z|\Z)")
_PARAMETER = re.compile(  # print=1, view=amp
    r"(?:(?:amp|print|printable|printpage|printview|mobile|m|isprint|drucken|imprimir)(?:=(?:1|0|y|yes|true|on)?)?"
    r"|(?:output|outputtype|view|mode|format|layout|display|type|tmpl|version|style)=(?:amp|print|printable|mobile|m))\Z",
    re.IGNORECASE,
)


class Page(NamedTuple):
    """An address without its marks, and how many it had."""

    key: str
    marks: int


Bodies = Callable[[Collection[str]], Mapping[str, str]]
"""document_id of documents of the run -> their articles' bodies, by document_id."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An article of a run as its document delivered it, without its text."""

    document_id: str
    uri: str
    content_sha256: str
    observed_at: datetime
    text_sha256: str = ""


class Known(Protocol):
    """What `join_variants` asks of the warehouse."""

    def placed(self, text_sha256s: Collection[str]) -> Iterable[Standing]:
        """Every article that has one of these texts."""

    def family(self, uris: Collection[str]) -> Iterable[tuple[str, str]]:
        """(uri, article_body) of the articles at these uris, and maybe at others made of them."""


def page_of(uri: str) -> Page | None:
    """The page that an address shows; None for what is no web address."""
    if not uri.startswith(("http://", "https://")):
        return None
    parts = urlsplit(uri)
    marks = 0 if _PLAIN_HOST.match(parts.netloc) else 1
    host = _HOST.sub("", parts.netloc, count=1)
    segments = [segment for segment in parts.path.split("/") if segment]
    named = [segment for segment in segments if not _SEGMENT.match(segment.lower())] or segments
    marks += len(segments) - len(named)
    if named and (shorter := _FILE.sub("", named[-1])) and shorter != named[-1]:
        named[-1] = shorter
        marks += 1
    parameters = [parameter for parameter in parts.query.split("&") if parameter]
    kept = [parameter for parameter in parameters if not _PARAMETER.match(parameter)]
    marks += len(parameters) - len(kept)
    return Page(f"{host}/{'/'.join(named)}?{'&'.join(kept)}#{parts.fragment}", marks)


def join_variants(deliveries: Sequence[Delivery], bodies: Bodies, known: Known) -> dict[str, str]:
    """document_id -> address, of the documents of pages that stand under another one: that under which the page is
    published, else the one with the fewest marks. The order in which they are given does not matter. Texts are read of
    pages under several addresses alone."""
    pages = {item.uri: page for item in deliveries if (page := page_of(item.uri)) is not None}
    at: defaultdict[str, list[Delivery]] = defaultdict(list)  # page -> its documents
    for item in deliveries:
        if item.uri in pages:
            at[pages[item.uri].key].append(item)
    published = _published(deliveries, pages, known)
    moved: dict[str, str] = {}
    for key, items in at.items():
        stands = published.get(key, {})
        if len({*(item.uri for item in items), *stands}) > 1:
            read = bodies([item.document_id for item in items])
            texts: defaultdict[str, set[str]] = defaultdict(set)
            for uri, body in stands.items():
                texts[uri].add(body)
            for item in items:
                texts[item.uri].add(read[item.document_id])
            target = _targets(texts, stands.keys())
            moved |= {item.document_id: target[item.uri] for item in items if item.uri in target}
    return moved


def plainer(url: str | None, uri: str) -> str | None:
    """Which of two addresses of a page is shown: the one with fewer marks, `url` of equals."""
    here, there = page_of(url or ""), page_of(uri)
    return uri if here is not None and there is not None and there.marks < here.marks else url


def _targets(texts: Mapping[str, Collection[str]], published: Collection[str]) -> dict[str, str]:
    """Of the addresses of one page those that another one stands for. An address that is published stays."""

    def rank(uri: str) -> tuple[bool, int, bool, str]:
        page = page_of(uri)
        return uri not in published, page.marks if page else 0, uri.startswith("http:"), uri

    found: dict[str, str] = {}
    heads: list[str] = []
    for uri in sorted(texts, key=rank):
        head = next((head for head in heads if _is_variant(uri, head) and _same(texts[uri], texts[head])), None)
        if head is None or uri in published:
            heads.append(uri)
        else:
            found[uri] = head
    return found


def _is_variant(uri: str, other: str) -> bool:
    """Whether a mark tells two addresses of a page apart: http, https and `www.` alone are no mark."""
    one, two = page_of(uri), page_of(other)
    return one is not None and two is not None and one.marks + two.marks > 0


def _same(texts: Collection[str], others: Collection[str]) -> bool:
    if not set(texts).isdisjoint(others):
        return True
    cut, other_cut = [Text(text) for text in texts], [Text(text) for text in others]
    return any(max(containment(a, b), containment(b, a)) >= SAME_PAGE for a in cut for b in other_cut)


def _published(deliveries: Sequence[Delivery], pages: Mapping[str, Page], known: Known) -> dict[str, dict[str, str]]:
    """Page -> address -> text of what is published of these pages: those with one of the texts, and those at the plain
    addresses of addresses with marks."""
    texts = {item.text_sha256 for item in deliveries if item.uri in pages}
    keys = {page.key for page in pages.values()}
    asked = {standing.uri for standing in known.placed(texts) if _is_of(standing.uri, keys)} if texts else set()
    asked |= {address for uri, page in pages.items() if page.marks for address in (*_plain_addresses(page), uri)}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for uri, body in known.family(asked) if asked else ():
        page = page_of(uri)
        if page is not None and page.key in keys:
            found[page.key][uri] = body
    return found


def _is_of(uri: str, keys: Collection[str]) -> bool:
    page = page_of(uri)
    return page is not None and page.key in keys


def _plain_addresses(page: Page) -> list[str]:
    """The addresses without marks that a page may have."""
    place, _, fragment = page.key.partition("#")
    host_and_path, _, query = place.partition("?")
    ending = (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return [
        f"{scheme}://{www}{host_and_path}{slash}{ending}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    ]
