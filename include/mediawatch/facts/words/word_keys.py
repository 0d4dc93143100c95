"""What the words of a language are compared by: their stems, or one key for all words that say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TypeVar

from mediawatch.cluster.terms import terms
from mediawatch.facts.words import fact_words
from mediawatch.tag.language.words import stems

WITHOUT_STEMS = frozenset({"be", "bg", "bs", "cs", "et", "hr", "lt", "lv", "mk", "pl", "sk", "sl", "sr", "sq", "uk"})
"""Languages whose words have many endings, and for which there is no stemmer: STEM_LETTERS of a word count."""

STEM_LETTERS = 5

LEAST_LETTERS = 4

BEGINNINGS = {**dict.fromkeys(WITHOUT_STEMS, STEM_LETTERS), "ko": 2, "he": 4}
"""Language -> letters of its words that count."""

PREFIXES = {"he": "הבלמושכ"}
"""Letters that a language writes together with the next word: in, to, from, and, that."""

LEAST_PREFIXED = 4
"""Letters of a word of which the first may be such a one."""

MEANING = "=="
"""Begins the key of words of one meaning in all languages."""

_KEPT = 50_000
"""Words of a language that are kept with what they are; those of a day of news."""


Found = TypeVar("Found")


@cache
def word_keys(language: str) -> Known[str | None]:
    """What each word, as it is written, is compared by: its stem; None for words that say nothing."""
    return Known(partial(_word_key, language))


@cache
def named_keys(language: str) -> Known[tuple[str, bool] | None]:
    """The same with whether the word, as it is written, may be a name: it begins with a capital."""
    keys = word_keys(language)
    return Known(lambda word: None if (key := keys[word]) is None else (key, word[0].isupper()))


def _word_key(language: str, word: str) -> str | None:
    lower = word.lower()
    if lower in common(language) or not terms(word, language):
        return None
    key = stems(word, language)[0]
    if language in BEGINNINGS:
        if len(key) >= LEAST_PREFIXED and key[0] in PREFIXES.get(language, ""):
            key = key[1:]
        key = key[: _letters(key, BEGINNINGS[language])]
    return _of_same(lower, key, language) or key


def _letters(key: str, most: int) -> int:
    """How many letters of a word count: of one that is short the last is an ending (rzeka, rzeki)."""
    return most if len(key) > most or most != STEM_LETTERS else max(LEAST_LETTERS, len(key) - 1)


def _of_same(word: str, stem: str, language: str) -> str | None:
    """The key of all words that say the same as `word`, which is no word; None where none is listed."""
    exact, beginnings, any_beginning = _same(language)
    if (key := exact.get(stem)) is not None:
        return key
    if not word.startswith(any_beginning):
        return None
    return next((key for begins, key in beginnings if word.startswith(begins)), None)


@cache
def _same(language: str) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """(key by stem, keys by beginnings, the longest first, all of these beginnings) of the words that say the same."""
    exact: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    named = [(f"{MEANING}{name}", said) for name, said in fact_words.meanings(language).items()]
    groups = (group.split() for group in fact_words.words(language)["same"])
    for key, said in (*named, *((f"={group[0].rstrip('*')}", group) for group in groups)):
        for word in said:
            if word.endswith("*"):
                beginnings.append((word[:-1], key))
            else:
                exact.setdefault(stems(word, language)[0], key)
    longest_first = tuple(sorted(beginnings, key=lambda one: -len(one[0])))
    return exact, longest_first, tuple(begins for begins, _ in longest_first)


@cache
def subgroup_of(language: str) -> Known[str]:
    """The kind of people of each word, in small letters, that names a group of which others are counted apart; empty
    for other words."""
    exact, beginnings = {}, []
    for word, kind in fact_words.subgroups(language).items():
        if word.endswith("*"):
            beginnings.append((word[:-1], kind))
        else:
            exact[word] = kind
    return Known(lambda word: exact.get(word) or next((kind for part, kind in beginnings if word.startswith(part)), ""))


@cache
def opposites() -> Mapping[str, frozenset[str]]:
    """Key of each word that has opposites -> their keys, those of all languages: men -> women, boys, girls."""
    found: dict[str, frozenset[str]] = {}
    for language in fact_words.languages():
        known = word_keys(language)
        for group in fact_words.opposites(language):
            keys = frozenset(known[word] or word for word in group)
            for key in keys:
                found[key] = found.get(key, frozenset()) | (keys - {key})
    return found


@cache
def towns_and_areas(language: str, *, are_words_parted: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the words of a language for a town or village, and for the areas in which they lie; the words themselves
    where they are not parted."""
    known, lists = word_keys(language), fact_words.words(language)
    if not are_words_parted:
        return frozenset(lists["town"]), frozenset(lists["area"])
    town, area = (frozenset(key for word in lists[name] if (key := known[word])) for name in ("town", "area"))
    return town - area, area - town


@cache
def meaning_of(language: str) -> Known[str]:
    """The key of what each word means, in a language that does not part its words; empty for other words."""
    meant = {word: f"{MEANING}{name}" for name, said in fact_words.meanings(language).items() for word in said}
    return Known(lambda word: meant.get(word, ""))


@cache
def changes() -> frozenset[str]:
    """Keys of the words of all languages that say that something rose or fell, where a group of them has one."""
    known = ((word_keys(language), fact_words.words(language)["rises"]) for language in fact_words.languages())
    return frozenset(key for keys, listed in known for word in listed if (key := keys[word]) and key.startswith("="))


@cache
def common(language: str) -> frozenset[str]:
    return frozenset(fact_words.words(language)["common"])


class Known(dict[str, Found]):
    """What was found for each word, found once; all is forgotten where there are too many words."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = self._find(word)
        return found
