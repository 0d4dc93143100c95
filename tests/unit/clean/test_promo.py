"""Headlines of other stories glued to a paragraph's end."""

from __future__ import annotations

import pytest
from mediawatch.clean.page.related_links import drop_promotions, sentences, small_words

FIRST = "The river rose by two metres over night, and the minister visited the flooded valley on Monday."
TEXT = [FIRST, "He promised help for the villages against the flood and a visit by the council."]


def small() -> frozenset[str]:
    return small_words(TEXT)


@pytest.mark.parametrize(
    "promotion",
    [
        "Valley Flood News: Minister Visits Flooded Villages To Promise Help Against Rising River.",
        "Flood Relief: Minister Promises Help, Opens ‘Council’ Shelter for Villages in Fight Against Water",
        "Minister Visits Flooded Villages After River Breaks Banks in Northern Valley.",
    ],
)
def test_a_promotion_after_a_sentence_goes(promotion: str) -> None:
    assert drop_promotions(f"{FIRST} {promotion}", small) == (FIRST, [promotion])


@pytest.mark.parametrize(
    "sentence",
    [
        "Those present were Anna Berg, Boris Clark, Dora Evans and Frank Green.",
        "Prime Minister Narendra Modi met President Vladimir Putin in New Delhi.",
        "He wrote The Long Road Home and A River Runs Through It.",
        "“Help Against The Flood Is What The Villages Need Now,” said Mr. Berg.",
        "The United Nations Office for the Coordination of Humanitarian Affairs said so.",
        "ELEVATOR WAITING LOADING RIVER FLOOD COUNCIL VISIT HELP 12 14",
        "In Brief:",
    ],
)
def test_sentences_stay(sentence: str) -> None:
    assert drop_promotions(f"{FIRST} {sentence}", small) == (f"{FIRST} {sentence}", [])


def test_a_subheading_on_its_own_line_stays() -> None:
    heading = "Minister Visits Flooded Villages After River Breaks Banks In Valley"
    assert drop_promotions(heading, small) == (heading, [])


def test_sentences_do_not_end_at_initials_and_titles() -> None:
    text = "Dr. S. Jaishankar met Mr. Lavrov. They talked. "
    assert sentences(text) == ["Dr. S. Jaishankar met Mr. Lavrov. ", "They talked. "]
