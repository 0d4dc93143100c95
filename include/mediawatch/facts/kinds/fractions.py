"""Parts of a whole in words, and so many of so many, as percentages: two-thirds, one in five, 3 out of 10."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from mediawatch.facts.measures import measure
from mediawatch.facts.word_tokens import Phrases, Token
from mediawatch.facts.words import fact_words

PERCENT = "#percent"

TIMES = "#times"
"""Unit of a number by which something is multiplied: seven times more likely."""

HUNDRED, TWICE = 100, 200
"""Hundredths of a whole, and of two: from there on they are told as times."""

LONGEST = 5
"""Words of the longest phrase for a part of a whole."""

WHOLES = frozenset({3, 4, 5, 6, 8, 10, 20, 100})
"""Of so many a part is told: `seven in 10`. Of others, things are counted: `seven in 12 villages`."""

EXACTNESS = ("about", "at_least", "at_most")

BETWEEN = 2
"""Words that may stand between a part and its whole: `quatre Français sur dix`."""


class Fraction(NamedTuple):
    """Tokens `first` to `last` (behind it) of a part of a whole. `percent` is 0 for what only looks like one, as `a
    quarter of a century`."""

    first: int
    last: int
    percent: float


class Counted(Protocol):
    """A number among tokens."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def whole_first(self) -> int: ...
    @property
    def value(self) -> float: ...
    @property
    def is_ordinal(self) -> bool: ...


def fractions(listed: Sequence[Token], places: Sequence[int], language: str) -> Iterator[Fraction]:
    """Those that are written in words, in order. `places`: those of words that may belong to one."""
    lists, parts = fact_words.phrases(language), fact_words.fractions(language)
    said = lists["fraction"]
    behind = 0
    for place in places:
        if not _may_be_part(listed, place):
            continue
        for first in range(max(behind, place - LONGEST + 1), place + 1):
            last = said.behind(listed, first) or _behind_about(listed, first, lists)
            if last is not None and last > place:
                yield Fraction(first, last, parts[tuple(token.lower for token in listed[first:last])])
                behind = last
                break


def _may_be_part(listed: Sequence[Token], place: int) -> bool:
    """Of a number only where it is the whole of a part: one in five."""
    number = listed[place].role.number
    if number is None or number.is_ordinal or number.value < 1:
        return True
    if place and "in_so_many" in listed[place - 1].role.ends:
        return True
    return place + 1 < len(listed) and "whole_before" in listed[place + 1].role.begins


def _behind_about(listed: Sequence[Token], first: int, lists: Mapping[str, Phrases]) -> int | None:
    """`Nearly half`: such words alone are no part of a whole (half an hour)."""
    last = lists["fraction_about"].behind(listed, first)
    if last is None or not any(lists[name].before(listed, first) is not None for name in EXACTNESS):
        return None
    return last


def tenths(found: Sequence[Counted], listed: Sequence[Token], language: str) -> Iterator[Fraction]:
    """Numbers of tenths, with what is said behind them of the next place: 3割, 3割半, 3割5分."""
    lists = fact_words.phrases(language)
    for number in found:
        last = lists["tenths"].behind(listed, number.last)
        if last is None or number.value >= TENTH or number.is_ordinal:
            continue
        percent = number.value * TENTH
        if (behind := lists["half_more"].behind(listed, last)) is not None:
            percent, last = percent + TENTH / 2, behind
        elif last < len(listed) and (more := listed[last].text).isdecimal() and len(more) == 1:
            percent, last = percent + int(more), min(last + 2, len(listed))
        yield Fraction(number.first, last, percent)


TENTH = 10
"""Hundredths in a tenth."""


def so_many_of(found: Sequence[Counted], listed: Sequence[Token], language: str) -> Iterator[Fraction]:
    """Two numbers of which the one is a part of the other: `seven in 10`, `10 में से 7`."""
    lists = fact_words.phrases(language)
    for one, other in pairwise(found):
        part, whole, name, reach = one, other, "in_so_many", BETWEEN
        if one.value > other.value:
            part, whole, name, reach = other, one, "whole_before", 0
        if part.is_ordinal or whole.is_ordinal or whole.value not in WHOLES or not 0 < part.value < whole.value:
            continue
        starts = range(one.last, min(one.last + reach, other.first) + 1)
        if not any(lists[name].behind(listed, at) == other.first for at in starts):
            continue
        if measure(listed, other.first, other.last, language) is None:  # killed three in 10 days
            yield Fraction(one.first, other.last, 100 * part.value / whole.value)
