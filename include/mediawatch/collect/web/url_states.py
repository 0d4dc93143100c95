"""What is known of an address from one crawl to the next, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Line
from mediawatch.errors import Reason

_LONGEST_PAUSE = timedelta(days=7)
_LONGEST_WISH = 90 * 24 * 3600.0  # seconds of a Retry-After that are believed
# The host may answer next time.
_PASSING = frozenset(
    {
        *(Reason.UNREACHABLE, Reason.TIMEOUT, Reason.BAD_CERTIFICATE, Reason.NOT_REACHED),
        *(Reason.HOST_LEFT_ALONE, Reason.ROBOTS_UNREACHABLE),
    }
)
# It ended without a request of its own.
_UNASKED = frozenset({Reason.ROBOTS, Reason.ROBOTS_UNREACHABLE, Reason.HOST_LEFT_ALONE, Reason.NOT_REACHED})


@dataclass(frozen=True, slots=True)
class UrlState:
    """What the fetcher knows of an address (ops.url_state). `url` is normalised."""

    url: str
    canonical_url: str | None = None  # where it leads to
    etag: str | None = None
    last_modified: str | None = None
    next_due: datetime | None = None
    failures: int = 0  # in a row
    last_status: int | None = None  # HTTP status, None where the last request had no answer
    last_fetched_at: datetime | None = None  # when it was last asked
    last_success_at: datetime | None = None  # when it last answered with what was wanted, or that nothing is new
    source_id: str | None = None  # the source that named it last


class UrlHistory(Protocol):
    """What the fetcher asks of the warehouse."""

    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        """States of those of the normalised addresses that are known."""
        ...


def next_state(old: UrlState, line: Line, leads_to: str | None, every: float) -> UrlState:
    """The state of an address after what became of it in a crawl.

    It is due again after `every` seconds where all is well; an unchanged page less often; after a failure in 1, 2,
    4 ... hours, up to a week, and never sooner than its host asked for.
    """
    at = datetime.fromisoformat(line.at).astimezone(UTC)
    new = replace(old, source_id=line.source_id or old.source_id)
    if line.outcome not in _UNASKED:
        new = replace(new, last_status=line.status, last_fetched_at=at)
    if line.outcome in (PAGE, LISTING):
        new = replace(new, canonical_url=leads_to or old.canonical_url)
        new = replace(new, etag=line.etag, last_modified=line.last_modified)
        return _fine(new, at, timedelta(seconds=every))
    if line.outcome == Reason.NOT_MODIFIED:
        pause = timedelta(seconds=every)
        return _fine(new, at, min(7 * pause, _LONGEST_PAUSE) if line.kind == "page" else pause)
    if line.outcome == Reason.SAME_PAGE:
        return _fine(new, at, _LONGEST_PAUSE)
    failures = old.failures + 1
    passing = line.outcome in _PASSING or (line.status or 0) in (429, *range(500, 600))
    pause = min(timedelta(hours=2 ** min(failures - 1, 8)), _LONGEST_PAUSE) if passing else _LONGEST_PAUSE
    asked = timedelta(seconds=min(line.retry_after or 0.0, _LONGEST_WISH))
    return replace(new, next_due=at + max(pause, asked), failures=failures)


def _fine(state: UrlState, at: datetime, pause: timedelta) -> UrlState:
    return replace(state, next_due=at + pause, failures=0, last_success_at=at)
