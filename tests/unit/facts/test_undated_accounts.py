"""Accounts that do not say their day, and values of which one account gives only a bound."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.statements import statements

MONDAY = date(2026, 4, 13)


def _facts(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[Fact]:
    return facts(
        Telling(
            n, days[n - 1] if days else None, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            statements("", text, language),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip


def _differing(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[list[str]]:
    return [sorted(fact.values) for fact in _facts(language, *texts, days=days) if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en",
         "At least 17 miners, including four apprentices, were killed when a shaft of the Corlin mine caved in. The "
         "company said that 63 men had been underground.",
         "The collapse of a shaft at the Corlin mine left 19 miners, among them three apprentices, dead, a union said. "
         "58 men were underground at the time.",
         [["3", "4"], ["58", "63"]]),
        ("id",
         "Gempa berkekuatan 5,8 mengguncang Lembah pada Rabu, menewaskan 16 orang. Sebanyak 740 rumah rusak.",
         "Gempa berkekuatan 6,1 di Lembah menewaskan 21 orang. 860 rumah rusak.",
         [["16", "21"], ["740", "860"]]),
        ("tr",
         "Kervan ilçesinde otobüsün devrilmesi sonucu 9 kişi öldü, 24 kişi yaralandı. Otobüste 41 yolcu vardı.",
         "Kervan'daki otobüs kazasında 11 kişi hayatını kaybetti, 24 kişi yaralandı. Otobüste 38 yolcu bulunuyordu.",
         [["11", "9"], ["38", "41"]]),
    ],
)  # fmt: skip
def test_accounts_that_begin_with_victims_differ_though_they_say_no_day(
    language: str, one: str, other: str, values: list[list[str]]
) -> None:
    shown = _differing(language, one, other)
    assert all(value in shown for value in values), shown


def test_the_one_number_of_the_dead_differs_whatever_the_words_are() -> None:
    one = "Um avião com 19 passageiros caiu na sexta-feira em Serra Alta, perto de Belmar. Morreram 14 pessoas."
    other = "A queda de um avião em Serra Alta, perto de Belmar, fez 15 mortos. A bordo seguiam 22 passageiros."
    assert ["14", "15"] in _differing("pt", one, other)


def test_two_disasters_of_one_kind_are_none() -> None:
    one = "A bus fell into a ravine near Dorra on Sunday. Police in Dorra said that 14 people died."
    other = "A bus fell into a ravine near Marl on Sunday. Police in Marl said that 22 people died."
    assert _differing("en", one, other) == []


def test_dead_of_two_kinds_are_two_numbers() -> None:
    one = "Dorra shelled the Corlin strip for two weeks. Twenty Dorra, including two civilians, have died in Corlin."
    other = "Despite calls for a halt Dorra pounded Corlin for two weeks, killing 28 members of a family in one strike."
    assert _differing("en", one, other, days=(MONDAY, MONDAY)) == []


def test_reports_of_two_occasions_in_the_same_words_are_none() -> None:
    found = _differing(
        "en",
        "Auction of Orva bills drew bids of 450 tonnes for 120 lots, and 88 lots were sold to 31 buyers.",
        "Auction of Orva bills drew bids of 520 tonnes for 140 lots, and 97 lots were sold to 36 buyers.",
    )
    assert found == []


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "Black people are six times more likely to be searched than white people, the report says.",
         "The report says black people are seven times more likely to be searched than white people.", ["6", "7"]),
        ("en", "The girls on the Orva bus were aged 10 to 15, police said.",
         "Police said that the girls on the Orva bus were aged 10 to 14.", ["10/14", "10/15"]),
        ("uk", "На виборах мера Заріччя перемогла Олена Грабар, яка набрала 54,3% голосів. Явка становила 41%.",
         "Олена Грабар перемогла на виборах мера Заріччя: за неї проголосували 56,1% виборців. Явка становила 41%.",
         ["54.25/54.35", "56.05/56.15"]),
    ],
)  # fmt: skip
def test_what_is_said_of_one_thing_alone(language: str, one: str, other: str, values: list[str]) -> None:
    assert [[_plain(value) for value in values]] == [
        [_plain(value) for value in found] for found in _differing(language, one, other)
    ]


def _plain(value: str) -> str:
    return "/".join(f"{float(part):.6g}" for part in value.split("/"))


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("de",
         "Die Brücke über die Rode bei Altrode ist gesperrt. Prüfer fanden 38 Risse in den Trägern. Die Sanierung soll "
         "12,5 Millionen Euro kosten und bis Oktober 2027 dauern.",
         "Nach dem Fund von 38 Rissen in den Trägern darf kein Auto über die Brücke bei Altrode. Die Stadt rechnet mit "
         "Kosten von 14 Millionen Euro.",
         [12_500_000, 14_000_000]),
        ("es",
         "El incendio de la sierra de Olmar ha arrasado 3.400 hectáreas, informó la alcaldesa. En 2012 ardieron allí "
         "9.000 hectáreas.",
         "Más de 250 bomberos combaten el fuego de la sierra de Olmar, que ha quemado 4.100 hectáreas.",
         [34_000_000, 41_000_000]),
        ("en",
         "Harrow Town beat Vale Rovers 3-1 on Sunday in front of a crowd of 41,250 at Kessel Park, which holds 45,000.",
         "Vale Rovers lost 2-1 at Harrow Town on Sunday. An attendance of 40,120 saw Dunmore score.",
         [40_120, 41_250]),
    ],
    ids=["German nouns are no names", "the number of an earlier year", "those who looked on"],
)  # fmt: skip
def test_dated_accounts_of_one_event(language: str, one: str, other: str, values: list[float]) -> None:
    shown = [
        sorted(sum(map(float, value.split("/"))) / len(value.split("/")) for value in found if "-" not in value)
        for found in _differing(language, one, other, days=(MONDAY, MONDAY))
    ]
    assert any(found == pytest.approx(values, rel=0.001) for found in shown if len(found) == len(values)), shown


def test_a_game_is_told_by_who_won_and_who_lost_it() -> None:
    one = "Harrow Town beat Vale Rovers 3-1 on Sunday in front of a large crowd at Kessel Park."
    other = "Vale Rovers lost 2-1 at Harrow Town on Sunday."
    assert _differing("en", one, other, days=(MONDAY, MONDAY)) == [["2-1", "3-1"]]


def test_a_bound_is_a_value_of_its_own_and_not_that_of_an_account_that_it_does_not_contradict() -> None:
    texts = (
        "An explosion on a bus in Tarn injured 19 people, an official said.",
        "The bomber on the bus in Tarn injured at least 21 people, sources said.",
        "The explosion on the bus in Tarn injured 28 people, the hospital said.",
    )
    [fact] = [fact for fact in _facts("en", *texts, days=(MONDAY,) * 3) if fact.unit == "injured"]
    tellers = {fact.values[mention.value_no]: mention.article_id for mention in fact.mentions}
    assert tellers == {"19": 1, "21/..": 2, "28": 3}


def test_a_bound_that_contradicts_nobody_speaks_for_none() -> None:
    texts = (
        "An explosion on a bus in Tarn injured 21 people, an official said.",
        "The bomber on the bus in Tarn injured more than twenty people, sources said.",
        "The explosion on the bus in Tarn injured 28 people, the hospital said.",
    )
    [fact] = [fact for fact in _facts("en", *texts, days=(MONDAY,) * 3) if fact.unit == "injured"]
    assert {mention.article_id for mention in fact.mentions} == {1, 3}


def test_unemployment_is_no_inflation() -> None:
    one = "The trial of Oskar Lind opened in Orva. Unemployment in the district rose to 6.1 percent."
    other = "Oskar Lind stands trial in Orva. Inflation in the district fell to 2.2 percent."
    assert _differing("en", one, other, days=(MONDAY, MONDAY)) == []


def test_one_name_beside_both_values_is_enough() -> None:
    one = "The count of 61 districts is done, with Velt securing 54.6% to Brandes' 44.7%."
    other = "In 61 districts Velt won, while Brandes was behind with 41.9%."
    found = _differing("en", one, other, days=(MONDAY, MONDAY))
    assert [[round(float(value.split("/")[0]), 2) for value in values] for values in found] == [[41.85, 44.65]]


def test_two_games_of_one_team_are_two_events() -> None:
    one = "Il Sarnate ha battuto 3-1 il Velletra davanti a 21.000 spettatori. Doppietta di Renzi, al nono gol."
    other = "Il Sarnate vince in coppa: 2-0 al Corlino davanti a 14.000 spettatori. Renzi segna il decimo gol."
    assert _differing("it", one, other, days=(MONDAY, date(2026, 4, 16))) == []


def test_two_results_of_one_vote_give_one_side_the_same_number() -> None:
    one = "Le conseil de Verlac a adopté par 31 voix contre 14 un budget de 210 millions d'euros pour les écoles."
    other = "Par 29 voix contre 14, le conseil de Verlac a voté pour les écoles le budget de 210 millions d'euros."
    assert _differing("fr", one, other, days=(MONDAY, MONDAY)) == [["29-14", "31-14"]]
