"""Names of the months in the languages of CLDR and in the calendars that newspapers write: Gregorian, Jalali, Hijri,
Ethiopic, Bikram Sambat (Nepal).

The Gregorian names come from CLDR (babel), nominative and genitive, wide and abbreviated. What newspapers write
besides, and the months of the other calendars, stand in words under `months`, `jalali_months` and the like.
"""

from __future__ import annotations

import pickle
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from babel.core import get_global
from babel.localedata import locale_identifiers, resolve_locale_filename

from mediawatch.words import keyed

Calendar = Literal["gregorian", "jalali", "hijri", "ethiopic", "bikram"]
Month = tuple[Calendar, int]

COMMON = (  # in the order in which an abbreviation that two of them write differently is read
    *(
        "en",
        "en_GB",
        "de",
        "de_AT",
        "fr",
        "es",
        "es_PE",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "sk",
        "hr",
    ),
    *("sr_Latn", "hu", "ro", "tr", "id", "el", "ru", "uk", "bg", "hi", "mr", "bn", "ar", "ar_LB", "ar_DZ", "ur", "fa"),
    "th",
)
"""Locales whose names are known whatever the language of a text; those of the others where the text is in it."""

_LISTS: dict[str, Calendar] = {
    "months": "gregorian",
    "jalali_months": "jalali",
    "hijri_months": "hijri",
    "ethiopic_months": "ethiopic",
    "bikram_months": "bikram",
}
_OPTIONAL = dict.fromkeys(
    [*range(0x064B, 0x0656), 0x0670, 0x0640, 0x093C, 0x09BC, 0x0A3C, 0x200C, 0x200D, ord("."), ord("’"), ord("'")]
)
_ARABIC = str.maketrans({"ٱ": "ا", "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ھ": "ه"})


_GREEK_MARKS = re.compile("(?<=[\u0370-\u03ff\u0301\u0308])[\u0301\u0308]")
"""Accents, which capitals do not have: ΜΑΪΟΥ, ΜΑΙΟΥ and Μαΐου are one."""


def key(name: str) -> str:
    """What a month's name is looked up by: its letters in lower case, without dots, joiners and signs that are optional
    in print; Arabic letters as Persian writes them."""
    letters = unicodedata.normalize("NFD", name.strip().lower()).translate(_OPTIONAL)
    letters = _GREEK_MARKS.sub("", letters.replace("i\u0307", "i").replace("ı", "i"))  # HAZİRAN, MAYIS
    return " ".join(unicodedata.normalize("NFC", letters).translate(_ARABIC).split())


@cache
def _cldr(locale: str) -> Mapping[str, int]:
    """The names in CLDR's tables of a locale, in lower case."""
    names: dict[str, int] = {}
    for tables in _tables(locale):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                table = tables.get(context, {}).get(width, {})
                for number, name in table.items():
                    if not name.isdigit():
                        names.setdefault(name.lower().rstrip("."), number)
    if locale == "he":  # dates set `in` before the month, as one word
        names |= {f"ב{name}": number for name, number in names.items()}
    return names


def _tables(locale: str) -> Iterator[Mapping[str, Mapping[str, Mapping[int, str]]]]:
    """CLDR's tables of months, those of a locale and then those of each that it inherits from; empty where it has none.

    They are read from babel's files. To have babel put together all that it knows of a language takes ten times as
    long, and languages share what it has put together: once it was asked for Lao, others have its names too.
    """
    parents = get_global("parent_exceptions")
    while locale not in ("", "root"):
        file = Path(resolve_locale_filename(locale))
        months = pickle.loads(file.read_bytes()).get("months", {}) if file.is_file() else {}  # noqa: S301  # babel's own
        yield {  # what is no table refers to another one
            context: {width: names for width, names in tables.items() if isinstance(names, dict)}
            for context, tables in months.items()
            if isinstance(tables, dict)
        }
        rest, _, last = locale.rpartition("_")
        locale = parents.get(locale) or ("" if len(last) == len("Latn") else rest)


@cache
def _listed() -> Mapping[str, Mapping[str, Month]]:
    """language -> name -> month, of words."""
    names: dict[str, dict[str, Month]] = {}
    for listed, calendar in _LISTS.items():
        for language, numbers in keyed(listed).items():
            for number, spellings in numbers.items():
                for spelling in spellings:
                    names.setdefault(language, {})[spelling.lower()] = (calendar, int(number))
    return names


def spellings() -> dict[str, Month]:
    """Every name of COMMON and of words as it is written, in lower case. The earlier locale wins."""
    found: dict[str, Month] = {}
    for locale in COMMON:
        for name, number in _cldr(locale).items():
            found.setdefault(name, ("gregorian", number))
    for names in _listed().values():
        for name, month in names.items():
            found.setdefault(name, month)
    return found


@cache
def _common() -> Mapping[str, Month]:
    found: dict[str, Month] = {}
    for name, month in spellings().items():
        found.setdefault(key(name), month)
    return found


@cache
def _of(language: str) -> Mapping[str, Month]:
    found: dict[str, Month] = {key(name): month for name, month in _listed().get(language, {}).items()}
    for name, number in _cldr(language).items():
        found.setdefault(key(name), ("gregorian", number))
    return found


@cache
def _anywhere() -> Mapping[str, Month]:
    """The full names of all languages that do not write Latin, Greek or Cyrillic letters, but for those that mean
    different months in two of them."""
    found: dict[str, Month | None] = {}
    scripts = get_global("likely_subtags")
    for locale in (name for name in locale_identifiers() if "_" not in name):
        if _KNOWN_LETTERS.isdisjoint(scripts.get(locale, "").split("_")):
            for name, number in _cldr(locale).items():
                if len(name) > _ABBREVIATION and min(word := key(name)) >= _OTHER_LETTERS:
                    month: Month = ("gregorian", number)
                    found[word] = month if found.setdefault(word, month) == month else None
    return {name: month for name, month in found.items() if month}


_ABBREVIATION = 3  # letters
_KNOWN_LETTERS = frozenset({"Latn", "Grek", "Cyrl"})
_OTHER_LETTERS = "\u0530"  # behind the Latin, Greek and Cyrillic ones
_STEM = 4  # letters of a name that its declined forms begin with


def month(name: str, language: str | None = None) -> Month | None:
    """The month that a word names: in `language` (its first subtag) declined forms too, else in any of COMMON, else for
    a word of other letters than Latin, Greek or Cyrillic in any language. None for every other word."""
    if found := known_month(name, language):
        return found
    word = key(name)
    return _anywhere().get(word) if word and min(word) >= _OTHER_LETTERS else None


def known_month(name: str, language: str | None = None) -> Month | None:
    """The month that a word names in `language` or in any of COMMON: what `month` finds without the names of all
    languages, which take a second to be read."""
    word = key(name)
    if not word:
        return None
    base = (language or "").replace("_", "-").split("-")[0].lower()
    if base and _of(base) and (found := own_month(name, base)):
        return found
    return _common().get(word)


_BY_SCRIPT = (
    *(("\u0530", "\u058f", "hy"), ("\u0590", "\u05ff", "he"), ("\u0a00", "\u0a7f", "pa"), ("\u0a80", "\u0aff", "gu")),
    *(("\u0b00", "\u0b7f", "or"), ("\u0b80", "\u0bff", "ta"), ("\u0c00", "\u0c7f", "te"), ("\u0c80", "\u0cff", "kn")),
    *(("\u0d00", "\u0d7f", "ml"), ("\u0d80", "\u0dff", "si"), ("\u0e00", "\u0e7f", "th"), ("\u0e80", "\u0eff", "lo")),
    *(("\u1000", "\u109f", "my"), ("\u10a0", "\u10ff", "ka"), ("\u1200", "\u139f", "am"), ("\u1780", "\u17ff", "km")),
)
"""First and last character of scripts that one language of news writes, and that language."""

_WITHOUT_OWN_SCRIPT = (
    "sl",
    "sr",
    "mk",
    "sq",
    "et",
    "lv",
    "lt",
    "az",
    "uz",
    "kk",
    "be",
    "ms",
    "sw",
    "fil",
    "vi",
    "ca",
    "ps",
)
"""Languages whose months are asked for where the common ones have no such name."""


def month_anywhere(name: str) -> Month | None:
    """The month that a word names in one of the common languages, in the one that writes its script, or in another of
    these: where the place of a word, as in a dateline, makes it likely to be one."""
    if found := known_month(name):
        return found
    first = name[:1]
    for begin, end, language in _BY_SCRIPT:
        if begin <= first <= end:
            return known_month(name, language)
    asked = (known_month(name, language) for language in _WITHOUT_OWN_SCRIPT)
    return next(filter(None, asked), None)


def own_month(name: str, language: str) -> Month | None:
    """The month that a word names in `language`, a base subtag; in any of COMMON only where the language has no names
    of its own, since `tra` (April in Croatian) is a word of others."""
    word = key(name)
    own = _of(language)
    if not word or not own:
        return known_month(name, language)
    if found := own.get(word):
        return found
    stems = [known for known in own if len(known) >= _STEM and word.startswith(known)]
    return own[max(stems, key=len)] if stems else None


@cache
def beginnings(language: str) -> frozenset[str]:
    """The first two letters of all names that `known_month` knows in a language: a word of ASCII letters that begins
    with none of them is no month."""
    return frozenset(name[:2] for name in (*_of(language), *_common()))


def month_number(name: str) -> int | None:
    """1..12 for the name or abbreviation of a Gregorian month; None for any other word."""
    found = month(name)
    return found[1] if found and found[0] == "gregorian" else None


def _by_beginnings(words: Iterable[str]) -> str:
    """A pattern of words, longer ones first, in which what several begin with stands once: it is compiled, and matches,
    in half the time of a plain list."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    parts = [re.escape(first) + _by_beginnings(rests) for first, rests in groups.items() if first]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if '' in groups else ''}" if len(parts) > 1 or "" in groups else parts[0]


MONTH = rf"{_by_beginnings(sorted(spellings(), key=len, reverse=True))}(?![^\W\d_])\.?"
"""Pattern of a month's name or abbreviation in the common languages (matched without case)."""

DAY_WORDS = {
    word: int(number)
    for numbers in keyed("day_numbers").values()
    for number, listed in numbers.items()
    for word in listed
}
"""Days of the month that agencies write out, in lower case."""
