"""A text as its words: how often each stands, which are names, which are nouns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cache, cached_property
from itertools import chain
from typing import Final

import regex

from mediawatch.words import is_small, phrases

UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that part no words, for an expression."""

WORD: Final = regex.compile(rf"\p{{N}}+(?:[.,٫٬]\p{{N}}+)*|(?:(?![{UNSPACED}])[\p{{L}}\p{{M}}])+(?:['’](?=\p{{Ll}}))?")

BEFORE = 60
"""Characters before a word in which an article and adjectives are looked for."""

_BEGINNINGS = frozenset('.!?:;"“”„»«\n()[]–—…')
"""What stands before the first word of a sentence."""

APOSTROPHES: Final = frozenset("'’")


def _signs(holds: Callable[[str], bool]) -> list[str]:
    """Of the characters of Latin, Greek and Cyrillic and the signs of their texts those that are so."""
    return [sign for sign in map(chr, chain(range(0x530), range(0x2000, 0x20D0))) if holds(sign)]


def _class(holds: Callable[[str], bool]) -> str:
    """The same for a regex."""
    return "".join(map(re.escape, _signs(holds)))


CASELESS: Final = frozenset(_signs(lambda sign: sign.isalpha() and unicodedata.category(sign) not in ("Lu", "Ll")))
"""Letters of plain texts that are neither small nor capitals, such as the okina of Hawaiian; some of them are small to
`str.islower`."""


def _is_plain(sign: str) -> bool:
    return not unicodedata.category(sign).startswith(("M", "N")) or sign in "0123456789"


_LETTERS = _class(str.isalpha)
_SMALL = _class(lambda sign: unicodedata.category(sign) == "Ll")
_NOT_PLAIN = re.compile(f"[^{_class(_is_plain)}]")
_PLAIN_WORD = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[{_LETTERS}]+(?:['’](?=[{_SMALL}]))?")


def _inside() -> re.Pattern[str]:
    """Finds the words of a plain text that begin with no small letter, where they do not begin a sentence: one of the
    four signs before is a letter or a figure, with no sign of _BEGINNINGS behind it, or all four are neither."""
    capital = _class(lambda sign: sign.isalpha() and not sign.islower())
    letter, other = _class(str.isalnum), _class(lambda sign: not sign.isalnum() and sign not in _BEGINNINGS)
    before = [f"(?<=[{letter}] .)", *(f"(?<=[{letter}]{f'[{other}]' * signs}.)" for signs in range(4))]
    before.append(f"(?<=.{f'[{other}]' * 4}.)")  # in the first five characters of a text a sentence begins
    # the capital first, from which the expression looks back: it is found fast
    return re.compile(
        rf"[{capital}](?<![{_LETTERS}].)(?:{'|'.join(before)})[{_LETTERS}]*(?:['’](?=[{_SMALL}]))?", re.DOTALL
    )


_PLAIN_INSIDE = _inside()


@cache
def _before(name: str, language: str) -> Set[str]:
    return frozenset(phrases(name, language))


@cache
def _adjective_ends(language: str) -> tuple[str, ...]:
    return phrases("adjective_ends", language)


class TextWords:
    """A text as its words, each looked at once wherever it stands.

    Most texts hold only letters of scripts that have capitals and part words (`is_plain`). They are read by expressions
    that know no others, which are faster.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_plain = text.isascii() or _NOT_PLAIN.search(text) is None
        self.counts: Mapping[str, int] = Counter(self.words_of(text))
        """Word -> how often it stands, in the order of the text."""

    def words_of(self, part: str) -> list[str]:
        """The words of a part of the text, in order."""
        return (_PLAIN_WORD if self.is_plain else WORD).findall(part)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands."""
        places: dict[str, list[int]] = {}
        end = 0
        for word in WORD.findall(self.text):  # between two words stands nothing that a word is made of
            start = self.text.find(word, end)
            end = start + len(word)
            places.setdefault(word, []).append(start)
        return places

    @cached_property
    def _inside(self) -> Set[str]:
        """The words that begin with no small letter and stand inside of sentences."""
        if self.is_plain:
            return frozenset(_PLAIN_INSIDE.findall(self.text))
        return {word for word, starts in self._places.items() if not all(map(self._begins_sentence, starts))}

    @cached_property
    def folded(self) -> str:
        return self.text.casefold()

    def starts(self, word: str) -> Sequence[int]:
        """Where a word stands that begins with no small letter. Of a plain text that is looked up word by word: ask for
        a few."""
        if not self.is_plain:
            return self._places.get(word, ())
        return [match.start() for match in re.finditer(re.escape(word), self.text) if self._is_whole(match)]

    def _is_whole(self, match: re.Match[str]) -> bool:
        start, end = match.span()
        if start and self.text[start - 1].isalpha():
            return False
        behind, more = self.text[end : end + 1], self.text[end + 1 : end + 2]
        if self.text[end - 1] in APOSTROPHES:
            return behind.islower()
        return not behind.isalpha() and not (behind in APOSTROPHES and more.islower())

    def is_name(self, written: str, word: str) -> bool:
        """Whether a word, written with an apostrophe perhaps, is none that only begins sentences, and none that is
        written small as well."""
        return written in self._inside and word.lower() not in self.counts

    def is_noun(self, word: str, language: str) -> bool:
        """Whether an article or a figure stands before a word once, perhaps with adjectives between."""
        nouns = _before("before_nouns", language)
        known, endings = nouns | _before("before_places", language), _adjective_ends(language)
        for start in self.starts(word):
            before = self.text[max(0, start - BEFORE) : start].split()
            while before and before[-1].endswith(endings) and before[-1] not in known and is_small(before[-1]):
                before.pop()
            if before and (before[-1][0].isdigit() or before[-1].lower() in nouns):
                return True
        return False

    def _begins_sentence(self, start: int) -> bool:
        """Whether one of the four characters before is a sign that begins a sentence, with no letter behind it."""
        if start > 1 and self.text[start - 1] == " " and self.text[start - 2].isalnum():
            return False  # most words by far
        for place in range(start - 1, max(start - 5, -1), -1):
            if self.text[place] in _BEGINNINGS:
                return True
            if self.text[place].isalnum():
                return False
        return start < 5
