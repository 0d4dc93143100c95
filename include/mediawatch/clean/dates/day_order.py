"""Which of day and month comes first in a numeric date such as 03/10/2026: decided by what else the page says, never by
a guess.

In this order: another numeric date of the page that can be read in one way only; a reading that lies in the future, or
after the page's last change; the month in its address; the custom of its language in its country (CLDR).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

import regex as re
from babel import Locale, UnknownLocaleError

from mediawatch.clean.dates.calendars import ascii_digits
from mediawatch.clean.dates.moments import day_of
from mediawatch.clean.dates.written import Ambiguous, Order

_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d\d?)(?P<sep>[/-])(?P<b>\d\d?)(?P=sep)(?:19|20)\d\d(?!\d)")
_MONTH_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])(?!\d)")
_COUNTRIES = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US", "us": "US"}
"""Top-level domains that tell a country and are not its ISO code."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page says that decides on its numeric dates. `texts` are its other dates as they are written, `changed` is
    its last change, `tags` are its languages as it declares them, best first."""

    as_of: datetime
    texts: tuple[str, ...] = ()
    changed: datetime | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()


def resolve(doubt: Ambiguous, known: Evidence) -> datetime | None:
    """The reading of a numeric date that the evidence allows; None where both remain."""
    orders = set(_orders(known.texts))
    if len(orders) == 1:
        return doubt.readings[orders.pop()]
    left = doubt.readings
    latest = known.as_of if known.changed is None else min(known.changed, known.as_of)
    left = {order: moment for order, moment in left.items() if day_of(moment) <= day_of(latest) + timedelta(days=1)}
    if len(left) == 1:
        return next(iter(left.values()))
    if not left:
        return None
    if match := _MONTH_PATH.search(urlsplit(known.url or "").path):
        stated = (int(match["y"]), int(match["m"]))
        if at_month := [moment for moment in left.values() if (moment.year, moment.month) == stated]:
            return at_month[0]
    usual = next((order for tag in known.tags if (order := usual_order(tag, country_of(known.url)))), None)
    return left[usual] if usual else None


def _orders(texts: Iterable[str]) -> Iterable[Order]:
    for text in texts:
        for match in _NUMERIC.finditer(ascii_digits(text)):
            a, b = int(match["a"]), int(match["b"])
            if a > 12 >= b:
                yield "dmy"
            elif b > 12 >= a:
                yield "mdy"


def country_of(url: str | None) -> str | None:
    """The country (ISO 3166 alpha-2) that the top-level domain of an address names; None for .com and its like."""
    top = ((urlsplit(url).hostname or "") if url else "").rpartition(".")[2]
    return _COUNTRIES.get(top, top.upper() if len(top) == 2 else None)


@cache
def usual_order(tag: str, country: str | None = None) -> Order | None:
    """The order of day and month in short dates of a language (BCP 47 tag) in its country, by CLDR. The tag's own
    country goes before `country`. None for English without a country, which half of the world writes either way, and
    where the year comes first."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    stated = next((part.upper() for part in parts[1:] if len(part) == 2), country)
    if language == "en" and stated is None:
        return None
    for name in (f"{language}_{stated}", language) if stated else (language,):
        try:
            pattern = str(Locale.parse(name).date_formats["short"].pattern)
        except (UnknownLocaleError, ValueError):
            continue
        if name == "en":  # a country where English is foreign: its own custom is the one of its other languages
            return None if stated is None else "dmy"
        places = {sign: pattern.find(sign) for sign in ("d", "M", "y")}
        if min(places.values()) < 0 or places["y"] == min(places.values()):
            return None
        return "dmy" if places["d"] < places["M"] else "mdy"
    return None
