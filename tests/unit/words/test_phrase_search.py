"""Phrases are found in a text as one expression of all of them would find them."""

from __future__ import annotations

import re

import pytest
from mediawatch.words import PhraseSearch, languages, phrases, words_pattern

LIST = "frame_words"
WHOLE = re.compile(words_pattern(LIST).lower())


def _text(language: str) -> str:
    own = [phrase.replace("*", "") for phrase in phrases(LIST, language)]
    return f"Harrow {own[0]}, {' Été '.join(own)} ({own[-1]}) 河 नदी 7".lower()


@pytest.mark.parametrize("language", [tag for tag in languages() if phrases(LIST, tag)])
def test_phrases_of_every_language(language: str) -> None:
    text = _text(language)
    search = PhraseSearch((LIST, None))
    for part in (text, text.encode("ascii", "ignore").decode(), "".join(c for c in text if c < "\u0590")):
        assert sorted(search.all(part)) == sorted(WHOLE.findall(part))
        assert search.any(part) == (WHOLE.search(part) is not None)


def test_a_list_under_a_key_and_a_list_beside_it() -> None:
    search = PhraseSearch(("corrected", "label"), ("wall_words", None))
    assert search.any("correction: the lock is open")
    assert not search.any("the lock is open")
