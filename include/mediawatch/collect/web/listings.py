"""What a feed, a sitemap or a front page lists: addresses of pages, with the time of their last change where told.

What a document is, its bytes say: RSS, Atom and JSON feeds and sitemaps in XML or text are known by how they begin,
packed or not, whatever the source calls them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Literal
from urllib.parse import urlsplit

from mediawatch.collect.archives.http_body import decode_body
from mediawatch.collect.links import join_url
from mediawatch.collect.raw.screening import json_not_deep
from mediawatch.collect.redirects import base_of, parse_page
from mediawatch.collect.urls import normalise_url, same_site
from mediawatch.collect.web.xml_listings import (
    FEED_ROOTS,
    SITEMAP_ROOTS,
    Entry,
    feed_entries,
    prepared,
    read_date,
    root_name,
    sitemap_entries,
)
from mediawatch.errors import Quarantine

ListingKind = Literal["feed", "sitemap", "site"]

MAX_ENTRIES = 50_000
"""Of one listing, as the sitemap protocol (sitemaps.org) allows; what follows is not looked at."""
MAX_LISTING_BYTES = 50 * 1024 * 1024
"""Of one listing, unpacked, as the sitemap protocol allows."""

_PACKED = {b"\x1f\x8b": "gzip", b"\x28\xb5": "zstd", b"x\x01": "deflate", b"x\x9c": "deflate", b"x\xda": "deflate"}
_STRAY_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[\]}])')  # but not within a string
# Begun at the beginning of words only: else one long word would be read anew from each of its letters.
_SLUG = re.compile(r"(?<![^/-])(?:[^/-]+-){3}|/[^/]*\d{4}")


@dataclass(slots=True)
class Listing:
    """What a document lists, each address once. `recognised` says that the document is a listing, be it an empty one,
    and not one that only names what cannot be asked for; `elsewhere` are sitemaps that it names on other sites."""

    entries: list[Entry] = field(default_factory=list)
    recognised: bool = False
    elsewhere: list[Entry] = field(default_factory=list)
    form: str = ""  # in words: rss, atom, json feed, sitemap, news sitemap, sitemap index, text sitemap, page


def _text(body: bytes, charset: str | None) -> str:
    """The text of a document that is no markup: by its byte order mark, else UTF-8, else what its header declares."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        with suppress(LookupError, ValueError):  # `idna` is a codec, and decodes no page
            return body.decode(charset or "utf-8", "replace")
        return body.decode("utf-8", "replace")


def _json_entries(text: str, base: str) -> Iterator[Entry | None] | None:
    """Entries of a JSON Feed (jsonfeed.org, versions 1 and 1.1), None where it is none. Raw control characters and a
    comma behind the last of a list are let pass."""
    try:
        json_not_deep(text.encode("utf-8", "replace"))
        try:
            value = json.loads(text, strict=False)
        except ValueError:
            value = json.loads(_STRAY_COMMA.sub(r"\1", text), strict=False)
    except (Quarantine, ValueError):
        return None
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return None
    return _json_items(items, base)


def _json_items(items: list[Any], base: str) -> Iterator[Entry | None]:
    for item in items:
        if not isinstance(item, dict):
            continue
        named = [item.get(key) for key in ("url", "external_url", "id")]
        texts = [text.strip() for text in named if isinstance(text, str) and text.strip()]
        if not (item.get("url") or item.get("external_url")):
            texts = [text for text in texts if text.lower().startswith(("http://", "https://"))]
        dates = [item.get(key) for key in ("date_modified", "date_published")]
        changed = next((date for date in map(read_date, filter(_is_text, dates)) if date), None)
        url = join_url(base, texts[0]) if texts else None
        yield Entry(url, changed) if url else None


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _text_entries(text: str, base: str) -> Iterator[Entry | None] | None:
    """Entries of a sitemap in text, an address a line; None where its first line, remarks apart, is none."""
    stripped = map(str.strip, text.splitlines())
    lines = [line for line in stripped if line and not line.startswith("#")]
    if not lines or not lines[0][:8].lower().startswith(("http://", "https://")):
        return None
    return (Entry(url) for line in lines if line[:4].lower() == "http" and (url := join_url(base, line)))


def _page_entries(body: bytes, base: str, charset: str | None) -> Iterator[Entry | None]:
    """Links of a page that look like articles of the same site: a slug of several words, or a number or date."""
    root = parse_page(body, charset)
    if root is None:
        return
    address, base = base, base_of(root, base)
    for anchor in islice(root.iter("a", "area"), MAX_ENTRIES):
        url = join_url(base, anchor.get("href"))
        if url and _SLUG.search(urlsplit(url).path) and same_site(address, url):
            yield Entry(url)


def _unpacked(body: bytes, limit: int) -> bytes:
    for _ in range(2):  # some servers pack what is packed
        if (encoding := _PACKED.get(body[:2])) is None:
            break
        body = decode_body(body, transfer="", encoding=encoding, limit=limit)
    return body


def _found(kind: ListingKind, body: bytes, base: str, charset: str | None) -> tuple[Iterator[Entry | None], str]:
    """(entries, the form of the document; '' for one that is no listing, or a page)."""
    begins = body[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
    if begins == b"{" and (items := _json_entries(_text(body, charset), base)) is not None:
        return items, "json feed"
    if kind == "sitemap" and begins != b"<" and (lines := _text_entries(_text(body, charset), base)) is not None:
        return lines, "text sitemap"
    if kind == "site" and root_name(body) not in FEED_ROOTS | SITEMAP_ROOTS:
        return _page_entries(body, base, charset), ""
    ready = prepared(body)
    root = root_name(ready)
    form = {"feed": "atom", "sitemapindex": "sitemap index", "urlset": "sitemap"}.get(root, "rss")
    if root == "urlset" and b"schemas/sitemap-news" in ready:
        form = "news sitemap"
    if root not in FEED_ROOTS | SITEMAP_ROOTS:
        form = ""
    if root in SITEMAP_ROOTS or (kind == "sitemap" and root not in FEED_ROOTS):
        return sitemap_entries(ready, base, charset), form
    return feed_entries(ready, base, charset), form


def read_listing(kind: ListingKind, body: bytes, base: str, *, limit: int, charset: str | None = None) -> Listing:
    """What the document at `base` lists, newest first where the times are told. `limit` bounds it unpacked, in bytes;
    `charset` is what its HTTP header declares.

    Only http(s); nested sitemaps only on the same registrable domain, others apart. Raises Quarantine('too_large').
    """
    body = _unpacked(body, limit)
    found, form = _found(kind, body, base, charset)
    listing = Listing(form=form or ("page" if kind == "site" else ""))
    unique: dict[str, Entry] = {}
    named = False
    for entry in islice(found, MAX_ENTRIES):
        named = True
        if entry is None:
            continue
        try:
            key = normalise_url(entry.url)
        except Quarantine:
            continue
        if not entry.nested or same_site(base, entry.url):
            unique.setdefault(key, entry)
        else:
            listing.elsewhere.append(entry)
    oldest = datetime.min.replace(tzinfo=UTC)
    listing.entries = sorted(unique.values(), key=lambda entry: entry.changed or oldest, reverse=True)
    listing.recognised = bool(unique) or (bool(form) and not named)
    return listing


def parse_listing(kind: ListingKind, body: bytes, base: str, *, limit: int, charset: str | None = None) -> list[Entry]:
    """The entries of `read_listing`: an empty list for a document that lists nothing."""
    return read_listing(kind, body, base, limit=limit, charset=charset).entries
