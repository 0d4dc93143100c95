"""Hours of the day in words: at dawn, around midnight, half past two, halb drei, iki buçukta.

A part of the day is a value from its first hour to its last. Of an hour of twelve whose half of the day is not said no
more is known than where the hands stand: it is held against the hours that others tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mediawatch.facts.kinds.clocks import ABOUT_HOUR, CLOCK, HALF, MINUTES, Clock, half_of_day
from mediawatch.facts.word_tokens import Token
from mediawatch.facts.words import fact_words

PART_OF_DAY = "part of the day"
"""Second part of the unit of hours that are a part of the day."""

HALF_UNKNOWN = "half of the day"
"""The same of an hour of twelve of which the half of the day is not said."""

BEFORE = ("since", "day_to_day", "at_most")
"""Lists of words before an hour up to which, or from which on, something was."""


def told_hours(listed: Sequence[Token], told: Sequence[tuple[int, Token]], language: str) -> Iterator[Clock]:
    """The hours of a sentence that are told in words. `told`: the tokens that are looked through, with their places."""
    lists = fact_words.phrases(language)
    for place, token in told:
        if fact_words.TOLD_HOUR not in token.role.ends:
            continue
        first, last = lists[fact_words.TOLD_HOUR].before(listed, place + 1), place + 1
        if first is None or (first and token.text[0].isupper() and language != "de"):
            continue  # a paper called Dawn
        if any(lists[name].before(listed, first) is not None for name in BEFORE):
            continue
        hours = fact_words.told_hours(language).get(tuple(each.lower for each in listed[first:last]))
        if hours is None:
            continue
        begin, end = hours
        if end is not None:
            yield Clock(first, last, begin * MINUTES, end * MINUTES, (CLOCK, PART_OF_DAY))
            continue
        half, first, last = half_of_day(listed, first, last, language)
        if half is None and begin % 1 == 0:
            continue  # alle due: of whom or when is not said
        at = (begin % HALF + HALF * (half or 0)) * MINUTES
        unit = (CLOCK,) if half is not None else (CLOCK, HALF_UNKNOWN)
        yield Clock(first, last, max(0.0, at - ABOUT_HOUR), at + ABOUT_HOUR, unit)
