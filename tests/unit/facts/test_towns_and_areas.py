"""What is counted in a province is not what is counted in its town; and years to come that are far apart."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements


def _differing(language: str, *texts: str) -> list[list[str]]:
    found = facts(
        Telling(
            n, date(2026, 5, 4), datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Floods in Karsk province killed 14 people on Monday, the governor said.",
         "Nine people died in the city of Karsk when the river rose on Monday."),
        ("en", "In the Selby district 32 homes were destroyed by the fire on Monday.",
         "The fire destroyed 11 homes in the town of Selby on Monday."),
        ("ru", "В Лесогорской области из-за паводка эвакуированы 1200 человек.",
         "В городе Лесогорске из-за паводка эвакуированы 340 человек."),
        ("es", "En la provincia de Orva murieron 21 personas por las lluvias del lunes.",
         "En la ciudad de Orva murieron 8 personas por las lluvias del lunes."),
        ("fr", "Dans le département de la Lorne, 18 personnes sont mortes dans les inondations de lundi.",
         "Dans la ville de Lorne, sept personnes sont mortes dans les inondations de lundi."),
        ("it", "In provincia di Montalto le scosse di lunedì hanno ucciso 12 persone.",
         "Nella città di Montalto le scosse di lunedì hanno ucciso cinque persone."),
        ("pl", "W powiecie jeziorskim bez prądu jest 5200 domów.",
         "W mieście Jeziorki bez prądu jest 1800 domów."),
        ("pt", "No distrito de Serena, 40 pessoas ficaram desalojadas na segunda-feira.",
         "Na cidade de Serena, 15 pessoas ficaram desalojadas na segunda-feira."),
        ("ar", "قتل 17 شخصا في محافظة الواحة في سيول يوم الاثنين.",
         "قتل 6 أشخاص في مدينة الواحة في سيول يوم الاثنين."),
        ("en", "The treasury of Orva raised 3 billion euros with bonds due 2031 at a yield of 3.1 percent on Monday.",
         "On Monday the treasury of Orva raised 2 billion euros with bonds due 2041 at a yield of 3.7 percent."),
    ],
)  # fmt: skip
def test_two_places_or_two_issues_are_two_things(language: str, one: str, other: str) -> None:
    assert _differing(language, one, other) == []


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "Floods in the city of Karsk killed 14 people on Monday.", "In Karsk 11 people died in Monday's floods.",
         ["11", "14"]),
        ("en", "Floods in the city of Karsk in the province of Velm killed 14 people on Monday.",
         "Floods in the city of Karsk killed 11 people on Monday.", ["11", "14"]),
        ("de", "In der Stadt Altrode starben am Montag vier Menschen bei einem Brand.",
         "Brand in Altrode am Montag: sechs Menschen starben.", ["4", "6"]),
    ],
)  # fmt: skip
def test_one_place_is_one_thing(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in _differing(language, one, other)
