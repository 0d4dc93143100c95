"""What the process-wide lexicon keeps, and for how long."""

from __future__ import annotations

import pytest
from mediawatch.tag.language import lexicon as kept
from mediawatch.tag.match.positioned import Section, Vocabulary


def test_long_words_are_found_and_not_kept() -> None:
    """A text of encoded data has words of any length, which would stay for the life of the process."""
    known = kept.lexicon("en")
    word = "Data" * kept.MAX_KEPT
    assert known[word][0] == kept.EXACT + word.lower()[:64]
    assert word not in known
    vocabulary = Vocabulary([], "en")
    Section(f"{word} {word},river", vocabulary)
    assert vocabulary._number.cache_info().currsize == 1
    assert word not in vocabulary


def test_all_languages_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_lexicons", {})
    monkeypatch.setattr(kept, "_kept", 0)
    monkeypatch.setattr(kept, "MAX_KNOWN", 10)
    for number in range(25):
        for language in ("en", "de", "ta"):
            assert kept.lexicon(language)[f"word{number}"][0] == f"{kept.EXACT}word{number}"
            assert sum(map(len, kept._lexicons.values())) <= 10
