"""Halves and quarters beside numbers: two and a half hours, deux heures et demie, पौने दो लाख."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from mediawatch.facts.fact_records import INFINITY, Quantity
from mediawatch.facts.measures import measure
from mediawatch.facts.number_scales import LEAST_ROUND, ROUND, Number, factor_at
from mediawatch.facts.word_tokens import Phrases, Token
from mediawatch.facts.words import fact_words

HALF = 0.5

BEFORE = {"half_more": HALF, "quarter_more": 0.25, "quarter_less": -0.25}
"""Lists of what stands before a number -> how much of its unit that adds to it."""


def with_halves(found: Iterable[Number], listed: Sequence[Token], language: str) -> Iterator[Number]:
    """The numbers of a sentence, with the half that stands beside some of them."""
    lists = fact_words.phrases(language)
    more, done = lists["half_more"], 0
    for number in found:
        first, last, share = number.first, number.last, HALF
        if first < done:
            continue  # the half itself
        scale = _unit(number, listed, language)
        if (behind := more.behind(listed, last)) is not None and (scale > 1 or not _is_of(listed, behind)):
            done = last = behind
        elif (before := _share_before(lists, listed, first)) is not None:
            first, share = before
        elif (
            (behind := more.behind(listed, last + 1)) is not None
            and not _is_of(listed, behind)
            and (measure(listed, first, last, language) or lists["times"].behind(listed, last))
        ):
            done = behind
        else:
            yield _about(number, number.value, 1.0, HALF) if _is_half_in_a_word(number) else number
            continue
        unit, value = scale, number.value
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
        yield _about(told, value + share * unit, unit, abs(share))


def _share_before(lists: Mapping[str, Phrases], listed: Sequence[Token], first: int) -> tuple[int, float] | None:
    """Where what adds a half or a quarter to the number at `first` begins, and how much of its unit it adds."""
    for name, share in BEFORE.items():
        if (before := lists[name].before(listed, first)) is not None:
            return before, share
    return None


def _about(number: Number, value: float, unit: float, share: float) -> Number:
    """The number with this value, which is told to this share of its unit: it lies half of that away at most."""
    slack = share / 2 * unit if unit < LEAST_ROUND else min(share / 2 * unit, ROUND * value)
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


def _unit(number: Number, listed: Sequence[Token], language: str) -> float:
    """What is halved: a million of `two million and a half`, a lakh of `साढ़े तीन लाख`."""
    said = factor_at(listed, number.last - 1, language) or 0
    if said >= LEAST_ROUND and number.value >= said:
        return said
    if number.value < LEAST_ROUND or (number.in_digits and not number.has_scale):
        return 1.0
    unit = float(LEAST_ROUND)
    while unit * LEAST_ROUND <= number.value:
        unit *= LEAST_ROUND
    return unit
