"""Numbers that are not told, bounds with `not`, units of two words, and what stands between a number and its noun."""

from __future__ import annotations

import pytest
from mediawatch.facts.fact_records import INFINITY, Statement
from mediawatch.facts.statements import statements


def _first(language: str, text: str) -> Statement:
    return next(said for said in statements("", text, language) if said.quantity is not None)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "Tens of thousands fled.", 15_000, 150_000), ("en", "Hundreds of thousands fled.", 150_000, 1_500_000),
        ("de", "Zehntausende flohen.", 15_000, 150_000), ("fr", "Des dizaines de milliers ont fui.", 15_000, 150_000),
        ("es", "Cientos de miles huyeron.", 150_000, 1_500_000), ("ru", "Эвакуированы десятки тысяч.", 15_000, 150_000),
        ("zh", "数万人逃离。", 15_000, 150_000), ("ja", "数十万人が避難した。", 150_000, 1_500_000),
        ("id", "Puluhan ribu warga mengungsi.", 15_000, 150_000), ("ar", "نزح عشرات الآلاف.", 15_000, 150_000),
        ("en", "Several hundred people fled.", 150, 1_500), ("en", "A few thousand people fled.", 1_500, 15_000),
        ("de", "Mehrere hundert Menschen flohen.", 150, 1_500), ("tr", "Birkaç yüz kişi kaçtı.", 150, 1_500),
        ("tr", "On kişi kaçtı.", 10, 10),
        ("vi", "Vài trăm người đã sơ tán.", 150, 1_500),
        ("en", "Each may use no more than 80 litres.", 0, 80), ("fr", "Pas plus de 80 litres par jour.", 0, 80),
        ("de", "Nicht mehr als 80 Liter sind erlaubt.", 0, 80), ("es", "No más de 80 litros por día.", 0, 80),
        ("en", "No fewer than 80 litres leaked.", 80, INFINITY),
    ],
)  # fmt: skip
def test_a_number_that_is_not_told_is_no_exact_one(language: str, text: str, low: float, high: float) -> None:
    quantity = _first(language, text).quantity
    assert quantity is not None
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "Gusts reached 139 kilometres an hour.", "#speed"),
        ("de", "Böen von 152 Stundenkilometern wurden gemessen.", "#speed"),
        ("de", "Es waren 161 Kilometer pro Stunde.", "#speed"), ("ru", "Ветер достигал 31 метра в секунду.", "#speed"),
        ("it", "Raffiche a 120 chilometri orari.", "#speed"), ("es", "Huyeron con 1,2 millones de pesos.", "#PESO"),
        ("en", "The works cost 36 billion pesos.", "#PESO"), ("es", "Votaron 3 millones de personas.", "&people"),
        ("pt", "A estrada tem 18 quilómetros.", "#length"), ("zh", "這條路長18公尺。", "#length"),
        ("sr", "Put je dug 18 kilometara.", "#length"), ("fr", "Elle a 3 millions de clients.", "client"),
        ("en", "It bought 12 second-hand buses.", "==bus"),
        ("en", "It bought 14 high-speed trains.", "train"),
    ],
)  # fmt: skip
def test_what_a_number_is_of(language: str, text: str, unit: str) -> None:
    assert _first(language, text).unit[0] == unit


def test_a_sum_has_the_currency_of_the_one_beside_it() -> None:
    found = [said.unit for said in statements("", "Profit rose to 410 million euros and sales to 6.4 billion.", "en")]
    assert found == [("#EUR",), ("#EUR",)]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "Twelve people, who had been waiting at the stop, were killed.", "#dead"),
        ("en", "About 70,000 people in Andor, which is north of Tarn, have been evacuated.", "#displaced"),
        ("en", "Rain left hundreds of villages inundated and 60,000 people in relief camps.", "#displaced"),
        ("en", "Rain moved 95,000 people to 100 relief camps.", "relief"),
        ("en", "Some 4,200 dockers at the port of Hallen downed tools.", "#joined"),
        ("de", "In Altrode sind drei Menschen am Montag bei einem Unfall mit einem roten Lastwagen gestorben.",
         "#dead"),
        ("es", "Unas 4.500 personas tuvieron que dejar sus casas.", "#displaced"),
        ("hu", "Kisvárosból 1500 lakost menekítettek ki.", "#displaced"),
        ("tr", "Karaova limanında 2.100 işçi iş bıraktı.", "#joined"),
    ],
)  # fmt: skip
def test_what_became_of_people(language: str, text: str, unit: str) -> None:
    assert [said.unit[0] for said in statements("", text, language) if said.kind == "count"][-1] == unit


def test_those_counted_behind_a_part_are_parts_too() -> None:
    text = "At least 15 people, including 13 pupils and two teachers, were killed."
    found = {text[said.start : said.end]: said.unit[0] for said in statements("", text, "en")}
    assert found == {"15": "#dead", "13": "@dead", "two": "@dead"}


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Am Montagmorgen brach Feuer aus."), ("nl", "Zondagnacht brak brand uit."),
     ("sv", "Det brann på måndagskvällen.")],
)  # fmt: skip
def test_a_weekday_is_read_with_the_part_of_the_day(language: str, text: str) -> None:
    [said] = [said for said in statements("", text, language) if said.kind == "day"]
    assert said.day is not None
    assert said.day.weekday in (0, 6)
