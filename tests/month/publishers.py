"""Publishers of the simulated month: what each publishes when, how its listings and pages answer, and how it breaks."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

HEALTHY = (
    "rss",  # dated items, ETag
    "plain rss",  # undated, no ETag
    "atom",  # stories that change, with the time of the change
    "news sitemap",  # of the last two days; empty on quiet ones
    "sitemap",  # undated, the oldest first
    "index",  # a sitemap for each five days, undated
    "front page",
    "six hours",  # each story stands in the feed for six hours only
    "flaky pages",  # the first answers of some pages are 500, 503 or 404
    "short outages",  # of hours, now and then
    "long outage",  # of three days
    "slow",  # answers late
    "missing pages",  # some are gone before anybody asks
)
BROKEN = (
    "dead",  # its feed was never there
    "dies",  # its feed is gone from the middle of the time on
    "half",  # one of its two feeds is
    "elsewhere",  # its index leads to another host
    "moves",  # its feed moves for good
    "forbidden",  # its pages refuse everybody from the middle on
    "silent",  # it publishes nothing more
)
DELIVERING = ("half", "moves")
"""Broken ones of which every story can be had."""

Answer = tuple[int, dict[str, str], bytes]
_WORDS = ("harbour", "valley", "railway", "market", "bridge", "river", "council", "budget", "contract", "delegation")
_XML = "application/xml"


@dataclass(slots=True)
class Story:
    """`path` from `published` on; `trouble` are the statuses of its first answers, one for each crawl that asks."""

    path: str
    published: datetime
    feed: int = 0
    changed: datetime | None = None
    trouble: tuple[int, ...] = ()
    gone: bool = False
    listed: datetime | None = None  # when a listing that was read named it first
    asked: list[datetime] = field(default_factory=list)  # crawls that asked for it
    fetched: dict[bytes, datetime] = field(default_factory=dict)  # versions that were sent, and when first

    def version(self, now: datetime) -> bytes:
        changed = self.changed is not None and self.changed <= now
        words = " ".join(_WORDS[(len(self.path) + n) % len(_WORDS)] for n in range(40))
        title = self.path.strip("/").replace("-", " ")
        return (
            f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>"
            f"<p>{title}: {words}.</p><p>{'Corrected.' if changed else 'First.'}</p></body></html>"
        ).encode()


@dataclass(slots=True)
class Publisher:
    """A web site at `base`. Everything about it follows from its kind, its number and the days of the simulation."""

    number: int
    kind: str
    base: str
    other: str  # base of another host, which is a publisher too
    begin: datetime
    days: int
    stories: list[Story] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    polls: dict[str, list[datetime]] = field(default_factory=dict)  # path of a listing -> crawls that asked for it

    def __post_init__(self) -> None:
        chance = random.Random(self.number)
        a_day = 6 if self.kind in ("silent", "six hours", "forbidden") else chance.choice((1, 2, 4))
        end = self.begin + timedelta(days=self.days)
        at = self.begin - timedelta(days=1)
        while (at := at + timedelta(days=chance.expovariate(a_day))) < end:
            if self.kind == "silent" and at >= self.breaks:
                break
            story = Story(f"/the-{chance.choice(_WORDS)}-of-day-{len(self.stories)}", at, feed=chance.randrange(2))
            if self.kind == "atom" and chance.random() < 0.4:
                story.changed = at + timedelta(hours=chance.uniform(4, 40))
            if self.kind == "flaky pages" and chance.random() < 0.6:
                story.trouble = chance.choice(((500,), (503,), (500, 502), (404,), (500, 500, 500, 500)))
            story.gone = self.kind == "missing pages" and chance.random() < 0.3
            self.stories.append(story)
        if self.kind == "short outages":
            for day in range(0, self.days, 2):
                start = self.begin + timedelta(days=day, hours=chance.uniform(0, 20))
                self.outages.append((start, start + timedelta(hours=chance.uniform(1, 6))))
        if self.kind == "long outage":
            start = self.begin + timedelta(days=self.days * 0.4)
            self.outages.append((start, start + timedelta(days=min(3, self.days / 4))))

    @property
    def name(self) -> str:
        return f"{self.kind.replace(' ', '-')}-{self.number}"

    @property
    def breaks(self) -> datetime:
        """From when on a broken one is broken."""
        whole = self.kind in ("dead", "elsewhere")
        return self.begin if whole else self.begin + timedelta(days=self.days / 2)

    @property
    def every_hours(self) -> float:
        return {"six hours": 3, "slow": 6, "sitemap": 6, "index": 12, "front page": 3, "long outage": 6}.get(
            self.kind, 4
        )

    def source_lines(self) -> str:
        """Its file in include/sources."""
        feeds = {
            "news sitemap": ["sitemaps", "/news.xml"],
            "sitemap": ["sitemaps", "/sitemap.xml"],
            "index": ["sitemaps", "/index.xml"],
            "elsewhere": ["sitemaps", "/index.xml"],
            "front page": ["sites", "/"],
            "half": ["feeds", "/feed0", "/feed1"],
        }
        key, *paths = feeds.get(self.kind, ["feeds", "/feed"])
        lines = [f"publisher: Publisher {self.number}", f"every_hours: {self.every_hours}", "enabled: true", f"{key}:"]
        return "\n".join([*lines, *(f"  - {self.base}{path}" for path in paths)])

    # --- answers ---------------------------------------------------------------------------------------------

    def answer(self, path: str, if_none_match: str | None, now: datetime) -> Answer:
        if any(start <= now < end for start, end in self.outages):
            return 502, {}, b""
        if path == "/robots.txt":
            return 404, {}, b""
        story = next((story for story in self.stories if story.path == path and story.published <= now), None)
        if story is not None:
            return self._page(story, now)
        status, kind, body, named = self._listing(path, now)
        self.polls.setdefault(path, [])
        if now not in self.polls[path]:
            self.polls[path].append(now)
        if status in (301, 404, 500):
            return status, {"Location": body} if status == 301 else {}, b""
        for each in named:
            each.listed = each.listed or now
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:12]}"'
        headers = {"Content-Type": kind}
        if self.kind not in ("plain rss", "front page"):
            headers["ETag"] = tag
            if if_none_match == tag:
                return 304, headers, b""
        return 200, headers, body.encode()

    def _page(self, story: Story, now: datetime) -> Answer:
        if now not in story.asked:
            story.asked.append(now)
        if story.gone:
            return 404, {}, b""
        if self.kind == "forbidden" and now >= self.breaks:
            return 403, {}, b""
        if len(story.asked) <= len(story.trouble):
            return story.trouble[len(story.asked) - 1], {}, b""
        body = story.version(now)
        story.fetched.setdefault(body, now)
        return 200, {"Content-Type": "text/html; charset=utf-8"}, body

    def _listing(self, path: str, now: datetime) -> tuple[int, str, str, Sequence[Story]]:
        """(status, type, body or Location, stories that it names)."""
        out = [story for story in self.stories if story.published <= now]
        if path == "/feed" and (self.kind == "dead" or (self.kind == "dies" and now >= self.breaks)):
            return 404, "", "", ()
        if path == "/feed" and self.kind == "moves" and now >= self.breaks:
            return 301, "", f"{self.base}/feed/new", ()
        if path == "/feed1" and self.kind == "half" and now >= self.breaks:
            return 500, "", "", ()
        if path == "/news.xml":
            return (
                200,
                _XML,
                _urlset(self, out := [s for s in out if now - s.published < timedelta(days=2)], dated=True),
                out,
            )
        if path == "/sitemap.xml":
            return 200, _XML, _urlset(self, out), out
        if path == "/index.xml":
            host = self.other if self.kind == "elsewhere" else self.base
            parts = "".join(f"<sitemap><loc>{host}/part-{n}.xml</loc></sitemap>" for n in range(self._part(now) + 1))
            return 200, _XML, f"<sitemapindex>{parts}</sitemapindex>", ()
        if path.startswith("/part-") and self.kind in ("index",):
            number = int(path.removeprefix("/part-").removesuffix(".xml"))
            out = [story for story in out if self._part(story.published) == number]
            return 200, _XML, _urlset(self, out), out
        if path == "/" and self.kind == "front page":
            out = out[::-1][:30]
            links = "".join(f'<li><a href="{story.path}">{story.path}</a></li>' for story in out)
            return 200, "text/html; charset=utf-8", f"<html><body><ul>{links}</ul></body></html>", out
        if path.startswith("/feed"):
            if self.kind == "six hours":
                out = [story for story in out if now - story.published < timedelta(hours=6)]
            if self.kind == "half":
                out = [story for story in out if story.feed == int(path[-1]) or story.published < self.breaks]
                out = [story for story in out if story.feed == int(path[-1])]
            out = out[::-1][:30]
            return 200, "application/rss+xml", "".join(_feed(self, out, now)), out
        return 404, "", "", ()

    def _part(self, at: datetime) -> int:
        return max((at - self.begin).days, 0) // 5


def _urlset(site: Publisher, stories: Sequence[Story], *, dated: bool = False) -> str:
    def date(story: Story) -> str:
        return f"<news:news><news:publication_date>{story.published.isoformat()}</news:publication_date></news:news>"

    urls = "".join(f"<url><loc>{site.base}{s.path}</loc>{date(s) if dated else ''}</url>" for s in stories)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<urlset {space} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'


def _feed(site: Publisher, stories: Sequence[Story], now: datetime) -> Iterator[str]:
    if site.kind == "atom":
        yield '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>'
        for story in stories:
            changed = story.changed if story.changed is not None and story.changed <= now else story.published
            yield f'<entry><link href="{site.base}{story.path}"/><updated>{changed.isoformat()}</updated></entry>'
        yield "</feed>"
        return
    yield "<rss version='2.0'><channel><title>R</title>"
    for story in stories:
        date = "" if site.kind == "plain rss" else f"<pubDate>{format_datetime(story.published)}</pubDate>"
        yield f"<item><link>{site.base}{story.path}</link>{date}</item>"
    yield "</channel></rss>"
