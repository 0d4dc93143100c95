"""The words of a sentence with their places, and what phrases of several words are found among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

# 2.4 | million, Putin's, U.S. | %
_TOKEN = regex.compile(
    r"(?P<number>\p{Nd}+(?:[.,'’٫٬\u00a0\u202f]\p{Nd}+)*)"
    r"|(?P<word>\p{L}\.(?:\p{L}\.)+|[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*)"
    r"|(?P<mark>[^\s\p{L}\p{M}\p{Nd}])"
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a mark. `start`, `end`: its characters in the field. `lower`: in small letters."""

    text: str
    lower: str
    start: int
    end: int
    is_number: bool
    is_word: bool


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Those of a sentence."""
    return [
        Token(
            match.group(), match.group().lower().replace("’", "'"), match.start(), match.end(),
            match["number"] is not None, match["word"] is not None,
        )
        for match in _TOKEN.finditer(text, start, end)
    ]  # fmt: skip


class Phrases:
    """Phrases of one list, found among tokens by their first word. A word with * stands for any ending."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._all = tuple(filter(None, map(phrase, phrases)))
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for said in self._all:
            self._by_first.setdefault(said[0], []).append(said)
            self._by_last.setdefault(said[-1], []).append(said)
        self._beginnings = tuple(word[:-1] for word in self._by_first if word.endswith("*"))
        self._endings = tuple(word[:-1] for word in self._by_last if word.endswith("*"))

    def behind(self, listed: Sequence[Token], place: int) -> int | None:
        """Where the longest of the phrases ends that begins at `place`; None where none does."""
        if not 0 <= place < len(listed):
            return None
        found = self._candidates(listed[place].lower, self._by_first, self._beginnings)
        ends = [place + len(said) for said in found if stands_at(listed, place, said)]
        return max(ends) if ends else None

    def before(self, listed: Sequence[Token], place: int) -> int | None:
        """Where the longest of the phrases begins that ends right before `place`; None where none does."""
        if not 0 < place <= len(listed):
            return None
        found = self._candidates(listed[place - 1].lower, self._by_last, self._endings)
        begins = [place - len(said) for said in found if stands_at(listed, place - len(said), said)]
        return min(begins) if begins else None

    def anywhere(self, listed: Sequence[Token]) -> list[int]:
        """Places at which one of the phrases begins."""
        return [place for place in range(len(listed)) if self.behind(listed, place) is not None]

    @staticmethod
    def _candidates(
        word: str, known: Mapping[str, list[tuple[str, ...]]], starred: tuple[str, ...]
    ) -> Iterable[tuple[str, ...]]:
        exact = known.get(word, ())
        if not word.startswith(starred):
            return exact
        return [*exact, *(said for part in starred if word.startswith(part) for said in known[part + "*"])]


def phrase(words: str) -> tuple[str, ...]:
    """The words of a phrase of a list, as tokens are compared; marks count, as in `mid-`."""
    return tuple(match.group().replace("’", "'") for match in _STARRED.finditer(words.lower()))


_STARRED = regex.compile(r"[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*\*?|[^\s\p{L}\p{M}]")


def stands_at(listed: Sequence[Token], place: int, said: tuple[str, ...]) -> bool:
    """Whether the phrase begins with the token at `place`."""
    if place < 0 or place + len(said) > len(listed):
        return False
    for at, word in enumerate(said, place):
        here = listed[at].lower
        if here != word and not (word[-1] == "*" and here.startswith(word[:-1])):
            return False
    return True


def is_unspaced(text: str) -> bool:
    """Whether it is written without blanks between words, in part at least."""
    return _UNSPACED.search(text) is not None
