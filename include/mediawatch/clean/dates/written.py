"""Reading dates: ISO 8601 and RFC 2822 stamps, dates written out in the languages of CLDR and in several calendars,
numeric dates where they can be read in one way.

All come out as aware datetimes in the zone that is stated, UTC where none is; a bare date is midnight UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Literal

import regex as re

from mediawatch.clean.dates.calendars import ERA_LETTERS, ERAS, ascii_digits, chinese_number, gregorian
from mediawatch.clean.dates.months import Calendar
from mediawatch.clean.dates.months import month as named_month
from mediawatch.clean.dates.weekdays import by_weekday
from mediawatch.words import pattern, words_pattern

Order = Literal["dmy", "mdy"]
"""Whether day or month comes first in a numeric date."""

_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = r"(?:19|20|13|14|2[45])\d\d"  # Jalali and Hijri, Buddhist
_ISO = re.compile(  # 2025-05-05 at 10:30:00.5 +02:00
    rf"(?P<y>{_YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"(?:(?:[T ]|\s+at\s+)(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<z>(?:Z|UTC|GMT)(?!\w)|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(  # 20250505T103000Z
    rf"\b(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?P<z>Z|[+-]\d\d:?\d\d)?)?\b"
)
_LETTERS = r"\p{L}\p{M}\u200c\u200d"
_MONTH = rf"(?P<m>\p{{L}}(?:[{_LETTERS}'’]|\.(?=\p{{L}}))*(?:\s\p{{L}}[{_LETTERS}]*)??)\.?"  # May, มี.ค., ربيع الأول
_OF = r"(?:d[eo]l?\s|of\s|ta['’]\s|d['’])?"
_OTHER_NAME = r"(?:\s?/\s?\p{L}[\p{L}\p{M}]+)?"  # مارس/آذار
_TO_YEAR = rf"(?:[.,\s/-]|{pattern('before_year')})*"
_DAY = r"(?P<d>\d\d?)"
_BEHIND_DAY = rf"(?:st|nd|rd|th|\s?{pattern('day_words')})?"
_BEHIND_YEAR = rf"(?:\s?{pattern('year_words')})"
# 5 May 2025, 5. Mai 2025, 5 de mayo de 2025, ۱۹ اسفند ۱۴۰۴, 10 มี.ค. 2569
_DAY_MONTH = re.compile(
    rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|[ºª°.]|-?\p{{L}}{{1,2}}(?=\s))?[\s/-]*{_OF}{_MONTH}"
    rf"{_OTHER_NAME}{_TO_YEAR}(?P<y>{_ANY_YEAR})(?!\d)",
    re.IGNORECASE,
)
# May 5, 2025
_MONTH_DAY = re.compile(
    rf"(?<![{_LETTERS}\d]){_MONTH}\s*{_DAY}{_BEHIND_DAY}(?:\s*[,.]\s*|\s+)(?P<y>{_ANY_YEAR})(?!\d)", re.IGNORECASE
)
# 2026. március 10., 2026 m. kovo 10 d., 2026(e)ko martxoaren 10(a)
_YEAR_MONTH = re.compile(
    rf"(?<!\d)(?P<y>{_ANY_YEAR})(?:{_BEHIND_YEAR}|\s?\p{{L}}{{1,2}}|\(?e?\)?ko)?[.,]?[\s/-]+{_MONTH}[\s/-]+{_DAY}(?!\d)",
    re.IGNORECASE,
)
_YEAR_DAY = re.compile(  # 2025. gada 5. maijā, 2025-yil 5-may, 2026 жылғы 10 наурыз, 2026 ж. 10 наурыз
    rf"(?<!\d)(?P<y>{_ANY_YEAR})[.-]?{_BEHIND_YEAR},?\s+{_DAY}\.?[\s-]*{_MONTH}", re.IGNORECASE
)
_YEAR_NUMBER = re.compile(  # 2025 оны 5-р сарын 5
    rf"(?<!\d)(?P<y>{_YEAR})\s+оны\s+(?P<m>\d\d?)(?:-\p{{L}}+)?\s+сарын\s+{_DAY}(?!\d)", re.IGNORECASE
)
_KHMER = re.compile(rf"ទី\s*{_DAY}\s*ខែ\s*(?P<m>[\p{{Khmer}}]+?)\s*ឆ្នាំ\s*(?P<y>{_ANY_YEAR})(?!\d)")
_THAI_SHORT = re.compile(rf"(?<!\d){_DAY}\s*(?P<m>\p{{Thai}}[\p{{Thai}}.]+?)\s*(?P<y>[5-9]\d)(?!\d)")  # 10 มี.ค. 69
_NUMERALS = "0-9〇零一二三四五六七八九十元"
_CJK = re.compile(  # 令和7年5月5日
    rf"(?P<era>{'|'.join(ERAS)})?\s*(?P<y>[{_NUMERALS}]{{1,4}})\s*[年년]\s*(?P<m>[{_NUMERALS}]{{1,3}})\s*[月월]\s*(?P<d>[{_NUMERALS}]{{1,3}})\s*[日号號일]"
)
_VIETNAMESE = re.compile(
    rf"(?<!\d){_DAY}\s+(?:tháng|thg)\s+(?P<m>\d\d?)\s*(?:,|năm|-)?\s*(?P<y>{_YEAR})(?!\d)", re.IGNORECASE
)
_YEAR_FIRST = re.compile(  # 2025-05-05, 2025. 5. 5.
    rf"(?<!\d)(?P<y>{_ANY_YEAR})(?P<sep>[./-])\s?(?P<m>\d\d?)(?P=sep)\s?(?P<d>\d\d?)(?!\d)"
    r"(?:(?<=\.\s\d\d)\.|(?<=\.\s\d)\.)?"
)
_NUMERIC = re.compile(rf"(?<!\d)(?P<a>\d\d?)(?P<sep>[./-])\s?(?P<b>\d\d?)(?P=sep)\s?(?P<y>{_ANY_YEAR})(?!\d)")
_SHORT_NUMERIC = re.compile(r"(?<![\d/])(?P<a>\d\d?)(?P<sep>/)(?P<b>\d\d?)/(?P<y>[0-3]\d)(?![\d/])")  # 2/4/26
_ERA = re.compile(  # R8.4.2
    rf"(?<![A-Za-z\d.])(?P<era>{'|'.join((*ERA_LETTERS, *ERAS))})\s?(?P<y>\d\d?|元)(?P<sep>[./-])(?P<m>\d\d?)(?P=sep)"
    r"(?P<d>\d\d?)(?![\d.])"
)
_REPUBLIC = re.compile(  # 115/04/02
    r"(?<![\d./-])(?P<y>1[0-4]\d)(?P<sep>[./-])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?![\d./-])"
)
_SAYS_DATE = re.compile(
    rf"(?:{pattern('date_published', 'zh')}|{pattern('date_changed', 'zh')}|日期|時間|民[國国])\W{{0,3}}$"
)
_JAPANESE = re.compile(r"[\p{Hiragana}\p{Katakana}\p{Han}]")
NUMBERED_ROOM = 24  # characters before it in which the word for what is numbered stands
CUT_LINE = 60  # characters of a line in which a year can have two figures: in a sentence they count something

_CLOCK_BEHIND = r"(?=,?\s(?:\p{L}{1,3}\.?\s)?\d\d?[:.]\d\d(?!\d))"
_SHORT_YEAR = re.compile(  # 10.03.26, and 1.3.26 before a time of day
    rf"(?<![\d.$€£¥₹₽#])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>[0-3]\d)(?:(?<=\d\d\.\d\d\.\d\d)(?![\d.])|{_CLOCK_BEHIND})"
)
_SHORT_YEAR_FIRST = re.compile(  # 26-03-24, 26.03.24 of Korea, China and Japan
    r"(?<![\d.:-])(?P<y>[0-3]\d)(?P<sep>[.-])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?![\d-])"
)
_CUT_YEAR = r"(?:['’‘](?P<y>[0-3]\d)(?![\d:.,]\d|\d)|(?P<y2>[0-3]\d)(?=\s*(?:$|[|·•()\[\],]|\d\d?:\d\d|[–—-]\s)))"
_CUT_DAY_MONTH = re.compile(  # 24 Mar '26; 24 мар 26, where nothing follows that could be counted
    rf"(?<![\d.,:/-]){_DAY}\.?[\s-]{_MONTH}[\s,-]+{_CUT_YEAR}", re.IGNORECASE
)
_CUT_MONTH_DAY = re.compile(  # Mar 24, '26
    rf"(?<![{_LETTERS}\d]){_MONTH}\s{_DAY},\s*{_CUT_YEAR}", re.IGNORECASE
)
_SHORT_NAMED = re.compile(  # 24/mar/26, 24-Mar-26
    rf"(?<![\d./-]){_DAY}(?P<sep>[/-])(?P<m>\p{{L}}{{3,10}}\.?)(?P=sep)(?P<y>[0-3]\d)(?![\d./-]|:\d)", re.IGNORECASE
)
# what every written date has: a year, or two or three figures in the styles that shorten it; most lines have none
_MAY_HOLD_DATE = re.compile(
    r"\d{4}|\d\d[.-]\d\d[.-]\d\d|\d\.\s?\d\d?\.\s?\d\d\D|[年년]|[\u0e00-\u0e7f]\.?\s*\d\d|[RHSＲＨＳ和成]\s?[\d元]\d?[./-]\d"
    r"|1[0-4]\d([./-])\d\d?\1\d|\d/\d\d?/\d\d|\d([/-])\p{L}{3,10}\2\d\d"
)
_MAY_BE_CUT = re.compile(r"\d\.?[\s-]\p{L}[\p{L}\p{M}.]*[\s,-]+['’‘]?\d\d|\p{L}\.?\s\d\d?,\s*['’‘]?\d\d")
_ETHIOPIC_ERA = re.compile(r"\s*(?:ዓ\s?[.·/፡]?\s?ም|E\.C\.)")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MAIL = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d\d?[ -][A-Za-z]{3}[ -]\d{4}\s+\d\d?:\d\d")
_CLOCK = re.compile(  # , um 10.30 a.m. CEST
    r"[\s,|–—·()-]*(?:(?:\p{L}[\p{L}\p{M}.]{0,9}\s*){1,2}[.:]?\s+|[at]+\s+)?"
    r"(?P<H>\d\d?)[:.](?P<M>\d\d)(?::(?P<S>\d\d))?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<z>[A-Z]{2,5}\b|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_ZONES = {
    **{"Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180},
    **{"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420},
    **{"PKT": 300, "IST": 330, "JST": 540, "KST": 540},
}
"""Minutes east of UTC of the zone names that news pages write; IST is taken as India's."""

ZONE = f"(?-i:{'|'.join(sorted(_ZONES, key=len, reverse=True))})(?!\\w)"
"""Pattern of those names, in capitals as they are written."""


class Ambiguous(ValueError):
    """A numeric date whose day and month could be exchanged. `readings` are the two days, with the day first and with
    the month first, with the time of day where one follows."""

    def __init__(self, written: str, day_first: datetime, month_first: datetime) -> None:
        super().__init__(written)
        self.readings: dict[Order, datetime] = {"dmy": day_first, "mdy": month_first}


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: characters start to end, the day (midnight UTC), and the other reading of an ambiguous one
    (`day` is then the one with the day first)."""

    start: int
    end: int
    day: datetime
    month_first: datetime | None = None


def parse_stamp(text: str | None) -> datetime | None:
    """The instant that a machine-readable stamp names: ISO 8601 in its usual corruptions, RFC 2822, seconds of the
    epoch or thousandths, millionths and billionths of them.

    A stamp without an offset is taken as UTC. None where `text` is no stamp.
    """
    value = ascii_digits((text or "").strip())
    if match := _ISO.match(value) or _COMPACT.fullmatch(value):
        return _stamped(match)
    if re.fullmatch(r"1\d{9}(?:\d{3}){0,3}", value):
        return datetime.fromtimestamp(int(value[:10]), tz=UTC)
    if not _MAIL.match(value):
        return None
    try:
        parsed = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed


def parse_date(text: str | None, order: Order | None = None, language: str | None = None) -> datetime | None:
    """The instant or day that `text` states first, stamp or written date. None where there is none.

    `order` decides on a numeric date such as 05/06/2025; without it such a one raises Ambiguous (equal or over-12
    numbers, and dots, are no riddle). `language`, a BCP 47 tag, is that of the names of months.
    """
    value = ascii_digits((text or "").strip())
    if stamp := parse_stamp(value):
        return stamp
    if match := _ISO.search(value):
        return with_clock(moment, value[match.end() :]) if (moment := _stamped(match)) else None
    found = find_date(value, language)
    if found is None:
        return None
    rest = value[found.end :]
    if found.month_first is None or order == "dmy":
        return with_clock(found.day, rest)
    if order == "mdy":
        return with_clock(found.month_first, rest)
    written = value[found.start : found.end]
    raise Ambiguous(written, with_clock(found.day, rest), with_clock(found.month_first, rest))


def find_date(text: str, language: str | None = None) -> Found | None:
    """The first written date in `text`, kind by kind: with the month's name, with characters for year, month and day,
    numeric with the year first, numeric. None where there is none."""
    if _DIRECTION.search(text):
        return _without_direction(text, language)
    value = ascii_digits(text)
    if not _MAY_HOLD_DATE.search(value) and not (len(value) <= CUT_LINE and _MAY_BE_CUT.search(value)):
        return None
    return next(_all(value, language), None)


def _without_direction(text: str, language: str | None) -> Found | None:
    """The first date of a text with signs of the direction of writing, which CLDR sets into Arabic dates."""
    places = [place for place, char in enumerate(text) if not _DIRECTION.match(char)]
    found = find_date("".join(text[place] for place in places), language)
    return found and replace(found, start=places[found.start], end=places[found.end - 1] + 1)


def _all(value: str, language: str | None) -> Iterator[Found]:
    for match in _ISO.finditer(value):
        if _numbered_in(value[match.end() :], int(match["y"]), language):
            continue
        if day := gregorian(int(match["y"]), int(match["m"]), int(match["d"])):
            yield Found(match.start(), match.end(), day)
    for form in (_MONTH_DAY, _DAY_MONTH, _YEAR_MONTH, _YEAR_DAY, _KHMER):
        for match in form.finditer(value, overlapped=True):
            if day := _named(match, language):
                yield Found(match.start(), match.end(), day)
    for match in _THAI_SHORT.finditer(value):
        month = named_month(match["m"], "th")
        if month and (day := gregorian(2500 + int(match["y"]), month[1], int(match["d"]))):
            yield Found(match.start(), match.end(), day)
    for match in _CJK.finditer(value):
        if day := _chinese(match):
            yield Found(match.start(), match.end(), day)
    for form in (_VIETNAMESE, _YEAR_NUMBER, _YEAR_FIRST):
        for match in form.finditer(value):
            calendar = _numbered_in(value[match.end() :], int(match["y"]), language)
            if day := gregorian(int(match["y"]), int(match["m"]), int(match["d"]), calendar):
                yield Found(match.start(), match.end(), day)
    for match in _NUMERIC.finditer(value):
        if calendar := _numbered_in(value[match.end() :], int(match["y"]), language):
            if day := gregorian(int(match["y"]), int(match["b"]), int(match["a"]), calendar):
                yield Found(match.start(), match.end(), day)
        elif found := _numeric(match, int(match["y"]), language):
            yield found
    for match in _SHORT_NUMERIC.finditer(value):
        if not _numbers(match) and (found := _numeric(match, 2000 + int(match["y"]), language)):
            yield found
    for match in _ERA.finditer(value):
        year = ERAS.get(match["era"]) or ERA_LETTERS[match["era"]]
        of_japan = (language or "").startswith("ja") or _JAPANESE.search(value)
        number = chinese_number(match["y"]) or 0
        if of_japan and (day := gregorian(year + number, int(match["m"]), int(match["d"]))):
            yield Found(match.start(), match.end(), day)
    for match in _REPUBLIC.finditer(value):
        of_taiwan = _is_taiwanese(language) or _SAYS_DATE.search(value[max(0, match.start() - 12) : match.start()])
        year = ERAS["民國"] + int(match["y"])
        if of_taiwan and (day := gregorian(year, int(match["m"]), int(match["d"]))):
            yield Found(match.start(), match.end(), day)
    for match in _SHORT_NAMED.finditer(value):
        month = named_month(match["m"].rstrip("."), language)
        if month and month[0] == "gregorian" and (day := gregorian(2000 + int(match["y"]), month[1], int(match["d"]))):
            yield Found(match.start(), match.end(), day)
    for match in _SHORT_YEAR_FIRST.finditer(value) if _is_year_first(language) else ():
        day = gregorian(2000 + int(match["y"]), int(match["m"]), int(match["d"]))
        if day and not _numbers(match):
            yield Found(match.start(), match.end(), day)
    for form in (_CUT_DAY_MONTH, _CUT_MONTH_DAY) if len(value) <= CUT_LINE else ():
        for match in form.finditer(value):
            month = named_month(match["m"].rstrip("."), language)
            year = 2000 + int(match["y"] or match["y2"])
            if month and month[0] == "gregorian" and (day := gregorian(year, month[1], int(match["d"]))):
                yield Found(match.start(), match.end(), day)
    for match in _SHORT_YEAR.finditer(value):
        if _is_year_first(language) or _numbers(match):
            continue
        year, a, b = 2000 + int(match["y"]), int(match["d"]), int(match["m"])
        first, second = gregorian(year, b, a), gregorian(year, a, b)  # 03.24.26 is of the United States
        if day := first or second:
            may_be = (language or "").lower()[:2] == "en" and first != second  # so 03.04.26 may be in English, too
            yield Found(match.start(), match.end(), day, second if first and may_be else None)


@cache
def _numbered() -> Any:
    """What stands right before a number with dots: `Version`, a letter, `§`; no bar or comma (`Article | 05.05.25`)."""
    said = rf"{words_pattern('numbered')}[.:]?[^\S\n]?:?[^\S\n]?[(\[]?|[§#№°ºª]\s?|[\p{{Latin}}\p{{Cyrillic}}]"
    return re.compile(rf"(?:{said})$", re.IGNORECASE)


def _numbers(match: Any) -> bool:
    """Whether what could be a day whose year has two figures is a number of something: of a version, of a chapter."""
    return bool(_numbered().search(match.string, max(0, match.start() - NUMBERED_ROOM), match.start()))


def _numbered_in(rest: str, year: int, language: str | None) -> Calendar | None:
    """The calendar of a numeric date whose year could be a Gregorian one: that of Ethiopia where its era follows
    (`rest`), that of Nepal in Nepali where the year is decades ahead."""
    if _ETHIOPIC_ERA.match(rest):
        return "ethiopic"
    return "bikram" if (language or "").startswith("ne") and year in _YEARS_OF["bikram"] else None


def _named(match: Any, language: str | None) -> datetime | None:
    words = match["m"].split()
    for count in range(len(words), 0, -1):  # `ربيع الأول` is two words, in `May the` one is of the month
        if month := named_month(" ".join(words[:count]), language):
            if count < len(words):
                return None
            calendar, number = month
            year = int(match["y"])
            if year not in _YEARS_OF[calendar]:
                return None
            return gregorian(year, number, int(match["d"]), calendar)
    return None


def _chinese(match: Any) -> datetime | None:
    year, month, day = (chinese_number(match[name]) for name in "ymd")
    if not year or month is None or day is None:
        return None
    if match["era"]:
        return gregorian(ERAS[match["era"]] + year, month, day)
    if 100 <= year < 190:  # of the Republic of China, without its name
        year += ERAS["民國"]
    return gregorian(year, month, day) if 1900 <= year < 2100 else None


def _is_year_first(language: str | None) -> bool:
    return (language or "").lower()[:2] in ("ko", "ja", "zh")


def _is_taiwanese(language: str | None) -> bool:
    parts = (language or "").lower().replace("_", "-").split("-")
    return parts[0] == "zh" and bool({"tw", "hant"} & set(parts)) and "hk" not in parts


def _numeric(match: Any, year: int, language: str | None) -> Found | None:
    a, b = int(match["a"]), int(match["b"])
    day_first, month_first = gregorian(year, b, a), gregorian(year, a, b)
    # with dots the day is first nearly everywhere; so it is in calendars other than the Gregorian
    one_way = a == b or match["sep"] == "." or not _YEARS[0] <= year <= _YEARS[1]
    if day_first and month_first and not one_way:
        told = by_weekday(match, day_first, month_first, language)
        return Found(match.start(), match.end(), told or day_first, None if told else month_first)
    day = day_first or month_first
    return Found(match.start(), match.end(), day) if day else None


_YEARS = (1500, 2399)
_OTHERS = range(1300, 1500)
_YEARS_OF = {
    "gregorian": range(1500, 2600),
    "jalali": _OTHERS,
    "hijri": _OTHERS,
    "ethiopic": range(1982, 2100),
    "bikram": range(2046, 2100),
}
"""Years in which a date with a month of the calendar can be a newspaper's: the last two begin about 1990."""


def _stamped(match: Any) -> datetime | None:
    day = gregorian(int(match["y"]), int(match["m"]), int(match["d"]))
    try:
        return day and day.replace(
            hour=int(match["H"] or 0),
            minute=int(match["M"] or 0),
            second=min(int(match["S"] or 0), 59),
            tzinfo=_zone(match["z"]),
        )
    except ValueError:
        return None


def with_clock(day: datetime, rest: str) -> datetime:
    """`day` with the time of day that follows it directly (`, 10:30 AM IST`), where there is one."""
    match = _CLOCK.match(rest)
    if not match or (day.hour, day.minute) != (0, 0):
        return day
    hour, minute = int(match["H"]), int(match["M"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59:
        return day
    zone = match["z"] or ""
    if zone and zone.upper() not in _ZONES and zone[0] not in "+-":
        zone = ""
    return day.replace(hour=hour, minute=minute, tzinfo=_zone(zone))


def _zone(text: str | None) -> timezone:
    name = (text or "").upper()
    if name in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name]))
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)?", name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes < 24 * 60:
            return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    return UTC
