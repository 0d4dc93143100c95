"""Phrases are found in a text as one expression of all of them would find them."""

from __future__ import annotations

import random
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


@pytest.mark.parametrize("language", languages())
def test_no_more_phrases_are_found_than_at_most(language: str) -> None:
    """In texts that are made of a language's phrases, one after the other or in the middle of words."""
    lists = ("wall_words", "frame_words", "consent", "toll_words")
    search = PhraseSearch(*((name, None) for name in lists))
    alone = [PhraseSearch((name, None)) for name in lists]
    said = [phrase.replace("*", "abe") for name in lists for phrase in phrases(name, language)] or ["abonnez-vous"]
    pick = random.Random(language)
    for _ in range(60):
        parts = [pick.choice([*pick.sample(said, 1), "word", "ʼ", "©", "e\u0301", "I\u0307"]) for _ in range(6)]
        text = "".join(part + pick.choice((" ", "\n", ", ", "'", "’", "-", "", "x")) for part in parts).lower()
        assert search.at_most(text) >= sum(len(one.all(text)) for one in alone) >= 0
        if text.isascii():
            assert search.at_most(text, re.findall(r"[^\W_]+", text)) >= sum(len(one.all(text)) for one in alone)


def test_a_text_without_their_words_holds_at_most_none() -> None:
    search = PhraseSearch(("wall_words", None))
    assert search.at_most("the council met on monday and told the mayor of the harbour what it thinks") == 0
    assert 1 <= search.at_most("subscribe now") <= 2
