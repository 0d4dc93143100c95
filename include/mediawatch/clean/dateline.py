"""Datelines: the place (and day, and agency) that news agencies put before the first sentence.

    NEW DELHI, May 5 (Reuters) - Text        WASHINGTON (AP) — Text          New Delhi, May 5: Text
    МОСКВА, 5 мая. /ТАСС/. Text              नई दिल्ली, 5 मई (भाषा) Text           新华社北京5月5日电 Text

A dateline is taken off only on evidence: a day, an agency in brackets or slashes, a known city, or capitals. `Modi:`
or `Analysis:` before a sentence has none of it and stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from mediawatch.clean.cities import CITIES
from mediawatch.clean.months import MONTH, month_number
from mediawatch.clean.text import word_set

_DAY = (
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?(?P<m2>{MONTH}))(?:,?\s+(?:de\s+)?(?P<y>20\d\d))?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_LETTERS = r"\w\u0900-\u0d7f"  # \w has no vowel signs of the Indic scripts
_WORD = rf"[^\W\d_][{_LETTERS}.'’\-]*?"
_PLACE = (
    rf"(?P<place>{_WORD}(?:[ /]+[{_LETTERS}.'’\-]+?){{0,4}}?(?:,\s*{_WORD}(?: [{_LETTERS}.'’\-]+?){{0,2}}?){{0,2}}?)"
)
_AGENCY = r"(?:[(\[](?P<a1>[^()\[\]\n]{2,40})[)\]]|/\s?(?P<a2>[^/\n]{2,30}?)\s?/\.?)"
_END = r"(?P<end>\s*[-–—]{1,2}\s+|\s*—\s*|\s*:\s+|\.\s+(?:[-–—]{1,2}\s+)?|\s+|)"
_DATED = re.compile(
    rf"{_PLACE}(?:\s*[,|•.]\s*|\s+){_WEEKDAY}{_DAY}\.?(?![{_LETTERS}])\s*{_AGENCY}?{_END}", re.IGNORECASE
)
_CREDITED = re.compile(rf"{_PLACE}\s*,?\s*{_AGENCY}{_END}", re.IGNORECASE)
_BARE = re.compile(rf"{_PLACE}(?P<end>\s[-–—]{{1,2}}\s+|—\s*|:\s+)")
_RUSSIAN_AGENCY = re.compile(
    r"(?:РИА Новости|ИНТЕРФАКС|Интерфакс|ТАСС|ИТАР-ТАСС|РБК|REGNUM|Sputnik|АГН «Москва»|Росбалт)"
    r"(?:[.,]\s+|\s*[-–—]\s+)"
)
_CHINESE = re.compile(
    r"(?P<a1>[\u3400-\u9fff]{2,4}社|中新网|人民网|央视网)?(?P<place>[\u3400-\u9fff]{2,8}?)(?P<m>\d\d?)月(?P<d>\d\d?)日[电電讯訊]\s*(?:[（(][^（）()]{1,40}[)）])?\s*"
)
_KOREAN = re.compile(r"\((?P<place>[가-힣·]{2,12})=(?P<a1>[가-힣]{2,8})\)\s*(?:[가-힣 ·]{2,20}(?:기자|특파원)\s*=\s*)?")

_LABELS = word_set(
    """
    by analysis opinion editorial explainer explained exclusive update updated watch video photo photos live
    breaking news breaking-news review interview profile factbox timeline column comment commentary correction
    fact-check report summary highlights preview feature special note question answer q a faq faqs conclusion
    background source sources read also more warning monday tuesday wednesday thursday friday saturday sunday
    today yesterday title headline
    """
)
"""Words that stand before a colon or dash without being a place."""

MAX_LENGTH = 120
"""Characters that a dateline can have, agency included."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and the text after it. `day` is (month, day); `date` is there where the year was written too."""

    place: str
    rest: str
    agency: str | None = None
    day: tuple[int, int] | None = None
    date: datetime | None = None


def split_dateline(text: str) -> Dateline | None:
    """The dateline at the start of `text` (the first paragraph of an article), or None."""
    for pattern in (_CHINESE, _KOREAN):
        if match := pattern.match(text):
            return _found(match, text)
    head = text[:MAX_LENGTH]
    for pattern, holds in ((_DATED, _is_dated), (_CREDITED, _is_credited), (_BARE, _is_bare)):
        if (match := pattern.match(head)) and holds(match, text):
            return _found(match, text)
    return None


def _is_dated(match: re.Match[str], text: str) -> bool:
    """Whether place and day make a dateline: with an agency, or set off by dash, colon or (capitals) a full stop."""
    end, place = match["end"].strip(), match["place"]
    set_off = end[:1] in (":", "-", "–", "—") or (end == "." and place.isupper())
    credited = bool(match["a1"] or match["a2"]) or _RUSSIAN_AGENCY.match(text[match.end() :]) is not None
    return _names_place(place) and (set_off or credited) and _starts_sentence(text[match.end() :])


def _is_credited(match: re.Match[str], text: str) -> bool:
    """Whether place and agency make a dateline: set off, or a known place or capitals; not `Congress (INC) said`."""
    end, place = match["end"].strip(), match["place"]
    known = place.isupper() or place.casefold() in CITIES or place.split(",")[0].casefold() in CITIES
    if not (end[:1] in (":", "-", "–", "—") or match["a2"] or known):
        return False
    return _names_place(place) and _starts_sentence(text[match.end() :])


def _is_bare(match: re.Match[str], text: str) -> bool:
    """Whether the place alone carries the dateline: a known city, or one set in capitals before a dash."""
    place = match["place"]
    if not _names_place(place) or not _starts_sentence(text[match.end() :]):
        return False
    first = place.split(",")[0].strip().casefold()
    if place.casefold() in CITIES or first in CITIES:
        return True
    letters = re.sub(r"\W", "", place)
    return match["end"].strip() != ":" and place.isupper() and len(letters) >= 5 and len(place.split()) <= 3


def _names_place(place: str) -> bool:
    words = re.findall(rf"[^\W\d_][{_LETTERS}'’\-]*", place)
    if not words or any(word.casefold() in _LABELS for word in words):
        return False
    small = {
        "de",
        "la",
        "le",
        "el",
        "los",
        "las",
        "les",
        "del",
        "di",
        "da",
        "do",
        "am",
        "an",
        "der",
        "den",
        "of",
        "the",
        "on",
        "upon",
        "sur",
        "na",
        "और",
        "and",
    }
    return all(_opens_name(word) or word in small for word in words) and _opens_name(words[0])


def _opens_name(word: str) -> bool:
    """A capital, or a letter of a script that has none."""
    return word[0].isupper() or not (word[0].islower() or word[0].isupper())


def _starts_sentence(rest: str) -> bool:
    start = rest.lstrip(" \"'“”‘’«»„([")
    return bool(start) and not start[0].islower() and len(rest.split()) >= 3


def _found(match: re.Match[str], text: str) -> Dateline:
    parts = match.groupdict()
    agency = parts.get("a1") or parts.get("a2")
    month = parts.get("m1") or parts.get("m2")
    number = int(parts["m"]) if parts.get("m") else month_number(month) if month else None
    day_text = parts.get("d1") or parts.get("d2") or parts.get("d")
    day = date = None
    if number and day_text and 1 <= int(day_text) <= 31 and number <= 12:
        day = (number, int(day_text))
        if parts.get("y"):
            try:
                date = datetime(int(parts["y"]), *day, tzinfo=UTC)
            except ValueError:
                day = None
    place = re.sub(r"\s+", " ", parts["place"]).strip(" ,.-–—")
    rest = text[match.end() :].lstrip()
    if not agency and day and (credit := _RUSSIAN_AGENCY.match(rest)):
        agency, rest = credit[0].strip(" .,-–—"), rest[credit.end() :]
    return Dateline(place, rest, agency.strip() if agency else None, day, date)
