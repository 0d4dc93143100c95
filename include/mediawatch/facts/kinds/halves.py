"""Halves beside numbers: two and a half hours, deux heures et demie, two and a half million."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from mediawatch.facts.fact_records import INFINITY, Quantity
from mediawatch.facts.measures import measure
from mediawatch.facts.number_scales import LEAST_ROUND, ROUND, Number, factor_at
from mediawatch.facts.word_tokens import Token
from mediawatch.facts.words import fact_words

HALF = 0.5

SLACK = 0.25
"""How far from two and a half what is told so lies at most, in units."""


def with_halves(found: Iterable[Number], listed: Sequence[Token], language: str) -> Iterator[Number]:
    """The numbers of a sentence, with the half that stands beside some of them."""
    lists = fact_words.phrases(language)
    more, done = lists["half_more"], 0
    for number in found:
        first, last = number.first, number.last
        if first < done:
            continue  # the half itself
        if (behind := more.behind(listed, last)) is not None and (_unit(number) > 1 or not _is_of(listed, behind)):
            done = last = behind
        elif (before := more.before(listed, first)) is not None:
            first = before
        elif (
            (behind := more.behind(listed, last + 1)) is not None
            and not _is_of(listed, behind)
            and (measure(listed, first, last, language) or lists["times"].behind(listed, last))
        ):
            done = behind
        else:
            yield _about(number, number.value, 1.0) if _is_half_in_a_word(number) else number
            continue
        unit, value = _unit(number), number.value
        if last == done and (factor := factor_at(listed, last, language)) is not None:
            value, unit, last = value * factor, factor, last + 1  # two and a half million
            done = last
        told = replace(
            number,
            first=first,
            last=last,
            whole_first=min(first, number.whole_first),
            in_digits=False,
            has_scale=number.has_scale or unit >= LEAST_ROUND,
        )
        yield _about(told, value + HALF * unit, unit)


def _about(number: Number, value: float, unit: float) -> Number:
    """The number with this value, which is told to the half of its unit."""
    slack = SLACK * unit if unit < LEAST_ROUND else min(SLACK * unit, ROUND * value)
    low, high = value - slack, value + slack
    if number.quantity.high == INFINITY:
        low, high = value, INFINITY
    elif number.quantity.low == 0:
        low, high = 0, value
    elif number.quantity.is_told:
        low, high = number.quantity.low, number.quantity.high + HALF * unit
    return replace(number, value=value, quantity=Quantity(low, high, is_told=number.quantity.is_told))


def _is_half_in_a_word(number: Number) -> bool:
    """Whether it is a word such as `anderthalb`."""
    return number.value % 1 == HALF and not (number.in_digits or number.has_scale or number.unit)


def _is_of(listed: Sequence[Token], place: int) -> bool:
    """Whether what follows is halved: three years, and half of the sum."""
    return place < len(listed) and not listed[place].role.begins.isdisjoint(("thing_of", "of"))


def _unit(number: Number) -> float:
    """What is halved: a million of `two million and a half`."""
    if number.value < LEAST_ROUND or (number.in_digits and not number.has_scale):
        return 1.0
    unit = float(LEAST_ROUND)
    while unit * LEAST_ROUND <= number.value:
        unit *= LEAST_ROUND
    return unit
