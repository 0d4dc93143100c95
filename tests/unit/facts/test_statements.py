"""Where values stand, whose they are, and what is left out."""

from __future__ import annotations

import pytest
from mediawatch.facts import sentence_words as module
from mediawatch.facts.statement_json import from_json, to_json
from mediawatch.facts.statements import sentences, statements
from mediawatch.facts.word_tokens import Token
from mediawatch.facts.words import fact_words

TEXT = (
    "On May 3 Minister Orsolya Vane met A. B. Ruhl in Tarn. Gen. Ossian Brand, 61, said 14 miners and two guards died "
    "in the 22nd accident. About 2.4 million euros were lost."
)


def test_values_stand_where_they_say() -> None:
    found = statements("Seven dead in Tarn", TEXT, "en")
    words = [{"headline": "Seven dead in Tarn", "article_body": TEXT}[s.field][s.start : s.end] for s in found]
    assert words == ["Seven", "Tarn", "May 3", "Tarn", "61", "14", "two", "2.4 million euros"]
    for s in found:
        assert s.sentence_start <= s.about_start <= s.start < s.end <= s.about_end <= s.sentence_end


def test_parts_of_a_number_are_told_from_the_whole() -> None:
    for text, parts in (
        ("The blast killed 14 miners and two guards.", [("@dead", "~miner"), ("@", "~guard")]),
        ("It killed 14 people, including two guards.", [("#dead",), ("@dead", "~guard")]),
        ("Two more people died.", []),
        ("Three of the injured were flown out.", []),
        ("Six adults were among the dead.", [("@dead", "~adult")]),
    ):
        assert [s.unit for s in statements("", text, "en") if s.kind == "count"] == parts


def test_an_age_is_of_the_person_whose_name_stands_beside_it() -> None:
    [age] = statements("", "Police named Jonas Fenwick, 34, as the driver.", "en")
    assert (age.kind, age.names >= {"jonas", "fenwick"}) == ("age", True)
    [age] = statements("", "The 34-year-old Jonas Fenwick drove.", "en")
    assert (age.kind, age.names >= {"jonas", "fenwick"}) == ("age", True)


def test_a_day_on_which_something_was_said_is_no_day_of_the_event() -> None:
    assert statements("", "The ministry said on Monday that the bridge was safe.", "en") == ()


def test_the_day_of_a_dateline_is_no_day_of_the_event() -> None:
    assert statements("", "OSLO, Dec. 9 (Agency) -- The bridge fell.", "en") == ()
    [day] = statements("", "OSLO -- On Dec. 9 the bridge fell.", "en")
    assert day.kind == "day"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A bomb injured 19 people, three of them badly.", ["19"]),
        ("At least 15 people, including 13 pupils and two teachers, were killed.", ["15", "13", "two"]),
        ("The death toll rose to 25, with more than 1,500 homes damaged.", ["25", "1,500"]),
        ("It killed 14 people and injured 20.", ["14", "20"]),
        ("Ten people including three children were killed.", ["Ten", "three"]),
        ("He wrote a 154-page report.", ["154"]),
    ],
)
def test_a_number_stands_beside_its_parts(text: str, values: list[str]) -> None:
    assert [text[s.start : s.end] for s in statements("", text, "en") if s.kind == "count"] == values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe, 93, died in Oslo.", {"jane", "doe"}),
        ("Jane Doe has died at the age of 93.", {"jane", "doe"}),
        ("Jane Doe of Oslo dies at 93", {"jane", "doe"}),
        ("Jane Doe killed a 93-year-old man in Oslo.", set()),
        ("Singer And Host Dies At 93", set()),
        ("A four-year-old boy died in Oslo.", set()),
    ],
)
def test_an_age_at_death_is_an_age_and_no_number_of_dead(text: str, names: set[str]) -> None:
    [found] = [said for said in statements("", text, "en") if said.kind != "place"]
    assert (found.kind, found.names) == ("age", names)


def test_sentences_do_not_end_at_abbreviations() -> None:
    text = 'Gen. Brand left on Nov. 3. "No." he said. 他走了。वह गया। It 🎉 ended. So'
    assert [text[a:b] for a, b in sentences(text, "en")] == [
        "Gen. Brand left on Nov. 3.", '"No." he said.', "他走了。", "वह गया।", "It 🎉 ended.", "So",
    ]  # fmt: skip


def test_statements_come_back_from_json_as_they_were() -> None:
    found = statements("Seven dead in Tarn", TEXT + " More than 20 left later this year.", "en")
    again = from_json(to_json(found))
    assert len(again) == len(found) > 3
    assert to_json(again) == to_json(found)


@pytest.mark.parametrize("language", fact_words.languages())
def test_the_words_of_each_language_are_well_formed(language: str) -> None:
    lists = fact_words.words(language)
    assert set(lists) == set(fact_words.LISTS)
    assert all(said == said.strip() and said for listed in lists.values() for said in listed)
    assert lists["dead"]
    assert all("{n}" in pattern for pattern in lists["age"])


def test_a_language_without_words_of_its_own_has_numbers_and_days() -> None:
    found = statements("", "Sá fundur 2025-05-02 kostaði 26 €.", "is")
    assert sorted(s.kind for s in found) == ["day", "measure"]


def test_only_sentences_in_which_a_value_may_stand_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    read = module.read

    def seeing(text: str, start: int, end: int, language: str) -> list[Token]:
        seen.append(text[start:end])
        return read(text, start, end, language)

    monkeypatch.setattr(module, "read", seeing)
    text = "The bridge may fall. That day he left. He called on Monday. Two fell. They march home. It was 7."
    statements("", text, "en")
    assert seen == ["He called on Monday.", "Two fell.", "It was 7."]


def test_a_sentence_may_end_with_a_day_of_one_digit() -> None:
    text = "He called on May 3. The other answered."
    assert [text[a:b] for a, b in sentences(text, "en")] == ["He called on May 3.", "The other answered."]


@pytest.mark.parametrize("text", ["1,000," * 20_000, "9 " * 50_000, "9.\n" * 30_000, "26 dead and 30 dead, " * 5_000])
def test_texts_that_are_all_numbers_end_soon(text: str) -> None:
    assert len(statements("", text, "en")) <= 200
