"""How the hurt are, who is aboard, whose clause a number stands in, and the names beside ages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import GRAVE, Fact, Telling
from mediawatch.facts.statements import statements


def _facts(language: str, *texts: str, day: date | None = date(2026, 5, 4)) -> list[Fact]:
    return facts(
        Telling(n, day, datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate(texts, 1)
    )


def _differing(language: str, *texts: str, day: date | None = date(2026, 5, 4)) -> list[list[str]]:
    return [sorted(fact.values) for fact in _facts(language, *texts, day=day) if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "Nine people were hurt, five of them are in critical condition.", 5),
        ("en", "Four of the victims are in intensive care.", 4),
        ("de", "Drei Verletzte schweben in Lebensgefahr.", 3),
        ("fr", "Quatre personnes sont dans un état critique.", 4),
        ("es", "Resultaron heridas 35 personas, ocho de ellas en estado crítico.", 8),
        ("it", "Cinque feriti sono in prognosi riservata.", 5),
        ("pt", "Quatro feridos estão em estado grave.", 4),
        ("nl", "Drie mensen verkeren in levensgevaar.", 3),
        ("sv", "Fem personer är i kritiskt tillstånd.", 5),
        ("nb", "Tre personer er i kritisk tilstand.", 3),
        ("fi", "Neljä ihmistä on hengenvaarassa.", 4),
        ("pl", "W stanie krytycznym jest pięć osób.", 5),
        ("cs", "Dva zranění jsou v ohrožení života.", 2),
        ("ru", "В тяжёлом состоянии семь человек.", 7),
        ("uk", "Троє людей у реанімації.", 3),
        ("ro", "Șase răniți sunt în stare critică.", 6),
        ("tr", "Dört kişinin durumu kritik.", 4),
        ("hi", "सात घायलों की हालत गंभीर है।", 7),
        ("id", "Lima orang dalam kondisi kritis.", 5),
        ("ja", "5人が重体となっている。", 5),
        ("ko", "3명이 중태다.", 3),
    ],
)
def test_those_whose_lives_are_in_danger_are_the_badly_hurt(language: str, text: str, number: int) -> None:
    told = {said.quantity.low for said in statements("", text, language) if said.quantity and GRAVE in said.unit}
    assert told == {number}


def test_numbers_of_the_badly_hurt_differ_beside_those_of_all() -> None:
    one = "Nine people were hurt in the Harlow fire on Monday. Three are in a critical condition."
    other = "The fire in Harlow on Monday left nine people hurt, five of them in critical condition."
    assert _differing("en", one, other) == [["3", "5"]]


def test_what_a_clause_says_is_of_the_number_in_it() -> None:
    text = "The chief survived, while 17 members of his family were killed in Harlow."
    assert [said.unit[0] for said in statements("", text, "en") if said.kind == "count"] == ["#dead"]


def test_passengers_are_all_of_them_beside_a_crew() -> None:
    told = {
        said.unit[0]: said.quantity.low
        for said in statements("", "There were 66 passengers and three crew on board.", "en")
        if said.quantity
    }
    assert told == {"#aboard": 66, "@aboard": 3}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "After the death of Suci at age 10 only nine are left.", {"suci"}),
        ("en", "A 34-year-old driver of the bus, Jane Doe, survived.", {"jane", "doe"}),
        ("en", "The 34-year-old suspect, Boston police said, fled.", set()),
        ("en", "He came to New Bergen at age 10.", set()),
        ("sv", "Lokföraren Sven Ekdal, 39, klarade sig.", {"sven", "ekdal"}),
        ("hu", "A sofőr, Nagy Béla 44 éves.", {"nagy", "béla"}),
        ("tr", "Şoför Ali Demir 46 yaşında.", {"ali", "demir"}),
    ],
)
def test_whose_age_it_is(language: str, text: str, names: set[str]) -> None:
    [age] = [said for said in statements("", text, language) if said.kind == "age"]
    assert age.names == names


def test_two_ages_of_one_who_has_a_single_name() -> None:
    one = "Suci died on Sunday. After the death of Suci at age 10 only nine are left. Emi was 20 years old."
    other = "The 9-year-old rhinoceros, Suci, died. Her brother, the 6-year-old bull, Harapan, lives."
    assert _differing("en", one, other) == [["10", "9"]]


def test_nameless_ages_in_the_same_words() -> None:
    assert _differing(
        "fi",
        "Bussi suistui Lahdessa. Kuusi ihmistä kuoli. Kuljettaja on 47-vuotias.",
        "Lahdessa suistui bussi, kuusi ihmistä kuoli. Kuljettaja on 43-vuotias.",
    ) == [["43", "47"]]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("Militants have fired more than 1,500 rockets at Tarn since May.",
         "More than 1,600 rockets have been fired at Tarn since May.", ["1500/..", "1600/.."]),
        ("The storm killed at least 10 people in Tarn on Sunday, officials of Tarn said.",
         "The storm killed at least 15 people in Tarn on Sunday, officials of Tarn said.", ["10/..", "15/.."]),
        ("The storm in Tarn on Sunday hurt more than 10 people.",
         "The storm in Tarn on Sunday hurt 18 people.", ["10/..", "18"]),
    ],
)  # fmt: skip
def test_bounds_that_lie_apart_differ(one: str, other: str, values: list[str]) -> None:
    assert _differing("en", one, other) == [values]


def test_hundreds_are_no_more_than_50() -> None:
    texts = (
        "The war has killed 246 people in Tarn and hundreds of people in all, officials said.",
        "Officials said more than 50 people were killed in Tarn on Monday.",
    )
    assert not [fact for fact in _facts("en", *texts) if fact.unit == "dead" and len(fact.mentions) > 2]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("zh", "洪水在青河省造成14人死亡。", "洪水在白石镇造成9人死亡。"),
        ("ja", "大雨で青森県では14人が死亡した。", "大雨で白石町では9人が死亡した。"),
    ],
)
def test_a_province_is_not_its_town_where_words_are_not_parted(language: str, one: str, other: str) -> None:
    assert _differing(language, one, other) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The death toll has risen to 25."),
        ("fr", "Le bilan est monté à 25 morts."),
        ("es", "La cifra de muertos subió a 25."),
        ("it", "I morti sono saliti a 25."),
        ("nl", "Het dodental is opgelopen tot 25."),
        ("pl", "Liczba ofiar wzrosła do 25."),
        ("ru", "Число погибших возросло до 25."),
        ("uk", "Кількість загиблих зросла до 25."),
        ("hu", "25-re emelkedett a halálos áldozatok száma."),
        ("tr", "Ölenlerin sayısı 25'e yükseldi."),
        ("hi", "मरने वालों की संख्या बढ़कर 25 हो गई।"),
        ("id", "Jumlah korban tewas naik menjadi 25."),
        ("ja", "死者は25人に達した。"),
        ("ko", "사망자가 25명으로 늘었다."),
    ],
)
def test_a_number_that_has_grown_so_far(language: str, text: str) -> None:
    [count] = [said for said in statements("", text, language) if said.kind == "count"]
    assert count.is_running


def test_a_toll_that_has_risen_is_a_series_where_no_day_is_known() -> None:
    one = "The floods in Tarn have killed 22 people, an official in Tarn said."
    other = "The death toll in the floods in Tarn has risen to 25, officials said."
    assert _differing("en", one, other, day=None) == []
    assert _differing("en", one, other) == [["22", "25"]]
    assert _differing("en", one, "The floods in Tarn have killed 25 people, officials in Tarn said.", day=None)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Le pont de Lussac, construit en 1934, est fermé.", "À Lussac, le pont construit en 1938 est fermé."),
        ("ru", "Театр в Лесном, построенный в 1936 году, сгорел.", "В Лесном сгорел театр, построенный в 1939 году."),
        ("pl", "Młyn w Brodach, zbudowany w 1911 roku, spłonął.", "W Brodach spłonął młyn zbudowany w 1914 roku."),
    ],
)
def test_years_alone_differ_where_no_text_says_its_day(language: str, one: str, other: str) -> None:
    assert len(_differing(language, one, other, day=None)) == 1


def test_years_of_two_things_are_none() -> None:
    one = "The museum of Halden, which has 40 rooms, was founded in 1902."
    other = "The bridge at Halden was repaired in 1906, the mayor said."
    assert _differing("en", one, other, day=None) == []
