"""Rows of values that two sentences tell in one order, days of the week, ages of a group, and accounts that say no day
of which one differs from two others."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statements import statements

MONDAY = date(2026, 4, 13)
TUESDAY = date(2026, 4, 14)


def _told(language: str, *texts: str, days: tuple[date | None, ...]) -> list[tuple[str, list[str]]]:
    found = facts(
        Telling(
            n, days[n - 1], datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language)
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [(fact.relation, sorted(fact.values)) for fact in found]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en",
         "The electoral council of Orva said on Sunday that Mayor Brand had 54.4% of the votes, while Keller trailed "
         "with 44.9%.",
         "With nearly all ballots counted in Orva, Brand stood at 54.7%, to Keller's 44.9%."),
        ("de",
         "Bürgermeister Brand kam in Orva nach Angaben der Wahlleitung auf 54,4 Prozent der Stimmen, Keller auf 44,9 "
         "Prozent.",
         "Nach Auszählung fast aller Bezirke in Orva erreichte Brand 54,7 Prozent, Keller 44,9 Prozent der Stimmen."),
        ("es",
         "El alcalde Brand obtuvo el 54,4 % de los votos en Orva, mientras que Keller quedó con el 44,9 %.",
         "Con casi todas las papeletas contadas en Orva, Brand suma el 54,7 %, frente al 44,9 % de votos de Keller."),
    ],
)  # fmt: skip
def test_the_other_value_of_a_row_is_of_one_thing_too(language: str, one: str, other: str) -> None:
    assert ("differ", ["54.35/54.45", "54.65/54.75"]) in _told(language, one, other, days=(MONDAY, MONDAY))


def test_rows_of_other_numbers_are_none() -> None:
    one = "Brand had 54.4% of the votes in Orva on Sunday, while Keller trailed with 44.9%."
    other = "At 61% the turnout was high in Orva, while Keller trailed with 44.9%."
    assert ("differ", ["54.35/54.45", "60.5/61.5"]) not in _told("en", one, other, days=(MONDAY, None))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en",
         "A climber was crushed to death on Wednesday by a giant cross in honour of Saint Orva that fell near Brel.",
         "A climber was crushed to death on Thursday by a giant cross in honour of Saint Orva, which stood near Brel."),
        ("de",
         "Ein Bergsteiger ist bei Brel am Mittwoch von einem riesigen Holzkreuz erschlagen worden, das umstürzte.",
         "Ein Bergsteiger ist bei Brel am Donnerstag von einem riesigen Holzkreuz erschlagen worden."),
        ("fr",
         "Un randonneur est mort écrasé mercredi près de Brel par une croix géante en bois qui s'est effondrée.",
         "Un randonneur est mort écrasé jeudi près de Brel par une croix géante en bois."),
        ("it",
         "Un escursionista è morto mercoledì vicino a Brel, schiacciato da una gigantesca croce di legno crollata.",
         "Un escursionista è morto giovedì vicino a Brel, schiacciato da una gigantesca croce di legno."),
    ],
)  # fmt: skip
def test_a_day_of_the_week_differs_though_the_text_says_no_day(language: str, one: str, other: str) -> None:
    third = {"en": "Brel mourns.", "de": "Brel trauert.", "fr": "Brel en deuil.", "it": "Brel è in lutto."}[language]
    told = _told(language, one, other, f"{third} 2 300", days=(None, None, date(2026, 4, 17)))
    assert ("differ", ["2026-04-15", "2026-04-16"]) in told


def test_days_of_the_week_of_two_meetings_are_two() -> None:
    one = "The council of Orva met on Wednesday to vote on the tram line."
    other = "The council of Orva heard residents on Thursday about the tram line before it votes."
    assert _told("en", one, other, days=(TUESDAY, None)) == []


def test_another_day_of_the_week_in_a_text_is_of_another_thing() -> None:
    one = (
        "President Brand raised serious concern about the siege in a telephone call with Premier Keller on Sunday "
        "night. A school was hit on Monday in Brel."
    )
    other = (
        "President Brand raised serious concern about the siege in a telephone call with Premier Keller early on "
        "Monday. A bakery burned down on Sunday."
    )
    assert ("differ", ["2026-04-12", "2026-04-13"]) in _told("en", one, other, days=(MONDAY, MONDAY))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "A broadcaster from Orva is charged with assaults on girls aged between eight and 17.",
         "A man of Brel is charged after complaints about assaults on girls aged between nine and 16."),
        ("fr", "Un animateur d'Orva est accusé d'agressions sur des filles âgées de huit à 17 ans.",
         "Un homme de Brel est accusé d'agressions sur des filles âgées de dix à 16 ans."),
        ("pt", "Um locutor de Orva é acusado de agressões a meninas com idades entre oito e 17 anos.",
         "Um homem de Brel é acusado de agressões a meninas com idades entre nove e 16 anos."),
    ],
)  # fmt: skip
def test_the_only_ages_of_a_group_differ_whoever_is_named(language: str, one: str, other: str) -> None:
    youngest = "10" if language == "fr" else "9"
    assert ("differ", sorted(["8/17", f"{youngest}/16"])) in _told(language, one, other, days=(None, None))


def test_a_third_account_differs_from_two_that_agree() -> None:
    names = "Commissioner Alder banned Brand, the owner of the Orva Falcons of the Keller League,"
    one = f"{names} for life and fined him $2.5 million, the league said."
    other = f"{names} for life on Tuesday; he was fined $2.5 million, the most that is allowed."
    third = f"{names} for life, with a $2.7 million fine."
    told = _told("en", one, other, third, days=(MONDAY, None, None))
    assert ("differ", ["2450000/2550000", "2650000/2750000"]) in told


def test_a_short_report_of_victims_that_names_nobody_is_of_the_event() -> None:
    one = "A soldier who had killed 20 is shot dead by police."
    other = (
        "A soldier was shot dead by police in Orva after killing 26 people near the Keller Mall and the Brand Tower, "
        "Premier Alder said."
    )
    assert ("differ", ["20", "26"]) in _told("en", one, other, days=(None, None))
