"""The values that accounts give of one thing: who gives which, and how each is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from mediawatch.facts.comparison.parted import Said, told_number
from mediawatch.facts.fact_records import Quantity, Telling
from mediawatch.facts.kinds.clocks import CLOCK, clock_text
from mediawatch.facts.kinds.scores import INTERIM, SCORE, score_text
from mediawatch.facts.number_scales import ABOUT
from mediawatch.facts.stated_values import may_be_one, meet, middle, number_text, width

WRITTEN = {CLOCK: clock_text, SCORE: score_text, INTERIM: score_text}
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
        write = WRITTEN.get(exact.statement.unit[0]) if exact.statement.unit else None
        return write(middle(value)) if write else number_text(value)
    first, last = value[0]
    return f"{first}" if first == last else f"{first}/{last}"


def age(telling: Telling) -> tuple[date, datetime, str]:
    return telling.day or date.max, telling.seen_at, telling.uri
