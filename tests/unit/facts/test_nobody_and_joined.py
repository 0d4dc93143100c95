"""Numbers that count nobody who died or was hurt: animals, names of other things, what became of nobody; numbers in one
word; what parts two results and two temperatures, and what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.cluster.meaning import meanings
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.number_words import number_word
from mediawatch.facts.statements import statements

DAY = date(2026, 5, 5)


def _fates(language: str, text: str) -> list[str]:
    return [
        text[said.start : said.end]
        for said in statements("", text, language)
        if said.kind == "count" and said.unit[0] in ("#dead", "#injured", "#missing")
    ]


def _differing(language: str, one: str, other: str) -> list[tuple[str, ...]]:
    tellings = (
        Telling(n, DAY, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}", statements("", text, language), text)
        for n, text in enumerate((one, other), 1)
    )
    return [fact.values for fact in facts(tellings, meanings) if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Frost killed 3,000 trees in the orchard."),
        ("en", "The hospital treated 40 injured dogs."),
        ("en", "Twelve governing bodies signed the pledge."),
        ("en", "Some 35 relatives of the dead attended the service."),
        ("en", "The ship took 40 tourists across the Dead Sea."),
        ("en", "Three injured-list moves were made."),
        ("en", "None of the 41 passengers was hurt."),
        ("en", "All 23 miners escaped unhurt; no one was injured."),
        ("de", "Keiner der 41 Fahrgäste wurde verletzt."),
        ("de", "Im Zoo starben 12 Pinguine."),
        ("fr", "Le peintre a vendu 12 natures mortes."),
        ("es", "Ninguno de los 41 pasajeros resultó herido."),
        ("it", "Nessuno dei 41 passeggeri è rimasto ferito."),
        ("pt", "Morreram 30 peixes no lago."),
        ("nl", "Bij de brand kwamen 200 varkens om."),
        ("sv", "Ingen av de 41 passagerarna skadades."),
        ("da", "Branden dræbte 2.000 kalkuner."),
        ("nb", "Femten sauer druknet i elva."),
        ("fi", "Kukaan 41 matkustajasta ei loukkaantunut."),
        ("pl", "W pożarze zginęło 200 świń."),
        ("cs", "Nikdo z 41 cestujících nebyl zraněn."),
        ("ru", "Учёные открыли 12 небесных тел."),
        ("uk", "Мороз убив 3000 дерев."),
        ("bg", "Никой от 41 пътници не е пострадал."),
        ("hr", "U požaru je poginulo 30 krava."),
        ("ro", "În incendiu au murit 40 de oi."),
        ("hu", "A 41 utas közül senki sem sérült meg."),
        ("el", "Στη φωτιά πέθαναν 40 πρόβατα."),
        ("tr", "41 yolcudan hiçbiri yaralanmadı."),
        ("ar", "ماتت 40 خروفا في الحريق."),
        ("he", "איש מ-41 הנוסעים לא נפצע."),
        ("fa", "هیچ یک از ۴۱ مسافر زخمی نشد."),
        ("hi", "41 यात्रियों में से कोई घायल नहीं हुआ।"),
        ("bn", "আগুনে ৪০টি গরু মারা গেছে।"),
        ("ur", "41 مسافروں میں سے کوئی زخمی نہیں ہوا۔"),
        ("id", "Api menewaskan 2.000 ekor kalkun."),
        ("vi", "Vụ cháy làm 40 con bò chết."),
        ("th", "ไฟไหม้ทำให้วัวตาย 40 ตัว"),
        ("ja", "火事で牛40頭が死んだ。"),
        ("ko", "승객 41명 중 다친 사람은 없다."),
        ("zh", "大火烧死40头牛。"),
    ],
)
def test_nobody_died_or_was_hurt(language: str, text: str) -> None:
    assert _fates(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "No fewer than 12 people were killed.", "12"),
        ("en", "Rescuers found 15 bodies in the river.", "15"),
        ("en", "Some 40 dog owners were hurt.", "40"),
        ("pt", "Subiu para 28 o número de mortos no deslizamento.", "28"),
        ("de", "Nicht weniger als 12 Menschen wurden getötet.", "12"),
        ("ru", "Погибли 12 доярок и 300 коров.", "12"),
    ],
)
def test_words_beside_them_hide_nobody(language: str, text: str, number: str) -> None:
    found = [text[said.start : said.end] for said in statements("", text, language) if said.kind == "count"]
    fates = [said for said in statements("", text, language) if said.kind == "count" and said.unit[0][0] in "#@"]
    assert number in found
    assert fates


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "The avalanche swept skiers away; four of them died.", "four"),
        ("de", "Die Lawine riss Skifahrer mit, vier von ihnen starben.", "vier"),
        ("it", "La valanga ha travolto sciatori, quattro dei quali sono morti.", "quattro"),
        ("es", "El alud arrastró a esquiadores; cuatro de ellos murieron.", "cuatro"),
        ("ru", "Лавина накрыла лыжников, четверо из них погибли.", "четверо"),
        ("pl", "Lawina porwała w niedzielę narciarzy, czterech z nich zginęło.", "czterech"),
        ("en", "Nineteen people died, four of them in hospital.", "Nineteen"),
        ("fr", "La tornade a endommagé 95 maisons et fait neuf blessés légers.", "neuf"),
        ("de", "Acht Bergleute gelten nach dem Einsturz als vermisst, neun konnten sich retten.", "Acht"),
    ],
)
def test_who_they_are_of_whom_it_is_said(language: str, text: str, number: str) -> None:
    assert _fates(language, text) == [number]


def test_animals_that_died_are_not_all_that_there_were() -> None:
    one = "On the farm in Orva 200 cows died in the fire on Sunday."
    assert _differing("en", one, "On the farm in Orva, where fire broke out on Sunday, there were 350 cows.") == []
    assert _differing("en", one, "On the farm in Orva 240 cows died in the fire on Sunday.") == [("200", "240")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The fire in Orva burned on Sunday 22 houses."),
        ("el", "Η φωτιά έκαψε την Κυριακή 22 σπίτια."),
    ],
)
def test_a_day_before_a_number_is_no_name(language: str, text: str) -> None:
    assert [text[said.start : said.end] for said in statements("", text, language) if said.kind == "count"] == ["22"]


@pytest.mark.parametrize(
    ("language", "word", "value"),
    [
        ("fi", "kaksikymmentäkolme", 23),
        ("fi", "kolmekymmentäyksi", 31),
        ("fi", "satakaksikymmentä", 120),
        ("cs", "třiadvacet", 23),
        ("cs", "pětaosmdesáti", 85),
        ("nb", "treogtyve", 23),
        ("nb", "tjuetre", 23),
        ("sv", "sjuttiotvå", 72),
        ("sv", "trehundra", 300),
        ("hu", "huszonhárman", 23),
        ("hu", "kétszáz", 200),
        ("tr", "yirmibeş", 25),
        ("el", "εικοσιπέντε", 25),
        ("hr", "dvadesetpet", 25),
        ("fi", "yksi", None),
        ("sv", "en", None),
        ("nb", "toen", None),
    ],
)
def test_numbers_in_one_word(language: str, word: str, value: int | None) -> None:
    found = number_word(word, language)
    assert (found and found.value) == value


def test_a_minute_behind_a_blank_counts_nothing() -> None:
    assert [said.kind for said in statements("", "Trains from 18: 50 on run every hour.", "en")] == []
    assert [said.kind for said in statements("", "Toll at 18: 50 people were named.", "en")] == ["count"]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "Rovers won 3-1 at home to City on Sunday.", "City lost 3-2 at Rovers on Sunday.", ("3-1", "3-2")),
        (
            "en",
            "The Orsk Valley had 38.4 degrees on Monday, a record for May.",
            "It was 37.9 degrees Celsius in the Orsk Valley on Monday, a record for May.",
            ("38.35/38.45", "37.85/37.95"),
        ),
        (
            "fr",
            "Un pont s'est effondré lundi à Vernolle, faisant cinq blessés.",
            "Sept personnes ont été blessées lundi dans l'effondrement du pont de Vernolle, un ouvrage de 120 mètres "
            "inauguré en 1962.",
            ("5", "7"),
        ),
        (
            "pt",
            "A Navim anunciou um lucro de 480 milhões de reais no trimestre, mais 6% do que um ano antes.",
            "O lucro trimestral da Navim foi de 480 milhões de reais, uma alta de 9%, informou a empresa.",
            ("5.5/6.5", "8.5/9.5"),
        ),
    ],
)
def test_values_that_differ(language: str, one: str, other: str, values: tuple[str, str]) -> None:
    assert values in _differing(language, one, other)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("hr", "U nedjelju je Petrovac pogodio potres jačine 5,3.", ["5,3"]),
        ("de", "Die Magnitude lag bei 5,3.", ["5,3"]),
        ("cs", "Zraněných je 33.", ["33"]),
        ("cs", "Hořelo ve 33. patře budovy.", []),
    ],
)
def test_a_full_stop_at_the_end_makes_no_ordinal(language: str, text: str, values: list[str]) -> None:
    found = [text[said.start : said.end] for said in statements("", text, language)]
    assert [said for said in found if said in ("5,3", "33")] == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Some 12 people without homes died in the fire."),
        ("en", "12 migrants who could not swim drowned."),
        ("en", "Not fewer than 12 people were killed."),
        ("de", "12 Menschen ohne Obdach starben bei dem Brand."),
        ("fr", "12 personnes sans abri sont mortes de froid."),
        ("es", "12 personas sin hogar murieron en el incendio."),
        ("it", "12 persone senza dimora sono morte nell'incendio."),
        ("ro", "Nu mai puțin de 12 persoane au murit."),
        ("bg", "Не по-малко от 12 души загинаха."),
        ("hr", "Ne manje od 12 ljudi je poginulo."),
        ("cs", "Ne méně než 12 lidí zemřelo."),
        ("hu", "Nem kevesebb mint 12 ember halt meg."),
        ("sv", "Inte mindre än 12 personer dog."),
        ("da", "Ikke mindre end 12 personer døde."),
        ("id", "Tidak kurang dari 12 orang tewas."),
        ("vi", "Không dưới 12 người chết."),
        ("he", "לא פחות מ-12 אנשים נהרגו."),
        ("zh", "事故造成12人不幸遇难。"),
        ("zh", "爆炸致12名未成年人死亡。"),
        ("zh", "事故已造成不少于12人死亡。"),
        ("ja", "逃げ切れなかった12人が死亡した。"),
        ("ko", "안전모를 쓰지 않은 12명이 숨졌다."),
    ],
)
def test_a_denial_of_something_else_leaves_the_dead_dead(language: str, text: str) -> None:
    assert _fates(language, text) == ["12"]
