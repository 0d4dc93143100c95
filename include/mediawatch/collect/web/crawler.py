"""The crawler process: `python -m mediawatch.collect.web.crawler FOLDER` does the job that stands in the folder.

Each host has its own queue and worker, so that a slow or failing host holds up nobody: one request at a time, a
pause after each, its robots.txt first. Every target ends as one line of the journal. The process ends itself when
its standard input closes, which is when the process that started it is gone.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scrapy.crawler import Crawler

from mediawatch.collect.archives.http_body import decode_body, stated
from mediawatch.collect.archives.warc import is_html
from mediawatch.collect.links import header_text, join_url
from mediawatch.collect.redirects import sends_on, stands_in
from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.cookies import Cookies
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Job, Journal, Line, Target, WarcFile
from mediawatch.collect.web.downloader import Answer, Downloader, NoAnswer, run_spider
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.listings import MAX_LISTING_BYTES, Listing, read_listing
from mediawatch.collect.web.politeness import REDIRECTS, Client, Host, PoliteClient, Visit, retry_after, wanted_types
from mediawatch.errors import Quarantine, Reason

MAX_ATTEMPTS = 3
"""Requests for one address where the host answers 429 or 503."""
MAX_NESTED = 50
"""Sitemaps that one sitemap may lead to."""


class Crawl:
    """One job: fetches its targets, writes pages and lines."""

    def __init__(self, job: Job, folder: Path, client: Client) -> None:
        self._job = job
        self._guard = Guard.of(tuple(job.allow))
        self._journal = Journal(folder)
        self._folder = folder
        self._warc: WarcFile | None = None
        self._client = PoliteClient(job, self._journal, client, self._guard)
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._claimed = {  # normalised addresses of the pages that the crawl has
            normalise_url(line.final_url)
            for line in self._journal.lines.values()
            if line.outcome == PAGE and line.final_url
        }
        self._asked_for = {target.key for target in job.targets}
        self._nested: set[str] = set()  # sitemaps that sitemaps led to
        self._fronts: dict[str, str] = {}  # normalised address of what stands in for dead stories -> why

    async def run(self) -> None:
        """Until every target has its line, or the time is over."""
        deadline = time.monotonic() + self._job.max_seconds
        try:
            for target in self._job.targets:
                if target.key not in self._journal.lines:
                    self._enqueue(Visit(target, target.url))
            while self._workers:
                left = deadline - time.monotonic()
                done, _ = await asyncio.wait(
                    self._workers.values(), timeout=max(left, 0), return_when=asyncio.FIRST_COMPLETED
                )
                if not done:
                    break
                for worker in done:
                    worker.result()  # a fault of ours ends the crawl, with its traceback in the log
        finally:
            for worker in self._workers.values():
                worker.cancel()
            if self._warc is not None:
                self._warc.close()

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
            await self._visit(host, host.queue.popleft())
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
                raise NoAnswer(Reason.HOST_LEFT_ALONE, f"{host.name} failed several times or asked for a pause")
            robots = await self._client.robots_of(url)
            if robots.unreachable:
                raise NoAnswer(Reason.ROBOTS_UNREACHABLE, f"robots.txt of {host.name}: {robots.status or 'no answer'}")
            if not robots.allows(url, self._client.token):
                raise NoAnswer(Reason.ROBOTS, f"robots.txt of {host.name} asks us not to fetch this")
            answer = await self._client.get(url, self._headers(visit), wanted_types(target.kind))
        except (NoAnswer, Quarantine) as problem:
            if problem.reason in (Reason.UNREACHABLE, Reason.TIMEOUT, Reason.BAD_CERTIFICATE):
                host.failed()
            pause = host.left_alone if problem.reason == Reason.HOST_LEFT_ALONE else None
            self._finish(visit, str(problem.reason), problem.detail, retry_after=pause or None)
            return
        await self._answered(host, replace(visit, url=url), answer)

    def _headers(self, visit: Visit) -> dict[str, str]:
        headers = {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }
        if not visit.redirects:  # what we know of an address says nothing of the one that it leads to
            if visit.target.etag:
                headers["If-None-Match"] = visit.target.etag
            if visit.target.last_modified:
                headers["If-Modified-Since"] = visit.target.last_modified
        if visit.cookies is not None and (cookies := visit.cookies.header(visit.url)):
            headers["Cookie"] = cookies
        return headers

    async def _answered(self, host: Host, visit: Visit, answer: Answer) -> None:
        status = answer.status
        if status in (429, 503):
            self._pause(host, visit, answer)
            return
        if status >= 500:
            host.failed()
        else:
            host.failures = 0
        location = answer.header("Location")
        if status in REDIRECTS and location:
            self._redirect(visit, join_url(visit.url, header_text(location)), answer)
        elif status == 304:
            self._finish(visit, Reason.NOT_MODIFIED, "the server says that it has not changed", answer)
        elif status != 200:
            self._finish(visit, Reason.HTTP_STATUS, f"the server answered {status}", answer)
        elif visit.target.kind == "page":
            self._keep(visit, answer)
        else:
            await self._read_listing(visit, answer)

    def _pause(self, host: Host, visit: Visit, answer: Answer) -> None:
        """429 and 503: wait as long as the host asks, or longer each time; give up where that is too long."""
        asked = retry_after(answer.header("Retry-After"), datetime.now(UTC))
        wait = asked if asked is not None else self._job.backoff * 2**visit.attempts
        attempts = visit.attempts + 1
        if wait > self._job.patience or attempts >= MAX_ATTEMPTS:
            host.left_alone = wait
            detail = f"the server answered {answer.status} and asks for {wait:g} s"
            self._finish(visit, Reason.HTTP_STATUS, detail, answer, retry_after=wait)
            return
        host.next_at = max(host.next_at, time.monotonic() + wait)
        self._enqueue(replace(visit, attempts=attempts), first=True)

    def _redirect(self, visit: Visit, leads_to: str | None, answer: Answer) -> None:
        """Ask for the address that an answer leads to, with the cookies that were set on the way there."""
        if len(visit.redirects) >= self._job.max_redirects:
            detail = f"more than {self._job.max_redirects} redirects"
            self._finish(visit, Reason.TOO_MANY_REDIRECTS, detail)
            return
        try:
            if leads_to is None:
                raise Quarantine(Reason.BAD_URL, "it leads nowhere")
            url = self._guard.check_url(leads_to)
        except Quarantine as problem:
            self._finish(visit, str(problem.reason), f"redirected to a refused address: {problem}"[:500])
            return
        cookies = visit.cookies or Cookies()
        cookies.take(visit.url, answer.values("Set-Cookie"))
        self._enqueue(replace(visit, url=url, redirects=(*visit.redirects, visit.url), cookies=cookies))

    def _keep(self, visit: Visit, answer: Answer) -> None:
        body = self._decoded(answer)
        if answer.stopped or (not answer.content_type and not is_html(None, body)):
            detail = f"a response of type {answer.content_type[:80] or 'unknown'} is no page"
            self._finish(visit, Reason.NOT_A_PAGE, detail, answer)
            return
        leads = sends_on(body, visit.url, answer.charset)
        if leads is not None and leads.url is not None:
            self._redirect(visit, leads.url, answer)
            return
        if leads is not None:
            self._finish(visit, Reason.REDIRECT_PAGE, "it only sends on to where a script says", answer)
            return
        gone = stands_in(visit.target.url, visit.url, body) if visit.redirects else None
        if gone is not None:
            self._fronts[normalise_url(visit.url)] = gone
            self._finish(visit, Reason.FRONT_PAGE, gone, answer)
            return
        self._claimed.add(normalise_url(visit.url))
        if self._warc is None:
            self._warc = WarcFile(self._folder)
        now = datetime.now(UTC)
        offset, length = self._warc.add(visit.url, answer.status, answer.headers, answer.body, now)
        self._finish(visit, PAGE, "", answer, file=self._warc.name, offset=offset, length=length)

    def _decoded(self, answer: Answer) -> bytes:
        """The page as its author sent it; nothing where it is too large, which whoever reads the archive says."""
        encoding = ",".join(answer.values("Content-Encoding"))
        try:
            return decode_body(answer.body, transfer="", encoding=encoding, limit=self._job.max_bytes)
        except Quarantine:
            return b""

    async def _read_listing(self, visit: Visit, answer: Answer) -> None:
        target = visit.target
        try:
            # A large one takes seconds: the other hosts are served meanwhile.
            listing = await asyncio.to_thread(self._listing, visit, answer)
        except Quarantine as problem:
            self._finish(visit, str(problem.reason), problem.detail, answer)
            return
        if not listing.recognised:
            self._finish(visit, Reason.NOT_A_LISTING, f"no {target.kind} that lists anything", answer)
            return
        for entry in listing.entries:
            if entry.nested and visit.depth < 2 and len(self._nested) < MAX_NESTED:
                key = normalise_url(entry.url)
                if key not in self._journal.lines and key not in self._nested and key not in self._asked_for:
                    self._nested.add(key)
                    nested = Target(entry.url, key, "sitemap", target.source_id, delay=target.delay)
                    self._enqueue(Visit(nested, entry.url, depth=visit.depth + 1))
        listed = [
            (entry.url, entry.changed.isoformat() if entry.changed else None)
            for entry in listing.entries
            if not entry.nested
        ]
        self._finish(visit, LISTING, "", answer, entries=listed[: self._job.max_listed])

    def _listing(self, visit: Visit, answer: Answer) -> Listing:
        kind = visit.target.kind
        assert kind != "page"  # noqa: S101 - _answered parts them
        encoding = ",".join(answer.values("Content-Encoding"))
        body = decode_body(answer.body, transfer="", encoding=encoding, limit=MAX_LISTING_BYTES)
        return read_listing(kind, body, visit.url, limit=MAX_LISTING_BYTES, charset=answer.charset)

    def _finish(
        self,
        visit: Visit,
        outcome: str,
        detail: str,
        answer: Answer | None = None,
        *,
        retry_after: float | None = None,
        file: str | None = None,
        offset: int = 0,
        length: int = 0,
        entries: list[tuple[str, str | None]] | None = None,
    ) -> None:
        self._journal.add(
            Line(
                key=visit.target.key,
                outcome=str(outcome),
                at=datetime.now(UTC).isoformat(),
                detail=detail,
                kind=visit.target.kind,
                source_id=visit.target.source_id,
                status=answer.status if answer else None,
                final_url=visit.url,
                redirects=list(visit.redirects),
                etag=stated(answer.header("ETag")) if answer else None,
                last_modified=stated(answer.header("Last-Modified")) if answer else None,
                retry_after=retry_after,
                file=file,
                offset=offset,
                length=length,
                entries=entries or [],
            )
        )


def _end_with_parent() -> None:
    """Wait for the end of standard input, then end the process at once; what is journalled is on disk."""
    while os.read(0, 4096):  # not sys.stdin, whose lock a thread may not hold when the process ends
        pass
    os._exit(3)


def main(folder: Path) -> None:
    """Do the job in `folder`."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    job = Job.read(folder / "job.json")
    guard = Guard.of(tuple(job.allow))

    async def work(crawler: Crawler) -> None:
        client = Downloader(crawler, guard, timeout=job.timeout, max_bytes=job.max_bytes)
        await Crawl(job, folder, client).run()

    run_spider(work)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
