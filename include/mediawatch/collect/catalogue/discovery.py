"""What a site names of its feeds and sitemaps, and how many articles a week a listing gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

from mediawatch.collect.links import join_url
from mediawatch.collect.redirects import base_of, parse_page
from mediawatch.collect.urls import normalise_url
from mediawatch.errors import Quarantine

ListingKey = Literal["feeds", "sitemaps"]

FEED_PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/?feed=rss2")
"""Where the usual systems for web sites have their feeds (WordPress, Drupal, Ghost, Hugo, Jekyll, Blogger)."""
SITEMAP_PLACES = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.txt")
"""Where sitemaps and news sitemaps mostly are, where robots.txt names none."""
MAX_CANDIDATES = 60
"""Addresses that are tried for one site."""

_FEED_TYPE = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf|x\.atom|feed)\+?(?:xml|json)?|xml|json)\s*(?:;|\Z)")
_FEED_PATH = re.compile(r"\.(?:rss|atom|rdf)\Z|/(?:rss|feed)s?/?\Z|[/_.-]rss\.xml\Z")
_COMMENTS = re.compile(r"/comments?(?:/|\Z)|comments?[-_/]?feed", re.IGNORECASE)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a listing. `named` says that the site itself names it."""

    url: str
    key: ListingKey
    title: str | None = None
    named: bool = True


def named_feeds(page: bytes, address: str, charset: str | None = None) -> list[Candidate]:
    """The feeds that a page names in its head (`rel=alternate` with a feed's type), and those that it links to by
    address. Feeds of comments are left out."""
    root = parse_page(page, charset)
    if root is None:
        return []
    base = base_of(root, address)
    found: list[Candidate] = []
    for link in root.iter("link", "a"):
        relation = (link.get("rel") or "").lower().split()
        declared = (link.get("type") or "").strip().lower()
        url = join_url(base, link.get("href"))
        if url is None or not url.startswith(("http://", "https://")) or _COMMENTS.search(url):
            continue
        if "alternate" in relation or "feed" in relation:
            fits = bool(_FEED_TYPE.match(declared)) or ("feed" in relation and not declared)
        else:
            fits = link.tag == "a" and bool(
                re.search(r"\.(?:rss|atom|rdf)\Z|/(?:rss|feed)s?/?\Z|[/_.-]rss\.xml\Z", urlsplit(url).path)
            )
        if fits:
            title = " ".join((link.get("title") or "").split())[:200] or None
            found.append(Candidate(url, "feeds", title))
    return found


def named_sitemaps(robots: str, address: str) -> list[Candidate]:
    """The sitemaps that a robots.txt names."""
    urls = (join_url(address, url) for url in Protego.parse(robots).sitemaps)
    return [Candidate(url, "sitemaps") for url in urls if url is not None and url.startswith(("http://", "https://"))]


def usual_places(address: str, key: ListingKey) -> list[Candidate]:
    """Where listings of this kind mostly are on a site, for one that names none; below the address first, where it is a
    section."""
    places = FEED_PLACES if key == "feeds" else SITEMAP_PLACES
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.rstrip("/")
    section = [f"{site}{path}{place}" for place in places[:2]] if path and key == "feeds" else []
    return [Candidate(url, key, named=False) for url in (*section, *(site + place for place in places))]


def once(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Each address once, at most MAX_CANDIDATES; those that no request can be made for are left out."""
    unique: dict[str, Candidate] = {}
    for candidate in candidates:
        try:
            unique.setdefault(normalise_url(candidate.url), candidate)
        except Quarantine:
            continue
    return list(unique.values())[:MAX_CANDIDATES]


def articles_a_week(changed: Sequence[datetime], now: datetime) -> float | None:
    """How many articles a week a listing gives, by the times that it states: those of the last seven days, where it
    reaches further back; else what its own span comes to. None where fewer than two have a time."""
    times = sorted(time for time in changed if time <= now + timedelta(days=1))
    if len(times) < 2:
        return None
    if times[0] <= now - _WEEK:
        return float(sum(time > now - _WEEK for time in times))
    span = max(times[-1] - times[0], timedelta(hours=1))
    return round((len(times) - 1) * (_WEEK / span), 1)
