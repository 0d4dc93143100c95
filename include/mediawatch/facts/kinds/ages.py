"""The ages of people in a sentence, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from mediawatch.facts import word_tokens as words
from mediawatch.facts.fact_records import Kind, Quantity, StatedDay
from mediawatch.facts.measures import measure
from mediawatch.facts.number_scales import Number
from mediawatch.facts.number_words import LEAST_SPELT
from mediawatch.facts.sentence_words import SentenceWords
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.word_keys import MEANING
from mediawatch.words import is_small

DASHES = ("-", "‑")
"""Behind the number of `a four-year-old`, which may be in words."""

LONGEST_NAME = 4
"""Words of a person's name and title."""

BESIDE_NAME = 6
"""Tokens between an age and the comma before the name of whom it is."""

LEAST_AGE = 10
"""Years: a smaller number between two commas is as likely one of a list."""

OLDEST = 115
"""Years: a greater number is no age."""

PLACES_AFTER = ("place_after", "day_to_day", "from")
"""Lists of words before a name that is none of a person: came to New Bergen at age 10."""

DIED_REACH = 4
"""Tokens before a number in which it is said that somebody died at that age."""

AGES = "#ages"
"""Unit of the ages of a group: from the least to the greatest."""

OF_TWO = 3
"""Tokens of two numbers with a word or a dash between."""

YEARS = "#months"
"""Unit of years as a duration."""

PRISON = f"{MEANING}prison"
"""Word beside years that are those of a sentence."""

BEFORE_TERM, BEHIND_TERM = 2, 4
"""Tokens before and behind years in which it is said that they are those of a sentence."""

COMMAS = (",", "،", "、", "，", ";", "(", ")")

END = "|"
"""Stands in the patterns of ages for the end of a clause."""


@cache
def _ages(language: str) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Of each way to write an age: the word that stands right before the number, that right behind it (empty where
    there may be any), and all words before and behind."""
    patterns = (tuple(map(words.phrase, pattern.split("{n}"))) for pattern in fact_words.words(language)["age"])
    return tuple((left[-1] if left else "", right[0] if right else "", left, right) for left, right in patterns)


@cache
def _edges_of_ages(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """(words right before the number, those right behind it) of which an age has one."""
    ages = _ages(language)
    return (
        frozenset(before for before, _, _, _ in ages if before),
        frozenset(behind for before, behind, _, _ in ages if not before),
    )


def is_spelt(token: words.Token) -> bool:
    return token.role.number is not None and token.role.number.value >= LEAST_SPELT


class SentenceValue(msgspec.Struct, frozen=True, gc=False):
    """A value in a sentence, before its words are looked at: tokens `first` to `last` (behind it)."""

    kind: Kind
    first: int
    last: int
    quantity: Quantity | None = None
    day: StatedDay | None = None
    unit: tuple[str, ...] = ()
    subject: frozenset[str] = frozenset()


class SentenceAges(SentenceWords):
    """The ages among the numbers of a sentence."""

    def age_of(self, number: Number) -> SentenceValue | None:
        value = number.value
        if number.in_digits and number.last - number.first == OF_TWO:
            return self._ages_of(number)
        if (
            (not number.in_digits and self.text_at(number.last) not in DASHES)
            or number.quantity.low != number.quantity.high
            or not 0 < value <= OLDEST
            or value != int(value)
        ):
            return None
        before, behind = self.text_at(number.first - 1).lower(), self.text_at(number.last).lower()
        befores, behinds = _edges_of_ages(self.language)
        if before in befores or behind in behinds:
            found = self._as_written(number, before, behind)
            if found is not None:
                return found
        if number.in_digits and before in (",", "(") and behind in (",", ".", ")", ";", ""):
            subject = self.name_before(number.first)
            if subject or (before == behind == "," and self._is_of_somebody(number)):
                return SentenceValue("age", number.first, number.last, quantity=number.quantity, subject=subject)
        return None

    def _ages_of(self, number: Number) -> SentenceValue | None:
        """Of `aged 10 to 15` the ages of some, from the least to the greatest."""
        if number.quantity.high > OLDEST or number.has_scale:
            return None
        for _, _, left, right in _ages(self.language):
            if right[:1] == (END,) or not words.stands_at(self.tokens, number.first - len(left), left):
                continue
            end = number.last + len(right)
            if words.stands_at(self.tokens, number.last, right) and not self.is_of_prison(number.first, end):
                return SentenceValue("measure", number.first, end, quantity=number.quantity, unit=(AGES,))
        return None

    def _as_written(self, number: Number, before: str, behind: str) -> SentenceValue | None:
        """Where a number stands as ages are written; `before`, `behind`: the tokens beside it."""
        listed = self.tokens
        for next_before, next_behind, left, right in _ages(self.language):
            if (next_before and next_before != before) or not (number.in_digits or next_behind in DASHES):
                continue
            if next_behind == END:
                if behind.isalnum() or self.text_at(number.last + 1).isdecimal() or not self._has_died(number.first):
                    continue
                right = ()
            elif next_behind and next_behind != behind:
                continue
            at, end = number.first - len(left), number.last + len(right)
            if words.stands_at(listed, at, left) and words.stands_at(listed, number.last, right):
                if self._is_duration(number, end):
                    return None
                subject = self.names_from(end) or self._name_of(at) or self._name_beyond(end)
                if not subject and next_behind not in (END, "-"):
                    subject = self._name_right_before(at)
                if not subject and next_behind != "-":  # `a 34-year-old` is somebody else
                    subject = self._only_name(at)
                return SentenceValue("age", number.first, end, quantity=number.quantity, subject=subject)
        return None

    def _is_duration(self, number: Number, end: int) -> bool:
        """Whether the words for years behind a number, which many languages write of ages as well, are those of a time:
        of a sentence, of what went on so long (`10 años de guerra`)."""
        found = measure(self.tokens, number.first, number.last, self.language)
        if found is None or found.unit != YEARS or found.last != end:
            return False
        return self.is_of_prison(number.first, end) or self._is_so_long_of(end)

    def is_of_prison(self, first: int, end: int) -> bool:
        """Whether years, tokens `first` to `end`, are those of a sentence: `10 años de cárcel`."""
        before, behind = range(first - 1, max(-1, first - 1 - BEFORE_TERM), -1), range(end, end + BEHIND_TERM)
        return any(self._names_prison(places) for places in (before, behind))

    def _names_prison(self, places: Iterable[int]) -> bool:
        for place in places:
            text = self.text_at(place)
            if not text or text in COMMAS:
                return False
            if self.tokens[place].is_word and self.key_of[text] == PRISON:
                return True
        return False

    def _is_so_long_of(self, place: int) -> bool:
        """Whether something follows that lasted so long, and no word for age and no name."""
        following = self.text_at(place + 1)
        return self.is_at(place, "thing_of") and is_small(following) and not self.is_at(place + 1, "aged")

    def _has_died(self, last: int) -> bool:
        """Whether a word right before `last` says that somebody died: `dies at 95`, but not `the toll stands at 95`."""
        first = max(0, last - DIED_REACH)
        return any("dead" in self.tokens[place].role.classes for place in range(first, last)) and not any(
            self.is_at(place, "toll") or self.is_number_of(place) for place, _ in self.told if place < last
        )

    def is_number_of(self, place: int) -> bool:
        """Whether the word at `place` stands behind `the number of`, or one word further."""
        return any(self.lists["number_of"].before(self.tokens, at) is not None for at in (place, place - 1))

    def _name_of(self, place: int) -> frozenset[str]:
        """Of `Jane Doe, a 34-year-old nurse` and `Jane Doe, aged 34`: the name that ends before the comma."""
        if is_small(self.text_at(place - 1)) and self.text_at(place - 2) == ",":
            place -= 1
        return self.name_before(place) if self.text_at(place - 1) in (",", "(") else frozenset()

    def _name_beyond(self, end: int) -> frozenset[str]:
        """Of `the 34-year-old driver of the bus, Jane Doe, survived` the name, which stands between two commas."""
        comma = next(
            (at for at in range(end, min(end + BESIDE_NAME, len(self.tokens))) if self.text_at(at) == ","), None
        )
        if comma is None or any(not self.tokens[at].is_word for at in range(end, comma)):
            return frozenset()
        last = comma + 1
        while self.is_name(last):
            last += 1
        if last == comma + 1 or self.text_at(last) not in COMMAS:
            return frozenset()
        return self.name_before(last + 1)

    def _name_right_before(self, place: int) -> frozenset[str]:
        """Of `Jane Doe is 34 years old` and `the death of Jane at age 34` the name, one small word before `place` at
        most; none of a place: `in New Bergen at age 34`."""
        last = place if self.is_name(place - 1) else place - 1
        first = last
        while self.is_name(first - 1):
            first -= 1
        begins = self.tokens[first - 1].role.ends if first > 0 else frozenset()
        if first == last or not begins.isdisjoint(PLACES_AFTER) or (last < place and not is_small(self.text_at(last))):
            return frozenset()
        if not any(is_small(token.text) for token in (*self.tokens[:first], *self.tokens[place:])):
            return frozenset()  # all words of a headline have capitals
        if last - first == 1 and "thing_of" not in begins:
            return frozenset()
        return self.name_before(last + 1)

    def _only_name(self, last: int) -> frozenset[str]:
        """Of `Jane Doe has died aged 34` the name: that with which a sentence begins that quotes nobody. In a headline
        whose words all have capitals no name is known."""
        end = 0
        while end <= LONGEST_NAME and self.is_name(end):
            end += 1
        if not 1 < end <= LONGEST_NAME or not any(is_small(self.text_at(place)) for place in range(end, last)):
            return frozenset()
        if any(self.is_at(place, "says") for place, _ in self.told):
            return frozenset()
        return frozenset(token.lower for token in self.tokens[:end])

    def _is_of_somebody(self, number: Number) -> bool:
        """Whether it stands as the age of somebody who is not named: `the pastor, 77, was`."""
        listed = self.tokens
        return (
            number.first > 1
            and number.value >= LEAST_AGE
            and listed[number.first - 2].is_word
            and number.last + 1 < len(listed)
            and listed[number.last + 1].is_word
            and not is_spelt(listed[number.last + 1])
        )
