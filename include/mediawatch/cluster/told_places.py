"""Where an article says that something happened, in languages whose capitals do not tell names.

German writes all nouns with capitals; Arabic, Hindi, Korean and Chinese have none. There a place is told by what stands
beside it: `in Velmar`, `مدينة طنطا`, `이천시`, `富山市`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from mediawatch.words import phrases

LEAD = 1500
"""Characters of an article without capitals in which places are looked for."""

_SHORTEST = 3  # letters of a place
_SYLLABLES = 2  # of a Korean place that count: what follows is an ending, or the rest of a longer name
_HANGUL = "[\uac00-\ud7af]"
_PAIR = "[\u30a1-\u30fa\u30fc\u3400-\u9fff]{2}"


class _Signs(NamedTuple):
    """`places` finds them, in one of two groups; `words` finds all that may be one."""

    places: re.Pattern[str]
    words: re.Pattern[str]


@cache
def place_sign(language: str) -> re.Pattern[str] | None:
    """Finds places by the prepositions before them, in languages that write all nouns with capitals; None in others."""
    before = _any("before_places", language)
    if not before or not phrases("before_nouns", language):
        return None
    return re.compile(rf"\b(?:{before})\s([^\W\d_a-zäöüß]\w{{2,}})")


def places_told(headline: str, article_body: str, language: str) -> Collection[str]:
    """The places that a headline without capitals tells (`n:`), and the other words of the text (`v:`), by which it is
    known that a place of another headline does not stand in it; nothing where no place is told."""
    signs = _signs(language)
    if signs is None:
        return ()
    lead = f"{headline}\n{article_body[:LEAD]}"
    headed = {_key(word, language) for word in signs.words.findall(headline)}
    places = headed & {_key(place, language) for found in signs.places.findall(lead) for place in found if place}
    if not places:
        return ()
    others = {_key(word, language) for word in signs.words.findall(lead)}
    if phrases("before_places", language):
        others |= {word[1:] for word in others if len(word) > _SHORTEST}  # a preposition may be written on it: بطنطا
    return {*(f"n:{place}" for place in places), *(f"v:{word}" for word in others - places)}


def _key(word: str, language: str) -> str:
    return word[:_SYLLABLES] if language == "ko" else word


@cache
def _signs(language: str) -> _Signs | None:
    before, behind = _any("before_places", language), _any("behind_places", language)
    if language == "ko":
        particle = _any("noun_particles", language)
        place = rf"({_HANGUL}{{2,}}?)\s?(?:{behind})(?:{particle})?(?!{_HANGUL})"
        return _Signs(re.compile(f"{place}()"), re.compile(f"{_HANGUL}{{2,}}"))
    if language in ("ja", "zh"):
        return _Signs(re.compile(f"({_PAIR})(?:{behind})()"), re.compile(f"(?=({_PAIR}))"))
    if not (before or behind) or place_sign(language):
        return None
    word = r"(\w[\w\u0300-\u036f\u0900-\u0903\u093a-\u094f\u200c]{2,})"
    return _Signs(
        re.compile(
            rf"(?<!\w)(?:(?:{before or '(?!)'})\s)+(?!(?:{before})\s){word}|{word}\s(?:{behind or '(?!)'})(?!\w)"
        ),
        re.compile(word),
    )


def _any(name: str, language: str) -> str:
    return "|".join(map(re.escape, phrases(name, language)))
