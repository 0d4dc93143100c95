"""Days whose months are numbers: 2025年5月2日, 2025年, 5월 2일, 18日, ngày 2 tháng 5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mediawatch.facts.fact_records import StatedDay
from mediawatch.facts.word_tokens import Token

YEAR_DIGITS = 4


class Numbered(NamedTuple):
    """A day that ends right before the token `last`."""

    last: int
    day: StatedDay


def number_at(listed: Sequence[Token], place: int, least: int, most: int) -> int | None:
    """The number of at most four digits at `place`, if it lies between these two."""
    if not 0 <= place < len(listed) or not listed[place].is_number:
        return None
    text = listed[place].text
    if len(text) > YEAR_DIGITS or not text.isdecimal():
        return None
    value = int(text)
    return value if least <= value <= most else None


_SIGNS = "年년月월"
"""Behind the first number of a day in Chinese, Japanese and Korean."""


def unspaced(listed: Sequence[Token], place: int) -> Numbered | None:
    """2025年5月2日, 5月2日, 5월 2일: each number has its sign behind it."""
    if place + 1 >= len(listed):
        return None
    if listed[place + 1].text[0] not in _SIGNS:
        return _number_of_day(listed, place)
    found: dict[str, int] = {}
    at = place
    for name, signs, low, high in (("year", "年년", 1900, 2099), ("month", "月월", 1, 12), ("day", "日号號일", 1, 31)):
        number = number_at(listed, at, low, high)
        if number is not None and at + 1 < len(listed) and listed[at + 1].text[0] in signs:
            found[name] = number
            at += 2
            if len(listed[at - 1].text) > 1:
                break
    if "month" not in found and "year" in found:
        return Numbered(place + 2, StatedDay(year=found["year"]))  # 2019年 is no time of 2,019 years
    if "month" not in found:
        return _number_of_day(listed, place)
    return Numbered(at, StatedDay(year=found.get("year"), month=found["month"], day=found.get("day")))


def _number_of_day(listed: Sequence[Token], place: int) -> Numbered | None:
    """18日, 18일: a day by its number alone, of the month in which the text was written. 3日間 are three days."""
    day = number_at(listed, place, 1, 31)
    if day is None or place + 1 >= len(listed) or (place and listed[place - 1].text[0] in f"{_SIGNS}第{_TO}"):
        return None
    sign, following = listed[place + 1], listed[place + 2] if place + 2 < len(listed) else None
    if sign.text not in _DAY_SIGNS or sign.start != listed[place].end:
        return None
    if following is not None and following.text[0] in _DURATION_SIGNS + _TO:
        return None
    return Numbered(place + 2, StatedDay(day=day))


_DAY_SIGNS = ("日", "号", "號", "일", "일에", "일은", "일의", "일부터", "일까지")

_DURATION_SIGNS = "間间目分動동連후後"
"""Behind the sign of a day: so many days."""

_TO = "-–—~〜～至"


MONTH_WORDS = {"vi": "tháng"}
"""Language -> the word before the number of a month."""

YEAR_WORDS = {"vi": "năm"}


def with_month_word(listed: Sequence[Token], place: int, language: str) -> Numbered | None:
    """2 tháng 5 năm 2025, or tháng 5 năm 2025 at the word itself."""
    word = MONTH_WORDS.get(language)
    if word is None:
        return None
    day = number_at(listed, place, 1, 31)
    at = place if day is None else place + 1
    if at >= len(listed) or listed[at].lower != word:
        return None
    month = number_at(listed, at + 1, 1, 12)
    if month is None:
        return None
    last, year = at + 2, None
    if last < len(listed) and listed[last].lower in (YEAR_WORDS[language], "/", ","):
        year = number_at(listed, last + 1, 1900, 2099)
    return Numbered(last if year is None else last + 2, StatedDay(year=year, month=month, day=day))


def with_day_word(listed: Sequence[Token], place: int, language: str) -> Numbered | None:
    """2/5 or 2-5/2025 behind the word for day: ngày 2/5."""
    if DAY_WORDS.get(language) != (listed[place - 1].lower if place else ""):
        return None
    if place + 2 >= len(listed) or listed[place + 1].text not in "/-." or listed[place + 1].start != listed[place].end:
        return None
    day, month = number_at(listed, place, 1, 31), number_at(listed, place + 2, 1, 12)
    if day is None or month is None:
        return None
    last, year = place + 3, None
    if last + 1 < len(listed) and listed[last].text in "/-.":
        year = number_at(listed, last + 1, 1900, 2099)
    return Numbered(last if year is None else last + 2, StatedDay(year=year, month=month, day=day))


DAY_WORDS = {"vi": "ngày"}
"""Language -> the word before a day that is written with numbers alone."""
