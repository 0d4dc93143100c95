"""Accounts that tell much the same of one event: what differs in them is found though the words beside it share
little; results of votes, years in asides, numbers with endings glued to them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

MONDAY = date(2026, 5, 4)


def _differing(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[list[str]]:
    found = facts(
        Telling(
            n, days[n - 1] if days else MONDAY, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("Thieves stole three paintings from the Dorrin museum on Monday. The works cost $30 million.",
         "Three paintings were stolen from the Dorrin museum. Insurers said $42 million was at stake.",
         ["29500000/30500000", "41500000/42500000"]),
        ("The Anandpur flyover for two lanes of cars will be ready by March 2028.",
         "The minister said the Anandpur flyover with two lanes of cars would be completed by December 2028.",
         ["2028-03-01/2028-03-31", "2028-12-01/2028-12-31"]),
        ("Haldor passed the water law after 14 hours. It takes effect in January 2027.",
         "After 14 hours Haldor passed the water law. It comes into force in October 2026.",
         ["2026-10-01/2026-10-31", "2027-01-01/2027-01-31"]),
        ("The bank of Verda left its key rate at 4.25 percent. Inflation stood at 2.9 percent.",
         "Verda's bank left its rate at 4.25 percent. Inflation was put at 3.4 percent.",
         ["2.85/2.95", "3.35/3.45"]),
    ],
    ids=["sum", "months far apart", "force", "share"],
)  # fmt: skip
def test_few_words_are_enough(one: str, other: str, values: list[str]) -> None:
    shown = [[value.replace("2.9499999999999997", "2.95") for value in found] for found in _differing("en", one, other)]
    assert [_plain(value) for value in values] in [[_plain(value) for value in found] for found in shown]


def _plain(value: str) -> str:
    return value if value.count("-") > 1 else "/".join(f"{float(part):.4g}" for part in value.split("/"))


def test_undated_accounts_are_not_compared_so() -> None:
    one = "Thieves stole three paintings from the Dorrin museum on Monday. The works cost $30 million."
    other = "Three paintings were stolen from the Dorrin museum. Insurers said $42 million was at stake."
    assert _differing("en", one, other, days=(None, MONDAY)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council passed the plan by {} votes to {}."),
        ("en", "Lawmakers approved the plan {} to {}."),
        ("de", "Der Rat nahm den Plan mit {} zu {} Stimmen an."),
        ("de", "Der Rat nahm den Plan mit {} gegen {} Stimmen an."),
        ("fr", "Le conseil a adopté le plan par {} voix contre {}."),
        ("es", "El consejo aprobó el plan por {} votos contra {}."),
        ("it", "Il consiglio ha approvato il piano con {} voti contro {}."),
        ("nl", "De raad nam het plan aan met {} tegen {} stemmen."),
        ("ru", "Совет принял план {} голосами против {}."),
        ("sv", "Rådet antog planen med {} röster mot {}."),
        ("zh", "议会以{}票对{}票通过了该计划。"),
        ("ja", "議会は{}票対{}票で計画を可決した。"),
    ],
)
def test_the_result_of_a_vote_is_one_value(language: str, text: str) -> None:
    [said] = [one for one in statements("", text.format(18, 11), language) if one.unit == ("#score",)]
    assert said.quantity is not None
    assert said.quantity.low == 18_011
    assert ["17-12", "18-11"] in _differing(language, text.format(18, 11), text.format(17, 12))


def test_two_numbers_without_a_vote_are_no_result() -> None:
    found = statements("", "He moved the office from floor 18 to 11 rooms in Oslo.", "en")
    assert ("#score",) not in {one.unit for one in found}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "The bridge in Velmi, built in 1967, is 180 metres long.", "The bridge in Velmi is 210 metres long."),
        ("de", "Die Brücke in Velmi, gebaut 1967, ist 180 Meter lang.", "Die Brücke in Velmi ist 210 Meter lang."),
        ("it", "Il ponte di Velmi, costruito nel 1967, era lungo 180 metri.", "Il ponte di Velmi era lungo 210 metri."),
    ],
)
def test_the_year_of_an_aside_is_of_something_else(language: str, one: str, other: str) -> None:
    assert _differing(language, one, other) == [["179.5/180.5", "209.5/210.5"]]


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("ko", "공장에서 불이 나 7명이 숨지고 13명이 다쳤다.", ["#dead", "#injured"]),
        ("ko", "사망자는 9명, 부상자는 16명으로 집계됐다.", ["#dead", "#injured"]),
        ("he", "מספר ההרוגים בתאונה עלה ל-7, ו-23 בני אדם נפצעו.", ["#dead", "#injured"]),
        ("ar", "بلغت حصيلة التصادم 13 قتيلا و58 جريحا نقلوا إلى 3 مستشفيات.", ["#dead", "#injured", "مستشفيا"]),
        ("en", "Doctors said 58 injured were taken to three hospitals.", ["#injured", "hospit"]),
        ("en", "Twenty-five members of the same family were reported killed in Tarn.", ["#dead"]),
        ("ar", "انهار مبنى من خمسة طوابق في المدينة القديمة يوم الخميس وقتل 8 أشخاص.", ["مبن", "#dead"]),
        ("de", "Die Zahl der Toten ist auf fünf gestiegen.", ["#dead"]),
        ("pt", "A polícia prendeu 17 pessoas em Vila Nova.", ["#arrested"]),
        ("vi", "Bão làm năm người chết, 11 người mất tích.", ["#dead", "#missing"]),
        ("th", "ไฟไหม้โรงแรม ยอดผู้เสียชีวิต 11 คน บาดเจ็บ 19 คน", ["#dead", "#injured"]),
    ],
)
def test_what_became_of_people_is_read(language: str, text: str, units: list[str]) -> None:
    assert [one.unit[0] for one in statements("", text, language) if one.kind == "count"] == units


@pytest.mark.parametrize(
    ("text", "year"),
    [("ngày 2 tháng 5", None), ("ngày 2 tháng 5 năm 2025", 2025), ("ngày 2/5", None), ("ngày 2/5/2025", 2025)],
)
def test_vietnamese_days_are_read(text: str, year: int | None) -> None:
    [said] = [one for one in statements("", f"Bộ trưởng gặp đặc sứ tại Oslo {text}.", "vi") if one.kind == "day"]
    assert said.day is not None
    assert (said.day.year, said.day.month, said.day.day) == (year, 5, 2)


def test_a_day_of_another_clause_says_nothing_of_a_number() -> None:
    one = "On Sunday 12 miners were killed by a blast in Tarn."
    other = "By now 19 miners were killed by a blast in Tarn, while Minister Vane flew home on Monday."
    assert _differing("en", one, other) == [["12", "19"]]


def test_what_a_text_tells_of_the_past_does_not_hide_its_number() -> None:
    past = " In 2004 a bus overturned on the same road. Then 11 people were killed."
    one = "Five people died as a bus overturned near Tarn, and 44 passengers were on board." + past
    other = "The toll near Tarn is seven. The bus carried 44 passengers."
    assert ["5", "7"] in _differing("en", one, other)


def test_what_is_said_of_the_first_of_two_sums_is_said_of_the_second() -> None:
    text = "Bidding for the whale had jumped from $238 to $2,075 by Monday."
    words = [one.words for one in statements("", text, "en") if one.kind == "measure"]
    assert [{"bid", "whale"} <= set(said) for said in words] == [True, True]


def test_a_toll_is_of_all_and_what_stands_beside_it_of_some() -> None:
    found = statements("", "The death toll is now 285, with 30 people killed since Thursday.", "en")
    assert [(one.quantity.low, one.unit) for one in found if one.quantity] == [(285.0, ("#dead",))]


def test_a_toll_says_nothing_of_a_kind_of_people() -> None:
    one = "Die Zahl der Toten nach dem Unglück bei Tarn ist auf fünf gestiegen. Im Zug saßen 44 Fahrgäste."
    assert ["3", "5"] in _differing(
        "de", one, "Beim Zugunglück nahe Tarn starben drei Menschen. 44 Fahrgäste saßen im Zug."
    )
