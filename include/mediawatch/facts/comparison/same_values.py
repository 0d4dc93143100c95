"""Values of two accounts that can be the same: whether they are of one thing.

That two accounts give one telling number speaks for it: the more of its digits count, the fewer words are asked for.
"""

from __future__ import annotations

from mediawatch.facts.comparison.one_kind import LEAST_SHARED
from mediawatch.facts.comparison.one_telling import OFTEN_MEASURED
from mediawatch.facts.comparison.parted import EVENT_CLASSES, PAST, Said, told_number
from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.stated_values import (
    NARROW,
    UNKNOWN,
    Value,
    as_exact,
    digits,
    is_class,
    is_long,
    is_rare_number,
    one_noun,
    one_person,
    one_unit,
    stated,
)

ALIKE = 0.32
"""Cosine from which two statements with different values are about one thing."""

ALIKE_SAME = 0.22
"""The same where their values agree: that they do speaks for it."""

ALIKE_RARE = 0.1
"""The same where the value is one that hardly comes twice by chance: 715, 94 %, 28 September 1920."""

ALIKE_CLASS = 0.14
"""The same for what became of people: one event has one number of dead."""

ALIKE_PERIOD = 0.17
"""The same for parts of years, with SHARED_PERIOD words: accounts seldom name two of them."""

SHARED_PERIOD = 4

ALIKE_OTHER_NOUN = 0.2
"""The same where the value is the same and the noun is another one, with three words."""

ALIKE_SHORT = 0.3
"""Cosine from which one word is enough, where two statements have few: `and two teachers`."""

TELLING = ((0.16, 2), (0.09, 2), (0.07, 1), (0.03, 1))
"""(cosine, words shared) from which two statements are of one thing where their values are the same, by how much the
value tells: not the same but near it, or one, two, three digits that count."""

TELLING_NUMBER = 5
"""The same number of dead or injured, from so many on, speaks for itself where one word more is shared."""


def is_surely_one(one: Said, other: Said, cosine: float, shared: int) -> bool:
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


def speaks_for_itself(one: Said, other: Said, cosine: float, shared: int) -> bool:
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
    told = how_telling(one, other)
    if UNKNOWN in (a.unit + b.unit) or not one_noun(a, b):
        if a.kind == "count" and shared > LEAST_SHARED and cosine >= ALIKE_OTHER_NOUN:
            return told > 0  # a three-game streak, a three-match streak
        if told > LEAST_SHARED and shared and cosine >= ALIKE_SHORT:
            return True  # it holds 612, it holds 612 inmates
        return told > 1 and shared >= LEAST_SHARED and cosine >= ALIKE_CLASS
    told += told > 0 and one.is_lead and other.is_lead
    least, least_shared = TELLING[min(told, len(TELLING) - 1)]
    return shared > 0 and ((cosine >= least and shared >= least_shared) or (told > 0 and cosine >= ALIKE_SHORT))


def how_telling(one: Said, other: Said) -> int:
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
