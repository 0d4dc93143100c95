"""What is said of languages in data."""

from __future__ import annotations

import pytest
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.traits import languages_with


def test_traits_are_of_languages_and_no_file_of_words() -> None:
    assert "ro" in languages_with("of_behind_numbers")
    assert all(len(tag) == 2 and tag.islower() for tag in languages_with("inflecting"))
    assert "traits" not in fact_words.languages()
    with pytest.raises(KeyError):
        languages_with("no such trait")
