"""Lines that count: how many read a text or commented on it, and how long it takes to read."""

from __future__ import annotations

import re

from mediawatch.words import pattern, words_pattern

MAX_LABEL = 60
"""Characters; no label of `notices` is longer."""

MAX_READING = 45
"""Characters of a line that says how long it takes to read an article."""

_READING = re.compile(words_pattern("reading_time"), re.IGNORECASE)
_FIGURE = r"\(?\d[\d.,]{0,9}\s?[kKmM]?\)?"
_WHAT = pattern("counted")
_COUNT = re.compile(  # Hits: 212 / 212 views / Read 212 times
    rf"[^\w(]*(?:(?:{_WHAT}[\s:：]{{0,3}}){{1,2}}{_FIGURE}(?:\s{{0,2}}{_WHAT})?"
    rf"|{_FIGURE}(?:\s{{0,2}}{_WHAT}){{1,2}})\W*",
    re.IGNORECASE,
)
_MINUTES_ALONE = re.compile(r"\W*[~≈<]?\s*\d{1,3}\s?mins?\.?\W*", re.IGNORECASE)
_COUNT_BEHIND = re.compile(  # (2 comments)
    rf"\s+(?:\({_FIGURE}\s?{_WHAT}\)|\({_WHAT}\s?:\s?{_FIGURE}\))\W*$", re.IGNORECASE
)
_COUNT_INSIDE = re.compile(rf"\s+{_WHAT}\s?[:：]\s?{_FIGURE}(?=\s)", re.IGNORECASE)
_PARTED = re.compile(r"(\s*[|·•∙]\s*|\s+[–—/-]\s+)")
MAX_COUNTED = 200
"""Characters; no line at a headline that counts beside something else is longer."""


def without_counts(line: str) -> str:
    """A line at a headline without how long it takes to read the text, and how many read it or commented on it."""
    if len(line) > MAX_COUNTED or not any(map(str.isdigit, line)):
        return line
    parts = _PARTED.split(_COUNT_INSIDE.sub(" | ", line))
    told = [
        number
        for number in range(0, len(parts), 2)
        if _is_count(parts[number]) or (len(parts) > 1 and _MINUTES_ALONE.fullmatch(parts[number]))
    ]
    for number in reversed(told):
        del parts[max(number - 1, 0) : number + 1 if number else 2]
    return _COUNT_BEHIND.sub("", "".join(parts))


def _is_count(line: str) -> bool:
    """Whether a whole line says how many read a text or commented on it, or how long it takes to read it."""
    return counts(line) or is_time_to_read(line)


def counts(line: str) -> bool:
    """Whether a whole line says how many read a text, commented on it or shared it."""
    return len(line) <= MAX_LABEL and any(map(str.isdigit, line)) and bool(_COUNT.fullmatch(line))


def is_time_to_read(line: str) -> bool:
    """Whether a line says how long it takes to read the text."""
    return len(line) <= MAX_READING and any(map(str.isdigit, line)) and bool(_READING.search(line))
