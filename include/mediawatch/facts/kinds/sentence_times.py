"""When what a sentence states was true: the years and days that it names beside a value, and longer times."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from mediawatch.facts.comparison.parted import RELATIVE
from mediawatch.facts.days import WEEK, Found, day_back
from mediawatch.facts.fact_records import Quantity, StatedDay
from mediawatch.facts.kinds.ages import SentenceValue
from mediawatch.facts.kinds.clocks import HOURS, WORLD, Clock, clock
from mediawatch.facts.kinds.fates import COMMAS
from mediawatch.facts.kinds.passages import aside
from mediawatch.facts.kinds.told_hours import told_hours
from mediawatch.facts.number_scales import Number
from mediawatch.facts.sentence_numbers import SentenceNumbers
from mediawatch.facts.stated_values import MONTH
from mediawatch.facts.word_tokens import NO_ROLE, phrase, stands_at
from mediawatch.facts.words import fact_words

DAY_REACH = 15
"""Tokens between a number and the day on which it was true."""

BEFORE_HOUR = ("clock_before", "morning", "evening")

BLANKS_PART = frozenset({"th", "lo", "km", "my"})

SEMICOLONS = frozenset(";؛；")

_YEAR_DIGITS = 4

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


class SentenceTimes(SentenceNumbers):
    """The times that a sentence names."""

    events: Sequence[SentenceValue] = ()
    """Its days that are those of an event."""

    is_span = False

    marks: Sequence[int] = ()
    """Places of semicolons, in a sentence that names years."""

    year_at: Sequence[tuple[int, int]] = ()
    """Where a year is named, and which."""

    asides: Mapping[int, tuple[int, int]] = MappingProxyType({})
    """Year -> the tokens of the aside that it stands in."""

    def find_years(self, days: Sequence[Found], found: Sequence[Number]) -> None:
        """The years that the sentence names, and where: `six years ago` is -6, `last year` -1, counted from that of the
        text."""
        told = [
            (place, int(token.text))
            for place, token in self.told
            if token.is_number
            and len(token.text) == _YEAR_DIGITS
            and _YEAR.fullmatch(token.text)
            and self.lists["since"].before(self.tokens, place) is None
        ]
        told += [(day.first, day.day.years_on) for day in days if day.day.years_on is not None and day.day.part is None]
        tokens = self.tokens
        told += [(number.whole_first, -int(number.value)) for number, _, _ in self._ago("years", found)]
        if told:
            self.years = frozenset(year for _, year in told)
            self.year_places = [place for place, _ in told]
            self.year_at = told
            self.marks = [place for place, token in enumerate(tokens) if token.text in SEMICOLONS]
            self.asides = {year: span for place, year in told if (span := aside(self.tokens, place)) is not None}

    def days_ago(self, found: Sequence[Number]) -> list[Found]:
        """The days that are told as `three days ago`, `two weeks ago`."""
        return [
            Found(first, last, day_back(int(number.value) * days), is_relative=True)
            for unit, days in (("days", 1), ("weeks", WEEK))
            for number, first, last in self._ago(unit, found)
            if number.value * days <= MONTH
        ]

    def _ago(self, unit: str, found: Sequence[Number]) -> Iterator[tuple[Number, int, int]]:
        """Numbers of years, days or weeks since something was, and the tokens of all that says so."""
        patterns, beside = _ago(self.language, unit)
        tokens, last = self.tokens, len(self.tokens) - 1
        for number in found:
            if number.value >= RELATIVE or not (
                (number.last <= last and tokens[number.last].lower in beside)
                or (number.first and tokens[number.first - 1].lower in beside)
            ):
                continue
            for before, behind in patterns:
                start = number.first - len(before)
                if stands_at(tokens, start, before) and stands_at(tokens, number.last, behind):
                    yield number, min(start, number.whole_first), number.last + len(behind)
                    break

    def years_of(self, value: SentenceValue) -> frozenset[int]:
        """The years that the sentence names of a value: not those of an aside that is of something else, as in `the
        bridge, built in 1967, is 180 metres long`, nor those beyond a semicolon."""
        if not self.asides and not self.marks:
            return self.years
        others = {year for year, (first, last) in self.asides.items() if not first <= value.first <= last}
        if self.marks:
            here = bisect(self.marks, value.first)
            own = {year for place, year in self.year_at if bisect(self.marks, place) == here}
            others |= self.years - own
        return self.years - others

    def hours(self, found: Sequence[Number], taken: set[int], *, is_lead: bool) -> Iterator[SentenceValue]:
        """The hours of the day that it tells; those in words where it begins a text, and tells none in digits."""
        told = [
            hour
            for number in found
            if number.in_digits and number.first not in taken and (hour := self._clock(number)) is not None
        ]
        if not told and is_lead:
            told = list(told_hours(self.tokens, self.told, self.language))
        for hour in told:
            quantity = Quantity(hour.low, hour.high)
            yield SentenceValue("measure", hour.first, hour.last, quantity=quantity, unit=hour.unit)

    def _clock(self, number: Number) -> Clock | None:
        place, last = number.first, len(self.tokens) - 1
        is_of_world = place < last and self.tokens[place + 1].text in WORLD
        if number.value > HOURS and not is_of_world:
            return None
        token = self.tokens[place]
        if place < last and not is_of_world:
            following = self.tokens[place + 1]
            if following.role is NO_ROLE and following.start > token.end and "." not in token.text:
                before = self.tokens[place - 1].role
                if before is NO_ROLE or before.ends.isdisjoint(BEFORE_HOUR):
                    return None
        return clock(self.tokens, place, self.language)

    def days_of(self, value: SentenceValue, first: int, last: int) -> tuple[StatedDay, ...]:
        """The days that are named in the clause of something counted or measured, tokens `first` to `last`."""
        if value.kind not in ("count", "measure"):
            return ()
        return tuple(
            one.day
            for one in self.events
            if one.day is not None
            and first <= one.first < last
            and self.lists["since"].before(self.tokens, one.first) is None
            and not self._is_clause_between(min(one.last, value.last), max(one.first, value.first))
        )

    def _is_clause_between(self, first: int, last: int) -> bool:
        """Whether a clause begins among these tokens; Thai and its kin part clauses by blanks."""
        if last - first > DAY_REACH or any(
            self.text_at(place) == ";" or (self.text_at(place - 1) in COMMAS and self.is_at(place, "joins"))
            for place in range(first, last)
        ):
            return True
        return self.language in BLANKS_PART and any(
            here.start > before.end and not (here.is_number or before.is_number)
            for before, here in pairwise(self.tokens[first : last + 1])
        )

    def is_of_span(self) -> bool:
        """Whether a number is said to be of a longer time: `since the war began`, but not `since Monday`."""
        phrases = self.lists["spanning"]
        weekdays = [one for one in self.events if one.day is not None and one.day.month is None]
        for place, token in enumerate(self.tokens):
            if "spanning" in token.role.begins:
                end = phrases.behind(self.tokens, place)
                is_year = _YEAR.fullmatch(self.text_at(end or 0)) is not None  # the first such fire since 2006
                if end is not None and not is_year and not any(one.first <= end < one.last for one in weekdays):
                    return True
        return False

    def order_of(self, first: int, last: int) -> frozenset[int]:
        """1 and 2 of `the first` and `the second`; `the second` of a minute is another word."""
        return frozenset(number for place, number in self.ordered if first <= place < last and place not in self.inside)

    def hour_of(self, first: int, last: int) -> int | None:
        """At which hour of the day a number was true, where its clause says so: by noon."""
        moments = self.lists[fact_words.MOMENT]
        for place, token in self.told:
            if fact_words.MOMENT in token.role.ends and first <= place < last:
                start = moments.before(self.tokens, place + 1)
                if start is not None:
                    said = tuple(token.lower for token in self.tokens[start : place + 1])
                    return fact_words.moments(self.language).get(said)
        return None


@cache
def _ago(language: str, unit: str) -> tuple[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], frozenset[str]]:
    """The words before and behind the number, of each way to tell how many years (days, weeks) ago something was; and
    those of which one stands right beside it."""
    patterns = (tuple(map(phrase, said.split("{n}"))) for said in fact_words.words(language)[f"{unit}_ago"])
    told = tuple((before, behind) for before, behind in patterns)
    return told, frozenset(behind[0] if behind else before[-1] for before, behind in told)


def says_day(day: StatedDay) -> bool:
    """Whether it is one day, as far as the text's own is known."""
    return day.last_day is None and (day.weekday is not None or day.days_back is not None or day.day is not None)
