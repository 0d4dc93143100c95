"""What the words of texts are found by, worked out once for each that comes: topics and the warehouse's index ask for
the same words again and again."""

from __future__ import annotations

from mediawatch.tag.language import words
from mediawatch.tag.language.clitics import CLITIC_LANGUAGES, short_rests, without_clitics
from mediawatch.tag.language.inflected_acronyms import inflected_acronyms
from mediawatch.words import changes_beginnings, unchanged

MAX_KNOWN = 200_000
"""Entries that a vocabulary, or all lexicons together, keep: 50 to 80 MB; 10,000 short articles have 41,000 words."""

MAX_KEPT = 64
"""Characters of a word or a piece of text that is kept; a longer one (a sentence of Chinese, an address, encoded data)
hardly comes again, and may fill the memory of a process that lives for long."""

Keys = tuple[str, ...]
"""What a word is found by: its folded form with EXACT before it, its stems, its acronyms with ACRONYM before them, what
may be left of it behind clitics with SHORT before it. Of Irish and Welsh words also the stems of what they may be by
themselves."""

EXACT = "="
ACRONYM = "^"
SHORT = "~"


class Lexicon(dict[str, Keys]):
    """Written word of a text -> its keys in one language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self._has_clitics = language in CLITIC_LANGUAGES
        self._changes_beginnings = changes_beginnings(language)

    def __missing__(self, word: str) -> Keys:
        acronyms = words.acronyms_of(word)
        keys: Keys = (EXACT + words.fold(word), *words.stems(word, self.language))
        if self._has_clitics:
            keys += (
                *without_clitics(word, self.language),
                *(SHORT + rest for rest in short_rests(word, self.language)),
            )
        if self._changes_beginnings:
            for own in unchanged(word, self.language):
                keys += words.stems(own, self.language)
        for acronym in acronyms:
            keys += (*words.country_stem(acronym, self.language), ACRONYM + acronym)
        for acronym in inflected_acronyms(word, self.language):
            keys += (words.fold(acronym), ACRONYM + acronym)
        if len(word) <= MAX_KEPT:
            _make_room()
            self[word] = keys
        return keys


_lexicons: dict[str, Lexicon] = {}
_kept = 0


def _make_room() -> None:
    """Counts one word more; where there are too many in all languages, all are forgotten."""
    global _kept
    if _kept >= MAX_KNOWN:
        for known in _lexicons.values():
            known.clear()
        _kept = 0
    _kept += 1


def lexicon(base_language: str) -> Lexicon:
    """The lexicon of a language (first subtag of its BCP 47 tag), one for the whole process."""
    if base_language not in _lexicons:
        _lexicons[base_language] = Lexicon(base_language)
    return _lexicons[base_language]
