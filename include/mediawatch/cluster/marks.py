"""Marks: what an account of an event says that carries over into other languages.

Names are written alike in most languages, or can be brought to one spelling: `Путина` and `Putin` begin with `putin`.
Numbers are the same everywhere, and the names of countries are known in each language (CLDR). Two accounts in two
languages that share rare marks tell of one event, and a person can check the marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeAlias

import regex
from anyascii import anyascii

from mediawatch.cluster.country_names import acronyms, country_names, longer_names, territories
from mediawatch.cluster.records import Mark, Marks
from mediawatch.cluster.text_words import APOSTROPHES, CASELESS, UNSPACED, WORD, TextWords
from mediawatch.cluster.told_places import place_sign, places_told
from mediawatch.words import GEORGIAN, day_names, is_small
from mediawatch.words.word_lists import keyed

PREFIX = 6  # letters of a name that count: what follows is often an ending (Путин-а, Putin-em)
LEAST_LETTERS = 3
LEAST_OF_PLACE = 4  # letters of another name of a place, behind which endings may stand: Kiev-ie
LEAST_CONSONANTS = 3
LEAST_DIGITS = 2
MARKS = 200  # kept of an article, the commonest of it
NAMES = 40  # by which two accounts of one language are told apart, the commonest of an article

MOST_WORDS = 200_000
"""Words of all languages that a process remembers."""

HEADED = 4
"""Letters by which a name of a text is one of its headline."""

LONGEST_ACRONYM = 5

BRIEF = 1000
"""Characters of a text whose nouns, where all have capitals, do not count as names."""

_CASED = regex.compile(rf"(?![{GEORGIAN}])[\p{{Lu}}\p{{Ll}}]")
_PARTS_NO_WORDS = regex.compile(f"[{UNSPACED}]")
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
    known = _known(text, language)
    inside = list(_countries_inside_told(text, language))
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for mark, word, number in chain(_found(text, known), _longer_told(text, known, language), inside):
        if mark in counts:
            counts[mark] += number
        else:
            counts[mark], written[mark] = number, word
    commonest = sorted(counts.items(), key=itemgetter(1), reverse=True)[:MARKS]
    found = {mark: Mark(count, written[mark]) for mark, count in commonest}
    names = [mark for mark in found if mark.startswith("n:") and mark not in _days()][:NAMES]
    kinds = _kinds_told(headline, text, names, found, language) if names else ()
    countries = (*_countries_told(text, known, language), *(mark for mark, _, _ in inside))
    return found, frozenset((*countries, *kinds, *places_told(headline, article_body, language)))


def _kinds_told(headline: str, text: TextWords, names: Sequence[str], found: Marks, language: str) -> Iterator[str]:
    """The names of a text as `told` has them. An acronym of the headline is none of it: it is an office that tells of
    all events of a kind. Where all nouns have capitals, only places are names of the headline, and of a brief other
    nouns are no names at all."""
    sign = place_sign(language)
    places = frozenset(sign.findall(text.text)) if sign else None
    headed = {sound(word)[:HEADED] for word in text.words_of(headline)}
    other = "v:" if sign and len(text.text) <= BRIEF else "w:"
    for mark in names:
        written = found[mark].written
        is_acronym = written.isupper() and len(written) <= LONGEST_ACRONYM
        is_headed = mark[2 : 2 + HEADED] in headed and (
            not is_acronym if places is None else written in places and not text.is_noun(written, language)
        )
        yield mark if is_headed else f"{other}{mark[2:]}"


class _Word(NamedTuple):
    """What a word of a language may tell, as it is written. `named`: marks where it is a name. `longer`: countries
    whose names of several words begin with it. `code` and `countries` are the same for what tells accounts apart."""

    word: str
    marks: Sequence[str] = ()
    named: Sequence[str] = ()
    longer: Sequence[str] = ()
    code: str | None = None
    countries: Sequence[str] = ()


_Known: TypeAlias = Sequence[tuple[str, int, _Word]]
"""Of the words of a text those that tell something: as written, how often, what."""


class _Words(dict[str, _Word | None]):
    """What the words of a language tell, as they are written, None for most; each is looked at once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.names, self._acronyms = country_names(language), acronyms(language)
        self._countries = _countries(language)
        self._longer, self._longer_countries = _longer_countries(language), _longer_names(language)

    def __missing__(self, written: str) -> _Word | None:
        told = self[written] = self._told(written, written.rstrip("'’"))
        return told

    def _told(self, written: str, word: str) -> _Word | None:
        first, folded = word[0], word.casefold()
        if is_small(written) and first.isascii():  # most words by far
            code = self.names.get(folded)
            return None if code is None else _Word(word, (f"@{code}",))
        if first.isnumeric():
            number = _number(word)
            return None if number is None else _Word(word, (f"#{number}",))
        marks: Sequence[str] = ()
        named: Sequence[str] = ()
        if (code := self.names.get(folded) or self._acronyms.get(word)) is not None:
            marks = (f"@{code}",)
        elif not first.isupper() and _CASED.match(word) is None:
            marks = _consonants(word)
        elif first.isupper() and len(word) > 2:
            named = _name(word)
        if is_small(first):
            return _Word(word, marks) if marks else None
        longer, countries = self._longer.get(folded, ()), self._longer_countries.get(folded, ())
        country = self._countries.get(folded)
        told = _Word(word, marks, named, longer, country, countries)
        return told if any(told[1:]) else None


_KNOWN: dict[str, _Words] = {}


def _words(language: str) -> _Words:
    """Those of a language that this process remembers. All are forgotten where MOST_WORDS are known: some 40 MB."""
    if sum(map(len, _KNOWN.values())) > MOST_WORDS:
        _KNOWN.clear()
    if language not in _KNOWN:
        _KNOWN[language] = _Words(language)
    return _KNOWN[language]


def _known(text: TextWords, language: str) -> _Known:
    words = _words(language)
    counts, names = text.counts, words.names
    if text.is_plain:  # of which what is written small tells countries at most
        asked = [
            word
            for word in counts
            if not word.islower() or word in names or word[-1] in APOSTROPHES or word[0] in CASELESS
        ]
    else:
        asked = list(counts)
    told = zip(asked, map(words.__getitem__, asked), strict=True)
    return [(written, counts[written], word) for written, word in told if word is not None]


def _found(text: TextWords, known: _Known) -> Iterator[tuple[str, str, int]]:
    """(mark, how it is written, how often), in the order of the text."""
    for written, number, told in known:
        for mark in told.marks:
            yield mark, told.word, number
        if told.named and text.is_name(written, told.word):
            for mark in told.named:
                yield mark, told.word, number


def _longer_told(text: TextWords, known: _Known, language: str) -> Iterator[tuple[str, str, int]]:
    """The countries whose names are of several words: South Korea, Corée du Sud."""
    codes = longer_names(language)
    for written, _, told in known:
        for name in told.longer:
            if starts := _standing(name, written, text):
                yield f"@{codes[name]}", text.text[starts[0] : starts[0] + len(name)], len(starts)


def _countries_told(text: TextWords, known: _Known, language: str) -> Iterator[str]:
    names = _countries(language)
    for written, _, told in known:
        if told.code is not None:
            yield f"@{told.code}"
        for name in told.countries:
            if _standing(name, written, text):
                yield f"@{names[name]}"


def _countries_inside_told(text: TextWords, language: str) -> Iterator[tuple[str, str, int]]:
    """(mark, how it is written, 1) of countries that a text names in a script that parts no words."""
    if text.is_plain or not _PARTS_NO_WORDS.search(text.text):
        return
    if (inside := _countries_inside(language)) is not None:
        names = country_names(language)
        for match in inside.finditer(text.text):
            yield f"@{names[match.group().casefold()]}", match.group(), 1


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


def _standing(name: str, first: str, text: TextWords) -> list[int]:
    """Where a name, case folded, stands as whole words in a text that writes its first word so."""
    if name not in text.folded:
        return []
    return [start for start in text.starts(first) if _stands_at(name, text.text, start)]


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
        first = WORD.match(name)
        if first and first.end() < len(name):
            found.setdefault(first.group(), []).append(name)
    return found


@cache
def _countries_inside(language: str) -> regex.Pattern[str] | None:
    """Finds the names of countries in a script that parts no words."""
    names = [name for name in country_names(language) if len(name) > 1 and _PARTS_NO_WORDS.search(name)]
    return regex.compile("|".join(map(regex.escape, sorted(names, key=len, reverse=True)))) if names else None
