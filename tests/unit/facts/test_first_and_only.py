"""What stands first, and alone, in two accounts of one event is of one thing, whatever the words are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

MONDAY, TUESDAY = date(2026, 5, 4), date(2026, 5, 5)


def _differing(language: str, *texts: str, days: tuple[date | None, ...] = (MONDAY, MONDAY)) -> list[list[str]]:
    found = facts(
        Telling(
            n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, (text, day) in enumerate(zip(texts, days, strict=True), 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "Twenty-six wagons of a train jumped the tracks at Colwick, spilling fertiliser.",
         "Thirty-one carriages were derailed in Colwick, and fertiliser ran into a ditch.", ["26", "31"]),
        ("el", "Ένοπλοι άρπαξαν 85.000 ευρώ στο Λιβάδι.", "Οι ληστές στο Λιβάδι έφυγαν με 110.000 ευρώ.",
         ["105000/115000", "84500/85500"]),
        ("en", "The tyre works at Brenne will see its last shift on 12 March 2027.",
         "On 2 April 2027 Orvel closes down at Brenne.",
         ["2027-03-12", "2027-04-02"]),
        ("en", "A flood drove 230 people from their homes in Valdora.",
         "In Valdora the river rose: 260 people had to leave.", ["230", "260"]),
    ],
    ids=["things", "sums", "days to come", "people"],
)  # fmt: skip
def test_the_only_one_of_its_kind_differs_whatever_the_words_are(
    language: str, one: str, other: str, values: list[str]
) -> None:
    assert values in _differing(language, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harrow will open its hall on 3 October at noon.", "Harrow was closed in 2019, and 2027 will be better."),
        ("Fourteen flights were cancelled in Morn.", "The union in Morn has 17 demands and 2 lawyers."),
        ("Brenne got 40 letters and 12 parcels.", "Brenne lost 50 trees."),
    ],
    ids=["told otherwise", "one of several", "one of two"],
)
def test_what_is_not_alone_does_not_differ(one: str, other: str) -> None:
    assert _differing("en", one, other) == []


def test_the_only_numbers_of_one_noun_differ_without_a_day() -> None:
    one = "Ein Unfall auf der Autobahn bei Altrode: 19 Menschen wurden verletzt. 32 Fahrzeuge fuhren ineinander."
    other = "Bei Altrode wurden auf der Autobahn 19 Menschen verletzt. 28 Fahrzeuge waren beteiligt."
    assert ["28", "32"] in _differing("de", one, other, days=(None, None))


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("fr", "Karim Vautrin a été condamné lundi à Morlans. L'homme de 38 ans a fait appel.",
         "À Morlans, Karim Vautrin, 41 ans, a été condamné.", ["38", "41"]),
        ("en", "Owen Trask was jailed in Kelmore. Trask, 61, showed nothing.",
         "Kelmore has jailed the former mayor Owen Trask, who sat down. Trask, 63, will appeal.", ["61", "63"]),
        ("ar", "قضت محكمة بسجن سالم الكندي. ويبلغ الكندي 62 عاما.", "حكم على سالم الكندي، 64 عاما، بالسجن.",
         ["62", "64"]),
    ],
)  # fmt: skip
def test_the_only_ages_are_of_the_person_whom_both_name(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in _differing(language, one, other)


def test_the_only_ages_of_two_people_do_not_differ() -> None:
    one = "A 19-year-old driver was arrested after a crash on the Elm bridge."
    other = "Ada Berg, a 44-year-old teacher, was slightly hurt on the Elm bridge."
    assert _differing("en", one, other) == []


def test_who_says_it_is_not_whose_it_is() -> None:
    one = "A gale of 120 km/h hit Ostrand. Some 38,000 homes had no electricity, the grid operator Elvik said."
    other = "Agda, a gale of 120 km/h, left 52,000 homes without electricity in Ostrand."
    assert ["33700/42300", "51500/52500"] in _differing("en", one, other)


def test_an_event_is_told_of_on_the_next_day() -> None:
    one = (
        "Three masked men armed with hammers raided a jeweller in Marsden High Street and got away with watches worth "
        "£240,000, police said. The raid lasted four minutes. Three windows were broken, and 40 watches lost."
    )
    other = (
        "A gang of four made off with watches valued at £310,000 after smashing the windows of a shop in Marsden. "
        "They broke five windows, took 60 watches and needed four minutes, a detective said."
    )
    assert ["235000/245000", "305000/315000"] in _differing("en", one, other, days=(MONDAY, TUESDAY))


def test_a_thing_in_the_sentence_of_the_dead_is_none_of_them() -> None:
    one = "A slide hit three houses in Valdora: two people were killed."
    other = "The slide in Valdora killed three people."
    assert ["2", "3"] in _differing("en", one, other)


def test_the_whole_of_which_a_part_is_told_is_not_that_part() -> None:
    one = "In Rheinau sind 140 von 220 Flügen wegen des Streiks ausgefallen."
    other = "Wegen des Streiks fielen in Rheinau 165 Flüge aus."
    assert ["165", "220"] not in _differing("de", one, other)


def test_the_exact_number_of_an_account_stands_for_those_that_are_not_told() -> None:
    one = "Thousands fled the flood in Andor, where 12 died. In the evening 95,000 people were in relief camps."
    other = "The flood drove thousands of people from their homes in Andor, killing 12. 60,000 had to leave."
    assert ["57000/63000", "94500/95500"] in _differing("en", one, other)
