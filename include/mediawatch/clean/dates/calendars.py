"""Days of other calendars as Gregorian ones: Jalali (Iran, Afghanistan), Hijri (Umm al-Qura), Buddhist (Thailand, Laos,
Cambodia, Burma), Ethiopic, Bikram Sambat (Nepal), Japanese eras, and the years of the Republic of China (Taiwan).

The years of Ethiopia and Nepal look like Gregorian ones: there the name of the month tells the calendar. Else a year
tells its calendar: of 1990 to today, the Jalali years are 1369 to 1405, the Hijri ones 1410 to 1448, the
Buddhist ones from 2533 on. No two of them meet before the year 2031.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import jdatetime
import nepali_datetime
from hijridate import Hijri

from mediawatch.clean.dates.months import Calendar

_BUDDHIST = 543
_LATEST_JALALI = 1409
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""Name of an era -> the Gregorian year before its first one."""

ERA_LETTERS = {"R": 2018, "H": 1988, "S": 1925, "Ｒ": 2018, "Ｈ": 1988, "Ｓ": 1925}
"""Letters that stand for the Japanese ones in numeric dates, half and full width."""

_DIGITS = {ord("元"): "1"} | {ord(char): str(number) for number, char in enumerate("〇一二三四五六七八九")}
_DIGITS[ord("零")] = "0"


def ascii_digits(text: str) -> str:
    """`text` with the decimal digits of all scripts as 0 to 9, and commas of all scripts as one; as long as it was."""
    return text if text.isascii() else text.translate(_TABLE)


_TABLE = {
    **{point: str(unicodedata.decimal(chr(point))) for point in range(0x80, 0x1FBFA) if chr(point).isdecimal()},
    **dict.fromkeys(map(ord, "،、，፣၊"), ","),
    **{ord("："): ":", ord("／"): "/", ord("．"): ".", ord("－"): "-"},
}


def chinese_number(text: str) -> int | None:
    """The number that digits or Chinese numerals name, as they stand in dates: 二〇二六, 十, 二十三, 元."""
    text = text.translate(_DIGITS)
    tens, found, ones = text.partition("十")
    value = (tens or "1") + (ones or "0") if found else text
    return int(value) if value.isdecimal() and len(value) < 5 else None


_ETHIOPIC_EPOCH = date(2025, 9, 11).toordinal() - 2017 * 365 - 2017 // 4
"""Ordinal of the first day of the Ethiopic calendar: that of 1 Meskerem 2018, less the days of 2017 years."""


def _from_ethiopic(year: int, month: int, day: int) -> date:
    """The day of the Ethiopic calendar: twelve months of 30 days, and five days, or six before each fourth year."""
    last = 30 if month < 13 else 5 + (year % 4 == 3)
    if not (1 <= month <= 13 and 1 <= day <= last):
        raise ValueError(f"no day {day} of month {month}")
    return date.fromordinal(_ETHIOPIC_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1)


def gregorian(year: int, month: int, day: int, calendar: Calendar | None = None) -> datetime | None:
    """Midnight UTC of a day; None where there is no such day. `calendar` is that of the month's name, None for a number
    (then the year tells the calendar)."""
    if calendar in (None, "gregorian") and year >= 2400:
        year -= _BUDDHIST
    if calendar is None and 1300 <= year < 1500:
        calendar = "jalali" if year <= _LATEST_JALALI else "hijri"
    try:
        if calendar == "jalali":
            found = jdatetime.date(year, month, day).togregorian()
        elif calendar == "hijri":
            found = Hijri(year, month, day).to_gregorian()
        elif calendar == "ethiopic":
            found = _from_ethiopic(year, month, day)
        elif calendar == "bikram":
            found = nepali_datetime.date(year, month, day).to_datetime_date()
        else:
            return datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return datetime(found.year, found.month, found.day, tzinfo=UTC)
