"""Numbers that are told in two parts or with words around them: spans, so many times, 3 hours 20 minutes, 4万2000, and
those among whom some are counted apart."""

from __future__ import annotations

import pytest
from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.number_words import number_word
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements


def _stated(language: str, text: str) -> dict[str, tuple[str, tuple[str, ...], Quantity | None]]:
    """The words of each value -> its kind, its unit and its number."""
    found = from_text(to_text(statements("", text, language)))
    return {text[one.start : one.end]: (one.kind, one.unit, one.quantity) for one in found if one.kind != "place"}


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "The girls on the bus were aged 10 to 15, police said.", "10 to 15", "#ages"),
        ("en", "The girls were between the ages of 10-14, she said.", "10-14", "#ages"),
        ("en", "The vessel sank between 20 and 30 kilometres from Orva.", "20 and 30 kilometres", "#length"),
        ("de", "Das Boot sank zwischen 20 und 30 Kilometer vor Orva.", "20 und 30 Kilometer", "#length"),
        ("fr", "Le coût est estimé entre 20 et 30 millions d'euros à Orva.", "20 et 30 millions d'euros", "#EUR"),
        ("es", "El viaje dura entre 20 y 30 minutos hasta Orva.", "20 y 30 minutos", "#time"),
        ("it", "Il battello è affondato tra 20 e 30 chilometri da Orva.", "20 e 30 chilometri", "#length"),
    ],
)
def test_both_ends_of_a_span_are_told(language: str, text: str, value: str, unit: str) -> None:
    kind, units, quantity = _stated(language, text)[value]
    assert (kind, units) == ("measure", (unit,))
    assert quantity is not None
    assert quantity.is_told or quantity.high > quantity.low


def test_two_spans_with_other_ends_are_two_numbers() -> None:
    one, other = Quantity(10, 15, is_told=True), Quantity(10, 14, is_told=True)
    assert not one.meets(other)
    assert one.meets(Quantity(12, 12))
    assert one.meets(Quantity(10, 15, is_told=True))


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "number"),
    [
        ("en", "Drivers are seven times more likely to be stopped at night.", "seven times", "#times", 7),
        ("en", "The flight to Orva took 3 hours 20 minutes on Monday.", "3 hours 20 minutes", "#time", 12_000),
        ("de", "Der Flug nach Orva dauerte 2 Stunden und 50 Minuten.", "2 Stunden und 50 Minuten", "#time", 10_200),
        ("ja", "青崎市の集会に4万2000人が参加した。", "4万2000", "#joined", 42_000),
        ("zh", "这座大桥耗资3亿5000万元建成。", "3亿5000万元", "#CNY", 350_000_000),
        ("ko", "서울 집회에 4만 2000명이 참가했다.", "4만 2000", "#joined", 42_000),
        ("ko", "티켓 가격은 15만원이었다.", "15만원이었다", "#KRW", 150_000),
        ("ro", "Consiliul are un buget de 340 de milioane de lei.", "340 de milioane de lei", "#RON", 340_000_000),
        ("pl", "Straty oszacowano na 60 mln zł.", "60 mln zł", "#PLN", 60_000_000),
        ("pl", "Rzeka podniosła się do 7,8 metra i zalała domy.", "7,8 metra", "#length", 7.8),
        ("ru", "Число погибших при пожаре на складе в Веденске — девять.", "девять", "#dead", 9),
        ("en", "The agency put the number of dead at 34.", "34", "#dead", 34),
        ("en", "At least 17 miners, including four apprentices, were killed in Corlin.", "17", "#dead", 17),
        ("en", "The blast left 19 miners — three of them apprentices — dead in Corlin.", "19", "#dead", 19),
        ("en", "They are two to three times as large as those of Orva.", "two to three times", "#times", 2.5),
        ("en", "The 200-plus page report on the dam is out.", "200", "-page", 200),
        ("ru", "Суд приговорил его к семи годам колонии.", "семи годам", "#months", 84),
        ("ja", "震源の深さは10キロだった。", "10キロ", "#length", 10_000),
        ("en", "The crash left 9 dead, among them three children, and 41 injured.", "41", "#injured", 41),
        ("es", "El choque dejó 9 muertos, entre ellos tres niños, y 41 heridos.", "41", "#injured", 41),
        ("en", "Some 1,500 residents were moved to 12 shelters in Corlin.", "1,500", "#displaced", 1_500),
        ("id", "Sekitar 1.500 warga mengungsi ke 12 posko.", "1.500", "#displaced", 1_500),
        ("hi", "60 घायलों में से 9 की हालत गंभीर है।", "60", "#injured", 60),
        ("en", "Snow lay 30 centimetres deep in Corlin.", "30 centimetres", "#length", 0.3),
        ("pt", "Um incêndio num hotel de Belmar matou oito pessoas e feriu 26 na madrugada.", "26", "#injured", 26),
        ("hi", "रामगढ़ में बाढ़ ने 19 लोगों की जान ले ली।", "19", "#dead", 19),
        ("hi", "बाढ़ से 16 लोगों की मौत हो गई और 4,200 लोग बेघर हो गए।", "4,200", "#displaced", 4_200),
        ("de", "In Corlin wurden 17 Bergleute, darunter vier Lehrlinge, getötet.", "17", "#dead", 17),
    ],
)  # fmt: skip
def test_what_is_told_in_parts(language: str, text: str, value: str, unit: str | None, number: float) -> None:
    _, units, quantity = _stated(language, text)[value]
    assert unit is None or units[0] == unit
    assert quantity is not None
    middle = quantity.low if quantity.high == float("inf") else (quantity.low + quantity.high) / 2
    assert middle == pytest.approx(number, rel=0.001)


def test_some_of_those_who_died_stay_a_part() -> None:
    found = _stated("en", "At least 17 miners, including four apprentices, were killed in Corlin.")
    assert found["four"][1] == ("@dead", "~apprentic")


def test_two_things_in_one_list_are_no_parts_of_anything() -> None:
    found = _stated("es", "Trabajan 260 bomberos y 14 aviones en la sierra.")
    assert found["14"][1] == ("avion",)


def test_a_word_for_a_number_is_still_one() -> None:
    assert number_word("seven", "en") is not None
