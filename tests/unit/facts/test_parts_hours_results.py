"""Parts of a whole, times of day and results: how they are read, and when two accounts differ in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.statements import statements

MONDAY = date(2025, 5, 5)


def _found(language: str, *texts: str) -> list[Fact]:
    return facts(
        Telling(n, MONDAY, datetime(2025, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate(texts, 1)
    )


def _told(language: str, *texts: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(fact.relation, fact.values) for fact in _found(language, *texts)]


def _differ(language: str, *texts: str) -> list[tuple[str, ...]]:
    return [fact.values for fact in _found(language, *texts) if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "text", "percent"),
    [
        ("en", "Two-thirds of pupils left.", 66.7), ("en", "One in five pupils left.", 20),
        ("en", "Seven in 10 pupils left.", 70), ("en", "Nearly half stayed at home.", 50),
        ("en", "Three-quarters of pupils left.", 75),
        ("de", "Drei Viertel der Schüler gingen.", 75), ("de", "Jeder fünfte Schüler ging.", 20),
        ("fr", "Quatre élèves sur dix sont partis.", 40),
        ("fr", "Un tiers des élèves est parti.", 33.3),
        ("es", "Uno de cada cinco alumnos salió.", 20), ("pt", "Um terço dos alunos saiu.", 33.3),
        ("it", "Metà degli alunni è uscita.", 50),
        ("nl", "Driekwart van de leerlingen vertrok.", 75),
        ("ru", "Каждый пятый ученик ушел.", 20), ("pl", "Jedna trzecia uczniów wyszła.", 33.3),
        ("tr", "Öğrencilerin üçte ikisi gitti.", 66.7), ("hi", "दो तिहाई छात्र चले गए।", 66.7),
        ("bn", "এক তৃতীয়াংশ ছাত্র চলে গেছে।", 33.3), ("ar", "غادر ثلث الطلاب.", 33.3),
        ("id", "Sepertiga siswa pergi.", 33.3),
        ("zh", "三分之一的学生离开了。", 33.3),
        ("zh", "3分之1的学生离开了。", 33.3),
        ("ja", "生徒の3分の1が帰った。", 33.3),
    ],
)  # fmt: skip
def test_a_part_of_a_whole_is_a_percentage(language: str, text: str, percent: float) -> None:
    [found] = [said for said in statements("", text, language) if said.unit == ("#percent",)]
    assert found.quantity is not None
    assert found.quantity.low <= percent <= found.quantity.high


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He came half an hour late."),
        ("en", "It took a quarter of a century."),
        ("en", "A third man fled."),
        ("en", "It killed three in 10 days."), ("en", "Orrex fell in the third quarter."),
        ("fr", "Un quart d'heure plus tard il partit."), ("ru", "Вторая половина прошла."),
        ("de", "In der zweiten Hälfte fiel ein Tor."),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_part_is_none(language: str, text: str) -> None:
    assert not [said for said in statements("", text, language) if said.unit == ("#percent",)]


@pytest.mark.parametrize(
    ("language", "text", "hour"),
    [
        ("en", "It began at 7:30 pm.", 19.5),
        ("en", "It began at 07:30.", 7.5),
        ("en", "It began at 5 p.m. on time.", 17),
        ("de", "Es begann um 19.15 Uhr.", 19.25), ("fr", "Cela a commencé à 7h30.", 7.5),
        ("es", "Empezó a las 7.30 de la tarde.", 19.5),
        ("pt", "Começou às 19h15.", 19.25),
        ("it", "Iniziò alle 7.30.", 7.5),
        ("nl", "Het begon om 7.30 uur.", 7.5),
        ("ru", "Это началось в 19:15.", 19.25),
        ("tr", "Saat 07.30'da başladı.", 7.5),
        ("id", "Itu dimulai pukul 07.30 pagi.", 7.5), ("hi", "यह शाम 7:30 बजे शुरू हुआ।", 19.5),
        ("ar", "بدأ الساعة 7:30 مساء.", 19.5),
        ("zh", "下午7时30分开始。", 19.5),
        ("ja", "午後7時30分に始まった。", 19.5),
    ],
)  # fmt: skip
def test_a_time_of_day(language: str, text: str, hour: float) -> None:
    [found] = [said for said in statements("", text, language) if said.unit == ("#clock",)]
    assert found.quantity is not None
    assert found.quantity.low <= hour * 60 <= found.quantity.high


@pytest.mark.parametrize(
    "text",
    [
        "It began at 7:30.",  # in the morning or in the evening
        "It began at 16:00 GMT.", "It is open from 9 am to 5 pm.", "She ran it in 2:07:30.", "They won 21:19.",
        "The sea rose by 7.30 metres.",
    ],
)  # fmt: skip
def test_what_is_no_known_time_of_day(text: str) -> None:
    assert not [said for said in statements("", text, "en") if said.unit == ("#clock",)]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "Fire broke out in the Velmar depot at 7:30 am, the brigade said.",
         "The brigade came to the Velmar depot at 9.45am when fire broke out.", ("07:30", "09:45")),
        ("en", "The Torvik bridge blast happened at about 14:10 local time.",
         "The blast at the Torvik bridge happened at 16:30 local time.", ("14:10", "16:30")),
        ("en", "Lenton United beat Marsh Town 3-1 in the final on Saturday.",
         "Lenton United won the final against Marsh Town 3-2 on Saturday.", ("3-1", "3-2")),
        ("en", "A third of residents of Morvale oppose the dam, a survey by Kant found.",
         "A survey by Kant found that 45 percent of Morvale residents oppose the dam.", ("31.635/34.965", "44.5/45.5")),
        ("en", "Officials revised the toll of the Tolk landslide down to 31 from 44.",
         "The Tolk landslide killed 44 people, officials said.", ("31", "44")),
        ("en", "The ship Halden was towed to port with 14 crew aboard.",
         "The ship Halden, with a crew of 19 aboard, was towed to port.", ("14", "19")),
        ("en", "The port of Velmar is closed; the number of dockers on strike rose to 340.",
         "Some 520 dockers are on strike in the port of Velmar.", ("340", "468/572")),
        ("en", "Berta Lund, the novelist, has died in Oster aged 83.",
         "Berta Lund, 81, died in Oster.", ("83", "81")),
        ("fr", "Orrex va supprimer 1 200 postes dans son usine de Velmar.",
         "Dans son usine de Velmar, Orrex va supprimer 1 800 postes.", ("1150/1250", "1750/1850")),
        ("hi", "टोरविक बस हादसे में 31 लोगों की मौत हो गई।", "टोरविक बस हादसे ने 28 लोगों की जान ली।", ("31", "28")),
        ("nl", "Bij het busongeluk bij Torvik zijn 31 mensen omgekomen.",
         "Het busongeluk bij Torvik heeft aan 28 mensen het leven gekost.", ("31", "28")),
        ("tr", "Ankete göre Morvale sakinlerinin üçte biri baraja karşı.",
         "Ankete göre Morvale sakinlerinin yüzde 45'i baraja karşı.", ("31.635/34.965", "44.5/45.5")),
        ("ru", "Треть жителей Морвейла выступает против плотины, показал опрос.",
         "Опрос показал, что 45 процентов жителей Морвейла выступают против плотины.", ("31.635/34.965", "44.5/45.5")),
        ("zh", "维尔马仓库火灾于上午7时30分发生。", "维尔马仓库火灾发生于上午9时15分。", ("07:30", "09:15")),
    ],
)  # fmt: skip
def test_accounts_differ(language: str, one: str, other: str, values: tuple[str, ...]) -> None:
    assert _differ(language, one, other) == [values]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "A third of residents of Morvale oppose the dam.",
         "The survey found that 33 percent of Morvale residents oppose the dam."),
        ("en", "Nearly three-quarters of those asked in Morvale said yes.",
         "In Morvale 74 percent of those asked said yes."),
        ("en", "Lenton United led Marsh Town 1-0 at half-time.", "Lenton United beat Marsh Town 3-1."),
        ("en", "A first blast hit the Torvik market at 10:15 am.", "A second blast hit the Torvik market at 10:45 am."),
        ("en", "Tickets for adults cost $12 at the Brisk festival.",
         "Tickets for children cost $7 at the Brisk festival."),
        ("en", "The flood killed 12 people in Tolk and 7 in Oster.", "The flood killed 19 people in Tolk and Oster."),
        ("en", "The party won 54 seats in the upper house of Marenia.",
         "The party won 21 seats in the lower house of Marenia."),
        ("en", "The quake hit about 400km (250 miles) north of Oster.", "The quake hit 373 km north of Oster."),
        ("en", "Last year 340 fires were reported in Marenia.", "This year 410 fires were reported in Marenia."),
        ("es", "La fábrica de Velmar abrió a las 7.30 horas.", "La fábrica de Velmar abrió a las 7.30 horas."),
        ("de", "Zwei Drittel der Wähler in Oster stimmten zu.", "In Oster stimmten 67 Prozent der Wähler zu."),
        ("hi", "पिछले साल टोरविक में 120 घर बने।", "इस साल टोरविक में 180 घर बने।"),
        ("zh", "托尔维克去年建成120套住房。", "托尔维克今年建成180套住房。"),
        ("ru", "В прошлом году в Торвике построили 120 домов.", "В этом году в Торвике построили 180 домов."),
    ],
)  # fmt: skip
def test_these_are_no_differences(language: str, one: str, other: str) -> None:
    assert _differ(language, one, other) == []


def test_one_number_of_an_event_differs_whatever_the_words_are() -> None:
    one = "Eight people lost their lives on Friday. The blast tore through Ashfield Street 4,312 metres off."
    other = "It is 4,312 metres from Ashfield Street. Officials speak of three dead, down from eight."
    assert ("8", "3") in _differ("en", one, other)
    apart = one.replace("4,312", "90").replace("Ashfield Street", "a street")
    assert _differ("en", apart, other) == []  # they agree on nothing else, and share no name
    assert ("8", "3") not in _differ("en", one.replace("on Friday", "in 1998"), other)  # another event
    assert ("40", "3") not in _differ("en", one.replace("Eight", "Forty"), other)  # of one size


@pytest.mark.parametrize(
    "text",
    [
        "They search for the missing Boeing 777.", "Call 0131 311 3131 for the dead.",
        "Among the dead was an 11-month-old baby.",
    ],
)  # fmt: skip
def test_what_counts_nobody(text: str) -> None:
    assert not [said for said in statements("", text, "en") if said.kind == "count"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge will be opened on Thursday.", "2025-05-08"),
        ("The bridge was opened on Thursday.", "2025-05-01"),
        ("The bridge was opened last August.", "2024-08-01/2024-08-31"),
        ("The bridge was opened in August last year.", "2024-08-01/2024-08-31"),
        ("The bridge was opened in January last year.", "2024-01-01/2024-01-31"),
    ],
)
def test_the_day_that_is_meant(text: str, day: str) -> None:
    [(_, values)] = _told("en", text, text)
    assert values == (day,)


def test_what_is_said_of_a_span_of_years_is_said_of_both() -> None:
    found = _told("en", "She led the Tarn choir from 1980 to 1988.", "From 1980 to 1988 she led the choir of Tarn.")
    assert sorted(values for _, values in found) == [("1980-01-01/1980-12-31",), ("1988-01-01/1988-12-31",)]


def test_a_year_beside_a_noun_agrees_and_does_not_differ() -> None:
    assert _told("en", "He led the 2005 inquiry into Tarn.", "In 2005 he led the inquiry into Tarn.") == [
        ("agreed", ("2005-01-01/2005-12-31",))
    ]
    assert _differ("en", "He led the 2005 inquiry into Tarn.", "In 2006 he led the inquiry into Tarn.") == []


def test_texts_without_a_day_differ_only_where_they_agree_on_as_many_numbers() -> None:
    def told(day: date | None, *texts: str) -> list[str]:
        found = facts(
            Telling(n, day, datetime(2025, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, "en"))
            for n, text in enumerate(texts, 1)
        )
        return [fact.relation for fact in found if fact.kind == "count"]

    one, other = "Orrex will cut 1,200 jobs in Velmar.", "In Velmar 1,800 jobs will be cut by Orrex."
    assert told(MONDAY, one, other) == ["differ"]
    assert told(None, one, other) == []
    assert told(None, f"{one} It has 4,312 machines.", f"{other} It runs 4,312 machines.") == ["differ", "agreed"]


@pytest.mark.parametrize(
    "text", ["BBC Two's guests left.", "He left after Channel Two left.", "Pupils of 5 and 10 left."]
)
def test_numbers_within_names_and_lists_are_none(text: str) -> None:
    assert [said for said in statements("", text, "en") if said.quantity and said.quantity.low == 2] == []


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Six people were killed in 20 strikes on Tarn.", {6}),
        ("The death toll in Tarn stood at 44 Saturday.", {44}),
    ],
)
def test_a_number_of_places_is_none_of_people(text: str, dead: set[float]) -> None:
    found = [said for said in statements("", text, "en") if said.unit[:1] == ("#dead",)]
    assert {said.quantity.low for said in found if said.quantity} == dead


def test_the_exact_figure_in_brackets_is_what_is_told() -> None:
    found = statements("", "Almost half (47%) of pupils left.", "en")
    assert [(said.quantity.low, said.quantity.high) for said in found if said.quantity] == [(46.5, 47.5)] * 2


def test_a_value_whose_own_form_says_what_it_is_has_no_unit_beside_it() -> None:
    """Pages and messages write the unit behind the value: `07:30 clock` is nobody's word."""
    game = ("Lenton United beat Marsh Town 3-1 in the final.", "Lenton United won the final against Marsh Town 3-2.")
    fire = ("The depot fire in Velmar began at 7:30 am.", "The fire at the Velmar depot began at 9:45 am.")
    for texts in (game, fire):
        [unit] = {fact.unit for fact in _found("en", *texts) if fact.relation == "differ"}
        assert unit is None
    [measured] = _found("en", "The Velmar bridge is 40 metres long.", "The bridge in Velmar is 40 metres long.")
    assert measured.unit == "m"
