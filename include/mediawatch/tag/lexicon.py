"""What the words of texts are found by, worked out once for each that comes: topics and the warehouse's index ask for
the same words again and again."""

from __future__ import annotations

from functools import lru_cache

from mediawatch.tag import words

MAX_KNOWN = 200_000
"""Entries that a lexicon or a vocabulary keeps, some 50 MB; 10,000 short articles have 41,000 words."""

Keys = tuple[str, ...]
"""What a word is found by: its folded form with EXACT before it, its stems, its acronyms with ACRONYM before them."""

EXACT = "="
ACRONYM = "^"


class Lexicon(dict[str, Keys]):
    """Written word of a text -> its keys in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> Keys:
        if len(self) >= MAX_KNOWN:
            self.clear()
        acronyms = [ACRONYM + acronym for acronym in words.acronyms_of(word)]
        self[word] = keys = (EXACT + words.fold(word), *words.stems(word, self.language), *acronyms)
        return keys


@lru_cache(maxsize=16)
def lexicon(base_language: str) -> Lexicon:
    """The lexicon of a language (first subtag of its BCP 47 tag), one for the whole process."""
    return Lexicon(base_language)
