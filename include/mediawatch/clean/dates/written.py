"""Reading dates: ISO 8601 and RFC 2822 stamps, written dates in a dozen languages, numeric dates where unambiguous.

All come out as aware datetimes in the zone that is stated, UTC where none is; a bare date is midnight UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from mediawatch.clean.dates.months import MONTH, month_number

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(
    rf"(?P<y>{_YEAR})-(?P<m>\d\d?)-(?P<d>\d\d?)"
    r"(?:(?:[T ]|\s+at\s+)(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<z>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    rf"\b(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?P<z>Z|[+-]\d\d:?\d\d)?)?\b"
)
_DAY_MONTH = re.compile(
    rf"\b(?P<d>\d\d?)(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?(?P<m>{MONTH})[\s-]*,?\s*(?:de\s+)?(?P<y>{_YEAR})\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"(?<!\w)(?P<m>{MONTH})\s*(?P<d>\d\d?)(?:st|nd|rd|th)?\s*,?\s+(?P<y>{_YEAR})\b", re.IGNORECASE)
_CJK = re.compile(rf"(?P<y>{_YEAR})\s*[年년]\s*(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)\s*[日일]")
_YEAR_FIRST = re.compile(rf"\b(?P<y>{_YEAR})[./](?P<m>\d\d?)[./](?P<d>\d\d?)\b")
_NUMERIC = re.compile(rf"\b(?P<a>\d\d?)(?P<sep>[./-])\s?(?P<b>\d\d?)(?P=sep)\s?(?P<y>{_YEAR})\b")
_MAIL = re.compile(r"(?:[A-Za-z]{3},?\s+)?\d\d?[ -][A-Za-z]{3}[ -]\d{4}\s+\d\d?:\d\d")
_CLOCK = re.compile(
    r"\b(?P<H>\d\d?)[:.](?P<M>\d\d)(?::(?P<S>\d\d))?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<z>[A-Z]{2,5}\b|[+-]\d\d:?\d\d)?",
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


LONG_DATE = 60
"""Characters; no line that is a date alone is longer."""


class Ambiguous(ValueError):
    """A numeric date whose day and month could be exchanged."""


def parse_stamp(text: str | None) -> datetime | None:
    """The instant that a machine-readable stamp names: ISO 8601 in its usual corruptions, RFC 2822, epoch seconds.

    A stamp without an offset is taken as UTC. None where `text` is no stamp.
    """
    value = (text or "").strip()
    if match := _ISO.match(value) or _COMPACT.fullmatch(value):
        return _from_match(match)
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return datetime.fromtimestamp(int(value[:10]), tz=UTC)
    if not _MAIL.match(value):
        return None
    try:
        parsed = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed


def parse_date(text: str | None) -> datetime | None:
    """The instant or day that `text` states, stamp or written date. None where there is none.

    Raises Ambiguous for a numeric date such as 05/06/2025 (equal or over-12 numbers are no riddle).
    """
    value = (text or "").strip()
    if stamp := parse_stamp(value):
        return stamp
    for pattern in (_ISO, _MONTH_DAY, _DAY_MONTH, _CJK, _YEAR_FIRST):
        if (match := pattern.search(value)) and (found := _from_match(match)):
            return _with_clock(found, value[match.end() :])
    if match := _NUMERIC.search(value):
        a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
        if a > 12 or a == b or (match["sep"] == "." and b <= 12):  # with dots the day is first nearly everywhere
            day, month = a, b
        elif b > 12:
            day, month = b, a
        else:
            raise Ambiguous(match[0])
        found = _make(year, month, day)
        return _with_clock(found, value[match.end() :]) if found else None
    return None


_WRITTEN = (_ISO, _MONTH_DAY, _DAY_MONTH, _CJK, _YEAR_FIRST, _NUMERIC)
_SAID = (
    r"clock|published|posted|updated|created|written|last|first|veröffentlicht|erstellt|aktualisiert|artikel|stand|publié"
    r"|publicado|publicada|pubblicato|date|datum|fecha|data"
)
_BESIDE = (
    r"on|at|am|um|den|le|el|em|às|alle|il|du|à|uhr|hrs?|h|mon|tue|wed|thu|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|mo|di|mi|do|fr|sa|so|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
_SAID_OF_DATE = re.compile(rf"(?:\b(?:{_SAID})\b[\s.,:]*)+", re.IGNORECASE)
# only next to the date: elsewhere they are parts of names (Le Pen, do Carmo) or of a sentence
_BEFORE_DATE = re.compile(rf"(?:\b(?:{_BESIDE})\b[\s.,:|–—-]*)+$", re.IGNORECASE)
_AFTER_DATE = re.compile(rf"^[\s,.:–—-]*(?:\b(?:{_BESIDE})\b[\s.,:]*)+", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"^[\s,|–—/-]*(?:(?:at|um|à|às|a las)\s)?\d\d?[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?\b)?"
    r"\s*(?:(?:uhr|hrs?|h|[A-Z]{2,4})\b)?",
    re.IGNORECASE,
)


def strip_dates(line: str) -> tuple[str, bool]:
    """(`line` without the first date, time of day and the words around them, a bar in their place; whether there was a
    date)."""
    for pattern in _WRITTEN:
        if match := pattern.search(line):
            before, after = line[: match.start()], _CLOCK_AFTER.sub("", line[match.end() :])
            pieces = (
                _BEFORE_DATE.sub(" ", _SAID_OF_DATE.sub(" ", before)),
                _AFTER_DATE.sub(" ", _SAID_OF_DATE.sub(" ", after)),
            )
            rest = (piece.strip(" |,;:–—-·•/()[]") for piece in pieces)
            return " | ".join(filter(None, rest)), True
    return line, False


_WORDS = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2,}")
_MARKS = re.compile(
    r"(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|更新|发布|發布|公開|掲載|配信|时间|時間|来源|來源"
)
"""Days of the week and words such as `Published` in Chinese and Japanese, which need no third letter to be a word."""


def is_bare_date(line: str) -> bool:
    """Whether a line is a date, with its time and a word such as `Published`, and nothing else."""
    if len(line) > LONG_DATE:
        return False
    rest, dated = strip_dates(line)
    return dated and not line.endswith(":") and not _WORDS.search(_MARKS.sub("", rest))


def _from_match(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = month_number(parts["m"]) if not parts["m"].isdigit() else int(parts["m"])
    if month is None:
        return None
    return _make(
        int(parts["y"]), month, int(parts["d"]), parts.get("H"), parts.get("M"), parts.get("S"), parts.get("z")
    )


def _make(
    year: int,
    month: int,
    day: int,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> datetime | None:
    try:
        moment = datetime(year, month, day, int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError:
        return None
    return moment.replace(tzinfo=_zone(zone))


def _with_clock(day: datetime, rest: str) -> datetime:
    """`day` with the time of day that follows it directly (`, 10:30 AM IST`), where there is one."""
    match = _CLOCK.match(rest.lstrip(" ,|-–at"))
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
