"""Whose dollars a bare sign means: those that the same text gives for the same sum with the sign of a country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from mediawatch.facts.fact_records import Field, Quantity, Statement
from mediawatch.facts.measures import DOLLARS

BARE = ("#USD",)
"""Unit of sums behind a sign of the dollar that no country stands beside."""

OTHERS = frozenset(f"#{code}" for code in DOLLARS.values()) - frozenset(BARE)


def with_own_dollars(found: Iterable[Statement], texts: Mapping[Field, str]) -> list[Statement]:
    """The statements of a text: of `$2.7 million fine` and `fined $US2.5 million ($A2.7 million)` the first sum is in
    dollars of Australia, too."""
    listed = list(found)
    told = [(one.unit, one.quantity) for one in listed if one.quantity is not None and not OTHERS.isdisjoint(one.unit)]
    if not told:
        return listed
    return [
        msgspec.structs.replace(one, unit=unit)
        if one.unit == BARE
        and one.quantity is not None
        and _is_bare(texts[one.field], one.start)
        and (unit := _own(one.quantity, told)) is not None
        else one
        for one in listed
    ]


def _own(number: Quantity, told: Iterable[tuple[tuple[str, ...], Quantity]]) -> tuple[str, ...] | None:
    return next((unit for unit, other in told if number.meets(other)), None)


def _is_bare(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return before.endswith("$") and not before[-2:-1].isalpha()
