"""Halves beside numbers in many languages, percentage points, and whose dollars a bare sign means."""

from __future__ import annotations

import pytest
from mediawatch.facts.fact_records import INFINITY, Statement
from mediawatch.facts.statements import statements

HOUR = 3600


def _measures(language: str, text: str, unit: str) -> list[Statement]:
    return [said for said in statements("", text, language) if said.unit == (unit,)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rescue lasted two and a half hours."),
        ("en", "The rescue lasted two-and-a-half hours."),
        ("en", "The rescue lasted 2½ hours."),
        ("en", "The rescue lasted two hours and a half."),
        ("de", "Die Rettung dauerte zweieinhalb Stunden."),
        ("fr", "Les secours ont mis deux heures et demie."),
        ("es", "El rescate duró dos horas y media."),
        ("it", "I soccorsi sono durati due ore e mezza."),
        ("pt", "O resgate durou duas horas e meia."),
        ("nl", "De redding duurde tweeënhalf uur."),
        ("sv", "Räddningen tog två och en halv timme."),
        ("da", "Redningen tog to og en halv time."),
        ("nb", "Redningen tok to og en halv time."),
        ("fi", "Pelastus kesti kaksi ja puoli tuntia."),
        ("pl", "Akcja trwała dwie i pół godziny."),
        ("cs", "Záchrana trvala dvě a půl hodiny."),
        ("ru", "Спасение длилось два с половиной часа."),
        ("uk", "Порятунок тривав дві з половиною години."),
        ("bg", "Спасяването продължи два часа и половина."),
        ("hr", "Spašavanje je trajalo dva i pol sata."),
        ("ro", "Salvarea a durat două ore și jumătate."),
        ("el", "Η διάσωση κράτησε δυόμισι ώρες."),
        ("tr", "Kurtarma iki buçuk saat sürdü."),
        ("hi", "बचाव में ढाई घंटे लगे।"),
        ("id", "Penyelamatan berlangsung dua setengah jam."),
        ("ja", "救助に2時間半かかった。"),
        ("ko", "구조는 2시간 반이 걸렸다."),
    ],
)
def test_a_half_is_read_with_its_number(language: str, text: str) -> None:
    [said] = _measures(language, text, "#time")
    assert said.quantity is not None
    assert (said.quantity.low, said.quantity.high) == pytest.approx((2.25 * HOUR, 2.75 * HOUR))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er bekam anderthalb Jahre Haft."),
        ("en", "He got one and a half years in prison."),
        ("ru", "Он получил полтора года тюрьмы."),
        ("pl", "Dostał półtora roku więzienia."),
    ],
)
def test_one_and_a_half(language: str, text: str) -> None:
    [said] = _measures(language, text, "#months")
    assert said.quantity is not None
    assert (said.quantity.low, said.quantity.high) == pytest.approx((15, 21))


def test_a_half_of_a_scale_is_half_a_million() -> None:
    [said] = _measures("en", "The bridge cost more than two and a half million euros.", "#EUR")
    assert said.quantity is not None
    assert (said.quantity.low, said.quantity.high) == (2_500_000, INFINITY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge cost two and a half million euros."),
        ("de", "Die Brücke kostete zweieinhalb Millionen Euro."),
        ("es", "El puente costó dos millones y medio de euros."),
        ("fr", "Le pont a coûté deux millions et demi d'euros."),
    ],
)
def test_halves_of_millions(language: str, text: str) -> None:
    [said] = _measures(language, text, "#EUR")
    assert said.quantity is not None
    assert (said.quantity.low + said.quantity.high) / 2 == pytest.approx(2_500_000)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Twenty people and half of the village fled.", 20),
        ("After 3 hours and a half of the members left.", 3 * HOUR),
    ],
)
def test_half_of_something_else_is_none(text: str, number: float) -> None:
    first = next(said for said in statements("", text, "en") if said.quantity)
    assert first.quantity is not None
    assert first.quantity.low <= number <= first.quantity.high


def test_two_and_a_half_of_nothing_counts_nothing() -> None:
    assert not [said for said in statements("", "Llegaron a las dos y media todos.", "es") if said.kind == "count"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rate rose by 2 percentage points to 7 percent."),
        ("de", "Der Zins stieg um 2 Prozentpunkte auf 7 Prozent."),
        ("es", "La tasa subió 2 puntos porcentuales al 7 por ciento."),
        ("ru", "Ставка выросла на 2 процентных пункта до 7 процентов."),
        ("pl", "Stopa wzrosła o 2 punkty procentowe do 7 procent."),
        ("zh", "利率上升2个百分点至7%。"),
    ],
)
def test_points_are_no_percentages(language: str, text: str) -> None:
    units = {said.unit[0] for said in statements("", text, language) if said.kind == "measure"}
    assert units == {"#points", "#percent"}


def test_a_bare_sign_means_the_dollars_that_the_text_names_for_the_same_sum() -> None:
    found = statements(
        "Owner fined $2.7 million", "The owner was fined $US2.5 million ($A2.7 million) on Tuesday.", "en"
    )
    sums = [said.unit for said in found if said.kind == "measure"]
    assert sums == [("#AUD",), ("#USD",), ("#AUD",)]


@pytest.mark.parametrize(
    ("language", "text", "unit", "value"),
    [
        ("hi", "साढ़े तीन लाख रुपये मिले।", "#INR", 350_000),
        ("hi", "साढ़े 3 करोड़ रुपये मिले।", "#INR", 35_000_000),
        ("hi", "पौने दो लाख रुपये मिले।", "#INR", 175_000),
        ("hi", "सवा दो करोड़ रुपये मिले।", "#INR", 22_500_000),
        ("hi", "पौने 2 घंटे तक चला।", "#time", 1.75 * HOUR),
        ("ur", "ساڑھے تین لاکھ روپے ملے۔", "#PKR", 350_000),
        ("ur", "پونے دو لاکھ روپے ملے۔", "#PKR", 175_000),
        ("bn", "সাড়ে তিন লাখ টাকা।", "#BDT", 350_000),
        ("bn", "সোয়া দুই কোটি টাকা।", "#BDT", 22_500_000),
    ],
)
def test_of_a_lakh_and_a_crore_halves_and_quarters_are_told(language: str, text: str, unit: str, value: float) -> None:
    [said] = _measures(language, text, unit)
    assert said.quantity is not None
    assert (said.quantity.low + said.quantity.high) / 2 == pytest.approx(value)
    assert said.quantity.high - said.quantity.low <= 0.25 * value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "午後2時半に火災があった。"),
        ("zh", "下午2点半发生火灾。"),
        ("ko", "오후 2시 반에 불이 났다."),
        ("ko", "오후 2시 반쯤 불이 났다."),
    ],
)
def test_half_an_hour_behind_an_hour_is_half_past(language: str, text: str) -> None:
    [said] = _measures(language, text, "#clock")
    assert said.quantity is not None
    assert (said.quantity.low, said.quantity.high) == (870, 870)
