"""Bounds that are no rounding of the number of another account, and what stands beside numbers that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.comparison.in_order import side_by_side
from mediawatch.facts.comparison.prepared import prepared
from mediawatch.facts.fact_records import Fact, Quantity, Telling
from mediawatch.facts.statements import statements

MONDAY = date(2026, 5, 4)


def _facts(language: str, *texts: str, day: date | None = MONDAY) -> list[Fact]:
    return facts(
        Telling(n, day, datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language))
        for n, text in enumerate(texts, 1)
    )


def _differing(language: str, *texts: str, day: date | None = MONDAY) -> list[list[str]]:
    return [sorted(fact.values) for fact in _facts(language, *texts, day=day) if fact.relation == "differ"]


BOUNDS = [
    (
        "de",
        "Bei dem Zugunglück nahe Altrode sind mindestens 17 Menschen ums Leben gekommen, teilte die Polizei mit.",
        "Das Zugunglück bei Altrode hat 23 Todesopfer gefordert. 63 Reisende wurden verletzt.",
        ["17/..", "23"],
    ),
    (
        "fr",
        "L'incendie de l'immeuble de Vauray a fait au moins 12 morts, selon les pompiers.",
        "Quinze personnes sont mortes dans l'incendie d'un immeuble à Vauray. Quelque 140 habitants ont été évacués.",
        ["12/..", "15"],
    ),
    (
        "es",
        "La explosión en la fábrica de Belmora dejó más de 30 heridos y 4 muertos, informó la policía el lunes.",
        "Seis muertos y 52 heridos por la explosión en la fábrica de Belmora, según el hospital.",
        ["30/..", "52"],
    ),
    (
        "it",
        "Il crollo del ponte di Valscura ha provocato almeno nove vittime, hanno detto i pompieri.",
        "Quattordici persone sono morte nel crollo del ponte di Valscura.",
        ["14", "9/.."],
    ),
    (
        "pt",
        "O deslizamento em Serra Alta matou pelo menos 21 pessoas, disse a Defesa Civil.",
        "Subiu para 28 o número de mortos no deslizamento em Serra Alta. 450 famílias ficaram desalojadas.",
        ["21/..", "28"],
    ),
    (
        "ru",
        "Не менее 13 человек погибли при взрыве на шахте в Каменском, сообщили спасатели.",
        "При взрыве на шахте в Каменском погибли 19 человек.",
        ["13/..", "19"],
    ),
    (
        "tr",
        "Karasu'daki fabrika patlamasında en az 6 kişi öldü, valilik açıkladı.",
        "Karasu'daki fabrika patlamasında 10 kişi öldü, 58 kişi yaralandı.",
        ["10", "6/.."],
    ),
    (
        "fi",
        "Ainakin neljä ihmistä kuoli kaivosonnettomuudessa Kivijärvellä maanantaina. Yli 20 loukkaantui.",
        "Seitsemän ihmistä kuoli ja 36 loukkaantui kaivosonnettomuudessa Kivijärvellä.",
        ["4/..", "7"],
    ),
    (
        "el",
        "Τουλάχιστον οκτώ άνθρωποι σκοτώθηκαν από την πλημμύρα στη Λιβαδιά τη Δευτέρα.",
        "Δεκατρείς άνθρωποι σκοτώθηκαν από την πλημμύρα στη Λιβαδιά.",
        ["13", "8/.."],
    ),
    (
        "ar",
        "قُتل ما لا يقل عن 18 شخصا في انفجار بمصنع في مدينة النخيل، وفق الشرطة يوم الاثنين. وأصيب أكثر من 40 آخرين.",
        "أسفر انفجار في مصنع بمدينة النخيل عن مقتل 27 شخصا وإصابة 66 آخرين.",
        ["18/..", "27"],
    ),
    (
        "hi",
        "रामगढ़ में बस दुर्घटना में कम से कम 15 लोगों की मौत हो गई, पुलिस ने सोमवार को बताया। 20 से अधिक लोग घायल हुए।",
        "रामगढ़ में बस दुर्घटना में 22 लोगों की मौत हो गई और 37 लोग घायल हुए।",
        ["15/..", "22"],
    ),
    (
        "zh",
        "林川一家化工厂周一发生爆炸，造成至少8人死亡，30多人受伤。",
        "林川化工厂爆炸已造成13人死亡、52人受伤。",
        ["30/..", "52"],
    ),
    (
        "ja",
        "山北町で月曜日、バスが崖から転落し、少なくとも7人が死亡、20人以上がけがをした。",
        "山北町のバス転落事故で11人が死亡、34人がけがをした。",
        ["11", "7/.."],
    ),
    (
        "ko",
        "산내면의 한 공장에서 월요일 폭발이 일어나 최소 5명이 숨지고 20명 이상이 다쳤다.",
        "산내면 공장 폭발로 9명이 숨지고 33명이 다쳤다.",
        ["5/..", "9"],
    ),
    (
        "id",
        "Sedikitnya 16 orang tewas akibat longsor di Desa Sukamaju, kata badan bencana.",
        "Longsor di Desa Sukamaju menewaskan 24 orang.",
        ["16/..", "24"],
    ),
    (
        "cs",
        "Nejméně šest lidí zemřelo při požáru domova v Horní Lhotě, uvedla policie v pondělí.",
        "Při požáru domova v Horní Lhotě zemřelo deset lidí a 41 jich bylo zraněno.",
        ["10", "6/.."],
    ),
    (
        "ro",
        "Cel puțin nouă persoane au murit în explozia de la Valea Mare, a anunțat luni poliția.",
        "Paisprezece persoane au murit și 57 au fost rănite în explozia de la Valea Mare.",
        ["14", "9/.."],
    ),
]


@pytest.mark.parametrize(("language", "one", "other", "values"), BOUNDS, ids=[case[0] for case in BOUNDS])
def test_a_bound_that_is_no_rounding_of_another_number_differs(
    language: str, one: str, other: str, values: list[str]
) -> None:
    """Who knew of 23 dead would not have said `at least 17`, though both can be true."""
    assert values in _differing(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other", "values"), [case for case in BOUNDS if case[0] in {"de", "es", "ru", "ja", "zh"}]
)
def test_so_it_does_between_accounts_that_say_no_day(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in _differing(language, one, other, day=None)


ROUNDED = [
    (
        "en",
        [
            "More than 20 people died when a bus fell into a ravine near Harrow on Monday.",
            "Twenty-six people died when a bus fell into a ravine near Harrow.",
            "At least 25 people died in the bus crash near Harrow.",
        ],
    ),
    (
        "de",
        [
            "Mehr als 1.000 Menschen demonstrierten am Montag in Lindental.",
            "In Lindental demonstrierten 1.350 Menschen gegen den Bau.",
            "Rund 1.300 Menschen demonstrierten in Lindental.",
        ],
    ),
    (
        "fr",
        [
            "Plus de 400 logements ont été inondés à Vauray lundi.",
            "À Vauray, 437 logements ont été inondés.",
            "Environ 430 logements ont été inondés à Vauray.",
        ],
    ),
    (
        "es",
        [
            "Unas 70 personas fueron evacuadas en Belmora el lunes.",
            "En Belmora fueron evacuadas 72 personas.",
            "Más de 70 personas fueron evacuadas en Belmora.",
        ],
    ),
    (
        "ru",
        [
            "Более 50 человек пострадали при пожаре в Озёрске в понедельник.",
            "При пожаре в Озёрске пострадали 56 человек.",
            "Около 55 человек пострадали при пожаре в Озёрске.",
        ],
    ),
]


@pytest.mark.parametrize(("language", "texts"), ROUNDED)
def test_a_bound_that_another_number_rounds_down_to_is_no_difference(language: str, texts: list[str]) -> None:
    assert _differing(language, *texts) == []


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("Forecasters said up to 12 inches of rain could fall on Oslund and Tarn on Monday as the storm passed.",
         "Up to 60 cm of rain could fall on Oslund and Tarn as the storm passed, the forecasters said.",
         ["0/0.3048", "0/0.6"]),
        ("Some 72 villagers, many of them farmers, were killed in the raid on Harrow, the mayor said.",
         "A raid on Harrow killed 61 villagers, the mayor said.", ["61", "70.2/73.8"]),
        ("At least 67 people – some soldiers but many farmers – were killed in the raid on Harrow.",
         "The raid on Harrow killed 61 people, the mayor said.", ["61", "67/.."]),
    ],
)  # fmt: skip
def test_bounds_and_asides(one: str, other: str, values: list[str]) -> None:
    assert values in _differing("en", one, other)


def test_numbers_far_beyond_a_bound_are_of_something_else() -> None:
    one = "At least 18 people were killed by a strike on the house of a commander in Tarn, officials said."
    other = "The ministry said 166 people have been killed in strikes on Tarn, officials said."
    assert _differing("en", one, other) == []


def test_the_dead_are_of_one_thing_where_the_injured_beside_them_are() -> None:
    texts = (
        "Four people were killed and 70 hurt when a shell struck the Selby clinic.",
        '"Five people, I gather, were killed, and 15 were hurt, including nurses," a doctor said. Ten died at Oslund.',
    )
    said = prepared(
        [
            Telling(n, MONDAY, datetime(2026, 5, 4, n, tzinfo=UTC), f"file://t/{n}", statements("", text, "en"))
            for n, text in enumerate(texts, 1)
        ]
    )
    hurt = [place for place, one in enumerate(said) if one.statement.unit == ("#injured",)]
    groups = {place: hurt if place in hurt else [place] for place in range(len(said))}
    found = [[said[place].value for place in pair] for pair in side_by_side(said, groups)]
    assert found == [[Quantity(4, 4), Quantity(5, 5)]]


def test_sums_of_many_digits_that_are_nearly_the_same_are_of_one_thing() -> None:
    one = "A whale came ashore at Port Helm. The highest bid of the auction was $2,025."
    other = "Port Helm put its whale up for sale. The auction ended at a bid of $2,075."
    assert ["2024.5/2025.5", "2074.5/2075.5"] in _differing("en", one, other)


def test_two_numbers_of_dead_that_are_nearly_the_same_are_of_one_thing() -> None:
    one = (
        "The truce did not hold for a day. Nobody in the border towns had believed in it. Shops stayed shut, and the "
        "sirens went on. Schools will not open before next week, the council of the largest town decided after a long "
        "and angry meeting. Since the fighting began 197 people were killed, officials of the coast said in the "
        "evening, when the last convoy had come in and the hospital counted its beds."
    )
    other = (
        "A cook was hit by a shell. He had brought food to soldiers near the crossing. Diplomats were expected to fly "
        "in. The market of the old quarter burned for hours, and the wind carried its smoke far out over the sea and "
        "the harbour. Health officials say 194 fishermen were killed over the past week along the shore."
    )
    assert ["194", "197"] in _differing("en", one, other)


def test_the_only_numbers_of_one_noun_differ() -> None:
    one = "The relief agency said that 8,100 people slept on mats in 61 agency shelters in Tarn, and that rain fell."
    other = "The agency for relief has opened shelters. In Tarn, it runs 49 shelters, and expects more to be needed."
    assert ["49", "61"] in _differing("en", one, other)


def test_two_numbers_a_little_apart_are_of_one_time() -> None:
    one = "The toll in Tarn has reached 536 killed since the fighting started on July 8, health officials said."
    other = "The toll in Tarn reached 548 killed, health officials said on Monday, as four died in a clinic."
    assert ["536", "548"] in _differing("en", one, other)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("fr", "L'incendie de Vauray a coûté la vie à 15 personnes.", 15),
        ("it", "Il crollo del ponte è costato la vita a 14 persone.", 14),
        ("hu", "Tizenegy ember halt meg a balesetben.", 11),
        ("hu", "Huszonhárom ember meghalt a balesetben.", 23),
        ("ro", "Paisprezece persoane au murit în explozie.", 14),
        ("el", "Δεκατρείς άνθρωποι σκοτώθηκαν από την πλημμύρα.", 13),
        ("cs", "Při požáru zemřelo osmnáct lidí.", 18),
        ("bg", "Тринадесет души загинаха при пожара.", 13),
        ("hr", "U požaru je poginulo šesnaest osoba.", 16),
        ("fi", "Onnettomuudessa kuoli seitsemäntoista ihmistä.", 17),
        ("fa", "هفده نفر در این آتش سوزی کشته شدند.", 17),
    ],
)
def test_the_dead_in_words(language: str, text: str, number: int) -> None:
    [said] = [one for one in statements("", text, language) if one.unit[:1] == ("#dead",)]
    assert said.quantity is not None
    assert said.quantity.low == number


def test_a_toll_of_bounds_that_is_seen_to_rise_is_a_series() -> None:
    texts = (
        ("Officials in Tarn say 246 people have been killed and more than 1,850 injured.", date(2026, 5, 7)),
        ("More than 2,000 people have been injured in Tarn, officials say.", date(2026, 5, 8)),
        ("More than 900 people have been injured in Tarn, officials say.", None),
    )
    found = facts(
        Telling(n, day, datetime(2026, 5, 8, n, tzinfo=UTC), f"file://t/{n}", statements("", text, "en"))
        for n, (text, day) in enumerate(texts, 1)
    )
    assert [fact.relation for fact in found if fact.unit == "injured"] == ["series"]


def test_bounds_that_fall_are_no_series() -> None:
    texts = (
        ("At least 72 people were killed in the raid on Tarn, the mayor said.", date(2026, 5, 7)),
        ("At least 67 people were killed in the raid on Tarn, the mayor said.", date(2026, 5, 8)),
    )
    found = facts(
        Telling(n, day, datetime(2026, 5, 8, n, tzinfo=UTC), f"file://t/{n}", statements("", text, "en"))
        for n, (text, day) in enumerate(texts, 1)
    )
    assert [fact.relation for fact in found if fact.unit == "dead"] == ["differ"]
