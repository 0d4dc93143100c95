"""Names of the weekdays: those of CLDR (babel) in the common languages, and the forms that words adds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import regex as re
from babel import Locale, UnknownLocaleError

from mediawatch.clean.dates.months import COMMON
from mediawatch.words import keyed

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST = 3  # letters; a shorter abbreviation is a word of some other language

_WORD_BEFORE = re.compile(r"(?<![\p{L}\p{M}-])([\p{L}\p{M}-]+)\.?\s*,?\s*\(?$")
_WORD_BEHIND = re.compile(r"\s*,?\s*\(?\s*([\p{L}\p{M}-]+)(?![\p{L}\p{M}-])")
WEEKDAY_ROOM = 24  # characters before a numeric date in which its weekday stands


def _names() -> dict[str, int]:
    names: dict[str, int] = {}
    for listed in keyed("weekdays").values():
        for number, day in enumerate(_DAYS):
            for name in listed.get(day, ()):
                names.setdefault(name.lower(), number)
    for locale in COMMON:
        days = Locale.parse(locale).days["format"]["wide"]
        for number, name in days.items():
            if len(name) >= _LEAST:
                names.setdefault(name.lower(), number)
    return names


WEEKDAYS: dict[str, int] = _names()
"""Name in lower case -> 0 (Monday) to 6."""


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """Name in lower case -> 0 (Monday) to 6, of the weekdays of a language (a base subtag), in full; those of the
    common languages where CLDR does not know it. `Segunda` is Monday in Portuguese, and `the second` in Spanish."""
    try:
        days = Locale.parse(language).days
        named = [*days["stand-alone"]["wide"].items(), *days["format"]["wide"].items()]  # tiistai, tiistaina
    except (UnknownLocaleError, ValueError):
        return WEEKDAYS
    listed = keyed("weekdays").get(language, {})
    return {
        **{name.lower(): number for number, day in enumerate(_DAYS) for name in listed.get(day, ())},
        **{name.lower(): number for number, name in named},
    }


def weekday_of(word: str, language: str | None = None) -> int | None:
    """The weekday, 0 (Monday) to 6, that a word names, in full or as it is shortened in `language` (BCP 47); None where
    it names none."""
    found = WEEKDAYS.get(word.lower())
    return _short_names(language).get(word.lower()) if found is None and language else found


@cache
def _short_names(language: str) -> dict[str, int]:
    try:
        days = Locale.parse(language.replace("-", "_").split("_")[0].lower()).days["format"]
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.lower().rstrip("."): number for width in ("wide", "abbreviated") for number, name in days[width].items()
    }


def by_weekday(match: Any, day_first: datetime, month_first: datetime, language: str | None) -> datetime | None:
    """The reading of a numeric date that falls on the weekday beside it: `Thu, 04/02/2026`; None where there is none,
    or both do."""
    before = _WORD_BEFORE.search(match.string[max(0, match.start() - WEEKDAY_ROOM) : match.start()])
    behind = _WORD_BEHIND.match(match.string, match.end())
    for word in filter(None, (before, behind)):
        if (weekday := weekday_of(word[1], language)) is not None:
            right = [moment for moment in (day_first, month_first) if moment.weekday() == weekday]
            return right[0] if len(right) == 1 else None
    return None
