"""Datelines: the place (and day, and agency) that news agencies put before the first sentence.

    NEW DELHI, May 5 (Reuters) - Text        WASHINGTON (AP) — Text          New Delhi, May 5: Text
    New Delhi [India], May 5 (ANI): Text     Madrid, 5 may (EFE).- Text      (ANSA) - ROME, MAY 5 - Text
    МОСКВА, 5 мая. /ТАСС/. Text              नई दिल्ली, 5 मई (भाषा) Text           新华社北京5月5日电 Text

A dateline is taken off only on evidence: a day, an agency in brackets or slashes, a known city, or capitals. `Modi:`
or `Apple (AAPL) -` before a sentence has none of it and stays. tests/unit/clean/test_dateline.py lists the styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mediawatch.clean.agencies import AGENCY, is_credit
from mediawatch.clean.cities import CITIES
from mediawatch.clean.months import DAY_WORDS, MONTH, month_number
from mediawatch.clean.relative import WEEKDAY
from mediawatch.clean.text import word_set

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
_REGION = r"(?:\s*[(\[][^()\[\]\n]{2,40}[)\]]){0,2}"  # Anantnag (Jammu and Kashmir) [India], May 5
_CREDIT = r"(?:[(\[](?P<a1>[^()\[\]\n]{2,40})[)\]]|(?<=[\s.])/\s?(?P<a2>[^/()\n]{2,30}?)\s?/)"
_DASH = r"[-–—]{1,2}"
_END = rf"(?P<bare>\s*{_DASH}\s+|\s*—|\s*:\s+|\s*।\s*|\.\s+(?:{_DASH}\s+)?|)"
_CREDITED_END = rf"(?P<end>\s*(?:\.?\s?{_DASH}|\.?\s?:|।|\||\.)\s*|\s+)"

_DATED = re.compile(
    rf"{_PLACE}{_REGION}(?:\s*[,|•.]\s*|\s+)(?:\(?{_WEEKDAY}{_DAY}\.?\)?|(?P<weekday>{WEEKDAY}))(?![{_LETTERS}])\s*"
    rf"(?:{_CREDIT}{_CREDITED_END}|{_END})",
    re.IGNORECASE,
)
_CREDITED = re.compile(rf"{_PLACE}\s*,?\s*{_CREDIT}{_CREDITED_END}", re.IGNORECASE)
_BARE = re.compile(rf"{_PLACE}(?P<end>\s{_DASH}\s+|—\s*|\s?:\s+|\s?।\s+)")
_AGENCY_ALONE = re.compile(
    rf"(?:{_WEEKDAY}{_DAY}\s*)?[(\[](?P<a1>{AGENCY}(?:/[\w ]{{2,20}})?)[)\]]\s*(?:\.?{_DASH}|:)\s*", re.IGNORECASE
)
_DESK = r"(?:संवाददाता|प्रतिनिधि|ब्यूरो|डेस्क|टीम|न्यूज)"
_HINDI = re.compile(  # जागरण संवाददाता, नई दिल्ली। / नई दिल्ली, पीटीआई।
    rf"(?:(?P<a1>{AGENCY}|[{_LETTERS} ]{{0,30}}?{_DESK}),\s)?{_PLACE}(?:,\s(?P<a2>{AGENCY}))?\s?(?:।|:|{_DASH})\s+"
)
_NAMED_AFTER = re.compile(  # МОСКВА, 5 мая — РИА Новости, Иван Петров. / Москва. 5 мая. INTERFAX.RU -
    rf"(?P<agency>(?i:{AGENCY})(?:[-.][A-ZА-Я]{{2,}})?)(?:,\s(?:[А-ЯЁA-Z]\w+\s?){{1,3}})?(?:\.\s+|\s*{_DASH}\s+)"
    rf"|(?P<capitals>[A-ZА-ЯЁ]{{3,12}}(?:[-.][A-ZА-ЯЁ]{{2,}})*)\s{_DASH}\s+"
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
    today yesterday title headline post times
    """
)
"""Words that stand before a colon or dash without being a place."""

_SMALL = word_set("de la le el los las les del di da do am an der den of the on upon sur na और and")
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
    for pattern in (_CHINESE, _KOREAN):
        if match := pattern.match(text):
            return _found(match, text)
    if (alone := _AGENCY_ALONE.match(text[:MAX_LENGTH])) and _starts_sentence(text[alone.end() :]):
        inner = split_dateline(text[alone.end() :])
        return _found(alone, text) if inner is None else _with_agency(inner, alone["a1"])
    head = text[:MAX_LENGTH]
    for pattern, holds in ((_DATED, _is_dated), (_CREDITED, _is_credited), (_HINDI, _is_hindi), (_BARE, _is_bare)):
        if (match := pattern.match(head)) and _starts_sentence(text[match.end() :]) and holds(match, text):
            return _found(match, text)
    return None


def _is_dated(match: re.Match[str], text: str) -> bool:
    """Whether place and day make a dateline: with an agency, or set off by dash, colon or (capitals) a full stop."""
    end, place = (match["bare"] or "").strip(), match["place"]
    set_off = end[:1] in (":", "-", "–", "—", "।") or (end == "." and place.isupper())
    credited = bool(match["a1"] or match["a2"]) or _NAMED_AFTER.match(text[match.end() :]) is not None
    return _names_place(place) and (credited or (set_off and not match["weekday"]))


def _is_credited(match: re.Match[str], text: str) -> bool:
    """Whether place and bracketed word make a dateline: a known agency that is set off or in slashes, or any agency at
    a known place or one in capitals; not `Congress (INC) said`, nor `Apple (AAPL) -`."""
    place, credit = match["place"], match["a1"] or match["a2"]
    if not _names_place(place) or ":" in credit:
        return False
    if _is_city(place) or (place.isupper() and not is_credit(place)):
        return True
    return is_credit(credit) and bool(match["a2"] or match["end"].strip(" .")[:1] in (":", "-", "–", "—", "।"))


def _is_hindi(match: re.Match[str], text: str) -> bool:
    """Whether an agency or a desk stands beside a known city; the danda alone ends many sentences."""
    return bool(match["a1"] or match["a2"]) and _is_city(match["place"])


def _is_bare(match: re.Match[str], text: str) -> bool:
    """Whether the place alone carries the dateline: a known city, or one set in capitals before a dash."""
    place = match["place"]
    if not _names_place(place):
        return False
    if _is_city(place):
        return True
    letters = re.sub(r"\W", "", place)
    dash = match["end"].strip()[:1] in ("-", "–", "—")
    return dash and place.isupper() and letters.isalpha() and len(letters) >= 5 and len(place.split()) <= 3


def _is_city(place: str) -> bool:
    """Whether `place`, or its first part before a comma or slash, is a known city."""
    whole = place.casefold()
    return whole in CITIES or re.split(r"\s?[,/]\s?", whole)[0] in CITIES


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
        agency, rest = named["agency"] or named["capitals"], rest[named.end() :]
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
