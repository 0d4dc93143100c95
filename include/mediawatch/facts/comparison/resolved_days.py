"""The days that are meant by what texts state: `Monday` in a text of 3 May."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from mediawatch.clean.dates.calendars import gregorian
from mediawatch.facts.fact_records import JALALI, StatedDay

_NEAR = timedelta(days=183)
"""A day without a year is of the year in which it is nearest to the text's own day."""

JALALI_EPOCH = 621
"""Years from those of the Jalali calendar to the Gregorian ones in which they begin."""

Span = tuple[date, date]
"""From a day to another, both included."""


class Whole(tuple[Span, ...]):
    """One span whose first and last day are told: `8 to 12 June` are not `8 to 14 June`, though they have days in
    common."""


def resolve(stated: StatedDay, told_on: date | None) -> tuple[Span, ...]:
    """The days that a text of `told_on` means; `Whole` where it tells the first and the last one."""
    spans = _resolved(stated, told_on)
    return Whole(spans) if stated.last_day is not None else tuple(spans)


def _resolved(stated: StatedDay, told_on: date | None) -> list[Span]:
    """The days that are meant in a text of `told_on`: one span, or two where a weekday may be the last or the next one;
    none where the text's own day would be needed and is not known, or there is no such day."""
    if stated.weekday is not None or stated.days_back is not None:
        if told_on is None:
            return []
        if stated.days_back is not None:
            day, near = told_on - timedelta(days=stated.days_back), timedelta(days=stated.near)
            return [(day - near, day + near)]
        last = told_on - timedelta(days=(told_on.weekday() - (stated.weekday or 0)) % 7)
        if stated.turn < 0 and last < told_on:
            return [(last, last)]
        following = (last + timedelta(days=7),) * 2
        return [following] if stated.turn > 0 and last < told_on else [(last, last), following]
    if stated.day is not None and stated.month is None:
        return [_nearest_of_its_number(stated.day, told_on)] if told_on is not None else []
    year = stated.year
    if stated.years_on is not None:
        year = _year_of(stated, told_on) + stated.years_on if told_on else None
    if year is None:
        year = _nearest_year(stated, told_on) if told_on and stated.month else None
    if year is None:
        return []
    return _in_year(stated, year, told_on)


def _in_year(stated: StatedDay, year: int, told_on: date | None) -> list[Span]:
    month = stated.month
    if month is not None and month > JALALI:
        return _in_jalali_year(stated, year)
    try:
        if month is not None and stated.day is not None:
            last = date(year, stated.last_month or month, stated.last_day or stated.day)
            return [(date(year, month, stated.day), last)]
    except ValueError:
        return []
    if month is not None:
        end = monthrange(year, month)[1]
        low, high = stated.part or (0, 12)
        return [(date(year, month, 1 + low * end // 12), date(year, month, high * end // 12))]
    low, high = stated.part or (0, 12)
    first, last = date(year, low + 1, 1), date(year, high, monthrange(year, high)[1])
    if stated.later and told_on is not None:
        first = max(first, told_on)
    return [(first, last)] if first <= last else []


def _in_jalali_year(stated: StatedDay, year: int) -> list[Span]:
    """A day of a Jalali month to another one of its year, or the whole month."""
    month, last_month = (stated.month or 0) - JALALI, (stated.last_month or stated.month or 0) - JALALI
    first = gregorian(year, month, stated.day or 1, "jalali")
    if stated.day is not None:
        last = gregorian(year, last_month, stated.last_day or stated.day, "jalali")
    else:
        following = gregorian(year + month // 12, month % 12 + 1, 1, "jalali")
        last = following - timedelta(days=1) if following else None
    return [(first.date(), last.date())] if first and last and first <= last else []


def _year_of(stated: StatedDay, told_on: date) -> int:
    """The year of a day in the calendar in which another one is stated."""
    if (stated.month or 0) <= JALALI:
        return told_on.year
    new_year = gregorian(told_on.year - JALALI_EPOCH, 1, 1, "jalali")
    return told_on.year - JALALI_EPOCH - (new_year is not None and told_on < new_year.date())


def _nearest_of_its_number(day: int, told_on: date) -> Span:
    """Of the days with this number (18日) the one that is nearest to the text's own; of two the earlier one."""
    months = {(told_on.year * 12 + told_on.month - 1 + moved) for moved in (-1, 0, 1)}
    days = [
        date(month // 12, month % 12 + 1, day)
        for month in sorted(months)
        if day <= monthrange(month // 12, month % 12 + 1)[1]
    ]
    return (min(days, key=lambda one: abs(one - told_on)),) * 2


def _nearest_year(stated: StatedDay, told_on: date) -> int | None:
    this = _year_of(stated, told_on)
    for year in (this, this - 1, this + 1):
        spans = _in_year(stated, year, None)
        if stated.turn and spans:
            if (spans[0][1] - told_on).days * stated.turn > 0 and (year - this) * stated.turn >= 0:
                return year
            continue
        if spans and abs(spans[0][0] - told_on) <= _NEAR:
            return year
    return None
