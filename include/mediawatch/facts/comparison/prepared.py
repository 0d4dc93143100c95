"""The statements of the accounts of a story, ready to be compared: their values as days that are known, and what each
of their words weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import log, sqrt

from mediawatch.facts.comparison.hours import in_its_half, known_hours
from mediawatch.facts.comparison.parted import RELATIVE, Said
from mediawatch.facts.comparison.resolved_days import Whole, resolve
from mediawatch.facts.fact_records import Quantity, Statement, Telling
from mediawatch.facts.kinds.told_hours import HALF_UNKNOWN
from mediawatch.facts.stated_values import Value

NAME = 1.6
"""What a name weighs beside another word."""


def prepared(tellings: Sequence[Telling]) -> list[Said]:
    """The statements of these accounts with their values, in order."""
    known = sorted(telling.day for telling in tellings if telling.day)
    story_day = known[len(known) // 2] if known else None
    years = {telling.article_id: _year(telling, story_day) for telling in tellings}
    every = [
        (telling, statement) for telling in tellings for statement in telling.statements if statement.kind != "place"
    ]
    counts = Counter(word for _, statement in every for word in statement.words)
    rareness = {word: log(1 + len(every) / count) for word, count in counts.items()}
    valued = [(telling, statement, _value(statement, telling.day, story_day)) for telling, statement in every]
    if any(statement.unit[-1:] == (HALF_UNKNOWN,) for _, statement in every):
        hours = known_hours((telling.article_id, statement) for telling, statement in every if statement.unit)
        valued = [
            (telling, statement, in_its_half(telling.article_id, value, hours))
            if isinstance(value, Quantity) and statement.unit[-1:] == (HALF_UNKNOWN,)
            else (telling, statement, value)
            for telling, statement, value in valued
        ]
    kinds = [
        (
            telling.article_id,
            statement.kind,
            *statement.unit,
            _exactness(statement, value),
            _is_past(statement, years[telling.article_id]),
        )
        for telling, statement, value in valued
    ]
    only = _only_ones(valued)
    alone = Counter(kind for kind, _ in {(kind, value) for kind, (_, _, value) in zip(kinds, valued, strict=True)})
    return [
        Said(
            telling,
            statement,
            value,
            _weights(statement, rareness),
            is_lonely=alone[kind] == 1,
            is_guessed=telling.day is None and statement.day is not None and statement.day.is_relative,
            year=years[telling.article_id],
            is_only=id(statement) in only,
            people=_names(telling) if statement.kind == "age" and not statement.names and alone[kind] == 1 else _NOBODY,
        )
        for kind, (telling, statement, value) in zip(kinds, valued, strict=True)
        if value
    ]


def _only_ones(valued: Sequence[tuple[Telling, Statement, Value | None]]) -> set[int]:
    """Statements (their ids) of the one thing that an account counts, and of the one day to come that it names."""
    found: dict[tuple[int, str], set[Value]] = {}
    told: dict[tuple[int, str], list[int]] = {}
    for telling, statement, value in valued:
        if value and not statement.setting and not statement.earlier and _may_be_only(telling, statement, value):
            key = (telling.article_id, statement.kind)
            found.setdefault(key, set()).add(value)
            told.setdefault(key, []).append(id(statement))
    return {one for key, values in found.items() if len(values) == 1 for one in told[key]}


def _may_be_only(telling: Telling, statement: Statement, value: Value) -> bool:
    """Whether it counts things, and no part of them, or is one day to come."""
    if statement.kind == "count":
        return statement.unit[0][0] not in "#@?№†"
    return _is_to_come(telling, statement, value)


def _is_to_come(telling: Telling, statement: Statement, value: Value) -> bool:
    if statement.day is None or telling.day is None or isinstance(value, Quantity) or statement.day.is_part_of_year:
        return False
    return len(value) == 1 and value[0][0] > telling.day


def is_to_come(one: Said) -> bool:
    """Whether it is one day that lay ahead when its account was written."""
    return _is_to_come(one.telling, one.statement, one.value)


_NOBODY: frozenset[str] = frozenset()


def _names(telling: Telling) -> frozenset[str]:
    """All names that an account has beside its values."""
    return frozenset().union(*(said.names for said in telling.statements))


def _exactness(statement: Statement, value: Value | None) -> str:
    """How exactly a day is told: spans, days, months and years are counted apart."""
    day = statement.day
    if day is None:
        return ""
    if isinstance(value, Whole):
        return "span"
    if day.is_relative or day.day is not None:
        return "day"
    return "year" if day.month is None else "month"


def _is_past(statement: Statement, year: int | None) -> bool:
    """Whether it stands in a passage about another year, or its sentence names years alone that are past."""
    if statement.setting:
        return True
    if statement.kind not in ("count", "measure") or not statement.years or year is None:
        return False
    return all(said < (year if said > RELATIVE else 0) for said in statement.years)


def _year(telling: Telling, story_day: date | None) -> int | None:
    """The year in which an account was written: that of its day, of its story, or the last one that it names."""
    day = telling.day or story_day
    if day is not None:
        return day.year
    return max((year for said in telling.statements for year in said.years if year > RELATIVE), default=None)


def _value(statement: Statement, told_on: date | None, story_day: date | None) -> Value | None:
    """`story_day` stands for the day of an account that does not say its own; it does not tell what is left of its
    year."""
    if statement.quantity is not None:
        return statement.quantity
    if statement.day is None:
        return None
    return resolve(statement.day, told_on or (story_day if statement.day.years_on is None else None))


def _weights(statement: Statement, rareness: Mapping[str, float]) -> Mapping[str, float]:
    """Word -> its weight, of length 1 together."""
    weights = {
        word: near * rareness[word] * (NAME if word in statement.names else 1.0)
        for word, near in statement.words.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}
