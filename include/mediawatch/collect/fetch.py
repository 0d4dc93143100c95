"""Collect from the web: addresses and sources -> raw documents, by a crawler in a process of its own.

    crawl = Fetcher(store, history, settings=..., web=...).fetch(urls, sources, crawl_id=run_id, observed_at=now)
    for document in crawl: ...          # RawDocument | SetAside, one for each address
    crawl.states                        # what is known of each address now; to be kept with the run's publication

A crawl that ended early, in any way, goes on where it was when `fetch` is called again with the same `crawl_id`.
"""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from mediawatch.collect.guard import Guard
from mediawatch.collect.journal import LISTING, PAGE, Job, Journal, Line, Target, TargetKind
from mediawatch.collect.pages import page_document, screened, set_aside
from mediawatch.collect.raw_store import RawStore
from mediawatch.collect.reasons import Reason
from mediawatch.collect.sources import Source
from mediawatch.collect.urls import normalise_url, request_url
from mediawatch.collect.warc import read_pages
from mediawatch.errors import Quarantine, Terminal, Transient
from mediawatch.model import RawDocument, SetAside, document_id
from mediawatch.settings import Settings

_LONGEST_PAUSE = timedelta(days=7)
# Not the document's fault, or no fault at all: nothing for an analyst to look at, so it is skipped.
_FAULTS = frozenset({Reason.BAD_URL, Reason.FORBIDDEN_ADDRESS, Reason.TOO_LARGE, Reason.TOO_MANY_REDIRECTS})
# The host may answer next time.
_PASSING = frozenset(
    {Reason.UNREACHABLE, Reason.TIMEOUT, Reason.HOST_LEFT_ALONE, Reason.ROBOTS_UNREACHABLE, Reason.NOT_REACHED}
)


@dataclass(frozen=True, slots=True)
class UrlState:
    """What the fetcher knows of an address (ops.url_state). `url` is normalised."""

    url: str
    canonical_url: str | None = None  # where it leads to
    etag: str | None = None
    last_modified: str | None = None
    next_due: datetime | None = None
    failures: int = 0  # in a row


class UrlHistory(Protocol):
    """What the fetcher asks of the warehouse."""

    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        """States of those of the normalised addresses that are known."""
        ...


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the crawler behaves. Times in seconds."""

    user_agent: str = "MediaWatch/0.1 (media monitoring; set MEDIAWATCH_USER_AGENT to say who you are)"
    allow: tuple[str, ...] = ()  # host:port that may be contacted although not public, or on another port
    delay: float = 1.0  # between two requests to one host
    timeout: float = 30.0  # of one answer, from the name's resolution to the last byte
    max_redirects: int = 5
    patience: float = 60.0  # the longest Retry-After that is waited for within a crawl
    backoff: float = 5.0  # the first pause after 429 or 503 without Retry-After; doubles
    max_seconds: float = 3000.0  # of a crawl; what is left is taken by the next
    concurrency: int = 16  # requests at the same time, each to another host
    recheck: float = 24 * 3600.0  # until a page is asked for again


@dataclass
class Crawl:
    """The outcome of a fetch: iterate for the documents. `states` is complete from the start."""

    documents: list[RawDocument | SetAside] = field(default_factory=list)
    states: dict[str, UrlState] = field(default_factory=dict)

    def __iter__(self) -> Iterator[RawDocument | SetAside]:
        return iter(self.documents)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches into `store`. Needs no network and no process until `fetch` has something to ask for."""

    store: RawStore
    history: UrlHistory
    settings: Settings
    web: WebSettings = WebSettings()

    def fetch(
        self,
        urls: Iterable[str],
        sources: Iterable[Source] = (),
        *,
        crawl_id: str,
        observed_at: datetime,
    ) -> Crawl:
        """Fetch every one of `urls`, and of each of `sources` that is due what it lists and is due.

        `observed_at` is this run's time: what is due is decided by it. Raises Transient where the crawler ended
        before it was done (the next call goes on), UsageError for a wrong `allow`.
        """
        Guard.of(self.web.allow)
        folder = self._folder(crawl_id)
        crawl = Crawl()
        with _alone(folder):
            pages = self._asked_for(urls, crawl)
            by_id = {source.source_id: source for source in sources if source.enabled}
            listings = self._listings(by_id.values(), crawl, observed_at)
            if listings:
                journal = self._run(folder, list(listings.values()))
                for target in self._listed(journal, by_id, crawl, observed_at, besides=pages):
                    pages[target.key] = target
            journal = self._run(folder, list(pages.values())) if pages else Journal(folder)
            for target in (*listings.values(), *pages.values()):
                line = journal.lines.get(target.key) or _not_reached(target, observed_at)
                self._account(line, folder, crawl, by_id)
            for line in journal.lines.values():  # sitemaps that sitemaps led to
                if line.kind != "page" and line.key not in listings:
                    self._account(line, folder, crawl, by_id)
        return crawl

    # --- what to ask for -------------------------------------------------------------------------------------

    def _folder(self, crawl_id: str) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9_.+:-]{1,200}", crawl_id) or crawl_id.startswith("."):
            raise Terminal(f"{crawl_id!r} cannot name a crawl: use letters, digits, _ . + : -")
        folder = self.store.root / "raw" / "web" / re.sub(r"[^A-Za-z0-9_.-]", "_", crawl_id)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _targets(
        self, wanted: Iterable[tuple[str, TargetKind, Source | None]], crawl: Crawl
    ) -> dict[str, tuple[Target, UrlState | None]]:
        """Addresses by their normalised spelling, with what is known of each. Refused ones are accounted for."""
        guard = Guard.of(self.web.allow)
        targets: dict[str, Target] = {}
        for url, kind, source in wanted:
            try:
                key = normalise_url(url)
                request = guard.check_url(url)
            except Quarantine as problem:
                refused = set_aside(_printable(url), "", problem)
                if refused not in crawl.documents:
                    crawl.documents.append(refused)
                continue
            name, delay = (source.source_id, source.crawl_delay) if source else (None, 0.0)
            targets.setdefault(key, Target(request, key, kind, name, delay=delay))
        known = self.history.url_states(list(targets))
        out: dict[str, tuple[Target, UrlState | None]] = {}
        for key, target in targets.items():
            state = known.get(key)
            if state is not None:
                target = replace(target, etag=state.etag, last_modified=state.last_modified)
            out[key] = (target, state)
        return out

    def _asked_for(self, urls: Iterable[str], crawl: Crawl) -> dict[str, Target]:
        """What a person named is fetched whether it is due or not."""
        found = self._targets(((url, "page", None) for url in urls), crawl)
        return {key: target for key, (target, _) in found.items()}

    def _listings(self, sources: Iterable[Source], crawl: Crawl, now: datetime) -> dict[str, Target]:
        wanted: list[tuple[str, TargetKind, Source | None]] = []
        for source in sources:
            wanted += [(url, "feed", source) for url in source.feeds]
            wanted += [(url, "sitemap", source) for url in source.sitemaps]
            wanted += [(url, "site", source) for url in source.sites]
        return self._due(self._targets(wanted, crawl), crawl, now, {})

    def _listed(
        self,
        journal: Journal,
        sources: Mapping[str, Source],
        crawl: Crawl,
        now: datetime,
        *,
        besides: Mapping[str, Target],
    ) -> Iterable[Target]:
        """Pages that the listings name, the newest of each source up to its limit, as far as they are due and
        not among those `besides`."""
        wanted: list[tuple[str, TargetKind, Source | None]] = []
        changed: dict[str, datetime] = {}
        taken: dict[str, int] = {}
        for line in journal.lines.values():
            source = sources.get(line.source_id or "")
            if line.outcome != LISTING or source is None:
                continue
            for url, when in line.entries:
                if taken.get(source.source_id, 0) >= source.max_pages:
                    break
                taken[source.source_id] = taken.get(source.source_id, 0) + 1
                wanted.append((url, "page", source))
                if when:
                    changed[normalise_url(url)] = datetime.fromisoformat(when)
        found = self._targets(wanted, crawl)
        new = {key: pair for key, pair in found.items() if key not in besides}
        return self._due(new, crawl, now, changed).values()

    def _due(
        self,
        found: Mapping[str, tuple[Target, UrlState | None]],
        crawl: Crawl,
        now: datetime,
        changed: Mapping[str, datetime],
    ) -> dict[str, Target]:
        """Those that are new, due again, or listed as changed since they were fetched."""
        out: dict[str, Target] = {}
        for key, (target, state) in found.items():
            if state is None or state.next_due is None or state.next_due <= now:
                out[key] = target
                continue
            fetched = state.next_due - timedelta(seconds=self.web.recheck)
            if state.failures == 0 and key in changed and changed[key] > fetched:
                out[key] = target
                continue
            detail = f"it is due again at {state.next_due:%Y-%m-%d %H:%M} UTC"
            crawl.documents.append(set_aside(key, "", Quarantine(Reason.NOT_DUE, detail), skipped=True))
        return out

    # --- asking ----------------------------------------------------------------------------------------------

    def _run(self, folder: Path, targets: list[Target]) -> Journal:
        """Let a crawler process do what is not in the journal yet."""
        journal = Journal(folder)
        left = [target for target in targets if target.key not in journal.lines]
        if not left:
            return journal
        web = self.web
        Job(
            targets=left,
            user_agent=web.user_agent,
            allow=list(web.allow),
            delay=web.delay,
            timeout=web.timeout,
            max_bytes=self.settings.max_document_bytes,
            max_redirects=web.max_redirects,
            max_listed=5000,
            patience=web.patience,
            backoff=web.backoff,
            max_seconds=web.max_seconds,
            concurrency=web.concurrency,
        ).write(folder / "job.json")
        log = folder / "crawler.log"
        with log.open("ab") as output:
            # Its standard input stays open as long as this process lives: that is how it knows when to end.
            process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "mediawatch.collect.crawler", str(folder)],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
            )
            try:
                code = process.wait(timeout=web.max_seconds + 300)
            except subprocess.TimeoutExpired:
                code = -1
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
                if process.stdin is not None:
                    process.stdin.close()
        if code != 0:
            tail = log.read_text("utf-8", "replace")[-800:].strip()
            raise Transient(f"the crawler ended early (exit {code}); {log} ends: {tail}")
        return Journal(folder)

    # --- what came of it -------------------------------------------------------------------------------------

    def _account(self, line: Line, folder: Path, crawl: Crawl, sources: Mapping[str, Source]) -> None:
        """The document of one line, and the new state of its address."""
        leads_to: str | None = None
        if line.outcome == PAGE:
            document = self._page(line, folder)
            leads_to = document.uri
            crawl.documents.append(document)
        elif line.outcome != LISTING:
            problem = Quarantine(line.outcome, line.detail)
            skipped = line.outcome not in _FAULTS
            crawl.documents.append(set_aside(line.key, "", problem, skipped=skipped))
        old = self.history.url_states([line.key]).get(line.key) or UrlState(line.key)
        source = sources.get(line.source_id or "")
        every = source.every_hours * 3600 if source and line.kind != "page" else self.web.recheck
        if line.outcome != Reason.NOT_REACHED:
            crawl.states[line.key] = _next_state(old, line, leads_to, every)

    def _page(self, line: Line, folder: Path) -> RawDocument | SetAside:
        storage_url = (folder / (line.file or "")).relative_to(self.store.root).as_posix()
        path = self.store.path(storage_url)
        limit = self.settings.max_document_bytes
        page = next(read_pages(path, limit, start=line.offset, stop=line.offset + 1))
        raw = page_document(
            page,
            storage_url,
            inbox="web",
            uri=line.key,
            observed_at=datetime.fromisoformat(line.at),
            source="http",
        )
        final = request_url(line.final_url or line.key)
        uri = raw.url or line.key  # where redirects led to, in the spelling that ops.url_state has
        raw = replace(
            raw,
            uri=uri,
            document_id=document_id(uri, raw.raw_sha256),
            byte_length=line.length,
            final_url=final if line.redirects else None,
            source_id=line.source_id,
        )
        problem = screened(page)
        if problem is None:
            return raw
        return set_aside(raw.uri, raw.raw_sha256, problem, raw=raw if page.data is not None else None)


def _next_state(old: UrlState, line: Line, leads_to: str | None, every: float) -> UrlState:
    """When an address is due again: after `every` seconds where all is well; an unchanged page less often; after a
    failure in 1, 2, 4 ... hours, up to a week, and never sooner than its host asked for."""
    at = datetime.fromisoformat(line.at).astimezone(UTC)
    if line.outcome in (PAGE, LISTING):
        due = at + timedelta(seconds=every)
        return UrlState(line.key, leads_to or old.canonical_url, line.etag, line.last_modified, due)
    if line.outcome == Reason.NOT_MODIFIED:
        pause = timedelta(seconds=every * (7 if line.kind == "page" else 1))
        return replace(old, next_due=at + min(pause, _LONGEST_PAUSE), failures=0)
    if line.outcome == Reason.SAME_PAGE:
        return replace(old, next_due=at + _LONGEST_PAUSE, failures=0)
    failures = old.failures + 1
    passing = line.outcome in _PASSING or (line.status or 0) in (429, *range(500, 600))
    pause = min(timedelta(hours=2 ** min(failures - 1, 8)), _LONGEST_PAUSE) if passing else _LONGEST_PAUSE
    asked = timedelta(seconds=min(line.retry_after or 0.0, 90 * 24 * 3600.0))
    return replace(old, next_due=at + max(pause, asked), failures=failures)


def _not_reached(target: Target, now: datetime) -> Line:
    return Line(
        key=target.key,
        outcome=Reason.NOT_REACHED,
        at=now.isoformat(),
        detail="the crawl's time was over before its turn",
        kind=target.kind,
        source_id=target.source_id,
    )


def _printable(url: str) -> str:
    """A refused address as it may stand in the ledger."""
    return url.encode("ascii", "backslashreplace").decode("ascii").replace("\n", " ").strip()[:1000] or "(empty)"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time works on a crawl. Raises Transient where another one does."""
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Transient(f"another process works on this crawl ({folder.name}); try again later") from error
        yield
