"""The words of a text, and which of them are facts: numbers, days, names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Literal

import regex
from icu4py.breakers import WordBreaker

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.correction_notes import corrections
from mediawatch.words import WITHOUT_JOINERS, day_names, is_small, zodiac_signs

FactKind = Literal["name", "value"]

SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}"
"""Scripts that part no words, of which a character tells much."""

LETTERS = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Those that write words in letters. A letter tells nothing: ICU finds the words, in lists of its own."""

_UNSPACED = SIGNS + LETTERS
_WORD_APART = regex.compile(
    r"(\p{N}+(?:[.,:٫٬]\p{N}+)+"  # 1,200.50 and 07:49 are one number
    rf"|[{SIGNS}]\p{{M}}*"
    rf"|(?:(?!\p{{N}})[{LETTERS}\p{{M}}])+"  # a run of words
    rf"|\p{{N}}+(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])*"  # 26, 23C, 3rd
    rf"|(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}](?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}\u200c\u200d])*)"
)
_RUN = regex.compile(rf"[{LETTERS}]")
_LETTERS = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u1e00-\u1eff"  # Latin, Cyrillic
_WORD_APART_PLAIN = re.compile(rf"([0-9]+(?:[.,:][0-9]+)+|[0-9]+[{_LETTERS}]*|[0-9{_LETTERS}]+)")
"""The same where a text has no other letters, digits or marks than these; five times as fast."""

_PLAIN = re.compile(rf"[\0-\x7f{_LETTERS}\xa0«»\u2010-\u2027]*")
_BEGINS_SENTENCE = regex.compile(r"[.!?:;…\"“”„»«‹›()\[\]\n–—•|।۔؟。！？]")
_MOSTLY = 0.7  # of the words of a text with capitals: more of them begin with one and it is set in capitals


@cache
def _values() -> frozenset[str]:
    """Words that stand for a value: days and signs of the zodiac."""
    return frozenset(day_names()) | frozenset(zodiac_signs())


def _parted(cut: Sequence[str]) -> list[str]:
    """What stands before a word, the word, and so on, runs of words parted."""
    parted: list[str] = []
    for before, word in zip(cut[:-1:2], cut[1::2], strict=True):
        first, *others = WordBreaker(word, "en") if _RUN.match(word) else (word,)
        parted += (before, first)
        for other in others:
            parted += ("", other)
    return [*parted, cut[-1]]


class Facts:
    """The words of a body, the first ALIGNED_WORDS of them or `limit`, each with what kind of fact it is.

    Kinds are looked at when they are asked for: of two copies most words are the same and nothing hangs on them.
    """

    def __init__(self, body: str, limit: int = t.ALIGNED_WORDS) -> None:
        is_plain = _PLAIN.fullmatch(body) is not None
        cut = (_WORD_APART_PLAIN if is_plain else _WORD_APART).split(body, maxsplit=limit)
        if not is_plain and _RUN.search(body):
            cut = _parted(cut)[: 2 * limit + 1]
        self._body = body  # `cut`: what stands before a word, the word, and so on
        self._before: list[str] = cut[:-1:2]
        self._written: list[str] = cut[1::2]
        folded = " ".join(self._written).casefold()  # together: they hold no blank
        self.words: list[str] = (folded if is_plain else folded.translate(WITHOUT_JOINERS)).split(" ")
        """Case folded, without joiners, which some write and some do not."""
        if not self._written:
            self.words = []
        self._kinds: dict[int, FactKind | None] = {}

    def head(self, words: int) -> Facts:
        """So many of its words at most, from the first on."""
        return Facts(self._body, words)

    @cached_property
    def corrects(self) -> bool:
        """Whether it says that it corrects something."""
        return corrections(self._body) > 0

    @cached_property
    def tells_names(self) -> bool:
        """Whether capitals tell its names: its script has them and it is not set in them. A list of players in German
        has .6 of its words with one."""
        first = Counter(self._first)
        capitals = sum(count for letter, count in first.items() if letter.isupper())
        cased = capitals + sum(count for letter, count in first.items() if is_small(letter))
        return bool(cased) and 2 * cased > len(self._first) and capitals <= _MOSTLY * cased

    @cached_property
    def _first(self) -> list[str]:
        """The first letters of its words."""
        return [word[0] for word in self._written]

    def kind(self, place: int) -> FactKind | None:
        """What kind of fact the word at this place is; None: no fact."""
        if place not in self._kinds:
            self._kinds[place] = self._kind(place)
        return self._kinds[place]

    def _kind(self, place: int) -> FactKind | None:
        first, folded = self._written[place][0], self.words[place]
        if folded[0].isnumeric() or folded in _values():
            return "value"
        if first.isupper() and place and self.tells_names and not _BEGINS_SENTENCE.search(self._before[place]):
            return "name"
        return None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    def differs_from(self, other: Facts) -> bool:
        """Whether it has words that the other lacks in two places or more: no form is filled in by fewer, but one for
        signs of the zodiac."""
        missing = (word for word in self.words if word not in other.vocabulary)
        first = next(missing, None)
        return first is not None and (first in zodiac_signs() or next(missing, None) is not None)

    @cached_property
    def fact_places(self) -> frozenset[int]:
        """The places of its facts: what `kind` tells of each, told of all together."""
        values = self.values
        places = {place for place, word in enumerate(self.words) if word in values} if values else set()
        if self.tells_names:
            capitals = {letter for letter in set(self._first) if letter.isupper()}
            written = (place for place, letter in enumerate(self._first) if letter in capitals and place)
            places.update(place for place in written if not _BEGINS_SENTENCE.search(self._before[place]))
        return frozenset(places)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The distinct facts."""
        return frozenset(self.words[place] for place in self.fact_places)

    @cached_property
    def values(self) -> frozenset[str]:
        """The distinct figures and days."""
        known = _values()
        return frozenset(word for word in self.vocabulary if word[0].isnumeric() or word in known)
