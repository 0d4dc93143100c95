"""The values that accounts give of one thing: who gives which, and how each is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from mediawatch.facts.comparison.parted import Said, told_number
from mediawatch.facts.fact_records import Quantity, Telling
from mediawatch.facts.kinds.clocks import CLOCK, UNIVERSAL, clock_text, universal_text
from mediawatch.facts.kinds.scores import INTERIM, SCORE, score_text
from mediawatch.facts.kinds.told_hours import PART_OF_DAY
from mediawatch.facts.number_scales import ABOUT
from mediawatch.facts.stated_values import may_be_one, meet, middle, number_text, stated, width

WRITTEN = {CLOCK: clock_text, UNIVERSAL: universal_text, SCORE: score_text, INTERIM: score_text}
"""Units whose values are not written as numbers."""


def values_of(group: Sequence[Said]) -> list[list[Said]]:
    """The group by value, that which was said first first. Exact statements come before those that leave much open; one
    that meets several values is with those of its own account, or it speaks for none of them (`this year`)."""
    found: list[list[Said]] = []
    for one in sorted(group, key=lambda one: (width(one.value), age(one.telling), one.statement.start)):
        met = [members for members in found if all(meet(one.value, other.value) for other in members)]
        own = [members for members in met if any(one.telling is other.telling for other in members)]
        if not met:
            found.append([one])
        elif len(met) == 1 or own:
            (own or met)[0].append(one)
    if len(found) > 1:
        found = list(_by_what_is_told(found))
    return sorted(found, key=lambda members: min((age(one.telling), one.statement.start) for one in members))


def _by_what_is_told(values: Sequence[list[Said]]) -> Iterator[list[Said]]:
    """The values, each with those alone who give it. A bound that it lies within is a value of its own where it
    contradicts another one: beside 19 and 28, `at least 21` is none of them; else it speaks for none."""
    apart: list[list[Said]] = []
    for members in values:
        yield [one for one in members if _speaks_for(one, members[0])]
        for one in members:
            if _speaks_for(one, members[0]):
                continue
            told = next((others for others in apart if _speaks_for(one, others[0])), None)
            if told is not None:
                told.append(one)
            elif any(
                not (meet(one.value, others[0].value) or may_be_one(one.value, others[0].value)) for others in values
            ):
                apart.append([one])
    yield from apart


def _speaks_for(one: Said, exact: Said) -> bool:
    """Whether a statement gives the value of the exact one, and not only a bound or a guess that it can be: `at least
    21` does not say 28, where others say 19."""
    if not isinstance(one.value, Quantity):
        return True
    return abs(told_number(one) - told_number(exact)) <= ABOUT * told_number(exact)


def shown(members: Sequence[Said]) -> str:
    """A value in one form: a number, or a day as YYYY-MM-DD, a span as two with / between (ISO 8601)."""
    exact = min(members, key=lambda one: (width(one.value), age(one.telling), one.statement.start))
    value = exact.value
    if isinstance(value, Quantity):
        if exact.statement.unit[-1:] == (PART_OF_DAY,):
            return f"{clock_text(value.low)}/{clock_text(value.high)}"
        write = WRITTEN.get(exact.statement.unit[0]) if exact.statement.unit else None
        return write(middle(value)) if write else number_text(value)
    first, last = value[0]
    return f"{first}" if first == last else f"{first}/{last}"


def age(telling: Telling) -> tuple[date, datetime, str]:
    return telling.day or date.max, telling.seen_at, telling.uri


# ---- tolls that rise
def _is_seen_to_rise(told: Sequence[tuple[date, Quantity]]) -> bool:
    return any(one < other and _is_less(value, more) for one, value in told for other, more in told)


def _is_less(value: Quantity, other: Quantity) -> bool:
    """26 than 31, more than 1,850 than more than 2,000."""
    return not meet(value, other) and stated(value) < stated(other)


def rises_between(group: Sequence[Said], said: Sequence[Said]) -> bool:
    """Whether a later account that says its day gives a number of the same class between those of the group, of which
    the greater ones are undated: 246 on Thursday, 285 on Friday, 299 of no day."""
    dated = [
        (one.telling.day, told_number(one))
        for one in group
        if one.telling.day is not None and width(one.value) < told_number(one)  # hundreds are none
    ]
    undated = [told_number(one) for one in group if one.telling.day is None]
    if not dated or not undated or min(undated) <= max(number for _, number in dated):
        return False
    first, least = dated[0][0], max(number for _, number in dated)
    return any(
        one.telling.day is not None
        and first is not None
        and one.telling.day > first
        and one.statement.unit[:1] == group[0].statement.unit[:1]
        and not one.statement.setting
        and least < told_number(one) < min(undated)
        for one in said
        if one.statement.kind == "count"
    )


def grows(values: Sequence[Sequence[Said]]) -> bool:
    """Whether the numbers of what became of people only grow from day to day: a toll that rises is no difference."""
    statement = values[0][0].statement
    if statement.kind != "count":
        return False
    if any(one.telling.day is None and one.statement.is_running for members in values for one in members):
        return True  # has risen to 25, hits one billion: of which day is not known
    if not statement.unit[0].startswith("#"):
        return False
    every = [(one, (one.telling.article_id, number)) for number, members in enumerate(values) for one in members]
    hours = {place: one.statement.hour for one, place in every if one.statement.hour is not None}
    told = [
        (one.telling.day, hours.get(place), one.value)
        for one, place in every
        if one.telling.day is not None and isinstance(one.value, Quantity)
    ]
    # Who does not say the day may have told any of a toll that is seen to rise.
    if len(told) < len(every) and not _is_seen_to_rise([(day, value) for day, _, value in told]):
        return False
    for day, hour, value in told:
        for other_day, other_hour, other in told:
            is_later = day < other_day
            if day == other_day:
                if hour == other_hour or hour is None or other_hour is None:
                    if not meet(value, other):
                        return False
                    continue
                is_later = hour < other_hour
            if is_later and _is_less(other, value):
                return False
    return True
