"""Marks: what an account of an event says that carries over into other languages.

Names are written alike in most languages, or can be brought to one spelling: `Путина` and `Putin` begin with `putin`.
Numbers are the same everywhere, and the names of countries are known in each language (CLDR). Two accounts in two
languages that share rare marks tell of one event, and a person can check the marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial

import regex
from anyascii import anyascii
from babel import Locale
from babel.core import UnknownLocaleError

from mediawatch.cluster.records import Mark, Marks
from mediawatch.deduplicate.forms import day_names
from mediawatch.words.word_lists import keyed

PREFIX = 6  # letters of a name that count: what follows is often an ending (Путин-а, Putin-em)
LEAST_LETTERS = 3
LEAST_CONSONANTS = 3
LEAST_DIGITS = 2
MARKS = 200  # kept of an article, the commonest of it
NAMES = 40  # by which two accounts of one language are told apart, the commonest of an article

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"\p{{N}}+(?:[.,٫٬]\p{{N}}+)*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])+(?:['’](?=\p{{Ll}}))?")
_BEGINS = regex.compile(r"(?:^|[.!?:;\"“”„»«\n()\[\]–—…])[^\p{L}\p{N}]*\Z")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}]")
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
    of days."""
    text = f"{headline}\n{article_body}"
    places: dict[str, list[int]] = {}
    end = 0
    for word in _WORD.findall(text):  # between two words stands nothing that a word is made of
        start = text.find(word, end)
        end = start + len(word)
        places.setdefault(word, []).append(start)
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for mark, word, number in _found(text, places, language):
        counts[mark] += number
        written.setdefault(mark, word)
    found = {mark: Mark(count, written[mark]) for mark, count in counts.most_common(MARKS)}
    names = [mark for mark in found if mark.startswith("n:") and mark not in _days()]
    return found, frozenset((*_countries_told(text, places, language), *names[:NAMES]))


def _found(text: str, places: Mapping[str, Sequence[int]], language: str) -> Iterator[tuple[str, str, int]]:
    """(mark, how it is written, how often), in the order of the text. A word is looked at once, wherever it stands."""
    names = country_names(language)
    for word, starts in places.items():
        if word.isascii() and word.islower() and word.rstrip("'") not in names:
            continue  # most words by far
        plain = word.rstrip("'’")
        for mark in _of_word(plain, names, partial(_is_name, plain, starts, text, places)):
            yield mark, plain, len(starts)
    if _PARTS_NO_WORDS.search(text) and (inside := _countries_inside(language)) is not None:
        for match in inside.finditer(text):
            yield f"@{names[match.group().casefold()]}", match.group(), 1


def _countries_told(text: str, places: Mapping[str, Sequence[int]], language: str) -> Iterator[str]:
    names = _countries(language)
    for word, starts in places.items():
        if word[0].islower() or word[0].isnumeric():
            continue
        first = word.rstrip("'’").casefold()
        if (code := names.get(first)) is not None:
            yield f"@{code}"
        for name in _longer_names(language).get(first, ()):
            if any(_stands_at(name, text, start) for start in starts):
                yield f"@{names[name]}"
    if _PARTS_NO_WORDS.search(text) and (inside := _countries_inside(language)) is not None:
        yield from (f"@{names[match.group().casefold()]}" for match in inside.finditer(text))


def _of_word(word: str, names: Mapping[str, str], is_name: Callable[[], bool]) -> Iterator[str]:
    if word[0].isnumeric():
        if (number := _number(word)) is not None:
            yield f"#{number}"
    elif (code := names.get(word.casefold())) is not None:
        yield f"@{code}"
    elif _CASED.match(word) is None:
        yield from _consonants(word)
    elif word[0].isupper() and len(word) > 2 and is_name():
        yield from _name(word)


def _is_name(word: str, starts: Sequence[int], text: str, places: Container[str]) -> bool:
    """No word that only begins sentences, and none that is written small as well."""
    return word.lower() not in places and any(not _BEGINS.search(text, max(0, start - 4), start) for start in starts)


def _number(word: str) -> str | None:
    """A number of LEAST_DIGITS digits, in ASCII, with one kind of point: `1,200` and `1.200` are one."""
    digits = [unicodedata.decimal(character, ".") for character in word]
    plain = "".join(map(str, digits))
    return plain if sum(map(str.isdigit, plain)) >= LEAST_DIGITS else None


def _name(word: str) -> Iterator[str]:
    spelt = sound(word)
    if len(spelt) >= LEAST_LETTERS:
        yield f"n:{spelt[:PREFIX]}"
        yield from _consonants(word)  # by which accounts in scripts without vowels or capitals are compared


def _consonants(word: str) -> Iterator[str]:
    """Of scripts without capitals, all words: what is no name is in no other language's text."""
    left = consonants(word)
    if len(left) >= LEAST_CONSONANTS:
        yield f"k:{left}"


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


def _stands_at(name: str, text: str, start: int) -> bool:
    """Whether the name, case folded, stands in the text from `start` on, as whole words."""
    end = start + len(name)
    return text[start:end].casefold() == name and not text[end : end + 1].isalnum()


@cache
def _days() -> frozenset[str]:
    return frozenset(f"n:{sound(name)[:PREFIX]}" for name in day_names())


@cache
def _territories(language: str) -> Mapping[str, str]:
    """Name in this language, case folded -> code of the country (CLDR); empty for unknown languages."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.casefold(): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "EZ", "UN")
    }


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Of the names of countries those of one word, case folded -> code. Two languages have them alike, so accounts are
    compared by them; what belongs to a country is known in few."""
    return {name: code for name, code in _territories(language).items() if " " not in name}


@cache
def _countries(language: str) -> Mapping[str, str]:
    """All names of countries and words for what belongs to one, case folded -> code."""
    more = keyed("countries").get(language, {})
    return {**_territories(language), **{name.casefold(): code for code, names in more.items() for name in names}}


@cache
def _longer_names(language: str) -> Mapping[str, Sequence[str]]:
    """First word of a name of several words -> such names."""
    found: dict[str, list[str]] = {}
    for name in _countries(language):
        first = _WORD.match(name)
        if first and first.end() < len(name):
            found.setdefault(first.group(), []).append(name)
    return found


@cache
def _countries_inside(language: str) -> regex.Pattern[str] | None:
    """Finds the names of countries in a script that parts no words."""
    names = [name for name in country_names(language) if len(name) > 1 and _PARTS_NO_WORDS.search(name)]
    return regex.compile("|".join(map(regex.escape, sorted(names, key=len, reverse=True)))) if names else None
