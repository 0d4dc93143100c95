"""Articles as terms."""

from __future__ import annotations

import pytest
from mediawatch.cluster import terms as room
from mediawatch.cluster.terms import forms, profile, terms, words
from mediawatch.words.word_lists import MANY, languages


def test_function_words_and_single_letters_go() -> None:
    assert terms("The ferry, and its captain's papers: a B-52!", "en") == ["ferry", "its", "captain", "papers", "52"]
    assert terms("Die Fähre und das Meer", "de") == ["fähre", "meer"]


@pytest.mark.parametrize("language", [tag for tag in languages() if tag not in (MANY, "dv")])
def test_function_words_are_known_in_every_language(language: str) -> None:
    assert len(room._function_words(language)) >= 25


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("hi", "नौका बंदरगाह से निकली", "नौका बंदरगाह निकली"),
        ("el", "Το πλοίο έφυγε από το λιμάνι και βυθίστηκε", "πλοίο έφυγε λιμάνι βυθίστηκε"),
        ("mk", "Бродот излезе од пристаништето и потона", "бродот излезе пристаништето потона"),
        ("ta", "இந்த படகு துறைமுகம் மற்றும் கடல்", "படகு துறைமுகம் கடல்"),
        ("nb", "Ferja og havnen og ikke kapteinen", "ferja havnen kapteinen"),
        ("sr", "Трајект је потонуо у луци", "трајект потонуо луци"),
    ],
)
def test_function_words_go_in_other_languages(language: str, text: str, left: str) -> None:
    assert words(text, language) == left.split()


def test_a_language_without_a_list_keeps_all_words() -> None:
    assert words("Ferjan fór úr høvnini", "fo") == ["ferjan", "fór", "úr", "høvnini"]


def test_forms_of_a_word_are_one_term_where_the_language_is_inflected() -> None:
    told = words("Zamykają porty, w porcie stoją promy, a portowcy czekają na portowców", "pl")
    assert terms("portowcy portowców", "pl") == ["porto", "porto"]
    assert forms(told, "pl")["porto"] == "portowcy"
    assert terms("harbours harbour", "en") == ["harbours", "harbour"]
    assert forms(["harbours"], "en") == {}


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert terms("渡輪出發。", "zh") == ["渡輪", "輪出", "出發"]


def test_alphabets_without_spaces_give_words() -> None:
    """Two neighbouring letters of Thai are next to nothing, as two of English are."""
    assert {"เรือ", "ท่าเรือ"} <= set(words("เรือออกจากท่าเรือ", "th"))
    assert "และ" not in words("เรือและท่าเรือ", "th")


def test_endings_and_particles_of_japanese_go() -> None:
    assert words("船が出たからです", "ja") == ["船が", "が出", "出た"]


@pytest.mark.parametrize(("language", "lead"), [("en", room.LEAD_TERMS), ("nl", room.LEAD_STEMS)])
def test_headline_and_lead_count_more(language: str, lead: int) -> None:
    body = " ".join(["ferry", *["filler"] * (lead - 2), "lock", "hull"])
    made = profile("Harbour closed", body, language)
    assert made["harbour"[:5] if language == "nl" else "harbour"] == room.HEADLINE_WEIGHT
    assert made["ferry"] == made["lock"] == room.LEAD_WEIGHT
    assert made["hull"] == 1


def test_the_strongest_terms_are_kept() -> None:
    body = " ".join(f"word{n}" for n in range(2 * room.PROFILE_TERMS)) + " word599" * 9
    made = profile("", body, "en")
    assert len(made) == room.PROFILE_TERMS
    assert next(iter(made)) == "word599"


def test_words_of_two_letters_tell_nothing_in_inflected_languages() -> None:
    """Units, labels and abbreviations of titles; figures and two syllables of Korean tell something."""
    assert profile("", "Die Fähre fuhr 12 sm, dpa-AZ bw", "de").keys() == {"fähre", "fuhr", "12", "dpa"}
    assert "배가" in profile("", "배가 항구를 떠났다", "ko")
    assert "eu" in profile("", "EU ferry rules", "en")


def test_where_blanks_part_syllables_two_letters_are_as_good_as_three() -> None:
    """Mỹ is America, cá is fish."""
    assert {"mỹ", "cá", "thuế"} <= profile("", "Mỹ áp thuế với cá", "vi").keys()
