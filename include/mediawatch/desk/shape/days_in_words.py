"""Days and spans of days as people write them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def days_in_words(days: str) -> str:
    """`2024-07-08/2024-07-09` -> `8–9 July 2024`; a whole month or year by its name. What is no day or span of days in
    ISO 8601 comes back as it is."""
    first_written, _, last_written = days.partition("/")
    try:
        first = date.fromisoformat(first_written)
        last = date.fromisoformat(last_written) if last_written else first
    except ValueError:
        return days
    if first == last:
        return f"{first.day} {first:%B %Y}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first.year}"
    if first.year != last.year:
        return f"{_part(first, whole=whole)} {first.year} – {_part(last, whole=whole)} {last.year}"
    if first.month != last.month:
        return f"{_part(first, whole=whole)} – {_part(last, whole=whole)} {last.year}"
    return f"{first:%B %Y}" if whole else f"{first.day}–{last.day} {last:%B %Y}"


def _part(day: date, *, whole: bool) -> str:
    return f"{day:%B}" if whole else f"{day.day} {day:%B}"
