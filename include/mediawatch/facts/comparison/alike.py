"""How alike two statements are: whether two accounts speak of one thing.

That they do is said by what they count, by the words around, and by the values themselves: two accounts that give one
telling number hardly do so by chance, so that few words more are asked for; where they give different values the words
have to be much the same, and nothing may part the statements (another year, another place, a value of before).
"""

from __future__ import annotations

from typing import NamedTuple

from mediawatch.facts.comparison.hours import are_parts_of_day, tell_when_it_happened
from mediawatch.facts.comparison.one_kind import (
    ALIKE_MUCH,
    LEAST_SHARED,
    are_of_one_person,
    cosine_of,
    count_the_same,
    may_count_the_same,
    share_meaning,
)
from mediawatch.facts.comparison.one_telling import (
    ALIKE_BESIDE,
    ONLY_MEASURE,
    ONLY_NUMBER,
    are_first_and_only,
    are_of_one_telling,
    share_near,
)
from mediawatch.facts.comparison.only_ones import are_only_ones
from mediawatch.facts.comparison.parted import (
    AGES,
    CLOSE,
    EVENT_CLASSES,
    PERCENT,
    Said,
    are_of_one_size,
    are_parted,
    told_number,
)
from mediawatch.facts.comparison.resolved_days import Whole
from mediawatch.facts.comparison.same_values import (
    ALIKE,
    ALIKE_CLASS,
    ALIKE_PERIOD,
    ALIKE_RARE,
    SHARED_PERIOD,
    how_telling,
    is_surely_one,
    speaks_for_itself,
)
from mediawatch.facts.fact_records import INFINITY, Quantity, Statement
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.kinds.scores import SCORE, share_a_side
from mediawatch.facts.stated_values import (
    Value,
    as_exact,
    comparable,
    digits,
    is_class,
    is_little_apart,
    is_vague,
    is_weekday,
    may_be_one,
    may_be_part,
    meet,
    one_unit,
    stated,
)
from mediawatch.facts.words.word_keys import changes

ALIKE_MEASURE = 0.37
"""As ALIKE for sums, distances and the like: one affair has several of them, in much the same words."""

ALIKE_SPAN = 0.45
"""As ALIKE for days and years of duration, which are counted from many a thing, and for `four times the size`."""

SPANS = ("#days", "#months", "#times")

ALIKE_PART = 0.45
"""As ALIKE for those of a kind among others: soldiers among the dead, who may be those of one fight or of all."""

ALIKE_NUMBERS = 0.25
"""As ALIKE for those who fled, were arrested and the like: each place has its own number."""

ALIKE_LEAD = 0.1
"""The same where both stand at the beginning of their texts."""

ALIKE_NEAR = 0.19
"""As ALIKE for such numbers."""

ALIKE_ONE_NOUN = 0.2
"""As ALIKE for the only numbers of one noun where two texts begin: 32 cars, 28 cars."""

ALIKE_MEANT = 0.25
"""As ALIKE for measures beside words of one meaning, with two words: seven years in prison, a prison term of nine."""

ALIKE_MEANT_OF_EVENT = 0.15
"""The same of accounts of one event, with one word."""

PART = "@"
"""Begins the unit of a number that is part of another."""

TELLING_ALONE = 3
"""Digits that count of a number that two accounts of one event do not both give by chance, whatever it counts."""

MAGNITUDE = ("#magnitude",)

OPEN = 2.0
"""How many times as much a number is at most as another one that it is told to be above: more than 20, and 31."""

ALIKE_WEEKDAY = 0.42
"""As ALIKE for days of the week: a text of some days names many."""

ALIKE_OF_EVENT = 0.12
"""As ALIKE for the only number of its kind in each of two accounts that surely tell of one event."""

ALIKE_ONLY_YEARS = 0.3
"""As ALIKE for two years some years apart that are the only ones of their accounts."""

YEARS_APART = 5

MANY_SHARED = 3

ALIKE_NEAR_SUM, NEAR_SUM = 0.08, 1.05
"""As ALIKE for measures of many digits and for victims, of whom the one number is at most so many times the other."""

ALIKE_NAMED = 0.4
"""Cosine from which one name that stands right beside both values is enough."""


class Likeness(NamedTuple):
    """`cosine`: of the words, 0..1. `is_sure`: else it is the value that speaks for it, and only where no account of
    the thing gives another one."""

    cosine: float
    is_sure: bool


def alike(one: Said, other: Said, *, of_one_event: bool = False, tells_the_same: bool = False) -> Likeness | None:
    """How alike two statements are; None where they are not of one thing. `of_one_event`: their accounts surely are,
    `tells_the_same`: and they say much the same of it."""
    a, b = one.statement, other.statement
    if a.kind != b.kind:
        return None
    if a.kind != "age" and a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return None  # the 22nd summit, the 23rd
    if not as_exact(one.value, other.value) and not _is_day_of_year(one, other):
        return None
    if a.earlier != b.earlier and is_class(a) and is_class(b):
        return None  # revised from 44 to 31
    if a.kind == "count" and a.places and b.places and not a.places & b.places:
        return None  # here so many, there so many
    if not meet(one.value, other.value):
        cosine = _of_values_that_differ(one, other, of_one_event=of_one_event)
        if cosine is None and tells_the_same and are_of_one_telling(one, other, *cosine_of(one, other)):
            cosine = ALIKE_OF_EVENT
        if cosine is None and a.day is not None and b.day is not None and a.day.year and b.day.year:
            cosine = _of_two_years(one, other)
        if may_be_one(one.value, other.value):  # at least 67, and 72
            if _are_far_bounds(one.value, other.value):
                return None
            if cosine is None and not are_parted(one, other):
                words = cosine_of(one, other)
                cosine = words[0] if is_surely_one(one, other, *words) else None
        return None if cosine is None else Likeness(cosine, is_sure=True)
    if a.kind == "count" and _are_far_bounds(one.value, other.value):
        return None  # hundreds, more than 50
    cosine, shared = cosine_of(one, other)
    if is_surely_one(one, other, cosine, shared):
        return Likeness(max(cosine, ALIKE_RARE), is_sure=True)
    if of_one_event and a.earlier == b.earlier and _tells_of_one_event(one, other):
        return Likeness(cosine, is_sure=False)
    return Likeness(cosine, is_sure=False) if speaks_for_itself(one, other, cosine, shared) else None


def _tells_of_one_event(one: Said, other: Said) -> bool:
    """Whether two accounts of one event hardly give a number by chance: it has many digits, or is the only one of its
    kind in both."""
    a, b, told = one.statement, other.statement, how_telling(one, other)
    if a.kind == "count" and told >= TELLING_ALONE:
        return True
    return told > 0 and one.is_lonely and other.is_lonely and a.kind != "age" and one_unit(a, b)


def _are_far_bounds(one: Value, other: Value) -> bool:
    """Whether two numbers that can be the same are told as bounds so far apart that nothing says they are."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    if INFINITY not in (one.high, other.high) and 0 not in (one.low, other.low):
        return False
    fewer, more = sorted(value.low if is_vague(value) else stated(value) for value in (one, other))
    return more > OPEN * fewer


# ---- values that differ
def _of_values_that_differ(one: Said, other: Said, *, of_one_event: bool) -> float | None:
    a, b = one.statement, other.statement
    if (one.is_guessed or other.is_guessed) and not _are_first_weekdays(one, other):
        return None
    may_be_only = of_one_event and one.is_lead and other.is_lead
    is_one_unit = one_unit(a, b)
    if not is_one_unit and not (may_be_only and one.is_only and other.is_only) and not may_count_the_same(a, b):
        return None
    if not comparable(one.value, other.value) or are_parted(one, other):
        return None
    cosine, shared = cosine_of(one, other)
    if may_be_only and are_only_ones(one, other, shared):
        return cosine
    if not is_one_unit and not count_the_same(one, other):
        return None
    if are_parts_of_day(a, b):
        is_one = of_one_event and are_first_and_only(one, other) and tell_when_it_happened(a, b)
        return cosine if is_one else None
    is_of_whole = not a.unit or not a.unit[0].startswith(PART)
    if a.kind == "age":
        return 1.0 if are_of_one_person(one, other) else None
    of_people = is_class(a)
    if of_people and may_be_part(one.value, a.unit[1:], other.value, b.unit[1:]):
        return None  # of whom is not known
    if SCORE in a.unit and not (one.is_lead and other.is_lead):
        return None  # of a game that was before
    if (
        a.kind == "measure"
        and a.unit != MAGNITUDE
        and shared >= (1 if of_one_event else LEAST_SHARED)
        and cosine >= (ALIKE_MEANT_OF_EVENT if of_one_event else ALIKE_MEANT)
        and share_meaning(a, b)
    ):
        return cosine
    if a.unit == (AGES,) and are_first_and_only(one, other) and shared >= LEAST_SHARED:
        return cosine
    of_one_event = of_one_event and is_of_whole and not (of_people and _are_two_kinds(one, other))
    near = shared > 0 and (a.kind == "measure" or of_one_event) and share_near(a, b)
    is_only_one = of_one_event and one.is_lonely and other.is_lonely
    if is_only_one and (
        a.unit == MAGNITUDE or (SCORE in a.unit and share_a_side(told_number(one), told_number(other)))
    ):
        return cosine
    if (
        of_one_event
        and (a.kind != "day" or (isinstance(one.value, Whole) and isinstance(other.value, Whole)) or _are_ago(a, b))
        and shared
    ):
        is_only = one.is_lonely and other.is_lonely and HOUR_UNITS.isdisjoint(a.unit)
        if a.unit == PERCENT and (one.weights.keys() & other.weights.keys()) <= changes():
            is_only = False  # sales rose 8 percent, shares rose 5 percent
        if is_only and cosine >= ALIKE_OF_EVENT and are_of_one_size(one, other, ONLY_NUMBER):
            return cosine
        if near and cosine >= ALIKE_BESIDE and shared > of_people:  # that they were hurt says not who they are
            return cosine
    if cosine >= ALIKE_MUCH and shared >= (LEAST_SHARED if of_people else MANY_SHARED) and not _is_weekday_of(a, b):
        return cosine
    if a.kind == "measure" and near and shared == 1 and cosine >= ALIKE_NAMED and _share_name(a, b):
        return cosine
    if of_one_event and a.kind == "measure" and cosine >= ALIKE and shared >= MANY_SHARED:
        return cosine
    if (
        a.kind == "count"
        and not of_people
        and a.unit == b.unit
        and are_first_and_only(one, other)
        and shared
        and cosine >= ALIKE_ONE_NOUN
    ):
        return cosine
    if (
        a.kind == "count"
        and not of_people
        and is_of_whole
        and shared >= LEAST_SHARED
        and cosine >= ALIKE_ONE_NOUN
        and _are_only_of_noun(one, other)
    ):
        return cosine
    if (a.kind == "measure" or of_people) and shared and cosine >= ALIKE_NEAR_SUM and _are_nearly_one(one, other):
        return cosine
    if (
        of_people
        and a.unit[0] in EVENT_CLASSES
        and is_little_apart(one.value, other.value)
        and shared >= LEAST_SHARED
        and cosine >= ALIKE_LEAD
        and not _are_two_kinds(one, other)
    ):
        return cosine
    if a.kind == "measure" and a.unit != MAGNITUDE and not near:
        return None
    if a.kind == "measure":
        least = ALIKE_MEASURE
        if a.unit == MAGNITUDE:
            least = ALIKE_CLASS
        elif a.unit[0] in SPANS or SCORE in a.unit:
            least = ALIKE_SPAN
    elif of_people and a.unit[0] not in EVENT_CLASSES:
        least = ALIKE_NUMBERS
    elif of_people:
        least = ALIKE if _are_two_kinds(one, other) else ALIKE_CLASS
    elif not is_of_whole:
        least = ALIKE_PART
    elif a.kind == "count" and is_little_apart(one.value, other.value):
        least = ALIKE_NEAR
    else:
        least = ALIKE_WEEKDAY if _is_weekday_of(a, b) else ALIKE
    if cosine >= least and shared >= LEAST_SHARED + of_people:
        return cosine
    is_victims = of_people and a.unit[0] in EVENT_CLASSES and not _are_two_kinds(one, other)
    if is_victims and one.is_lead and other.is_lead and cosine >= ALIKE_LEAD and shared:
        return cosine
    is_part = any(said.statement.day is not None and said.statement.day.is_part_of_year for said in (one, other))
    return cosine if is_part and cosine >= ALIKE_PERIOD and shared >= SHARED_PERIOD else None


def _of_two_years(one: Said, other: Said) -> float | None:
    """The cosine of the words around two years alone that are of one thing: built in 1962, built in 1964. They say when
    it was also in a text of which the day is not known."""
    a, b = one.statement.day, other.statement.day
    if a is None or b is None or a.year is None or b.year is None or a.month or b.month or a.part or b.part:
        return None
    if not 1 < abs(a.year - b.year) <= YEARS_APART or are_parted(one, other):
        return None
    cosine, shared = cosine_of(one, other)
    least = ALIKE_ONLY_YEARS if one.is_lonely and other.is_lonely else ALIKE_MUCH
    return cosine if shared >= LEAST_SHARED and cosine >= least else None


def _are_ago(a: Statement, b: Statement) -> bool:
    """Whether both days are told as so long ago: five days ago, a week ago. A text tells few days so."""
    return all(said.day is not None and (said.day.days_back or 0) > 1 for said in (a, b))


def _are_only_of_noun(one: Said, other: Said) -> bool:
    """Whether both are the only number of one noun in their accounts, and of one size: 61 shelters, 49 shelters."""
    is_one = one.statement.unit[-1] == other.statement.unit[-1] and one.is_lonely and other.is_lonely
    return is_one and are_of_one_size(one, other, ONLY_MEASURE)


def _are_nearly_one(one: Said, other: Said) -> bool:
    """Whether two measures of many digits are nearly the same, or two numbers of victims: 2,025 and 2,075 dollars, 194
    and 197 dead."""
    told = sorted((told_number(one), told_number(other)))
    return (
        is_little_apart(one.value, other.value)
        and (min(map(digits, told)) >= TELLING_ALONE or one.statement.unit[0] in EVENT_CLASSES)
        and told[1] <= NEAR_SUM * told[0]
    )


def _are_two_kinds(one: Said, other: Said) -> bool:
    """Whether two numbers of people are of two kinds, or of two months: three soldiers, four miners. Two that are a
    little apart are of one time."""
    a, b = one.statement, other.statement
    if a.unit[1:] and b.unit[1:] and a.unit != b.unit:
        return True
    return a.months != b.months and not a.months & b.months and not is_little_apart(one.value, other.value)


def _is_weekday_of(a: Statement, b: Statement) -> bool:
    return _is_weekday(a) or _is_weekday(b)


def _are_first_weekdays(one: Said, other: Said) -> bool:
    """Whether both are bare days of the week, where two texts say what happened, with two words right beside both that
    are no names: who does not say the day of the text still says that it was a Wednesday."""
    a, b = one.statement, other.statement
    if not (one.is_lead and other.is_lead and is_weekday(a) and is_weekday(b)):
        return False
    beside = [
        word
        for word, near in a.words.items()
        if near >= CLOSE <= b.words.get(word, 0.0) and word not in a.names | b.names
    ]
    return len(beside) >= LEAST_SHARED


def _share_name(a: Statement, b: Statement) -> bool:
    """Whether a name stands right beside both values."""
    return any(a.words.get(name, 0.0) >= CLOSE <= b.words.get(name, 0.0) for name in a.names & b.names)


def _is_weekday(statement: Statement) -> bool:
    return statement.day is not None and statement.day.weekday is not None


def _is_day_of_year(one: Said, other: Said) -> bool:
    """Whether one names a year and the other a day of it: 1920, 28 September 1920."""
    days = [said.statement.day for said in (one, other)]
    return all(day is not None and day.year is not None for day in days) and meet(one.value, other.value)
