"""Statements as JSON, as the warehouse keeps them beside the article that they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import msgspec

from mediawatch.facts.fact_records import INFINITY, Quantity, StatedDay, Statement

_DAY = tuple(field.name for field in fields(StatedDay))


def to_json(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """One object each; what is empty is left out."""
    return [_without_empty(_object(statement)) for statement in statements]


def _object(statement: Statement) -> dict[str, Any]:
    quantity, day = statement.quantity, statement.day
    return {
        "kind": statement.kind,
        "field": statement.field,
        "at": [
            statement.start, statement.end, statement.sentence_start, statement.sentence_end,
            statement.about_start, statement.about_end,
        ],
        "quantity": quantity and [quantity.low, None if quantity.high == INFINITY else quantity.high],
        "day": day and [getattr(day, name) for name in _DAY],
        "unit": list(statement.unit),
        "words": {word: round(near, 3) for word, near in statement.words.items()},
        "names": sorted(statement.names),
        "ordinals": sorted(statement.ordinals),
        "places": sorted(statement.places),
        "years": sorted(statement.years),
        "months": sorted(statement.months),
        "numbers": sorted(statement.numbers),
    }  # fmt: skip


def _without_empty(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value}


def to_text(statements: Iterable[Statement]) -> str:
    """`to_json`, written down."""
    return msgspec.json.encode(to_json(statements)).decode()


def from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[Statement, ...]:
    """The statements that `to_json` wrote."""
    return tuple(map(_statement, kept))


def from_text(kept: str) -> tuple[Statement, ...]:
    """The statements that `to_text` wrote."""
    return from_json(msgspec.json.decode(kept))


def _statement(kept: Mapping[str, Any]) -> Statement:
    quantity, day = kept.get("quantity"), kept.get("day")
    start, end, sentence_start, sentence_end, about_start, about_end = kept["at"]
    return Statement(
        kept["kind"], kept["field"], start, end, sentence_start, sentence_end, about_start, about_end,
        quantity=Quantity(quantity[0], INFINITY if quantity[1] is None else quantity[1]) if quantity else None,
        day=_day(day) if day else None,
        unit=tuple(kept.get("unit", ())),
        words=dict(kept.get("words", {})),
        names=frozenset(kept.get("names", ())),
        ordinals=frozenset(kept.get("ordinals", ())),
        places=frozenset(kept.get("places", ())),
        years=frozenset(kept.get("years", ())),
        months=frozenset(kept.get("months", ())),
        numbers=frozenset(kept.get("numbers", ())),
    )  # fmt: skip


def _day(kept: Sequence[Any]) -> StatedDay:
    year, month, day, last_day, part, years_on, later, weekday, days_back = kept
    return StatedDay(year, month, day, last_day, tuple(part) if part else None, years_on, later, weekday, days_back)
