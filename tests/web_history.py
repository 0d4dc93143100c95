"""What the warehouse keeps of addresses, in a dict, for tests of the crawl that need no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from mediawatch.collect.web.due.url_states import UrlState

_BEGINNING = datetime.min.replace(tzinfo=UTC)


class Memory:
    """The `UrlHistory` of a test. `keep` does what the publication of a run does."""

    def __init__(self, *states: UrlState) -> None:
        self.states: dict[str, UrlState] = {state.url: state for state in states}

    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        return {url: self.states[url] for url in urls if url in self.states}

    def waiting(self, source_ids: Sequence[str], now: datetime, limit: int) -> Sequence[UrlState]:
        found = [
            state
            for state in self.states.values()
            if state.source_id in source_ids
            and state.waiting_since is not None
            and (state.next_due is None or state.next_due <= now)
        ]
        found.sort(key=lambda state: state.changed_at or state.waiting_since or _BEGINNING, reverse=True)
        found.sort(key=lambda state: state.failures > 0)
        return [state for name in source_ids for state in [s for s in found if s.source_id == name][:limit]]

    def wait(self, states: Sequence[UrlState]) -> None:
        self.states |= {state.url: state for state in states}

    def keep(self, states: Mapping[str, UrlState]) -> None:
        self.states |= states
