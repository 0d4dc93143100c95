"""Which pages of a source one crawl asks for: what is new first, then what failed, then what may have changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from mediawatch.collect.web.crawl_journal import Target
from mediawatch.collect.web.due.url_states import UrlState


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that is listed or waits. `place` counts from the nearer end of its listing: undated, what is new stands
    there."""

    target: Target
    state: UrlState | None
    place: int = 0

    @property
    def changed(self) -> datetime | None:
        return datetime.fromisoformat(self.target.changed) if self.target.changed else None

    @property
    def has_changed(self) -> bool:
        """Whether its listing states a later change than the one that we have, or that we failed to fetch."""
        if self.state is None or self.changed is None:
            return False
        known = self.state.fetched_change or self.state.last_success_at
        if (
            self.state.waiting_since or self.state.given_up_at
        ):  # of what could not be fetched: the change that was tried
            known = self.state.changed_at or known
        return known is None or self.changed > known

    def must_be_fetched(self) -> bool:
        return self.state is None or self.has_changed or self.state.waiting_since is not None

    def due(self, now: datetime) -> bool:
        return self.state is None or self.has_changed or self.state.next_due is None or self.state.next_due <= now

    def waiting(self, now: datetime) -> UrlState:
        """The state of a page that has to be fetched from now on."""
        old = self.state or UrlState(self.target.key)
        return replace(
            old,
            source_id=self.target.source_id,
            kind="page",
            waiting_since=old.waiting_since or now,
            given_up_at=None,
            next_due=None,
            failures=0,
            changed_at=max(filter(None, (old.changed_at, self.changed)), default=None),
        )


def choose(candidates: Iterable[Candidate], now: datetime, most: int) -> tuple[list[Candidate], int, list[Candidate]]:
    """(what is asked for, `most` at most; how many others have to be fetched too; what is not due).

    First what was never asked, then what its listing says has changed (some sitemaps say so of all pages each time),
    then what failed before, and last what may have changed. Of each the newest first: by the time of change that is
    stated, else by when it was first listed, else by its place.
    """
    due: list[Candidate] = []
    resting: list[Candidate] = []
    for item in candidates:
        (due if item.due(now) else resting).append(item)

    def rank(item: Candidate) -> tuple[int, float, int, str]:
        since = (item.state.waiting_since if item.state else None) or now
        return _turn(item), -(item.changed or since).timestamp(), item.place, item.target.key

    due.sort(key=rank)
    return due[:most], sum(item.must_be_fetched() for item in due[most:]), resting


def _turn(item: Candidate) -> int:
    state = item.state
    if state is None or (state.last_outcome is None and state.last_fetched_at is None):
        return 0
    if item.has_changed or (state.waiting_since is not None and not state.failures):
        return 1
    return 2 if state.waiting_since is not None else 3
