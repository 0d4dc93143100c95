"""How alike two statements are: whether two accounts speak of one thing.

That they do is said by what they count, by the words around, and by the values themselves: two accounts that give one
telling number hardly do so by chance, so that few words more are asked for; where they give different values the words
have to be much the same, and nothing may part the statements (another year, another place, a value of before).
"""

from __future__ import annotations

from typing import NamedTuple

from mediawatch.facts.comparison.one_telling import (
    ALIKE_BESIDE,
    CLOSE,
    OFTEN_MEASURED,
    ONLY_NUMBER,
    are_of_one_telling,
    share_near,
)
from mediawatch.facts.comparison.parted import EVENT_CLASSES, PAST, Said, are_of_one_size, are_parted, told_number
from mediawatch.facts.comparison.resolved_days import Whole
from mediawatch.facts.fact_records import INFINITY, Quantity, Statement
from mediawatch.facts.kinds.clocks import CLOCK
from mediawatch.facts.kinds.scores import SCORE, share_a_side
from mediawatch.facts.stated_values import (
    NARROW,
    UNKNOWN,
    Value,
    as_exact,
    comparable,
    digits,
    is_class,
    is_little_apart,
    is_long,
    is_rare_number,
    may_be_part,
    meet,
    one_noun,
    one_person,
    one_unit,
    repeats,
    stated,
)

ALIKE = 0.32
"""Cosine from which two statements with different values are about one thing."""

ALIKE_SAME = 0.22
"""The same where their values agree: that they do speaks for it."""

ALIKE_RARE = 0.1
"""The same where the value is one that hardly comes twice by chance: 715, 94 %, 28 September 1920."""

ALIKE_MEASURE = 0.37
"""As ALIKE for sums, distances and the like: one affair has several of them, in much the same words."""

ALIKE_SPAN = 0.45
"""As ALIKE for days and years of duration, which are counted from many a thing, and for `four times the size`."""

SPANS = ("#days", "#months", "#times")

ALIKE_PART = 0.45
"""As ALIKE for those of a kind among others: soldiers among the dead, who may be those of one fight or of all."""

ALIKE_NUMBERS = 0.25
"""As ALIKE for those who fled, were arrested and the like: each place has its own number."""

ALIKE_CLASS = 0.14
"""The same for what became of people: one event has one number of dead."""

ALIKE_LEAD = 0.1
"""The same where both stand at the beginning of their texts."""

ALIKE_PERIOD = 0.17
"""The same for parts of years, with SHARED_PERIOD words: accounts seldom name two of them."""

SHARED_PERIOD = 4

ALIKE_OTHER_NOUN = 0.2
"""The same where the value is the same and the noun is another one, with three words."""

ALIKE_NEAR = 0.19
"""As ALIKE for such numbers."""

ALIKE_SHORT = 0.3
"""Cosine from which one word is enough, where two statements have few: `and two teachers`."""

PART = "@"
"""Begins the unit of a number that is part of another."""

TELLING = ((0.16, 2), (0.09, 2), (0.07, 1), (0.03, 1))
"""(cosine, words shared) from which two statements are of one thing where their values are the same, by how much the
value tells: not the same but near it, or one, two, three digits that count."""

TELLING_ALONE = 3
"""Digits that count of a number that two accounts of one event do not both give by chance, whatever it counts."""

MAGNITUDE = ("#magnitude",)

OPEN = 2.0
"""How many times as much a number is at most as another one that it is told to be above: more than 20, and 31."""

ALIKE_WEEKDAY = 0.42
"""As ALIKE for days of the week: a text of some days names many."""

TELLING_NUMBER = 5
"""The same number of dead or injured, from so many on, speaks for itself where one word more is shared."""

ALIKE_OF_EVENT = 0.12
"""As ALIKE for the only number of its kind in each of two accounts that surely tell of one event."""

ALIKE_MUCH = 0.5
"""Cosine from which MANY_SHARED words are enough wherever they stand, and LEAST_SHARED for a number of people."""

MANY_SHARED = 3

ALIKE_NAMED = 0.4
"""Cosine from which one name that stands right beside both values is enough."""

LEAST_SHARED = 2
"""Words that two statements share at least; one more where they differ in a number of people."""


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
        if cosine is None and tells_the_same and are_of_one_telling(one, other, *_cosine(one, other)):
            cosine = ALIKE_OF_EVENT
        return None if cosine is None else Likeness(cosine, is_sure=True)
    if _are_two_bounds(one.value, other.value):
        return None  # more than 20, more than 50; at least 10, 40
    cosine, shared = _cosine(one, other)
    if _is_surely_one(one, other, cosine, shared):
        return Likeness(max(cosine, ALIKE_RARE), is_sure=True)
    if of_one_event and a.earlier == b.earlier and _tells_of_one_event(one, other):
        return Likeness(cosine, is_sure=False)
    return Likeness(cosine, is_sure=False) if _speaks_for_itself(one, other, cosine, shared) else None


def _tells_of_one_event(one: Said, other: Said) -> bool:
    """Whether two accounts of one event hardly give a number by chance: it has many digits, or is the only one of its
    kind in both."""
    a, b, told = one.statement, other.statement, _how_telling(one, other)
    if a.kind == "count" and told >= TELLING_ALONE:
        return True
    return told > 0 and one.is_lonely and other.is_lonely and a.kind != "age" and one_unit(a, b)


def _are_two_bounds(one: Value, other: Value) -> bool:
    """Whether two numbers that can be the same are told as bounds so far apart that nothing says they are."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    if one.high == INFINITY == other.high:
        return not repeats(one, other)
    is_open = INFINITY in (one.high, other.high) or 0 in (one.low, other.low)
    fewer, more = sorted((stated(one), stated(other)))
    return is_open and more > OPEN * fewer


def _cosine(one: Said, other: Said) -> tuple[float, int]:
    """(cosine of the words, how many they share)."""
    shared = one.weights.keys() & other.weights.keys()
    return sum(one.weights[word] * other.weights[word] for word in shared), len(shared)


# ---- values that differ
def _of_values_that_differ(one: Said, other: Said, *, of_one_event: bool) -> float | None:
    a, b = one.statement, other.statement
    if one.is_guessed or other.is_guessed or not comparable(one.value, other.value):
        return None
    if not (one_unit(a, b) or _count_the_same(one, other)) or are_parted(one, other):
        return None
    is_of_whole = not a.unit or not a.unit[0].startswith(PART)
    if a.kind == "age":
        return 1.0 if a.names and b.names and one_person(a, b, least=2) else None
    of_people = is_class(a)
    if of_people and may_be_part(one.value, a.unit[1:], other.value, b.unit[1:]):
        return None  # of whom is not known
    if SCORE in a.unit and not (one.is_lead and other.is_lead):
        return None  # of a game that was before
    cosine, shared = _cosine(one, other)
    of_one_event = of_one_event and is_of_whole and not (of_people and _are_two_kinds(a, b))
    near = shared > 0 and (a.kind == "measure" or of_one_event) and share_near(a, b)
    is_only_one = of_one_event and one.is_lonely and other.is_lonely
    if is_only_one and (
        a.unit == MAGNITUDE or (SCORE in a.unit and share_a_side(told_number(one), told_number(other)))
    ):
        return cosine
    if (
        of_one_event
        and (a.kind != "day" or (isinstance(one.value, Whole) and isinstance(other.value, Whole)))
        and shared
    ):
        is_only = one.is_lonely and other.is_lonely and CLOCK not in a.unit
        if is_only and cosine >= ALIKE_OF_EVENT and are_of_one_size(one, other, ONLY_NUMBER):
            return cosine
        if near and cosine >= ALIKE_BESIDE:
            return cosine
    if cosine >= ALIKE_MUCH and shared >= (LEAST_SHARED if of_people else MANY_SHARED) and not _is_weekday_of(a, b):
        return cosine
    if a.kind == "measure" and near and shared == 1 and cosine >= ALIKE_NAMED and _share_name(a, b):
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
        least = ALIKE if _are_two_kinds(a, b) else ALIKE_CLASS
    elif not is_of_whole:
        least = ALIKE_PART
    elif a.kind == "count" and is_little_apart(one.value, other.value):
        least = ALIKE_NEAR
    else:
        least = ALIKE_WEEKDAY if _is_weekday_of(a, b) else ALIKE
    if cosine >= least and shared >= LEAST_SHARED + of_people:
        return cosine
    is_victims = of_people and a.unit[0] in EVENT_CLASSES and not _are_two_kinds(a, b)
    if is_victims and one.is_lead and other.is_lead and cosine >= ALIKE_LEAD and shared:
        return cosine
    is_part = any(said.statement.day is not None and said.statement.day.is_part_of_year for said in (one, other))
    return cosine if is_part and cosine >= ALIKE_PERIOD and shared >= SHARED_PERIOD else None


def _are_two_kinds(a: Statement, b: Statement) -> bool:
    """Whether two numbers of people are of two kinds, or of two months: three soldiers, four miners."""
    return bool(a.unit[1:] and b.unit[1:] and a.unit != b.unit) or (a.months != b.months and not a.months & b.months)


def _count_the_same(one: Said, other: Said) -> bool:
    """Whether two numbers count those of one name in much the same words, of whom one sentence says what became of
    them: `120 residents were evacuated`, `took 140 residents to safety`. Of victims it has to be said."""
    a, b = one.statement, other.statement
    if (
        a.kind != "count"
        or is_class(a) == is_class(b)
        or not share_near(a, b)
        or not set(a.unit[1:] or a.unit) & {*b.unit}
    ):
        return False
    role = a.unit[0] if is_class(a) else b.unit[0]
    return role not in EVENT_CLASSES and _cosine(one, other)[0] >= ALIKE_MUCH


def _is_weekday_of(a: Statement, b: Statement) -> bool:
    return _is_weekday(a) or _is_weekday(b)


def _share_name(a: Statement, b: Statement) -> bool:
    """Whether a name stands right beside both values."""
    return any(a.words.get(name, 0.0) >= CLOSE <= b.words.get(name, 0.0) for name in a.names & b.names)


def _is_weekday(statement: Statement) -> bool:
    return statement.day is not None and statement.day.weekday is not None


# ---- values that can be the same
def _is_surely_one(one: Said, other: Said, cosine: float, shared: int) -> bool:
    """Whether the words say that two statements of one value are of one thing."""
    a, b = one.statement, other.statement
    if a.kind == "age" and (a.names or b.names):
        return bool(a.names and b.names) and one_person(a, b, least=1)
    if not one_unit(a, b):
        return False
    of_people = is_class(a)
    if of_people:
        least = ALIKE_CLASS
    elif not as_exact(one.value, other.value):
        least = ALIKE
    else:
        least = ALIKE_RARE if _is_rare(one, other) else ALIKE_SAME
    if a.unit and (shared or of_people) and _is_rare(one, other):
        return True  # 3,600 and 3,600 planets
    if cosine >= least and shared >= LEAST_SHARED:
        return True
    if of_people and shared and _stated_alike(one.value, other.value):
        return True  # 26 and 26 dead
    return _is_period(one) and cosine >= ALIKE_PERIOD and shared >= SHARED_PERIOD


def _speaks_for_itself(one: Said, other: Said, cosine: float, shared: int) -> bool:
    """Whether the value of two statements tells so much that few words are asked for."""
    a, b = one.statement, other.statement
    if (a.years and b.years and not a.years & b.years) or a.earlier != b.earlier:
        return False
    lonely = one.is_lonely and other.is_lonely
    if a.kind == "age":
        return not (a.names and b.names) and (shared > 0 or lonely)
    if a.kind == "measure" and lonely and a.unit == b.unit and a.unit[0] not in OFTEN_MEASURED:
        return True  # the area of it, the sum
    if is_class(a) and is_class(b) and a.unit[0] == b.unit[0] and one.is_lead and other.is_lead:
        return a.unit[0] in EVENT_CLASSES and not (a.unit[1:] and b.unit[1:] and a.unit != b.unit)
    told = _how_telling(one, other)
    if UNKNOWN in (a.unit + b.unit) or not one_noun(a, b):
        if a.kind == "count" and shared > LEAST_SHARED and cosine >= ALIKE_OTHER_NOUN:
            return told > 0  # a three-game streak, a three-match streak
        if told > LEAST_SHARED and shared and cosine >= ALIKE_SHORT:
            return True  # it holds 612, it holds 612 inmates
        return told > 1 and shared >= LEAST_SHARED and cosine >= ALIKE_CLASS
    told += told > 0 and one.is_lead and other.is_lead
    least, least_shared = TELLING[min(told, len(TELLING) - 1)]
    return shared > 0 and ((cosine >= least and shared >= least_shared) or (told > 0 and cosine >= ALIKE_SHORT))


def _how_telling(one: Said, other: Said) -> int:
    """0 where two values only can be the same; else the digits that count of the number that both state, or of a day
    3, of a month or another year than that of the text 2 or more, of a weekday 1."""
    a, b = one.statement, other.statement
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        number = told_number(one)
        return digits(number) if abs(number - told_number(other)) <= NARROW * number else 0
    if a.day is None or b.day is None or one.value != other.value:
        return 0
    if a.day.month and b.day.month:
        return 3 if a.day.day else 2
    if a.day.weekday is not None or a.day.days_back is not None:
        return 1
    if not a.day.year or a.day.part is not None:
        return 0
    years = abs(one.telling.day.year - a.day.year) if one.telling.day else PAST
    return 3 if years >= PAST else years


def _is_period(one: Said) -> bool:
    return not isinstance(one.value, Quantity) and is_long(one.value[0])


def _stated_alike(one: Value, other: Value) -> bool:
    """Whether two statements have the same number, of TELLING_NUMBER or more: `about 40`, 40."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    return stated(one) >= TELLING_NUMBER and abs(stated(one) - stated(other)) <= NARROW * stated(one)


def _is_rare(one: Said, other: Said) -> bool:
    """Whether two statements give the same rare value: a number of RARE or more that does not end the way that guesses
    do, or a day that is told with its month."""
    a, b = one.statement, other.statement
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        told = stated(one.value)
        alike = abs(told - stated(other.value)) <= NARROW * told
        return alike and (a.kind == "age" or is_rare_number(told))
    return a.day is not None and b.day is not None and bool(a.day.month and b.day.month and a.day.day and b.day.day)


def _is_day_of_year(one: Said, other: Said) -> bool:
    """Whether one names a year and the other a day of it: 1920, 28 September 1920."""
    days = [said.statement.day for said in (one, other)]
    return all(day is not None and day.year is not None for day in days) and meet(one.value, other.value)
