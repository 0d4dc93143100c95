"""Relative dates: a weekday, `yesterday`, `2 days ago`, a day without a year. They mean a day only beside a known one.

A known date is one that the document itself states. The clock is none, nor is the run's `as_of`: a file that says
`May 5` may be read years later.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mediawatch.clean.dates.moments import day_of
from mediawatch.clean.dates.weekdays import WEEKDAYS
from mediawatch.clean.draft import Draft
from mediawatch.words import keyed, pattern

_DAYS_BACK = {
    word.lower(): int(back)
    for words in keyed("days_back").values()
    for back, listed in words.items()
    for word in listed
}
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_ON = r"(?:on|am|le|el|в|во|у)\s+"
_NAMES = "|".join(sorted(map(re.escape, (*WEEKDAYS, *_DAYS_BACK)), key=len, reverse=True))
_NUMBER = r"\d\d?|an?|one"

WEEKDAY = f"(?:{'|'.join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))})"
"""Pattern of a weekday's name (matched without case)."""

RELATIVE = rf"(?:{_ON})?(?:{_NAMES})(?:\s+को)?(?!\w)|{pattern('time_ago', n=_NUMBER)}(?!\w)"
"""Pattern of what counts from another date (matched without case)."""

_AGO = {unit: re.compile(pattern("time_ago", key=unit, n=rf"{_NUMBER}"), re.IGNORECASE) for unit in _UNITS}
_DIGITS = re.compile(r"\d\d?")


def resolve(stated: str, known: datetime) -> datetime | None:
    """The day, midnight UTC, that `stated` (a match of RELATIVE) means in a document of `known`; None for no such
    words. A weekday is the latest one that is not after `known`."""
    day = day_of(known)
    words = re.sub(rf"^{_ON}|\s+को$", "", stated.strip().lower())
    if words in _DAYS_BACK:
        return day - timedelta(days=_DAYS_BACK[words])
    if words in WEEKDAYS:
        return day - timedelta(days=(day.weekday() - WEEKDAYS[words]) % 7)
    for unit, ago in _AGO.items():
        if ago.fullmatch(words):
            count = _DIGITS.search(words)  # `an hour ago` has none; the `a` of `il y a 3 jours` is no number
            return day_of(known - _UNITS[unit] * (int(count[0]) if count else 1))
    return None


def latest(month: int, day: int, known: datetime) -> datetime | None:
    """The latest `day` of `month` that is not after `known`, midnight UTC; None where that is more than half a year
    before it, for then the two have nothing to do with each other."""
    for year in (known.year, known.year - 1):
        try:
            found = datetime(year, month, day, tzinfo=UTC)
        except ValueError:
            continue
        if found <= day_of(known):
            return found if day_of(known) - found < timedelta(days=183) else None
    return None


def infer_published(draft: Draft, stated: str, found: datetime | None, source: str) -> None:
    """Makes `found`, which was worked out from draft.date_modified, the date of publication, marked as inferred."""
    if draft.date_published is not None or draft.date_modified is None or found is None:
        return
    draft.date_published, draft.date_published_source = found, f"{source}, inferred"
    draft.warn("inferred-date", f"{stated.strip()!r} is {found:%Y-%m-%d}, counted from {draft.date_modified:%Y-%m-%d}")
