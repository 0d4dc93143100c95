"""Names of days, months and signs of the zodiac in the languages of news."""

from __future__ import annotations

from functools import cache

from mediawatch.words.word_lists import FOLDER, phrases


@cache
def day_names() -> frozenset[str]:
    """Names of weekdays and months, case folded, without joiners, of one word each (from CLDR)."""
    return frozenset((FOLDER / "day_names.txt").read_text(encoding="utf-8").split())


@cache
def zodiac_signs() -> frozenset[str]:
    """Signs of the zodiac, case folded: horoscopes are forms, filled in by sign."""
    return frozenset(sign.casefold() for sign in phrases("zodiac_signs"))
