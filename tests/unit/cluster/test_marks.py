"""Marks: what carries over from one language into another."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.cluster import text_words
from mediawatch.cluster.across import KEYS, SHARED, keys, links, told_by
from mediawatch.cluster.marks import LEAST_DIGITS, consonants, marks, sound, told
from mediawatch.cluster.records import Account, Frequencies, Mark

DAY = datetime(2026, 5, 1, tzinfo=UTC)
WINDOW = Frequencies(documents=1000, counts={"n:monday": 900})
EVENT = {
    "en": "Rescuers found 26 people under a hotel in Velmar, mayor Tilda Brandt said. The firm "
    "Orsalin built it in 1974.",
    "de": "Retter fanden 26 Menschen unter einem Hotel in Velmar, sagte die Bürgermeisterin Tilda "
    "Brandt. Gebaut hat es "
    "1974 die Firma Orsalin.",
    "hi": "बचावकर्मियों को वेलमार के एक होटल के नीचे 26 लोग मिले, "
    "यह बात मेयर टिल्डा ब्रांट ने कही। इसे 1974 में ओरसालिन कंपनी ने बनाया था।",
    "ru": "Спасатели нашли 26 человек под гостиницей в городе Велмар, сказала мэр Тильда Брандт. "
    "Построила её в 1974 году "
    "фирма Орсалин.",
    "ka": "მაშველებმა ველმარში სასტუმროს ქვეშ 26 ადამიანი იპოვეს, თქვა მერმა ტილდა ბრანდტმა. "
    "1974 წელს ის ფირმა ორსალინმა ააშენა.",
}


def unknown(stories: set[int]) -> Mapping[int, bytes]:
    """Nothing is known of what stories say: these tests are of marks alone."""
    return {}


def account(number: int, language: str, text: str, day: int = 0, *, dated: bool = True) -> Account:
    when = DAY + timedelta(days=day)
    return Account(number, language, when, when, dated, marks("", text, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Putin", "Путин"), ("Soleimani", "Soleymani"), ("Shevchenko", "Шевченко"), ("Brandt", "Брандт")],
)
def test_names_sound_alike_in_two_scripts(one: str, other: str) -> None:
    assert sound(one)[:5] == sound(other)[:5]


def test_scripts_without_vowels_keep_the_consonants() -> None:
    assert consonants("Soleimani") == consonants("سليماني") == "slmn"


def test_what_is_a_mark() -> None:
    found = marks("", "Then the mayor, Tilda Brandt, told India that 1,200 of 9 boats had left. Then it rained.", "en")
    assert set(found) == {
        "n:tilda",
        "k:tld",
        "n:brandt",
        "k:brndt",
        "@IN",
        "#1.200",
    }  # no word that only begins a sentence
    assert found["n:brandt"] == Mark(1, "Brandt")
    assert LEAST_DIGITS == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "印度总理星期一在电话中说。"),
        ("ar", "قال رئيس وزراء الهند يوم الاثنين"),
        ("ru", "Россия и Индия"),
        ("hi", "भारत ने कहा"),
    ],
)
def test_countries_are_known_by_the_names_that_a_language_has_for_them(language: str, text: str) -> None:
    assert "@IN" in marks("", text, language)


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("en", "They flew to South Korea, the UK and Turkey. Give us the U.S. list.", {"@KR", "@GB", "@TR", "@US"}),
        ("de", "Von Großbritannien in die USA und nach Südkorea.", {"@GB", "@US", "@KR"}),
        ("fr", "La Corée du Sud, les États-Unis et le Royaume-Uni.", {"@KR", "@US", "@GB"}),
        ("es", "EE.UU., EE UU y EEUU con Corea del Sur.", {"@US", "@KR"}),
        ("pt", "Os EUA, o Reino Unido e o Vietname.", {"@US", "@GB", "@VN"}),
        ("ru", "В Соединённых Штатах и США, в России и на Украине, в Южной Корее.", {"@US", "@RU", "@UA", "@KR"}),
        ("pl", "W Rosji, na Ukrainie i w Stanach Zjednoczonych.", {"@RU", "@UA", "@US"}),
        ("cs", "V Rusku a na Ukrajině.", {"@RU", "@UA"}),
        ("tr", "ABD ve Güney Kore ile İngiltere.", {"@US", "@KR", "@GB"}),
        ("id", "AS dan Inggris, as roda.", {"@US", "@GB"}),
        ("hi", "अमेरिका और दक्षिण कोरिया", {"@US", "@KR"}),
        ("ar", "قالت الولايات المتحدة إن السعودية", {"@US", "@SA"}),
        ("zh", "美國和韩国在香港", {"@US", "@KR", "@HK"}),
        ("ja", "米国と韓国", {"@US", "@KR"}),
        ("vi", "Mỹ, Anh và Hàn Quốc", {"@US", "@GB", "@KR"}),
    ],
)
def test_countries_are_known_by_their_common_names_and_forms(language: str, text: str, codes: set[str]) -> None:
    assert {mark for mark in marks("", text, language) if mark.startswith("@")} == codes


def test_stories_of_one_event_are_linked_with_what_they_share() -> None:
    one, other = account(7, "en", EVENT["en"]), account(3, "de", EVENT["de"])
    [link] = links([(one, other), (other, one)], WINDOW, unknown)
    assert (link.story_id, link.other_story_id) == (3, 7)
    assert {"Velmar", "Tilda", "Brandt", "26"} <= set(link.shared)
    [link] = links([(one, account(9, "ru", EVENT["ru"]))], WINDOW, unknown)
    assert "Velmar = Велмар" in link.shared
    [link] = links([(one, account(9, "hi", EVENT["hi"]))], WINDOW, unknown)
    assert "Velmar = वेलमार" in link.shared
    [link] = links([(one, account(9, "ka", EVENT["ka"]))], WINDOW, unknown)
    assert "Tilda = ტილდა" in link.shared


def test_no_link_within_a_language_nor_by_too_few_marks_nor_far_apart() -> None:
    one = account(1, "en", EVENT["en"])
    assert not links([(one, account(2, "en", EVENT["en"]))], WINDOW, unknown)
    assert not links([(one, account(2, "de", "In Velmar fuhr am Montag kein Zug, sagte Tilda."))], WINDOW, unknown)
    assert not links([(one, account(2, "de", EVENT["de"], day=30))], WINDOW, unknown)
    assert links([(one, account(2, "de", EVENT["de"], day=30, dated=False))], WINDOW, unknown)
    assert SHARED == 3


def test_a_story_has_the_marks_of_its_articles_and_is_found_by_the_rarest() -> None:
    together = told_by([{"n:a": Mark(1, "A"), "n:b": Mark(2, "B")}, {"n:a": Mark(4, "AA")}])
    assert together == {"n:a": Mark(5, "A"), "n:b": Mark(2, "B")}
    rare = {f"n:{number}": Mark(1, "x") for number in range(KEYS)}
    alone = {f"n:alone{number}": Mark(9, "x") for number in range(KEYS)}
    story = Account(1, "en", DAY, DAY, True, {**alone, **rare, "n:monday": Mark(5, "Monday")})
    window = Frequencies(documents=1000, counts={"n:monday": 900, **dict.fromkeys(rare, 2), **dict.fromkeys(alone, 1)})
    assert set(keys(story, window)) == set(rare)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aénßªʻʼĀĐǅИиΩςt İı'’.,:“59²ท京\u0301-\n"), max_size=60))
def test_plain_texts_are_read_as_all_others_are(text: str) -> None:
    text = f"é {text} Turkey said ʻĀina’s New Zealand"
    quickly = told("", text, "en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_words, "_NOT_PLAIN", re.compile(""))
        assert not text_words.TextWords(text).is_plain
        assert told("", text, "en") == quickly


def test_a_place_that_a_text_repeats_thousands_of_times_takes_no_longer_than_others() -> None:
    start = time.process_time()
    told("Brand in Velmar", "Es brannte in Velmar am Abend. " * 5000, "de")
    assert time.process_time() - start < 2.0
