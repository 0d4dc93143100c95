"""Numbers in words: by text2num in the languages that it knows, in others by the words that are listed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from text_to_num import find_numbers

from mediawatch.facts.measures import measure
from mediawatch.facts.word_tokens import NumberWord, Token
from mediawatch.facts.words import fact_words

SPELT = frozenset({"en", "fr", "es", "pt", "de", "nl", "da", "it"})
"""Languages whose number words text2num reads."""

LEAST_SPELT = 2
"""A smaller number in words counts nothing: `one` is a pronoun as often."""

APART = 3
"""Tokens: two words of one number (`two point five`, `two hundred and five`) are nearer than so."""

MULTIPLYING = {
    "ar": (100,), "bn": (100,), "hi": (100,), "tr": (100,),
    "id": (10, 100), "ms": (10, 100), "vi": (10, 100), "th": (10, 100), "sv": (100, 1000), "nb": (100,),
    "ja": (10, 100, 1000), "zh": (10, 100, 1000),
}  # fmt: skip
"""Language -> numbers that multiply a smaller one before them: iki yüz, dua puluh, 二百."""

UNITS_FIRST = frozenset({"ar", "he"})
"""Languages that say what is below ten before the tens."""

COUNTED = frozenset({"ja", "ko", "th", "vi", "zh"})
"""Languages in which a sign or a syllable that is a number is one only before a word for people."""


MEASURED = frozenset({"ko"})
"""Those of them in which it is one before a unit, too: 두 시간."""


class Spelling(NamedTuple):
    """A number in words: tokens `first` to `last` (behind it)."""

    first: int
    last: int
    value: float
    is_ordinal: bool


def number_word(word: str, language: str) -> NumberWord | None:
    """A word (in small letters) that is a number in the language, alone or with others."""
    if (said := _listed(language).get(word)) is not None or language not in SPELT:
        return said or _joined(word, language)
    for found in find_numbers([Spelt(Token(word, word, 0, len(word), False, True))], language, 0):
        return NumberWord(float(found.value), found.is_ordinal)
    return None


def _joined(word: str, language: str) -> NumberWord | None:
    """What a word is that is made of several numbers: kaksikymmentäkolme, třiadvacet, treogtyve, hundratjugo."""
    if len(word) < LEAST_JOINED or (pattern := _joint(language)) is None or (found := pattern.fullmatch(word)) is None:
        return None
    parts = _parts(language)
    times, hundred, *below = (parts.get(part, 0.0) for part in found.groups(""))
    said = [part for part in below if part]
    if len(said) + bool(hundred) + bool(times) < LEAST_PARTS:
        return None
    return NumberWord((times or 1) * hundred + sum(said))


LEAST_JOINED, LEAST_PARTS = 5, 2
"""Letters and numbers of such a word at least."""

TENTH, HUNDRED = 10, 100


@cache
def _joint(language: str) -> re.Pattern[str] | None:
    """Numbers up to 999 in one word; None where a language writes none so."""
    lists, parts = fact_words.words(language), _parts(language)
    if not lists["one_joined"]:
        return None
    units, tens, hundreds = (
        "|".join(sorted((re.escape(said) for said, value in parts.items() if least <= value < behind), key=_longest))
        for least, behind in ((1, TENTH), (TENTH, HUNDRED), (HUNDRED, HUNDRED + 1))
    )
    joint = "|".join(lists["and_joined"])
    turned = f"|({units})(?:{joint})({tens})" if joint else ""
    before = f"(?:({units})?({hundreds})(?:{joint})?)?" if hundreds else "()()"
    return re.compile(f"{before}(?:({tens})?({units})?{turned})")


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


@cache
def _parts(language: str) -> Mapping[str, float]:
    """Numbers of which those in one word are made."""
    ones = dict.fromkeys(fact_words.words(language)["one_joined"], 1.0)
    return {word: said.value for word, said in _listed(language).items() if said.value.is_integer()} | ones


@cache
def _listed(language: str) -> Mapping[str, NumberWord]:
    return {
        word: NumberWord(float(said), adds=str(said).startswith("+"))
        for word, said in fact_words.number_words(language).items()
    }


class Spelt:
    """A token as text2num asks for it."""

    def __init__(self, token: Token) -> None:
        self.token = token

    def text(self) -> str:
        return self.token.lower

    def nt_separated(self, previous: Spelt) -> bool:
        """Whether the two are apart: another token, or more than a blank, lies between."""
        return self.token.start - previous.token.end > 1

    def not_a_number_part(self) -> bool:
        return self.token.is_number


def spelt(listed: Sequence[Token], places: Sequence[int], language: str) -> Iterator[Spelling]:
    """Each number in words; `places`: those of all words that are numbers. One that has no other near it is a number by
    itself."""
    apart = APART if language in SPELT else 1
    own = _listed(language) if language in SPELT else {}
    group: list[int] = []
    for place in (*places, None):
        is_own = place is not None and bool(own) and listed[place].lower in own
        if (
            group
            and place is not None
            and place - group[-1] == 2
            and apart == 1
            and _are_tens_and_units(listed, group[-1], place)
        ):
            group.append(place)
            continue
        if group and (place is None or is_own or place - group[-1] > apart):
            yield from _of_group(listed, group, language)
            group = []
        if place is not None and is_own:
            yield from _of_group(listed, [place], language)
        elif place is not None:
            group.append(place)


def _are_tens_and_units(listed: Sequence[Token], place: int, last: int) -> bool:
    """Whether a word for tens and one for units are parted by `and`: douăzeci și cinci, двадесет и пет."""
    tens, units = listed[place].role.number, listed[last].role.number
    return (
        tens is not None
        and units is not None
        and tens.value in TENS
        and LEAST_SPELT - 1 <= units.value < TENS[0] / 2
        and "either" in listed[place + 1].role.begins
    )


TENS = (20, 30, 40, 50, 60, 70, 80, 90)


def _of_group(listed: Sequence[Token], group: Sequence[int], language: str) -> Iterator[Spelling]:
    first = group[0]
    if language not in SPELT:
        yield from _composed(listed, group, language)
    elif len(group) == 1:
        word = listed[first].role.number
        if word is not None:
            yield Spelling(first, first + 1, word.value, word.is_ordinal)
    else:
        for found in find_numbers([Spelt(token) for token in listed[first : group[-1] + 1]], language, 0):
            yield Spelling(first + found.start, first + found.end, float(found.value), found.is_ordinal)


def _composed(listed: Sequence[Token], group: Sequence[int], language: str) -> Iterator[Spelling]:
    """Of neighbouring number words each number that they make: двадцать шесть, dua puluh enam, 二十六."""
    multiplying = MULTIPLYING.get(language, ())
    first, total, added = group[0], 0.0, 0.0
    for place in group:
        word = listed[place].role.number
        if word is None:
            continue
        value = word.value
        if not total:
            first, total, added = place, value, value
        elif word.adds or (language in UNITS_FIRST and total < 10 <= value < 100 and value % 10 == 0):
            total, added = total + value, value
        elif value in multiplying and added < value:
            total, added = total - added + added * value, added * value
        elif value < _last_place(total):
            total, added = total + value, value
        else:
            if _is_counted(listed, place, language):
                yield Spelling(first, place, total, is_ordinal=False)
            first, total, added = place, value, value
    if _is_counted(listed, group[-1] + 1, language):
        yield Spelling(first, group[-1] + 1, total, is_ordinal=False)


def _last_place(number: float) -> float:
    """The place of the last digit that is not 0: 20 of 120 is below its 100, and 6 below the 10 of 20."""
    place = 1.0
    while number % (place * 10) == 0:
        place *= 10
    return place


def _is_counted(listed: Sequence[Token], place: int, language: str) -> bool:
    """Whether what the number counts stands at `place`, where the language asks for it."""
    if language not in COUNTED or (place < len(listed) and "people" in listed[place].role.begins):
        return True
    return language in MEASURED and place > 0 and measure(listed, place - 1, place, language) is not None
