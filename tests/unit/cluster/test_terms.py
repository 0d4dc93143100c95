"""Articles as terms."""

from __future__ import annotations

from mediawatch.cluster import terms as room
from mediawatch.cluster.terms import forms, profile, terms, words


def test_function_words_and_single_letters_go() -> None:
    assert terms("The ferry, and its captain's papers: a B-52!", "en") == ["ferry", "its", "captain", "papers", "52"]
    assert terms("Die Fähre und das Meer", "de") == ["fähre", "meer"]


def test_a_language_without_a_list_keeps_all_words() -> None:
    assert words("नौका बंदरगाह से निकली", "hi") == ["नौका", "बंदरगाह", "से", "निकली"]


def test_forms_of_a_word_are_one_term_where_the_language_is_inflected() -> None:
    told = words("Zamykają porty, w porcie stoją promy, a portowcy czekają na portowców", "pl")
    assert terms("portowcy portowców", "pl") == ["porto", "porto"]
    assert forms(told, "pl")["porto"] == "portowcy"
    assert terms("harbours harbour", "en") == ["harbours", "harbour"]
    assert forms(["harbours"], "en") == {}


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert terms("渡輪出發。", "zh") == ["渡輪", "輪出", "出發"]


def test_headline_and_lead_count_more() -> None:
    body = " ".join(["ferry"] + ["filler"] * room.LEAD_TERMS + ["hull"])
    made = profile("Harbour closed", body, "en")
    assert made["harbour"] == room.HEADLINE_WEIGHT
    assert made["ferry"] == room.LEAD_WEIGHT
    assert made["hull"] == 1


def test_the_strongest_terms_are_kept() -> None:
    body = " ".join(f"word{n}" for n in range(2 * room.PROFILE_TERMS)) + " word599" * 9
    made = profile("", body, "en")
    assert len(made) == room.PROFILE_TERMS
    assert next(iter(made)) == "word599"
