"""Ages of a group, from the least to the greatest: `girls aged between eight and 17`, `8歳から17歳の子ども`.

What stands between two such numbers, and beside them, is written in many ways (an article, the word for years, numbers
in words and in digits); read as numbers of their own, they would count the children, or those who were hurt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.kinds.ages import AGES, DASHES, OLDEST, SentenceAges
from mediawatch.facts.number_scales import Number

REACH = 4
"""Tokens between the two numbers, or beside them, in which they may be joined or said to be ages."""

BREAKS = (",", ".", ";", "(", ")")

AND, TO = ("و",), ("ל",)
"""Words that Arabic and Hebrew write together with the next one."""

SPAN_DASHES = (*DASHES, "–", "—", "~", "～", "〜", "－")


class SentenceAgeSpans(SentenceAges):
    """The spans of ages among the numbers of a sentence."""

    def with_age_spans(self, found: Sequence[Number]) -> list[Number]:
        """These numbers, with one for each two that are the ends of a span of ages."""
        return list(self._with_spans(found)) if any(self._may_be_aged(number) for number in found) else list(found)

    def _with_spans(self, found: Sequence[Number]) -> Iterator[Number]:
        taken = -1
        for number, following in zip(found, (*found[1:], None), strict=True):
            if number.first < taken:
                continue
            if number.quantity.is_told and self._are_ages(number, number, number.quantity.high):
                taken = number.last
                yield _span(number, number, number.quantity.high)
            elif following is not None and self._spans_ages(number, following):
                taken = following.last
                yield _span(number, following, following.value)
            else:
                yield number

    def _may_be_aged(self, number: Number) -> bool:
        return 0 < number.value <= OLDEST and not number.is_ordinal and not number.unit and self._is_aged_behind(number)

    def _spans_ages(self, one: Number, other: Number) -> bool:
        gap = range(one.last, other.first)
        if not 0 < len(gap) <= REACH:
            return False
        if any(self.text_at(place) in BREAKS for place in gap) or not self._join_ages(one, other, gap):
            return False
        return self._are_ages(one, other, other.value)

    def _join_ages(self, one: Number, other: Number, gap: range) -> bool:
        """Whether a dash or a word for `to` stands between, or `and`: alone, or where `between` stands beside them."""
        if any(self.text_at(place) in SPAN_DASHES for place in gap):
            return all(self.text_at(place) in SPAN_DASHES or self._is_of_ages(place) for place in gap)
        if any(self.is_at(place, "joins") or self.text_at(place) in AND for place in gap):
            return len(gap) == 1 or self._is_said_beside("between", one, other)
        return any(self.is_at(place, "day_to_day") or self.text_at(place) in TO for place in gap)

    def _is_of_ages(self, place: int) -> bool:
        return any(self.is_at(place, name) for name in ("day_to_day", "aged", "from"))

    def _are_ages(self, one: Number, other: Number, oldest: float) -> bool:
        if one.has_scale or other.has_scale or one.is_ordinal or other.is_ordinal or one.unit or other.unit:
            return False
        is_whole = one.value == int(one.value) and oldest == int(oldest)
        if not is_whole or not 0 < one.value < oldest <= OLDEST or not self._is_said_beside("aged", one, other):
            return False
        return not self.is_of_prison(one.first, other.last)

    def _is_aged_behind(self, number: Number) -> bool:
        return self._is_said_beside("aged", number, number)

    def _is_said_beside(self, name: str, one: Number, other: Number) -> bool:
        before = range(max(0, one.first - REACH), one.first)
        behind = range(one.last, min(other.last + REACH, len(self.tokens)))
        return any(name in self.tokens[place].role.begins and self.is_at(place, name) for place in (*before, *behind))


def _span(one: Number, other: Number, oldest: float) -> Number:
    quantity = Quantity(one.value, oldest, is_told=True)
    return Number(one.first, other.last, one.whole_first, one.value, quantity, in_digits=True, unit=AGES)
