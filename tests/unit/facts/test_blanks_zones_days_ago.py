"""Thousands with blanks, hours with a zone, days that are told as so long ago, and parts of the dead."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.comparison.resolved_days import resolve
from mediawatch.facts.fact_records import Statement, Telling
from mediawatch.facts.statements import statements

WEDNESDAY = date(2026, 5, 6)


def _said(language: str, text: str, words: str) -> list[Statement]:
    first = text.index(words)
    return [one for one in statements("", text, language) if one.start < first + len(words) and one.end > first]


@pytest.mark.parametrize(
    ("language", "text", "words", "number"),
    [
        ("de", "In Altheim demonstrierten 4 000 Menschen gegen das Gesetz.", "4 000", 4_000),
        ("de", "Am 4. Mai 2026 kamen 15 000 Besucher.", "15 000", 15_000),
        ("da", "Mere end 8 200 husstande mistede strømmen.", "8 200", 8_200),
        ("it", "In piazza sono scese 3 500 persone.", "3 500", 3_500),
        ("sl", "Brez elektrike je ostalo 4 200 gospodinjstev.", "4 200", 4_200),
        ("hr", "Bez struje je ostalo 6 300 kućanstava.", "6 300", 6_300),
        ("ro", "Aproximativ 2 500 de persoane au fost evacuate.", "2 500", 2_500),
        ("en", "Some 4 000 people marched through Weltevrede.", "4 000", 4_000),
        ("nl", "Bijna 3\u202f200 huishoudens zitten zonder stroom.", "3\u202f200", 3_200),
        ("en", "On Flight 370 239 passengers left.", "370 239", None),
        ("en", "Call 020 311 122 for help.", "311", None),
        ("fi", "Vuonna 2025 500 ihmistä haki apua.", "500", 500),
        ("fr", "Entre 1 200 et 1 500 personnes ont manifesté.", "1 200 et 1 500", 1_350),
        ("en", "A half-dozen homes burned.", "half-dozen", 6),
        ("en", "Half a dozen homes burned.", "Half a dozen", 6),
    ],
)
def test_numbers_with_blanks(language: str, text: str, words: str, number: float | None) -> None:
    told = [one.quantity for one in _said(language, text, words)]
    if number is None:
        assert told == []
        return
    [quantity] = told
    assert quantity is not None
    middle = quantity.low if quantity.high == float("inf") else (quantity.low + quantity.high) / 2
    assert middle == pytest.approx(number, rel=0.01)


@pytest.mark.parametrize(
    ("language", "text", "unit", "low", "high"),
    [
        ("en", "The quake struck at 09:00 GMT on Thursday.", ("#clock_gmt",), 540, 540),
        ("en", "The bridge will close at 2200 GMT on Friday.", ("#clock_gmt",), 1320, 1320),
        ("en", "Police were called at 9.36 a.m. EST to the school.", ("#clock", "zone EST"), 576, 576),
        ("en", "The shooting was reported around 9:41 a.m.", ("#clock",), 579, 583),
        ("de", "Um 18.00 Uhr MESZ beginnt die Sitzung.", ("#clock", "zone MESZ"), 1080, 1080),
        ("hu", "A rengés helyi idő szerint 14.20-kor történt.", ("#clock",), 860, 860),
        ("ro", "Explozia s-a produs la ora locală 14:20.", ("#clock",), 860, 860),
        ("ko", "지진은 현지시간 오후 2시 20분에 발생했다.", ("#clock",), 860, 860),
        ("hi", "भूकंप स्थानीय समयानुसार दोपहर 2:20 बजे आया।", ("#clock",), 860, 860),
    ],
)
def test_hours_with_a_zone(language: str, text: str, unit: tuple[str, ...], low: float, high: float) -> None:
    hours = [one for one in statements("", text, language) if one.unit and one.unit[0].startswith("#clock")]
    assert [(one.unit, one.quantity.low, one.quantity.high) for one in hours if one.quantity] == [(unit, low, high)]


def test_an_hour_in_brackets_is_that_of_another_place() -> None:
    text = "The truce started at 9 p.m. Cairo time (2 p.m. ET)."
    assert [text[one.start : one.end] for one in statements("", text, "en") if one.unit] == ["9 p.m."]


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "The bridge fell a week ago.", (6, 8)),
        ("en", "She was last seen three days ago.", (3, 3)),
        ("en", "The mine was closed two weeks ago.", (11, 17)),
        ("en", "The clinic burned down last night.", (1, 1)),
        ("en", "The strike began the day before yesterday.", (2, 2)),
        ("en", "The court will rule tomorrow.", (-1, -1)),
        ("de", "Der Streik begann vor drei Tagen.", (3, 3)),
        ("de", "Die Brücke stürzte vor einer Woche ein.", (6, 8)),
        ("fr", "La grève a commencé il y a trois jours.", (3, 3)),
        ("es", "El puente cayó hace una semana.", (6, 8)),
        ("it", "Lo sciopero è iniziato tre giorni fa.", (3, 3)),
        ("pt", "A greve começou há três dias.", (3, 3)),
        ("nl", "De staking begon drie dagen geleden.", (3, 3)),
        ("pl", "Most zawalił się tydzień temu.", (6, 8)),
        ("cs", "Stávka začala před třemi dny.", (3, 3)),
        ("ru", "Забастовка началась три дня назад.", (3, 3)),
        ("uk", "Міст обвалився тиждень тому.", (6, 8)),
        ("bg", "Стачката започна преди три дни.", (3, 3)),
        ("hr", "Štrajk je počeo prije tri dana.", (3, 3)),
        ("sv", "Strejken började för tre dagar sedan.", (3, 3)),
        ("da", "Strejken begyndte for tre dage siden.", (3, 3)),
        ("nb", "Broen raste for en uke siden.", (6, 8)),
        ("fi", "Lakko alkoi kolme päivää sitten.", (3, 3)),
        ("hu", "A sztrájk három napja kezdődött.", (3, 3)),
        ("ro", "Greva a început acum trei zile.", (3, 3)),
        ("el", "Η απεργία άρχισε πριν από τρεις ημέρες.", (3, 3)),
        ("tr", "Grev üç gün önce başladı.", (3, 3)),
        ("ar", "بدأ الإضراب قبل ثلاثة أيام.", (3, 3)),
        ("he", "הגשר קרס לפני שבוע.", (6, 8)),
        ("fa", "اعتصاب سه روز پیش آغاز شد.", (3, 3)),
        ("hi", "हड़ताल तीन दिन पहले शुरू हुई।", (3, 3)),
        ("id", "Jembatan itu runtuh seminggu lalu.", (6, 8)),
        ("vi", "Cuộc đình công bắt đầu ba ngày trước.", (3, 3)),
        ("th", "สะพานถล่มเมื่อสามวันก่อน", (3, 3)),
        ("zh", "罢工3天前开始。", (3, 3)),
        ("ja", "ストは3日前に始まった。", (3, 3)),
        ("ko", "파업은 사흘 전 시작됐다.", (3, 3)),
    ],
)
def test_days_that_are_told_as_so_long_ago(language: str, text: str, days: tuple[int, int]) -> None:
    told = statements("", text, language)
    assert [one.kind for one in told] == ["day"], told
    assert told[0].day is not None
    [(first, last)] = resolve(told[0].day, WEDNESDAY)
    assert ((WEDNESDAY - last).days, (WEDNESDAY - first).days) == days


def test_a_swedish_weekday_that_is_past() -> None:
    [friday] = statements("", "Bron rasade i fredags.", "sv")
    assert friday.day is not None
    assert friday.day.weekday == 4


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "Nine people died, two of them children.", ("@dead", "~%children")),
        ("en", "Nine people died, including two children.", ("@dead", "~%children")),
        ("en", "Jets killed five more people, two of them children.", ("@dead", "~%children")),
        ("fr", "Neuf personnes ont été tuées, dont deux enfants.", ("@dead", "~%children")),
        ("de", "Neun Menschen wurden getötet, darunter zwei Kinder.", ("@dead", "~%children")),
        ("es", "Nueve personas murieron, entre ellas dos niños.", ("@dead", "~%children")),
        ("ru", "Девять человек погибли, в том числе двое детей.", ("@dead", "~%children")),
        ("tr", "İkisi çocuk 23 kişi hayatını kaybetti.", ("cocuk",)),
        ("hu", "Nyolcan vesztették életüket a tűzben.", ("#dead",)),
        ("tr", "İki kişi öldü.", ("#dead",)),
        ("en", "Among the dead were three children, a doctor said.", ("@dead", "~%children")),
        ("de", "Unter den Toten sind drei Kinder.", ("@dead", "~%children")),
        ("es", "Entre los muertos hay tres niños.", ("@dead", "~%children")),
        ("it", "Tra le vittime ci sono tre bambini.", ("@dead", "~%children")),
        ("cs", "V Lipovci voda zaplavila 45 domů a evakuováno bylo 140 lidí.", ("#displaced",)),
        ("hr", "Oštećeno je 60 kuća, petero je ozlijeđenih.", ("#injured",)),
        ("pt", "Descarrilamento em Serena às 7h55: 14 feridos.", ("#clock",)),
        ("hu", "Harmincnál is többen sérültek meg.", ("#injured",)),
        ("en", "The new worlds are about twice the size of the old one.", ("#times",)),
        ("de", "Der See ist doppelt so groß wie früher.", ("#times",)),
        ("it", "Il lago è il doppio di prima.", ("#times",)),
        ("ru", "Озеро вдвое больше прежнего.", ("#times",)),
    ],
)
def test_what_is_told_of_parts_and_multiples(language: str, text: str, unit: tuple[str, ...]) -> None:
    assert unit in [one.unit for one in statements("", text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "पुल 2009 में बना था।"),
        ("bn", "সেতুটি ২০০৯ সালে নির্মিত হয়।"),
        ("ur", "پل 2009 میں تعمیر ہوا۔"),
        ("tr", "Köprü 2009'da yapıldı."),
        ("tr", "Köprü 2009 yılında yapıldı."),
        ("hu", "A híd 2009-ben épült."),
        ("uk", "Міст збудували 2009 року."),
        ("he", "הגשר נבנה ב-2009."),
        ("th", "สะพานสร้างในปี 2552"),
        ("th", "สะพานสร้างเมื่อปี 2009"),
    ],
)
def test_years_alone(language: str, text: str) -> None:
    told = [one.day for one in statements("", text, language) if one.day is not None]
    assert [(day.year, day.is_beside) for day in told] == [(2009, False)]


def test_days_of_the_calendar_of_thailand() -> None:
    [one] = statements("", "สะพานเปิดวันที่ 5 พฤษภาคม 2569", "th")
    assert one.day is not None
    assert (one.day.year, one.day.month, one.day.day) == (2026, 5, 5)


def _differing(*texts: str, publishers: str = "", day: date | None = WEDNESDAY) -> list[list[str]]:
    found = facts(
        Telling(
            n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, "en"),
            publisher=publishers[n - 1 : n],
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


def test_accounts_of_one_event_give_one_number_of_children_among_its_dead() -> None:
    one = "Shells struck the port of Tarn on Wednesday. Nine people died, two of them children, a doctor said."
    other = "Shells struck the port of Tarn on Wednesday. Nine people were killed, including three children."
    assert _differing(one, other) == [["2", "3"]]


def test_hours_of_two_zones_are_not_compared() -> None:
    one = "The truce between Tarn and Oslund began at 9 p.m. on Wednesday."
    assert _differing(one, "The truce between Tarn and Oslund began at 2 p.m. ET on Wednesday.") == []
    assert _differing(one, "The truce between Tarn and Oslund began at 8.30 p.m. ET on Wednesday.") == [
        ["20:30", "21:00"]
    ]


SHELTERS = (
    "The relief agency of Tarn and its chief Mona Velt of Brenna said that 81,000 people had taken refuge in 61 "
    "shelters of the agency in Tarn.",
    "Minister Ada Holm of Oslund and General Bo Lind met 12 envoys from Karsk. The relief agency said people "
    "had sought refuge in the 49 shelters it has opened in Tarn.",
)


def test_two_publishers_need_one_name_in_common() -> None:
    """Undated accounts that name others are of two events; not so those of two publishers that share a name."""
    assert _differing(*SHELTERS, publishers="ab", day=None) == [["49", "61"]]
    assert _differing(*SHELTERS, publishers="aa", day=None) == []


def test_a_group_among_the_dead_is_the_same_however_it_is_told() -> None:
    one = "A footbridge at Dunholm fell on Wednesday. Six people died, two of them children."
    other = "Seven people were killed when the Dunholm footbridge fell on Wednesday. Three children died, too."
    assert ["2", "3"] in _differing(one, other)
