"""The numbers of one sentence as values: ages, measures, and counts of what stands behind them or of what became of
people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from mediawatch.facts import word_tokens as words
from mediawatch.facts.days import BUDDHIST, BUDDHIST_YEARS
from mediawatch.facts.fact_records import GRAVE
from mediawatch.facts.kinds.ages import SentenceValue, is_spelt
from mediawatch.facts.kinds.clocks import is_minute
from mediawatch.facts.kinds.fates import ASIDES, HEADS_FIRST, TOLL_REACH, UNCERTAIN, become_two_things
from mediawatch.facts.kinds.sentence_measures import SentenceMeasures
from mediawatch.facts.measures import OF_BEHIND_NUMBERS, measure
from mediawatch.facts.number_scales import LEAST_ROUND, Number
from mediawatch.facts.numbers import CAPITAL_NOUNS
from mediawatch.facts.stated_values import DIED, PART_OF, PEOPLE, RARE, SUBGROUP, UNKNOWN, digits
from mediawatch.facts.telling_words import UNSPACED
from mediawatch.facts.words.fact_words import CLASSES, ROLES
from mediawatch.facts.words.word_keys import PREFIXES

EARLIER_REACH = 6
"""Tokens beside a value in which it may be said that it was true before."""

ATTACKERS_REACH = 3
"""Tokens behind a number in which it is said that it counts those who did it."""

VICTIMS = ("#dead", "#injured")

LISTED_REACH = 4
"""Tokens between two numbers of one list."""

PART_REACH = 4
"""Tokens behind a number in which it may be called a part of another."""

BESIDE_THE_DEAD = ("#injured", "#missing", "#displaced", "#rescued")
"""Of these it is said that there are so many more, or others, than died."""

_GLUED_WORDS = ("و", "ف", "ب", "ل", "بـ", "لـ", "الـ")
"""Words that Arabic writes together with the next one: و42."""

_SIGNS_OF_SUMS = ("$", "€", "£", "¥", "₹", "Rs", "Rs.", ".")

YEARS, JALALI_YEARS = (1900, 2099), (1300, 1450)
"""Numbers of four digits that are years."""

LEAST_RATED = 100
"""Of fewer than so many nothing is counted: per 100, per 100,000."""


class SentenceNumbers(SentenceMeasures):
    """The numbers among the tokens of a sentence."""

    def quantities(self, found: Sequence[Number], taken: set[int]) -> Iterator[SentenceValue]:
        """Of these numbers those that are values; `taken`: tokens that are days."""
        counted: list[tuple[Number, SentenceValue]] = []
        if self.class_places:
            self.number_ends = [number.last for number in found if not number.is_ordinal and number.first not in taken]
            self.number_starts = frozenset(number.whole_first for number in found)
        things = [
            place
            for place, token in self.told
            if "numbered" in token.role.begins or "numbered_before" in token.role.begins
        ]
        for number in found:
            if number.first in taken or number.first in self.results:
                continue
            if things and (named := self.named(number)) is not None:
                counted.append((number, named))
                continue
            if number.is_ordinal:
                continue
            if number is not found[0] and self._is_of_so_many(number):
                continue
            value = self.age_of(number) or self.measured(number)
            if value is None and number.first not in self.ages:
                value = self._counted(number)
            if value is None or value.kind != "age":
                self.stated[number.first] = number.value
            if value is not None and value.unit and value.unit[0] not in (PEOPLE, UNKNOWN):
                self.classed[number.first] = value.unit[0]
            if value is not None:
                counted.append((number, value))
        if len(counted) > 1:
            counted = self.with_currencies(self.with_brackets(self.with_smaller_units(counted)))
        counts = [(number, value) for number, value in counted if value.kind == "count"]
        if not counts:
            yield from (value for _, value in counted)
            return
        self.revised = {
            number.first
            for number, value in counts
            if number.whole_first
            and self.tokens[number.whole_first - 1].role.ends
            and self._is_before_this(value, number.whole_first)
        }
        counts = [(number, value) for number, value in counts if number.first not in self.revised]
        parts = {number.first for number, value in counts if self._is_part(number, value)}
        for (one, here), (other, there) in pairwise(counts):
            if self._is_whole_of_next(one):
                parts.add(other.first)
            elif (
                here.unit[0] != "#aboard"  # 66 passengers and three crew
                and "#"
                in (here.unit[0][0], there.unit[0][0])  # 260 firefighters and 14 planes are no parts of anything
                and not become_two_things(here, there)
                and not (here.unit[0][0] != "#" and self._are_people(other))  # villages and 60,000 people
                and there.unit[0] != UNKNOWN
                and self._are_listed(one, other)
                and other.first not in parts
                and not (one.first in parts and there.unit[0].startswith("#"))  # 9 dead, three children, 41 hurt
            ):
                parts |= {one.first, other.first}
            elif (
                one.first in parts
                and there.unit[0].startswith("#")
                and self._are_listed(one, other)
                and any(value.unit[0] == there.unit[0] and number.first < one.first for number, value in counts)
            ):
                parts.add(other.first)  # 15 people, including 13 pupils and two teachers
        counted = self.with_fates_of_parts(counted, parts)
        of_class = Counter(
            value.unit[0]
            for number, value in counts
            if number.first not in parts and value.unit[0].startswith("#") and GRAVE not in value.unit
        )
        # The death toll is 285, with 30 killed since Thursday: the one is of all.
        tolls = {number.first for number, value in counts if value.unit[0] == "#dead" and self.is_of_toll(number)}
        tolls = tolls if len(tolls) == 1 else set()
        for number, value in counted:
            if (
                value.kind == "count"
                and number.first not in self.revised
                and number.first not in tolls
                and GRAVE not in value.unit  # 19 were hurt, three of them badly: the three are all of those
                and (number.first in parts or (of_class[value.unit[0]] > 1 and not self._are_all_aboard(number, value)))
            ):
                yield from self._part(number, value)
            else:
                yield value

    def _are_all_aboard(self, number: Number, value: SentenceValue) -> bool:
        """Whether the word for them stands right behind: 66 passengers and three crew."""
        return value.unit[0] == "#aboard" and self.is_at(number.last, "aboard")

    def _are_people(self, number: Number) -> bool:
        """Whether a word for people, or for what became of them, stands right behind a number: 17 i feriti."""
        reach = range(number.last, min(number.last + 2, len(self.tokens)))
        return self.is_at(number.last, "people") or any(place in self.class_places for place in reach)

    def _is_before_this(self, value: SentenceValue, before: int) -> bool:
        """`up from 90`, `raised it from 90 to 100`, `down to 31 from 44`."""
        if self.lists["earlier"].before(self.tokens, before) is not None:
            return True
        return self.is_from(before, value.last)

    def is_from(self, before: int, behind: int) -> bool:
        """Whether a value, tokens `before` to `behind`, is the first of two between which something changes: `from 90
        to 100`, `down to 31 from 44`; `and` joins no such two, and `de` is `of` as often as `from`."""
        if self.lists["from"].before(self.tokens, before) is None:
            return False
        to, last = self.lists["day_to_day"], min(behind + EARLIER_REACH, len(self.tokens))
        for place in range(max(0, before - EARLIER_REACH), last):
            if (end := to.behind(self.tokens, place)) is None or self.is_at(place, "joins"):
                continue
            while self.text_at(end) in _SIGNS_OF_SUMS:
                end += 1
            if self.text_at(end)[:1].isdecimal():
                return True
        return False

    def _part(self, number: Number, value: SentenceValue) -> Iterator[SentenceValue]:
        """Of `15 people, including 13 pupils` the 13 are a number of dead pupils: where it is said who they are, other
        accounts may count the same."""
        place = self.lists["part_of"].behind(self.tokens, number.last) or number.last
        if place < len(self.tokens) and (self.tokens[place].is_number or is_spelt(self.tokens[place])):
            place += 1  # three of the nine judges
        who = self.who(place)
        if who:
            became = value.unit[0].removeprefix("#") if value.unit[0].startswith("#") else ""
            yield msgspec.structs.replace(value, unit=(f"@{became}", f"{PART_OF}{who[0]}"))

    def _is_of_so_many(self, number: Number) -> bool:
        """38 per 100,000: such a number counts nothing."""
        return (
            number.value >= LEAST_RATED
            and measure(self.tokens, number.first, number.last, self.language) is None
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
            if self.text_at(place) in ASIDES or self.tokens[place].is_number or is_spelt(self.tokens[place]):
                break  # 19 people, three of them children
            reach.append(place)
        if self._is_whole_of_next(number) or self.are_all_of_whom(number, value):
            return False
        return (
            self.lists["part"].before(self.tokens, number.whole_first) is not None
            or self.lists["part_of"].behind(self.tokens, number.last) is not None
            or any(self._parts_it(place) for place in reach)
            or (value.unit[0] not in BESIDE_THE_DEAD and self._is_on_top(number, reach[:2]))
        )

    def _is_whole_of_next(self, number: Number) -> bool:
        """60 घायलों में से 9: of so many the next number counts some."""
        return any(
            self.lists["whole_before"].behind(self.tokens, place) in self.number_starts
            for place in range(number.last, min(number.last + PART_REACH, len(self.tokens)))
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
        return following is None or not (following.is_number or is_spelt(following))

    def _behind_scale(self, number: Number) -> Number:
        """With the small word behind its scale: 3 millions de personnes, 38 de persoane."""
        if (number.has_scale or self.language in OF_BEHIND_NUMBERS) and self.is_at(number.last, "thing_of"):
            return msgspec.structs.replace(number, last=number.last + 1)
        return number

    def _counted(self, number: Number) -> SentenceValue | None:
        value = self._counts(self._behind_scale(number))
        return None if value is None else msgspec.structs.replace(value, last=number.last)

    def _counts(self, number: Number) -> SentenceValue | None:
        if self._names_a_thing(number) or (number.value % 1 and not number.in_digits and not number.has_scale):
            return None  # two and a half of nothing
        if any(self.is_at(place, "left") for place in range(number.last, min(number.last + 3, len(self.tokens)))):
            return None  # 10 laps to go
        is_named = (
            number.first > 1 and self.is_name(number.first - 1) and not self.is_behind_day(number.first, number.last)
        )
        if is_named and self._is_of_name(number):
            return None
        became = self.class_of(number) if number.value.is_integer() or number.has_scale else None
        if became == UNCERTAIN or (became is not None and self.is_of_a_year(number)):
            return None
        has_died, became = became == DIED, None if became == DIED else became
        attackers = range(number.last, min(number.last + ATTACKERS_REACH, len(self.tokens)))
        if became in VICTIMS and any(self.is_at(place, "attackers") for place in attackers):
            became = None  # killed three gunmen
        if became is not None:
            if became.removeprefix("#") in ROLES:
                return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=(became,))
            who = (GRAVE,) if became == "#injured" and self.is_grave(number) else self.who(number.last)
            if who and not who[0].startswith(SUBGROUP) and self.is_of_toll(number):
                who = ()  # the number of dead has risen to five
            return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=(became, *who))
        if is_named and not self._is_many_of(number):
            return None  # Channel 5, Boeing 737
        many = number.quantity.high > number.quantity.low and not number.in_digits  # dozens of people
        unit = tuple(self.unit_at(number.last)) or tuple(self.unit_at(number.last + 1) if many else ())
        if self.language in CAPITAL_NOUNS and number.last < len(self.tokens) and self.is_name(number.last):
            unit = unit[:1]  # 35 Häuser abgedeckt
        if self.language in HEADS_FIRST:
            unit = unit[::-1]  # the noun comes last, as where others stand before it
        unit = (*self._made_of(number), *unit) or self._noun_of_number(number) or self._of_how_many(number)
        unit = unit or self._of_them(number)
        if self.text_at(number.last) in ("-", "‑"):  # a 154-page report: another thing than 154 pages
            behind = number.last + 1
            if self.is_at(behind, "at_least_after"):
                behind += 1  # a 200-plus page report
            unit = tuple(f"-{key}" for key in self.unit_at(behind))[:1]
        if self.is_at(number.last, "people"):
            unit = (PEOPLE, *unit) if unit else (PEOPLE, PEOPLE)
        if not unit and number.in_digits and digits(number.value) > 1 and number.value >= RARE:
            unit = (UNKNOWN,)  # the number of officers should stay at 32,000
        unit = (DIED, *unit) if unit and has_died else unit
        return SentenceValue("count", number.first, number.last, quantity=number.quantity, unit=unit) if unit else None

    def _is_of_name(self, number: Number) -> bool:
        """The missing Boeing 777: such a number counts nobody."""
        return number.in_digits and self.language not in CAPITAL_NOUNS and not self.text_at(number.last).isalpha()

    def _is_many_of(self, number: Number) -> bool:
        """`Orrex 1,800 jobs` and `in Lindental 35 houses`, but not Boeing 737 jets."""
        is_many = not number.in_digits or number.value >= LEAST_ROUND or self.is_at(number.first - 2, "place_after")
        return is_many and bool(tuple(self.unit_at(number.last)))

    def _made_of(self, number: Number) -> tuple[str, ...]:
        """Of `a crew of 19` the noun."""
        if not number.whole_first or "thing_of" not in self.tokens[number.whole_first - 1].role.ends:
            return ()
        place = self.lists["thing_of"].before(self.tokens, number.whole_first)
        if (
            not place
            or self.is_at(place - 2, "place_after")  # in front of 300 people
            or number.value % 1
            or not self.tokens[place - 1].is_word
            or self.language in UNSPACED
            or self.is_name(place - 1)
        ):
            return ()
        key = self.key_of[self.tokens[place - 1].text]
        return (key,) if key is not None else ()

    def _of_how_many(self, number: Number) -> tuple[str, ...]:
        """Of `three of nine members` what is counted, as a part."""
        place = self.lists["part_of"].behind(self.tokens, number.last) or number.last + 1
        if not self.is_at(number.last, "thing_of") or place >= len(self.tokens):
            return ()
        following = self.tokens[place]
        if not (following.is_number or is_spelt(following)) or self.text_at(place + 1) in "%":
            return ()
        return tuple(part for key in self.who(place + 1) for part in ("@", f"{PART_OF}{key}"))

    def _of_them(self, number: Number) -> tuple[str, ...]:
        """Of `two of them children` that they are a part, and of what kind."""
        behind = self.lists["part_of"].behind(self.tokens, number.last)
        kind = self.subgroup_at(behind) if behind is not None else ""
        return ("@", f"{PART_OF}{SUBGROUP}{kind}") if kind else ()

    def _noun_of_number(self, number: Number) -> tuple[str, ...]:
        """Of `the number of dockers on strike rose to 340` what is counted."""
        for place in range(number.whole_first - 1, max(-1, number.whole_first - 1 - TOLL_REACH), -1):
            token = self.tokens[place]
            if token.is_number or token.text in ",;:()—–":
                return ()
            if "number_of" in token.role.begins and (end := self.lists["number_of"].behind(self.tokens, place)):
                return tuple(self.unit_at(end))[:1]
        return ()

    def _names_a_thing(self, number: Number) -> bool:
        """Whether it is a time, a score, a year, or part of a word or an address."""
        listed, first, last = self.tokens, number.first, number.last
        if not number.in_digits:
            return False
        glued_before = first > 0 and listed[first - 1].end == listed[first].start
        if glued_before and (listed[first - 1].text in _GLUED_WORDS or self._has_prefix(first)):
            glued_before = False
        glued_behind = last < len(listed) and listed[last].start == listed[last - 1].end
        before_is_word = first > 0 and listed[first - 1].is_word and self.language not in UNSPACED
        if glued_before and (before_is_word or listed[first - 1].text in ":./-–#@_&=+"):
            return True
        if is_minute(listed, first) and not self.is_at(last, "people") and not any(self.unit_at(last)):
            return True
        if glued_behind and listed[last].text in "-‑" and last + 1 < len(listed) and listed[last + 1].is_number:
            return True  # 709-644-2290, 9-2
        if glued_behind and (listed[last].text in ":/–_&=" or (listed[last].is_word and not number.has_scale)):
            return not words.is_unspaced(listed[last].text)
        if self.lists["clock"].behind(listed, last) is not None:
            return True
        plain = listed[first].text
        if self._is_of_telephone(number):
            return True
        years = JALALI_YEARS if self.language == "fa" and number.value < YEARS[0] else YEARS
        if self.language in BUDDHIST and number.value > YEARS[1]:
            years = BUDDHIST_YEARS
        return len(plain) == 4 and plain.isdecimal() and years[0] <= number.value <= years[1] and not number.has_scale

    def _has_prefix(self, place: int) -> bool:
        """Whether a prefix is joined to a number by a hyphen, as Hebrew does: ב-26."""
        return self.text_at(place - 1) in "-־" and self.text_at(place - 2)[-1:] in PREFIXES.get(self.language, " ")

    def _is_of_telephone(self, number: Number) -> bool:
        """0131 311 3131: digits that begin with 0, or stand in a row."""
        if self.tokens[number.first].text[:2].isdecimal() and self.tokens[number.first].text[0] == "0":
            return True
        before, behind = (
            0 <= place < len(self.tokens) and self.tokens[place].is_number and not self._is_year_at(place)
            for place in (number.first - 1, number.first + 1)
        )
        return (before or behind) and number.last == number.first + 1

    def _is_year_at(self, place: int) -> bool:
        """Whether four digits there may be a year: `vuonna 2025 500 ihmistä`."""
        text = self.tokens[place].text
        return len(text) == len(str(YEARS[0])) and text.isdecimal() and YEARS[0] <= int(text) <= YEARS[1]
