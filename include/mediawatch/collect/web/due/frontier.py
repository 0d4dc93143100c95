"""The crawl frontier: what a crawl asks for, of what was named, what sources list, and what waits from earlier crawls.

The crawler asks, the frontier decides: `first` is what a crawl begins with, and `after` is told of each listing that
was read and answers with what follows from it. The pages of a source are chosen as soon as the last of its listings is
read, whatever those of other sources do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from mediawatch.collect.archives.warc_pages import exclude
from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.crawl_journal import Line, Target, TargetKind
from mediawatch.collect.web.due.page_choice import Candidate, choose
from mediawatch.collect.web.due.sitemap_choice import MAX_DEPTH, Child, choose_sitemaps
from mediawatch.collect.web.due.url_states import UrlHistory, UrlState
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.sources import Source
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import Excluded, printable

_AHEAD = timedelta(days=1)
"""A time of change that lies further ahead than any clock or time zone is wrong, and tells nothing."""
_MANY = 5
"""Entries of a listing that hardly changed in one and the same second."""
_MOST_WAITING = 10_000
"""Waiting pages of a source that are looked at, and at most counted, in one crawl."""


@dataclass(slots=True)
class _Asked:
    """What a crawl has asked for a source, and what came of it."""

    source: Source
    main: str = ""  # key of the listing that stands for it
    left: set[str] = field(default_factory=set)  # keys of listings that are still to be read
    lines: list[Line] = field(default_factory=list)  # of listings
    sitemaps: int = 0  # nested ones that were asked for


@dataclass(slots=True)
class Frontier:
    """What one crawl asks for. `excluded` says why other addresses are not asked, `notes` what people should know of a
    listing, `quiet` names the nested sitemaps that listed nothing new."""

    guard: Guard
    history: UrlHistory
    now: datetime  # when the run began: what is due is decided by it
    sources: Mapping[str, Source]
    excluded: list[Excluded] = field(default_factory=list)
    chosen: dict[str, Target] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    quiet: set[str] = field(default_factory=set)
    _asked: dict[str, _Asked] = field(default_factory=dict)

    def first(self, urls: Iterable[str]) -> list[Target]:
        """What was named, due or not; the listings of sources that are due; and for sources without one that is, their
        pages that wait."""
        named = self._targets((url, "page", None) for url in urls)
        found = list(self._give(target for target, _ in named.values()))
        known = self._targets(wanted for source in self.sources.values() for wanted in _listings(source))
        resting: list[_Asked] = []
        for source in self.sources.values():
            asked = self._asked[source.source_id] = _Asked(source)
            listings = self._due_listings(asked, known)
            asked.left = set(listings)
            found += self._give(listings.values())
            if not listings:
                resting.append(asked)
        waiting = self._waiting(*resting)
        for asked in resting:
            if waiting.get(asked.source.source_id):
                found += self._choose(asked, waiting[asked.source.source_id])
        return found

    def after(self, line: Line) -> list[Target]:
        """What follows from a listing: the sitemaps that it names, and with its source's last one the pages."""
        asked = self._asked.get(line.source_id or "")
        if asked is None or line.kind == "page":
            return []
        asked.left.discard(line.key)
        asked.lines.append(line)
        if line.notes:
            self.notes.setdefault(line.key, []).extend(line.notes)
        nested = self._nested(asked, line) if line.nested else []
        asked.left |= {target.key for target in nested}
        return nested if asked.left else self._choose(asked, self._waiting(asked).get(asked.source.source_id, []))

    # --- listings --------------------------------------------------------------------------------------------

    def _due_listings(self, asked: _Asked, known: Mapping[str, tuple[Target, UrlState | None]]) -> dict[str, Target]:
        every = timedelta(hours=asked.source.every_hours)
        due: dict[str, Target] = {}
        for url, _, source in _listings(asked.source):
            try:
                key = normalise_url(url)
                target, state = known[key]
            except (Quarantine, KeyError):
                continue  # refused
            asked.main = asked.main or key
            if key in self.chosen or key in due or target.source_id != source.source_id:
                continue  # another source has it
            slower_before = state and not state.failures and state.next_due and state.next_due > self.now + every
            if _due(state, self.now) or slower_before:
                due[key] = target
            else:
                self._not_due(key, state)
        return due

    def _nested(self, asked: _Asked, line: Line) -> list[Target]:
        """The sitemaps of an index that are asked for now, within the source's own budget."""
        source = asked.source
        if line.depth >= MAX_DEPTH:
            return []
        index = line.final_url or line.key
        inside = [(url, when) for url, when in line.nested if source.reads_sitemap(index, url)]
        if len(inside) < len(line.nested):
            outside = {urlsplit(url).hostname or url for url, _ in line.nested} - {
                urlsplit(url).hostname for url, _ in inside
            }
            words = (
                f"{len(line.nested) - len(inside)} sitemaps of this index are not read, since they stand on "
                f"{', '.join(sorted(outside)[:3])}; sitemap_hosts can allow it"
            )
            self.notes.setdefault(line.key, []).append(f"other-host: {words}")
        changed = {normalise_url(url): when for url, when in inside if when}
        targets = self._targets((url, "sitemap", source) for url, _ in inside)
        children = [
            Child(replace(target, changed=changed.get(key), depth=line.depth + 1), state)
            for key, (target, state) in targets.items()
            if key not in self.chosen
        ]
        chosen, left_out = choose_sitemaps(children, self.now, asked.sitemaps)
        asked.sitemaps += len(chosen)
        if left_out:
            words = f"{left_out} sitemaps of this index wait for the next crawls; {len(chosen)} are read in this one"
            self.notes.setdefault(line.key, []).append(f"sitemaps-left-out: {words}")
        return list(self._give(child.target for child in chosen))

    # --- pages -----------------------------------------------------------------------------------------------

    def _waiting(self, *asked: _Asked) -> dict[str, list[str]]:
        """Addresses that wait and are due, by source."""
        found: dict[str, list[str]] = {}
        ids = [each.source.source_id for each in asked]
        for state in self.history.waiting(ids, self.now, _MOST_WAITING) if ids else ():
            found.setdefault(state.source_id or "", []).append(state.url)
        return found

    def _choose(self, asked: _Asked, waiting: Iterable[str]) -> list[Target]:
        """The pages of a source that are asked for in this crawl; what else has to be fetched is kept waiting."""
        source = asked.source
        listed = self._listed(asked)
        unlisted = [url for url in waiting if url not in listed and url not in self.chosen]
        for key, (target, state) in self._targets((url, "page", source) for url in unlisted).items():
            changed = state.changed_at.isoformat() if state and state.changed_at else None
            listed.setdefault(key, Candidate(replace(target, changed=changed), state))
        fresh = {key: item for key, item in listed.items() if item.state is None or item.has_changed}
        chosen, left_out, resting = choose(listed.values(), self.now, source.max_pages)
        if fresh:
            self.history.wait([item.waiting(self.now) for item in fresh.values()])
        for item in resting[: source.max_pages]:
            self._not_due(item.target.key, item.state)
        if left_out:
            words = f"{left_out} pages wait for the next crawls; max_pages lets {source.max_pages} through at a time"
            self.notes.setdefault(asked.main, []).append(f"pages-left-out: {words}")
        for line in asked.lines:
            if line.depth and not any(normalise_url(url) in fresh for url, _ in line.entries):
                self.quiet.add(line.key)
        return list(self._give(item.target for item in chosen))

    def _listed(self, asked: _Asked) -> dict[str, Candidate]:
        """The pages that the source's listings name, each once, with the newest of the changes that they state."""
        latest = (self.now + _AHEAD).isoformat()
        wanted: dict[str, str] = {}
        changed: dict[str, str] = {}
        places: dict[str, int] = {}
        for line in asked.lines:
            last = len(line.entries) - 1
            tells_changes = not _made_at_once([when for _, when in line.entries])
            for place, (url, when) in enumerate(line.entries):
                key = normalise_url(url)
                if key in self.chosen:
                    continue
                wanted.setdefault(key, url)
                # Undated: what is new stands at one of the ends. A feed begins with it, a sitemap mostly ends with it.
                end = 2 * place if line.kind != "sitemap" else 2 * place + 1
                other = 2 * (last - place) + 1 if line.kind == "feed" else 2 * (last - place)
                nearest = end if line.kind == "site" else min(end, other)
                places[key] = min(places.get(key, nearest), nearest)
                if when and when < latest and tells_changes:
                    changed[key] = max(changed.get(key, ""), when)
        targets = self._targets((url, "page", asked.source) for url in wanted.values())
        return {
            key: Candidate(replace(target, changed=changed.get(key)), state, places[key])
            for key, (target, state) in targets.items()
        }

    # --- all -------------------------------------------------------------------------------------------------

    def _give(self, targets: Iterable[Target]) -> Iterable[Target]:
        for target in targets:
            if target.key not in self.chosen:
                self.chosen[target.key] = target
                yield target

    def _targets(
        self, wanted: Iterable[tuple[str, TargetKind, Source | None]]
    ) -> dict[str, tuple[Target, UrlState | None]]:
        """Targets by the normalised spelling, with what is known of each. Refused addresses are accounted for."""
        targets: dict[str, Target] = {}
        for url, kind, source in wanted:
            try:
                key = normalise_url(url)
                request = self.guard.check_url(url)
            except Quarantine as problem:
                refused = exclude(_printable(url), "", problem)
                if refused not in self.excluded:
                    self.excluded.append(refused)
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

    def _not_due(self, key: str, state: UrlState | None) -> None:
        due = state.next_due if state else None
        detail = f"it is due again at {due:%Y-%m-%d %H:%M} UTC" if due else "it is not due"
        self.excluded.append(exclude(key, "", Quarantine(Reason.NOT_DUE, detail), skipped=True))


def _listings(source: Source) -> Iterator[tuple[str, TargetKind, Source]]:
    yield from ((url, "feed", source) for url in source.feeds)
    yield from ((url, "sitemap", source) for url in source.sitemaps)
    yield from ((url, "site", source) for url in source.sites)


def _made_at_once(times: list[str | None]) -> bool:
    """Whether a listing gives one time for all: that of its own making, which tells nothing of its pages."""
    return len(times) >= _MANY and None not in times and len(set(times)) == 1


def _due(state: UrlState | None, now: datetime) -> bool:
    return state is None or state.next_due is None or state.next_due <= now


def _printable(url: str) -> str:
    """A refused address as it may stand in the ledger."""
    return printable(url.strip()).encode("ascii", "backslashreplace").decode("ascii")[:1000] or "(empty)"
