"""Places of datelines: cities known without an agency beside them, and the regions and countries that follow a town."""

from __future__ import annotations

import re

from mediawatch.words import phrases

CITIES = frozenset(name.casefold() for name in phrases("dateline_cities"))
"""Names in lower case (casefold), in the languages that write datelines for them."""

AMBIGUOUS = frozenset(name.casefold() for name in phrases("ambiguous_cities"))
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
    if town.casefold() in CITIES:
        return named
    return not is_region(town) and ((named and bool(more)) or bracketed)
