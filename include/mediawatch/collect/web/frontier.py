"""What a crawl is to ask for: of what was named and of what sources list, that which is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mediawatch.collect.archives.warc_pages import set_aside
from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.crawl_journal import LISTING, Journal, Target, TargetKind
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.sources import Source
from mediawatch.collect.web.url_states import UrlHistory, UrlState
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import SetAside, printable

Wanted = tuple[str, TargetKind, Source | None]
Found = dict[str, tuple[Target, UrlState | None]]


@dataclass(slots=True)
class Agenda:
    """Makes targets of addresses, by their normalised spelling; `aside` says why others are not asked for."""

    guard: Guard
    history: UrlHistory
    now: datetime  # what is due is decided by it
    recheck: float  # seconds until a page is asked for again
    aside: list[SetAside] = field(default_factory=list)

    def named(self, urls: Iterable[str]) -> dict[str, Target]:
        """What a person named is fetched whether it is due or not."""
        found = self._targets((url, "page", None) for url in urls)
        return {key: target for key, (target, _) in found.items()}

    def listings(self, sources: Iterable[Source]) -> dict[str, Target]:
        """The feeds, sitemaps and front pages of sources, as far as they are due."""
        wanted: list[Wanted] = []
        for source in sources:
            wanted += [(url, "feed", source) for url in source.feeds]
            wanted += [(url, "sitemap", source) for url in source.sitemaps]
            wanted += [(url, "site", source) for url in source.sites]
        return self._due(self._targets(wanted), {})

    def listed(self, journal: Journal, sources: Mapping[str, Source], besides: Mapping[str, Target]) -> list[Target]:
        """Pages that the listings name, the newest of each source up to its limit, as far as they are due and not
        among those `besides`."""
        wanted: list[Wanted] = []
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
        found = {key: pair for key, pair in self._targets(wanted).items() if key not in besides}
        return list(self._due(found, changed).values())

    def _targets(self, wanted: Iterable[Wanted]) -> Found:
        """Addresses with what is known of each. Refused ones are accounted for."""
        targets: dict[str, Target] = {}
        for url, kind, source in wanted:
            try:
                key = normalise_url(url)
                request = self.guard.check_url(url)
            except Quarantine as problem:
                refused = set_aside(_printable(url), "", problem)
                if refused not in self.aside:
                    self.aside.append(refused)
                continue
            name, delay = (source.source_id, source.crawl_delay) if source else (None, 0.0)
            targets.setdefault(key, Target(request, key, kind, name, delay=delay))
        known = self.history.url_states(list(targets))
        out: Found = {}
        for key, target in targets.items():
            state = known.get(key)
            if state is not None:
                target = replace(target, etag=state.etag, last_modified=state.last_modified)
            out[key] = (target, state)
        return out

    def _due(self, found: Found, changed: Mapping[str, datetime]) -> dict[str, Target]:
        """Those that are new, due again, or listed as changed since they were fetched."""
        out: dict[str, Target] = {}
        for key, (target, state) in found.items():
            if state is None or state.next_due is None or state.next_due <= self.now:
                out[key] = target
                continue
            fetched = state.next_due - timedelta(seconds=self.recheck)
            if state.failures == 0 and key in changed and changed[key] > fetched:
                out[key] = target
                continue
            detail = f"it is due again at {state.next_due:%Y-%m-%d %H:%M} UTC"
            self.aside.append(set_aside(key, "", Quarantine(Reason.NOT_DUE, detail), skipped=True))
        return out


def _printable(url: str) -> str:
    """A refused address as it may stand in the ledger."""
    return printable(url.strip()).encode("ascii", "backslashreplace").decode("ascii")[:1000] or "(empty)"
