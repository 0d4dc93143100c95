"""Hours in words, fractions in digits, tenths, days on which something was only said, and what was planned."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Fact, Statement, Telling
from mediawatch.facts.statements import statements

TUESDAY = date(2026, 5, 5)


def _hours(language: str, text: str) -> list[Statement]:
    return [said for said in statements("", text, language) if said.unit[:1] == ("#clock",)]


def _differing(language: str, *texts: str) -> list[list[str]]:
    return [sorted(fact.values) for fact in _found(language, *texts) if fact.relation == "differ"]


def _found(language: str, *texts: str) -> list[Fact]:
    return facts(
        Telling(n, TUESDAY, datetime(2026, 5, 5, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate(texts, 1)
    )


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("en", "The mill in Harlow burned at dawn.", 4, 8),
        ("de", "Die Mühle in Harlau brannte gegen Mitternacht.", 23, 24),
        ("fr", "Le moulin d'Arlou a brûlé au petit matin.", 3, 8),
        ("es", "El molino de Arlo ardió al amanecer.", 4, 8),
        ("it", "Il mulino di Arlo è bruciato all'alba.", 4, 8),
        ("pt", "O moinho de Arlo ardeu ao amanhecer.", 4, 8),
        ("nl", "De molen in Harle brandde rond middernacht af.", 23, 24),
        ("sv", "Kvarnen i Harla brann i gryningen.", 4, 8),
        ("da", "Møllen i Harle brændte ved daggry.", 4, 8),
        ("nb", "Mølla i Harle brant rett før midnatt.", 23, 24),
        ("fi", "Harlan mylly paloi puolenyön aikaan.", 23, 24),
        ("pl", "Młyn w Harlach spłonął o świcie.", 4, 8),
        ("cs", "Mlýn v Harlích shořel za svítání.", 4, 8),
        ("ru", "Мельница в Харлове сгорела на рассвете.", 4, 8),
        ("uk", "Млин у Харлові згорів на світанку.", 4, 8),
        ("bg", "Мелницата в Харлово изгоря на разсъмване.", 4, 8),
        ("hr", "Mlin u Harlu izgorio je u zoru.", 4, 8),
        ("ro", "Moara din Harla a ars în zori.", 4, 8),
        ("hu", "A harlai malom pirkadatkor leégett.", 4, 8),
        ("el", "Ο μύλος στη Χάρλα κάηκε τα μεσάνυχτα.", 23, 24),
        ("tr", "Harla'daki değirmen şafak vakti yandı.", 4, 8),
        ("ar", "احترقت المطحنة في هارلا عند الفجر.", 4, 8),
        ("he", "הטחנה בהרלה נשרפה עם שחר.", 4, 8),
        ("hi", "हारला की चक्की आधी रात को जल गई।", 23, 24),
        ("id", "Penggilingan di Harla terbakar tengah malam.", 23, 24),
        ("ja", "原田の水車小屋が明け方に焼けた。", 3, 7),
        ("ko", "하라의 방앗간이 이른 아침 불탔다.", 4, 9),
        ("zh", "哈拉的磨坊清晨烧毁。", 4, 8.5),
    ],
)
def test_a_part_of_the_day_is_a_value(language: str, text: str, first: float, last: float) -> None:
    [said] = _hours(language, text)
    assert said.quantity is not None
    assert (said.quantity.low, said.quantity.high) == (60 * first, 60 * last)


@pytest.mark.parametrize(
    ("language", "text", "hour"),
    [
        ("en", "It burned at half past two in the afternoon.", 14.5),
        ("es", "Ardió a las dos y media de la tarde.", 14.5),
        ("it", "È bruciato alle due di mattina.", 2),
        ("hu", "Délután fél nyolckor égett le.", 19.5),
        ("sv", "Den brann klockan halv tre på eftermiddagen.", 14.5),
        ("hi", "वह दोपहर ढाई बजे जल गई।", 14.5),
        ("tr", "Öğleden sonra iki buçukta yandı.", 14.5),
    ],
)
def test_an_hour_in_words_is_an_hour_where_its_half_of_the_day_is_said(language: str, text: str, hour: float) -> None:
    [said] = _hours(language, text)
    assert said.unit == ("#clock",)
    assert said.quantity is not None
    assert (said.quantity.low + said.quantity.high) / 2 == 60 * hour


def test_what_lasts_until_an_hour_and_a_name_are_no_hours() -> None:
    assert not _hours("en", "The roads of Harlow stay closed until midnight.")
    assert not _hours("en", "The paper At Dawn, which Harlow reads, has 12 pages.")
    assert not _hours("it", "La torta fu data alle due donne di Arlo.")


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        (
            "en",
            "A fire broke out in the mill of Harlow at dawn on Monday. It had 12 rooms.",
            "The fire in the mill of Harlow, of 12 rooms, erupted around midnight on Monday.",
            ["04:00/08:00", "23:00/00:00"],
        ),
        (
            "de",
            "Die Mühle in Harlau brannte am Montag gegen halb drei. Sie hatte 12 Zimmer.",
            "Am Montag brannte um 15.10 Uhr die Mühle in Harlau, die 12 Zimmer hatte.",
            ["14:30", "15:10"],
        ),
    ],
)
def test_hours_in_words_differ(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in _differing(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "A fire broke out in the mill of Harlow at dawn on Monday. It had 12 rooms.",
            "Firefighters put out the fire in the mill of Harlow, of 12 rooms, at dusk on Monday.",
        ),
        (
            "ru",
            "Пожар на фабрике в Луговом начался в понедельник на рассвете. На фабрике 60 рабочих.",
            "Пожар на фабрике в Луговом, где 60 рабочих, потушили в понедельник около полуночи.",
        ),
        (
            "ja",
            "4日未明、松原市の工場で火災が発生した。従業員は60人。",
            "松原市の工場の火災は4日夕方に鎮火した。従業員は60人。",
        ),
    ],
)
def test_when_a_thing_began_is_not_when_it_ended(language: str, one: str, other: str) -> None:
    assert not [values for values in _differing(language, one, other) if ":" in values[0]]


def test_parts_of_the_day_of_other_things_do_not_differ() -> None:
    one = "The mill of Harlow burned at dawn on Monday. It had 12 rooms."
    assert not _differing("en", one, "The mill of Harlow, of 12 rooms, burned on Monday. A minister came at noon.")
    assert not _differing("en", one, "The mill of Harlow, of 12 rooms, burned at 6.30 am on Monday.")


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "The bond pays 7-1/4 percent.", 7.25, 7.25),
        ("en", "The bond pays 9 5/8 percent.", 9.625, 9.625),
        ("en", "The rate rose by 5/8 percent.", 0.625, 0.625),
        ("ja", "工場の3割半が焼けた。", 35, 35),
        ("ja", "工場の3割5分が焼けた。", 35, 35),
        ("zh", "3成房屋受损。", 30, 30),
    ],
)
def test_fractions_in_digits_and_tenths(language: str, text: str, low: float, high: float) -> None:
    [said] = [said for said in statements("", text, language) if said.unit == ("#percent",)]
    assert said.quantity is not None
    assert said.quantity.low <= low
    assert said.quantity.high >= high
    assert said.quantity.high - said.quantity.low <= 0.2 * high


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        ("uk", "Загинув 33-річний водій.", "age", 33),
        ("he", "אחד עשר נפצעו בתאונה.", "count", 11),
        ("hu", "Tizenegyen sérültek meg.", "count", 11),
        ("ro", "Douăzeci și cinci de oameni au fost răniți.", "count", 25),
        ("bg", "Двадесет и пет души са ранени.", "count", 25),
        ("ko", "진화에 네 시간이 걸렸다.", "measure", 4 * 3600),
        ("uk", "Їх врятовано після 14-годинної операції.", "measure", 14 * 3600),
        ("de", "Sie kamen nach 14-stündiger Suche frei.", "measure", 14 * 3600),
    ],
)
def test_numbers_as_languages_write_them(language: str, text: str, kind: str, value: float) -> None:
    [said] = [said for said in statements("", text, language) if said.kind == kind]
    assert said.quantity is not None
    assert said.quantity.low <= value <= said.quantity.high


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mill burned, its owner said in a statement on Monday."),
        ("en", "The owner told a news conference Monday that 12 rooms had burned."),
        ("de", "Der Besitzer sprach in einer Erklärung am Montag von 12 Zimmern."),
        ("es", "El dueño habló en un comunicado el lunes de 12 cuartos."),
    ],
)
def test_the_day_of_a_statement_is_no_day_of_the_event(language: str, text: str) -> None:
    assert not [said for said in statements("", text, language) if said.kind == "day"]


def test_days_that_are_told_as_so_long_ago_differ() -> None:
    one = "The mill of Harlow burned on Monday. Its 12 rooms were inspected five days ago, the owner said."
    other = "On Monday the mill of Harlow burned. Its 12 rooms had been inspected two weeks ago."
    assert any("2026-04-30" in values for values in _differing("en", one, other))


def test_what_was_planned_and_what_is_counted_worldwide_are_other_numbers() -> None:
    one = "Harlow opened its shelters on Monday. It had planned to shelter 900 people in the 12 halls."
    other = "By Monday evening 640 people had found shelter in the 12 halls of Harlow."
    assert not _differing("en", one, other)
    one = "The mill Korb in Harlau schließt am Montag. Weltweit beschäftigt Korb 5.200 Menschen."
    other = "Am Montag schließt Korb die Mühle in Harlau. Dort beschäftigt Korb 1.100 Menschen."
    assert not _differing("de", one, other)


def test_one_number_of_two_miles_is_no_difference() -> None:
    one = "The boat Marigold sank 13 nautical miles off Harlow on Monday with 12 crew."
    assert not _differing("en", one, "With 12 crew the boat Marigold sank on Monday 13 miles off Harlow.")


def test_a_day_of_a_month_is_not_that_month_told_of_something_else() -> None:
    one = "Ann Reed went to the clinic on Tuesday. She launched a fashion line called Mara in March."
    other = "Ann Reed went to the clinic on Tuesday. She launched a fashion line called Mara in May."
    assert _differing("en", one, other) == [["2026-03-01/2026-03-31", "2026-05-01/2026-05-31"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 15 boats were drowned in the harbour."),
        ("ru", "У берега утонули 15 катеров."),
        ("uk", "Утонуло 15 машин."),
        ("pl", "W porcie utonęło 15 łodzi."),
        ("ar", "غرق 15 قاربا في العاصفة."),
        ("id", "Sebanyak 15 perahu tenggelam."),
        ("fi", "Satamassa hukkui 15 venettä."),
    ],
)
def test_boats_and_cars_that_went_down_are_no_dead(language: str, text: str) -> None:
    assert not [said for said in statements("", text, language) if said.unit[:1] == ("#dead",)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Fifteen bus passengers died."),
        ("ru", "Утонули 15 рыбаков."),
        ("pl", "Utonęło 15 marynarzy."),
        ("el", "Πνίγηκαν 15 ψαράδες."),
        ("sv", "Femton fiskare drunknade."),
        ("fr", "Quinze corps sans vie ont été repêchés."),
    ],
)
def test_people_who_drowned_are_dead(language: str, text: str) -> None:
    assert [said for said in statements("", text, language) if said.unit[:1] == ("#dead",)]
