"""Writes the names of days and months in the languages of news, from CLDR as babel has it.

    python scripts/day_names.py

The words go into include/mediawatch/words/day_names.txt, a line each: to load the languages takes every process a
third of a second, to read the file a thousandth of that. A test says when babel knows other names.
"""

from __future__ import annotations

from pathlib import Path

import regex
from babel import Locale
from mediawatch.words import MANY, WITHOUT_JOINERS, languages

FILE = Path(__file__).parents[1] / "include" / "mediawatch" / "words" / "day_names.txt"
UNKNOWN = ("dv",)
"""Languages whose names of days CLDR does not know: babel answers with English abbreviations."""


def names() -> list[str]:
    """Weekdays and months, as they stand in dates and by themselves, case folded, of one word each, sorted."""
    found: set[str] = set()
    for code in sorted({*languages()} - {MANY, *UNKNOWN}):
        locale = Locale.parse(code, sep="-")
        for listed in (locale.days, locale.months):
            for context in ("format", "stand-alone"):
                found.update(name.casefold().translate(WITHOUT_JOINERS) for name in listed[context]["wide"].values())
    return sorted(name for name in found if not regex.search(r"[^\p{L}\p{M}]", name) and len(name) > 1)


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8")
