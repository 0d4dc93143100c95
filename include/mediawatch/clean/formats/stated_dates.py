"""Dates that a field of a file states: whatever a tool writes there is brought into a form that the readers of dates
know, and what cannot be read becomes a warning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from mediawatch.clean.dates.written import Ambiguous, Order, parse_date, parse_stamp
from mediawatch.clean.draft import Draft
from mediawatch.clean.language.detect import detect
from mediawatch.clean.text import one_line

_WITHIN = (
    "$date",
    "@value",
    "value",
    "iso",
    "date",
    "dateTime",
    "datetime",
    "date-parts",
    "raw",
    "start",
    "seconds",
    "_seconds",
    "$numberLong",
)
"""Keys of objects that stand for a moment: extended JSON, JSON-LD, Firestore, PHP, CSL, Notion."""

SERIAL_DAYS = range(32_874, 62_093)
SERIAL_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
"""Days as spreadsheets count them, from their day 0 on; 1990 to 2069."""

_SERIAL = re.compile(r"[3-6]\d{4}(?:[.,]\d{1,12})?")

_SHORT = re.compile(r"(\d\d?)[-/ ](?P<month>[^\W\d_]{3,}\.?)[-/ '’]+(\d\d)(?=$|[\s,T])")
_MONTH_FIRST = re.compile(r"^([^\W\d_]{3,})-(\d\d?)-(\d{4})")

MAX_STATED = 120
"""Characters of a statement that are read."""


def date_text(value: Any) -> str:
    """What a field says of a moment, as text: a stamp, a written date, epoch seconds for any epoch number (seconds,
    milli-, micro- or nanoseconds), ISO 8601 for the nine numbers of a `struct_time`. Empty for anything else."""
    if isinstance(value, dict):
        return next((found for key in _WITHIN if key in value and (found := date_text(value[key]))), "")
    if isinstance(value, list):
        if len(value) == 3 and all(str(part).isdecimal() for part in value) and len(str(value[0])) == 4:
            return "-".join(str(part).zfill(2) for part in value)
        if len(value) in (6, 8, 9) and all(isinstance(part, int) and 0 <= part < 3000 for part in value[:6]):
            year, month, day, hour, minute, second = value[:6]
            return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        return date_text(value[0]) if len(value) == 1 else ""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return _epoch(value)
    text = one_line(str(value)[: 4 * MAX_STATED])[:MAX_STATED]
    if _SERIAL.fullmatch(text):
        return _epoch(float(text.replace(",", ".")))
    number = text.removeprefix("@").partition(".")[0]
    if number.isascii() and number.isdigit() and 9 <= len(number) <= 19 and not _is_compact(number):
        return _epoch(int(number))
    return text


def _spelled_out(text: str) -> str:
    """A date with a month's name as spreadsheets shorten it (`24-Mar-26`, `Mar-24-2026`), with its year in full."""
    text = _MONTH_FIRST.sub(r"\1 \2 \3", text)
    return _SHORT.sub(lambda match: f"{match[1]} {match['month']} {'20' if match[3] < '70' else '19'}{match[3]}", text)


def _epoch(number: float) -> str:
    if SERIAL_DAYS.start <= number < SERIAL_DAYS.stop:
        return (SERIAL_ZERO + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ" if number % 1 else "%Y-%m-%d")
    if not 1e8 <= number < 1e19:  # before 1973 in seconds, after 2286 in nanoseconds: a count of something
        return ""
    if number < 1e16 and _is_compact(str(int(number))):
        return str(int(number))
    while number >= 1e11:
        number /= 1000
    return datetime.fromtimestamp(int(number), tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _is_compact(digits: str) -> bool:
    """Whether digits are a date written together, YYYYMMDD with or without hhmm or hhmmss."""
    return (
        len(digits) in (8, 12, 14)
        and digits[:2] in ("19", "20")
        and "01" <= digits[4:6] <= "12"
        and "01" <= digits[6:8] <= "31"
    )


def looks_like_date(value: Any) -> bool:
    """Whether a value states a moment, and nothing else."""
    text = date_text(value)
    if not text or len(text) > 40:
        return False
    try:
        return parse_stamp(text) is not None or parse_date(text) is not None
    except ValueError:
        return True


def use_date(
    stated: Iterable[Any],
    draft: Draft,
    source: str,
    *,
    published: bool = True,
    order: Order | None = None,
    body: str = "",
) -> None:
    """Sets the date of publication (or of change) by the first of the statements that can be read; warns of those that
    come before it and cannot. A numeric date whose day and month could be exchanged is read in `order`; without it the
    rest of the document decides, once all of it is read. A date in words that every language could not have written is
    read in the declared language, then in that of the `body`.
    """
    for value in stated:
        text = date_text(value)
        if not text:
            continue
        draft.date_texts.append(text)
        try:
            moment = parse_stamp(text) or parse_date(text, order, draft.declared_language)
            if moment is None and any(map(str.isalpha, text)):
                spelled = _spelled_out(text)
                language = detect(body).tag if body else draft.declared_language
                moment = parse_date(spelled, order, language)
        except Ambiguous as doubt:
            draft.doubts.append((doubt, source, published))
            continue
        if moment is None:
            draft.warn("unreadable-date", text[:80])
        elif published:
            draft.date_published, draft.date_published_source = moment, source
            return
        else:
            draft.date_modified = moment
            return
