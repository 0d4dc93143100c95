"""What every page and every text asks for is written in every language that has a file."""

from __future__ import annotations

import pytest
from mediawatch.clean.page.notices.boilerplate import is_boilerplate
from mediawatch.words.word_lists import MANY, keyed, languages, phrases

EVERYWHERE = (
    *("days_back", "date_published", "also_read", "next_page", "consent", "paywall", "loading", "no_page"),
    *("corrected", "withdrawn", "report_words", "toll_words", "wall_words"),
    *("notices", "rights", "follow_us", "follow_places", "newsletter", "reading_time", "share_buttons", "home_labels"),
    *("source_labels", "picture_labels", "tag_labels", "edited_labels", "agency_inputs"),
)
FEW_WORDS = {"dv"}
"""Dhivehi: what a text of it says is told by its script alone."""


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_list_that_every_text_asks_for_has_every_language(name: str) -> None:
    assert set(languages()) - {MANY} - FEW_WORDS - keyed(name).keys() == set()


def test_a_line_that_leads_to_another_story_is_known_in_every_language() -> None:
    lines = [f"{said.capitalize()}: The old harbour opens its gates again" for said in phrases("also_read")]
    assert [line for line in lines if not is_boilerplate(line)] == []
