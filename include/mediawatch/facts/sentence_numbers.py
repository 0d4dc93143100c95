"""The numbers of one sentence as values: ages, measures, and counts of what stands behind them or of what became of
people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from mediawatch.facts import word_tokens as words
from mediawatch.facts.fact_records import GRAVE, Kind, Quantity, StatedDay
from mediawatch.facts.measures import measure
from mediawatch.facts.number_words import LEAST_SPELT
from mediawatch.facts.numbers import Number
from mediawatch.facts.sentence_words import SentenceWords
from mediawatch.facts.stated_values import PART_OF, RARE, UNKNOWN, digits
from mediawatch.facts.telling_words import UNSPACED
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.fact_words import CLASSES

CLASS_REACH = 6
"""Tokens between a number and the word that says what became of those whom it counts."""

TOLL_REACH = 12
"""The same for `death toll` and the like before the number: they mean no other one."""

LIFE_REACH = 2
"""For `lives` and the like, which mean the dead only right beside a number."""

ATTACKERS_REACH = 3
"""Tokens behind a number in which it is said that it counts those who did it."""

VICTIMS = ("#dead", "#injured")

UNCERTAIN = "?"
"""In place of a class: what became of those whom a number counts is not known of each."""

LISTED_REACH = 4
"""Tokens between two numbers of one list."""

PART_REACH = 4
"""Tokens behind a number in which it may be called a part of another."""

BESIDE_THE_DEAD = ("#injured", "#missing")
"""Of these it is said that there are so many more, or others, than died."""

LEAST_RATED = 100
"""Of fewer than so many nothing is counted: per 100, per 100,000."""

LEAST_AGE = 10
"""Years: a smaller number between two commas is as likely one of a list."""

OLDEST = 115
"""Years: a greater number is no age."""


END = "|"
"""Stands in the patterns of ages for the end of a clause."""


@cache
def _ages(language: str) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Of each way to write an age: the word that stands right before the number, that right behind it (empty where
    there may be any), and all words before and behind."""
    patterns = (tuple(map(words.phrase, pattern.split("{n}"))) for pattern in fact_words.words(language)["age"])
    return tuple((left[-1] if left else "", right[0] if right else "", left, right) for left, right in patterns)


def _is_spelt(token: words.Token) -> bool:
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


class SentenceNumbers(SentenceWords):
    """The numbers among the tokens of a sentence."""

    def quantities(self, found: Sequence[Number], taken: set[int]) -> Iterator[SentenceValue]:
        """Of these numbers those that are values; `taken`: tokens that are days."""
        counted: list[tuple[Number, SentenceValue]] = []
        for number in found:
            if number.first in taken or number.is_ordinal:
                continue
            if self._is_of_so_many(number):
                continue
            value = self._age(number) or self._measured(number) or self._counted(number)
            if value is None or value.kind != "age":
                self.stated[number.first] = number.value
            if value is not None:
                counted.append((number, value))
        counts = [(number, value) for number, value in counted if value.kind == "count"]
        if not counts:
            yield from (value for _, value in counted)
            return
        parts = {number.first for number, value in counts if self._is_part(number, value)}
        for (one, _), (other, _) in pairwise(counts):
            if self._are_listed(one, other) and other.first not in parts:
                parts |= {one.first, other.first}
        of_class = Counter(
            value.unit[0] for number, value in counts if number.first not in parts and value.unit[0].startswith("#")
        )
        for number, value in counted:
            if value.kind == "count" and (number.first in parts or of_class[value.unit[0]] > 1):
                yield from self._part(number, value)
            else:
                yield value

    def _part(self, number: Number, value: SentenceValue) -> Iterator[SentenceValue]:
        """Of `15 people, including 13 pupils` the 13 are a number of dead pupils: where it is said who they are, other
        accounts may count the same."""
        who = self.who(number.last)
        if who:
            became = value.unit[0].removeprefix("#") if value.unit[0].startswith("#") else ""
            yield msgspec.structs.replace(value, unit=(f"@{became}", f"{PART_OF}{who[0]}"))

    def _is_of_so_many(self, number: Number) -> bool:
        """38 per 100,000: such a number counts nothing."""
        return (
            number.value >= LEAST_RATED
            and self.lists["per"].before(self.tokens, number.whole_first) is not None
            and digits(number.value) == 1
        )

    def _are_listed(self, one: Number, other: Number) -> bool:
        """`14 workers and two pilots`: neither is all. `19 people, three of them badly` and `25, with 90 houses` are no
        lists."""
        between = range(one.last, other.whole_first)
        return (
            0 < len(between) <= LISTED_REACH
            and (self.text_at(between[-1]) == "," or self.is_at(between[-1], "joins"))
            and not any(self.is_at(place, name) for place in between for name in CLASSES)
        )

    def _is_part(self, number: Number, value: SentenceValue) -> bool:
        """`including two`, `three of the wounded`, `two more`, `six were among the dead`. `Another 30 were wounded` are
        all of the wounded: they come on top of the dead."""
        reach = []
        for place in range(number.last, min(number.last + PART_REACH, len(self.tokens))):
            if self.text_at(place) == "," or self.tokens[place].is_number:
                break  # 19 people, three of them children
            reach.append(place)
        return (
            self.lists["part"].before(self.tokens, number.whole_first) is not None
            or self.lists["part_of"].behind(self.tokens, number.last) is not None
            or any(self._parts_it(place) for place in reach)
            or (value.unit[0] not in BESIDE_THE_DEAD and self._is_on_top(number, reach[:2]))
        )

    def _is_on_top(self, number: Number, behind: Sequence[int]) -> bool:
        return self.lists["more"].before(self.tokens, number.whole_first) is not None or any(
            self.is_at(place, "more") for place in behind
        )

    def _parts_it(self, place: int) -> bool:
        """Whether a word for parts there speaks of the number before it, not of one behind it."""
        end = self.lists["part"].behind(self.tokens, place)
        if end is None:
            return False
        following = self.tokens[end] if end < len(self.tokens) else None
        return following is None or not (following.is_number or _is_spelt(following))

    def _age(self, number: Number) -> SentenceValue | None:
        listed, value = self.tokens, number.value
        if not number.in_digits or not 0 < value <= OLDEST or value != int(value):
            return None
        before, behind = self.text_at(number.first - 1).lower(), self.text_at(number.last).lower()
        for next_before, next_behind, left, right in _ages(self.language):
            if next_before and next_before != before:
                continue
            if next_behind == END:
                if behind.isalnum() or self.text_at(number.last + 1).isdecimal():
                    continue
                right = ()
            elif next_behind and next_behind != behind:
                continue
            at, end = number.first - len(left), number.last + len(right)
            if words.stands_at(listed, at, left) and words.stands_at(listed, number.last, right):
                subject = self.names_from(end) or self._name_of(at)
                return SentenceValue("age", number.first, end, quantity=number.quantity, subject=subject)
        if before in (",", "(") and behind in (",", ".", ")", ";", ""):
            subject = self.name_before(number.first)
            if subject or (before == behind == "," and self._is_of_somebody(number)):
                return SentenceValue("age", number.first, number.last, quantity=number.quantity, subject=subject)
        return None

    def _name_of(self, place: int) -> frozenset[str]:
        """Of `Jane Doe, a 34-year-old nurse` and `Jane Doe, aged 34`: the name that ends before the comma."""
        if self.text_at(place - 1).islower() and self.text_at(place - 2) == ",":
            place -= 1
        return self.name_before(place) if self.text_at(place - 1) in (",", "(") else frozenset()

    def _is_of_somebody(self, number: Number) -> bool:
        """Whether it stands as the age of somebody who is not named: `the pastor, 77, was`."""
        listed = self.tokens
        return (
            number.first > 1
            and number.value >= LEAST_AGE
            and listed[number.first - 2].is_word
            and number.last + 1 < len(listed)
            and listed[number.last + 1].is_word
            and not _is_spelt(listed[number.last + 1])
        )

    def _measured(self, number: Number) -> SentenceValue | None:
        found = measure(self.tokens, number.first, number.last, self.language)
        if found is None or (
            found.last < len(self.tokens) and found.unit == "#months" and self.text_at(found.last) in "-‑"
        ):
            return None
        slack = self._last_decimal(number) / 2 if number.quantity.low == number.quantity.high == number.value else 0
        low, high = (
            bound * found.factor + found.offset for bound in (number.quantity.low - slack, number.quantity.high + slack)
        )
        return SentenceValue("measure", number.first, found.last, quantity=Quantity(low, high), unit=(found.unit,))

    def _last_decimal(self, number: Number) -> float:
        """The place of the last digit that is written: .1 for 54.4. Half of it is what rounding leaves open."""
        text = self.tokens[number.first].text
        places = len(text) - text.rfind(".") - 1 if number.value != int(number.value) and "." in text else 0
        if number.value != int(number.value) and not places:
            places = len(text) - text.rfind(",") - 1
        return 10.0**-places

    def _counted(self, number: Number) -> SentenceValue | None:
        if self._names_a_thing(number):
            return None
        if self.lists["times"].behind(self.tokens, number.last) is not None:
            return None  # four times the size
        if any(self.is_at(place, "left") for place in range(number.last, min(number.last + 3, len(self.tokens)))):
            return None  # 10 laps to go
        became = self._class(number) if number.value.is_integer() or number.has_scale else None
        if became == UNCERTAIN or (became is not None and self._is_of_a_year(number)):
            return None
        attackers = range(number.last, min(number.last + ATTACKERS_REACH, len(self.tokens)))
        if became in VICTIMS and any(self.is_at(place, "attackers") for place in attackers):
            became = None  # killed three gunmen
        if became is not None:
            who = (GRAVE,) if became == "#injured" and self._is_grave(number) else self.who(number.last)
            return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=(became, *who))
        if self.is_name(number.first - 1) and number.first > 1:
            return None  # Channel 5, Boeing 737
        many = number.quantity.high > number.quantity.low and not number.in_digits  # dozens of people
        unit = tuple(self.unit_at(number.last)) or tuple(self.unit_at(number.last + 1) if many else ())
        if self.text_at(number.last) in ("-", "‑"):  # a 154-page report: another thing than 154 pages
            unit = tuple(f"-{key}" for key in self.unit_at(number.last + 1))[:1]
        if not unit and number.in_digits and digits(number.value) > 1 and number.value >= RARE:
            unit = (UNKNOWN,)  # the number of officers should stay at 32,000
        return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=unit) if unit else None

    def _names_a_thing(self, number: Number) -> bool:
        """Whether it is a time, a score, a year, or part of a word or an address."""
        listed, first, last = self.tokens, number.first, number.last
        if not number.in_digits:
            return False
        glued_before = first > 0 and listed[first - 1].end == listed[first].start
        glued_behind = last < len(listed) and listed[last].start == listed[last - 1].end
        before_is_word = first > 0 and listed[first - 1].is_word and self.language not in UNSPACED
        if glued_before and (before_is_word or listed[first - 1].text in ":./-–#@_&=+"):
            return True
        if glued_behind and listed[last].text in "-‑" and last + 1 < len(listed) and listed[last + 1].is_number:
            return True  # 709-644-2290, 9-2
        if glued_behind and (listed[last].text in ":/–_&=" or (listed[last].is_word and not number.has_scale)):
            return not words.is_unspaced(listed[last].text)
        if self.lists["clock"].behind(listed, last) is not None:
            return True
        plain = listed[first].text
        return len(plain) == 4 and plain.isdecimal() and 1900 <= number.value <= 2099 and not number.has_scale

    def _class(self, number: Number) -> str | None:
        """`#dead` and the like: the class of the nearest word that says what became of them."""
        best: tuple[int, int, str] | None = None
        best_place = -1
        first, last = max(0, number.whole_first - TOLL_REACH), min(len(self.tokens), number.last + CLASS_REACH)
        for place in self._class_places:
            if not first <= place < last or number.first <= place < number.last:
                continue
            for name in self.tokens[place].role.classes:
                is_far = place < number.whole_first - CLASS_REACH
                if not self.is_at(place, "toll" if is_far else name):
                    continue
                away = number.whole_first - place if place < number.first else place - number.last + 1
                between = self.tokens[min(place, number.last) : max(place, number.whole_first)]
                if any(token.text in ";:()–—" or token.is_number for token in between):
                    continue
                if self.is_at(place, "life") and away > LIFE_REACH:
                    continue
                rank = CLASSES.index(name)
                if best is None or (away, rank) < best[:2]:
                    best, best_place = (away, rank, f"#{name}"), place
        if best is None:
            return None
        return UNCERTAIN if self.is_uncertain(number.first, number.last, best_place) else best[2]

    def _is_grave(self, number: Number) -> bool:
        """`12 people were badly hurt`, but not `19 people were hurt, three of them badly`."""
        before = range(number.whole_first - 1, max(-1, number.whole_first - 1 - CLASS_REACH), -1)
        behind = range(number.last, min(len(self.tokens), number.last + CLASS_REACH))
        for places in (before, behind):
            for place in places:
                if self.text_at(place) in (",", ";") or self.tokens[place].is_number or _is_spelt(self.tokens[place]):
                    break
                if self.is_at(place, "grave"):
                    return True
        return False

    def _is_near(self, number: Number, name: str) -> bool:
        reach = range(max(0, number.whole_first - CLASS_REACH), min(len(self.tokens), number.last + CLASS_REACH))
        return any(self.is_at(place, name) for place in reach)

    def _is_of_a_year(self, number: Number) -> bool:
        """`eleven people have died there this year`: no number of one event."""
        return any(self._is_near(number, name) for name in ("this_year", "last_year"))
