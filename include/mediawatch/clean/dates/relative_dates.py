"""Relative dates: a weekday, `yesterday`, `2 days ago`, a day without a year. They mean a day only beside a known one.

A known date is one that the document itself states. The clock is none, nor is the run's `as_of`: a file that says
`May 5` may be read years later.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from mediawatch.clean.dates.moments import day_of
from mediawatch.clean.draft import Draft

_WEEKDAYS = (  # Monday first; the forms that follow "on": «в понедельник», «в среду»
    "monday/mon montag lundi lunes lunedì segunda-feira понедельник понеділок सोमवार",
    "tuesday/tues/tue dienstag mardi martes martedì terça-feira вторник вівторок मंगलवार",
    "wednesday/wed mittwoch mercredi miércoles mercoledì quarta-feira среду/среда середу बुधवार",
    "thursday/thurs/thu donnerstag jeudi jueves giovedì quinta-feira четверг четвер गुरुवार/बृहस्पतिवार",
    "friday/fri freitag vendredi viernes venerdì sexta-feira пятницу/пятница п'ятницю शुक्रवार",
    "saturday/sat samstag/sonnabend samedi sábado sabato субботу/суббота суботу शनिवार",
    "sunday/sun sonntag dimanche domingo domenica воскресенье неділю रविवार",
)
_WEEKDAY_NUMBER = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.replace("/", " ").split()}
_DAYS_BACK = {
    **dict.fromkeys(("today", "heute", "aujourd'hui", "hoy", "oggi", "hoje", "сегодня", "сьогодні", "आज"), 0),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "ieri", "ontem", "вчера", "вчора"), 1),
}
_NAMES = sorted((*_WEEKDAY_NUMBER, *_DAYS_BACK), key=len, reverse=True)

WEEKDAY = f"(?:{'|'.join(sorted(_WEEKDAY_NUMBER, key=len, reverse=True))})"
"""Pattern of a weekday's name (matched without case)."""

RELATIVE = (
    rf"(?:(?:on|am|le|el|в|во|у)\s+)?(?:{'|'.join(_NAMES)})(?:\s+को)?(?!\w)"
    r"|(?:vor\s+|hace\s+|il\s+y\s+a\s+)?(?:\d\d?|an?|one)\s+(?:minutes?|hours?|days?|weeks?|минут[уы]?|час(?:а|ов)?|день|дн(?:я|ей)|घंटे|दिन"
    r"|stunden?|tage?n?|heures?|jours?|horas?|días?)(?:\s+(?:ago|назад|पहले))?(?!\w)"
)
"""Pattern of what counts from another date (matched without case)."""

_COUNT = re.compile(r"(\d\d?|an?|one)\s+(\S+)", re.IGNORECASE)
_DAY_UNITS = re.compile(r"day|дн|день|दिन|tag|jour|d[ií]a", re.IGNORECASE)


def resolve(stated: str, known: datetime) -> datetime | None:
    """The day, midnight UTC, that `stated` (a match of RELATIVE) means in a document of `known`; None for no such
    words. A weekday is the latest one that is not after `known`."""
    day = day_of(known)
    words = re.sub(r"^(?:on|am|le|el|в|во|у)\s+|\s+को$", "", stated.strip().lower())
    if words in _DAYS_BACK:
        return day - timedelta(days=_DAYS_BACK[words])
    if words in _WEEKDAY_NUMBER:
        return day - timedelta(days=(day.weekday() - _WEEKDAY_NUMBER[words]) % 7)
    if match := _COUNT.search(words):
        count = int(match[1]) if match[1].isdigit() else 1
        if match[2].startswith("week"):
            return day - timedelta(weeks=count)
        back = timedelta(days=count) if _DAY_UNITS.match(match[2]) else timedelta(hours=count)
        if match[2].startswith(("min", "мин")):
            back = timedelta(minutes=count)
        return day_of(known - back)
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
