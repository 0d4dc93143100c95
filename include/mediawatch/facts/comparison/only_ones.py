"""Values that are the only ones of their kind where two accounts of one event begin: the one sum of each, the one
thing that each counts, the one day to come. They are of one thing, whatever the words are."""

from __future__ import annotations

from mediawatch.facts.comparison.one_telling import OFTEN_MEASURED, ONLY_MEASURE
from mediawatch.facts.comparison.parted import Said, are_of_one_size
from mediawatch.facts.comparison.resolved_days import Whole
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.kinds.scores import INTERIM, SCORE
from mediawatch.facts.stated_values import is_class, one_unit


def are_only_ones(one: Said, other: Said, shared: int) -> bool:
    """Whether two values that differ are the only ones of their kind in the beginnings of their accounts, which are of
    one event. `shared`: words around both."""
    a, b = one.statement, other.statement
    if a.kind == "measure":
        return (
            one.is_lonely
            and other.is_lonely
            and a.unit == b.unit
            and a.unit[0] not in (*OFTEN_MEASURED, *HOUR_UNITS, SCORE, INTERIM)
            and are_of_one_size(one, other, ONLY_MEASURE)
        )
    if a.kind == "count" and not is_class(a) and not is_class(b):
        return (
            one.is_only
            and other.is_only
            and are_of_one_size(one, other, ONLY_MEASURE)
            and (one_unit(a, b) or shared > 1)
        )
    return a.kind == "day" and one.is_only and other.is_only and _exactness(one) == _exactness(other)


def _exactness(one: Said) -> tuple[bool, ...]:
    """How a day is told: as a weekday, a day of a month, a month, a year, a span."""
    day = one.statement.day
    if day is None:
        return ()
    return isinstance(one.value, Whole), day.is_relative, day.day is None, day.month is None
