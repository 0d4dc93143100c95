"""Statements as JSON, as the warehouse keeps them beside the article that they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from mediawatch.facts.fact_records import INFINITY, Quantity, StatedDay, Statement

_DAY = StatedDay.__struct_fields__


def to_json(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """One object each; what is empty is left out."""
    return list(map(_object, statements))


def _object(statement: Statement) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "kind": statement.kind,
        "field": statement.field,
        "at": [
            statement.start, statement.end, statement.sentence_start, statement.sentence_end,
            statement.about_start, statement.about_end,
        ],
    }  # fmt: skip
    quantity, day = statement.quantity, statement.day
    if quantity is not None:
        kept["quantity"] = [quantity.low, None if quantity.high == INFINITY else quantity.high]
        if quantity.is_told:
            kept["quantity"].append(True)
    if day is not None:
        kept["day"] = [getattr(day, name) for name in _DAY]
    if statement.unit:
        kept["unit"] = list(statement.unit)
    if statement.words:
        kept["words"] = statement.words
    for name in _SETS:
        if found := getattr(statement, name):
            kept[name] = sorted(found)
    if statement.earlier:
        kept["earlier"] = True
    if statement.is_sum:
        kept["is_sum"] = True
    if statement.is_span:
        kept["is_span"] = True
    if statement.days:
        kept["days"] = [[getattr(day, name) for name in _DAY] for day in statement.days]
    if statement.hour is not None:
        kept["hour"] = statement.hour
    if statement.extent:
        kept["extent"] = statement.extent
    if statement.is_running:
        kept["is_running"] = True
    return kept


_SETS = ("names", "ordinals", "places", "years", "months", "numbers", "order", "rest", "setting")


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
        quantity=_quantity(*quantity) if quantity else None,
        day=_day(day) if day else None,
        unit=tuple(kept.get("unit", ())),
        words=dict(kept.get("words", {})),
        names=frozenset(kept.get("names", ())),
        ordinals=frozenset(kept.get("ordinals", ())),
        places=frozenset(kept.get("places", ())),
        years=frozenset(kept.get("years", ())),
        months=frozenset(kept.get("months", ())),
        numbers=frozenset(kept.get("numbers", ())),
        order=frozenset(kept.get("order", ())),
        rest=frozenset(kept.get("rest", ())),
        setting=frozenset(kept.get("setting", ())),
        days=tuple(map(_day, kept.get("days", ()))),
        earlier=kept.get("earlier", False),
        is_sum=kept.get("is_sum", False),
        is_span=kept.get("is_span", False),
        hour=kept.get("hour"),
        extent=kept.get("extent", 0),
        is_running=kept.get("is_running", False),
    )  # fmt: skip


def _quantity(low: float, high: float | None, is_told: bool = False) -> Quantity:
    return Quantity(low, INFINITY if high is None else high, is_told)


def _day(kept: Sequence[Any]) -> StatedDay:
    year, month, day, last_day, part, *others = kept
    return StatedDay(year, month, day, last_day, tuple(part) if part else None, *others)
