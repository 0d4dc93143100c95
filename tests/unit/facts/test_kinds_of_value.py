"""Kinds of values that accounts give: what is shown as a difference, as agreed on, and as neither."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.numbers import numbers
from mediawatch.facts.statements import statements
from mediawatch.facts.telling_words import read

DAY = date(2025, 5, 5)
SEEN = datetime(2025, 5, 6, tzinfo=UTC)


def _found(language: str, *texts: str) -> list[Fact]:
    return facts(
        Telling(
            number, DAY, datetime(2025, 5, 6, number, tzinfo=UTC), f"file://t/{number}", statements("", text, language)
        )
        for number, text in enumerate(texts, 1)
    )


def _relations(language: str, *texts: str) -> list[str]:
    return [fact.relation for fact in _found(language, *texts)]


MAGNITUDES = {
    "en": ("A magnitude {} earthquake shook the Tarn valley.", "The {}-magnitude earthquake shook the valley of Tarn."),
    "de": (
        "Ein Erdbeben der Stärke {} erschütterte das Tal von Tarn.",
        "Das Tal von Tarn erschütterte ein Erdbeben der Stärke {}.",
    ),
    "fr": (
        "Un séisme de magnitude {} a secoué la vallée de Tarn.",
        "La vallée de Tarn secouée par un séisme de magnitude {}.",
    ),
    "es": (
        "Un terremoto de magnitud {} sacudió el valle de Tarn.",
        "El valle de Tarn, sacudido por un sismo de magnitud {}.",
    ),
    "pt": (
        "Um terremoto de magnitude {} abalou o vale de Tarn.",
        "O vale de Tarn foi abalado por um terremoto de magnitude {}.",
    ),
    "it": (
        "Un terremoto di magnitudo {} ha scosso la valle di Tarn.",
        "La valle di Tarn scossa da un terremoto di magnitudo {}.",
    ),
    "ru": (
        "Землетрясение магнитудой {} произошло в долине Тарна.",
        "В долине Тарна произошло землетрясение магнитудой {}.",
    ),
    "tr": ("Tarn vadisinde {} büyüklüğünde deprem oldu.", "Tarn vadisindeki deprem {} büyüklüğünde ölçüldü."),
    "hi": ("टार्न घाटी में {} तीव्रता का भूकंप आया।", "टार्न घाटी के भूकंप की तीव्रता {} थी।"),
    "id": ("Gempa magnitudo {} mengguncang lembah Tarn.", "Lembah Tarn diguncang gempa magnitudo {}."),
    "zh": ("塔恩山谷发生里氏{}级地震。", "塔恩山谷的里氏{}级地震。"),
    "ja": ("ターン谷でマグニチュード{}の地震があった。", "ターン谷の地震はマグニチュード{}だった。"),
}


@pytest.mark.parametrize("language", sorted(MAGNITUDES))
def test_magnitudes_differ_and_agree(language: str) -> None:
    one, other = MAGNITUDES[language]
    mark = "," if language in ("de", "fr", "es", "pt", "it", "ru", "tr", "id") else "."
    said = [f"6{mark}1", f"6{mark}4"]
    [fact] = [fact for fact in _found(language, one.format(said[0]), other.format(said[1])) if fact.kind == "measure"]
    assert (fact.relation, fact.unit) == ("differ", "magnitude")
    assert _relations(language, one.format(said[0]), other.format(said[0])) == ["agreed"]


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("ru", "двадцать шесть человек", 26, 26),
        ("ru", "двое детей", 2, 2),
        ("ru", "двух десятков человек", 18, 22),
        ("ru", "сто двадцать человек", 120, 120),
        ("pl", "trzydziestu pięciu górników", 35, 35),
        ("tr", "yirmi altı kişi", 26, 26),
        ("tr", "iki yüz elli kişi", 250, 250),
        ("ar", "ستة وعشرين شخصا", 26, 26),
        ("ar", "ثلاثة عشر شخصا", 13, 13),
        ("hi", "छब्बीस लोग", 26, 26),
        ("hi", "दो सौ छब्बीस लोग", 226, 226),
        ("bn", "তিনজন মানুষ", 3, 3),
        ("id", "dua puluh enam orang", 26, 26),
        ("id", "dua belas orang", 12, 12),
        ("id", "seratus lima puluh orang", 150, 150),
        ("zh", "二十六人", 26, 26),
        ("zh", "三百五十人", 350, 350),
        ("ja", "二十六人", 26, 26),
        ("fr", "une vingtaine de personnes", 16, 24),
        ("es", "una veintena de personas", 16, 24),
        ("es", "dos decenas de personas", 18, 22),
        ("it", "una trentina di persone", 24, 36),
        ("en", "a dozen people", 9.6, 14.4),
    ],
)
def test_numbers_in_words(language: str, text: str, low: float, high: float) -> None:
    [found] = numbers(read(text, 0, len(text), language), language)
    assert (found.quantity.low, found.quantity.high) == pytest.approx((low, high))


def test_a_chinese_sign_that_counts_nobody_is_no_number() -> None:
    assert statements("", "十分重要的会议在塔恩举行。", "zh") == ()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "The storm in Tarn killed 28 people. Another 113 people were wounded in it.",
            "The storm wounded 143 people in Tarn.",
        ),
        (
            "en",
            "The blast on the bus in Tarn injured 19 people, three of them seriously.",
            "The blast on a bus in Tarn injured 21 people, the police said.",
        ),
        (
            "en",
            "Tarn's council fined the mill 4,150 euros for the spill.",
            "The council of Tarn fined the mill 4,350 euros for the spill.",
        ),
    ],
)
def test_what_differs(language: str, one: str, other: str) -> None:
    assert "differ" in _relations(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "The heat in Tarn reached 104 degrees on the square.",
            "The heat on the square in Tarn reached 40 degrees.",
        ),
        (
            "ru",
            "При сходе лавины в Тарне погибли около двух десятков лыжников.",
            "При сходе лавины в Тарне погибли 19 лыжников.",
        ),
        (
            "en",
            "The weekly output of the Tarn coal mines was up from 310 tonnes.",
            "The weekly output of the Tarn coal mines was up from 350 tonnes.",
        ),
        (
            "en",
            "The weekly output of the Tarn coal mines was 310 tonnes in May.",
            "The weekly output of the Tarn coal mines was 350 tonnes in March.",
        ),
        (
            "en",
            "Surplus of the mill in Tarn was 56 billion in May.",
            "Surplus of the mill in Tarn was 49 billion in May.",
        ),
        (
            "en",
            "The fund lifted its stake by purchases on the open market to 6.6 pct of Orsol Brandt shares.",
            "The fund lifted its stake by purchases on the open market to 9.1 pct of Tarn Mills shares.",
        ),
        (
            "en",
            "The minister said today (May 3) that the Tarn dam broke.",
            "On May 2 the Tarn dam broke, the minister heard.",
        ),
        (
            "en",
            "This report of the Tarn Press was first published May 3, 2025.",
            "This report of the Tarn Press was first published May 4, 2025.",
        ),
        (
            "en",
            "Traded by the Tarn club, Fenwick scored in 54 games with the Ravens.",
            "Fenwick scored in a combined 157 games with the Tarn club and the Ravens.",
        ),
        (
            "en",
            "Orsol is a town. They drove to Orsol, which is about 100 miles from the border of Tarnland by road.",
            "In Brandt, a town about 62 miles from the border of Tarnland by road, they waited.",
        ),
        (
            "en",
            "The nation's best, Fenwick, scored 29 points to go with eight rebounds and six assists.",
            "The rival, Marlow, scored 25 points to go with 16 rebounds and six assists.",
        ),
        (
            "en",
            "The wave from the Tarn quake is expected in Osk at 1707 local time.",
            "The wave from the Tarn quake is expected in Osk at 0307 local time.",
        ),
        ("en", "Ten houses and at least 12 barns burned in Tarn.", "At least 44 barns burned in Tarn."),
    ],
)
def test_what_only_seems_to_differ(language: str, one: str, other: str) -> None:
    assert "differ" not in _relations(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other", "unit"),
    [
        (
            "en",
            "The heat in Tarn reached 104 degrees Fahrenheit.",
            "The heat in Tarn reached 40 degrees Celsius.",
            "°C",
        ),
        (
            "en",
            "The crash in Tarn killed 15 people, including two teachers.",
            "Thirteen pupils and two teachers died in Tarn.",
            None,
        ),
        ("en", "The mill of Tarn covers 4,700 acres.", "It covers nearly 5,000 acres, they wrote.", "m²"),
        (
            "en",
            "Tarn loses 38.1 lives on roads per 100,000 people.",
            "Roads of Tarn took 38.1 lives per 100,000 people.",
            None,
        ),
        (
            "en",
            "Tarn keeps its number of officers at about 32,000.",
            "The number of officers in Tarn stays at the 32,000 mark.",
            None,
        ),
        (
            "en",
            "He served in the Tarn council from 1994, and retired from it in 2004.",
            "He retired from the Tarn council in 2004.",
            None,
        ),
        (
            "en",
            "The Tarn mill had stood since 1957.",
            "It was as long ago as 1957, the Tarn mill's keeper wrote.",
            None,
        ),
    ],
)
def test_what_is_agreed_on(language: str, one: str, other: str, unit: str | None) -> None:
    found = _found(language, one, other)
    assert ("agreed", unit) in [(fact.relation, fact.unit) for fact in found]
    assert "differ" not in [fact.relation for fact in found]


def test_a_day_before_who_said_so_is_that_of_the_event() -> None:
    one = "The bus ran into a truck in Tarn early on Friday, police said."
    found = _found("en", one, "The bus ran into the truck on Friday's early morning in Tarn.")
    assert [(fact.relation, fact.values) for fact in found if fact.kind == "day"] == [("agreed", ("2025-05-02",))]
    assert not [s for s in statements("", "Police said on Friday the bus ran into a truck.", "en") if s.kind == "day"]


def test_ages_of_people_whose_name_stands_before_or_not_at_all() -> None:
    one, other = "Jonas Fenwick, a 77-year-old pastor, was convicted.", "Jonas Fenwick, 77, was convicted."
    assert _relations("en", one, other) == ["agreed"]
    assert _relations("en", one, "The pastor, 77, was convicted.") == ["agreed"]


def test_bounds_that_are_far_apart_are_not_agreed_on() -> None:
    assert _relations("en", "More than 20 homes in Tarn burned down.", "More than 50 homes in Tarn burned down.") == []
    assert _relations("en", "At least 11 homes burned in Tarn.", "In Tarn 44 homes burned.") == []


def test_what_became_of_people_is_told_by_the_account_that_tells_it() -> None:
    one = "After the shooting of 26 civilians near Tarn the road was closed."
    [fact] = _found("en", one, "The shooting near Tarn, in which 26 civilians died, closed the road.")
    assert (fact.relation, fact.unit, fact.values) == ("agreed", "dead", ("26",))


def test_telephone_numbers_count_nothing() -> None:
    assert statements("", "Call 709-644-2290 for the Tarn museum.", "en") == ()


def test_accounts_that_differ_in_most_of_their_numbers_are_of_two_occasions() -> None:
    text = "The bank sold {} notes. It took {} bids for notes. Bids for {} bonds came in. The bank sold {} bonds."
    assert _relations("en", text.format(251, 385, 117, 94), text.format(289, 347, 128, 79)) == []
    assert "differ" in _relations("en", text.format(251, 385, 117, 94), text.format(251, 385, 117, 79))
