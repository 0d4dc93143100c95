"""What a number measures in languages whose words for it stand with other meanings or endings: ages of a group, years
of a sentence, currencies and those who come from their countries, units with an ending."""

from __future__ import annotations

import pytest
from mediawatch.facts.fact_records import Quantity, Statement
from mediawatch.facts.statements import statements


def _units(language: str, text: str) -> dict[tuple[str, str], Statement]:
    return {(one.kind, one.unit[0] if one.unit else ""): one for one in statements("", text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police spoke to girls aged between eight and 17 in Orva."),
        ("en", "The boys of the choir, aged from 8 to 17, were found in Orva."),
        ("en", "Those in the water were 8- to 17-year-olds."),
        ("de", "Mädchen im Alter zwischen acht und 17 Jahren wurden in Orva verletzt."),
        ("fr", "Des filles âgées de huit à 17 ans ont été blessées."),
        ("es", "Varias niñas de entre ocho y 17 años resultaron heridas."),
        ("it", "I ragazzi tra gli 8 e i 17 anni sono stati trovati."),
        ("pt", "As meninas com idades entre oito e 17 anos ficaram feridas."),
        ("nl", "De meisjes zijn tussen de acht en 17 jaar oud."),
        ("pl", "Dzieci w wieku od 8 do 17 lat zostały ranne."),
        ("ru", "Дети в возрасте от 8 до 17 лет пострадали."),
        ("uk", "Діти віком від 8 до 17 років постраждали."),
        ("cs", "Děti ve věku od 8 do 17 let byly zraněny."),
        ("sv", "Barnen i åldern 8–17 år skadades."),
        ("nb", "Barna i alderen 8 til 17 år ble skadet."),
        ("fi", "Loukkaantuneet ovat 8–17-vuotiaita."),
        ("tr", "Yaşları 8 ile 17 arasında değişen çocuklar yaralandı."),
        ("ar", "أصيب أطفال تتراوح أعمارهم بين 8 و17 عاما."),
        ("id", "Anak-anak berusia antara 8 dan 17 tahun terluka."),
        ("ja", "8歳から17歳の子どもがけがをした。"),
        ("ko", "8세에서 17세 사이의 어린이들이 다쳤다."),
        ("zh", "年龄在8岁到17岁之间的儿童受伤。"),
        ("hu", "A 8 és 17 év közötti gyerekek megsérültek."),
        ("he", "ילדים בגילאי 8 עד 17 נפצעו."),
        ("th", "เด็กอายุระหว่าง 8-17 ปีได้รับบาดเจ็บ"),
    ],
)
def test_ages_of_a_group_are_one_span_and_count_nobody(language: str, text: str) -> None:
    found = _units(language, text)
    assert found["measure", "#ages"].quantity == Quantity(8, 17, is_told=True)
    assert ("count", "#injured") not in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A girl aged 8 and a man aged 17 were hurt."),
        ("en", "At the age of 17 she moved to 12 towns."),
        ("fr", "Une fille âgée de 8 ans et un homme de 17 ans ont été blessés."),
    ],
)
def test_ages_of_two_people_are_no_span(language: str, text: str) -> None:
    assert ("measure", "#ages") not in _units(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El exministro fue condenado a 10 años de prisión."),
        ("es", "La empresa de Orva tiene 10 años de historia."),
        ("fr", "L'ancien ministre a été condamné à 10 ans de prison."),
        ("it", "L'ex ministro è stato condannato a 10 anni di carcere."),
        ("pt", "O ex-ministro foi condenado a 10 anos de prisão."),
        ("de", "Er wurde zu 10 Jahren Haft verurteilt."),
        ("nl", "De oud-minister kreeg 10 jaar cel."),
        ("sv", "Han dömdes till 10 års fängelse."),
        ("da", "Han fik 10 års fængsel."),
        ("pl", "Były minister skazany na 10 lat więzienia."),
        ("cs", "Exministr dostal 10 let vězení."),
        ("ru", "Суд приговорил его к 10 годам колонии."),
        ("uk", "Його засудили на 10 років ув'язнення."),
        ("hr", "Bivši ministar osuđen je na 10 godina zatvora."),
        ("ro", "Fostul ministru a fost condamnat la 10 ani de închisoare."),
        ("el", "Καταδικάστηκε σε φυλάκιση 10 ετών."),
        ("ar", "حكم على الوزير السابق بالسجن 10 سنة."),
        ("fa", "او به ۱۰ سال زندان محکوم شد."),
        ("he", "הוא נידון ל-10 שנות מאסר."),
        ("ur", "سابق وزیر کو 10 سال قید کی سزا سنائی گئی۔"),
        ("bn", "তাকে ১০ বছরের কারাদণ্ড দেওয়া হয়েছে।"),
        ("id", "Mantan menteri dihukum 10 tahun penjara."),
        ("ja", "元大臣に懲役10年の判決が出た。"),
        ("ko", "전 장관에게 징역 10년이 선고됐다."),
        ("zh", "前部长被判处10年有期徒刑。"),
    ],
)
def test_years_of_a_sentence_are_no_age(language: str, text: str) -> None:
    quantity = _units(language, text)["measure", "#months"].quantity
    assert quantity is not None
    assert quantity.meets(Quantity(120, 120))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El niño, de 10 años, fue hallado vivo en Orva."),
        ("fr", "Le garçon, âgé de 10 ans, a été retrouvé."),
        ("it", "Il bambino, di 10 anni, è stato trovato."),
        ("pt", "O menino, de 10 anos de idade, foi encontrado."),
        ("de", "Der Junge im Alter von 10 Jahren wurde gefunden."),
    ],
)
def test_years_of_a_person_are_an_age(language: str, text: str) -> None:
    assert any(kind == "age" for kind, _ in _units(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "12 estadounidenses murieron en el accidente."),
        ("it", "12 statunitensi sono morti."),
        ("pt", "12 americanos morreram em Orva."),
        ("pl", "12 chińskich turystów zginęło."),
        ("ar", "قتل 12 أمريكي في الحادث."),
        ("ro", "12 americani au murit."),
    ],
)
def test_people_of_a_country_are_none_of_its_currency(language: str, text: str) -> None:
    found = _units(language, text)
    assert ("count", "#dead") in found
    assert not any(kind == "measure" for kind, _ in found)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("es", "La entrada costó 12 dólares.", "#USD"),
        ("fr", "Le billet a coûté 12 dollars.", "#USD"),
        ("it", "Il ponte costa 12 milioni di dollari.", "#USD"),
        ("pl", "Most kosztuje 12 milionów dolarów.", "#USD"),
        ("ru", "Мост обошёлся в 12 миллионов долларов.", "#USD"),
        ("ru", "Он заплатил 12 фунтов стерлингов.", "#GBP"),
        ("id", "Biayanya 12 juta dolar.", "#USD"),
        ("tr", "Bilet 12 dolar tutuyor.", "#USD"),
        ("ru", "Штраф составил 12 тысяч рублей.", "#RUB"),
        ("ko", "배상금은 1200만원이다.", "#KRW"),
        ("ko", "불에 탄 면적은 40헥타르다.", "#area"),
        ("ko", "길이는 30킬로미터였다.", "#length"),
        ("tr", "Yangın 40 hektarlık alanı yaktı.", "#area"),
        ("fi", "Palo tuhosi 40 hehtaarin alueen.", "#area"),
        ("hu", "A tűz 40 hektárt pusztított el.", "#area"),
        ("ru", "Огонь охватил лес на 40 гектарах.", "#area"),
        ("uk", "Вогонь охопив ліс на 40 гектарах.", "#area"),
        ("pl", "Pożar objął las na 40 hektarach.", "#area"),
        ("cs", "Oheň zasáhl les na 40 hektarech.", "#area"),
        ("de", "Nach 30 Kilometern hielt der Zug.", "#length"),
    ],
)
def test_units_are_read_with_their_endings(language: str, text: str, unit: str) -> None:
    assert ("measure", unit) in _units(language, text)


@pytest.mark.parametrize(
    ("language", "text", "unit", "number"),
    [
        ("en", "The storm brought 120 millimetres of rain to Orva.", "#millimetres", 120),
        ("de", "In Orva fielen 120 Millimeter Regen.", "#millimetres", 120),
        ("es", "En Orva cayeron 120 milímetros de lluvia.", "#millimetres", 120),
        ("pl", "W Orwie spadło 120 milimetrów deszczu.", "#millimetres", 120),
        ("ru", "В Орве выпало 120 миллиметров осадков.", "#millimetres", 120),
        ("ar", "هطل 120 مليمترا من الأمطار.", "#millimetres", 120),
        ("ja", "120ミリの雨が降った。", "#millimetres", 120),
        ("zh", "降雨量达120毫米。", "#millimetres", 120),
        ("ro", "Temperatura a ajuns la 38 de grade.", "#degrees", 38),
        ("ro", "Au ars 1.250 de hectare de pădure.", "#area", 12_500_000),
        ("nl", "In Orva werd het 38 graden.", "#degrees", 38),
        ("hi", "तापमान 38 डिग्री रहा।", "#degrees", 38),
        ("zh", "缴获3吨毒品。", "#mass", 3_000),
        ("he", "נשרפו 1,250 דונם.", "#area", 1_250_000),
        ("bg", "Изгоряха 1250 декара.", "#area", 1_250_000),
        ("el", "Κάηκαν 1.250 στρέμματα.", "#area", 1_250_000),
        ("de", "Der Schaden beträgt 3,5 Mio. Euro.", "#EUR", 3_500_000),
        ("de", "Er verlor 250 Tsd. Euro.", "#EUR", 250_000),
        ("pt", "O prejuízo é de R$ 3,5 milhões.", "#BRL", 3_500_000),
        ("en", "The fine is HK$ 3.5 million.", "#HKD", 3_500_000),
        ("bn", "ক্ষতি ৩.৫ কোটি টাকা।", "#BDT", 35_000_000),
        ("vi", "Gió mạnh 140 km/giờ.", "#speed", 140),
        ("en", "It lasted four consecutive years.", "#months", 48),
        ("de", "Das dauerte vier lange Jahre.", "#months", 48),
        ("ru", "Это длилось пять долгих лет.", "#months", 60),
        ("ko", "유권자의 3분의 1이 찬성했다.", "#percent", 100 / 3),
    ],
)
def test_measures_are_read_as_they_are_told(language: str, text: str, unit: str, number: float) -> None:
    quantity = _units(language, text)["measure", unit].quantity
    assert quantity is not None
    assert quantity.low <= number <= quantity.high


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A választás június 12-én lesz.", [12]),
        ("A tűz május 3-án ütött ki, és május 5-ig tartott.", [3, 5]),
        ("ORVA, május 9 - Kigyulladt egy ház.", []),
    ],
)
def test_an_ending_behind_a_day_is_no_mark_of_a_dateline(text: str, days: list[int]) -> None:
    assert [one.day.day for one in statements("", text, "hu") if one.day is not None] == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قُتِلَ 14 شخصاً وأُصيب 12 في الحريق."),
        ("ar", "قتل 14 شخصا وأصيب 12 في الحريق."),
        ("he", "נהרגו 14 ונפצעו 12."),
    ],
)
def test_vowel_signs_and_a_glued_and_hide_no_fate(language: str, text: str) -> None:
    found = _units(language, text)
    dead, hurt = found["count", "#dead"].quantity, found["count", "#injured"].quantity
    assert (dead, hurt) == (Quantity(14, 14), Quantity(12, 12))
