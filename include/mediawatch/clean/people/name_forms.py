"""What the form of some words says: whether they can be a person's name, or are a section's or a place's."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from mediawatch.clean.dates.dateline_places import CITIES, fold_place
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.words import is_small, keyed, pattern, phrases


def _name(particles: str) -> str:
    return (
        rf"(?:{pattern('name_titles')}\.\s*)*"
        r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
        rf"(?:\s(?:{particles}\s){{0,3}}[^\W\d_a-zß-öø-ÿ][\w'’.-]*){{1,3}}"
    )


NAME = _name(pattern("name_particles"))  # Dr. Ada von Holm
"""Pattern of two to four words with capitals, particles between them."""

SIGNED_NAME = _name(rf"(?:{pattern('name_particles')}|{pattern('signed_particles')})")  # Ada du Holm
"""The same behind `By`, where no section stands."""

_NAME = re.compile(NAME)
_SIGNED_NAME = re.compile(SIGNED_NAME)

LABELS = frozenset(phrases("byline_labels"))
"""Words of sections and kinds of texts, which stand beside a date as names do."""

HANGUL = re.compile(r"[\uac00-\ud7af]")
"""No space parts the names of Koreans: what has one beside them is none, where no label is told."""

_NO_NAME = frozenset(phrases("no_name_words"))


def has_capitals(name: str, *, signed: bool = False) -> bool:
    """Whether a name has the form of a person's, behind `By` if `signed`; small letters beyond Latin ones are sorted
    out here."""
    if not _NO_NAME.isdisjoint(name.split()):
        return False
    # the vowel signs of Indic scripts are no letters
    name = "".join(char for char in name if not unicodedata.category(char).startswith("M"))
    form = _SIGNED_NAME if signed else _NAME
    return bool(form.fullmatch(name)) and not any(is_small(word[0]) and word[0] > "ÿ" for word in name.split())


def is_label(name: str, language: str = "") -> bool:
    """Whether what stands beside a date is a place or a section. `language` is that of the page (a base subtag)."""
    if fold_place(name) in CITIES or not LABELS.isdisjoint(fold(name).split()):
        return True
    first, *others = name.casefold().split() or [""]
    if others and first in phrases("byline_by_here", language):  # De la Velmora
        return True
    begin, end = _of_places(language)
    return bool(others) and (first in begin or others[-1] in end)


@cache
def _of_places(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of names of places, in a language; in all where it has none."""
    tag = language if language in keyed("places_begin") else None
    return frozenset(phrases("places_begin", tag)), frozenset(phrases("places_end", tag))
