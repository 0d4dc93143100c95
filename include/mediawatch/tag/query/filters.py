"""Filters of a query: conditions on an article's site, publisher, author, section, keywords, language, length, date and
source."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global

from mediawatch.model import MEDIA_TYPES, Medium
from mediawatch.tag.article_like import ArticleLike
from mediawatch.tag.language import words
from mediawatch.tag.query.tree import Filter, FilterName

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*", re.UNICODE)
_RANGE = re.compile(r"([\[{])\s*(\S+)\s+TO\s+(\S+)\s*([\]}])")
_COMPARED = re.compile(r"(<=|>=|<|>)\s*(\S+)")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_COUNT = re.compile(r"\d{1,7}")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


# Codes that articles never have -> those that they have instead (BCP 47's preferred ones, as clean writes them).
_WRITTEN_AS = {
    "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr", "fil": "tl", "cmn": "zh", "no": "nb nn",
    "jp": "ja", "cn": "zh", "cz": "cs", "ua": "uk", "dk": "da", "gr": "el", "kz": "kk", "vn": "vi",
}  # fmt: skip
_CHINESE = {"cn": "Hans", "sg": "Hans", "my": "Hans", "tw": "Hant", "hk": "Hant", "mo": "Hant"}
_NO_COUNTRIES = {"UK": "GB", "EL": "GR"}  # reserved or used by others -> ISO 3166-1
_ENDINGS = frozenset(
    {
        *("com", "org", "net", "int", "edu", "gov", "mil", "info", "biz", "name", "pro", "news", "media", "press"),
        *("radio", "online", "site", "blog", "live", "today", "world", "africa", "asia", "lat", "cat", "eus", "gal"),
        *("local", "localhost"),
    }
)
"""Last parts of host names of more than two letters that a filter may ask for alone."""


class FilterError(ValueError):
    """A filter's value is wrong."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message}; {advice}")
        self.message = message
        self.advice = advice


def read_filter(name: FilterName, value: str, clause: str) -> Filter:
    """The filter `name:value`. Raises FilterError."""
    value = value.strip()
    if "*" in value or "?" in value:
        raise FilterError(f"{name}: takes no wildcards", "write the value out")
    if re.search("[,;|]", value) and " " not in value:
        several = [part for part in re.split("[,;|]", value) if part]
        values = several[0] if len(several) == 1 else f"({' OR '.join(several)})"
        raise FilterError(f"{name}: takes one value or alternatives", f"write {name}:{values}")
    if name == "language":
        if not _LANGUAGE.fullmatch(value):
            raise FilterError(f"{value} is no language code", "write language:en, language:hi, language:zh-Hant")
        _check_language(value.lower())
        return Filter(name, clause, tuple(value.lower().split("-")))
    if name == "site":
        if not _HOST.fullmatch(value):
            host = re.sub(r"\A(?:https?://)?(?:www\.)?", "", value.lower()).partition("/")[0]
            site = host if _HOST.fullmatch(host) and "." in host else "example.com"
            raise FilterError(f"{value} is no host name", f"write site:{site}, without https:// and path")
        if "." not in value and len(value) > 2 and value.lower() not in _ENDINGS:
            raise FilterError(
                f"{value} is no whole host name", f"write site:{value.lower()}.com or what its address says"
            )
        return Filter(name, clause, tuple(reversed(value.lower().removeprefix("www.").split("."))))
    if name == "source":
        if not _SOURCE.fullmatch(value):
            raise FilterError(f"{value} is no id of a source", "write source:river-post, as in include/sources")
        return Filter(name, clause, (value,))
    if name == "media_type":
        if value.lower() not in MEDIA_TYPES:
            raise FilterError(f"{value} is no media type", f"there are {', '.join(MEDIA_TYPES)}")
        return Filter(name, clause, (value.lower(),))
    if name == "tier":
        if not re.fullmatch("[1-9]", value):
            raise FilterError(f"{value} is no tier", "write tier:1, up to tier:9")
        return Filter(name, clause, (value,))
    if name == "country":
        if not re.fullmatch("[A-Za-z]{2}", value):
            raise FilterError(f"{value} is no country code", "write country:IN, country:GB (ISO 3166-1)")
        if meant := _NO_COUNTRIES.get(value.upper()):
            raise FilterError(f"{value} is no country code of ISO 3166-1", f"write country:{meant}")
        if value.upper() not in _countries():
            raise FilterError(f"no country has the code {value}", "write country:IN, country:GB (ISO 3166-1)")
        return Filter(name, clause, (value.upper(),))
    folded = tuple(words.fold(word) for word in words.split(value))
    if not folded:
        raise FilterError(f"there is no name in {name}:", f'write {name}:"a name"')
    return Filter(name, clause, folded)


@cache
def _countries() -> frozenset[str]:
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if re.fullmatch("[A-Z]{2}", code)) - {"ZZ", "EU", "UN"}


@cache
def _languages() -> frozenset[str]:
    return frozenset(map(str, Locale("en").languages))


def _check_language(tag: str) -> None:
    """Refuses a tag that no article has, as `eng`, `zh-CN` and `cz`. Raises FilterError."""
    code, _, rest = tag.partition("-")
    meant = _WRITTEN_AS.get(code) or (get_global("language_aliases").get(code) if len(code) == 3 else None)
    if meant and "_" not in meant:
        codes = _WRITTEN_AS.get(meant, meant).split()
        advice = " OR ".join(f"language:{each}" for each in codes)
        raise FilterError(f"articles have {' or '.join(codes)} for {code}", f"write {advice}")
    if code not in _languages():
        raise FilterError(f"no language has the code {code}", "write language:en, language:hi, language:zh-Hant")
    if code == "zh" and rest in _CHINESE:
        script = _CHINESE[rest]
        raise FilterError("articles in Chinese are told by their script", f"write language:zh-{script} or language:zh")


# A day, month or year as others write it: 2025/1/5, 20250105, 2025-01-05T00:00:00Z.
_OTHER_NUMBERS = re.compile(r"[\s\[({\"]*(\d{1,7})(?:\s*(?:-|–|\.\.+|to|TO|,\s)\s*(\d{1,7})|\+)?[\s\])}\"]*")  # 300-800
_OTHER_DAY = re.compile(r"(?<!\d)(\d{4})(?:([-./]?)(\d{1,2})(?:\2(\d{1,2}))?)?(?:T[\d:.]*Z?)?(?!\d)")


def meant_value(name: str, text: str) -> str | None:
    """`name:` with the days or numbers of `text`, which is no value here, as they are written here; None where that
    cannot be told."""
    if re.search(r"\b(?:OR|AND|NOT)\b", text):
        return None
    if name == "word_count":
        numbers = _OTHER_NUMBERS.fullmatch(text)
        found = [number for number in numbers.groups() if number] if numbers else []
        sign = ">=" if text.rstrip().endswith("+") else ""
    else:
        if "!" in text or re.search(r"[^\W_]", re.sub("(?i)to", "", _OTHER_DAY.sub("", text))):
            return None  # 01.02.2025 may be two days
        found = [
            "-".join(part.zfill(2) for part in match.group(1, 3, 4) if part) for match in _OTHER_DAY.finditer(text)
        ]
        sign = "".join(re.findall(r"\A\W*?([<>]=?)", text))
        if len(found) == 1 and (opened := re.match(r"\s*\[\s*(\d)?", text)):
            sign = ">=" if opened.group(1) else "<="
    if not 1 <= len(found) <= 2 or (len(found) == 2 and found[0] > found[1] and name != "word_count"):
        return None
    meant = f"{name}:" + (f"{sign}{found[0]}" if len(found) == 1 else f"[{found[0]} TO {found[1]}]")
    try:
        (read_count_filter if name == "word_count" else read_date_filter)(meant)
    except FilterError:
        return None
    return meant


def read_date_filter(clause: str) -> Filter:
    """A filter from `date_published:VALUE`: a year, month or day (UTC), a comparison, or a range whose ends count
    with [ ] and do not with { }. Raises FilterError."""
    value = clause.partition(":")[2].strip()
    if match := _RANGE.fullmatch(value):
        opening, low, high, closing = match.groups()
        since = None if low == "*" else _period(low)[0 if opening == "[" else 1]
        until = None if high == "*" else _period(high)[1 if closing == "]" else 0]
    elif match := _COMPARED.fullmatch(value):
        sign, day = match.groups()
        first, after = _period(day)
        since = {">=": first, ">": after}.get(sign)
        until = {"<=": after, "<": first}.get(sign)
    else:
        since, until = _period(value)
    if since is None and until is None:
        raise FilterError("a range from * to * excludes nothing", "remove it, or write a day")
    if since is not None and until is not None and since >= until:
        raise FilterError(f"{value} holds no day", "write the earlier day first")
    return Filter("date_published", clause, (), since, until)


def read_count_filter(clause: str) -> Filter:
    """A filter from `word_count:VALUE`: a number, a comparison, or a range whose ends count with [ ] and do not with
    { }. Raises FilterError."""
    value = clause.partition(":")[2].strip()
    low: int | None
    high: int | None
    if match := _RANGE.fullmatch(value):
        opening, first, last, closing = match.groups()
        low = None if first == "*" else _count(first) + (opening == "{")
        high = None if last == "*" else _count(last) - (closing == "}")
    elif match := _COMPARED.fullmatch(value):
        sign, number = match.groups()
        low = _count(number) + (sign == ">") if sign[0] == ">" else None
        high = _count(number) - (sign == "<") if sign[0] == "<" else None
    else:
        low = high = _count(value)
    if low is None and high is None:
        raise FilterError("a range from * to * excludes nothing", "remove it, or write a number")
    if low is not None and high is not None and low > high:
        raise FilterError(f"{value} holds no number", "write the smaller number first")
    return Filter("word_count", clause, low=low, high=high)


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise FilterError(f"{text} is no number of words", "write word_count:>=300 or word_count:[300 TO 800]")
    return int(text)


def _period(text: str) -> tuple[datetime, datetime]:
    """First moment of a year, month or day in UTC, and the first moment after it."""
    match = _DAY.fullmatch(text)
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first = date(year or 0, month or 1, day or 1)
        if day:
            after = first + timedelta(days=1)
        elif month:
            after = date(first.year + month // 12, month % 12 + 1, 1)
        else:
            after = date(first.year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise FilterError(f"{text} is no date", "write 2025-05-05, 2025-05 or [2025-04-22 TO 2025-05-31]") from None
    return datetime(first.year, first.month, first.day, tzinfo=UTC), datetime(
        after.year, after.month, after.day, tzinfo=UTC
    )


def can_both_hold(one: Filter, other: Filter) -> bool:
    """Whether an article may meet two conditions on the same datum."""
    match one.name:
        case "language" | "site":  # en and en-GB; bbc.com and news.bbc.com
            return all(a == b for a, b in zip(one.words, other.words, strict=False))
        case "source" | "media_type" | "tier" | "country":
            return one.words == other.words
        case "date_published":
            since = max(filter(None, (one.since, other.since)), default=None)
            until = min(filter(None, (one.until, other.until)), default=None)
            return since is None or until is None or since < until
        case "word_count":
            low = max(-1 if part.low is None else part.low for part in (one, other))
            return all(part.high is None or low <= part.high for part in (one, other))
        case _:
            return True  # several authors, keywords, words of a name


def holds(condition: Filter, article: ArticleLike, medium: Medium | None = None) -> bool:
    """Whether `article`, whose source is `medium`, meets `condition`; one without the datum does not."""
    match condition.name:
        case "language":
            tag = tuple(article.in_language.lower().split("-"))
            return tag[: len(condition.words)] == condition.words
        case "site":
            return _host(article)[: len(condition.words)] == condition.words
        case "publisher":
            return _contains(article.publisher or "", condition.words)
        case "source":
            return article.source_id == condition.words[0]
        case "media_type":
            return medium is not None and medium.media_type == condition.words[0]
        case "tier":
            return medium is not None and medium.tier == int(condition.words[0])
        case "country":
            return medium is not None and medium.country == condition.words[0]
        case "region":
            return medium is not None and _contains(medium.region or "", condition.words)
        case "collection":
            return medium is not None and any(_words(name) == condition.words for name in medium.collections)
        case "author":
            return any(_contains(name, condition.words) for name in article.author)
        case "section":
            return _contains(article.section or "", condition.words)
        case "keywords":
            return any(_contains(keyword, condition.words) for keyword in article.keywords)
        case "word_count":
            count = article.word_count
            return (condition.low is None or count >= condition.low) and (
                condition.high is None or count <= condition.high
            )
        case "date_published":
            when = article.date_published
            if when is None:
                return False
            return (condition.since is None or when >= condition.since) and (
                condition.until is None or when < condition.until
            )


def _host(article: ArticleLike) -> tuple[str, ...]:
    for address in (article.canonical_url, article.url, article.uri):
        if address and address.startswith(("http://", "https://")):
            try:
                host = urlsplit(address).hostname or ""
            except ValueError:
                continue
            return tuple(reversed(host.lower().split(".")))
    return ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(words.fold(word) for word in words.split(text))


def _contains(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether the words of `wanted` stand in a row in `text`."""
    have = _words(text)
    return any(have[at : at + len(wanted)] == wanted for at in range(len(have) - len(wanted) + 1))
