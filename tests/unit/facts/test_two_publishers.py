"""Accounts of two publishers, and values that are the only ones of their kind in accounts that tell much the same."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statements import statements

MONDAY = date(2026, 5, 4)


def _differing(language: str, *texts: str, day: date | None = MONDAY, publishers: str = "") -> list[list[str]]:
    found = facts(
        Telling(
            n, day, datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language),
            publisher=publishers[n - 1 : n],
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


TANKS = (
    "At least three tanks stood outside the palace in Tarn on Thursday. Three armoured carriers were in the street.",
    "Five tanks were sent to the palace in Tarn on Thursday. Nine armoured carriers were in the street, too.",
)


def test_two_publishers_send_out_no_reports_week_by_week() -> None:
    """Undated reports that differ in what they count may be of two weeks, where one publisher wrote both."""
    assert _differing("en", *TANKS, day=None, publishers="ab") == [["3/..", "5"], ["3", "9"]]
    assert _differing("en", *TANKS, day=None, publishers="aa") == []
    assert _differing("en", *TANKS, day=None) == []


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "The cable of the lift at Helmsfell snapped at 10.40 am, and nine people in the car died on the slope.",
         "At 11.05 am the cable of the Helmsfell lift broke; nine people in the car died on the slope.",
         ["10:40", "11:05"]),
        ("it", "Terremoto a Montefelso: crollate tre case, paura in paese. La scossa, registrata alle 21.14, ha fatto "
         "crollare il campanile.",
         "La scossa che ha fatto crollare tre case a Montefelso è arrivata alle 21.17. Crollato il campanile.",
         ["21:14", "21:17"]),
        ("nl", "De brug bij Waalhoek gaat dicht voor onderhoud. De werkzaamheden duren acht weken. Het onderhoud van "
         "de brug kost 6,5 miljoen euro.",
         "Brug bij Waalhoek tien weken dicht. Het onderhoud van de brug kost 6,5 miljoen euro.",
         ["52.5/59.5", "66.5/73.5"]),
        ("cs", "Tunel pod Bukovou horou, dlouhý 3,6 kilometru, má být hotov v roce 2028.",
         "Tunel pod Bukovou horou měří 3,9 kilometru a má být otevřen v roce 2029.", ["3550/3650", "3850/3950"]),
        ("zh", "青山县周五发生山体滑坡，公路建于1998年。", "青山县周五发生山体滑坡，公路建于1996年。",
         ["1996-01-01/1996-12-31", "1998-01-01/1998-12-31"]),
    ],
)  # fmt: skip
def test_only_hours_spans_lengths_and_years(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in [
        sorted(value.replace(".0", "") for value in found) for found in _differing(language, one, other)
    ], _differing(language, one, other)


@pytest.mark.parametrize(
    ("language", "text", "unit", "said"),
    [
        ("zh", "该塔建于1968年。", "day", "1968年"),
        ("ja", "この塔は1968年に建てられた。", "day", "1968年"),
        ("ko", "1968년에 지어진 탑이다.", "day", "1968년"),
        ("ar", "افتتحت المطحنة عام 2019.", "day", "2019"),
        ("zh", "工程历时12年。", "#months", "12年"),
        ("sv", "Branden i Kvarnby krävde tre liv.", "#dead", "tre"),
        ("nl", "De brand eiste drie levens.", "#dead", "drie"),
        ("de", "Der Brand forderte drei Menschenleben.", "#dead", "drei"),
        ("it", "Crollate tre case, 17 i feriti.", "#injured", "17"),
        ("es", "El fuego obligó a evacuar a 1.200 vecinos.", "#displaced", "1.200"),
        ("en", "The word went out over the radio at 9:36 this morning.", "#clock", "9:36 this morning"),
    ],
)
def test_what_a_number_is(language: str, text: str, unit: str, said: str) -> None:
    told = [
        (one.unit[0] if one.unit else one.kind, text[one.start : one.end]) for one in statements("", text, language)
    ]
    assert any(kind == unit and words.startswith(said) for kind, words in told), told


def test_more_than_a_number_is_no_change_from_it() -> None:
    text = "El incendio ha quemado más de 4.000 hectáreas y obligó a evacuar a 1.200 vecinos."
    [burned] = [one for one in statements("", text, "es") if one.unit == ("#area",)]
    assert not burned.earlier
