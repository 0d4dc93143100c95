"""Values of other tools' fields in ours: languages, countries, sites, days, lengths."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale

from mediawatch.tag.query.tree import TEXT_FIELDS as _TEXT_FIELDS

TEXT_FIELDS = frozenset(_TEXT_FIELDS)
MEANINGS = {
    "headline": "in the headline",
    "lead": "in the first 80 words of the text",
    "body": "in the text, not in the headline",
    "site": "the address of the article is at this site or below",
    "publisher": "words of the publisher's name",
    "author": "words of an author's name",
    "language": "the language of the article",
    "country": "the country of the source, where its file says it",
    "region": "words of the source's region, where its file says it",
    "section": "words of the section's name",
    "keywords": "words of a keyword",
}

# FIPS 10-4 codes, which GDELT uses, that name another country in ISO 3166-1, or none.
_FIPS = {
    "AS": "AU", "AU": "AT", "BG": "BD", "BO": "BY", "CH": "CN", "CI": "CL", "DA": "DK", "EI": "IE", "EN": "EE",
    "EZ": "CZ", "GM": "DE", "GG": "GE", "HO": "HN", "IC": "IS", "IS": "IL", "IZ": "IQ", "JA": "JP", "KN": "KP",
    "KS": "KR", "KU": "KW", "LG": "LV", "LE": "LB", "LH": "LT", "LO": "SK", "MO": "MA", "NI": "NG", "NU": "NI",
    "PA": "PY", "PM": "PA", "PO": "PT", "RP": "PH", "RS": "RU", "SF": "ZA", "SP": "ES", "SU": "SD", "SW": "SE",
    "SZ": "CH", "TU": "TR", "UK": "GB", "UP": "UA", "VM": "VN", "AJ": "AZ", "BU": "BG", "RI": "RS", "SN": "SG",
    "CE": "LK", "BM": "MM", "CB": "KH", "TX": "TM", "TS": "TN", "YM": "YE", "ZI": "ZW", "IV": "CI", "EG": "EG",
}  # fmt: skip
_OTHER_NAMES = {
    "usa": "US", "unitedstates": "US", "america": "US", "uk": "GB", "greatbritain": "GB", "britain": "GB",
    "england": "GB", "turkey": "TR", "russianfederation": "RU", "southkorea": "KR", "northkorea": "KP",
    "czechrepublic": "CZ", "ivorycoast": "CI", "hongkong": "HK", "taiwan": "TW", "uae": "AE", "myanmar": "MM",
}  # fmt: skip
_ISO3 = {
    "usa": "US", "gbr": "GB", "deu": "DE", "fra": "FR", "ind": "IN", "chn": "CN", "rus": "RU", "esp": "ES",
    "ita": "IT", "jpn": "JP", "bra": "BR", "can": "CA", "aus": "AU", "mex": "MX", "tur": "TR", "ukr": "UA",
    "pol": "PL", "nld": "NL", "swe": "SE", "che": "CH", "aut": "AT", "bel": "BE", "irl": "IE", "zaf": "ZA",
    "isr": "IL", "sau": "SA", "are": "AE", "egy": "EG", "pak": "PK", "idn": "ID", "kor": "KR", "arg": "AR",
    "prt": "PT", "grc": "GR", "dnk": "DK", "nor": "NO", "fin": "FI", "nga": "NG", "ken": "KE", "sgp": "SG",
    "nzl": "NZ",
}  # fmt: skip
_ISO639_2 = {
    "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "rus": "ru", "zho": "zh",
    "chi": "zh", "ara": "ar", "hin": "hi", "por": "pt", "ita": "it", "jpn": "ja", "kor": "ko", "tur": "tr",
    "nld": "nl", "dut": "nl", "pol": "pl", "ukr": "uk", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi",
    "ell": "el", "gre": "el", "heb": "he", "fas": "fa", "per": "fa", "urd": "ur", "ben": "bn", "vie": "vi",
    "tha": "th", "ind": "id", "ron": "ro", "rum": "ro", "ces": "cs", "cze": "cs", "hun": "hu",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"


@cache
def _languages() -> dict[str, str]:
    return {name.lower(): code for code, name in Locale("en").languages.items() if re.fullmatch("[a-z]{2,3}", code)}


@cache
def _countries() -> dict[str, str]:
    territories = Locale("en").territories.items()
    return {re.sub(r"\W", "", name.lower()): code for code, name in territories if re.fullmatch("[A-Z]{2}", code)}


def value_of(name: str, value: str, dialect: str) -> str:
    """`value` of our filter `name`, in quotes where it needs them. Raises ValueError, which says why it cannot be."""
    value = value.strip().strip("'\"")
    if name == "language":
        return _language(value)
    if name == "country":
        return _country(value, fips=dialect == "gdelt")
    if name == "site":
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.lower().strip("*").strip("."))
        host, _, path = address.partition("/")
        named = re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", host) and (
            "." in host or "*" not in value or value.startswith("*.")
        )
        if path.strip("*"):
            whole = f"; the whole is site:{host}" if named else ""
            raise ValueError(f"a part of a site cannot be asked for{whole}")
        if not named:
            raise ValueError(f"{value} is no name of a site, and patterns of sites cannot be asked for")
        return host
    if "*" in value or "?" in value:
        raise ValueError(f"wildcards cannot stand in {name}:")
    return f'"{value}"' if not re.fullmatch(r"\w+", value) else value


def _language(value: str) -> str:
    lower = value.lower()
    if re.fullmatch(r"[a-z]{2}(?:-[a-z]{2,4})?", lower):
        return lower
    code = _ISO639_2.get(lower) or _languages().get(lower) or _languages().get(lower.capitalize())
    if not code:
        raise ValueError(f"{value} is no language that is known here")
    return code


def _country(value: str, *, fips: bool) -> str:
    upper, key = value.upper(), re.sub(r"\W", "", value.lower())
    if re.fullmatch("[A-Z]{2}", upper):
        return _FIPS.get(upper, upper) if fips else {"UK": "GB"}.get(upper, upper)
    code = _ISO3.get(key) or _OTHER_NAMES.get(key) or _countries().get(key)
    if not code:
        raise ValueError(f"{value} is no country that is known here")
    return code


def condition(name: str, sign: str, value: str) -> str:
    """`name:` with our form of a comparison, or of 'low TO high' with the brackets in `sign`. Raises ValueError."""
    read = _day if name == "date_published" else _number
    if " TO " in value:
        low, _, high = value.partition(" TO ")
        ends = ["*" if end == "*" else read(end) for end in (low, high)]
        return f"{name}:{sign[0]}{ends[0]} TO {ends[1]}{sign[1]}"
    return f"{name}:{'' if sign in ('=', '') else sign}{read(value)}"


def _number(value: str) -> str:
    if not re.fullmatch(r"\d{1,7}", value):
        raise ValueError(f"{value} is no number of words")
    return str(int(value))


def _day(value: str) -> str:
    """A day, month or year as others write it, as YYYY-MM-DD. Days and months that can be taken for each other, such as
    03/04/2025, are refused."""
    value = value.strip().strip("\"'").removesuffix("Z").partition("T")[0]
    if re.fullmatch(r"\d{4}(?:-\d{1,2}){0,2}", value):
        return value
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", value) or re.fullmatch(
        r"(\d{4})[./](\d{1,2})[./](\d{1,2})", value
    ):
        return _iso(*match.groups())
    value = re.sub(r"^(\d{1,2})-([A-Za-z]+)-(\d{4})$", r"\2-\1-\3", re.sub(r"[ ,]+", "-", value))
    if match := re.fullmatch(r"([A-Za-z]{3})[A-Za-z]*-(\d{1,2})-(\d{4})", value):
        month = _MONTHS.find(match.group(1).lower()) // 4 + 1
        return _iso(match.group(3), str(month), match.group(2))
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", value):
        one, two, year = match.groups()
        if int(one) > 12 >= int(two):
            return _iso(year, two, one)
        if int(two) > 12 >= int(one):
            return _iso(year, one, two)
        if one == two:
            return _iso(year, one, two)
        raise ValueError(f"{value} may be two days: write it as year-month-day")
    raise ValueError(f"{value} is no day that can be read")


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise ValueError(f"{year}-{month}-{day} is no day") from None
