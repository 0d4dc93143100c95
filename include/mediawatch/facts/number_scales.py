"""What stands behind a number and multiplies it (million, lakh, 万), and how exact the number is then."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError

from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.numerals import decimal_mark
from mediawatch.facts.word_tokens import Token
from mediawatch.facts.words import fact_words

ABOUT = 0.1
"""`about 30` is from 27 to 33."""

ROUND = 0.05
"""A number with zeros at its end may be rounded, by half of its last digit that is none; at most so much of it."""

LEAST_ROUND = 1_000
"""A smaller number is taken as it is: 30 dead are not 31."""

SHORT = 2
"""Letters: so short a scale is glued to its number, as 5m."""

DOZEN = 12.0

FIVES = 5
"""Numbers that end with it are rounded to it: 35, 150."""


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number in a sentence: tokens `first` to `last` (behind it); `whole_first`: with the words that say how exact it
    is. `value`: as it stands, without them. `in_digits`, `has_scale`, `is_ordinal`: how it is written. `unit`: what it
    is of, where the number itself says so (a third)."""

    first: int
    last: int
    whole_first: int
    value: float
    quantity: Quantity
    in_digits: bool
    has_scale: bool = False
    is_ordinal: bool = False
    unit: str = ""


def behind_stop(listed: Sequence[Token], place: int) -> int:
    """Behind the stop of an abbreviation with which its sentence goes on: 12 tys. osób, 3,5 Mio. Euro."""
    if place + 1 < len(listed) and listed[place].text == ".":
        return place + 1
    return place


def is_hyphen(listed: Sequence[Token], place: int) -> bool:
    return place + 1 < len(listed) and listed[place].text in "-‑" and listed[place].end == listed[place + 1].start


def factor_at(listed: Sequence[Token], place: int, language: str) -> float | None:
    if place >= len(listed) or not listed[place].is_word:
        return None
    word = listed[place].lower
    glued = place > 0 and listed[place - 1].end == listed[place].start
    said = fact_words.scales(language)
    if word in said and (len(word) > SHORT or glued or not word.isascii()):
        return said[word]
    if listed[place].role.is_round:
        return fact_words.round_numbers(language)[word]
    return scales(language).get(word)


@cache
def scales(language: str) -> dict[str, float]:
    """Words for a thousand and more in a language (CLDR's compact decimals) -> how many. Cut by two letters where they
    are long, since endings differ, they are looked up as they stand."""
    try:
        formats: Any = Locale.parse(language).compact_decimal_formats["long"]
    except (UnknownLocaleError, ValueError, KeyError):
        return {}
    found: dict[str, float] = {}
    for patterns in formats.values():
        for size, pattern in patterns.items():
            zeros = pattern.pattern.count("0")
            word = pattern.pattern.replace("0", "").replace("\u00a0", " ").strip(" '.").lower()
            if word and " " not in word:
                found.setdefault(word, float(size) / 10 ** (zeros - 1))
    return found


def rounded(text: str, value: float, factor: float, language: str, in_digits: bool) -> tuple[float, float]:
    """`2.4 million`: from 2.35 to 2.45 million. Two dozen are 24, and two times ten are told for 19 to 21."""
    if factor == DOZEN:
        half = 0.0
    elif factor < LEAST_ROUND:
        half = min(factor / 2, ABOUT * value * factor)
        return value * factor - half, value * factor + half
    elif not in_digits:
        half = factor / 2
    else:
        decimal = decimal_mark(language)
        places = len(text.rpartition(decimal)[2]) if decimal in text else 0
        half = factor / 10**places / 2
    half = min(half, value * factor * ROUND)
    return value * factor - half, value * factor + half


def last_digit(value: float) -> float:
    """The place of the last digit that is not 0: 100 for 1,200."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return float(place)


def rounding(value: float) -> float:
    """To what a number is rounded, as its digits say: 10 of 50 and 60, 5 of 35, 1 of 67."""
    if not value.is_integer():
        return 1.0
    place = last_digit(value)
    return place * FIVES if value > place * FIVES and value % (place * FIVES) == 0 else place
