"""Names of countries, as the texts of a language spell them: CLDR's in all its spellings of the language, other common
ones (Britain, USA, Corée du Sud), and forms with the endings of the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import regex
from babel import Locale
from babel.core import UnknownLocaleError

from mediawatch.words.word_lists import keyed

_SPELLINGS = {"zh": ("zh_Hant",), "pt": ("pt_PT",), "sr": ("sr_Latn",), "es": ("es_MX",), "uz": ("uz_Cyrl",)}
"""Locales of CLDR that spell names in another way than the language's own."""

_NO_COUNTRIES = ("ZZ", "EU", "EZ", "UN")

_NAMED_TWICE = ("MM",)
"""Codes whose names say in brackets another name (Myanmar, Burma), and not what or whose they are."""

_BRACKETS = regex.compile(r"\s*[(（]([^)）]*)[)）]")

_ONE_WORD = regex.compile(r"[\p{L}\p{M}]+")
"""Hyphens and stops part words in texts too: États-Unis, U.S."""

_LONGEST_ACRONYM = 5

_LEAST_STEM = 4
"""Letters before an ending: Куба and кубы are two words."""

_LAST_LETTERS = frozenset("aeiouyаеёиоуыэюяійьїє")
"""Letters that an ending takes the place of."""


@cache
def territories(language: str) -> Mapping[str, str]:
    """Name in this language, case folded -> code of the country (CLDR), and the other common names; empty for unknown
    languages."""
    found: dict[str, str] = {}
    for locale in (language, *_SPELLINGS.get(language, ())):
        for name, code in _of_locale(locale):
            found.setdefault(name.casefold(), code)
    for code, name in _others(language):
        if not _is_acronym(name):
            found.setdefault(name.casefold(), code)
    return found


@cache
def acronyms(language: str) -> Mapping[str, str]:
    """Names in capitals alone, as they are written -> code: US is a country, and us is none."""
    return {name: code for code, name in _others(language) if _is_acronym(name)}


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Of the names of countries those of one word and their forms with the endings of the language, case folded ->
    code. Two languages have them alike, so accounts are compared by them; what belongs to a country is known in few."""
    names = {name: code for name, code in territories(language).items() if _ONE_WORD.fullmatch(name)}
    endings = keyed("country_endings").get(language, {}).get("", ())
    for name, code in list(names.items()) if endings else ():
        stem = name[:-1] if name[-1] in _LAST_LETTERS else name
        if len(stem) >= _LEAST_STEM:
            for ending in endings:
                names.setdefault(stem + ending, code)
    return names


@cache
def longer_names(language: str) -> Mapping[str, str]:
    """Of the names of countries those of several words, case folded -> code."""
    return {name: code for name, code in territories(language).items() if not _ONE_WORD.fullmatch(name)}


def _of_locale(locale: str) -> Iterator[tuple[str, str]]:
    try:
        listed = Locale.parse(locale).territories
    except (UnknownLocaleError, ValueError):
        return
    for code, name in listed.items():
        if len(code) != 2 or not code.isalpha() or code in _NO_COUNTRIES:
            continue
        yield name, code
        if code in _NAMED_TWICE and (inside := _BRACKETS.search(name)):
            yield _BRACKETS.sub("", name), code
            yield inside[1], code


def _others(language: str) -> Iterator[tuple[str, str]]:
    for code, names in keyed("country_names").get(language, {}).items():
        yield from ((code, name) for name in names)


def _is_acronym(name: str) -> bool:
    return len(name) <= _LONGEST_ACRONYM and name.isupper() and name.isalpha()
