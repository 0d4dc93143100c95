"""What accounts say, ready to be compared, and what parts two of their values: another year, another place, a value of
before, men and women."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from mediawatch.facts.comparison.hours import are_apart, in_words
from mediawatch.facts.comparison.resolved_days import resolve
from mediawatch.facts.fact_records import Quantity, StatedDay, Statement, Telling
from mediawatch.facts.kinds.clocks import CLOCK, MINUTES
from mediawatch.facts.kinds.scores import SCORE
from mediawatch.facts.stated_values import (
    DIED,
    NAMED,
    PART_OF,
    UNKNOWN,
    Value,
    group_among,
    is_class,
    is_little_apart,
    meet,
    names_in_common,
    repeats,
    sides_in_common,
    stated,
    width,
)
from mediawatch.facts.words.word_keys import opposites

SHARED_NAMES = 0.5
"""Of the names around two values that differ so many at least are the same, where both have names."""

NO_SCALE = "#degrees"

ONE_SCALE = 1.5
"""How many times as many degrees are told of one thing at most: 104 and 40 are of two scales."""

DISTANCE = "#length"

AGES = "#ages"

EVENT_CLASSES = ("#dead", "#injured", "#missing")
"""Of these an event has one number; of those who fled or were arrested each place has its own."""

WATCHED = "#watched"

MOVED = ("#displaced", "#rescued", "#arrested", "#infected", "#joined")
"""Of these accounts of one event that were published no more than a day apart give one number, too."""

ONE_OF_EVENT = (*EVENT_CLASSES, "#aboard", WATCHED, *MOVED)
"""Of those on board and those who looked on, too, accounts of one event give one number."""

NEXT_NAMES = 3
"""How far two numbers that are names of one thing lie apart at most: lap 135, lap 137."""

NEAR_YEARS = 5
"""Years to come that two accounts name of one thing lie no further apart."""

PAST = 3
"""Years: one that is so long ago is seldom named by chance in two accounts."""

LEAD = 400
"""Characters of a text in which the number of dead is that of its event."""

FAR_ABOVE = 1.5
"""How many times the others the one number of an event is at least, where an account has more."""

OF_ONE_SIZE = 3.0
"""How many times as many people one account may count as another one, where only the event says that they are the
same: in one room of it, and in all."""

RELATIVE = 100
"""A smaller number among years is counted from that of the text: last year is -1."""

MOST_NUMBERS = 3
"""Numbers that accounts of one event give of its dead; more are of several events."""

CLOSE = 0.75
"""How near the words stand of which two measures that differ share one: four tokens or less from the value."""

PERCENT = ("#percent",)

COUNTED = "==counted"
"""Word for votes that are counted so far: how many they are is no result, and no turnout."""


ELSE = ("==planned", "==worldwide")
"""Words for what was planned, and for all in the world or the country: another number than that of what was done, and
of those here."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a telling with its value as days that are known.

    `weights`: of its words, of length 1 together. `is_lonely`: its account gives no other value of its kind.
    `is_guessed`: its day was made of that of the story, since its account does not say its own. `year`: of its text,
    where that is known, or may be guessed. `people`: of the only age of an account, beside which nobody is named, all
    names of the account. `is_only`: it counts the one thing that its account counts, or is the one day to come in it.
    """

    telling: Telling
    statement: Statement
    value: Value
    weights: Mapping[str, float]
    is_lonely: bool = False
    is_guessed: bool = False
    year: int | None = None
    people: frozenset[str] = frozenset()
    is_only: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether it stands where a text says what happened."""
        return self.statement.field == "headline" or self.statement.sentence_start < LEAD


def told_number(one: Said) -> float:
    """The number that a text states, in the unit in which it is kept; 0 for a day."""
    return stated(one.value) if isinstance(one.value, Quantity) else 0.0


def of_event(said: Sequence[Said], together: Set[tuple[int, int]]) -> list[Said]:
    """Of each account the statements of its one number, where accounts that belong together give two. Of all of the
    dead and the like that is the greatest one, where the others are far below it: those of one place, one hour."""
    numbers: dict[int, list[Said]] = {}
    for one in said:
        if not one.statement.earlier and not _is_of_past(one):
            numbers.setdefault(one.telling.article_id, []).append(one)
    alone = {account: ones for account, said in numbers.items() if (ones := _of_one_number(said))}
    differing = {
        account
        for pair in together
        if pair[0] in alone and pair[1] in alone and _differ_as_events(alone[pair[0]][0], alone[pair[1]][0])
        for account in pair
    }
    if len({told_number(alone[account][0]) for account in differing}) > MOST_NUMBERS:
        return []
    return [one for account in sorted(differing) for one in alone[account]]


def _of_one_number(said: Sequence[Said]) -> list[Said]:
    """Of the numbers of one account those that are its one number; none where it has several."""
    greatest = max(said, key=lambda one: (told_number(one), -width(one.value)))
    ones = sorted(  # thousands in the headline, 60,000 in the text
        (one for one in said if repeats(greatest.value, one.value)), key=lambda one: width(one.value)
    )
    most = max((told_number(one) for one in said if one not in ones), default=0.0)
    if most and (len(greatest.statement.unit) > 1 or told_number(greatest) < FAR_ABOVE * most):
        return []
    return ones if all(repeats(ones[0].value, other.value) for other in ones) else []


def _is_of_past(one: Said) -> bool:
    """Whether its sentence names years long ago alone, or its passage a year that is past: another event, with which
    this one is compared."""
    day, years = one.telling.day, _years(one)
    if years and not one.statement.years:
        return True
    return bool(years) and (day is None or max(years) <= day.year - PAST)


def _differ_as_events(one: Said, other: Said) -> bool:
    """Whether two accounts of one event differ in a number of people, whatever their words are."""
    a, b = one.statement, other.statement
    if meet(one.value, other.value) or not are_of_one_size(one, other) or are_parted(one, other, of_event=True):
        return False
    return not (a.places and b.places and not a.places & b.places) and not (
        a.months and b.months and not a.months & b.months
    )


def are_of_one_size(one: Said, other: Said, times: float = OF_ONE_SIZE) -> bool:
    """Whether the one number is at most so many times the other one; two days are."""
    fewer, more = sorted((told_number(one), told_number(other)))
    return more <= times * fewer


def are_parted(one: Said, other: Said, *, of_event: bool = False) -> bool:
    """Whether something says that two values are of two things: one was true before, or in another year or month; they
    are degrees of no known scale; the unit is not known. `of_event`: it is the event that says that they are of one
    thing."""
    a, b = one.statement, other.statement
    if _name_others(a, b, ONE_OF_EVENT if of_event else EVENT_CLASSES):
        return True
    if a.kind == "day":
        if _is_past_and_to_come(one, other) or _is_past_and_to_come(other, one):
            return True
        return a.day is not None and b.day is not None and _are_two_days(a, b, a.day, b.day)
    if a.kind == "age":
        return False
    if a.earlier or b.earlier or UNKNOWN in (a.unit + b.unit):
        return True
    if (DIED in a.unit) != (DIED in b.unit):
        return True  # 200 cows died, there were 350 cows
    if a.unit and a.unit[0].startswith(NAMED) and abs(told_number(one) - told_number(other)) > NEXT_NAMES:
        return True  # the 23rd minute, the 67th
    if NO_SCALE in a.unit + b.unit and max(told_number(one), told_number(other)) > ONE_SCALE * min(
        told_number(one), told_number(other)
    ):
        return True
    if _are_opposite(a.words, b.words):
        return True
    for word in ELSE if a.unit != PERCENT else (COUNTED, *ELSE):
        if (word in a.words or word in b.words) and (
            (a.words.get(word, 0.0) >= CLOSE) != (b.words.get(word, 0.0) >= CLOSE)
        ):
            return True
    if a.kind == "measure" and a.unit == b.unit and _is_one_number(a.unit[0], told_number(one), told_number(other)):
        return True  # 13 miles, 13 nautical miles
    if a.extent * b.extent < 0:
        return True  # in the province, in its town
    if a.order and b.order and not a.order & b.order:
        return True  # the first blast, the second
    if are_of_two_times(one, other) or _are_of_two_years(one, other, of_event=of_event):
        return True
    if not is_class(a) and _is_sum_of_more(one, other):
        return True  # 54 games, a combined 157 games
    if a.unit != b.unit and a.unit[-1].startswith(PART_OF) and group_among(a.unit) != (group_among(b.unit) or ()):
        return True  # children among the dead, children among the wounded
    if a.unit and a.unit[0] == CLOCK and isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        if in_words(a, b):
            return not are_apart(one.value, other.value)
        if a.unit != b.unit and abs(told_number(one) - told_number(other)) > MINUTES:
            return True  # 9 pm there, 2 pm ET
    return not is_class(a) and bool(a.months and b.months and not a.months & b.months)


def _years(one: Said) -> frozenset[int]:
    """Years that the sentence names, or else those of its passage where they are past; `last year` is one."""
    day = one.telling.day
    if not one.statement.years:
        return frozenset(
            year if year > RELATIVE else (one.year or 0) + year
            for year in one.statement.setting
            if year < (one.year or RELATIVE)
        )
    absolute = frozenset(year for year in one.statement.years if year > RELATIVE)
    if day is None or len(absolute) == len(one.statement.years):
        return absolute
    return absolute | {day.year + year for year in one.statement.years if year <= RELATIVE}


def _are_of_two_years(one: Said, other: Said, *, of_event: bool) -> bool:
    """Whether the sentences name two years; or the one another year than its own, and the other none."""
    ones, others = _years(one), _years(other)
    if not ones.isdisjoint(others) or ones == others:
        return False
    years = ones | others
    is_near = max(years) - min(years) <= NEAR_YEARS  # bonds due 2031, bonds due 2041
    if one.is_lonely and other.is_lonely and is_near and min(years) > max(one.year or 0, other.year or 0) > 0:
        return False  # it will cost 12 million, and be ready in 2027; or in 2028
    if ones and others:
        return True
    named, day = (one, one.telling.day) if ones else (other, other.telling.day)
    return not of_event and (day is None or _years(named) != {day.year})


def _are_opposite(ones: Mapping[str, float], others: Mapping[str, float]) -> bool:
    """Whether the one says men, and the other women."""
    known = opposites()
    return any(
        key not in others and known[key].isdisjoint(ones) and not known[key].isdisjoint(others)
        for key in ones.keys() & known.keys()
    )


def _is_one_number(unit: str, one: float, other: float) -> bool:
    """Whether two values are one number in two units of one name, which texts mix up."""
    fewer, more = sorted((one, other))
    return any(abs(more - times * fewer) <= TOLERANCE * more for times in ONE_NAME.get(unit, ()))


TOLERANCE = 0.001
"""Part by which that may be off."""

ONE_NAME = {"#length": (1852 / 1609.344,), "#mass": (1000 / 907.18474, 1016.0469 / 1000, 1016.0469 / 907.18474)}
"""Measure -> how many times as long one mile is as another (nautical ones), one ton as another."""


def _is_sum_of_more(one: Said, other: Said) -> bool:
    fewer, more = sorted((one, other), key=told_number)
    return more.statement.is_sum and not fewer.statement.is_sum


def _are_two_days(a: Statement, b: Statement, one: StatedDay, other: StatedDay) -> bool:
    """Whether two days are those of two things: `310 tonnes in May` and `350 in March`; or two texts that name one day
    of the week were published in two weeks, which says that one of them came late."""
    if one.is_beside or other.is_beside:
        return True
    if one.weekday is not None and one.weekday == other.weekday:
        return True
    return not one.day and not other.day and bool(a.numbers and b.numbers and not a.numbers & b.numbers)


def _is_past_and_to_come(one: Said, other: Said) -> bool:
    """Whether the one day lay ahead when its account was written, and the other one was no later than that account: he
    was found guilty on 2 May, and will be sentenced in June."""
    if isinstance(one.value, Quantity) or isinstance(other.value, Quantity) or one.telling.day is None:
        return False
    written = min(one.telling.day, other.telling.day or one.telling.day)
    return min(one.value)[0] > one.telling.day and max(other.value)[1] <= written


def are_of_two_times(one: Said, other: Said) -> bool:
    """Whether two numbers are of all since the war began and of one strike, or of what happened on two days."""
    is_of_people = is_class(one.statement) and is_class(other.statement) and not is_little_apart(one.value, other.value)
    return (is_of_people and one.statement.is_span != other.statement.is_span) or _are_of_two_days(one, other)


def _are_of_two_days(one: Said, other: Said) -> bool:
    """Whether the clauses of two numbers name two days of an event: what happened on Sunday, and on Monday."""
    a, b = one.statement.days, other.statement.days
    return bool(a and b) and all(_are_two(x, one.telling.day, y, other.telling.day) for x in a for y in b)


def _are_two(one: StatedDay, told_on: date | None, other: StatedDay, other_on: date | None) -> bool:
    spans, others = resolve(one, told_on), resolve(other, other_on)
    if spans and others:
        return not any(x[0] <= y[1] and y[0] <= x[1] for x in spans for y in others)
    return one.weekday is not None and other.weekday is not None and one.weekday != other.weekday


def _name_others(a: Statement, b: Statement, of_one: Sequence[str]) -> bool:
    """Whether the names around two values are of others: the stake in this company, the stake in that one; the way from
    here to the border, and from there. Of the dead of an event, classes `of_one`, and of the ages of a group accounts
    name what they like."""
    if (
        not a.names
        or not b.names
        or a.kind in ("age", "day")
        or AGES in a.unit
        or (is_class(a) and a.unit[0] in of_one)
    ):
        return False
    common, fewer = names_in_common(a, b), min(len(a.names), len(b.names))
    if SCORE in a.unit:
        common = sides_in_common(a, b)
    return common < fewer * (1 if DISTANCE in a.unit or SCORE in a.unit else SHARED_NAMES)
