"""The head and the end of a plain text: label lines, a date glued before the first word, section, headline, source, day
and byline on lines of their own above the text; the address and the day below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import urlsplit

from mediawatch.clean.dates.date_lines import LONG_DATE, MAX_DATES, is_bare_date, statements, strip_dates
from mediawatch.clean.dates.dateline import split_dateline
from mediawatch.clean.dates.dateline_places import is_known
from mediawatch.clean.dates.months import MONTH
from mediawatch.clean.dates.relative_dates import RELATIVE, WEEKDAY, infer_published, resolve
from mediawatch.clean.dates.written import ZONE, Ambiguous, parse_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.front_matter import source_line
from mediawatch.clean.formats.plain.lines import SENTENCE_END, SHORT_LINE
from mediawatch.clean.formats.plain.masthead import masthead
from mediawatch.clean.language.detect import detect
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.people.byline import LONG_LINE, byline_at_headline
from mediawatch.clean.people.names import PREFIX, split_authors
from mediawatch.clean.people.unlabelled_bylines import byline_without_label
from mediawatch.clean.text import sanitise
from mediawatch.collect.containers.field_names import fold_name, names_of
from mediawatch.words import is_small, pattern

_YEAR = r"(?:19|20)\d\d"
_WRITTEN = (
    rf"(?:\d\d?-{MONTH}-{_YEAR}|{_YEAR}[-./]\d\d?[-./]\d\d?|{_YEAR}[01]\d[0-3]\d\b|\d\d?[./-]\d\d?[./-]{_YEAR}|{MONTH}\s+\d\d?(?:st|nd|rd|th)?,?\s+{_YEAR}"
    rf"|\d\d?(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{MONTH},?\s+(?:de\s+)?{_YEAR}|{_YEAR}年\d\d?月\d\d?日)"
)
_TIME = (
    r"(?:(?:\s*[,|T-]\s*|\s+(?:at\s+)?)\d\d?[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?"
    rf"(?:[ ]?(?:{ZONE}|[+-]\d\d:?\d\d))?)?"
)
_DATE_LABEL = pattern("date_labels")
_ON = rf"(?:\s+{pattern('before_a_day')})?"
_DAY_NAME = rf"(?:{WEEKDAY}\.?,?\s+)?"
_PREFIX = re.compile(  # [Published on: Monday, 5 May 2025 10:30] -
    rf"\s*[\[(<]?\s*(?P<label>{_DATE_LABEL}){_ON}\s*[:=\-–|>]?\s*{_DAY_NAME}(?P<date>{_WRITTEN}{_TIME})\s*(?:[\])]|</\w+>)?"
    r"\s*(?:[|–—:]\s+|-\s+|\.\s+|,\s+)?",
    re.IGNORECASE,
)
_UNLABELLED = re.compile(  # [5 May 2025]: or 2025-05-05 -
    rf"\s*(?:[\[(]\s*(?P<boxed>{_WRITTEN}{_TIME})\s*[\])]\s*[:|–—-]?\s*"
    rf"|(?P<date>{_YEAR}(?:-\d\d-|/\d\d/)\d\d{_TIME}|{_YEAR}年\d\d?月\d\d?日)(?:\s*[:|–—]\s+|\s+-\s+|\s+)"
    r"|(?P<dotted>\d\d\.\d\d\.(?:19|20)\d\d)\s+(?-i:(?=[^\W\d_a-zà-ÿа-яё]))"
    rf"|{_DAY_NAME}(?P<barred>{_WRITTEN}{_TIME})(?:\s*[|–—]\s+|\s+-\s+|\s*\n))",
    re.IGNORECASE,
)
_RELATIVE_PREFIX = re.compile(  # Updated: 3 hours ago |
    rf"\s*[\[(]?\s*(?P<label>{_DATE_LABEL}){_ON}\s*[:=|–-]?\s*(?P<relative>{RELATIVE})\s*[\])]?\s*(?:[|–—.,-]\s+|\n|$)",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(  # Title: The last ferry
    r"^(?P<label>title|headline|author|authors|by|byline|source|publisher|url|link|language|lang|section|category|dateline|location|place|tags|keywords)\s*:\s*(?P<value>\S.{0,400})$",
    re.IGNORECASE,
)
_BYLINE = re.compile(  # Written by Ada Holm | Harbour desk
    rf"^{pattern('plain_by', key='text')}\s+(?P<names>[^\d:.!?]{{3,80}}?)(?:\s*[|,–-]\s*(?P<rest>[^.!?]{{0,80}}))?$",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d|[〇零一二三四五六七八九十元]")
_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
_ADDRESS_AT_END = re.compile(
    r"(?P<label>[^\W\d_][^\n:：.]{0,30})[:：]\s*<?(?P<url>https?://[^\s<>/]+/[^\s<>]{1,2000})>?"
)
_OF_ONE_PAGE = re.compile(r"\d{4}|(?:[^/?_-]+[-_]){3}")
"""What the path of an article's own address has: texts that end with their paper's shop are no versions of one."""
_FIELD = re.compile(r"(?P<name>[^\W\d_][^\n:：|]{0,30}?)\s?[:：]\s*(?P<value>[^\n|]{2,80})")
_BARS = re.compile(r"\s*[|｜]\s*")
_FIELDS = {field: frozenset(names_of(field)) for field in ("author", "published", "modified")}

MAX_END = 3
"""Lines below a text that say where and when it stood."""
MAX_SECTION = 25
MAX_NAME = 60
MAX_HEADLINE = 200
"""Characters of a first line that can be a section's name above the headline, or a headline."""


def read_above(lines: Sequence[str], text: str, draft: Draft) -> list[str]:
    """Uses the lines that stand above a headline which the file marks as one: day, byline, the paper's name beside a
    day, else a section. Gives back what says something else."""
    language = cache(lambda: draft.declared_language or detect(text).tag)
    kept: list[str] = []
    dated = False
    for line in map(sanitise, lines):
        if len(line) < LONG_DATE * MAX_DATES and _FIGURES.search(line) and is_bare_date(line, language()):
            dated = _use_line(line, draft, language()) or dated
        elif not draft.author and (
            PREFIX.match(line) and (names := _signed(line, text, draft.headline, text, language))
        ):
            draft.author, draft.author_source = names, "byline"
        else:
            kept.append(line)
    names_paper = dated and kept and len(kept[0]) <= MAX_NAME and not SENTENCE_END.search(kept[0])
    if names_paper and not draft.publisher:
        draft.publisher, draft.publisher_source = kept.pop(0), "text-head"
    if len(kept) == 1 and len(kept[0]) <= MAX_NAME and not draft.section and not SENTENCE_END.search(kept[0]):
        draft.section = kept.pop()
    return kept


def read_head(text: str, draft: Draft) -> str:
    """Takes label lines, dates, a byline and a headline line off the start of `text`."""
    whole = text
    language = cache(lambda: draft.declared_language or detect(whole).tag)

    def is_date(line: str) -> bool:
        return len(line) < LONG_DATE * MAX_DATES and bool(_FIGURES.search(line)) and is_bare_date(line, language())

    def is_dated(line: str) -> bool:
        return is_date(line) or bool(_place_and_day(line, language))

    def is_byline(line: str, after: str) -> bool:
        return bool(_signed(line, after, "", whole, language))

    def is_head(line: str, after: str) -> bool:
        return _is_headline(line, after, is_dated, is_byline)

    def beside_day(line: str) -> str:
        if len(line) > 2 * LONG_DATE or not _FIGURES.search(line):
            return ""
        rest, dated = strip_dates(line, language())
        return rest.strip(" ,.|–—-/()[]") if dated else ""

    relative = dated = ""
    for _ in range(12):  # a head has no more lines than this
        line, _, after = text.partition("\n")
        if (
            (draft.headline and after.strip() and _use_source(line, draft, language))
            or (
                (match := _LABEL_LINE.match(line)) and _use_label(match["label"].lower(), match["value"].strip(), draft)
            )
            or (after.strip() and draft.headline and _use_fields(line, draft, language))
        ):
            text = after.lstrip("\n")
        elif (match := _PREFIX.match(text)) and not _is_clause(match, text):
            if not _use_date(match["date"], bool(_UPDATED.search(match["label"])), draft):
                break
            text = text[match.end() :].lstrip()
        elif (match := _RELATIVE_PREFIX.match(text)) and not _UPDATED.search(match["label"]):
            relative, text = match["relative"], text[match.end() :].lstrip()
        elif after and is_date(line) and _use_line(line, draft, language()):
            dated, text = line, after.lstrip("\n")
        elif after.strip() and draft.headline and (place := _place_and_day(line, language)):
            _use_line(line, draft, language())
            draft.dateline, text = draft.dateline or place, after.lstrip("\n")
        elif (
            after.strip()
            and draft.headline
            and not draft.author
            and (names := _signed(line, after, draft.headline, whole, language, dated))
        ):
            draft.author, draft.author_source = names, "byline"
            _use_line(line, draft, language())
            text = after.lstrip("\n")
        elif (match := _UNLABELLED.match(text)) and draft.date_published is None:
            if not _use_date(match["date"] or match["boxed"] or match["dotted"] or match["barred"], False, draft):
                break
            text = text[match.end() :].lstrip()
        elif (match := _BYLINE.match(line)) and not draft.author and after and (names := split_authors(match["names"])):
            draft.author, draft.author_source = names, "byline"
            if draft.date_published is None and re.fullmatch(
                _WRITTEN + _TIME, (match["rest"] or "").strip(), re.IGNORECASE
            ):
                _use_date(match["rest"], False, draft)
            text = after.lstrip("\n")
        elif (
            not draft.headline
            and not draft.publisher
            and (found := masthead(text, is_date, beside_day, is_head, is_byline))
        ):
            if found.is_paper:
                draft.publisher, draft.publisher_source = found.name, "text-head"
            else:
                draft.section = draft.section or found.name
            if found.dated:
                _use_line(found.dated, draft, language())
            text = found.rest
        elif not draft.headline and not draft.section and _is_section(line, after, is_date, is_byline):
            draft.section, text = line, after.lstrip("\n")
        elif not draft.headline and is_head(line, after):
            draft.headline, draft.headline_source = line, "first-line"
            text = after.lstrip("\n")
        else:
            break
    if relative and draft.date_published is None:
        if draft.date_modified:
            infer_published(draft, relative, resolve(relative, draft.date_modified), "text-prefix")
        else:
            draft.warn("relative-date", f"{relative!r} has no known date to count from")
    return text


def read_end(text: str, draft: Draft) -> str:
    """Takes the address and the day off the end of `text`, where nothing above it has said them."""
    language = cache(lambda: draft.declared_language or detect(text).tag)
    for _ in range(MAX_END):
        above, _, line = text.rstrip().rpartition("\n")
        line = line.strip()
        if not above.strip():
            break
        if (match := _ADDRESS_AT_END.fullmatch(line)) and not draft.url:
            known = fold_name(match["label"]) in {*names_of("url"), *names_of("publisher")}
            if not known or not _OF_ONE_PAGE.search(urlsplit(match["url"]).path):
                break
            draft.url = match["url"]
        elif not (
            draft.date_published is None
            and len(line) < LONG_DATE
            and _FIGURES.search(line)
            and is_bare_date(line, language())
            and _use_line(line, draft, language())
        ):
            break
        text = above.rstrip()
    return text


def _use_source(line: str, draft: Draft, language: Callable[[], str]) -> bool:
    """Uses a line that names the source, alone or beside the day: `Quelle: dpa, 24.03.2026`."""
    if not (match := source_line(line)) or draft.publisher:
        return False
    name, dated = strip_dates(match["value"], language())
    name = name.strip(" ,،;")
    if not name or "|" in name:
        return False
    if dated:
        _use_line(match["value"], draft, language())
    draft.publisher, draft.publisher_source = name, "text-head"
    return True


def _use_fields(line: str, draft: Draft, language: Callable[[], str]) -> bool:
    """Uses a line of one label and its value or of several: `Datum: 24. März 2026`, `Autor: Anna Holt | Datum: ...`.
    False where one of them is none that is known."""
    parts = [part for part in _BARS.split(line) if part]
    found = [_FIELD.fullmatch(part) for part in parts]
    if len(line) > 2 * LONG_LINE or not all(found):
        return False
    names: tuple[str, ...] = ()
    days: list[str] = []
    for match in found:
        if match is None:
            return False
        name, value = fold_name(match["name"]), match["value"].strip()
        if name in _FIELDS["author"] and not draft.author:
            said, dated = strip_dates(value, language())
            if names := split_authors(said):
                days += [value] if dated else []
                continue
        if (name in _FIELDS["published"] or name in _FIELDS["modified"]) and is_bare_date(value, language()):
            days.append(f"{match['name']}: {value}")
            continue
        return False
    if names:
        draft.author, draft.author_source = names, "text-head"
    for day in days:
        _use_line(day, draft, language())
    return bool(names or days)


def _signed(
    line: str, after: str, headline: str, whole: str, language: Callable[[], str], dated: str = ""
) -> tuple[str, ...]:
    """The persons or agencies whom a line names as the authors, as a page does below its headline, or below the line
    that has `dated` it."""
    if len(line) > LONG_LINE or is_prose(line):
        return ()
    below = tuple(filter(None, after.split("\n", 4)[:3]))
    base = language().split("-")[0]
    if names := byline_at_headline(HeadlineContext(after=(line,), language=base), frozenset):
        return names
    near = HeadlineContext(after=(*filter(None, (dated,)), line, *below), language=base)
    names = byline_without_label(near, frozenset, headline, lambda: whole.split("\n"))
    return names if all(name in line for name in names) else ()  # else they stand on a line below


def _place_and_day(line: str, language: Callable[[], str]) -> str:
    """The place of a line that is a known place and a day: `Berlin, 24. März 2026`."""
    if len(line) > LONG_DATE or not _FIGURES.search(line):
        return ""
    rest, dated = strip_dates(line, language())
    place = rest.strip(" ,،.|–—-/()")
    return place if dated and place and is_known(place) else ""


def _is_clause(match: re.Match[str], text: str) -> bool:
    """Whether a date prefix opens a sentence: `Dated 5 May 2025, the letter says ...`."""
    goes_on = is_small(text[match.end() : match.end() + 1])
    return goes_on and match["label"].lower() != "date" and ":" not in match[0].replace(match["date"], "")


def _is_headline(line: str, after: str, is_date: Callable[[str], bool], is_byline: Callable[[str, str], bool]) -> bool:
    """A short first line without a full stop, set apart by an empty line, a byline or a date, before longer text."""
    following, _, rest = after.partition("\n")
    headed = (
        _BYLINE.match(following)
        or is_date(following)
        or source_line(following)
        or is_byline(following, rest)
        or _PREFIX.match(after)
        or _RELATIVE_PREFIX.match(after)
        or _UNLABELLED.match(after)
    )
    unspaced = len(line) > 8 and line.count(" ") < 2  # Chinese, Japanese, Thai
    least = 1 if headed and len(line) > SHORT_LINE else 3
    if not (after.startswith("\n") or headed) or not (least <= len(line.split()) <= 30 or unspaced):
        return False
    if len(line) > MAX_HEADLINE or (SENTENCE_END.search(line) and not line.endswith(("?", "!"))):
        return False
    longest = max(after.split("\n"), key=len)
    return len(after.strip()) > 2 * len(line) and len(longest) > len(line) / 2 and split_dateline(f"{line}\n") is None


def _is_section(line: str, after: str, is_date: Callable[[str], bool], is_byline: Callable[[str, str], bool]) -> bool:
    """Whether a first line of a word or two stands above the headline, with a day or a byline right below that."""
    if not SHORT_LINE < len(line) <= MAX_SECTION or len(line.split()) > 2 or SENTENCE_END.search(line):
        return False
    headline, _, below = after.lstrip("\n").partition("\n")
    following, _, rest = below.partition("\n")
    return (
        len(headline.split()) > 2
        and (is_date(following) or is_byline(following, rest))
        and not is_date(headline)
        and not is_byline(headline, below)
        and _is_headline(headline, below, is_date, is_byline)
    )


def _use_line(line: str, draft: Draft, language: str) -> bool:
    """Uses the dates of a line that says nothing else, in any language and calendar; False where all are known."""
    known = (draft.date_published, draft.date_modified, len(draft.doubts))
    for said in statements(line, language):
        if said.month_first is not None:
            doubt = Ambiguous(line, said.moment, said.month_first)
            draft.doubts.append((doubt, "text-prefix", not said.changed))
        elif said.changed:
            draft.date_modified = draft.date_modified or said.moment
        elif draft.date_published is None:
            draft.date_published, draft.date_published_source = said.moment, "text-prefix"
    return known != (draft.date_published, draft.date_modified, len(draft.doubts))


def _use_date(stated: str, modified: bool, draft: Draft) -> bool:
    draft.date_texts.append(stated)
    try:
        moment = parse_date(stated)
    except Ambiguous as doubt:
        draft.doubts.append((doubt, "text-prefix", not modified))
        return True
    if moment is None:
        return False
    if modified:
        draft.date_modified = draft.date_modified or moment
    elif draft.date_published is None:
        draft.date_published, draft.date_published_source = moment, "text-prefix"
    return True


def _use_label(label: str, value: str, draft: Draft) -> bool:
    """Stores the value of a label line; False where it cannot be one, so that the line stays text."""
    if label in ("title", "headline"):
        if draft.headline:
            return False
        draft.headline, draft.headline_source = value, "text-head"
    elif label in ("author", "authors", "by", "byline"):
        names = split_authors(value)
        if not names or draft.author:
            return False
        draft.author, draft.author_source = names, "text-head"
    elif label in ("source", "publisher"):
        draft.publisher, draft.publisher_source = value, "text-head"
    elif label in ("url", "link"):
        if not value.startswith(("http://", "https://")):
            return False
        draft.url = value
    elif label in ("language", "lang"):
        if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*", value):
            return False
        draft.declared_language = value
    elif label in ("section", "category"):
        draft.section = value
    elif label in ("dateline", "location", "place"):
        draft.dateline = value
    else:
        draft.keywords = tuple(part.strip() for part in value.split(",") if part.strip())
    return True
