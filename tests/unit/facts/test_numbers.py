"""Numbers as texts state them, in digits and words of many languages."""

from __future__ import annotations

import pytest
from mediawatch.facts.fact_records import INFINITY
from mediawatch.facts.numbers import numbers
from mediawatch.facts.statements import statements
from mediawatch.facts.telling_words import read


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "killed 26 people", 26, 26),
        ("en", "killed twenty-six people", 26, 26),
        ("en", "killed two hundred and six people", 206, 206),
        ("en", "some 30 people", 25, 35),
        ("en", "some 34 people", 33.15, 34.85),
        ("en", "more than 20 people", 20, INFINITY),
        ("en", "up to 50 people", 0, 50),
        ("en", "dozens of people", 20, 150),
        ("en", "two dozen people", 24, 24),
        ("en", "2.4 million people", 2_350_000, 2_450_000),
        ("en", "20 to 30 people", 20, 30),
        ("en", "12,00,000 people", 1_150_000, 1_250_000),
        ("en", "5 lakh people", 475_000, 525_000),
        ("de", "1.234 Menschen", 1_234, 1_234),
        ("de", "sechsundzwanzig Menschen", 26, 26),
        ("de", "2,4 Millionen Menschen", 2_350_000, 2_450_000),
        ("fr", "plus de 20 personnes", 20, INFINITY),
        ("es", "veintiséis personas", 26, 26),
        ("ru", "не менее 26 человек", 26, INFINITY),
        ("hi", "२६ लोग", 26, 26),
        ("hi", "5 लाख लोग", 475_000, 525_000),
        ("ar", "٢٦ شخصا", 26, 26),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language: str, text: str, low: float, high: float) -> None:
    [found] = numbers(read(text, 0, len(text), language), language)
    assert (found.quantity.low, found.quantity.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "It began at 10:30 p.m. yesterday.",
        "The final ended 3-1 there.",
        "The Boeing 737 landed.",
        "It was the 22nd summit.",
        "The town of 2014 was another.",
        "He read 10.0.0.1 there.",
        "She is four times the size.",
    ],
)
def test_what_counts_nothing_is_no_count(text: str) -> None:
    assert [s for s in statements("", text, "en") if s.kind == "count"] == []


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "The blast killed 26 tourists.", "#dead"),
        ("en", "It claimed the lives of 26 tourists.", "#dead"),
        ("en", "The death toll rose to 26.", "#dead"),
        ("en", "The death toll in the valleys of the north has risen to 26.", "#dead"),
        ("en", "26 people were injured.", "#injured"),
        ("de", "Bei dem Angriff wurden 26 Menschen getötet.", "#dead"),
        ("fr", "L'attaque a fait 26 morts.", "#dead"),
        ("es", "El ataque dejó 26 heridos.", "#injured"),
        ("ru", "Погибли 26 человек.", "#dead"),
        ("hi", "हमले में 26 लोग मारे गए।", "#dead"),
        ("it", "L'attentato ha causato 26 morti.", "#dead"),
        ("pt", "O ataque deixou 26 feridos.", "#injured"),
        ("pl", "Lawina zabiła 26 narciarzy.", "#dead"),
        ("nl", "De lawine doodde 26 skiërs.", "#dead"),
        ("pt", "A avalanche matou 26 esquiadores.", "#dead"),
        ("ru", "Лавина убила 26 лыжников.", "#dead"),
        ("ar", "قتلت الانهيارات الثلجية 26 شخصا.", "#dead"),
        ("ar", "وأصيب 26 شخصا بجروح.", "#injured"),
        ("id", "Sebanyak 26 orang meninggal dunia.", "#dead"),
        ("pl", "W zamachu zginęło 26 osób.", "#dead"),
        ("nl", "Bij de aanslag kwamen 26 mensen om het leven.", "#dead"),
    ],
)
def test_what_became_of_people_is_known_in_many_languages(language: str, text: str, unit: str) -> None:
    [found] = [s for s in statements("", text, language) if s.kind == "count"]
    assert found.unit[0] == unit
    assert found.quantity is not None
    assert found.quantity.low == 26


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("A wall of 30 metres fell.", "#length", 30, 30),
        ("A wall 100 ft long fell.", "#length", 30.48, 30.48),
        ("Winds of 100km/h hit it.", "#speed", 100, 100),
        ("The fine is $2.5 million.", "#USD", 2_450_000, 2_550_000),
        ("He won 54.4% of it.", "#percent", 54.35, 54.45),
        ("He won 54 percent of it.", "#percent", 53.5, 54.5),
    ],
)
def test_measures_come_in_one_unit_of_their_kind(text: str, unit: str, low: float, high: float) -> None:
    [found] = [s for s in statements("", text, "en") if s.kind == "measure"]
    assert found.unit == (unit,)
    assert found.quantity is not None
    assert found.quantity.low <= low * 1.000001
    assert high <= found.quantity.high * 1.000001
    assert found.quantity.high - found.quantity.low <= max(1.0, 0.06 * high)
