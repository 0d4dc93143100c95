"""Values that differ of two accounts that tell much the same of one event: few words are asked for.

Of one thing such accounts hardly give two numbers: `worth $30 million` and `valued at $42 million`, each the only sum
of its account, the day on which something begins, the share that a word right beside both values names.
"""

from __future__ import annotations

from datetime import timedelta

from mediawatch.facts.comparison.hours import are_parts_of_day
from mediawatch.facts.comparison.parted import CLOSE, PAST, PERCENT, Said, are_of_one_size, are_parted, told_number
from mediawatch.facts.fact_records import Quantity, StatedDay, Statement
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.kinds.scores import INTERIM, SCORE
from mediawatch.facts.stated_values import one_unit
from mediawatch.facts.words.word_keys import changes

ONLY_NUMBER = 5.0
"""How many times as large the one is of the only numbers of their kind at most."""

ALIKE_BESIDE = 0.3
"""Cosine from which one shared word that stands right beside both values is enough, of accounts of one event."""

MANY_WORDS = 4
"""Words from which none has to stand right beside two days: left the college in 1955 to join the party, in 1953."""

OFTEN_MEASURED = ("#time", "#days", "#months", "#percent", "#points", "#length", "#degrees", "#times", "#ages")
"""Of these a text has several that are of different things."""

ALIKE_LONELY = 0.06
"""Cosine of the only numbers of their kind."""

ALIKE_NEAR_WORD = 0.2
"""The same where one word stands right beside both."""

ONLY_MEASURE = 1.6
"""How many times as large the one is of the only sums, weights or areas whose words share nothing."""

HOUR = 60
"""Minutes: the only times of day that two accounts of one event name lie no further apart."""

LONG = timedelta(days=1830)
"""Years of long ago lie no further apart."""

FAR = timedelta(days=750)
"""Days, months and years of one thing lie no further apart."""


def are_of_one_telling(one: Said, other: Said, cosine: float, shared: int) -> bool:
    """Whether two values that differ are of one thing, where their accounts tell much the same of one event. `cosine`,
    `shared`: of their words."""
    a, b = one.statement, other.statement
    if a.kind == "age" or one.is_guessed or other.is_guessed or not one_unit(a, b):
        return False
    if {SCORE, INTERIM} & {*a.unit, *b.unit} or are_parted(one, other):
        return False
    if not HOUR_UNITS.isdisjoint(a.unit):
        if are_parts_of_day(a, b):
            return False
        return are_first_and_only(one, other) and abs(told_number(one) - told_number(other)) <= HOUR
    if a.unit[:1] in (("#days",), ("#months",)) and are_first_and_only(one, other):
        return are_of_one_size(one, other, ONLY_MEASURE)  # shut for eight weeks, for ten
    if a.unit == PERCENT and one.weights.keys() & other.weights.keys() <= changes():
        return False  # sales rose 8 percent, shares rose 5 percent
    is_beside = shared > 0 and share_near(a, b)
    if a.kind == "day":
        is_alike = (is_beside or shared >= MANY_WORDS) and cosine >= ALIKE_BESIDE
        is_alike = is_alike or (shared > 0 and one.is_lonely and other.is_lonely)
        return is_alike and are_dated_alike(one, other)
    if a.kind == "count" and a.unit[0][0] in "#@":
        return False  # what became of people
    if not are_of_one_size(one, other, ONLY_NUMBER):
        return False
    if one.is_lonely and other.is_lonely and (cosine >= ALIKE_LONELY or _is_one_measure(one, other)):
        return True
    return a.kind == "measure" and is_beside and cosine >= ALIKE_NEAR_WORD


def are_first_and_only(one: Said, other: Said) -> bool:
    """Whether both are the only values of their kind in their accounts, and stand where these say what happened."""
    return one.is_lonely and other.is_lonely and one.is_lead and other.is_lead


def _is_one_measure(one: Said, other: Said) -> bool:
    """Whether both are the sum, the weight, the area of their accounts, and near each other."""
    a, b = one.statement, other.statement
    is_one = a.kind == "measure" and a.unit == b.unit and a.unit[0] not in OFTEN_MEASURED
    return is_one and one.is_lead and other.is_lead and are_of_one_size(one, other, ONLY_MEASURE)


def are_dated_alike(one: Said, other: Said) -> bool:
    """Whether two days may be of one thing: they are told as exactly, and lie near each other."""
    return _are_as_exact(one.statement.day, other.statement.day) and _are_near(one, other)


def _are_as_exact(one: StatedDay | None, other: StatedDay | None) -> bool:
    """Whether both are days of a month, months or years, and said as such."""
    if one is None or other is None or one.is_relative or other.is_relative:
        return False
    return (one.day is None, one.month is None, one.part) == (other.day is None, other.month is None, other.part)


def _are_near(one: Said, other: Said) -> bool:
    if isinstance(one.value, Quantity) or isinstance(other.value, Quantity):
        return False
    apart = abs(one.value[0][0] - other.value[0][0])
    return apart <= FAR or (apart <= LONG and all(_is_long_ago(said) for said in (one, other)))


def _is_long_ago(one: Said) -> bool:
    """Whether it is a year alone, that was past when its account was written: `opened in 1961`."""
    day = one.statement.day
    return day is not None and day.month is None and day.year is not None and day.year < (one.year or 0) - PAST


def share_near(a: Statement, b: Statement) -> bool:
    """Whether one word stands right beside both values; of shares that they rose says nothing of what they are."""
    idle = changes() if a.unit == PERCENT else ()
    return any(near >= CLOSE <= b.words.get(word, 0.0) and word not in idle for word, near in a.words.items())
