"""The words of a sentence with their places, and what phrases of several words are found among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

# 2.4 | million, Putin's, U.S. | %
_TOKEN = regex.compile(
    r"(?P<number>\p{Nd}+(?:[.,'’٫٬\u00a0\u202f]\p{Nd}+)*)"
    r"|(?P<word>\p{L}\.(?:\p{L}\.)+|[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*)"
    r"|(?P<mark>[^\s\p{L}\p{M}\p{Nd}])"
)
_WORD = regex.compile(r"[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*")
_DIGIT = regex.compile(r"\p{Nd}")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


class Role(NamedTuple):
    """What a word may be in its language. `begins`, `ends`: names of the lists with a phrase that it begins or ends;
    `classes`: those of `begins` that say what became of people; `names_day`: a month or a weekday, `month`: 1 to 12
    where it is one; `opens_phrase`: it begins a phrase that says when; `in_phrase`: it is the rarest word of one,
    `in_day`: of one that makes a day (`last year`, not `a year later`); `is_number`: a number of two or more in
    words."""

    begins: frozenset[str]
    ends: frozenset[str]
    classes: tuple[str, ...]
    names_day: bool
    month: int | None
    opens_phrase: bool
    in_phrase: bool
    in_day: bool
    is_number: bool


NO_ROLE = Role(frozenset(), frozenset(), (), False, None, False, False, False, False)


@dataclass(slots=True)
class Token:
    """A number, a word or a mark. `start`, `end`: its characters in the field. `lower`: in small letters. `role`: that
    of a word."""

    text: str
    lower: str
    start: int
    end: int
    is_number: bool
    is_word: bool
    role: Role = NO_ROLE


def tokens(text: str, start: int, end: int, roles: Mapping[str, Role]) -> list[Token]:
    """Those of a sentence. `roles` has one for every word in small letters, and for every mark."""
    found = []
    for match in _TOKEN.finditer(text, start, end):
        said = match.group()
        first, last = match.span()
        kind = match.lastgroup
        if kind == "word":
            lower = said.lower()
            if "’" in lower:
                lower = lower.replace("’", "'")
            found.append(Token(said, lower, first, last, False, True, roles[lower]))
        elif kind == "number":
            found.append(Token(said, said, first, last, True, False))
        else:
            found.append(Token(said, said, first, last, False, False, roles[said]))
    return found


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, in order."""
    found: list[str] = _WORD.findall(text)
    return found


def has_digit(text: str) -> bool:
    """Whether there is a digit of any script in it."""
    return _DIGIT.search(text) is not None


class Phrases:
    """Phrases of one list, found among tokens by their first word. A word with * stands for any ending. `name` is that
    of the list where the roles of tokens know it."""

    def __init__(self, phrases: Iterable[str], name: str | None = None) -> None:
        self._name = name
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
        if not 0 <= place < len(listed) or (self._name and self._name not in listed[place].role.begins):
            return None
        word = listed[place].lower
        if word not in self._by_first and not word.startswith(self._beginnings):
            return None
        found = self._candidates(word, self._by_first, self._beginnings)
        ends = [place + len(said) for said in found if stands_at(listed, place, said)]
        return max(ends) if ends else None

    def before(self, listed: Sequence[Token], place: int) -> int | None:
        """Where the longest of the phrases begins that ends right before `place`; None where none does."""
        if not 0 < place <= len(listed) or (self._name and self._name not in listed[place - 1].role.ends):
            return None
        found = self._candidates(listed[place - 1].lower, self._by_last, self._endings)
        begins = [place - len(said) for said in found if stands_at(listed, place - len(said), said)]
        return min(begins) if begins else None

    def anywhere(self, listed: Sequence[Token]) -> list[int]:
        """Places at which one of the phrases begins."""
        name = self._name
        return [
            place
            for place, token in enumerate(listed)
            if (name is None or name in token.role.begins) and self.behind(listed, place) is not None
        ]

    def __bool__(self) -> bool:
        return bool(self._all)

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
