"""Things that have numbers for names: the 14th floor, the 88th minute, lap 135. Two accounts of one fall differ in its
floor; what is counted is something else: 14 floors, 14階建て (`built_of`)."""

from __future__ import annotations

from mediawatch.facts.kinds.ages import SentenceValue
from mediawatch.facts.kinds.fates import SentenceFates
from mediawatch.facts.number_scales import Number
from mediawatch.facts.stated_values import NAMED
from mediawatch.facts.telling_words import UNSPACED

GLUED = UNSPACED | {"ko"}
"""Languages in which the word for the thing stands right behind its number, and makes an ordinal of it."""

JOINTS, STOPS = ("-", "‑", ":"), (".", "°")
"""Between a number and its ending; behind one without an ending."""

LONGEST_ENDING = 3

GREATEST = 999


class SentenceNamed(SentenceFates):
    """The numbers of a sentence that are names."""

    def named(self, number: Number) -> SentenceValue | None:
        """The floor, lap or minute that a number is; None of other numbers."""
        value = number.value
        if not 1 < value <= GREATEST or value % 1 or number.has_scale or number.quantity.low != number.quantity.high:
            return None
        place = self._behind_ending(number)
        if place is not None and self.is_at(place, "numbered") and not self.is_at(place + 1, "built_of"):
            unit = (self._key_at(place),)
            self.named_at.add(number.first)
            return SentenceValue("count", number.first, place + 1, quantity=number.quantity, unit=unit)
        before = self.lists["numbered_before"].before(self.tokens, number.first) if number.in_digits else None
        if before is None:
            return None
        unit = (self._key_at(before),)
        return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=unit)

    def _behind_ending(self, number: Number) -> int | None:
        """Behind what makes an ordinal of a number: 14th, 14., 14-го, 14:e. None where it is none."""
        place = number.last
        if self.language in GLUED:
            return place
        glued = number.in_digits and place < len(self.tokens) and self.tokens[place].start == self.tokens[place - 1].end
        if not glued:
            return place if number.is_ordinal else None
        if self.text_at(place) in JOINTS and len(self.text_at(place + 1)) <= LONGEST_ENDING:
            return place + 2
        return place + 1 if number.is_ordinal or self.text_at(place) in STOPS else None

    def _key_at(self, place: int) -> str:
        text = self.tokens[place].text
        return f"{NAMED}{self.key_of[text] or self.tokens[place].lower}"
