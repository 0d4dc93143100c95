"""Times of day, as minutes since midnight: 7:30 am, 7.30 Uhr, 7h30, a las 7.30, 上午7时30分, 午後7時半.

Half the languages write hours up to twelve and say which half of the day is meant; where they do not, the hour is not
known, and there is no value. An hour of the time of the world (GMT) is a value of its own kind; one that stands in
brackets with the name of a zone is that of another place, and none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mediawatch.facts.measures import measure
from mediawatch.facts.word_tokens import Token
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.traits import languages_with, zones

CLOCK = "#clock"

UNIVERSAL = "#clock_gmt"
"""Unit of hours that are told as GMT."""

HOUR_UNITS = frozenset({CLOCK, UNIVERSAL})

HALF_DAYS = languages_with("half_days")
"""Languages whose hours go to twelve."""

HOURS, HALF, MINUTES = 24, 12, 60

DAY = HOURS * MINUTES

HALF_HOUR = 30

ABOUT_HOUR = 15
"""Minutes: an hour without its minutes, or one that is said to be about so, may be so far away."""

NEAR_MINUTE = 2
"""Minutes: as ABOUT_HOUR where a minute is told that is no round one, `around 9:41`."""

ROUND_MINUTE = 5

WORLD, ZONES = zones("universal"), zones("of_a_place")

_MINUTE_SIGNS = "分분"

_HOUR_SIGNS = ("h", "時", "时", "點", "点", "시", "u")


class Clock(NamedTuple):
    """Tokens `first` to `last` (behind it) of a time of day, from `low` to `high` minutes since midnight. `unit`: CLOCK
    or UNIVERSAL; with the name of its zone, where one is told."""

    first: int
    last: int
    low: float
    high: float
    unit: tuple[str, ...] = (CLOCK,)


class _Written(NamedTuple):
    last: int
    hour: int
    minute: int | None
    is_padded: bool


def clock(listed: Sequence[Token], place: int, language: str) -> Clock | None:
    """The time of day whose hour is the number at `place`; None where there is none."""
    written = _written(listed, place)
    if written is None or (place and listed[place - 1].text in ":-–—/$€£¥₹"):
        return None
    last = written.last
    if written.minute is None and not _may_be_hour(listed, place, last):
        return None
    lists = fact_words.phrases(language)
    first, is_about = place, False
    if (about := lists["about"].before(listed, first)) is not None:
        first, is_about = about, True
    half, first, last = half_of_day(listed, first, last, language)
    marked = lists["clock"].behind(listed, last)
    if marked is not None and half is None:
        half, _, last = half_of_day(listed, first, marked, language)
        last = max(last, marked)
    if marked is not None and written.minute is None and (behind := lists["half_more"].behind(listed, marked)):
        written, last = written._replace(minute=HALF_HOUR), max(last, behind)  # 2時半
    if marked is not None and written.minute is None and (minute := _minute_behind(listed, marked, language)):
        written, last = written._replace(minute=int(listed[marked].text)), max(last, minute)
    near = lists["clock_near"].before(listed, first)
    is_about = is_about or near is not None
    is_after = (
        near is not None
        or lists["clock_at"].before(listed, first) is not None
        or (lists["clock_before"].before(listed, first) is not None)
    )
    reach = range(written.last, min(last + 2, len(listed)))
    zoned = next((at for at in reach if listed[at].text in WORLD or listed[at].text in ZONES), 0)
    zone = listed[zoned].text if zoned else ""
    if not zone and not _is_clock(listed, place, written, language, half=half, marked=marked, is_after=is_after):
        return None
    if _is_span(listed, first, last, language) or (zone in ZONES and first and listed[first - 1].text == "("):
        return None
    if zone and zone not in WORLD and written.minute is None and half is None:
        return None
    if zone:
        last = max(last, zoned + 1)
    hour = _hour(written, half, language if zone not in WORLD else "")
    if hour is None:
        return None
    at = hour * MINUTES + (written.minute or 0)
    slack = ABOUT_HOUR if is_about or written.minute is None else 0
    if slack and (written.minute or 0) % ROUND_MINUTE:
        slack = NEAR_MINUTE
    unit = (CLOCK,) if not zone else (UNIVERSAL,) if zone in WORLD else (CLOCK, f"{ZONE}{zone.upper()}")
    return Clock(place, last, float(max(0, at - slack)), float(min(DAY, at + slack)), unit)


ZONE = "zone "
"""Begins the second part of the unit of an hour whose zone is named."""


def _minute_behind(listed: Sequence[Token], place: int, language: str) -> int | None:
    """Behind the minutes of `7 Uhr 30`, `7 óra 10 perckor`; None where the number is of something else."""
    if place >= len(listed) or not listed[place].is_number or len(listed[place].text) != 2:
        return None
    if not listed[place].text.isdecimal() or int(listed[place].text) >= MINUTES:
        return None
    if place + 1 == len(listed) or not listed[place + 1].is_word:
        return place + 1
    told = measure(listed, place, place + 1, language)
    return told.last if told is not None and told.unit == "#time" else None


_BESIDE = ("clock", "morning", "evening")


def _may_be_hour(listed: Sequence[Token], place: int, last: int) -> bool:
    """Whether a word stands beside a number that may say that it is an hour."""
    if last < len(listed) and not listed[last].role.begins.isdisjoint(_BESIDE):
        return True
    return place > 0 and not listed[place - 1].role.ends.isdisjoint(("clock_before", *_BESIDE[1:]))


def _written(listed: Sequence[Token], place: int) -> _Written | None:
    """Hour and minute as they are written: 7:30, 7.30, 7h30, 7时30分, 7."""
    text = listed[place].text
    if len(text) == _DIGITS_IN_ROW and text.isdecimal() and place + 1 < len(listed) and listed[place + 1].text in WORLD:
        return _in_row(place, int(text[:2]), int(text[2:]))
    hour, _, minute = text.partition(".")
    if not hour.isdecimal() or len(hour) > 2 or int(hour) > HOURS:
        return None
    padded = int(hour[0]) == 0 and len(hour) > 1
    if minute:
        if len(minute) != 2 or not minute.isdecimal() or int(minute) >= MINUTES:
            return None
        return _Written(place + 1, int(hour), int(minute), padded)
    sign = listed[place + 1] if place + 1 < len(listed) else None
    if sign is not None and sign.text == "h" and (parted := _parted(listed, place)) is not None:
        return _Written(place + 3, int(hour), parted, padded)
    if sign is not None and sign.start == listed[place].end and (sign.text == ":" or sign.text in _HOUR_SIGNS):
        behind = listed[place + 2] if place + 2 < len(listed) else None
        gap = behind.start - sign.end if behind is not None and behind.is_number else -1
        if behind is not None and (gap == 0 or (gap == 1 and sign.text == "시")):
            if len(behind.text) != 2 or not behind.text.isdecimal() or int(behind.text) >= MINUTES:
                return None
            last = place + 3
            if last + 1 < len(listed) and listed[last].text == ":" and listed[last + 1].start == behind.end + 1:
                return None  # 1:23:45
            if last < len(listed) and listed[last].text[0] in _MINUTE_SIGNS:
                last += 1
            return _Written(last, int(hour), int(behind.text), padded)
    return _Written(place + 1, int(hour), None, padded)


_DIGITS_IN_ROW = 4


def _in_row(place: int, hour: int, minute: int) -> _Written | None:
    """2200 GMT."""
    return _Written(place + 1, hour, minute, is_padded=True) if hour < HOURS and minute < MINUTES else None


def _parted(listed: Sequence[Token], place: int) -> int | None:
    """The minute of `18 h 45`, with blanks around the sign."""
    sign, behind = listed[place + 1], listed[place + 2] if place + 2 < len(listed) else None
    if behind is None or not behind.is_number or len(behind.text) != 2 or not behind.text.isdecimal():
        return None
    if sign.start != listed[place].end + 1 or behind.start != sign.end + 1 or int(behind.text) >= MINUTES:
        return None
    return int(behind.text)


def is_minute(listed: Sequence[Token], place: int) -> bool:
    """Whether the number at `place` is the minute of an hour that is written with a blank: `18: 50`."""
    if place < len(_BLANK_HOUR) or listed[place - 1].text != ":":
        return False
    hour, mark, minute = listed[place - len(_BLANK_HOUR) : place + 1]
    return (
        hour.end == mark.start
        and len(minute.text) == _MINUTE_DIGITS
        and hour.text.isdecimal()
        and minute.text.isdecimal()
        and int(hour.text) <= HOURS
        and int(minute.text) < MINUTES
    )


_BLANK_HOUR = ("18", ":")
_MINUTE_DIGITS = 2


def half_of_day(listed: Sequence[Token], first: int, last: int, language: str) -> tuple[int | None, int, int]:
    """(0 in the first half of the day, 1 in the second, None where it is not said; first token, token behind)."""
    lists = fact_words.phrases(language)
    for half, name in enumerate(("morning", "evening")):
        if (end := lists[name].behind(listed, last)) is not None:
            return half, first, end
        if language != "en" and (start := lists[name].before(listed, first)) is not None:
            return half, start, last
    return None, first, last


def _is_clock(
    listed: Sequence[Token],
    place: int,
    written: _Written,
    language: str,
    *,
    half: int | None,
    marked: int | None,
    is_after: bool,
) -> bool:
    """Whether a number is a time of day, by how it is written and by what stands around it."""
    lists = fact_words.phrases(language)
    if written.minute is None:
        is_unit = measure(listed, place, written.last, language) is not None  # uur, дня
        if half is None and marked is None:
            return lists["clock_before"].before(listed, place) is not None and not is_unit
        return is_after or not is_unit
    is_number = "." in listed[place].text
    if is_number and half is None and marked is None:
        return is_after and language not in HALF_DAYS
    return is_after or half is not None or marked is not None or listed[place + 1].text in _HOUR_SIGNS


def _is_span(listed: Sequence[Token], first: int, last: int, language: str) -> bool:
    """Whether it is one end of a span: from 9 am to 5 pm."""
    to = fact_words.phrases(language)["day_to_day"]
    behind = to.behind(listed, last)
    if behind is not None and behind < len(listed) and listed[behind].is_number:
        return True
    if last + 1 < len(listed) and listed[last].text in "-–—" and listed[last + 1].is_number:
        return True
    before = to.before(listed, first)
    return before is not None and before > 0 and (listed[before - 1].is_number or _ends_clock(listed[before - 1]))


def _ends_clock(token: Token) -> bool:
    return not token.role.begins.isdisjoint(("morning", "evening", "clock"))


def _hour(written: _Written, half: int | None, language: str) -> int | None:
    hour = written.hour
    if hour == HOURS:
        return 0
    if hour > HALF or half is None:
        is_known = hour > HALF or hour == 0 or written.is_padded or language not in HALF_DAYS
        return hour if is_known else None
    return hour % HALF + HALF * half


def universal_text(minutes: float) -> str:
    return f"{clock_text(minutes)} GMT"


def clock_text(minutes: float) -> str:
    """HH:MM (ISO 8601)."""
    whole = round(minutes) % DAY
    return f"{whole // MINUTES:02}:{whole % MINUTES:02}"
