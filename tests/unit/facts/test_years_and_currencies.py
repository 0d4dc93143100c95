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
