"""Accounts that surely tell of one event: what they give in words that share little is found to differ, or to agree."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import sentences, statements

MONDAY = date(2026, 5, 4)


def _found(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[Fact]:
    return facts(
        Telling(
            n, days[n - 1] if days else MONDAY, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip


def _told(language: str, *texts: str, days: tuple[date | None, ...] = ()) -> list[tuple[str, str | None, list[str]]]:
    return [(fact.relation, fact.unit, sorted(fact.values)) for fact in _found(language, *texts, days=days)]


def _kinds(text: str, language: str = "en") -> list[str]:
    return [said.kind for said in statements(text, "", language) if said.kind != "place"]


@pytest.mark.parametrize(
    ("language", "one", "other", "unit", "values"),
    [
        (
            "en",
            "Rescuers said 12 people had been killed and 47 passengers were pulled out alive off Karimu island.",
            "The death toll from the ferry off Karimu island stands at 15, and 47 survivors came ashore.",
            "dead", ["12", "15"],
        ),
        (
            "en",
            "The vessel was carrying 93 people when it left Port Senna for Karimu, the harbour master said.",
            "There were 101 people on board the vessel from Port Senna to Karimu.",
            "aboard", ["101", "93"],
        ),
        (
            "pl",
            "W wypadku autokaru pod Lublinem zginęło pięć osób, a 18 zostało rannych.",
            "Bilans wypadku autokaru pod Lublinem to siedem ofiar śmiertelnych i 29 rannych.",
            "injured", ["18", "29"],
        ),
        (
            "ru",
            "Пожар на складе в Заречном унёс жизни четырёх человек, его потушили за шесть часов.",
            "Число погибших при пожаре на складе в посёлке Заречном достигло шести.",
            "dead", ["4", "6"],
        ),
        (
            "zh", "云岭县发生5.6级地震，造成7人死亡、46人受伤，约1.2万人被转移。",
            "云岭县5.6级地震已造成10人遇难，61人受伤，12000人被转移安置。", "injured", ["46", "61"],
        ),
        (
            "ja", "青浜市の化学工場で爆発があり、作業員3人が死亡、15人がけがをした。",
            "青浜市の化学工場で起きた爆発で、死者は5人、負傷者は19人となった。", "injured", ["15", "19"],
        ),
        (
            "ar", "أسفر حريق في مستشفى الرملة عن مقتل 13 شخصا وإصابة 30 آخرين.",
            "ارتفعت حصيلة ضحايا حريق مستشفى الرملة إلى 13 قتيلا و42 جريحا.", "injured", ["30", "42"],
        ),
        (
            "hi", "मृतकों के परिजनों को सरकार 5 लाख रुपये देगी।",
            "सरकार ने मृतकों के परिजनों को 4 लाख रुपये देने की घोषणा की।", "INR", ["380000/420000", "475000/525000"],
        ),
        (
            "it", "Contro il caro carburanti il governo ha stanziato 300 milioni di euro.",
            "Il governo ha stanziato 450 milioni di euro contro il caro carburanti.",
            "EUR", ["299500000/300500000", "449500000/450500000"],
        ),
        (
            "id", "Gempa bermagnitudo 5,9 mengguncang Pulau Lemba pukul 10.20. Banyak rumah rusak.",
            "BMKG mencatat gempa Pulau Lemba bermagnitudo 6,2 pada pukul 10.20.", "magnitude", ["5.9", "6.2"],
        ),
        (
            "tr", "Karaköy'deki maden patlamasında 8 işçi hayatını kaybetti, 21 kişi yaralandı.",
            "Karaköy'deki maden patlamasında ölü sayısı 11 oldu, 21 kişi yaralandı.", "dead", ["11", "8"],
        ),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_compared(
    language: str, one: str, other: str, unit: str, values: list[str]
) -> None:
    differing = [shown for relation, of, shown in _told(language, one, other) if (relation, of) == ("differ", unit)]
    assert list(map(_plain, values)) in [list(map(_plain, shown)) for shown in differing]


def _plain(value: str) -> str:
    low, _, high = value.partition("/")
    return f"{(float(low) + float(high or low)) / 2:.3g}"


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        (
            "en", "The Riverside festival of music will run from 8 to 12 June.",
            "Riverside, the music festival, takes place from 8 to 14 June.",
            ["2026-06-08/2026-06-12", "2026-06-08/2026-06-14"],
        ),
        (
            "en", "The Kelso book fair will be held from May 28 to June 2.",
            "The book fair in Kelso will be held from May 28 to June 4.",
            ["2026-05-28/2026-06-02", "2026-05-28/2026-06-04"],
        ),
        (
            "fr", "Le festival de Valmont se tient du 8 au 12 juin.", "Le festival de Valmont a lieu du 8 au 14 juin.",
            ["2026-06-08/2026-06-12", "2026-06-08/2026-06-14"],
        ),
    ],
)  # fmt: skip
def test_spans_of_days_differ_in_their_last_day(language: str, one: str, other: str, values: list[str]) -> None:
    assert ("differ", None, values) in _told(language, one, other)
    assert not [
        told for told in _told(language, one, "On 10 June, the Riverside festival at Kelso.") if "differ" in told
    ]


def test_a_result_is_the_same_from_both_sides() -> None:
    won, lost = "Harwick won 2-1 at home to Tolland on Sunday.", "Tolland lost 1-2 at Harwick."
    assert [values for relation, _, values in _told("en", won, lost) if relation == "agreed"] == [["2-1"]]
    assert _kinds("In Tolland brannten 10-15 Häuser.", "de") == ["count"]


@pytest.mark.parametrize(
    ("language", "one", "other", "four", "nine"),
    [
        ("en", "By noon on Monday four people had been killed by Storm Helga at Cape Moss.",
         "By the evening seven people had been killed by Storm Helga at Cape Moss.", "four", "nine"),
        ("de", "Am Mittag zählte die Polizei vier Tote durch Sturm Helga am Kap Moss.",
         "Am Abend zählte die Polizei sieben Tote durch Sturm Helga am Kap Moss.", "vier", "neun"),
        ("es", "Al mediodía la tormenta Helga había dejado cuatro muertos en Tarma.",
         "Por la noche la tormenta Helga había dejado siete muertos en Tarma.", "cuatro", "nueve"),
    ],
)  # fmt: skip
def test_a_number_that_grows_within_a_day_is_a_series(
    language: str, one: str, other: str, four: str, nine: str
) -> None:
    assert ("series", "dead", ["4", "7"]) in _told(language, one, other)
    assert ("differ", "dead", ["7", "9"]) in _told(language, one.replace(four, nine), other)


def test_those_of_an_earlier_event_are_no_difference() -> None:
    now = "A fire at the paper mill in Orlen killed three workers on Monday."
    assert not _told("en", now, "Six years ago a fire at the paper mill in Orlen killed seven workers.")


def test_a_stand_is_no_age() -> None:
    assert _kinds("Death toll in Tarn stands at 15") == ["count"]
    assert _kinds("Actor Jane Doe dies at 95") == ["age"]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "Le bilan est de onze morts et 57 blessés après la collision de deux trains.", {11.0, 57.0}),
        ("pt", "Cerca de 10 000 professores marcharam em Lisboa.", {10000.0}),
        ("fr", "Le choc a eu lieu à 18 h 45.", {1125.0}),
        ("pl", "Do zdarzenia doszło w piątek o godz. 7.30. Autokarem jechało 49 osób.", {450.0, 49.0}),
    ],
)
def test_values_are_read(language: str, text: str, values: set[float]) -> None:
    found = {(s.quantity.low + s.quantity.high) / 2 for s in statements("", text, language) if s.quantity is not None}
    assert values <= found
    assert not any(s.earlier for s in statements("", text, language))


@pytest.mark.parametrize(
    ("language", "text", "unit", "value"),
    [
        ("pl", "Prądu nie miało 12 tys. gospodarstw.", "gospo", 12_000),
        ("ru", "Без света остались 12 тыс. домов.", "=дом", 12_000),
        ("hi", "घायलों को 50 हजार रुपये मिलेंगे।", "#INR", 50_000),
        ("ja", "焼失面積は45ヘクタール。", "#area", 450_000),
        ("zh", "大桥全长12公里。", "#length", 12_000),
        ("tr", "Yangın 03.15'te başladı.", "#clock", 195),
        ("ja", "住宅8棟が全焼した。", "棟", 8),
    ],
)
def test_units_and_scales_are_read(language: str, text: str, unit: str, value: float) -> None:
    [said] = [said for said in statements("", text, language) if said.quantity is not None]
    assert said.quantity is not None
    assert said.unit == (unit,)
    assert (said.quantity.low + said.quantity.high) / 2 == value


def test_the_only_number_of_its_kind_is_agreed_on_whatever_the_words_are() -> None:
    one = "The pilots' strike forced Norlandia to cancel 210 flights to Verda. The union wants 9 percent more pay."
    other = "Norlandia cancels 210 flights to Verda as pilots strike. A rise of nine per cent is demanded."
    assert ("agreed", "%", ["8.5/9.5"]) in _told("en", one, other)


def test_of_those_on_board_an_event_has_one_number() -> None:
    one = "The strike of Norlandia's pilots stranded 18,000 passengers. It cancels 210 flights to Verda, pilots said."
    other = "Norlandia cancels 210 flights to Verda as pilots strike. Some 25,000 travellers were affected."
    assert "aboard" in {unit for relation, unit, _ in _told("en", one, other) if relation == "differ"}


def test_what_became_of_the_next_ones_is_not_said_of_these() -> None:
    found = statements("", "Жертвами обрушения дома в Лесогорске стали 14 человек, спасены 26.", "ru")
    assert [said.unit[0] for said in found if said.kind == "count"] == ["#dead", "#rescued"]


def test_a_year_to_which_a_text_looks_back_parts_nothing() -> None:
    one = "Gas in Marlow County averaged $3.89 a gallon, the highest since 2022."
    assert "differ" in {
        relation for relation, _, _ in _told("en", one, "Gas in Marlow County averaged $3.97 a gallon.")
    }


def test_the_dead_and_the_trains_are_no_sum() -> None:
    one = "Deux trains sont entrés en collision lundi près de Valmont, faisant neuf morts et 20 blessés."
    other = "Le bilan est de onze morts et 20 blessés après la collision de trains près de Valmont."
    assert ("differ", "dead", ["11", "9"]) in _told("fr", one, other)
    one, other = "The flood killed 12 people in Tolk and 7 in Oster.", "The flood killed 19 people in Tolk and Oster."
    assert "differ" not in {relation for relation, _, _ in _told("en", one, other)}


def test_of_three_numbers_of_the_dead_those_stay_that_are_of_one_thing() -> None:
    text = "The storm Helga killed {} people in the hills of Haldor, officials said."
    both = text.format(44) + " In the valley of Orm the storm killed nine people."
    told = _told("en", text.format("six"), both, text.format("nine"))
    assert [values for relation, unit, values in told if (relation, unit) == ("differ", "dead")] == [["44", "6"]]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("pl", "W wybuchu gazu w Brzozowie zginęły trzy osoby, powiedział wojewoda.",
         "Liczba ofiar wybuchu gazu w Brzozowie wzrosła do pięciu.", ["3", "5"]),
        ("nl", "Bij een explosie in een woning in Havendijk vielen twee doden.",
         "Het dodental van de explosie in Havendijk is drie.", ["2", "3"]),
        ("es", "Un derrumbe dejó seis mineros atrapados en la mina de Sora.",
         "Son ocho los mineros atrapados en la mina de Sora.", ["6", "8"]),
        ("de", "Das Unwetter hat in Lindental 35 Häuser abgedeckt.",
         "Das Unwetter hat in Lindental 52 Häuser beschädigt.", ["35", "52"]),
        ("en", "Temperatures reached 44.2 degrees in Palma Vieja.", "Temperatures of 45.1 degrees in Palma Vieja.",
         ["44.2", "45.1"]),
    ],
)  # fmt: skip
def test_accounts_differ(language: str, one: str, other: str, values: list[str]) -> None:
    differing = [shown for relation, _, shown in _told(language, one, other) if relation == "differ"]
    assert list(map(_plain, values)) in [list(map(_plain, shown)) for shown in differing]


def test_sentences_end_behind_times_with_a_point() -> None:
    text = "Gempa terjadi pukul 10.20. Banyak rumah rusak di U.S. Bank."
    assert [text[start:end] for start, end in sentences(text, "id")] == [text[:26], text[27:]]


def test_ordinals_are_no_weekdays() -> None:
    assert not [s for s in statements("", "La segunda noche y la quinta casa.", "es") if s.kind == "day"]
    [day] = [s for s in statements("", "As aulas voltam na segunda-feira, 11 de maio.", "pt") if s.kind == "day"]
    assert day.day is not None
    assert (day.day.month, day.day.day) == (5, 11)


def test_a_day_by_its_number_is_of_the_month_of_the_text() -> None:
    told = _told("ja", "青浜市の工場で3日夜、火事があった。", "青浜市の工場で4日夜、火事があった。")
    assert ("differ", None, ["2026-05-03", "2026-05-04"]) in told
    assert not [s for s in statements("", "青浜市の工場は3日間休む。", "ja") if s.kind == "day"]


def test_undated_accounts_that_name_others_do_not_differ() -> None:
    text = "{} of {} sold 18 tonnes of wheat to {} at {} dollars a tonne, traders said. {} bought it for May."
    one = text.format("Marbec", "Oslo", "Verda", 92, "Verda")
    other = text.format("Ruhl", "Kelso", "Tolland", 99, "Tolland")
    assert "differ" not in {relation for relation, _, _ in _told("en", one, other, days=(None, None))}
    same = text.format("Marbec", "Oslo", "Verda", 99, "Verda")
    assert "differ" in {relation for relation, _, _ in _told("en", one, same, days=(None, None))}


def test_accounts_of_two_weeks_are_not_surely_of_one_event() -> None:
    one, other = "The blast in Tarn killed 12 miners.", "A toll of 15 was given for the mine."
    later = MONDAY + timedelta(days=9)
    assert "differ" not in {relation for relation, _, _ in _told("en", one, other, days=(MONDAY, later))}


_TOLL = "{} people have been killed in the siege of Karimu town, the health office said."


def test_who_does_not_say_the_day_may_have_told_any_of_a_toll_that_rises() -> None:
    texts = [_TOLL.format(dead) for dead in ("Twelve", "Nineteen", "Thirty-one")]
    rising = (MONDAY, MONDAY + timedelta(days=1), None)
    assert [relation for relation, unit, _ in _told("en", *texts, days=rising) if unit == "dead"] == ["series"]
    falling = (MONDAY + timedelta(days=1), MONDAY, None)
    assert [relation for relation, unit, _ in _told("en", *texts, days=falling) if unit == "dead"] == ["differ"]
    assert [relation for relation, unit, _ in _told("en", *texts[:2], days=(MONDAY, None))] == ["differ"]


def test_an_undated_number_beyond_one_that_rose_is_of_a_later_day() -> None:
    texts = (_TOLL.format("246"), _TOLL.format("299"))
    between = "The health office put the dead at 285, with shells still falling."
    rising = (MONDAY, None, MONDAY + timedelta(days=1))
    assert "differ" not in [
        relation for relation, unit, _ in _told("en", *texts, between, days=rising) if unit == "dead"
    ]
    assert "differ" in [relation for relation, unit, _ in _told("en", *texts, days=(MONDAY, None)) if unit == "dead"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Paratroopers uncovered eight tunnels under the walls of Karimu town, the army said.",
            "Paratroopers uncovered 22 tunnels under the walls of Karimu town, the army said.",
        ),
        (
            "Minister Vane met the envoy Ruhl in Karimu town on Sunday, the palace said.",
            "Minister Vane met the envoy Ruhl in Karimu town on Friday, the palace said.",
        ),
    ],
    ids=["count", "day of the week"],
)
def test_what_goes_on_for_a_week_is_counted_anew(one: str, other: str) -> None:
    """What is counted, and the day of this week, differ of two accounts that lie near each other alone."""
    frame = "The siege of Karimu town goes on, and the walls stand."
    later = MONDAY + timedelta(days=5)
    near = _told("en", one, other, frame, days=(MONDAY, MONDAY + timedelta(days=1), MONDAY))
    assert "differ" in [relation for relation, _, _ in near]
    for days in ((MONDAY, later, MONDAY), (MONDAY, None, later)):
        assert "differ" not in [relation for relation, _, _ in _told("en", one, other, frame, days=days)]


def test_what_stays_as_it_is_differs_however_long_a_story_lasts() -> None:
    texts = ("A quake of magnitude 5.6 shook Karimu town.", "The quake that shook Karimu town had a magnitude of 6.4.")
    later = MONDAY + timedelta(days=5)
    assert _told("en", *texts, days=(MONDAY, later)) == [("differ", "magnitude", ["5.55/5.65", "6.35/6.45"])]


def test_the_number_of_an_event_is_the_greatest_where_the_others_are_far_below() -> None:
    """An account that names those of one place besides still gives one number of all."""
    before = "Tarn was shelled again on Monday, and nobody knew for how long. " * 7
    one = f"{before}The number of casualties is 140 dead. In a raid at dawn 15 died near the border with Oslund."
    other = f"{before}The ministry says 166 people have been killed."
    nearer = one.replace("15 died", "110 died")
    assert ("differ", "dead", ["140", "166"]) in _told("en", one, other)
    assert ("differ", "dead", ["140", "166"]) not in _told("en", nearer, other)
