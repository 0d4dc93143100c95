"""Places of datelines: cities known without an agency beside them, and the regions and countries that follow a town."""

from __future__ import annotations

import re
import unicodedata

from mediawatch.words import phrases

_ACCENTS = re.compile("[\u0300-\u036f]")


def fold_place(name: str) -> str:
    """`name` in lower case without accents, which capitals do without in Greek and French: `ΑΘΗΝΑ`, `MONTREAL`."""
    folded = name.casefold()
    return folded if folded.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", folded))


CITIES = frozenset(map(fold_place, phrases("dateline_cities")))
"""Names as `fold_place` has them, in the languages that write datelines for them."""

AMBIGUOUS = frozenset(map(fold_place, phrases("ambiguous_cities")))
"""Those that are another word, a name or a title too, and alone no dateline unless in capitals."""

_REGIONS = frozenset(name.casefold() for name in phrases("dateline_regions"))
_ABBREVIATED = frozenset(phrases("state_abbreviations"))


def is_region(name: str) -> bool:
    """Whether `name` is a country, or a state or region that towns are named with."""
    return name.strip(" .").casefold() in _REGIONS


def is_known(place: str, region: str = "") -> bool:
    """Whether `place`, as printed in a dateline, is a known city, alone or with a known region after a comma or in the
    brackets `region`; or some town with such a region. Of `A/B` the first counts. Two cities are no place."""
    town, *more = re.split(r",\s?", re.split(r"\s?/\s?", place)[0])
    named = all(is_region(part) or part.replace(".", "").casefold() in _ABBREVIATED for part in more)
    bracketed = any(is_region(part) for part in re.split(r"[()\[\]]", region))
    if fold_place(town) in CITIES:
        return named
    return not is_region(town) and ((named and bool(more)) or bracketed)
