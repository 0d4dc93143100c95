"""What single languages write in their own way: the Jalali calendar, `and` glued to a word, short words with endings,
days to come in the present tense, cities with two names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.comparison.resolved_days import resolve
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

SATURDAY = date(2026, 4, 18)


def _days(language: str, text: str, told_on: date) -> list[list[str]]:
    found = [one.day for one in from_text(to_text(statements("", text, language))) if one.day is not None]
    return [sorted({str(day) for span in resolve(day, told_on) for day in span}) for day in found]


def _facts(language: str, one: str, other: str, day: date | None = SATURDAY) -> list[Fact]:
    return facts(
        Telling(n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate((one, other), 1)
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("نمایشگاه کتاب از ۱۲ اردیبهشت آغاز می‌شود.", [["2026-05-02"]]),
        ("نمایشگاه تا ۲۲ اردیبهشت ۱۴۰۵ ادامه دارد.", [["2026-05-12"]]),
        ("او در خرداد ۱۴۰۴ به شهر رفت.", [["2025-05-22", "2025-06-21"]]),
        ("سیل در دوشنبه ۳ فروردین رخ داد.", [["2026-03-23"]]),
        ("جشن در ۲۵ اسفند بود.", [["2026-03-16"]]),
        ("در ۹ دی باران بارید.", [["2025-12-30"]]),
    ],
)
def test_days_of_jalali_months(text: str, days: list[list[str]]) -> None:
    assert _days("fa", text, date(2026, 4, 14)) == days


def test_two_jalali_days_of_one_fair_differ() -> None:
    one = "نمایشگاه کتاب شهر بهاران با حضور ۳۲۰ ناشر از ۱۲ اردیبهشت آغاز می‌شود."
    other = "نمایشگاه کتاب شهر بهاران ۱۴ اردیبهشت با حضور ناشران آغاز می‌شود."
    assert [fact.values for fact in _facts("fa", one, other) if fact.kind == "day"] == [("2026-05-02", "2026-05-04")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Orva fair opens on Wednesday."),
        ("en", "The trial of Oskar Lind starts Wednesday."),
        ("de", "Die Messe in Orva beginnt am Mittwoch."),
        ("fr", "Le festival d'Orva débute mercredi."),
        ("es", "La feria de Orva comienza el miércoles."),
        ("ru", "Выставка в Орве открывается в среду."),
        ("pl", "Targi w Orwie rozpoczyna się w środę."),
        ("sv", "Mässan i Orva börjar på onsdag."),
    ],
)
def test_what_opens_on_a_weekday_is_still_to_come(language: str, text: str) -> None:
    assert _days(language, text, SATURDAY) == [["2026-04-22"]]


@pytest.mark.parametrize(
    "text",
    ["A man opened fire on Wednesday.", "The Orva fair opened on Wednesday.", "It rained Wednesday."],
)
def test_what_opened_is_of_the_last_one_or_the_next(text: str) -> None:
    assert _days("en", text, SATURDAY) == [["2026-04-15", "2026-04-22"]]


def test_and_is_glued_to_arabic_words() -> None:
    text = "ما أدى إلى مقتل 23 شخصا وفقدان 15 آخرين."
    found = {text[one.start : one.end]: one.unit for one in statements("", text, "ar")}
    assert found == {"23": ("#dead",), "15": ("#missing",)}


def test_short_words_have_endings_too() -> None:
    one = "Poziom rzeki w Zagórnie sięgnął 7,2 metra."
    other = "Rzeka w Zagórnie podniosła się do 7,8 metra."
    assert [fact.relation for fact in _facts("pl", one, other) if fact.unit == "m"] == ["differ"]


def test_tra_is_no_month_in_italian() -> None:
    assert _days("it", "Il costo è stimato tra 20 e 30 milioni di euro.", SATURDAY) == []


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "A bus fell into a ravine near Mumbai, killing 12 people.",
         "Twelve people died when a bus fell into a ravine near Bombay."),
        ("en", "The rally in Kyiv drew 4,200 marchers.", "4,200 marchers came to the rally in Kiev."),
        ("de", "Bei einem Busunglück in Kalkutta starben 12 Menschen.",
         "12 Menschen starben in Kolkata bei einem Busunglück."),
        ("hi", "मुंबई में बस हादसे में 12 लोगों की मौत हुई।", "बंबई में बस हादसे में 12 लोगों की मौत हो गई।"),
    ],
)  # fmt: skip
def test_two_names_of_one_city_are_one_place(language: str, one: str, other: str) -> None:
    found = _facts(language, one, other)
    assert [fact.relation for fact in found if fact.kind == "count"] == ["agreed"]
    assert [fact for fact in found if fact.kind == "place"] == []


def test_two_names_of_one_city_are_no_difference() -> None:
    found = _facts(
        "en",
        "President Vane will meet Chancellor Ruhl in Mumbai on 14 May.",
        "Chancellor Ruhl and President Vane will meet on 14 May in Bombay.",
    )
    assert [fact.kind for fact in found] == ["day"]


def test_some_of_so_many_are_a_part() -> None:
    one = "Two of nine members of the Calder council had voted for a cut, Governor Ines Varga said."
    other = "Three of nine members of the Calder council voted for a cut, Governor Ines Varga said."
    values = [sorted(fact.values) for fact in _facts("en", one, other) if fact.relation == "differ"]
    assert values == [["2", "3"]]


def test_a_year_beyond_a_semicolon_is_of_something_else() -> None:
    one = "Dorrin had its hottest June day, when 41.3 degrees Celsius was measured. The old record was of 1976."
    other = "With 41.7 degrees Celsius it was the hottest June day in Dorrin; the record of 1976 fell."
    assert [fact.unit for fact in _facts("en", one, other) if fact.relation == "differ"] == ["°C"]


def test_years_of_long_ago_may_lie_some_years_apart() -> None:
    one = "The Koivula works, opened in 1961, will close and 310 jobs go in Koivula."
    other = "310 jobs go in Koivula as the Koivula works, opened in 1964, will close."
    assert [fact.kind for fact in _facts("en", one, other) if fact.relation == "differ"] == ["day"]


def test_those_of_one_name_in_much_the_same_words_are_the_same_people() -> None:
    one = "A fire broke out in Oosterveen. Some 120 tenants of the tower were evacuated by the fire brigade."
    other = "There was a fire in Oosterveen. The fire brigade led 152 tenants of the tower out."
    assert [fact.kind for fact in _facts("en", one, other) if fact.relation == "differ"] == ["count"]
