"""What is told of another time, of some of those who were counted, or of a longer time, is no difference."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

MONDAY = date(2026, 5, 4)


def _told(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[tuple[str, str | None, list[str]]]:
    found = facts(
        Telling(
            n, days[n - 1] if days else MONDAY, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [(fact.relation, fact.unit, sorted(fact.values)) for fact in found]


def _differing(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[list[str]]:
    return [values for relation, _, values in _told(language, *texts, days=days) if relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "In 1983 a jet shot down an airliner over Tarn. All 269 passengers and crew were killed.",
         "A missile hit an airliner over Tarn, killing all 298 passengers and crew."),
        ("en", "Two years ago a ferry sank off Tarn. Rescuers said 41 people were killed.",
         "A ferry sank off Tarn. Rescuers said 26 people were killed."),
        ("en", "A fire at the mill of Tarn in 2011 killed four. Another 31 people were injured.",
         "A fire at the mill of Tarn hurt many. Some 19 people were injured."),
        ("de", "Im Jahr 1998 entgleiste bei Tarn ein Zug. Damals wurden 101 Menschen getötet.",
         "Bei Tarn ist ein Zug entgleist. Dabei wurden 88 Menschen getötet."),
        ("fr", "En 2003, un incendie a ravagé la gare de Tarn. Il avait fait 41 morts.",
         "Un incendie a ravagé la gare de Tarn. Il a fait 26 morts."),
        ("es", "En 2004 una bomba estalló en la estación de Tarn. Hubo 41 muertos en la estación.",
         "Una bomba estalló en la estación de Tarn. Hubo 26 muertos en la estación."),
        ("ru", "В 2004 году в метро Тарна произошёл взрыв. Тогда погибли 41 человек в метро Тарна.",
         "В метро Тарна произошёл взрыв. Погибли 26 человек в метро Тарна."),
        ("zh", "2008年，塔恩发生地震。地震造成41人死亡。", "塔恩发生地震。地震造成26人死亡。"),
        ("hi", "2008 में टार्न में भूकंप आया था। भूकंप में 41 लोगों की मौत हुई थी।",
         "टार्न में भूकंप आया। भूकंप में 26 लोगों की मौत हुई।"),
    ],
)  # fmt: skip
def test_a_passage_about_another_year_is_of_that_year(language: str, one: str, other: str) -> None:
    assert _differing(language, one, other) == []
    now = one.split(". " if ". " in one else "。" if "。" in one else "। ", 1)[1]
    assert _differing(language, now, other), "the same without the year differs"


@pytest.mark.parametrize(
    "between",
    [
        "In 1983 a ferry sank off Tarn.\n\n",
        "In 1983 a ferry sank off Tarn. On Sunday it happened again. ",
        "The ferry, built in 1983, sank off Tarn. ",
    ],
    ids=["paragraph", "day of this week", "aside"],
)
def test_a_passage_ends(between: str) -> None:
    text = "Rescuers said {} people were killed when the ferry sank."
    assert ["26", "41"] in _differing("en", between + text.format(41), text.format(26))


def test_what_an_undated_text_says_of_its_own_year_is_of_now() -> None:
    one = "In 2026 a ferry sank off Tarn. Rescuers said 41 people were killed when it sank."
    other = "A ferry sank off Tarn. Rescuers said 26 people were killed when it sank."
    assert ["26", "41"] in _differing("en", one, other, days=(None, MONDAY))


@pytest.mark.parametrize(
    ("language", "some", "others"),
    [
        ("en", "The raid on Tarn killed {} children in the town.", "The raid on Tarn killed {} people in the town."),
        ("en", "The raid on Tarn killed {} soldiers in the town.", "The raid on Tarn killed {} civilians in the town."),
        ("de", "Der Angriff auf Tarn tötete {} Kinder.", "Der Angriff auf Tarn tötete {} Menschen."),
        ("fr", "Le raid sur Tarn a tué {} enfants.", "Le raid sur Tarn a tué {} personnes."),
        ("es", "El ataque en Tarn mató a {} niños en la ciudad.", "El ataque en Tarn mató a {} personas en la ciudad."),
        ("ru", "При ударе по Тарну погибли {} детей в городе.", "При ударе по Тарну погибли {} человек в городе."),
        ("tr", "Tarn kentine saldırıda {} çocuk öldü.", "Tarn kentine saldırıda {} kişi öldü."),
        ("zh", "塔恩遭袭击，{}名儿童死亡。", "塔恩遭袭击，{}人死亡。"),
    ],
)  # fmt: skip
def test_some_of_those_who_were_counted_are_compared_with_the_same_alone(language: str, some: str, others: str) -> None:
    assert _differing(language, some.format(20), others.format(31)) == []
    assert _differing(language, some.format(20), some.format(31)) == [["20", "31"]]


@pytest.mark.parametrize(
    ("language", "all_of_it", "one_day"),
    [
        ("en", "In Tarn 41 people have been killed by shells since the siege began.",
         "In Tarn 26 people were killed by shells."),
        ("en", "Avalanches above Tarn kill 41 skiers every year.", "An avalanche above Tarn killed 26 skiers."),
        ("de", "In Tarn sind 41 Menschen durch Granaten getötet worden, seit die Belagerung begann.",
         "In Tarn sind 26 Menschen durch Granaten getötet worden."),
        ("ar", "قتل 41 شخصا بالقصف في تارن منذ بدء الحصار.", "قتل 26 شخصا بالقصف في تارن."),
        ("zh", "围城开始以来，塔恩已有41人在炮击中死亡。", "塔恩已有26人在炮击中死亡。"),
    ],
)  # fmt: skip
def test_all_since_something_began_are_compared_with_the_same_alone(
    language: str, all_of_it: str, one_day: str
) -> None:
    assert _differing(language, all_of_it, one_day) == []
    assert _differing(language, all_of_it, all_of_it.replace("41", "57")) == [["41", "57"]]


def test_since_a_day_of_this_week_is_of_the_event() -> None:
    one = "Floods in Tarn have killed 41 people since Sunday."
    assert _differing("en", one, "Floods in Tarn killed 26 people.") == [["26", "41"]]
    one = "The flood in Tarn, the worst since 2006, killed 41 people."
    assert _differing("en", one, "The flood in Tarn killed 26 people.") == [["26", "41"]]


def test_what_happened_on_two_days_is_two_things() -> None:
    one, other = (
        "On Sunday 12 miners were killed by a blast in Tarn.",
        "On Monday 19 miners were killed by a blast in Tarn.",
    )
    assert _differing("en", one, other, days=(MONDAY, MONDAY)) == []
    assert _differing("en", one, other.replace("Monday", "Sunday")) == [["12", "19"]]
    assert _differing("en", one, other, days=(None, None)) == []


def test_a_day_to_come_and_a_day_past_are_of_two_acts() -> None:
    one = "Miller will be sentenced by the court in Tarn for fraud on 2 June."
    other = "Miller was found guilty of fraud by the court in Tarn on 2 May."
    assert _differing("en", one, other) == []
    later = "Miller will be sentenced by the court in Tarn for fraud on 9 June."
    assert _differing("en", one, later) == [["2026-06-02", "2026-06-09"]]
    held = "Miller was sentenced by the court in Tarn for fraud on 9 June."
    assert _differing("en", one, held, days=(MONDAY, date(2026, 6, 10))) == [["2026-06-02", "2026-06-09"]]
