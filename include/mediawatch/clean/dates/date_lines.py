"""Lines that state a date: what they say beside it, and whether that date is of the publication or of a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import regex as re

from mediawatch.clean.dates.weekdays import WEEKDAYS, weekdays
from mediawatch.clean.dates.written import Found, find_date, with_clock
from mediawatch.words import phrases

LONG_DATE = 60
"""Characters; no line that is a date alone is longer, but for one that states two."""

MAX_DATES = 3
"""Dates that are looked for in one line."""

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_SEPARATORS = " \t|,;:.–—-·•/()[]\u200f\u200e،：｜"
_CLOCK = re.compile(  # | 10:30 Uhr
    r"^[\s,|–—/·-]*(?:\(?\p{L}{1,4}\)?\s)?\d\d?[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?\b)?\s*(?:(?:uhr|hrs?|h|[A-Z]{2,4})\b)?"
    r"(?:\s*\(?(?:gmt|utc)\s?(?:[+−-]\d\d?(?::?\d\d)?)?\))?",
    re.IGNORECASE,
)


_YEAR = re.compile(r"\d{4}|[年년]")
_FROM_DAY = re.compile(r"(?<![\d./:-])\d\d?\.?\s?[–—-]\s?$")  # 12–14 June 2026: what lasts for days is an event
_UNTIL = re.compile(  # , 18:30 – 20:00: what lasts from one time of day to another is an event
    r"[\s,|·(]*(?:\p{L}{1,4}\.?\s)?\d\d?(?:[:.h]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[–—-]|to|bis|à|a|до)\s*\d\d?[:.h]\d\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A date that a line states, with its time of day, and what the words beside it say that happened then."""

    moment: datetime
    month_first: datetime | None  # the other reading of a numeric date; `moment` has the day first
    changed: bool
    published: bool


@cache
def _any_of(*lists: str) -> Any:
    """What matches one of the phrases of some lists: a whole word where the script parts words."""
    listed = {phrase for name in lists for phrase in phrases(name)}
    if "beside_dates" in lists:
        listed |= set(WEEKDAYS)
    spaced = sorted((p for p in listed if not re.match(_UNSPACED, p)), key=len, reverse=True)
    unspaced = sorted(listed - set(spaced), key=len, reverse=True)
    made = [
        # within an account's name, ada_h or ada.h, it is none
        rf"(?<![\p{{L}}\p{{M}}_])(?<!\p{{L}}\.)(?:{'|'.join(map(re.escape, spaced))})(?![\p{{L}}\p{{M}}_])",
        f"(?:{'|'.join(map(re.escape, unspaced))})",
    ]
    return re.compile("|".join(made), re.IGNORECASE)


@cache
def _changed_later() -> Any:
    """A time of day at which a page was changed on the day that was told: `Actualizado a las 12:00h`."""
    changed, beside = _any_of("date_changed").pattern, _any_of("beside_dates").pattern
    return re.compile(
        rf"(?:{changed})[\s:]*(?:(?:{beside})\s+)*\d\d?[:.h]\d\d(?:\s?(?:h|uhr|hrs?|[ap]\.?m)\b)?\.?", re.IGNORECASE
    )


@cache
def _of_another() -> Any:
    """What stands right before the day of something else: `Joined: 5 May 2015`."""
    words = _any_of("date_of_another").pattern
    beside = _any_of("beside_dates").pattern
    return re.compile(rf"(?:{words})\s*[:：]?\s*(?:(?:{beside})[\s.,]*)*$", re.IGNORECASE)


@cache
def _beside(*, before: bool) -> Any:
    words = _any_of("beside_dates", "date_published", "date_changed").pattern
    some = rf"(?:(?:{words})[\s.,:|()–—-]*)+"
    return re.compile(rf"(?:{some})$" if before else rf"^[\s,.:()–—-]*{some}", re.IGNORECASE)


def statements(line: str, language: str | None = None) -> list[Statement]:
    """The dates of a line in order, each with what the nearest words before it (else behind it) say of it."""
    made: list[Statement] = []
    rest = line
    while len(made) < MAX_DATES and (found := find_date(rest, language)):
        before = rest[: found.start]
        if not _of_another().search(before) and not _FROM_DAY.search(before) and not _UNTIL.match(rest[found.end :]):
            made.append(_statement(found, rest[: found.start], rest[found.end :]))
        rest = rest[found.end :]
    return made


def _statement(found: Found, before: str, after: str) -> Statement:
    last: dict[bool, int] = {}
    for changed, name in ((True, "date_changed"), (False, "date_published")):
        ends = [match.end() for match in _any_of(name).finditer(before)]
        last[changed] = max(ends, default=-1)
    if last[True] < 0 and last[False] < 0:
        after_clock = _CLOCK.sub("", _changed_later().sub(" ", after))
        follows = re.split(r"[|–—·•\n]|\d{4}", after_clock, maxsplit=1)[0]
        changed = any(not _leads_on(after_clock[match.end() :]) for match in _any_of("date_changed").finditer(follows))
        said = (match.end() for match in _any_of("date_published").finditer(follows))
        published = not changed and any(not _leads_on(after_clock[end:]) for end in said)
    else:
        changed, published = last[True] > last[False], last[False] >= last[True]
    other = found.month_first and with_clock(found.month_first, after)
    return Statement(with_clock(found.day, after), other, changed, published)


def _leads_on(after: str) -> bool:
    """Whether another date follows a word at once, and is what it speaks of: `5 May 2025 Updated 6 May 2025`."""
    found = find_date(after[:LONG_DATE])
    return found is not None and not _WORDS.search(_any_of("beside_dates").sub(" ", after[: found.start]))


def says_published(text: str) -> bool:
    """Whether a text has a word that stands beside the day of publication, and none of a change."""
    return bool(_any_of("date_published").search(text)) and not _any_of("date_changed").search(text)


def says_changed(text: str) -> bool:
    """Whether a text has a word that stands beside the day of a change."""
    return bool(_any_of("date_changed").search(text))


def strip_dates(line: str, language: str | None = None) -> tuple[str, bool]:
    """(`line` without the first date, time of day and the words around them, a bar in their place; whether there was a
    date). `language`, a BCP 47 tag, is that of the names of months."""
    found = find_date(line, language)
    if found is None:
        return line, False
    before, after = line[: found.start], _CLOCK.sub("", line[found.end :])
    after = _changed_later().sub(" ", after)
    said = _any_of("date_published", "date_changed")
    pieces = (
        _beside(before=True).sub(" ", said.sub(" ", before)),
        _CLOCK.sub("", _beside(before=False).sub(" ", said.sub(" ", after))),  # a las 10:30
    )
    rest = (piece.strip(" |,;:–—-·•/()[]") for piece in pieces)
    return " | ".join(filter(None, rest)), True


def beside_date(line: str, language: str | None = None) -> tuple[str, str]:
    """What a line says before its first date and behind it and its time of day; the line and nothing without one."""
    found = find_date(line, language)
    return (line[: found.start], _CLOCK.sub("", line[found.end :])) if found else (line, "")


def tells_of_another(line: str, language: str | None = None) -> bool:
    """Whether the first date of a line is that of something else than the page: `Prices as of 12 October 2026`."""
    before, _ = beside_date(line, language)
    return before != line and bool(_of_another().search(before))


@cache
def _weekdays_in(language: str) -> Any:
    names = weekdays(language.replace("_", "-").split("-")[0].lower())
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))), re.IGNORECASE)


def names_weekday(line: str, language: str | None) -> bool:
    """Whether a line has the name of a day of the week, in `language` where it is known."""
    names = _weekdays_in(language) if language else _any_of("beside_dates")
    return bool(names.search(line) or _EAST_ASIAN_DAYS.search(line))


_WORDS = re.compile(r"[\p{L}\p{M}]{3,}|[\p{Hiragana}\p{Katakana}\p{Han}]{2,}")
_EAST_ASIAN_DAYS = re.compile(
    r"(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일|\([월화수목금토일]\)"
)


def is_bare_date(line: str, language: str | None = None) -> bool:
    """Whether a line is a date, with its time and a word such as `Published`, or two such, and nothing else;
    `language`, a BCP 47 tag, is that of the names of months and weekdays."""
    if len(line) > LONG_DATE * MAX_DATES or line.endswith(":"):
        return False
    if len(line) > LONG_DATE and len(_YEAR.findall(line)) < 2:  # no line that long states one date alone
        return False
    rest, dates = line, 0
    while dates < MAX_DATES:
        rest, more = strip_dates(rest, language)
        if not more:
            break
        dates += 1
    if not dates or len(line) > LONG_DATE * dates:
        return False
    if language and _WORDS.search(rest):
        rest = _weekdays_in(language).sub(" ", rest)  # the first word of `thứ hai` is one beside dates
    rest = _any_of("beside_dates", "date_published", "date_changed").sub(" ", _EAST_ASIAN_DAYS.sub(" ", rest))
    return not _WORDS.search(rest)
