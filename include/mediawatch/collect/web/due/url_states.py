"""What is known of an address from one crawl to the next: how it answered, when it is due, whether it still waits.

A page that a listing names waits from then on until it is fetched or given up, whether it is listed again or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Line
from mediawatch.collect.web.due import schedule
from mediawatch.errors import Reason

_LONGEST_WISH = 90 * 24 * 3600.0  # seconds of a Retry-After that are believed
# The host may answer next time.
_PASSING = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT, Reason.BAD_CERTIFICATE})
_PASSING_STATUS = frozenset({408, 425, 429, *range(500, 600)})
# It has answered, and what it says is that there is no article (any more): no failure, and nothing to wait for.
_NO_ARTICLE = frozenset({Reason.FRONT_PAGE, Reason.REDIRECT_PAGE})
# It ended without a request of its own, because its host did not answer others.
_HOST = frozenset({Reason.HOST_LEFT_ALONE, Reason.ROBOTS_UNREACHABLE})
_UNASKED = _HOST | {Reason.ROBOTS, Reason.NOT_REACHED}


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
    kind: str | None = None  # page, feed, sitemap or site; nested: a sitemap that an index names
    waiting_since: datetime | None = None  # of a page that has to be fetched: since when
    given_up_at: datetime | None = None  # of a page that could not be fetched: since when it waits no more
    last_outcome: str | None = None  # page, listing, or a code of Reason
    changed_at: datetime | None = None  # the newest time of change that a listing stated
    fetched_change: datetime | None = None  # changed_at at its last success: the change that we have
    notes: tuple[str, ...] = ()  # of a listing: what people should know of it, `code: words`


class UrlHistory(Protocol):
    """What the fetcher asks of the warehouse."""

    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        """States of those of the normalised addresses that are known."""
        ...

    def waiting(self, source_ids: Sequence[str], now: datetime, limit: int) -> Sequence[UrlState]:
        """Pages of sources that wait and are due, those that failed last, the newest first; `limit` of each at most."""
        ...

    def wait(self, states: Sequence[UrlState]) -> None:
        """Keep that pages wait, at once: the crawl that found them may never come to its end."""
        ...


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often an address is asked where all is well. `quiet`: a nested sitemap that named nothing new."""

    every: timedelta
    quiet: bool = False


def next_state(old: UrlState, line: Line, leads_to: str | None, now: datetime, rhythm: Rhythm) -> UrlState:
    """The state of an address after what became of it in a crawl that began at `now`. schedule.py has the plans."""
    at = datetime.fromisoformat(line.at).astimezone(UTC)
    changed = max(filter(None, (old.changed_at, _moment(line.changed))), default=None)
    new = replace(
        old,
        source_id=line.source_id or old.source_id,
        kind="nested" if line.depth else line.kind,
        last_outcome=line.outcome,
        changed_at=changed,
        notes=tuple(line.notes),
    )
    if line.outcome not in _UNASKED:
        new = replace(new, last_status=line.status, last_fetched_at=at)
    slot = old.next_due if old.failures == 0 and old.waiting_since is None else None
    if line.outcome in (PAGE, LISTING):
        # An index that answered that it is unchanged would not name its sitemaps, and these may have changed.
        told = (None, None) if line.nested else (line.etag, line.last_modified)
        new = replace(new, canonical_url=leads_to or old.canonical_url, etag=told[0], last_modified=told[1])
    if line.outcome in (PAGE, LISTING, Reason.NOT_MODIFIED, Reason.SAME_PAGE):
        every = rhythm.every
        if rhythm.quiet:
            every = schedule.quiet(every, now, changed)
        elif line.depth:
            new = replace(new, changed_at=changed or now)
        elif line.kind == "page" and line.outcome != PAGE:
            every = schedule.unchanged(every)
        if line.kind != "page" and line.outcome == Reason.NOT_MODIFIED and schedule.read_whole(old.url, now, every):
            new = replace(new, etag=None, last_modified=None)
        return _fine(new, at, schedule.next_slot(old.url, slot, now, every))
    if line.kind == "page" and line.outcome in _NO_ARTICLE:
        due = _no_sooner(now + schedule.GIVEN_UP, at, line)
        return replace(
            new, failures=0, waiting_since=None, given_up_at=None, next_due=due, fetched_change=new.changed_at
        )
    failures = old.failures + 1
    if line.kind != "page":
        due = schedule.after_failure(old.url, now, rhythm.every, failures)
        return replace(new, failures=failures, next_due=_no_sooner(due, at, line))
    since = old.waiting_since or (now if new.source_id else None)  # what a person named waits for nobody
    return _failed_page(replace(new, waiting_since=since), line, at, now)


def _failed_page(state: UrlState, line: Line, at: datetime, now: datetime) -> UrlState:
    """A page that was not fetched waits for its next try, or is given up."""
    waiting_since = state.waiting_since or now
    if line.outcome in _HOST and now - waiting_since < schedule.LONGEST_WAIT:
        return replace(state, next_due=_no_sooner(now + (1 - schedule.SLACK) * schedule.HOST_PAUSE, at, line))
    failures = state.failures + 1
    due = None
    if line.outcome in _PASSING or (line.status or 0) in _PASSING_STATUS:
        due = schedule.retry(now, schedule.PAGE_RETRIES, failures)
    elif line.outcome == Reason.HTTP_STATUS:
        due = schedule.retry(now, schedule.REFUSAL_RETRIES, failures)
    if due is not None:
        return replace(state, failures=failures, next_due=_no_sooner(due, at, line))
    due = _no_sooner(now + schedule.GIVEN_UP, at, line)
    return replace(state, failures=failures, waiting_since=None, given_up_at=now, next_due=due)


def _fine(state: UrlState, at: datetime, due: datetime) -> UrlState:
    return replace(
        state,
        next_due=due,
        failures=0,
        last_success_at=at,
        waiting_since=None,
        given_up_at=None,
        fetched_change=state.changed_at,
    )


def _no_sooner(due: datetime, at: datetime, line: Line) -> datetime:
    """`due`, or later where the host asked for it."""
    return max(due, at + timedelta(seconds=min(line.retry_after or 0.0, _LONGEST_WISH)))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
