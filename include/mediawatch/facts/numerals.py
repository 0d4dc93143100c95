"""Numbers in digits of any script, with the marks of the language (CLDR, by babel)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from mediawatch.facts.word_tokens import Token


@lru_cache(maxsize=10_000)
def numeral(text: str, language: str) -> float | None:
    """The value of digits with marks among them, `1,200` or `1.200` or `12,00,000`; None for what is no number, as an
    address or a version (`10.0.0.1`)."""
    if text.isascii() and text.isdigit():
        return float(text)
    decimal = decimal_mark(language)
    marks = [character for character in text if not character.isdecimal()]
    groups = "".join(c if c.isdecimal() else " " for c in text).split()
    digits = [_ascii(group) for group in groups]
    if not marks:
        return float(digits[0])
    if (
        marks.count(decimal) == 1
        and marks[-1] == decimal
        and (len(digits[-1]) != 3 or decimal != "." or len(marks) > 1)
    ):
        if len(set(marks[:-1])) > 1:
            return None
        return float("".join(digits[:-1]) + "." + digits[-1])
    if len(set(marks)) > 1 or len(digits[-1]) != 3 or any(len(group) not in (2, 3) for group in digits[1:]):
        return float(f"{digits[0]}.{digits[1]}") if len(marks) == 1 else None
    return float("".join(digits))


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)


@cache
def decimal_mark(language: str) -> str:
    try:
        symbols: Any = Locale.parse(language).number_symbols
        return str(symbols["latn"]["decimal"])
    except (UnknownLocaleError, ValueError, KeyError):
        return "."


def grouped(listed: Sequence[Token], place: int, language: str) -> int | None:
    """Behind a number whose groups of three digits have blanks between: 1 200. Languages whose rules have marks there
    write blanks as well, before a word, and behind none that is a name: Flight 370 239 passengers."""
    text = listed[place].text
    if len(text) > GROUP or not text.isdecimal() or text[0] == "0":
        return None
    if place and (listed[place - 1].role.month is not None or _is_group(listed, place - 1)):
        return None
    last = place + 1
    while (
        last < len(listed)
        and listed[last].is_number
        and len(listed[last].text) == GROUP
        and listed[last].text.isdecimal()
        and listed[last].start == listed[last - 1].end + 1
    ):
        last += 1
    if last == place + 1:
        return None
    if parts_by_blanks(language) or (place and listed[place - 1].text in "$€£¥₹"):
        return last
    is_name = place > 1 and listed[place - 1].is_word and listed[place - 1].text[0].isupper()
    return last if last < len(listed) and listed[last].is_word and not is_name else None


def with_fraction(listed: Sequence[Token], place: int) -> tuple[float, int] | None:
    """The number at `place` with the fraction in digits that it is, or that stands behind it, and the place behind all:
    5/8, 9 1/2, 9-1/2; None where there is none. A day, a result or a ratio has another number below its line."""
    behind = place + 1 + (listed[place + 1].text in "-‑")
    for whole, at in ((0.0, place), (float(listed[place].text), behind)):
        if at + 2 >= len(listed) or listed[at + 1].text not in "/⁄" or not listed[at].is_number:
            continue
        above, below = listed[at].text, listed[at + 2].text
        is_one = listed[at].end == listed[at + 1].start and listed[at + 1].end == listed[at + 2].start
        if is_one and above.isascii() and above.isdigit() and below in LINES and int(above) < int(below):
            return whole + int(above) / int(below), at + 3
    return None


LINES = frozenset({"2", "3", "4", "5", "8", "16", "32", "64"})
"""Numbers that stand below the line of fractions in texts."""


def _is_group(listed: Sequence[Token], place: int) -> bool:
    """Whether a number of few digits stands there, right before another one: 020 311 122."""
    here = listed[place]
    return here.is_number and len(here.text) <= GROUP and listed[place + 1].start == here.end + 1


GROUP = 3
"""Digits that stand together."""


@cache
def parts_by_blanks(language: str) -> bool:
    """Whether the language writes blanks between the thousands (CLDR; some do so as often as not)."""
    try:
        if language in BLANKS:
            return True
        symbols: Any = Locale.parse(language).number_symbols
        return str(symbols["latn"]["group"]).isspace()
    except (UnknownLocaleError, ValueError, KeyError):
        return False


BLANKS = frozenset({"es", "pt"})
"""Languages whose orthography parts the thousands by blanks, though CLDR has points."""
