"""Marks: what an account of an event says that carries over into other languages.

Names are written alike in most languages, or can be brought to one spelling: `Путина` and `Putin` begin with `putin`.
Numbers are the same everywhere, and the names of countries are known in each language (CLDR). Two accounts in two
languages that share rare marks tell of one event, and a person can check the marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain

import regex
from anyascii import anyascii

from mediawatch.cluster.country_names import acronyms, country_names, longer_names, territories
from mediawatch.cluster.records import Mark, Marks
from mediawatch.cluster.told_places import place_sign, places_told
from mediawatch.words import GEORGIAN, day_names, is_small, phrases
from mediawatch.words.word_lists import keyed

PREFIX = 6  # letters of a name that count: what follows is often an ending (Путин-а, Putin-em)
LEAST_LETTERS = 3
LEAST_OF_PLACE = 4  # letters of another name of a place, behind which endings may stand: Kiev-ie
LEAST_CONSONANTS = 3
LEAST_DIGITS = 2
MARKS = 200  # kept of an article, the commonest of it
NAMES = 40  # by which two accounts of one language are told apart, the commonest of an article

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"\p{{N}}+(?:[.,٫٬]\p{{N}}+)*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])+(?:['’](?=\p{{Ll}}))?")


def _class(holds: Callable[[str], bool]) -> str:
    """Of the characters of Latin, Greek and Cyrillic and the signs of their texts those that are so, for a regex."""
    return "".join(re.escape(sign) for sign in map(chr, chain(range(0x530), range(0x2000, 0x20D0))) if holds(sign))


def _is_plain(sign: str) -> bool:
    return not unicodedata.category(sign).startswith(("M", "N")) or sign in "0123456789"


_LETTERS = _class(lambda sign: unicodedata.category(sign).startswith("L"))
_SMALL = _class(lambda sign: unicodedata.category(sign) == "Ll")
_NOT_PLAIN = re.compile(f"[^{_class(_is_plain)}]")
_PLAIN_WORD = re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[{_LETTERS}]+(?:['’](?=[{_SMALL}]))?")
_NOT_SMALL = _class(lambda sign: unicodedata.category(sign).startswith("L") and not sign.islower())
_PLAIN_CAPITAL = re.compile(rf"(?<![{_LETTERS}])[{_NOT_SMALL}][{_LETTERS}]*(?:['’](?=[{_SMALL}]))?")
HEADED = 4
"""Letters by which a name of a text is one of its headline."""

LONGEST_ACRONYM = 5

BRIEF = 1000
"""Characters of a text whose nouns, where all have capitals, do not count as names."""

BEFORE = 60
"""Characters before a word in which an article and adjectives are looked for."""

_BEGINNINGS = frozenset('.!?:;"“”„»«\n()[]–—…')
"""What stands before the first word of a sentence."""

_CASED = regex.compile(rf"(?![{GEORGIAN}])[\p{{Lu}}\p{{Ll}}]")
_PARTS_NO_WORDS = regex.compile(f"[{_UNSPACED}]")
_NO_LETTERS = re.compile("[^a-z]+")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")
_SOUNDS = (
    ("sch", "s"), ("sh", "s"), ("zh", "s"), ("kh", "h"), ("ch", "c"), ("ck", "k"), ("ph", "f"), ("th", "t"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"), ("c", "k"), ("x", "ks"), ("z", "s"),
)  # fmt: skip
"""Letters that transliterations exchange for each other, the longer ones first."""


def marks(headline: str, article_body: str, language: str) -> Marks:
    """The marks of an article, at most MARKS. `language` is a base subtag; it says by which names countries go."""
    return told(headline, article_body, language)[0]


def told(headline: str, article_body: str, language: str) -> tuple[Marks, frozenset[str]]:
    """The marks of an article, and what tells it from another of its language on an event of the same kind: the
    countries that it names or writes of (`Turkey`, `Turkish`), and NAMES of its names at most, the commonest; no names
    of days. `n:` are those that its headline tells, `w:` the others, `v:` words that may be names and may be none."""
    text = TextWords(f"{headline}\n{article_body}")
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for mark, word, number in _found(text, language):
        counts[mark] += number
        written.setdefault(mark, word)
    found = {mark: Mark(count, written[mark]) for mark, count in counts.most_common(MARKS)}
    names = [mark for mark in found if mark.startswith("n:") and mark not in _days()][:NAMES]
    kinds = _kinds_told(headline, text, names, found, language) if names else ()
    return found, frozenset((*_countries_told(text, language), *kinds, *places_told(headline, article_body, language)))


def _kinds_told(headline: str, text: TextWords, names: Sequence[str], found: Marks, language: str) -> Iterator[str]:
    """The names of a text as `told` has them. An acronym of the headline is none of it: it is an office that tells of
    all events of a kind. Where all nouns have capitals, only places are names of the headline, and of a brief other
    nouns are no names at all."""
    sign = place_sign(language)
    places = frozenset(sign.findall(text.text)) if sign else None
    headed = {sound(word)[:HEADED] for word in _WORD.findall(headline)}
    other = "v:" if sign and len(text.text) <= BRIEF else "w:"
    for mark in names:
        written = found[mark].written
        is_acronym = written.isupper() and len(written) <= LONGEST_ACRONYM
        is_headed = mark[2 : 2 + HEADED] in headed and (
            not is_acronym if places is None else written in places and not text.is_noun(written, language)
        )
        yield mark if is_headed else f"{other}{mark[2:]}"


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
        self.counts: Mapping[str, int] = Counter((_PLAIN_WORD if self.is_plain else _WORD).findall(text))
        """Word -> how often it stands, in the order of the text."""

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where the words stand that begin with no small letter; of a text that is not plain, where all do."""
        places: dict[str, list[int]] = {}
        if self.is_plain:
            for match in _PLAIN_CAPITAL.finditer(self.text):
                places.setdefault(match.group(), []).append(match.start())
            return places
        end = 0
        for word in _WORD.findall(self.text):  # between two words stands nothing that a word is made of
            start = self.text.find(word, end)
            end = start + len(word)
            places.setdefault(word, []).append(start)
        return places

    @cached_property
    def named(self) -> Sequence[str]:
        """The words that begin with no small letter and no digit, in the order of the text."""
        if self.is_plain:
            return list(self.places)
        return [word for word in self.counts if not (is_small(word[0]) or word[0].isnumeric())]

    def is_name(self, written: str, word: str) -> bool:
        """Whether a word, written with an apostrophe perhaps, is none that only begins sentences, and none that is
        written small as well."""
        return word.lower() not in self.counts and not all(map(self._begins_sentence, self.places[written]))

    def is_noun(self, word: str, language: str) -> bool:
        """Whether an article or a figure stands before a word once, perhaps with adjectives between."""
        nouns = _before("before_nouns", language)
        known, endings = nouns | _before("before_places", language), _adjective_ends(language)
        for start in self.places.get(word, ()):
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


def _found(text: TextWords, language: str) -> Iterator[tuple[str, str, int]]:
    """(mark, how it is written, how often), in the order of the text."""
    names, known = country_names(language), acronyms(language)
    for written, number in text.counts.items():
        if is_small(written):
            word = written.rstrip("'’")
            code = names.get(word.casefold())
            if code is not None:
                yield f"@{code}", word, number
            if code is not None or word[0].isascii() or _CASED.match(word):
                continue  # most words by far
        word = written.rstrip("'’")
        for mark in _of_word(word, written, names, known, text):
            yield mark, word, number
    yield from _longer_told(text, language)
    for mark, name in _countries_inside_told(text, language):
        yield mark, name, 1


def _longer_told(text: TextWords, language: str) -> Iterator[tuple[str, str, int]]:
    """The countries whose names are of several words: South Korea, Corée du Sud."""
    longer, codes = _longer_countries(language), longer_names(language)
    for word in text.named:
        if not (listed := longer.get(word.rstrip("'’").casefold())):
            continue
        for name in listed:
            starts = [start for start in text.places[word] if _stands_at(name, text.text, start)]
            if starts:
                yield f"@{codes[name]}", text.text[starts[0] : starts[0] + len(name)], len(starts)


def _countries_told(text: TextWords, language: str) -> Iterator[str]:
    names, longer = _countries(language), _longer_names(language)
    for word in text.named:
        first = word.rstrip("'’").casefold()
        if (code := names.get(first)) is not None:
            yield f"@{code}"
        for name in longer.get(first, ()):
            if any(_stands_at(name, text.text, start) for start in text.places[word]):
                yield f"@{names[name]}"
    yield from (code for code, _ in _countries_inside_told(text, language))


def _countries_inside_told(text: TextWords, language: str) -> Iterator[tuple[str, str]]:
    """(mark, how it is written) of countries that a text names in a script that parts no words."""
    if text.is_plain or not _PARTS_NO_WORDS.search(text.text):
        return
    if (inside := _countries_inside(language)) is not None:
        names = country_names(language)
        for match in inside.finditer(text.text):
            yield f"@{names[match.group().casefold()]}", match.group()


def _of_word(
    word: str, written: str, names: Mapping[str, str], known: Mapping[str, str], text: TextWords
) -> Iterable[str]:
    first = word[0]
    if first.isnumeric():
        number = _number(word)
        return () if number is None else (f"#{number}",)
    if (code := names.get(word.casefold()) or known.get(word)) is not None:
        return (f"@{code}",)
    if not first.isupper() and _CASED.match(word) is None:
        return _consonants(word)
    return _name(word) if first.isupper() and len(word) > 2 and text.is_name(written, word) else ()


@lru_cache(maxsize=10_000)
def _number(word: str) -> str | None:
    """A number of LEAST_DIGITS digits, in ASCII, with one kind of point: `1,200` and `1.200` are one."""
    digits = [unicodedata.decimal(character, ".") for character in word]
    plain = "".join(map(str, digits))
    return plain if sum(map(str.isdigit, plain)) >= LEAST_DIGITS else None


@lru_cache(maxsize=100_000)
def _name(word: str) -> tuple[str, ...]:
    spelt = sound(word)
    if len(spelt) < LEAST_LETTERS:
        return ()
    return f"n:{spelt[:PREFIX]}", *_consonants(word)  # by which scripts without vowels or capitals are compared


def _consonants(word: str) -> tuple[str, ...]:
    """Of scripts without capitals, all words: what is no name is in no other language's text."""
    left = consonants(word)
    return (f"k:{left}",) if len(left) >= LEAST_CONSONANTS else ()


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A word in small ASCII letters, spelt as it sounds: `Сулеймани` and `Soleimani` differ in one vowel."""
    spelt = _NO_LETTERS.sub("", anyascii(word).lower())
    for letters, instead in _SOUNDS:
        spelt = spelt.replace(letters, instead)
    return _DOUBLED.sub(r"\1", spelt)


@lru_cache(maxsize=100_000)
def consonants(word: str) -> str:
    """The consonants of a word, which scripts without vowels write too."""
    return _VOWELS.sub("", sound(word))[:PREFIX]


@lru_cache(maxsize=100_000)
def first_name(name: str) -> str:
    """The first name of a place by another one, both spelt as they sound: `kiv` of `kiev`, and of `kievie`; else the
    name. It has PREFIX letters at most, as in marks."""
    known = _first_names()
    return next((known[name[:size]] for size in (PREFIX, PREFIX - 1, LEAST_OF_PLACE) if name[:size] in known), name)


@cache
def _first_names() -> Mapping[str, str]:
    return {
        sound(other)[:PREFIX]: sound(name)[:PREFIX]
        for places in keyed("names_of_places").values()
        for name, others in places.items()
        for other in others
    }


def _stands_at(name: str, text: str, start: int) -> bool:
    """Whether the name, case folded, stands in the text from `start` on, as whole words."""
    end = start + len(name)
    return text[start:end].casefold() == name and not text[end : end + 1].isalnum()


@cache
def _days() -> frozenset[str]:
    return frozenset(f"n:{sound(name)[:PREFIX]}" for name in day_names())


@cache
def _countries(language: str) -> Mapping[str, str]:
    """All names of countries and words for what belongs to one, case folded -> code."""
    more = keyed("countries").get(language, {})
    return {
        **territories(language),
        **country_names(language),
        **{name.casefold(): code for code, names in more.items() for name in names},
    }


@cache
def _longer_names(language: str) -> Mapping[str, Sequence[str]]:
    """First word of a name of several words -> such names."""
    return _by_first_word(_countries(language))


@cache
def _longer_countries(language: str) -> Mapping[str, Sequence[str]]:
    return _by_first_word(longer_names(language))


def _by_first_word(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        first = _WORD.match(name)
        if first and first.end() < len(name):
            found.setdefault(first.group(), []).append(name)
    return found


@cache
def _countries_inside(language: str) -> regex.Pattern[str] | None:
    """Finds the names of countries in a script that parts no words."""
    names = [name for name in country_names(language) if len(name) > 1 and _PARTS_NO_WORDS.search(name)]
    return regex.compile("|".join(map(regex.escape, sorted(names, key=len, reverse=True)))) if names else None
