"""The words of a sentence with their places, and what phrases of several words are found among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
import regex

# 2.4 | million, Putin's, U.S. | %
_TOKEN = regex.compile(
    r"\p{Nd}+(?:[.,'’٫٬\u00a0\u202f]\p{Nd}+)*"
    r"|\p{L}\.(?:\p{L}\.)+|[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*"
    r"|[^\s\p{L}\p{M}\p{Nd}]"
)
_WORD = regex.compile(r"[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*")
_WORD_BEGINS = regex.compile(r"[\p{L}\p{M}\u200c\u200d]")
_DIGIT = re.compile(r"\d")

# The same for texts of Latin letters and common marks alone, by `re`: three times as fast. A test holds both equal.
_BEYOND_LATIN = re.compile("[^\t\n\r -~\xa0-\u024f\u2010-\u2027\u20ac]")
_LETTER = "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f"
_LATIN_WORD = re.compile(rf"[{_LETTER}]+(?:['’][{_LETTER}]+)*")
_LATIN_TOKEN = re.compile(
    rf"[0-9]+(?:[.,'’\xa0][0-9]+)*|[{_LETTER}]\.(?:[{_LETTER}]\.)+|{_LATIN_WORD.pattern}|[^\s0-9{_LETTER}]"
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}]")


class NumberWord(NamedTuple):
    """A word that is a number. `adds`: it is added to the one before it, which is below ten: dua belas is 12."""

    value: float
    is_ordinal: bool = False
    adds: bool = False


class Role(NamedTuple):
    """What a word may be in its language.

    `begins`, `ends`: names of the lists with a phrase that it begins or ends; `classes`: those of `begins` that say
    what became of people; `day_lists`: those of phrases that say when. `names_day`: a month or a weekday, `month`: 1 to
    12 where it is one. `opens_phrase`: it begins a phrase that says when, `opens_days_back`: one such as `yesterday`;
    `in_phrase`: it is the rarest word of one, `in_day`: of one that makes a day (`last year`, not `a year later`).
    `number`: where it is a number in words; `is_many`: a word such as dozens, `is_round`: such as dozen, vingtaine.
    `in_fraction`: it may belong to a part of a whole (two thirds); `order`: 1 or 2 of forms of `first` and `second`.
    `is_told`: it is looked for among all words of a sentence, and not beside a value alone.
    """

    begins: frozenset[str]
    ends: frozenset[str]
    classes: tuple[str, ...]
    names_day: bool
    month: int | None
    opens_phrase: bool
    opens_days_back: bool
    day_lists: tuple[str, ...]
    in_phrase: bool
    in_day: bool
    number: NumberWord | None
    is_many: bool
    is_round: bool
    in_fraction: bool = False
    order: int = 0
    is_told: bool = False


NO_ROLE = Role(frozenset(), frozenset(), (), False, None, False, False, (), False, False, None, False, False)


class Kind(NamedTuple):
    """What the words of one spelling are, wherever they stand. `lower`: in small letters. `role`: that of a word."""

    lower: str
    is_number: bool
    is_word: bool
    role: Role


class Token(msgspec.Struct, gc=False):
    """A number, a word or a mark. `start`, `end`: its characters in the field; the others as in Kind."""

    text: str
    lower: str
    start: int
    end: int
    is_number: bool
    is_word: bool
    role: Role = NO_ROLE


_VOWEL_SIGNS = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u0640\u064b-\u0652\u0670]")
"""Signs of Hebrew and Arabic above and below letters, and what makes a word longer: most texts leave them out."""


_DOTTED = "İ".lower()
"""The small letter of İ as Python has it: an i with one more dot."""


def kind_of(said: str, roles: Mapping[str, Role]) -> Kind:
    """What a token is. `roles` has one for every word in small letters, and for every mark."""
    if said[0].isdecimal():
        return Kind(said, True, False, NO_ROLE)
    if _WORD_BEGINS.match(said):
        lower = small(said)
        if not lower.isascii():
            lower = _VOWEL_SIGNS.sub("", lower) or lower  # قُتل is قتل
        return Kind(lower, False, True, roles[lower])
    return Kind(said, False, False, roles[said])


def small(word: str) -> str:
    """The word in small letters; İki is iki."""
    return word.lower().replace("’", "'").replace(_DOTTED, "i")


def tokens(text: str, start: int, end: int, kinds: Mapping[str, Kind]) -> list[Token]:
    """Those of a sentence. `kinds` has one for every token as it is written."""
    found: list[Token] = []
    pattern = _TOKEN if _BEYOND_LATIN.search(text, start, end) else _LATIN_TOKEN
    index, append, behind = text.index, found.append, start
    for said in pattern.findall(text, start, end):
        first = index(said, behind)  # between two tokens there are blanks alone
        behind = first + len(said)
        lower, is_number, is_word, role = kinds[said]
        append(Token(said, lower, first, behind, is_number, is_word, role))
    return found


def telling(listed: Sequence[Token]) -> list[tuple[int, Token]]:
    """The tokens that are numbers or words for which a whole sentence is looked through, with their places."""
    return [(place, token) for place, token in enumerate(listed) if token.is_number or token.role.is_told]


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, in order."""
    found: list[str] = (_WORD if _BEYOND_LATIN.search(text) else _LATIN_WORD).findall(text)
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
        self._beginning_with = _ByWord(self._all, 0)
        self._ending_with = _ByWord(self._all, -1)

    def behind(self, listed: Sequence[Token], place: int) -> int | None:
        """Where the longest of the phrases ends that begins at `place`; None where none does."""
        if not 0 <= place < len(listed):
            return None
        token = listed[place]
        if self._name and self._name not in token.role.begins:
            return None
        following = None
        for said in self._beginning_with[token.lower]:
            length = len(said)
            if length == 1:
                return place + 1
            if following is None:
                following = listed[place + 1].lower if place + 1 < len(listed) else ""
            second = said[1]
            if (following == second or second[-1] == "*") and stands_at(listed, place, said):
                return place + length
        return None

    def before(self, listed: Sequence[Token], place: int) -> int | None:
        """Where the longest of the phrases begins that ends right before `place`; None where none does."""
        if not 0 < place <= len(listed):
            return None
        token = listed[place - 1]
        if self._name and self._name not in token.role.ends:
            return None
        for said in self._ending_with[token.lower]:
            if len(said) == 1 or stands_at(listed, place - len(said), said):
                return place - len(said)
        return None

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


class _ByWord(dict[str, tuple[tuple[str, ...], ...]]):
    """A word -> the phrases that it may begin (or end), the longest first; what was found is kept."""

    def __init__(self, phrases: Sequence[tuple[str, ...]], edge: int) -> None:
        super().__init__()
        self._phrases = sorted(phrases, key=len, reverse=True)
        self._edge = edge
        self._exact = {said[edge] for said in phrases if not said[edge].endswith("*")}
        self._beginnings = tuple(said[edge][:-1] for said in phrases if said[edge].endswith("*"))

    def __missing__(self, word: str) -> tuple[tuple[str, ...], ...]:
        if word not in self._exact and not word.startswith(self._beginnings):
            return ()
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = tuple(said for said in self._phrases if _is_word(word, said[self._edge]))
        return found


_KEPT = 5_000
"""Words that are kept with the phrases that they may begin."""


def _is_word(word: str, listed: str) -> bool:
    return word == listed or (listed[-1] == "*" and word.startswith(listed[:-1]))


def phrase(words: str) -> tuple[str, ...]:
    """The words of a phrase of a list, as tokens are compared; marks count, as in `mid-`."""
    plain = words if words.isascii() else _VOWEL_SIGNS.sub("", words)
    return tuple(match.group().replace("’", "'") for match in _STARRED.finditer(plain.lower()))


_STARRED = regex.compile(
    r"\p{L}\.(?:\p{L}\.)+|[\p{L}\p{M}\u200c\u200d]+(?:['’](?=\p{L})[\p{L}\p{M}]+)*\*?|[^\s\p{L}\p{M}]"
)


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
    """Whether it is written without blanks between words, or with endings glued to numbers, in part at least."""
    return _UNSPACED.search(text) is not None
