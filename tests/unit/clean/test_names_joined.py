"""Two and three names, joined as each language writes `and`."""

from __future__ import annotations

import pytest
from babel import Locale
from mediawatch.clean.people.names import split_authors
from mediawatch.words.word_lists import MANY, languages

NAMES = {
    "Latn": ("Mira Holt", "Jon Varga", "Ana Reyes"),
    "Cyrl": ("Анна Лебедева", "Иван Петров", "Мария Коваль"),
    "Grek": ("Άννα Παππά", "Νίκος Δήμου", "Μαρία Λάμπρου"),
    "Arab": ("مريم أحمدي", "علي رضائي", "سارة حسن"),
    "Hebr": ("דנה לוי", "יוסי כהן", "מאיה ברק"),
    "Deva": ("अनीता शर्मा", "रवि कुमार", "मीना जोशी"),
    "Beng": ("অনিতা সেন", "রবি দাস", "মিনা বসু"),
    "Taml": ("அனிதா ராஜ்", "ரவி குமார்", "மீனா தேவி"),
    "Telu": ("అనిత రావు", "రవి కుమార్", "మీనా దేవి"),
    "Mlym": ("അനിത നായർ", "രവി കുമാർ", "മീന ദേവി"),
    "Knda": ("ಅನಿತಾ ರಾವ್", "ರವಿ ಕುಮಾರ್", "ಮೀನಾ ದೇವಿ"),
    "Gujr": ("અનિતા શાહ", "રવિ પટેલ", "મીના જોશી"),
    "Guru": ("ਅਨੀਤਾ ਕੌਰ", "ਰਵੀ ਸਿੰਘ", "ਮੀਨਾ ਗਿੱਲ"),
    "Orya": ("ଅନିତା ଦାସ", "ରବି ନାୟକ", "ମୀନା ପଣ୍ଡା"),
    "Sinh": ("අනිතා පෙරේරා", "රවි සිල්වා", "මීනා දිසානායක"),
    "Thai": ("สมชาย ใจดี", "มานี รักไทย", "ปิติ พรชัย"),
    "Laoo": ("ສົມສັກ ວົງສາ", "ມາລີ ພອນ", "ບຸນມີ ໄຊ"),
    "Khmr": ("សុខ ដារា", "ចាន់ នី", "លី ម៉ី"),
    "Mymr": ("အောင်မင်း ထွန်း", "မမ ကြီး", "ကိုကို လွင်"),
    "Ethi": ("አበበ ከበደ", "ሰላም ታደሰ", "ሙሉ ገብሬ"),
    "Geor": ("ანა ბერიძე", "გიორგი ლომიძე", "ნინო კაპანაძე"),
    "Armn": ("Աննա Սարգսյան", "Արամ Պետրոսյան", "Մարի Հակոբյան"),
    "Kore": ("김민수", "이서연", "박지훈"),
    "Jpan": ("山田太郎", "佐藤花子", "鈴木一郎"),
    "Hans": ("王小明", "李美丽", "张伟"),
}
SCRIPTS = {
    **dict.fromkeys(["ar", "fa", "ur", "ps"], "Arab"),
    **dict.fromkeys(["hi", "mr", "ne"], "Deva"),
    **dict.fromkeys(["ru", "uk", "be", "bg", "mk", "sr", "kk", "mn", "ky", "tg", "tt"], "Cyrl"),
    **{"he": "Hebr", "bn": "Beng", "ta": "Taml", "te": "Telu", "ml": "Mlym", "kn": "Knda", "gu": "Gujr", "pa": "Guru"},
    **{"or": "Orya", "si": "Sinh", "th": "Thai", "lo": "Laoo", "km": "Khmr", "my": "Mymr", "am": "Ethi", "ka": "Geor"},
    **{"hy": "Armn", "ko": "Kore", "ja": "Jpan", "zh": "Hans", "el": "Grek"},
}
OTHERWISE = {"ml", "my", "th"}
"""Languages in which CLDR parts three names by a blank or a dash, or has a word behind the last of them."""

OTHERS_WORDS = {"fil", "sl"}
"""Languages whose `and` (at, in) stands before a place or a paper in English."""

ALTERNATIVES = {"cy", "lb"}
"""Languages in which CLDR writes two forms of `and` at once: `a(c)`, `a(n)`."""


@pytest.mark.parametrize("language", sorted({*languages()} - {MANY, "dv"} - OTHERS_WORDS - ALTERNATIVES))
def test_names_are_told_apart(language: str) -> None:
    one, two, three = NAMES[SCRIPTS.get(language, "Latn")]
    patterns = Locale.parse(language)._data["list_patterns"]["standard"]
    assert split_authors(patterns["2"].format(one, two)) == (one, two)
    if language not in OTHERWISE:
        assert split_authors(patterns["start"].format(one, patterns["end"].format(two, three))) == (one, two, three)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("محمد علي وليد", ("محمد علي وليد",)),
        ("أحمد سامي وليد حسن", ("أحمد سامي وليد حسن",)),  # a name that begins with the letter
        ("דנה ורד כהן", ("דנה ורד כהן",)),
        ("欧阳和平", ("欧阳和平",)),
        ("李和平", ("李和平",)),
        ("王小明与李美丽", ("王小明", "李美丽")),
        ("Santiago Ramón y Cajal", ("Santiago Ramón y Cajal",)),
    ],
)
def test_a_letter_of_a_name_is_no_and(line: str, names: tuple[str, ...]) -> None:
    assert split_authors(line) == names
