"""Numbers that are names: floors, laps and minutes are values, and no counts of floors, laps and minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statements import statements


def _differing(language: str, *texts: str) -> list[list[str]]:
    found = facts(
        Telling(
            n, date(2026, 5, 4), datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language)
        )
        for n, text in enumerate(texts, 1)
    )
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "A man fell from the 14th floor.", 14),
        ("en", "He fell from the fourth floor.", 4),
        ("en", "Brook hit the wall on Lap 135.", 135),
        ("de", "Er stürzte aus dem 14. Stock.", 14),
        ("de", "In der 88. Minute traf Kane.", 88),
        ("fr", "Il est tombé du 14e étage.", 14),
        ("es", "Cayó desde el piso 14.", 14),
        ("it", "È caduto dal 14° piano.", 14),
        ("pt", "Caiu do 14º andar.", 14),
        ("nl", "Hij viel van de 14e verdieping.", 14),
        ("sv", "Han föll från 14:e våningen.", 14),
        ("pl", "Wypadł z 14. piętra.", 14),
        ("cs", "Spadl ze 14. patra.", 14),
        ("ru", "Он упал с 14-го этажа.", 14),
        ("uk", "Він упав з 14-го поверху.", 14),
        ("tr", "14. kattan düştü.", 14),
        ("hu", "A 14. emeletről zuhant le.", 14),
        ("id", "Ia jatuh dari lantai 14.", 14),
        ("vi", "Anh rơi từ tầng 14.", 14),
        ("ja", "14階から転落した。", 14),
        ("ko", "14층에서 떨어졌다.", 14),
        ("zh", "他从14楼坠下。", 14),
    ],
)
def test_a_number_that_is_a_name(language: str, text: str, number: int) -> None:
    [said] = [said for said in statements("", text, language) if said.unit and said.unit[0].startswith("№")]
    assert said.quantity is not None
    assert said.quantity.low == said.quantity.high == number


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The tower has 14 floors, and the race took 88 minutes and 135 laps."),
        ("de", "Das Haus hat 14 Stockwerke, die Fahrt dauerte 88 Minuten."),
        ("ja", "14階建てのビル。"),
        ("ru", "В доме 16 этажей."),
    ],
)
def test_so_many_floors_are_none(language: str, text: str) -> None:
    assert not any(said.unit[0].startswith("№") for said in statements("", text, language) if said.unit)


def test_two_floors_of_one_fall_differ_and_two_goals_do_not() -> None:
    assert _differing(
        "en",
        "A boy survived a fall from the 6th floor of a block of flats in Corrow on Monday.",
        "A boy fell from the fourth floor of a block in Corrow on Monday and survived. The block has 12 floors.",
    ) == [["4", "6"]]
    assert not _differing(
        "en",
        "Ann Gray scored for Tarn against Orrex in the 23rd minute on Sunday.",
        "Ann Gray scored for Tarn against Orrex in the 67th minute on Sunday.",
    )
