"""Numbers as texts state them: in digits of any script with the marks of the language (CLDR, by babel), in words
(text2num, for the languages that it knows), with a scale behind them (million, lakh) and with words before them that
say how exact they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

import msgspec
from babel import Locale, UnknownLocaleError
from msgspec.structs import replace

from mediawatch.facts.fact_records import INFINITY, Quantity
from mediawatch.facts.kinds.fractions import PERCENT, WHOLES, Fraction, fractions, so_many_of
from mediawatch.facts.number_words import LEAST_SPELT, spelt
from mediawatch.facts.word_tokens import Token, telling
from mediawatch.facts.words import fact_words

ABOUT = 0.1
"""`about 30` is from 27 to 33."""

ABOUT_ROUND = 0.17
"""`about 30` may also be what rounds to it, 25 to 35, but no further from it than so."""

ROUND = 0.05
"""A number with zeros at its end may be rounded, by half of its last digit that is none; at most so much of it."""

LEAST_ROUND = 1_000
"""A smaller number is taken as it is: 30 dead are not 31."""

HALVED = 2
"""Words of a number before which `half` means half of it: `a million`."""

REACH_BEHIND = 3
"""Tokens behind a number in which `or more` may stand."""

SHORT = 2
"""Letters: so short a scale is glued to its number, as 5m."""

ROUNDED = 0.2
"""`Une vingtaine` is from 16 to 24."""

DOZEN = 12.0

_MANY = {"many_dozens": (20, 150), "many_hundreds": (150, 1_500), "many_thousands": (1_500, 99_999)}


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


def numbers(listed: Sequence[Token], language: str, told: Sequence[tuple[int, Token]] | None = None) -> list[Number]:
    """All numbers of a sentence, in order. `told`: what `telling` finds among the tokens, where that is known."""
    found: list[Number] = []
    told = telling(listed) if told is None else told
    both = [*_in_digits(listed, told, language), *_in_words(listed, told, language)]
    parts_at = [place for place, token in told if token.role.in_fraction]
    if parts_at and (parts := list(fractions(listed, parts_at, language))):
        both = [number for number in both if not any(part.first <= number.first < part.last for part in parts)]
        both += [_part(part) for part in parts if part.percent]
    for number in sorted(both, key=lambda one: one.first) if len(both) > 1 else both:
        if not found or number.first >= found[-1].last:  # the `million` of `2.4 million` is no number of its own
            found.append(_with_scale(number, listed, language))
    if not found:
        return found
    if len(found) > 1 and any(number.value in WHOLES for number in found):
        for part in so_many_of(found, listed, language):
            found = [number for number in found if not part.first <= number.first < part.last]
            found.append(_with_words(_part(part), listed, language))
        found.sort(key=lambda number: number.first)
    more = fact_words.phrases(language)["half_more"]
    return [
        number
        for number in found
        if more.before(listed, number.first) is None and more.behind(listed, number.last) is None
    ]


def _in_digits(listed: Sequence[Token], told: Sequence[tuple[int, Token]], language: str) -> Iterator[Number]:
    grouped = _parts_by_blanks(language)
    for place, token in told:
        if token.is_number and (value := numeral(token.text, language)) is not None:
            if grouped and (last := _grouped(listed, place)) is not None:
                value = float("".join(part.text for part in listed[place:last]))
                yield Number(place, last, place, value, Quantity(value, value), in_digits=True)
                continue
            suffix = listed[place + 1] if place + 1 < len(listed) and listed[place + 1].start == token.end else None
            ordinal = suffix is not None and ("ordinal" in suffix.role.begins or suffix.text in ORDINAL_SIGNS)
            yield Number(place, place + 1, place, value, Quantity(value, value), in_digits=True, is_ordinal=ordinal)


def _grouped(listed: Sequence[Token], place: int) -> int | None:
    """Behind a number whose groups of three digits have blanks between: 1 200."""
    text = listed[place].text
    if len(text) > GROUP or not text.isdecimal() or text[0] == "0":
        return None
    if place and listed[place - 1].role.month is not None:
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
    return last if last > place + 1 else None


GROUP = 3
"""Digits that stand together."""


@cache
def _parts_by_blanks(language: str) -> bool:
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

ORDINAL_SIGNS = "ºª"
"""Signs that make an ordinal of a number in several languages."""


@lru_cache(maxsize=10_000)
def numeral(text: str, language: str) -> float | None:
    """The value of digits with marks among them, `1,200` or `1.200` or `12,00,000`; None for what is no number, as an
    address or a version (`10.0.0.1`)."""
    if text.isascii() and text.isdigit():
        return float(text)
    decimal = _decimal(language)
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
def _decimal(language: str) -> str:
    try:
        symbols: Any = Locale.parse(language).number_symbols
        return str(symbols["latn"]["decimal"])
    except (UnknownLocaleError, ValueError, KeyError):
        return "."


def _in_words(listed: Sequence[Token], told: Sequence[tuple[int, Token]], language: str) -> Iterator[Number]:
    spelt_at = [place for place, token in told if token.role.number]
    for first, last, value, is_ordinal in spelt(listed, spelt_at, language) if spelt_at else ():
        stands_for_many = last == first + 1 and (listed[first].role.is_many or listed[first].role.is_round)
        if language not in CAPITAL_NOUNS and first and listed[first].text[0].isupper() and _is_in_name(listed, first):
            continue
        if value >= LEAST_SPELT and not stands_for_many and not any(token.is_number for token in listed[first:last]):
            yield Number(first, last, first, value, Quantity(value, value), in_digits=False, is_ordinal=is_ordinal)
    is_many = False
    for place, token in told:
        role = token.role
        if role.is_many:
            is_many = True
        elif role.is_round and not _has_number_before(listed, place):
            number = fact_words.round_numbers(language)[listed[place].lower]
            slack = ROUNDED * number
            yield Number(place, place + 1, place, number, Quantity(number - slack, number + slack), in_digits=False)
    if not is_many:
        return
    lists = fact_words.phrases(language)
    for name, (low, high) in _MANY.items():
        for place in lists[name].anywhere(listed):
            if not _has_number_before(listed, place):
                yield Number(place, place + 1, place, float(low), Quantity(low, high), in_digits=False)


def _part(part: Fraction) -> Number:
    """A part of a whole: a third is told for what is a little less or more."""
    slack = part.percent * ROUND
    quantity = Quantity(part.percent - slack, part.percent + slack)
    return Number(part.first, part.last, part.first, part.percent, quantity, in_digits=False, unit=PERCENT)


def _is_in_name(listed: Sequence[Token], place: int) -> bool:
    """Whether a word with a capital stands behind another one: Channel Two, BBC Two's. A headline has more of them."""
    before = listed[place - 1]
    if not before.is_word or not before.text[0].isupper():
        return False
    return any(token.is_word and len(token.text) > SHORT and token.text.islower() for token in listed)


CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages in which a capital says nothing of a name."""


def _has_number_before(listed: Sequence[Token], place: int) -> bool:
    """Whether a number stands before the place, which it multiplies: two dozen."""
    if not place:
        return False
    word = listed[place - 1].role.number
    return listed[place - 1].is_number or (word is not None and word.value >= LEAST_SPELT)


def _with_scale(number: Number, listed: Sequence[Token], language: str) -> Number:
    """With `million` and the like behind it, and the words before it."""
    if number.unit:
        return _with_words(number, listed, language)
    if number.is_ordinal or number.quantity.low != number.quantity.high:
        return number
    if not number.in_digits and number.value >= LEAST_ROUND and number.last - number.first <= HALVED:
        number = _halved(number, listed, language)
    place = number.last + 1 if _is_hyphen(listed, number.last) else number.last
    factor = _factor(listed, place, language)
    if factor is not None:
        low, high = _rounded(listed[number.first].text, number.value, factor, language, number.in_digits)
        number = replace(
            number,
            last=_behind_stop(listed, place + 1),
            value=number.value * factor,
            quantity=Quantity(low, high),
            has_scale=True,
        )
    elif number.value >= LEAST_ROUND and number.in_digits:
        half = _last_digit(number.value) / 2
        slack = min(half, number.value * ROUND) if half > 1 else 0
        number = replace(number, quantity=Quantity(number.value - slack, number.value + slack))
    return _with_words(_with_range(number, listed, language), listed, language)


def _behind_stop(listed: Sequence[Token], place: int) -> int:
    """Behind the stop of an abbreviation with which its sentence goes on: 12 tys. osób."""
    if place + 1 < len(listed) and listed[place].text == "." and listed[place + 1].text[0].islower():
        return place + 1
    return place


def _halved(number: Number, listed: Sequence[Token], language: str) -> Number:
    """`half a million` is 500,000."""
    lists = fact_words.phrases(language)
    before = lists["half"].before(listed, number.first)
    within = lists["half"].behind(listed, number.first)
    if (before is None and within is None) or lists["half_more"].before(listed, number.first) is not None:
        return number
    first = number.first if before is None else before
    half = number.value / 2
    slack = half * ROUND
    return replace(
        number,
        first=first,
        whole_first=first,
        value=half,
        quantity=Quantity(half - slack, half + slack),
        has_scale=True,
    )


def _is_hyphen(listed: Sequence[Token], place: int) -> bool:
    return place + 1 < len(listed) and listed[place].text in "-‑" and listed[place].end == listed[place + 1].start


def _factor(listed: Sequence[Token], place: int, language: str) -> float | None:
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


def _rounded(text: str, value: float, factor: float, language: str, in_digits: bool) -> tuple[float, float]:
    """`2.4 million`: from 2.35 to 2.45 million. Two dozen are 24, and two times ten are told for 19 to 21."""
    if factor == DOZEN:
        half = 0.0
    elif factor < LEAST_ROUND:
        half = min(factor / 2, ABOUT * value * factor)
        return value * factor - half, value * factor + half
    elif not in_digits:
        half = factor / 2
    else:
        decimal = _decimal(language)
        places = len(text.rpartition(decimal)[2]) if decimal in text else 0
        half = factor / 10**places / 2
    half = min(half, value * factor * ROUND)
    return value * factor - half, value * factor + half


def _last_digit(value: float) -> float:
    """The place of the last digit that is not 0: 100 for 1,200."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return float(place)


def _with_range(number: Number, listed: Sequence[Token], language: str) -> Number:
    """`20-30` and `20 to 30` are one number."""
    place = number.last
    if (
        place + 1 < len(listed)
        and listed[place + 1].is_number
        and number.in_digits
        and (
            listed[place].text in "-–‑"
            or (
                fact_words.phrases(language)["day_to_day"].behind(listed, place) == place + 1
                and fact_words.phrases(language)["from"].before(listed, number.first) is None
            )
        )
    ):
        upper = numeral(listed[place + 1].text, language)
        if upper is not None and number.value < upper <= number.value * 10:
            return replace(number, last=place + 2, quantity=Quantity(number.quantity.low, upper))
    return number


def _with_words(number: Number, listed: Sequence[Token], language: str) -> Number:
    for behind, token in enumerate(listed[number.last : number.last + REACH_BEHIND], number.last):
        if token.is_number or token.text in ",;.":
            break
        if (
            "at_least_after" in token.role.begins
            and fact_words.phrases(language)["at_least_after"].behind(listed, behind) is not None
        ):
            return replace(number, quantity=Quantity(number.value, INFINITY))
    first = number.first
    if first and listed[first - 1].text in "$€£¥₹~":
        first -= 1
    elif not first or not listed[first - 1].role.ends:
        return number
    lists = fact_words.phrases(language)
    low, high = number.quantity.low, number.quantity.high
    if (place := lists["at_least"].before(listed, first)) is not None:
        return replace(number, whole_first=place, quantity=Quantity(number.value, INFINITY))
    if (place := lists["at_most"].before(listed, first)) is not None and lists["rises"].before(listed, place) is None:
        return replace(number, whole_first=place, quantity=Quantity(0, number.value))
    if (place := lists["about"].before(listed, first)) is not None or (first and listed[first - 1].text == "~"):
        slack = max(ABOUT * number.value, min(_last_digit(number.value) / 2, ABOUT_ROUND * number.value))
        return replace(
            number, whole_first=first if place is None else place, quantity=Quantity(low - slack, high + slack)
        )
    return number
