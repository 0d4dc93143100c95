"""Manners: one request at a time to a host, a pause after each, its robots.txt first and obeyed."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from mediawatch.collect.archives.http_body import decode_body
from mediawatch.collect.archives.warc import HTML_TYPES
from mediawatch.collect.links import header_text, join_url
from mediawatch.collect.web.cookies import Cookies
from mediawatch.collect.web.crawl_journal import Job, Journal, Target
from mediawatch.collect.web.downloader import Answer, NoAnswer, Wanted
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.listings import MAX_LISTING_BYTES
from mediawatch.collect.web.robots import Robots, product_token
from mediawatch.errors import Quarantine, Reason

HOST_PAUSE_FAILURES = 3
"""Failures in a row after which a host is given a pause, twice as long after each further one."""
MAX_HOST_FAILURES = 6
"""Failures in a row after which a host is left alone until another run."""
MAX_CRAWL_DELAY = 30.0
"""Seconds: the longest Crawl-delay of a robots.txt that is kept. A source's own `crawl_delay` may be longer."""
_SECONDS = re.compile(r"\s*([0-9]+)(?:\.[0-9]+)?\s*")
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Client(Protocol):
    """What is needed of downloader.Downloader."""

    async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """A target on its way: where it has been redirected to, and how often it was tried."""

    target: Target
    url: str
    redirects: tuple[str, ...] = ()
    moved: bool = True  # whether all of the redirects say that they are for good
    attempts: int = 0
    not_before: float = 0.0  # time.monotonic()
    trouble: tuple[str, str] | None = None  # reason and words of the attempt before, which failed
    cookies: Cookies | None = None  # set on its way


@dataclass(slots=True)
class Host:
    """What waits for a host, and how it has behaved."""

    name: str
    delay: float  # seconds between the end of one request and the start of the next
    queue: deque[Visit] = field(default_factory=deque)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0  # time.monotonic() before which nothing is asked of it
    failures: int = 0  # in a row
    left_alone: float | None = None  # seconds that it asked for, 0 where it failed too often

    def failed(self, pause: float) -> None:
        """Note a failure. From the third in a row on the host rests for `pause` seconds, doubled each time."""
        self.failures += 1
        if self.failures >= MAX_HOST_FAILURES:
            self.left_alone = 0.0
        elif self.failures >= HOST_PAUSE_FAILURES:
            self.next_at = time.monotonic() + pause * 2 ** (self.failures - HOST_PAUSE_FAILURES)

    def take(self) -> tuple[Visit, float]:
        """The next visit, and the seconds until its time: the first in the queue that need not wait, if there is one.

        Where the host is left alone, nothing waits any more.
        """
        now = time.monotonic()
        ready = (
            place for place, visit in enumerate(self.queue) if visit.not_before <= now or self.left_alone is not None
        )
        place = next(ready, None)
        if place is None:
            place = min(range(len(self.queue)), key=lambda place: self.queue[place].not_before)
        visit = self.queue[place]
        del self.queue[place]
        return visit, max(visit.not_before - now, 0.0) if self.left_alone is None else 0.0


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date in any form of RFC 9110; one that names no zone is
    of Greenwich."""
    if not value:
        return None
    if match := _SECONDS.fullmatch(value):
        return float(match[1][:9])
    try:
        stated = parsedate_to_datetime(value)
        stated = stated if stated.tzinfo else stated.replace(tzinfo=UTC)
        return max((stated - now).total_seconds(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):  # OverflowError: it leads out of the calendar
        return None


def wanted_types(kind: str) -> Callable[[str], bool]:
    """Content types whose body is read: pages must be HTML, listings anything that is text, as large as they may be."""
    if kind == "page":
        return lambda content_type: not content_type or content_type in HTML_TYPES

    def listing(content_type: str) -> bool:
        return not content_type.startswith(("image/", "video/", "audio/", "font/"))

    return listing if kind == "robots" else Wanted(listing, MAX_LISTING_BYTES)


class PoliteClient:
    """Asks a Client on behalf of the crawl, no sooner than each host is willing to answer."""

    def __init__(self, job: Job, journal: Journal, client: Client, guard: Guard) -> None:
        self._job = job
        self._journal = journal
        self._client = client
        self._guard = guard
        self._slots = asyncio.Semaphore(job.concurrency)
        self._hosts: dict[str, Host] = {}
        self._robots = {origin: Robots(status, body) for origin, (status, body) in journal.robots.items()}
        self.token = product_token(job.user_agent)

    def host(self, url: str) -> Host:
        name = urlsplit(url).hostname or ""
        if name not in self._hosts:
            self._hosts[name] = Host(name, self._job.delay)
        return self._hosts[name]

    async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
        """One GET when the host's turn has come. Raises NoAnswer, and Quarantine for a forbidden address."""
        url = self._guard.check_url(url)
        host = self.host(url)
        async with host.lock:
            await asyncio.sleep(max(host.next_at - time.monotonic(), 0))
            try:
                async with self._slots:
                    return await self._client.get(url, {"User-Agent": self._job.user_agent, **headers}, wanted)
            finally:
                host.next_at = max(host.next_at, time.monotonic() + host.delay)

    async def robots_of(self, url: str) -> Robots:
        """Rules of the address's origin, asked for once in a crawl; the delay that they ask for is taken over."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.get(origin)
        if known is None:
            known = await self._ask_robots(f"{origin}/robots.txt")
            if known.unreachable:
                await asyncio.sleep(self._job.backoff)
                known = await self._ask_robots(f"{origin}/robots.txt")
            self._robots[origin] = known
            self._journal.add_robots(origin, known.status, known.body)
        delay = min(known.crawl_delay(self.token) or 0.0, MAX_CRAWL_DELAY)
        host = self.host(url)
        if delay > host.delay:
            host.next_at += delay - host.delay
            host.delay = delay
        return known

    async def _ask_robots(self, url: str) -> Robots:
        for hop in range(self._job.max_redirects + 1):
            try:
                answer = await self.get(url, {}, wanted_types("robots"))
            except (NoAnswer, Quarantine) as problem:
                if hop == 0 and problem.reason in (Reason.FORBIDDEN_ADDRESS, Reason.BAD_CERTIFICATE):
                    raise  # true of all addresses of this host
                return Robots.of(None)
            location = answer.header("Location")
            if answer.status not in REDIRECTS or not location:
                encoding = answer.header("Content-Encoding") or ""
                try:
                    body = decode_body(answer.body, transfer="", encoding=encoding, limit=self._job.max_bytes)
                except Quarantine:
                    body = b""
                return Robots.of(answer.status, body)
            leads_to = join_url(url, header_text(location))
            if leads_to is None:
                return Robots.of(None)  # it leads nowhere, as one to a host that does not answer
            url = leads_to
        return Robots.of(404)  # too many redirects count as none (RFC 9309, section 2.3.1.2)
