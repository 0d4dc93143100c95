"""Writes the names of days and months in the languages of news, from CLDR as babel has it.

    python scripts/day_names.py

The words go into include/mediawatch/words/day_names.txt, a line each: to load the 65 languages takes every process a
third of a second, to read the file a thousandth of that. A test says when babel knows other names.
"""

from __future__ import annotations

from pathlib import Path

import regex
from babel import Locale

FILE = Path(__file__).parents[1] / "include" / "mediawatch" / "words" / "day_names.txt"
LANGUAGES = (
    "ar bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk kn ko lt lv mk ml "
    "mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi"
)


def names() -> list[str]:
    """Weekdays and months, as they stand in dates and by themselves, case folded, of one word each, sorted."""
    found: set[str] = set()
    for code in LANGUAGES.split():
        locale = Locale.parse(code)
        for listed in (locale.days, locale.months):
            for context in ("format", "stand-alone"):
                found.update(name.casefold() for name in listed[context]["wide"].values())
    return sorted(name for name in found if not regex.search(r"[^\p{L}\p{M}]", name) and len(name) > 1)


if __name__ == "__main__":
    FILE.write_text("".join(f"{name}\n" for name in names()), encoding="utf-8")
