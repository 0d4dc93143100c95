"""Reports made from one form are told from edits of one report, in many languages and scripts."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from runpy import run_path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.deduplicate.forms.alignment import Alignment
from mediawatch.deduplicate.forms.same_form import is_form
from mediawatch.deduplicate.forms.text_facts import _PLAIN, _WORD_APART, _WORD_APART_PLAIN, Facts
from mediawatch.deduplicate.measure import Text, kind_of
from mediawatch.words import day_names
from unit.deduplicate.reports import EDITS, FORMS, reports


@pytest.mark.parametrize("form", FORMS)
def test_different_reports_of_a_form_are_no_copies(form: str) -> None:
    for one, two in combinations(reports(form), 2):
        assert kind_of(Text(one), Text(two)) == kind_of(Text(two), Text(one)) == "form"


@pytest.mark.parametrize("form", FORMS)
def test_a_reprint_of_a_report_is_a_copy(form: str) -> None:
    report = reports(form)[0]
    assert kind_of(Text(report), Text(f"(Agency) {report}")) in ("copy", "truncation")


@pytest.mark.parametrize("form", FORMS)
def test_the_head_of_a_report_belongs_to_its_own_report_alone(form: str) -> None:
    """A wall cuts one off: less of its words stand in the others of the form than a whole report has in common."""
    one, two = reports(form)[:2]
    head = one[: len(one) * 3 // 5]
    assert kind_of(Text(head), Text(one)) in ("copy", "truncation")
    assert kind_of(Text(head), Text(two)) in ("form", None)


def test_a_brief_that_is_filled_in_all_over_is_a_form_though_few_of_its_words_stand_together() -> None:
    """The two would be one story, as their words are the same."""
    sentences = (
        "Police are appealing for witnesses after a {a} was {b} in {c} in the early hours of {d}. Officers "
        "were called to {e} at {f} following reports of {g}. The {a}, who is in {h} {i}s, was taken to {j}, where {h} "
        "injuries were described as {k}. A {l}-year-old man from {m} has been arrested and remains in custody. Anyone "
        "with information or dashcam footage is asked to call the police quoting incident {n}."
    )
    filled = (
        "man,stabbed,Weston Green,Sunday,Albert Road,1.20am,a quarrel,his,20,St Hilda's,light,31,Calder,112",
        "woman,hit by a car,Lower Amberley,Friday,Mill Lane,3.05am,a crash,her,40,the infirmary,bad,24,Amberley,77",
    )
    one, two = (sentences.format(**dict(zip("abcdefghijklmn", some.split(","), strict=True))) for some in filled)
    assert kind_of(Text(one), Text(two)) == "form"


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_report_stays_a_copy(edit: str) -> None:
    one, two = EDITS[edit]
    assert kind_of(Text(one), Text(two)) == kind_of(Text(two), Text(one)) == "copy"


def test_what_is_a_fact() -> None:
    facts = Facts("On Monday the mayor, Ann Hale, said that 1,200 people left Orsa at 07:49. The council met.")
    assert facts.facts == {"monday", "ann", "hale", "1,200", "orsa", "07:49"}


@pytest.mark.parametrize("form", FORMS)
def test_facts_are_told_together_as_they_are_one_by_one(form: str) -> None:
    for report in reports(form):
        facts = Facts(report)
        kinds = {place: facts.kind(place) for place in range(len(facts.words))}
        assert facts.fact_places == {place for place, kind in kinds.items() if kind}
        assert facts.facts == {facts.words[place] for place, kind in kinds.items() if kind}
        assert facts.values == {facts.words[place] for place, kind in kinds.items() if kind == "value"}


def test_names_of_days_are_read_in_many_languages() -> None:
    assert {"monday", "montag", "lunes", "понедельник", "सोमवार", "الاثنين", "october", "octobre"} <= day_names()


def test_the_names_of_days_are_those_of_cldr() -> None:
    made = run_path(str(Path(__file__).parents[3] / "scripts" / "day_names.py"))
    assert day_names() == set(made["names"]()), "run scripts/day_names.py"


def test_a_slot_is_where_both_have_words_of_their_own() -> None:
    found = Alignment(
        Facts("In the town of Orsa a fire burned 12 houses, and nobody was hurt."),
        Facts("In the town of Lisse a fire burned 40 houses, and as we know nobody was hurt."),
    )
    assert (found.slots, found.changes.fact_slots, found.changes.facts, found.changes.names) == (2, 2, 2, 1)


def test_order_of_the_texts_does_not_matter() -> None:
    for one, two in EDITS.values():
        assert is_form(Facts(one), Facts(two)) is is_form(Facts(two), Facts(one)) is False


@given(st.text(st.sampled_from("aZéßŁđʼ1 2,.:٫-—«»'\u00a0\u0301²ªжЁҐễ中\u0482"), max_size=40))
def test_the_fast_cutting_of_words_cuts_as_the_other_does(text: str) -> None:
    if _PLAIN.fullmatch(text):
        assert _WORD_APART_PLAIN.split(text) == _WORD_APART.split(text)


def test_every_letter_that_is_cut_fast_is_one() -> None:
    letters = [char for char in map(chr, range(0x110000)) if _PLAIN.fullmatch(char) and char.isalnum()]
    assert len(letters) > 1000
    assert all(_WORD_APART.fullmatch(char) and _WORD_APART_PLAIN.fullmatch(char) for char in letters)
    others = [char for char in map(chr, range(0x110000)) if _PLAIN.fullmatch(char) and not char.isalnum()]
    assert not any(map(_WORD_APART.fullmatch, others))
