"""What a number measures: its unit in any language (CLDR, by babel) brought to one of its kind, or its currency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name
from babel.units import format_unit

from mediawatch.facts.word_tokens import Phrases, Token, phrase
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.traits import languages_with
from mediawatch.facts.words.word_keys import Known

_BASE = {
    "length-kilometer": ("length", 1_000.0),
    "length-meter": ("length", 1.0),
    "length-centimeter": ("length", 0.01),
    "length-millimeter": ("millimetres", 1.0),
    "length-mile": ("length", 1_609.344),
    "length-foot": ("length", 0.3048),
    "length-yard": ("length", 0.9144),
    "length-inch": ("length", 0.0254),
    "length-nautical-mile": ("length", 1_852.0),
    "mass-kilogram": ("mass", 1.0),
    "mass-tonne": ("mass", 1_000.0),
    "mass-ton": ("mass", 907.18474),
    "mass-pound": ("mass", 0.45359237),
    "mass-gram": ("mass", 0.001),
    "mass-ounce": ("mass", 0.028349523125),
    "area-square-kilometer": ("area", 1e6),
    "area-hectare": ("area", 1e4),
    "area-acre": ("area", 4_046.8564224),
    "area-square-mile": ("area", 2_589_988.110336),
    "area-square-meter": ("area", 1.0),
    "area-square-foot": ("area", 0.09290304),
    "area-dunam": ("area", 1_000.0),
    "speed-kilometer-per-hour": ("speed", 1.0),
    "speed-mile-per-hour": ("speed", 1.609344),
    "speed-knot": ("speed", 1.852),
    "speed-meter-per-second": ("speed", 3.6),
    "volume-liter": ("volume", 1.0),
    "volume-barrel": ("barrel", 1.0),
    "volume-gallon": ("gallon", 1.0),
    "power-megawatt": ("power", 1.0),
    "power-gigawatt": ("power", 1_000.0),
    "power-kilowatt": ("power", 0.001),
    "temperature-celsius": ("celsius", 1.0),
    "temperature-fahrenheit": ("celsius", 5 / 9),
    "angle-degree": ("degrees", 1.0),
    "duration-hour": ("time", 3_600.0),
    "duration-minute": ("time", 60.0),
    "duration-second": ("time", 1.0),
    "duration-day": ("days", 1.0),
    "duration-week": ("days", 7.0),
    "duration-month": ("months", 1.0),
    "duration-year": ("months", 12.0),
}
"""Unit of CLDR -> (what it measures, how many of the kind's own unit it is), by the definitions of 1959 and of SI."""

SHOWN = {
    "#length": "m",
    "#millimetres": "mm",
    "#mass": "kg",
    "#area": "m²",
    "#speed": "km/h",
    "#volume": "l",
    "#power": "MW",
    "#time": "s",
    "#days": "days",
    "#months": "months",
    "#percent": "%",
    "#points": "percentage points",
    "#celsius": "°C",
    "#degrees": "°",
    "#magnitude": "magnitude",
    "#barrel": "barrels",
    "#gallon": "gallons",
    "#ages": "years of age",
    "#times": "times",
}
"""Key of a measure -> the unit in which its values are kept. Currencies are their own codes."""

_NUMBERS = (1, 2, 5, 1.5)
"""Numbers that have each of the plural forms."""

_DIGITS = re.compile(r"[\d.,٫٬\u0660-\u0669\u0966-\u096f\u09e6-\u09ef]+")

_CURRENCIES = ("USD", "EUR", "GBP", "INR", "JPY", "RUB", "CNY", "CHF")

_SYMBOLS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "¥": "JPY",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
}


_BEFORE = {"rs": "INR", "rp": "IDR", "rm": "MYR", "tk": "BDT", "us$": "USD", "r$": "BRL"}
"""Signs of currencies of letters that stand before the number, besides the codes of ISO 4217."""

DOLLARS = {
    "US": "USD",
    "R": "BRL",
    "A": "AUD",
    "AU": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "HK": "HKD",
    "NT": "TWD",
    "NZ": "NZD",
    "S": "SGD",
}
"""What is written together with the sign of the dollar, before or behind it -> the currency."""

OF_BEHIND_NUMBERS = languages_with("of_behind_numbers")
"""Languages that put a word for `of` between a number and what it counts: 38 de grade."""

_FAHRENHEIT_ZERO = -160 / 9
"""0 °F in degrees Celsius."""

MAGNITUDE_REACH = 3
"""Tokens between a number and `magnitude` or the like."""


class Measure(NamedTuple):
    """`unit`: key of what is measured; `factor`: by how much the number counts; `last`: the token behind the unit;
    `offset`: what 0 is in the kind's own unit."""

    unit: str
    factor: float
    last: int
    offset: float = 0.0


def measure(listed: Sequence[Token], first: int, last: int, language: str) -> Measure | None:
    """The measure of the number that is tokens `first` to `last`; None where it counts things."""
    if first and (code := _currency_before(listed, first)):
        return Measure(f"#{code}", 1.0, last)
    place = last + 1 if last < len(listed) and listed[last].text in "-‑" else last
    if _is_magnitude(listed, first, last, language):
        return Measure("#magnitude", 1.0, last)
    if place >= len(listed):
        return None
    if "thing_of" in listed[place].role.begins and (last - first > 1 or language in OF_BEHIND_NUMBERS):
        place += 1  # 300 milioni di euro
    elif "plain" in listed[place].role.begins:
        place += 1  # four consecutive years
    if place > last and place >= len(listed):
        return None
    if (end := fact_words.phrases(language)["points"].behind(listed, place)) is not None:
        return Measure("#points", 1.0, end)
    if first and "percent_before" in listed[first - 1].role.ends:
        return Measure("#percent", 1.0, last)
    if listed[place].text in "%٪％":
        return Measure("#percent", 1.0, place + 1)
    if (end := fact_words.phrases(language)["percent"].behind(listed, place)) is not None:
        return Measure("#percent", 1.0, end)
    if listed[place].text in _SYMBOLS:
        return Measure(f"#{_SYMBOLS[listed[place].text]}", 1.0, place + 1)
    begins = listed[place].lower.removeprefix("d'")  # 30 millions d'euros
    for length in range(_longest_units(language).get(begins, 0), 0, -1):
        name = " ".join([begins, *(token.lower for token in listed[place + 1 : place + length])])
        behind = listed[place + length : place + length + 2]
        if place == last and len(behind) > 1 and behind[0].text in "-‑" and behind[0].end == behind[1].start:
            continue  # 12 second-hand buses
        if length <= len(listed) - place and (found := _units(language).get(name)) is not None:
            return Measure(found[0], found[1], place + length, _FAHRENHEIT_ZERO if found[1] == _FAHRENHEIT else 0.0)
    if listed[place].is_word and (found := _inflected(language)[begins]) is not None:
        return Measure(found[0], found[1], place + 1)
    return Measure("#degrees", 1.0, place + 1) if listed[place].text == "°" else None


_INFLECTING = languages_with("inflecting")
"""Languages whose nouns have more endings than CLDR has forms of units: гектарами, kilometrelik, hehtaarin."""

LEAST_INFLECTED, LONGEST_ENDING = 5, 3
"""Letters of a unit that may have another ending, and of that ending."""


@cache
def _inflected(language: str) -> Known[tuple[str, float] | None]:
    """The unit that a word names with an ending of its own; None of other words."""
    units = _units(language)
    endings = frozenset(fact_words.words(language)["behind_unit"])
    if endings:
        names = tuple(sorted((name for name in units if not name.isascii()), key=len, reverse=True))
        return Known(
            lambda word: next((units[n] for n in names if word.startswith(n) and word[len(n) :] in endings), None)
        )
    stems: dict[str, tuple[str, float]] = {}
    for name, unit in units.items() if language in _INFLECTING else ():
        if len(name) >= LEAST_INFLECTED and name.isalpha():
            is_whole = name[-1] not in _VOWELS or name in fact_words.units(language)
            stems.setdefault(name if is_whole else name[:-1], unit)
    return Known(
        lambda word: next(
            (stems[stem] for cut in range(LONGEST_ENDING + 1) if (stem := word[: len(word) - cut]) in stems), None
        )
    )


_VOWELS = frozenset("aeiouyäöüıаеиоуыэюяіїєαεηιουωάέήίόύώ")

_FAHRENHEIT = _BASE["temperature-fahrenheit"][1]


def _currency_before(listed: Sequence[Token], first: int) -> str | None:
    """Code of the currency whose sign stands right before a number."""
    text = listed[first - 1].text
    if first > 1 and listed[first - 2].end == listed[first - 1].start:
        if text == "$":
            return DOLLARS.get(listed[first - 2].text, "USD")
        if listed[first - 2].text == "$" and text in DOLLARS:
            return DOLLARS[text]  # $US2.5 million ($A2.7 million)
    if text in _SYMBOLS:
        return _SYMBOLS[text]
    if len(text) == _CODE and text.isupper() and text in _codes():
        return text
    return _BEFORE.get(text.lower()) if len(text) <= _CODE else None


NOUNS_FIRST = languages_with("currency_first")
"""Languages whose currencies are named before their countries: dólares estadounidenses. Of others the last word is the
noun, and no country whose people may be counted."""

_CODE = 3
"""Letters of a currency's code, and of the longest sign."""


@cache
def _codes() -> frozenset[str]:
    return frozenset(Locale("en").currencies)


def _is_magnitude(listed: Sequence[Token], first: int, last: int, language: str) -> bool:
    """Whether a number is that of an earthquake: magnitude 6.1, a 6.1-magnitude quake, 6.1 on the Richter scale."""
    names = fact_words.phrases(language)["magnitude"]
    if not names:
        return False
    text = listed[first].text
    if last - first != 1 or not text[0].isdecimal() or int(text[0]) == 0 or text[1:2].isdecimal():
        return False  # 1 to 9 with decimals: no earthquake was of a greater one
    before = range(first - 1, max(-1, first - 1 - MAGNITUDE_REACH), -1)
    behind = range(last, min(len(listed), last + MAGNITUDE_REACH + 1))
    return _names_one(listed, before, names) or _names_one(listed, behind, names)


def _names_one(listed: Sequence[Token], places: Iterable[int], names: Phrases) -> bool:
    for place in places:
        if listed[place].is_number or listed[place].text in ",;:()":
            return False
        if "magnitude" in listed[place].role.begins and names.behind(listed, place) is not None:
            return True
    return False


_ALSO_SPELT = {"en": ("en_GB",), "pt": ("pt_PT",), "sr": ("sr_Latn",), "uz": ("uz_Cyrl",), "zh": ("zh_Hant",)}
"""Language -> locales that write its units otherwise: quilómetros, kilometara, 公噸."""


@cache
def _longest_units(language: str) -> dict[str, int]:
    """First word of units -> how many words the longest of them has."""
    found: dict[str, int] = {}
    for name in _units(language):
        said = name.split()
        found[said[0]] = max(found.get(said[0], 0), len(said))
    return found


def unit_names(language: str) -> Iterable[str]:
    """Names of units and currencies in a language, and their signs, in small letters."""
    return _units(language)


@cache
def _units(language: str) -> dict[str, tuple[str, float]]:
    """Name of a unit or a currency in the language, or its sign, in small letters -> (key, factor)."""
    found: dict[str, tuple[str, float]] = {}
    for name in dict.fromkeys((language, *_ALSO_SPELT.get(language, ()), "en")):
        try:
            locale = Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
        for unit, (kind, factor) in _BASE.items():
            for said in _written(unit, locale, signs_only=name == "en" != language):
                found.setdefault(" ".join(phrase(said)), (f"#{kind}", factor))
        for code in _CURRENCIES if name == language else ():
            for said in {get_currency_name(code, count=number, locale=locale) for number in _NUMBERS}:
                for name in _nouns_of(said, language):
                    found.setdefault(name, (f"#{code}", 1.0))
    for said, unit in fact_words.units(language).items():
        name = " ".join(phrase(said))
        found[name] = (f"#{_BASE[unit][0]}", _BASE[unit][1]) if unit in _BASE else (f"#{unit}", 1.0)
    lists = fact_words.words(language)
    for word in {"in", *(said for name in _FUNCTION_WORDS for said in lists[name])}.difference(
        fact_words.units(language)
    ):
        found.pop(word, None)  # 6.5 billion in May
    return found


def _nouns_of(currency: str, language: str) -> Iterator[str]:
    """The name of a currency, and that without its country."""
    words = currency.lower().split()
    yield " ".join(words)
    is_first = language in NOUNS_FIRST or currency.rpartition(" ")[2].isupper()  # долларов США
    yield words[0] if is_first else words[-1].rpartition("-")[2]
    yield " ".join(words[:2] if is_first else words[-2:])  # фунтов стерлингов


_FUNCTION_WORDS = ("common", "joins", "place_after", "month_after", "of", "from", "about", "at_least", "at_most")
"""Lists of words that are no signs of units, though they may be spelt as one: in is no inch."""


def _written(unit: str, locale: Locale, *, signs_only: bool) -> Iterator[str]:
    """The unit in the plural forms of the language, and its sign."""
    widths: tuple[Literal["short", "long"], ...] = ("short",) if signs_only else ("long", "short")
    for width in widths:
        for number in _NUMBERS:
            said = _DIGITS.sub("", format_unit(number, unit, width, locale=locale)).strip().lower()
            if len(said) > 1:
                yield said
