"""The days that a page looks at: every list and every count of the desk is bounded in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError

SPANS = (7, 28, 90)
"""Days that pages offer."""

DEFAULT_DAYS = 28
EARLIEST = date(1600, 1, 1)
"""Before the first newspaper."""

MAX_DAYS = 800
"""Days that one page counts at most: two years and a bit. An export takes any number."""

# Bare days have their coverage_at at midnight UTC: a day of room at both ends, and coverage_day decides.
BOUNDS = (
    "a.coverage_at >= news.day_start(cast(:since as date)) - interval '1 day' "
    "and a.coverage_at < news.day_start(cast(:until as date)) + interval '2 days'"
)
DAY = "news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at)"
IN_RANGE = f"{BOUNDS} and {DAY} between cast(:since as date) and cast(:until as date)"
"""Condition on news.article as `a`: its day lies in the range. The index on coverage_at finds the rows."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days in the reporting time zone, both included. `newest`: the newest day with articles, where the range ends
    there because nothing is younger; None where it ends as it was asked for, or today."""

    since: date
    until: date
    newest: date | None = None

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def parameters(self) -> dict[str, date]:
        """What IN_RANGE asks for."""
        return {"since": self.since, "until": self.until}

    def before(self) -> DayRange:
        """As many days before the first."""
        return DayRange(self.since - timedelta(days=self.days), self.since - timedelta(days=1))


def chosen(
    connection: Connection,
    *,
    days: int | None = None,
    since: date | None = None,
    until: date | None = None,
    most: int | None = MAX_DAYS,
) -> DayRange:
    """The range that was asked for: `since` to `until`, or `days` that end at `until`, today where that is not given.

    Where nothing was published in the days that end today, the range ends at the newest article instead. Raises
    UsageError for a range that ends before it begins, or that is longer than `most` days.
    """
    newest = None
    last = until
    if last is None:
        last = connection.execute(text("select news.reporting_today()")).scalar_one()
        assert isinstance(last, date)  # noqa: S101  (Postgres's own type)
        if since is None:
            first = last - timedelta(days=(days or DEFAULT_DAYS) - 1)
            if not connection.execute(text(_ANYTHING), {"since": first, "until": last}).scalar():
                newest = connection.execute(text(_NEWEST)).scalar()
                last = newest or last
    begin = since or _before(last, (days or DEFAULT_DAYS) - 1)
    if begin > last:
        raise UsageError(f"the range ends on {last}, before it begins on {begin}")
    if begin < EARLIEST:
        raise UsageError(f"there are no news of before {EARLIEST}")
    if most is not None and (last - begin).days >= most:
        raise UsageError(f"a page counts {most} days at most, and {begin} to {last} are more")
    return DayRange(begin, last, newest)


def everything(connection: Connection, since: date | None = None, until: date | None = None) -> DayRange:
    """From `since` to `until`, or to the first and last day of the archive where these are not given."""
    found = connection.execute(text(_SPAN)).one()
    today: date = connection.execute(text("select news.reporting_today()")).scalar_one()
    begin: date = since or found.first or today
    end: date = until or found.last or today
    if begin > end:
        raise UsageError(f"the range ends on {end}, before it begins on {begin}")
    return DayRange(begin, end)


def telling(connection: Connection) -> DayRange | None:
    """The DEFAULT_DAYS that end with the newest dated article on a topic; None where a page shows that one by itself,
    or where there is none."""
    newest = connection.execute(text(_NEWEST_TAGGED)).scalar()
    today: date = connection.execute(text("select news.reporting_today()")).scalar_one()
    if newest is None or newest > today - timedelta(days=DEFAULT_DAYS):
        return None
    return DayRange(newest - timedelta(days=DEFAULT_DAYS - 1), newest)


def _before(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        raise UsageError(f"{day} is too early for a range of {days} days") from None


_ANYTHING = f"select exists (select from news.article a where {IN_RANGE})"

# The newest article that does not claim to be of the future, which some sources do.
_NEWEST = f"""
select {DAY} from news.article a where a.coverage_at < news.day_start(news.reporting_today() + 1)
order by a.coverage_at desc limit 1
"""

# With a day of room on either side, for bare days.
_SPAN = """
select news.reporting_day(min(coverage_at)) - 1 as first, news.reporting_day(max(coverage_at)) + 1 as last
from news.article
"""

_NEWEST_TAGGED = f"""
select {DAY} from news.article a
where a.date_published is not null and a.coverage_at < news.day_start(news.reporting_today() + 1)
    and exists (select from news.article_topic t where t.article_id = a.article_id)
order by a.coverage_at desc limit 1
"""
