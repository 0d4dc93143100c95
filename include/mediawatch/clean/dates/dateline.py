"""Datelines: the place (and day, and agency) that news agencies put before the first sentence.

    NEW DELHI, May 5 (Reuters) - Text        WASHINGTON (AP) — Text          New Delhi, May 5: Text
    New Delhi [India], May 5 (ANI): Text     Madrid, 5 may (EFE).- Text      (ANSA) - ROME, MAY 5 - Text
    МОСКВА, 5 мая. /ТАСС/. Text              नई दिल्ली, 5 मई (भाषा) Text           القاهرة (رويترز) - Text
    RĪGA, 5. maijs, LETA. Text               Jakarta, KOMPAS.com - Text             新华社北京5月5日电 Text

A dateline is taken off only on evidence: an agency in brackets or slashes, a known place, or capitals with a day. A
dateline left in costs less than words lost, so `Modi, May 5:`, `TRUMP —` or `Apple (AAPL) -` stay, and so does a known
place that the sentence needs: `Delhi - Mumbai flights`. tests/unit/clean/test_dateline.py lists the styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mediawatch.clean.dates.calendars import ascii_digits, gregorian
from mediawatch.clean.dates.dateline_places import AMBIGUOUS, fold_place, is_known, is_region
from mediawatch.clean.dates.dateline_rest import begins_sentence, begins_with_place, is_title, lists_places
from mediawatch.clean.dates.months import DAY_WORDS, MONTH, Calendar, month_anywhere, month_number
from mediawatch.clean.dates.relative_dates import WEEKDAY
from mediawatch.clean.dates.spaceless_datelines import spaceless_dateline
from mediawatch.clean.people.agencies import AGENCY, is_credit
from mediawatch.words import is_small, pattern, phrases

_YEAR = r"(?P<y>20\d\d)(?:\s*(?:года|г\.|de))?"
_DAY = (
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d\d?)(?:st|nd|rd|th)?"
    rf"|(?:(?:le|el|il|am|den|dnia)\s+)?(?P<d2>\d\d?|{'|'.join(DAY_WORDS)})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?P<m2>{MONTH}))"
    rf"(?:,?\s+(?:de\s+)?{_YEAR})?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_LETTERS = (  # \w has no vowel signs; between those of the Indic scripts stands the danda
    r"\w\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
    r"\u05b0-\u05c7\u064b-\u065f\u0670\u200c\u200d"
)
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
    rf"(?P<agency>(?i:{AGENCY})(?:[-.][A-ZА-Я]{{2,}})?)(?:,\s(?:[А-ЯЁA-Z]\w+\s?){{1,3}})?(?:\.\s+|\s*{_DASH}\s+|\s?:\s+)"
)
_ANY_DAY = (  # of the languages that _DAY lacks; 5-5 and 05/05/2025 too
    r"(?:(?P<y0>20\d\d)(?:\.|\s?[^\W\d_]{2,4})?\s?)?"
    rf"(?:(?P<d2>\d\d?)(?:st|nd|rd|th|er|[.º])?[\s-]*(?:de\s)?(?P<m2>{_WORD})(?:\s?/\s?{_WORD})?"
    rf"|(?P<m1>{_WORD})\s?(?P<d1>\d\d?)(?!\d)(?:\s?d\b)?\.?|(?P<dn>\d\d?)\s?[-/.]\s?(?P<mn>\d\d?)(?!\d))"
    r"(?:[,.]?[\s/-]*(?:de\s)?(?P<y>20\d\d|1[34]\d\d|25\d\d)(?!\d))?(?:\s?(?:г|года|р|року|م|هـ)(?!\w)\.?)?"
)
_ON_DAY = r"(?:(?:في|on|le|el|den|dnia)\s)?"
_ALSO = r"(?:\d\d?\s[^\W\d_]+(?:\s[^\W\d_]+)?\s14\d\d\s?هـ\sالموافق\s)?"  # the day of two calendars
_ANY_CREDIT = r"(?:[(\[](?P<a1>[^()\[\]\n]{2,40})[)\]]|/\s?(?P<a2>[^/()\n]{2,30}?)\s?/)"
_DATED_ANYWHERE = re.compile(  # বাসস in brackets behind ঢাকা, ৫ মে
    rf"{_PLACE}{_REGION}(?:\s*[,|•.]\s*|\s{_DASH}\s|\s+){_ON_DAY}{_ALSO}{_ANY_DAY}(?:,\s[^\W\d_]{{3,12}})?\s*"
    rf"(?:,?\s?{_ANY_CREDIT}{_CREDITED_END}|(?P<bare>\s*{_DASH}\s+|\s*—|\s*:\s+|\s*।\s*))",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"{_ANY_DAY},\s{_PLACE}\s*{_ANY_CREDIT}{_CREDITED_END}", re.IGNORECASE)
_SITE = r"[^\W\d_][\w-]+\.(?:com?|net|org|id|co\.id|az|ru|kz|uz|ua|by|tv)"
_NAME = rf"(?P<a1>{AGENCY}(?:[-.][^\W\d_]{{2,8}})?|{_SITE})(?![{_LETTERS}])"
_NAMED = re.compile(  # RĪGA, 5. maijs, LETA. or Jakarta, KOMPAS.com -
    rf"{_PLACE}(?:(?:\s*[,.]\s*|\s{_DASH}\s|\s+){_ON_DAY}{_ALSO}{_ANY_DAY})?(?P<sep>\s*[,.]\s*|\s?{_DASH}\s?|\s+)"
    rf"[«\"“]?{_NAME}[»\"”]?(?P<end>\s*(?:\.?\s?{_DASH}|:|/)\s*|\.\s+|\s+)",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(rf"{_NAME}\s?(?:,|{_DASH})\s?{_PLACE}(?P<end>\s*{_DASH}\s+|\s?:\s+)", re.IGNORECASE)
_BOXED = re.compile(rf"\({_PLACE}\)\s?(?P<end>:\s+)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SIGNS = re.compile(r"[\d(\[/«\"“]|[–—,.-]\s?[^\W\d_]")
"""What one of these styles has."""

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
    head: str = ""
    """What stands before `rest`: the reporter is named there too in some languages."""


def split_dateline(text: str) -> Dateline | None:
    """The dateline at the start of `text` (the first paragraph of an article), or None."""
    head = _plain(text[:MAX_LENGTH])
    if spaceless := spaceless_dateline(head):
        return _found(spaceless, text)
    if (alone := _AGENCY_ALONE.match(head)) and _starts_sentence(text[alone.end() :]):
        inner = split_dateline(text[alone.end() :])
        return _found(alone, text) if inner is None else _with_agency(inner, alone["a1"], text)
    for style in (_WIRED_DAY, _WIRED):
        if (match := style.match(head)) and _is_wired(match, text):
            return _found(match, text)
    for style, holds in _STYLES:
        if (match := style.match(head)) and _starts_sentence(text[match.end() :]) and holds(match, text):
            return _found(match, text)
    if not _SIGNS.search(head):
        return None
    for style, holds in _OTHER_STYLES:
        if (match := style.match(head)) and _starts_sentence(text[match.end() :]) and holds(match, text):
            return _found(match, text)
    return None


def _plain(head: str) -> str:
    """`head` with ASCII digits, and the marks of all scripts that end a dateline as one; as long as it was."""
    if head.isascii():
        return head
    return ascii_digits(head).translate(_MARKS).replace(" ـ ", " - ").replace(")ः", "):")


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


def _is_dated_anywhere(match: re.Match[str], text: str) -> bool:
    """The same for days of all languages: their month is one, and a place in a script without capitals is short."""
    place = match["place"]
    if not _names_place(place) or ((match["m1"] or match["m2"]) and not _named_month(match)):
        return False
    if match["a2"] or (match["a1"] and is_credit(match["a1"])):
        return is_known(place) or _is_short(place)
    end = (match["bare"] or match["end"] or "").strip()[-1:]
    set_off = end in (":", *_DASHES, "।")
    if is_known(place, match["region"] or ""):
        return set_off and bool(match["m1"] or match["m2"]) and not (end == ":" and is_title(text[match.end() :]))
    return end in _DASHES and _in_capitals(place) and bool(match["m1"] or match["m2"])


def _is_day_first(match: re.Match[str], text: str) -> bool:
    named = bool(match["a2"] or (match["a1"] and is_credit(match["a1"])))
    return named and _names_place(match["place"]) and _named_month(match) is not None


def _is_named(match: re.Match[str], text: str) -> bool:
    """Whether an agency without brackets stands behind the place: set off from it and from the sentence, or behind the
    day. Not `Larry Holm, CNN - `."""
    place, end = match["place"], match["end"].strip()
    dated = bool(match["m1"] or match["m2"] or match["mn"])
    if not _names_place(place) or ((match["m1"] or match["m2"]) and not _named_month(match)):
        return False
    if dated:
        return (is_known(place) or _is_short(place)) and (bool(end) or _opens_capital(text[match.end() :]))
    if not match["sep"].strip() or not (is_known(place) or _in_capitals(place)):
        return False
    if not end:  # دمشق-سانا
        return match["sep"] in _DASHES and not place.isascii()
    return end != "." or (place.isupper() and match["sep"].strip() == ".")


def _is_named_first(match: re.Match[str], text: str) -> bool:
    return _names_place(match["place"]) and is_known(match["place"])


def _is_boxed(match: re.Match[str], text: str) -> bool:
    return is_known(match["place"])


def _is_short(place: str) -> bool:
    """Whether a place that no list knows can be one: of two words at most in a script without capitals."""
    return place[0].isupper() or len(place.split()) <= 2


def _opens_capital(rest: str) -> bool:
    start = rest.lstrip(" \"'“”‘’«»„([")
    return start[:1].isupper()


def _named_month(match: re.Match[str]) -> tuple[str, int] | None:
    return month_anywhere(match["m1"] or match["m2"] or "")


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
    if not capitals and not region and fold_place(place) in AMBIGUOUS:
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
    return not is_small(word[0])


def _starts_sentence(rest: str) -> bool:
    start = rest[:400].lstrip(" \"'“”‘’«»„([")
    if not start or is_small(start[0]):
        return False
    return len(start.split(maxsplit=3)) >= 3 or (_UNSPACED.match(start) is not None and len(start) > 20)


def _found(match: re.Match[str], text: str) -> Dateline:
    parts = match.groupdict()
    agency = parts.get("a1") or parts.get("a2")
    day, date = _day(parts)
    place = re.sub(r"\s+", " ", parts.get("place") or parts.get("place2") or "").strip(" ,-–—")
    place = place if "," in place else place.rstrip(".")  # BUFFALO, N.Y.
    rest = text[match.end() :].lstrip()
    if not agency and (named := _NAMED_AFTER.match(rest)) and (day or not named[0].rstrip().endswith(".")):
        agency, rest = named["agency"], rest[named.end() :]
    if agency and agency.endswith("/") and "/" not in agency[:-1]:
        agency = agency[:-1]
    head = text[: len(text) - len(rest)]
    return Dateline(place or None, rest, agency.strip() if agency else None, day, date, parts.get("weekday"), head)


def _day(parts: dict[str, str | None]) -> tuple[tuple[int, int] | None, datetime | None]:
    """((month, day), date) of a match's groups; None for what is not there or cannot be. Days of other calendars as
    Gregorian ones, where their year stands there."""
    name, written = parts.get("m1") or parts.get("m2"), parts.get("d1") or parts.get("d2") or parts.get("d")
    year = parts.get("y") or parts.get("y0")
    calendar: Calendar = "gregorian"
    if parts.get("mn"):
        first, second = int(parts["dn"] or 0), int(parts["mn"] or 0)
        if first != second and max(first, second) <= 12:
            return None, None
        day, number = max(first, second), min(first, second)
    else:
        found = (calendar, int(parts["m"] or 0)) if parts.get("m") else month_anywhere(name) if name else None
        if not found or not written:
            return None, None
        calendar, number = found
        day = DAY_WORDS.get(written) or int(written)
    if calendar != "gregorian":
        other = gregorian(int(year), number, day, calendar) if year else None
        return ((other.month, other.day), other) if other else (None, None)
    try:
        date = datetime(int(year or 2000), number, day, tzinfo=UTC)  # 2000 has a 29th of February
    except ValueError:
        return None, None
    return (number, day), date if year else None


def _with_agency(found: Dateline, agency: str, text: str) -> Dateline:
    return replace(found, agency=found.agency or agency, head=text[: len(text) - len(found.rest)])


_MARKS = str.maketrans(
    {"៖": ":", "፦": ":", "−": "-", "―": "—", "（": "(", "）": ")", "［": "[", "］": "]", "\u3000": " "}
)
_STYLES = ((_DATED, _is_dated), (_CREDITED, _is_credited), (_HINDI, _is_hindi), (_BARE, _is_bare))
_OTHER_STYLES = (
    (_NAMED, _is_named),
    (_DATED_ANYWHERE, _is_dated_anywhere),
    (_NAMED_FIRST, _is_named_first),
    (_DAY_FIRST, _is_day_first),
    (_BOXED, _is_boxed),
)
