"""Moments as sources state them: aware datetimes in the source's own time zone, UTC where it names none.

A source that states a day alone gives midnight of that day, so a moment at midnight of its own zone is a day: content
systems write a day in that way too, and a report that came out on the stroke of midnight loses no day by it.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from mediawatch.model import Precision

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No page on the web is older; a date before it is a default value or an error."""


def plausible(moment: datetime, as_of: datetime) -> str | None:
    """None for a date that an article can have, else the warning code: 'future-date' or 'implausible-date'."""
    if in_utc(moment) > as_of + timedelta(days=1):  # a day of grace: a bare date may lie ahead of UTC
        return "future-date"
    return "implausible-date" if in_utc(moment) < EARLIEST else None


def precision_of(moment: datetime) -> Precision:
    """How exactly `moment` was stated: a midnight of its own zone is a day."""
    if moment.time() == time(0):
        return "day"
    return "second" if moment.second or moment.microsecond else "minute"


def in_utc(moment: datetime) -> datetime:
    """`moment` in UTC; a day is midnight UTC of that day, whatever its zone."""
    if precision_of(moment) == "day":
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first or last day that Python knows
        return moment.replace(tzinfo=UTC)


def day_of(moment: datetime) -> datetime:
    """The day of `moment` in its own zone, as a bare day: midnight UTC."""
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
