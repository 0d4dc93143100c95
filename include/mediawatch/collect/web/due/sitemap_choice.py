"""Which sitemaps of an index one crawl reads: those that may name something new, and in turn all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mediawatch.collect.web.crawl_journal import Target
from mediawatch.collect.web.due.url_states import UrlState

MAX_NESTED = 50
"""Sitemaps of indexes that are read for one source in one crawl; the others follow in the next ones."""
MAX_DEPTH = 2
"""An index may name indexes; what those name is read, and no further."""
_ENDS = 3
"""Sitemaps at each end of an undated index that are read each time: the one of this month is one of them."""


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names. `target.changed`: when it changed last, where the index says so."""

    target: Target
    state: UrlState | None


def choose_sitemaps(children: Sequence[Child], now: datetime, taken: int) -> tuple[list[Child], int]:
    """(those that are read now, how many others would be read were it not for the limit).

    `taken` of the limit are used already. First those that the index says have changed, the newest first; of an undated
    index those at both ends; then those that were never read, from the ends on; then those that are due, the one first
    that was read longest ago.
    """
    wanted: list[tuple[tuple[int, float, int], Child]] = []
    last = len(children) - 1
    for place, child in enumerate(children):
        state, changed = child.state, _moment(child.target.changed)
        end = min(2 * place + 1, 2 * (last - place))
        if changed is not None:
            have = (state.fetched_change or state.last_success_at) if state else None
            if have is None or changed > have:
                wanted.append(((0, -changed.timestamp(), end), child))
                continue
        elif end < 2 * _ENDS:
            wanted.append(((1, 0.0, end), child))
            continue
        if state is None:
            wanted.append(((2, 0.0, end), child))
        elif state.next_due is None or state.next_due <= now:
            asked = state.last_fetched_at.timestamp() if state.last_fetched_at else 0.0
            wanted.append(((3, asked, end), child))
    wanted.sort(key=lambda pair: pair[0])
    room = max(MAX_NESTED - taken, 0)
    return [child for _, child in wanted[:room]], len(wanted[room:])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
