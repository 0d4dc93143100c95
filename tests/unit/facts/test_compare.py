"""What accounts say of the same thing: agreement, differences, series, and what is none of them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import INFINITY, Fact, Quantity, Telling
from mediawatch.facts.stated_values import number_text
from mediawatch.facts.statements import statements

DAY = date(2025, 5, 5)


def _found(*texts: str | tuple[date | None, str]) -> list[Fact]:
    tellings = []
    for number, told in enumerate(texts, 1):
        day, text = told if isinstance(told, tuple) else (DAY, told)
        seen = datetime(2025, 5, 6, number, tzinfo=UTC)
        tellings.append(Telling(number, day, seen, f"file://t/{number}", statements("", text, "en")))
    return facts(tellings)


def _relations(*texts: str | tuple[date | None, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(fact.relation, fact.values) for fact in _found(*texts)]


def test_accounts_that_give_one_number_agree_and_others_differ() -> None:
    one = "The avalanche in Tarn killed 26 skiers on the northern slope."
    assert _relations(one, "The avalanche on the slope in Tarn killed 26 people.") == [("agreed", ("26",))]
    [fact] = _found(one, "The avalanche on the slope in Tarn killed 28 people.")
    assert (fact.relation, fact.values, [m.article_id for m in fact.mentions]) == ("differ", ("26", "28"), [1, 2])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("about 30 skiers", "31 skiers"),
        ("more than 20 skiers", "26 skiers"),
        ("dozens of skiers", "41 skiers"),
        ("2.4 million skiers", "2,410,000 skiers"),
        ("two dozen skiers", "24 skiers"),
    ],
)
def test_a_rounded_number_is_no_difference(one: str, other: str) -> None:
    found = _relations(f"The avalanche in Tarn buried {one} there.", f"The avalanche in Tarn buried {other} there.")
    assert [relation for relation, _ in found] == ["agreed"]


def test_a_toll_that_grows_from_day_to_day_is_a_series() -> None:
    text = "The quake in Tarn killed {} people in the valley."
    told = [(date(2025, 5, day), text.format(toll)) for day, toll in ((1, 12), (2, 19), (3, 31))]
    assert _relations(*told) == [("series", ("12", "19", "31"))]
    fewer = [(date(2025, 5, 1), text.format(31)), (date(2025, 5, 2), text.format(19))]
    assert _relations(*fewer) == [("differ", ("31", "19"))]


def test_days_of_one_meeting_differ() -> None:
    found = _relations(
        "On May 2, Minister Orsolya Vane held a call with envoy Tomas Ruhl about the dam.",
        "This follows a May 3 call between Minister Orsolya Vane and envoy Tomas Ruhl on the dam.",
    )
    assert found == [("differ", ("2025-05-02", "2025-05-03"))]


def test_the_same_summit_in_two_years_differs_and_two_summits_do_not() -> None:
    one = "Vane came to the 22nd Tarn summit in July 2023."
    assert _relations(one, "Vane came to the 22nd Tarn summit on July 8-9, 2024.") == [
        ("differ", ("2023-07-01/2023-07-31", "2024-07-08/2024-07-09"))
    ]
    assert _relations(one, "Vane came to the 23rd Tarn summit on July 8-9, 2024.") == []


def test_an_account_that_gives_both_values_means_two_things() -> None:
    both = "The avalanche in Tarn killed 26 skiers. The avalanche in Tarn killed 28 skiers, rescuers had said."
    assert not [r for r, _ in _relations(both, "The avalanche in Tarn killed 28 skiers.") if r == "differ"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("In Tarn province 14 voters were wounded in a blast.", "In Osk province 4 voters were wounded in a blast."),
        ("The 2007 shooting at a school killed 32 pupils.", "The shooting at a school killed 20 pupils."),
        ("She led the club to two league titles.", "She led the club to four cup medals."),
        ("Jonas Fenwick, 34, drove the bus.", "Jonas Marlow, 36, drove the bus."),
        ("Jonas Fenwick died at the age of 34.", "Jonas Fenwick's uncle died at the age of 63."),
        ("Four soldiers were killed in fighting in Tarn.", "Fighting in Osk killed three monks there."),
        ("With 10 laps remaining Vane held the lead in Tarn.", "Ruhl took the lead with eight laps to go in Tarn."),
        ("The caution came on lap 137 of the 267-lap race.", "The race had 14 cautions for 266 caution laps."),
        (
            "The army had mobilized 50,000 reservists in Tarn.",
            "The army in Tarn called up 18,000 reservists, in addition to the 50,000 who were mobilized before.",
        ),
        ("A bus crash in Tarn kills 13 children.", "In December 29 people died after a bus crash in Tarn."),
        ("The wind reached 100km/h north of Tarn.", "The storm came down 50 km north of Tarn."),
    ],
)
def test_values_of_two_things_are_no_difference(one: str, other: str) -> None:
    assert not [r for r, _ in _relations(one, other) if r == "differ"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The probe found 715 new planets.", "Scientists announced 715 planets, a record."),
        ("More than 3,600 planet candidates were flagged.", "There are about 3,600 suspected planets."),
        ("The death toll in Tarn has risen to 25.", "The floods killed 25 people, officials said."),
        ("Jonas Fenwick was born in Tarn on 28 September 1920.", "Jonas Fenwick was born in Tarn in 1920."),
        ("Pema Dorje, 23, left.", "The other, Pema Dorjee (23), stayed."),
    ],
)
def test_a_rare_value_speaks_for_itself(one: str, other: str) -> None:
    assert [relation for relation, _ in _relations(one, other)] == ["agreed"]


def test_numbers_that_differ_by_a_little_are_of_one_thing() -> None:
    one = "The probe confirmed planets in 315 star systems."
    assert _relations(one, "The planets orbit a total of 305 stars.") == [("differ", ("315", "305"))]


def test_an_account_that_says_at_least_15_and_25_says_two_things() -> None:
    both = "The storm killed at least 15 people in Tarn. The flooding after the storm killed 25 people in Osk."
    found = _found(both, "The storm killed at least 10 people in Tarn.")
    assert all(len({m.statement.start for m in fact.mentions if m.article_id == 1}) < 2 for fact in found)


def test_values_come_with_their_unit() -> None:
    [fact] = _found("The wall in Tarn is 30 metres long.", "A wall in Tarn was 40 metres long.")
    assert (fact.relation, fact.unit) == ("differ", "m")
    [fact] = _found("The avalanche in Tarn killed 26 skiers.", "An avalanche in Tarn killed 28 skiers there.")
    assert fact.unit == "dead"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (26, 26, "26"),
        (26, INFINITY, "26/.."),
        (2_000_000, INFINITY, "2000000/.."),
        (699_500_000, 700_500_000, "699500000/700500000"),
        (54.35, 54.45, "54.35/54.45"),
        (98974.656, 100584.0, "98974.7/100584"),
    ],
)
def test_a_number_is_written_without_an_exponent(low: float, high: float, text: str) -> None:
    assert number_text(Quantity(low, high)) == text


def test_the_age_of_one_person_differs() -> None:
    found = _relations("Police named Jonas Fenwick, 34, as driver.", "The driver, Jonas Peter Fenwick (36), was held.")
    assert found == [("differ", ("34", "36"))]


def test_the_age_of_one_person_differs_though_another_has_that_age() -> None:
    one = "Jonas Fenwick, 34, is charged with killing Tomas Ruhl, 34."
    found = _relations(one, "Jonas Fenwick, 36, was charged. The body of Tomas Ruhl, 34, was found.")
    assert ("differ", ("34", "36")) in found


def test_the_order_of_the_accounts_changes_nothing() -> None:
    texts = [
        "The avalanche in Tarn killed 26 skiers on the slope on May 2.",
        "The avalanche on the slope in Tarn killed 28 people on May 3.",
        "Some 27 people died in the avalanche on the slope in Tarn.",
        "The avalanche in Tarn killed 26 skiers on May 2.",
    ]
    tellings = [
        Telling(i, DAY, datetime(2025, 5, 6, i, tzinfo=UTC), f"file://t/{i}", statements("", text, "en"))
        for i, text in enumerate(texts, 1)
    ]
    first = facts(tellings)
    assert first
    assert all(facts(order) == first for order in itertools.permutations(tellings))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Those who did it are no victims.
        ("The attack in Tarn killed 26 people.", "In the attack in Tarn three gunmen were killed by police."),
        # One number counts the dead and the injured.
        ("The crash in Tarn left 31 people dead or injured.", "The crash in Tarn left 12 people dead."),
        ("The crash in Tarn killed and injured 31 people.", "The crash in Tarn killed 12 people."),
        # What is feared is not known.
        ("More than 100 people are feared dead after the Tarn landslide.", "The Tarn landslide killed 22 people."),
        ("About 100 people are believed dead after the Tarn landslide.", "The Tarn landslide killed 22 people."),
        # Half of a word for many, and half of it more.
        ("Half a million people fled the Tarn floods.", "500,000 people fled the Tarn floods."),
        ("One and a half million people fled the Tarn floods.", "1,500,000 people fled the Tarn floods."),
        # Some of them.
        ("The blast in Tarn killed 26 people.", "Five children were killed in the blast in Tarn."),
        ("The crash in Tarn injured 31 people.", "Five people were critically injured in the Tarn crash."),
        ("The crash in Tarn injured 31 people.", "Twelve people were hospitalised after the Tarn crash."),
        # More than one event.
        ("Eleven people have died on Mount Tarn this year.", "Two climbers died on Mount Tarn on Monday."),
        # Words behind the number that leave it open.
        ("20+ people were injured in the Tarn fire.", "The Tarn fire injured 23 people."),
        ("20 people or more were injured in the Tarn fire.", "The Tarn fire injured 23 people."),
        ("Not less than 20 people were injured in the Tarn fire.", "The Tarn fire injured 23 people."),
        ("Hundreds were evacuated from Tarn.", "Some 450 people were evacuated from Tarn."),
        # Told in whole numbers.
        ("The magnitude 6.1 earthquake struck the Tarn valley.", "The magnitude 6 earthquake struck the Tarn valley."),
    ],
)
def test_what_only_looks_like_another_number_is_no_difference(one: str, other: str) -> None:
    assert "differ" not in [relation for relation, _ in _relations(one, other)]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("de", "Der Anschlag in Tarn forderte 26 Tote.", "In Tarn wurden nach dem Anschlag drei Attentäter getötet."),
        ("de", "Der Unfall in Tarn forderte 31 Tote oder Verletzte.", "Der Unfall in Tarn forderte 12 Tote."),
        ("de", "In Tarn werden nach dem Bergsturz 100 Tote befürchtet.", "Der Bergsturz in Tarn forderte 22 Tote."),
        ("de", "Eine halbe Million Menschen wurde in Tarn evakuiert.", "500.000 Menschen wurden in Tarn evakuiert."),
        ("es", "El ataque en Tarn dejó 26 muertos.", "En el ataque en Tarn murieron tres atacantes."),
        ("es", "El choque en Tarn dejó 31 muertos o heridos.", "El choque en Tarn dejó 12 muertos."),
        ("es", "Medio millón de personas fueron evacuadas en Tarn.", "En Tarn fueron evacuadas 500.000 personas."),
        ("fr", "L'attaque de Tarn a fait 26 morts.", "Lors de l'attaque de Tarn, trois assaillants ont été tués."),
        ("ru", "При нападении в Тарне погибли 26 человек.", "При нападении в Тарне убиты 4 боевика."),
        ("ru", "В аварии в Тарне погибли или ранены 31 человек.", "В аварии в Тарне погибли 12 человек."),
        ("hi", "तारन के हमले में 26 लोगों की मौत हो गई।", "तारन के हमले में 4 आतंकी मारे गए।"),
        ("ar", "أسفر الهجوم في تارن عن مقتل 26 شخصا.", "أسفر الهجوم في تارن عن مقتل 4 مسلحين."),
        (
            "de",
            "Bei dem Unfall in Tarn wurden 31 Menschen verletzt.",
            "In Tarn wurden bei dem Unfall 5 schwer verletzt.",
        ),
        ("es", "El choque en Tarn dejó 31 heridos.", "El choque en Tarn dejó cinco heridos graves."),
        ("hi", "तारन के धमाके में 26 लोगों की मौत हो गई।", "तारन के धमाके में 5 बच्चों की मौत हो गई।"),
        ("hi", "तारन की आग में 20 से अधिक लोग घायल हुए।", "तारन की आग में 23 लोग घायल हुए।"),
        ("tr", "Tarn'daki yangında 20'den fazla kişi yaralandı.", "Tarn'daki yangında 23 kişi yaralandı."),
        ("zh", "塔恩火灾造成20多人受伤。", "塔恩火灾造成23人受伤。"),
        ("ja", "タルンの火事で20人以上が負傷した。", "タルンの火事で23人が負傷した。"),
        ("ar", "أصيب ما بين 20 و25 شخصا في حريق تارن.", "أسفر حريق تارن عن إصابة 23 شخصا."),
        ("pt", "O ataque em Tarn deixou 26 mortos.", "No ataque em Tarn morreram quatro terroristas."),
    ],
)
def test_the_same_in_other_languages(language: str, one: str, other: str) -> None:
    tellings = [
        Telling(n, DAY, datetime(2025, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate((one, other), 1)
    ]
    assert "differ" not in [fact.relation for fact in facts(tellings)]


def test_what_is_known_still_differs() -> None:
    for one, other in (
        ("The attack in Tarn killed 26 people, police said.", "The attack in Tarn killed 28 people; the gunmen fled."),
        ("Police in Tarn arrested three gunmen after the raid.", "Police in Tarn arrested five gunmen after the raid."),
        ("The crash in Tarn killed 12 and injured 31 people.", "The crash in Tarn killed 14 and injured 31 people."),
    ):
        assert "differ" in [relation for relation, _ in _relations(one, other)]
