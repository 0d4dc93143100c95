"""Sentences of a text, with their places: Unicode's boundaries (UAX 29, by ICU), but none behind an abbreviation."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from icu4py.breakers import SentenceBreaker

from mediawatch.facts.words import fact_words

_LOCALE = "en"
"""The root rules of ICU serve all scripts; the lists of abbreviations that it has besides make it ten times slower."""

_BEYOND = regex.compile(r"[\U00010000-\U0010ffff]")
"""Characters that ICU counts as two: no boundary depends on them."""

_LAST_WORD = regex.compile(r"(?P<word>[\p{L}\p{M}]+(?:\.[\p{L}\p{M}]+)*)\.\s*\Z")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it."""
    start = None
    for first, last in SentenceBreaker(_BEYOND.sub("\ufffc", text), _LOCALE).segments():
        start = first if start is None else start
        if _goes_on(text, start, last):
            continue
        yield from _trimmed(text, start, last)
        start = None
    if start is not None:
        yield from _trimmed(text, start, len(text))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the full stop before `end` belongs to an abbreviation or an initial, on a line that goes on."""
    if text[end - 1] == "\n" or end >= len(text):
        return False
    last = _LAST_WORD.search(text, max(start, end - 40), end)
    if last is None:
        return False
    word = last["word"].lower()
    return len(word) == 1 or word in fact_words.abbreviations()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if part.strip():
        yield start + left, start + len(part.rstrip())
