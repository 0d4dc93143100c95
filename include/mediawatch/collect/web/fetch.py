"""Collect from the web: addresses and sources -> raw documents, by a crawler in a process of its own.

    crawl = Fetcher(store, history, settings=..., web=...).fetch(urls, sources, crawl_id=run_id, observed_at=now)
    for document in crawl: ...          # RawDocument | Excluded, one for each address
    crawl.states                        # what is known of each address now; to be kept with the run's publication

A crawl that ended early, in any way, goes on where it was when `fetch` is called again with the same `crawl_id`.
frontier.py says what to ask for, crawler.py asks, url_states.py says when to ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.archives.warc_pages import exclude, page_document, screened
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.redirects import landing_pages, normalised
from mediawatch.collect.urls import request_url
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Journal, Line, Target
from mediawatch.collect.web.crawl_process import After, WebSettings, alone, crawl, crawl_key
from mediawatch.collect.web.due.frontier import Frontier
from mediawatch.collect.web.due.url_states import Rhythm, UrlHistory, UrlState, next_state
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.sources import Source
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import Excluded, RawDocument, document_id
from mediawatch.settings import Settings
from mediawatch.storage.door import file_of

__all__ = ["Crawl", "Fetcher", "UrlHistory", "UrlState", "WebSettings"]

_OF_ONE_CRAWL = "pages-left-out:"  # such notes are counted anew each time
# What an analyst may look at; anything else is nobody's fault, so it is skipped.
_FAULTS = frozenset({Reason.BAD_URL, Reason.FORBIDDEN_ADDRESS, Reason.TOO_LARGE, Reason.TOO_MANY_REDIRECTS})


@dataclass
class Crawl:
    """The outcome of a fetch: iterate for the documents. `states` is complete from the start."""

    documents: list[RawDocument | Excluded] = field(default_factory=list)
    states: dict[str, UrlState] = field(default_factory=dict)

    def __iter__(self) -> Iterator[RawDocument | Excluded]:
        return iter(self.documents)


Crawler = Callable[[Path, Sequence[Target], WebSettings, int, After], Journal]
"""What carries a crawl out: crawl_process.crawl, in a process of its own."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches into `store`. Needs no network and no process until `fetch` has something to ask for."""

    store: RawStore
    history: UrlHistory
    settings: Settings
    web: WebSettings = field(default_factory=WebSettings)
    crawl: Crawler = crawl

    def fetch(
        self,
        urls: Iterable[str],
        sources: Iterable[Source] = (),
        *,
        crawl_id: str,
        observed_at: datetime,
    ) -> Crawl:
        """Fetch every one of `urls`, of each of `sources` that is due what it lists and is due, and what waits.

        `observed_at` is this run's time: what is due is decided by it. Raises Transient where the crawler ended
        before it was done (the next call goes on), UsageError for a wrong `allow`.
        """
        by_id = {source.source_id: source for source in sources if source.enabled}
        frontier = Frontier(Guard.of(self.web.allow), self.history, observed_at, by_id)
        with self.store.storage.working_folder(crawl_key(crawl_id)) as folder, alone(folder):
            targets = frontier.first(urls)
            journal = self.crawl(folder, targets, self.web, self.settings.max_document_bytes, frontier.after)
            lines = dict(journal.lines)
            for key, target in frontier.chosen.items():
                lines.setdefault(key, _not_reached(target, observed_at))
            return self._accounted(without_landing_pages(lines.values()), crawl_key(crawl_id), folder, frontier)

    def _accounted(self, lines: Iterable[Line], key: str, folder: Path, frontier: Frontier) -> Crawl:
        """A document for each line, and the new state of its address."""
        done = Crawl(list(frontier.excluded))
        listed = list(lines)
        known = self.history.url_states([line.key for line in listed])
        for line in listed:
            leads_to: str | None = None
            if line.outcome == PAGE:
                document = self._page(line, key, folder)
                leads_to = document.uri
                done.documents.append(document)
            elif line.outcome != LISTING:
                problem = Quarantine(line.outcome, line.detail)
                done.documents.append(exclude(line.key, "", problem, skipped=line.outcome not in _FAULTS))
            if line.outcome != Reason.NOT_REACHED:
                source = frontier.sources.get(line.source_id or "")
                every = source.every_hours * 3600 if source and line.kind != "page" else self.web.recheck
                rhythm = Rhythm(timedelta(seconds=every), line.key in frontier.quiet)
                old = known.get(line.key) or UrlState(line.key)
                noted = replace(line, notes=_notes(line, old, frontier.notes.get(line.key, [])))
                done.states[line.key] = next_state(old, noted, leads_to, frontier.now, rhythm)
        return done

    def _page(self, line: Line, key: str, folder: Path) -> RawDocument | Excluded:
        storage_url = f"{key}/{line.file}"
        limit = self.settings.max_document_bytes
        page = next(read_pages(file_of(folder / (line.file or "")), limit, start=line.offset, stop=line.offset + 1))
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
        return exclude(raw.uri, raw.raw_sha256, problem, raw=raw if page.data is not None else None)


def without_landing_pages(lines: Iterable[Line]) -> list[Line]:
    """The lines of a crawl, those told apart that redirects led to a page which stands in for many dead stories."""
    listed = list(lines)
    led: dict[str, list[str]] = {}
    for line in listed:
        if line.kind == "page" and line.redirects and line.final_url and line.outcome in (PAGE, Reason.SAME_PAGE):
            led.setdefault(normalised(line.final_url), []).append(line.redirects[0])
    landing = landing_pages(led)
    detail = "leads to a page that other addresses of stories lead to as well"
    return [
        replace(line, outcome=Reason.FRONT_PAGE, detail=detail)
        if line.redirects and line.outcome in (PAGE, Reason.SAME_PAGE) and normalised(line.final_url or "") in landing
        else line
        for line in listed
    ]


def _notes(line: Line, old: UrlState, found: Sequence[str]) -> list[str]:
    """What people should know of a listing. Where it was not read again, what was true of its content still is."""
    kept = old.notes if line.outcome == Reason.NOT_MODIFIED else ()
    return list(dict.fromkeys([*(note for note in kept if not note.startswith(_OF_ONE_CRAWL)), *found]))


def _not_reached(target: Target, now: datetime) -> Line:
    return Line(
        key=target.key,
        outcome=Reason.NOT_REACHED,
        at=now.isoformat(),
        detail="the crawl's time was over before its turn",
        kind=target.kind,
        source_id=target.source_id,
    )
