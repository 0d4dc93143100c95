"""Values of accounts as a page, a letter and a terminal write them."""

from __future__ import annotations

import pytest
from mediawatch.desk.shape.values_in_words import either, value_in_words


@pytest.mark.parametrize(
    ("kind", "unit", "value", "said", "told"),
    [
        ("count", "dead", "26", "vingt-six", "26 dead"),
        ("count", "dead", "17/..", "17", "17 or more dead"),
        ("count", "dead", "0/60", "60", "up to 60 dead"),
        ("count", "dead", "20/150", "dozens", "dozens dead"),
        ("count", None, "374500/375500", "375,000", "375,000"),
        ("count", None, "10/15", "10 to 15", "10 to 15"),
        ("measure", "USD", "2024.5/2025.5", "2,025", "2,025 USD"),
        ("measure", "m", "38624.256/..", "24\nmiles", "24 miles or more"),
        ("measure", "m", "0/0.3048", "12 inches", "up to 12 inches"),
        ("measure", "%", "77.5/78.5", "78%", "78%"),
        ("measure", None, "07:30", "7.30 Uhr", "7.30 Uhr"),
        ("age", None, "47", "47-year-old", "47"),
        ("day", None, "2024-07-08/2024-07-09", "July 8-9", "8–9 July 2024"),
        ("place", None, "Tarn", "Tarn", "Tarn"),
    ],
)
def test_a_value_is_told_as_people_write_it(kind: str, unit: str | None, value: str, said: str, told: str) -> None:
    assert value_in_words(kind, unit, value, said) == told


def test_what_is_counted_stands_behind_its_number() -> None:
    assert value_in_words("count", None, "9", "Nine", "Nine mountain huts, all of wood, burned.") == "9 mountain huts"
    assert value_in_words("count", None, "2", "two", "It pleased the two.") == "2"


def test_values_stand_side_by_side() -> None:
    assert either(["26", "28", "26"]) == "26 or 28"
    assert either(["17 or more", "23"]) == "17 or more, or 23"
