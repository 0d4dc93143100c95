"""Datelines: the place (and day, and agency) that news agencies put before the first sentence.

    NEW DELHI, May 5 (Reuters) - Text        WASHINGTON (AP) — Text          New Delhi, May 5: Text
    New Delhi [India], May 5 (ANI): Text     Madrid, 5 may (EFE).- Text      (ANSA) - ROME, MAY 5 - Text
    МОСКВА, 5 мая. /ТАСС/. Text              नई दिल्ली, 5 मई (भाषा) Text           新华社北京5月5日电 Text

A dateline is taken off only on evidence: an agency in brackets or slashes, a known place, or capitals with a day. A
dateline left in costs less than words lost, so `Modi, May 5:`, `TRUMP —` or `Apple (AAPL) -` stay, and so does a known
place that the sentence needs: `Delhi - Mumbai flights`. tests/unit/clean/test_dateline.py lists the styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mediawatch.clean.dates.dateline_places import AMBIGUOUS, is_known, is_region
from mediawatch.clean.dates.dateline_rest import begins_sentence, begins_with_place, is_title, lists_places
from mediawatch.clean.dates.months import DAY_WORDS, MONTH, month_number
from mediawatch.clean.dates.relative_dates import WEEKDAY
from mediawatch.clean.people.agencies import AGENCY, is_credit
from mediawatch.words import pattern, phrases

_YEAR = r"(?P<y>20\d\d)(?:\s*(?:года|г\.|de))?"
_DAY = (
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?:(?:le|el|il|am|den|dnia)\s+)?(?P<d2>\d\d?|{'|'.join(DAY_WORDS)})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?P<m2>{MONTH}))"
    rf"(?:,?\s+(?:de\s+)?{_YEAR})?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_LETTERS = r"\w\u0900-\u0963\u0966-\u0d7f"  # \w has no vowel signs of the Indic scripts; between them stands the danda
_WORD = rf"[^\W\d_](?:[{_LETTERS}]|[.'’\-](?=[^\W\d_]))*+\.??"
_PLACE = rf"(?P<place>{_WORD}(?:(?:\s?/\s?| |,\s?){_WORD}){{0,8}}?)"
_REGION = r"(?P<region>(?:\s*[(\[][^()\[\]\n]{2,40}[)\]]){0,2})"  # Anantnag (Jammu and Kashmir) [India], May 5
_CREDIT = r"(?:[(\[](?P<a1>[^()\[\]\n]{2,40})[)\]]|(?<=[\s.])/\s?(?P<a2>[^/()\n]{2,30}?)\s?/)"
_DASH = r"[-–—]{1,2}"
_DASHES = ("-", "–", "—")
_END = rf"(?P<bare>\s*{_DASH}\s+|\s*—|\s*:\s+|\s*।\s*|\.\s+(?:{_DASH}\s+)?|)"
_CREDITED_END = rf"(?P<end>\s*(?:\.?\s?{_DASH}|\.?\s?:|।|\||\.)\s*|\s+)"

_DATED = re.compile(  # NEW DELHI, May 5 (Reuters) -
    rf"{_PLACE}{_REGION}(?:\s*[,|•.]\s*|\s+)(?:\(?{_WEEKDAY}{_DAY}\.?\)?|(?P<weekday>{WEEKDAY}))(?![{_LETTERS}])\s*"
    rf"(?:{_CREDIT}{_CREDITED_END}|{_END})",
    re.IGNORECASE,
)
_CREDITED = re.compile(rf"{_PLACE}\s*,?\s*{_CREDIT}{_CREDITED_END}", re.IGNORECASE)
_WIRE = rf"(?P<a1>{pattern('agencies', key='wire')})\.?"
_WIRED = re.compile(  # MARLIN, Ohio--(BUSINESS WIRE)--March 12, 2026-- / MARLIN, OH / ACCESSWIRE / March 12, 2026 /
    rf"{_PLACE}\s*(?:{_DASH}\s*|\s)[(/]\s?{_WIRE}\s?[)/]\s*(?:{_DASH}\s*)?(?:{_WEEKDAY}{_DAY}\s*(?:{_DASH}|/)\s*)?",
    re.IGNORECASE,
)
_WIRED_DAY = re.compile(  # Marlin, Ohio--(Newsfile Corp. - March 12, 2026) -
    rf"{_PLACE}\s*(?:{_DASH}\s*)?[(/]\s?{_WIRE}\s?{_DASH}\s?{_WEEKDAY}{_DAY}[)/]\s*(?:{_DASH}\s*)?", re.IGNORECASE
)
_DAY_FOLLOWS = re.compile(rf"{_WEEKDAY}{_DAY}\s*(?:{_DASH}|/)", re.IGNORECASE)
_BARE = re.compile(rf"{_PLACE}(?P<end>\s{_DASH}\s+|—\s*|\s?:\s+|\s?।\s+)")
_AGENCY_ALONE = re.compile(  # (ANSA) - or May 5 [AP/Wire desk]:
    rf"(?:{_WEEKDAY}{_DAY}\s*)?[(\[](?P<a1>{AGENCY}(?:/[\w ]{{2,20}})?)[)\]]\s*(?:\.?{_DASH}|:)\s*", re.IGNORECASE
)
_DESK = pattern("news_desks")
_HINDI = re.compile(  # जागरण संवाददाता, नई दिल्ली। / नई दिल्ली, पीटीआई।
    rf"(?:(?P<a1>{AGENCY}|[{_LETTERS} ]{{0,30}}?{_DESK}),\s)?{_PLACE}(?:,\s(?P<a2>{AGENCY}))?\s?(?:।|:|{_DASH})\s+"
)
_NAMED_AFTER = re.compile(  # МОСКВА, 5 мая — РИА Новости, Иван Петров. / Москва. 5 мая. INTERFAX.RU -
    rf"(?P<agency>(?i:{AGENCY})(?:[-.][A-ZА-Я]{{2,}})?)(?:,\s(?:[А-ЯЁA-Z]\w+\s?){{1,3}})?(?:\.\s+|\s*{_DASH}\s+)"
)
_CHINESE = re.compile(  # 新华社北京5月5日电（记者王敏）
    rf"(?P<a1>[\u3400-\u9fff]{{2,4}}社|{pattern('dateline_agencies', 'zh')})?"
    r"(?P<place>[\u3400-\u9fff]{2,8}?)(?P<m>\d\d?)月(?P<d>\d\d?)日(?:[电電](?![话話视視影子信力报報动動台臺网網邮郵池])|[讯訊](?![问問号號息]))\s*(?:[（(][^（）()]{1,40}[)）])?\s*"
)
_KOREAN = re.compile(  # (서울=연합뉴스) 홍길동 기자 =
    r"\((?P<place>[가-힣·]{2,12})=(?P<a1>[가-힣]{2,8})\)\s*"
    rf"(?:[가-힣 ·]{{2,20}}{pattern('reporter_titles', 'ko')}\s*=\s*)?"
)

_LABELS = frozenset(phrases("not_a_place"))
"""Words that stand before a colon or dash without being a place."""

_SMALL = frozenset(phrases("place_particles"))
"""Words that a place's name writes small."""

MAX_LENGTH = 140
"""Characters that a dateline can have, agency included."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and the text after it. `place` is None where only an agency is named; `day` is (month, day); `date`
    is there where the year was written too, `weekday` where only that stands in place of a day."""

    place: str | None
    rest: str
    agency: str | None = None
    day: tuple[int, int] | None = None
    date: datetime | None = None
    weekday: str | None = None


def split_dateline(text: str) -> Dateline | None:
    """The dateline at the start of `text` (the first paragraph of an article), or None."""
    for agency_style in (_CHINESE, _KOREAN):
        if match := agency_style.match(text):
            return _found(match, text)
    if (alone := _AGENCY_ALONE.match(text[:MAX_LENGTH])) and _starts_sentence(text[alone.end() :]):
        inner = split_dateline(text[alone.end() :])
        return _found(alone, text) if inner is None else _with_agency(inner, alone["a1"])
    head = text[:MAX_LENGTH]
    for style in (_WIRED_DAY, _WIRED):
        if (match := style.match(head)) and _is_wired(match, text):
            return _found(match, text)
    for style, holds in ((_DATED, _is_dated), (_CREDITED, _is_credited), (_HINDI, _is_hindi), (_BARE, _is_bare)):
        if (match := style.match(head)) and _starts_sentence(text[match.end() :]) and holds(match, text):
            return _found(match, text)
    return None


def _is_wired(match: re.Match[str], text: str) -> bool:
    """Whether place and service make the dateline of a press release: a sentence follows, behind the day if there is
    one."""
    rest = text[match.end() :]
    return _names_place(match["place"]) and _starts_sentence(rest) and not _DAY_FOLLOWS.match(rest)


def _is_dated(match: re.Match[str], text: str) -> bool:
    """Whether place and day make a dateline: with an agency; at a known place that is set off; or in capitals before
    a dash. `Modi, May 5:` and `Tesla, May 5 -` have none of these."""
    place, credit, rest = match["place"], match["a1"], text[match.end() :]
    if not _names_place(place):
        return False
    if match["a2"] or (credit and is_credit(credit)) or _NAMED_AFTER.match(rest):
        return True
    if match["weekday"]:
        return False
    end = (match["bare"] or match["end"] or "").strip(" ")[-1:]
    if is_known(place, match["region"] or ""):
        set_off = bool(credit) or end in (":", *_DASHES, "।") or (end == "." and place.isupper())
        return set_off and not (end == ":" and is_title(rest))
    return end in _DASHES and _in_capitals(place)


def _is_credited(match: re.Match[str], text: str) -> bool:
    """Whether place and bracketed word make a dateline: a known agency that is set off, in slashes, or beside a known
    place or one in capitals; another name in capitals (`WXYZ`) only where it is set off at a known place. Not
    `Congress (INC) said`, nor `Apple (AAPL) -`, nor `GMAC (Australia) Finance`."""
    place, credit = match["place"], match["a1"] or match["a2"]
    if not _names_place(place) or ":" in credit or _DAY_FOLLOWS.match(text[match.end() :]):
        return False
    set_off = bool(match["a2"] or match["end"].strip(" .")[:1] in (":", *_DASHES, "।"))
    known = is_known(place, credit)
    if is_credit(credit):
        return set_off or known or (place.isupper() and not is_credit(place))
    return known and set_off and (is_region(credit) or credit.isupper())


def _is_hindi(match: re.Match[str], text: str) -> bool:
    """Whether an agency or a desk stands beside a known city; the danda alone ends many sentences."""
    return bool(match["a1"] or match["a2"]) and is_known(match["place"])


def _is_bare(match: re.Match[str], text: str) -> bool:
    """Whether the place alone carries the dateline: a known city before a colon, or before a dash that joins it to no
    other place and parts no sentence; a town in capitals only where a known region is named with it."""
    place, rest = match["place"], text[match.end() :]
    if not _names_place(place) or not is_known(place):
        return False
    dash = match["end"].strip()[:1] in _DASHES
    town = re.split(r"[,/]", place)[0]
    if not is_known(town):
        return dash and _in_capitals(place)
    capitals, region = town.isupper(), "," in place
    if not capitals and not region and place.casefold() in AMBIGUOUS:
        return False
    if not dash:
        return not is_title(rest) and not lists_places(rest)
    if begins_with_place(rest, capitals=capitals):
        return False
    return capitals or region or begins_sentence(rest)


def _in_capitals(place: str) -> bool:
    """Whether the town, the part before a comma or a slash, is set in capitals and longer than most acronyms."""
    town = re.split(r"[,/]", place)[0]
    return town.isupper() and len(re.sub(r"\W", "", town)) >= 5 and len(town.split()) <= 3


def _names_place(place: str) -> bool:
    words = re.findall(rf"[^\W\d_][{_LETTERS}'’\-]*", place)
    if not words or any(word.casefold() in _LABELS or month_number(word) for word in words):
        return False
    if any(len(part.split()) > 5 or part.count(",") > 2 for part in place.split("/")):
        return False
    return all(_opens_name(word) or word in _SMALL for word in words) and _opens_name(words[0])


def _opens_name(word: str) -> bool:
    """A capital, or a letter of a script that has none."""
    return word[0].isupper() or not (word[0].islower() or word[0].isupper())


def _starts_sentence(rest: str) -> bool:
    start = rest[:400].lstrip(" \"'“”‘’«»„([")
    return bool(start) and not start[0].islower() and len(start.split(maxsplit=3)) >= 3


def _found(match: re.Match[str], text: str) -> Dateline:
    parts = match.groupdict()
    agency = parts.get("a1") or parts.get("a2")
    day, date = _day(parts)
    place = re.sub(r"\s+", " ", parts.get("place") or "").strip(" ,-–—")
    place = place if "," in place else place.rstrip(".")  # BUFFALO, N.Y.
    rest = text[match.end() :].lstrip()
    if not agency and day and (named := _NAMED_AFTER.match(rest)):
        agency, rest = named["agency"], rest[named.end() :]
    return Dateline(place or None, rest, agency.strip() if agency else None, day, date, parts.get("weekday"))


def _day(parts: dict[str, str | None]) -> tuple[tuple[int, int] | None, datetime | None]:
    """((month, day), date) of a match's groups; None for what is not there or cannot be."""
    month, written = parts.get("m1") or parts.get("m2"), parts.get("d1") or parts.get("d2") or parts.get("d")
    number = int(parts["m"] or 0) if parts.get("m") else month_number(month) if month else None
    if not number or not written:
        return None, None
    day = DAY_WORDS.get(written) or int(written)
    try:
        date = datetime(int(parts.get("y") or 2000), number, day, tzinfo=UTC)  # 2000 has a 29th of February
    except ValueError:
        return None, None
    return (number, day), date if parts.get("y") else None


def _with_agency(found: Dateline, agency: str) -> Dateline:
    return replace(found, agency=found.agency or agency)
