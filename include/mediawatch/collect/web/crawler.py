"""The crawler process: `python -m mediawatch.collect.web.crawler FOLDER` does the job that stands in the folder.

Each host has its own queue and worker, so that a slow or failing host holds up nobody: one request at a time, a
pause after each, its robots.txt first. Every target ends as one line of the journal. The process ends itself when
its standard input closes, which is when the process that started it is gone.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict, Unpack

from scrapy.crawler import Crawler

from mediawatch.collect.archives.http_body import decode_body, stated
from mediawatch.collect.archives.warc import is_html
from mediawatch.collect.links import header_text, join_url
from mediawatch.collect.next_page import next_page
from mediawatch.collect.redirects import sends_on, stands_in
from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.cookies import Cookies
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Job, Journal, Line, Target
from mediawatch.collect.web.crawl_store import CrawlStore
from mediawatch.collect.web.downloader import Answer, Downloader, NoAnswer, run_spider
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.listings import MAX_LISTING_BYTES, Listing, read_listing
from mediawatch.collect.web.politeness import REDIRECTS, Client, Host, PoliteClient, Visit, retry_after, wanted_types
from mediawatch.errors import Quarantine, Reason

MAX_ATTEMPTS = 3
"""Requests for one address where the host answers 429, or 503 with a Retry-After."""
MAX_TRIES = 2
"""Requests for one address in one crawl where there is no answer, or another 5xx."""

Clock = Callable[[], datetime]
Tell = Callable[[Line], None]


def _now() -> datetime:
    return datetime.now(UTC)


class Crawl:
    """One job: fetches its targets, writes pages and lines.

    `tell` hears of each listing that was read, and `told` must then be called with what follows from it. Without it
    nothing does. `clock` says what time it is, for what is written down.
    """

    def __init__(self, job: Job, folder: Path, client: Client, tell: Tell | None = None, clock: Clock = _now) -> None:
        self._job = job
        self._guard = Guard.of(tuple(job.allow))
        self._journal = Journal(folder)
        self._store = CrawlStore(folder, self._journal)
        self._client = PoliteClient(job, self._journal, client, self._guard)
        self._tell = tell
        self._clock = clock
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._claimed = {  # normalised addresses of the pages that the crawl has
            normalise_url(line.final_url)
            for line in self._journal.lines.values()
            if line.outcome == PAGE and line.final_url
        }
        self._fronts: dict[str, str] = {}  # normalised address of what stands in for dead stories -> why
        self._asked_for = set(self._journal.lines)
        self._unanswered = 0  # listings that were told of
        self._answered_now = asyncio.Event()

    async def run(self) -> None:
        """Until every target has its line and every listing its answer, or the time is over."""
        deadline = time.monotonic() + self._job.max_seconds
        try:
            self._add(self._job.targets)
            for line in list(self._journal.lines.values()):
                self._follow(line.following, line.source_id)
            while (self._workers or self._unanswered) and (left := deadline - time.monotonic()) > 0:
                self._answered_now.clear()
                answered = asyncio.create_task(self._answered_now.wait())
                done, _ = await asyncio.wait(
                    {answered, *self._workers.values()}, timeout=left, return_when=asyncio.FIRST_COMPLETED
                )
                answered.cancel()
                for task in done - {answered}:
                    task.result()  # a fault of ours ends the crawl, with its traceback in the log
        finally:
            for worker in self._workers.values():
                worker.cancel()
            await self._store.close()

    def told(self, targets: Iterable[Target]) -> None:
        """What follows from a listing that was told of."""
        self._unanswered -= 1
        self._add(targets)
        self._answered_now.set()

    def _add(self, targets: Iterable[Target]) -> None:
        for target in targets:
            if target.key not in self._asked_for:
                self._asked_for.add(target.key)
                self._enqueue(Visit(target, target.url))

    def _follow(self, url: str | None, source_id: str | None) -> None:
        """Fetch the next page of an article, unless the crawl has it."""
        if url is not None:
            self._add([Target(url, normalise_url(url), source_id=source_id)])

    # --- hosts -----------------------------------------------------------------------------------------------

    def _enqueue(self, visit: Visit, *, first: bool = False) -> None:
        host = self._client.host(visit.url)
        host.delay = max(host.delay, visit.target.delay)
        if first:
            host.queue.appendleft(visit)
        else:
            host.queue.append(visit)
        if host.name not in self._workers:
            self._workers[host.name] = asyncio.create_task(self._work(host))

    async def _work(self, host: Host) -> None:
        while host.queue:
            visit, wait = host.take()
            await asyncio.sleep(wait)
            await self._visit(host, visit)
        del self._workers[host.name]

    # --- one target ------------------------------------------------------------------------------------------

    async def _visit(self, host: Host, visit: Visit) -> None:
        target = visit.target
        try:
            url = self._guard.check_url(visit.url)
            if target.kind == "page" and normalise_url(url) in self._claimed:
                raise NoAnswer(Reason.SAME_PAGE, f"the same page as {url}, which this crawl has")
            if visit.redirects and (gone := self._fronts.get(normalise_url(url))) is not None:
                raise NoAnswer(Reason.FRONT_PAGE, gone)
            if host.left_alone is not None:
                raise _gone(host, visit)
            robots = await self._client.robots_of(url)
            if robots.unreachable:
                raise NoAnswer(Reason.ROBOTS_UNREACHABLE, f"robots.txt of {host.name}: {robots.status or 'no answer'}")
            if not robots.allows(url, self._client.token):
                raise NoAnswer(Reason.ROBOTS, f"robots.txt of {host.name} asks us not to fetch this")
            answer = await self._client.get(url, self._headers(visit), wanted_types(target.kind))
        except (NoAnswer, Quarantine) as problem:
            if problem.reason in (Reason.UNREACHABLE, Reason.TIMEOUT) and host.left_alone is None:
                host.failed(self._job.backoff)
                if self._again(visit, str(problem.reason), problem.detail):
                    return
            elif problem.reason == Reason.BAD_CERTIFICATE:
                host.failed(self._job.backoff)
            await self._finish(visit, str(problem.reason), problem.detail, retry_after=host.left_alone or None)
            return
        await self._answered(host, replace(visit, url=url), answer)

    def _again(self, visit: Visit, reason: str, detail: str) -> bool:
        """Whether the address is asked once more in this crawl, after a pause and after what else its host has."""
        attempts = visit.attempts + 1
        if attempts >= MAX_TRIES:
            return False
        later = time.monotonic() + self._job.backoff
        self._enqueue(replace(visit, attempts=attempts, not_before=later, trouble=(reason, detail)))
        return True

    def _knows(self, visit: Visit) -> bool:
        """Whether we tell the server which state we know. What we know of an address says nothing of the one that it
        leads to."""
        return not visit.redirects and bool(visit.target.etag or visit.target.last_modified)

    def _headers(self, visit: Visit) -> dict[str, str]:
        headers = {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if self._knows(visit):
            if visit.target.etag:
                headers["If-None-Match"] = visit.target.etag
            if visit.target.last_modified:
                headers["If-Modified-Since"] = visit.target.last_modified
        if visit.cookies is not None and (cookies := visit.cookies.header(visit.url)):
            headers["Cookie"] = cookies
        return headers

    async def _answered(self, host: Host, visit: Visit, answer: Answer) -> None:
        status = answer.status
        if status == 429 or (status == 503 and answer.header("Retry-After")):
            await self._pause(host, visit, answer)
            return
        if status >= 500:
            host.failed(self._job.backoff)
            if self._again(visit, Reason.HTTP_STATUS, f"the server answered {status}"):
                return
        else:
            host.failures = 0
        location = answer.header("Location")
        if status in REDIRECTS and location:
            for_good = status in (301, 308)
            await self._redirect(visit, join_url(visit.url, header_text(location)), answer, for_good=for_good)
        elif status == 304 and self._knows(visit):
            await self._finish(visit, Reason.NOT_MODIFIED, "the server says that it has not changed", answer)
        elif status != 200:
            await self._finish(visit, Reason.HTTP_STATUS, f"the server answered {status}", answer)
        elif visit.target.kind == "page":
            await self._keep(visit, answer)
        else:
            await self._read_listing(visit, answer)

    async def _pause(self, host: Host, visit: Visit, answer: Answer) -> None:
        """429 and 503: wait as long as the host asks, or longer each time; give up where that is too long."""
        asked = retry_after(answer.header("Retry-After"), self._clock())
        wait = asked if asked is not None else self._job.backoff * 2**visit.attempts
        attempts = visit.attempts + 1
        if wait > self._job.patience or attempts >= MAX_ATTEMPTS:
            host.left_alone = wait
            detail = f"the server answered {answer.status} and asks for {wait:g} s"
            await self._finish(visit, Reason.HTTP_STATUS, detail, answer, retry_after=wait)
            return
        host.next_at = max(host.next_at, time.monotonic() + wait)
        self._enqueue(replace(visit, attempts=attempts), first=True)

    async def _redirect(self, visit: Visit, leads_to: str | None, answer: Answer, *, for_good: bool = False) -> None:
        """Ask for the address that an answer leads to, with the cookies that were set on the way there."""
        if len(visit.redirects) >= self._job.max_redirects:
            detail = f"more than {self._job.max_redirects} redirects"
            await self._finish(visit, Reason.TOO_MANY_REDIRECTS, detail)
            return
        try:
            if leads_to is None:
                raise Quarantine(Reason.BAD_URL, "it leads nowhere")
            url = self._guard.check_url(leads_to)
        except Quarantine as problem:
            await self._finish(visit, str(problem.reason), f"redirected to a refused address: {problem}"[:500])
            return
        cookies = visit.cookies or Cookies()
        cookies.take(visit.url, answer.values("Set-Cookie"))
        redirects = (*visit.redirects, visit.url)
        self._enqueue(replace(visit, url=url, redirects=redirects, moved=visit.moved and for_good, cookies=cookies))

    async def _keep(self, visit: Visit, answer: Answer) -> None:
        body = self._decoded(answer)
        if answer.stopped or (not answer.content_type and not is_html(None, body)):
            detail = f"a response of type {answer.content_type[:80] or 'unknown'} is no page"
            await self._finish(visit, Reason.NOT_A_PAGE, detail, answer)
            return
        leads = sends_on(body, visit.url, answer.charset, answer.header("Refresh"))
        if leads is not None and leads.url is not None:
            await self._redirect(visit, leads.url, answer)
            return
        if leads is not None:
            await self._finish(visit, Reason.REDIRECT_PAGE, "it only sends on to where a script says", answer)
            return
        gone = stands_in(visit.target.url, visit.url, body) if visit.redirects else None
        if gone is not None:
            self._fronts[normalise_url(visit.url)] = gone
            await self._finish(visit, Reason.FRONT_PAGE, gone, answer)
            return
        self._claimed.add(normalise_url(visit.url))
        file, offset, length = self._store.keep(visit.url, answer, self._clock())
        following = await asyncio.to_thread(next_page, body, visit.url)
        await self._finish(visit, PAGE, "", answer, file=file, offset=offset, length=length, following=following)
        self._follow(following, visit.target.source_id)

    def _decoded(self, answer: Answer) -> bytes:
        """The page as its author sent it; nothing where it is too large, which whoever reads the archive says."""
        encoding = ",".join(answer.values("Content-Encoding"))
        try:
            return decode_body(answer.body, transfer="", encoding=encoding, limit=self._job.max_bytes)
        except Quarantine:
            return b""

    async def _read_listing(self, visit: Visit, answer: Answer) -> None:
        try:
            # A large one takes seconds: the other hosts are served meanwhile.
            listing = await asyncio.to_thread(self._listing, visit, answer)
        except Quarantine as problem:
            await self._finish(visit, str(problem.reason), problem.detail, answer)
            return
        if not listing.recognised and not listing.elsewhere:
            await self._finish(visit, Reason.NOT_A_LISTING, f"no {visit.target.kind} that lists anything", answer)
            return
        listed: dict[bool, list[tuple[str, str | None]]] = {True: [], False: []}
        for entry in (*listing.entries, *listing.elsewhere):
            listed[entry.nested].append((entry.url, entry.changed.isoformat() if entry.changed else None))
        await self._finish(visit, LISTING, "", answer, entries=listed[False], nested=listed[True], form=listing.form)

    def _listing(self, visit: Visit, answer: Answer) -> Listing:
        kind = visit.target.kind
        assert kind != "page"  # noqa: S101 - _answered parts them
        encoding = ",".join(answer.values("Content-Encoding"))
        body = decode_body(answer.body, transfer="", encoding=encoding, limit=MAX_LISTING_BYTES)
        return read_listing(kind, body, visit.url, limit=MAX_LISTING_BYTES, charset=answer.charset)

    async def _finish(
        self, visit: Visit, outcome: str, detail: str, answer: Answer | None = None, **rest: Unpack[_Rest]
    ) -> None:
        """Write the line of a target; when this returns, it is on the disk."""
        target = visit.target
        notes = []
        if visit.redirects and visit.moved and outcome in (LISTING, Reason.NOT_MODIFIED) and target.kind != "page":
            notes.append(f"moved: it has moved for good to {visit.url}; write that into the source's file")
        line = Line(
            key=target.key,
            outcome=str(outcome),
            at=self._clock().isoformat(),
            detail=detail,
            kind=target.kind,
            source_id=target.source_id,
            changed=target.changed,
            depth=target.depth,
            status=answer.status if answer else None,
            final_url=visit.url,
            redirects=list(visit.redirects),
            etag=stated(answer.header("ETag")) if answer else None,
            last_modified=stated(answer.header("Last-Modified")) if answer else None,
            notes=notes,
            **rest,
        )
        await self._store.add(line)
        if self._tell is not None and target.kind != "page":
            self._unanswered += 1
            self._tell(line)


class _Rest(TypedDict, total=False):
    """What some lines have besides."""

    retry_after: float | None
    file: str | None
    offset: int
    length: int
    following: str | None
    entries: list[tuple[str, str | None]]
    nested: list[tuple[str, str | None]]
    form: str


def _gone(host: Host, visit: Visit) -> NoAnswer:
    """Why an address is not asked of a host that is left alone; one that was asked keeps its own reason."""
    if visit.trouble is not None:
        return NoAnswer(Reason(visit.trouble[0]), visit.trouble[1])
    return NoAnswer(Reason.HOST_LEFT_ALONE, f"{host.name} failed several times or asked for a pause")


def _hear(told: Callable[[list[Target]], None]) -> None:
    """Read the answers to what was told, one a line. At the end of standard input, end the process at once: whoever
    started it is gone, and what is journalled is on disk."""
    rest = b""
    while data := os.read(0, 1 << 16):  # not sys.stdin, whose lock a thread may not hold when the process ends
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            told([Target(**value) for value in json.loads(line)])
    os._exit(3)


def main(folder: Path) -> None:
    """Do the job in `folder`."""
    job = Job.read(folder / "job.json")
    guard = Guard.of(tuple(job.allow))

    async def work(crawler: Crawler) -> None:
        client = Downloader(crawler, guard, timeout=job.timeout, max_bytes=job.max_bytes)
        crawl = Crawl(job, folder, client, lambda line: print(line.key, flush=True))
        loop = asyncio.get_running_loop()

        def told(targets: list[Target]) -> None:
            loop.call_soon_threadsafe(crawl.told, targets)

        threading.Thread(target=_hear, args=(told,), daemon=True).start()
        await crawl.run()

    run_spider(work)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
