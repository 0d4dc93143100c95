"""What a feed, a sitemap or a front page lists: addresses of pages, with the time of their last change where told.

All of it comes from strangers: XML is parsed without network, without entities, within libxml2's own limits, and in
recovery mode, since many feeds are not well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from mediawatch.collect.archives.http_body import decode_body
from mediawatch.collect.urls import normalise_url, same_site
from mediawatch.errors import Quarantine

ListingKind = Literal["feed", "sitemap", "site"]

MAX_ENTRIES = 50_000
"""Of one listing, as the sitemap protocol (sitemaps.org) allows; what follows is not looked at. One thread serves all
hosts, so what one of them sends must not hold it up for long."""

# Begun at the beginning of words only: else one long word would be read anew from each of its letters.
_SLUG = re.compile(r"(?<![^/-])(?:[^/-]+-){3}|/[^/]*\d{4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed address. `nested`: it is itself a sitemap."""

    url: str
    changed: datetime | None = None
    nested: bool = False


def _date(text: str | None) -> datetime | None:
    """A time of RFC 3339, of RFC 822, or a bare date; in UTC."""
    text = (text or "").strip()
    if not text:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = read(text)
            return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (ValueError, IndexError, TypeError, OverflowError):  # OverflowError: it leads out of the calendar
            continue
    return None


def _joined(base: str, link: str | None) -> str | None:
    """The address that a link leads to; None for one that leads nowhere, such as `http://[`."""
    try:
        return urljoin(base, link.strip()) if link else None
    except ValueError:
        return None


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: etree._Element, *names: str) -> str | None:
    """Text of the first of `names` at any depth below."""
    for wanted in names:
        for child in element.iter():
            if _name(child) == wanted and child.text and child.text.strip():
                return str(child.text).strip()
    return None


def _root(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _feed_link(item: etree._Element) -> str | None:
    """RSS: text of `link`, else a permanent `guid`. Atom: href of the alternate `link`."""
    for child in item:
        if _name(child) == "link":
            href = child.get("href")
            if href and child.get("rel", "alternate") == "alternate":
                return str(href)
            if child.text and child.text.strip():
                return str(child.text).strip()
    for child in item:
        if _name(child) == "guid" and child.get("isPermaLink", "true") != "false" and child.text:
            return str(child.text).strip()
    return None


def parse_feed(body: bytes, base: str) -> Iterator[Entry]:
    """Entries of an RSS (0.9 to 2.0, RDF) or Atom feed."""
    root = _root(body)
    for element in () if root is None else root.iter():
        if _name(element) in ("item", "entry") and (url := _joined(base, _feed_link(element))):
            yield Entry(url, _date(_text(element, "updated", "pubdate", "published", "date")))


def parse_sitemap(body: bytes, base: str, limit: int) -> Iterator[Entry]:
    """Entries of a sitemap, a news sitemap or a sitemap index; `.gz` by its first bytes, within `limit` bytes."""
    if body.startswith(b"\x1f\x8b"):
        body = decode_body(body, transfer="", encoding="gzip", limit=limit)
    root = _root(body)
    for element in () if root is None else root.iter():
        name = _name(element)
        if name in ("url", "sitemap"):
            link = next((child.text for child in element if _name(child) == "loc" and child.text), None)
            if url := _joined(base, link):
                yield Entry(url, _date(_text(element, "publication_date", "lastmod")), name == "sitemap")


def parse_front_page(body: bytes, base: str) -> Iterator[Entry]:
    """Links of a page that look like articles of the same site: a slug of several words, or a number or date."""
    try:
        root = html.document_fromstring(body)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return
    for anchor in islice(root.iter("a"), MAX_ENTRIES):
        url = _joined(base, anchor.get("href"))
        if url and _SLUG.search(urlsplit(url).path) and same_site(base, url):
            yield Entry(url)


def parse_listing(kind: ListingKind, body: bytes, base: str, *, limit: int) -> list[Entry]:
    """What the document at `base` lists, each address once, newest first where the times are told.

    Only http(s); nested sitemaps only on the same registrable domain. An empty list for a document that is none.
    """
    if kind == "feed":
        found = parse_feed(body, base)
    elif kind == "sitemap":
        found = parse_sitemap(body, base, limit)
    else:
        found = parse_front_page(body, base)
    unique: dict[str, Entry] = {}
    for entry in islice(found, MAX_ENTRIES):
        try:
            key = normalise_url(entry.url)
        except Quarantine:
            continue
        if not entry.nested or same_site(base, entry.url):
            unique.setdefault(key, entry)
    oldest = datetime.min.replace(tzinfo=UTC)
    return sorted(unique.values(), key=lambda entry: entry.changed or oldest, reverse=True)
