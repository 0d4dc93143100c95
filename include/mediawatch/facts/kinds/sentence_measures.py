"""What the numbers of a sentence measure: lengths, sums, percentages, results, and what is told in two units."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.kinds.ages import DASHES, SentenceValue
from mediawatch.facts.kinds.fractions import PERCENT, TIMES
from mediawatch.facts.kinds.numbered_things import SentenceNamed
from mediawatch.facts.kinds.scores import DASHES as RESULT_DASHES
from mediawatch.facts.kinds.scores import INTERIM, SCORE, as_result, result_in_words, score
from mediawatch.facts.kinds.scores import MOST as MOST_OF_RESULT
from mediawatch.facts.measures import Measure, measure
from mediawatch.facts.number_scales import Number
from mediawatch.facts.numerals import numeral

OF_TWO_UNITS = ("#time", "#length", "#mass")
"""Measures that are told in two units: 3 hours 20 minutes."""


class SentenceMeasures(SentenceNamed):
    """The measures among the numbers of a sentence."""

    def measured(self, number: Number) -> SentenceValue | None:
        if number.unit:
            return SentenceValue("measure", number.first, number.last, quantity=number.quantity, unit=(number.unit,))
        dashed = self.text_at(number.last) in DASHES
        is_pair = self.text_at(number.first + 1) in RESULT_DASHES  # the two may have been read as a range
        is_lost = is_pair and any(
            "lost" in token.role.begins and self.is_at(place, "lost") for place, token in self.told
        )
        if is_pair and (result := score(self.tokens, number.first, of_losers=is_lost)) is not None:
            last, told = result
            unit = INTERIM if any(self.is_at(place, "interim") for place, _ in self.told) else SCORE
            return SentenceValue("measure", number.first, last, quantity=Quantity(told, told), unit=(unit,))
        if (result_value := self._voted(number)) is not None:
            return result_value
        if (behind := self.lists["times"].behind(self.tokens, number.last)) is not None:
            return SentenceValue("measure", number.first, behind, quantity=number.quantity, unit=(TIMES,))
        found = measure(self.tokens, number.first, number.last, self.language)
        if found is None or (dashed and self._is_young(number, found)):
            return None
        slack = self._last_decimal(number) / 2 if number.quantity.low == number.quantity.high == number.value else 0
        low, high = (
            bound * found.factor + found.offset for bound in (number.quantity.low - slack, number.quantity.high + slack)
        )
        quantity = Quantity(low, high, is_told=number.quantity.is_told)
        return SentenceValue("measure", number.first, found.last, quantity=quantity, unit=(found.unit,))

    def _voted(self, number: Number) -> SentenceValue | None:
        """`By 18 votes to 11` as a result."""
        if not number.in_digits or not 1 < number.value <= MOST_OF_RESULT:
            return None
        place = result_in_words(self.tokens, number.last, self.lists["result_to"])
        if place is None or not any("votes" in token.role.begins for token in self.tokens):
            return None
        if (other := numeral(self.tokens[place].text, self.language)) is None:
            return None
        told = as_result(number.value, other)
        if told is None:
            return None
        self.results.add(place)
        return SentenceValue("measure", number.first, place + 1, quantity=Quantity(told, told), unit=(SCORE,))

    def _is_young(self, number: Number, found: Measure) -> bool:
        """Whether it is the age of a child: an 11-month-old."""
        if found.unit not in ("#months", "#days") or self.text_at(found.last) not in DASHES:
            return False
        self.ages.add(number.first)
        return True

    def _last_decimal(self, number: Number) -> float:
        """The place of the last digit that is written: .1 for 54.4. Half of it is what rounding leaves open."""
        text = self.tokens[number.first].text
        places = len(text) - text.rfind(".") - 1 if number.value != int(number.value) and "." in text else 0
        if number.value != int(number.value) and not places:
            places = len(text) - text.rfind(",") - 1
        return 10.0**-places

    def with_smaller_units(self, counted: list[tuple[Number, SentenceValue]]) -> list[tuple[Number, SentenceValue]]:
        """Of `3 hours 20 minutes` and `5 ft 4 in` one value."""
        found: list[tuple[Number, SentenceValue]] = []
        for number, value in counted:
            before = found[-1][1] if found else None
            if (
                before is not None
                and before.kind == value.kind == "measure"
                and before.unit == value.unit
                and value.unit[0] in OF_TWO_UNITS
                and self._is_right_behind(before.last, value.first)
                and before.quantity is not None
                and value.quantity is not None
                and 0 < value.quantity.low < value.quantity.high <= before.quantity.low
            ):
                whole = round((before.quantity.low + before.quantity.high) / 2)
                quantity = Quantity(whole + value.quantity.low, whole + value.quantity.high)
                found[-1] = found[-1][0], msgspec.structs.replace(before, last=value.last, quantity=quantity)
            else:
                found.append((number, value))
        return found

    def with_currencies(self, counted: list[tuple[Number, SentenceValue]]) -> list[tuple[Number, SentenceValue]]:
        """Of `rose to 410 million euros, and sales to 6.4 billion` both are sums, of one currency."""
        sums = [
            value.unit
            for number, value in counted
            if value.kind == "measure" and number.has_scale and value.unit[0][1:].isupper()
        ]
        if not sums:
            return counted
        return [
            (
                number,
                msgspec.structs.replace(value, kind="measure", unit=sums[-1])
                if value.kind == "count" and number.has_scale and not self._is_word_at(number.last)
                else value,
            )
            for number, value in counted
        ]

    def _is_word_at(self, place: int) -> bool:
        return place < len(self.tokens) and self.tokens[place].is_word

    def _is_right_behind(self, last: int, first: int) -> bool:
        """Whether nothing, or `and`, stands between."""
        return first == last or (first == last + 1 and self.is_at(last, "joins"))

    def with_brackets(self, counted: list[tuple[Number, SentenceValue]]) -> list[tuple[Number, SentenceValue]]:
        """Of `about 400 km (250 miles)` both are told as exactly as the less exact one, of `almost half (47%)` as the
        more exact."""
        for place, ((_, one), (_, other)) in enumerate(pairwise(counted)):
            if one.kind != "measure" or one.unit != other.unit or one.quantity is None or other.quantity is None:
                continue
            if self.text_at(one.last) != "(" or other.first > one.last + 1 or not one.quantity.meets(other.quantity):
                continue
            both = Quantity(min(one.quantity.low, other.quantity.low), max(one.quantity.high, other.quantity.high))
            if one.unit == (PERCENT,):
                both = min(one.quantity, other.quantity, key=lambda quantity: quantity.high - quantity.low)
            for at in (place, place + 1):
                number, value = counted[at]
                counted[at] = number, msgspec.structs.replace(value, quantity=both)
        return counted
