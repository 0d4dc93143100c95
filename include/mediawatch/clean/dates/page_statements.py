"""What a page states of its own day outside of its JSON-LD: in meta elements, in elements that are marked as dates, in
lines that say so, in the data of its scripts, in its address.

A statement is about this page where it stands outside of teasers, comments, side columns and running text: an event in
a sentence dates no article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

import regex
from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.dates.calendars import gregorian
from mediawatch.clean.dates.date_lines import Statement, is_bare_date, says_published, statements
from mediawatch.clean.dates.page_parts import DIGIT, LONG_LINE, NOT_SHOWN, Parts, says_little, tells_opinions
from mediawatch.clean.dates.written import parse_stamp
from mediawatch.clean.text import one_line
from mediawatch.words import pattern as phrases_of

META_PUBLISHED = (
    *("date", "datepublished", "date.published", "pubdate", "publishdate", "publish-date", "publish_date", "published"),
    *("publication_date", "publication-date", "date_published", "published_time", "published_date", "published-date"),
    *("dc.date", "dc.date.issued", "dc.date.created", "dc.created", "dc.issued", "dcterms.date", "dcterms.issued"),
    *("dcterms.created", "dc:date", "dc:created", "citation_date", "citation_publication_date", "citation_online_date"),
    *(
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "rnews:datepublished",
    ),
    *("article_date_original", "article.published", "article.created", "article:post_date", "originalpublicationdate"),
    *(
        "displaydate",
        "release_date",
        "og:pubdate",
        "og:published_time",
        "og:release_date",
        "bt:pubdate",
        "pdate",
        "ptime",
    ),
    *(
        "vr:published_time",
        "shareaholic:article_published_time",
        "datecreated",
        "created",
        "creation_date",
        "issue_date",
    ),
)
"""Names of meta elements that state the day of publication, those of the common content systems and standards."""

_META_OF_DAY = re.compile(  # prism.publicationDate, govuk:first-published-at, page_date
    r"(?:^|[^a-z])(?:(?:first|date|orig\w*|citation)?[-_. ]?(?:pub|publish(?:ed)?|publication|issued?|posted|released)"
    r"(?:[-_. ]?(?:date|time|on|at))*"
    r"|(?:page|article|content|news|blog|story|post|entry|document|citation|web)?[-_. ]?date"
    r"|date[-_. ]?(?:created|available|posted)|(?:creation|created)[-_. ]?(?:date|at|on)|datum|fecha|tarih)$"
)
_META_OF_OTHER = re.compile(r"modif|updat|expir|event|start|end|review|valid|birth|copyright|last|unpub|embargo|build")

LABEL = 40
"""Characters of a label that stands on the line above its date."""

LONG_ENTRY = 400
"""Characters of a line that tells of the page itself: `This entry was posted on 5 May 2025. You can ...`"""

MAX_LINES = 1_000
"""Lines with digits that are looked at; a page with more is a table."""

MAX_ELEMENTS = 20_000
MAX_SCRIPT = 2_000_000
"""Elements, and characters of scripts, that are looked at."""

_MARK = re.compile(  # class="post-date" or itemprop="dateCreated"
    r"(?:^|[^a-z])(?:publi|pub[-_]?date|post(?:ed)?[-_]?(?:on|date|time)|entry[-_]?date|date|datum|fecha|data$|time|posted|created|"
    r"authored|relative[-_]?time|time[-_]?ago|released|byline|(?:article|post|entry|asset|page|news|story|content)[-_]?(?:meta|info|header|details)|lastchanged)|[a-z](?:Date|Time)(?![a-z])",
    re.IGNORECASE,
)
_STAMPS = (
    *("datetime", "content", "data-datetime", "data-date", "data-published", "data-timestamp", "data-time"),
    *("data-date-time", "data-published-date", "data-publish-date", "data-publication-date", "data-pubdate"),
    *("data-livestamp", "data-utime", "data-epoch", "data-unixtime", "data-unix", "data-utc", "data-ts", "ts"),
)
_SHOWS_TIME = frozenset({"time", "abbr", "relative-time", "time-ago", "local-time", "faceplate-timeago", "bbc-time"})
"""Elements that hold nothing but a moment, the usual ones of web components among them."""

_STATES_DAY = frozenset(
    {"data-published-date", "data-publish-date", "data-publication-date", "data-pubdate", "data-livestamp"}
)
"""Attributes that state the page's day wherever they stand."""
_OTHERS = re.compile(  # class="comments" or "read-more"
    r"(?:^|[^a-z])(?:teasers?|related|comments?|respond|recommend\w*|cards?|latest|popular|trending|most-?read|read-?more|"
    r"more-(?:news|stories|articles)|upcoming|events?|calendar|carousel|slider|copyright)(?:$|[^a-z])",
    re.IGNORECASE,
)
_OF_OWNER = re.compile(r"^(?:©|\(c\)|copyright)[^.]{4,80}\.\s+(?=\w)", re.IGNORECASE)
_THIS_PAGE = re.compile(rf"\W*{phrases_of('this_page')}(?!\w)", re.IGNORECASE)
_MARKS = ("class", "id", "itemprop", "property")
_DIGITS = re.compile(r"\d{4}")
_YEAR_PATH = re.compile(  # /2025/05/05/ or -20250505.
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/_-]?)(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_DAY_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d?)/(?P<d>\d\d?)(?:/|$)")
_CHINESE_PATH = re.compile(  # /2025/0505/ or /202505/05/ or /2025-05/05/
    r"/(20\d\d)(?:/(0[1-9]|1[0-2])|-?(0[1-9]|1[0-2])/)(0[1-9]|[12]\d|3[01])(?:/|$)"
)
_STAMP_PATH = re.compile(  # /20250505083015.html
    r"/\w{0,2}?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?:\.\w+)?$"
)
_LAST_YEAR_PATH = re.compile(  # /25-05-2025/
    r"[/_-](?P<a>[0-3]\d)(?P<sep>[-_.])(?P<b>[0-3]\d)(?P=sep)(?P<y>20\d\d)(?=[/_.-]|$)"
)
_NAMED_PATH = re.compile(  # /2025/may/05/
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(?P<d>\d\d?)(?:/|$)",
    re.IGNORECASE,
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUOTE = r"""(?:"|'|&quot;|\\")"""
_VALUE = rf"""{_QUOTE}?\s*[:=]\s*(?:{_QUOTE}([^"'&\\]{{8,40}})|(1\d{{9}}(?:\d{{3}})?)(?!\d))"""
_STATE = regex.compile(  # "publishedAt":"2025-05-05T08:00:00Z"
    r"\b(?:datePublished|date_published|published_?[aA]t|published_?[dD]ate|publish_?[dD]ate|publication_?[dD]ate"
    rf"|pub_?[dD]ate|first_?[pP]ublished|published_?[tT]ime|firstPublishedAt){_VALUE}"
)
_LONGER = regex.compile(  # articlePublishDate, page_pub_date, firstPublicationDateISO
    rf"[pP]ub(?:lish|lished|lication|licationDate)?_?(?:[dD]ate|[tT]ime|[oO]n|up)\w{{0,8}}{_VALUE}"
)
_POSTED = regex.compile(rf"(?:[pP]ost(?:ed)?_?[dD]ate|date_?[pP]osted|[pP]osted_?[aA]t){_VALUE}")
_CREATED = regex.compile(  # var ct = "1773282600", as WeChat states it
    rf"\bvar\s+(?:ct|(?:ori)?create_?[tT]ime){_VALUE}"
)
_TITLED = re.compile(r'"(?:title|headline)"\s*:\s*"([^"\\]{12,200})"')
_PLAIN_DATE = regex.compile(
    rf"(?<=\")(?:date|created_?[aA]t|created|createdDate|created_?[oO]n|posted|pubdate){_VALUE}"
)
_BEGINNING = re.compile(r"\w*$")
_NO_DAY = re.compile(r"^(?:un|last)|expir|modif|updat", re.IGNORECASE)
"""Beginnings of the longer names that say another day: `lastPublishDate`."""

LONG_OBJECT = 2_000
"""Characters on each side of a title in data in which its date is sought."""

LONG_CALENDAR = 40
"""Characters of a date's parts with the spaces around them."""

LONG_NAME = 60
"""Characters of the beginning of such a name."""


def in_metas(meta: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What meta elements state that by their names hold the day of publication, whatever system writes them."""
    for name, values in meta.items():
        if _META_OF_DAY.search(name) and not _META_OF_OTHER.search(name):
            yield from values


def marked(parts: Parts, language: str | None) -> Iterator[Statement]:
    """The dates in elements whose class, id or itemprop says that they hold one, in page order, and what they say."""
    seen = 0
    for element in parts.tree.iter(etree.Element):
        seen += 1
        if seen > MAX_ELEMENTS:
            return
        if not (items := element.items()) and element.tag not in _SHOWS_TIME:
            continue
        if element.tag in NOT_SHOWN:
            continue
        attributes = dict(items)
        name = " ".join(filter(None, map(attributes.get, _MARKS)))
        spoken = attributes.get("aria-label", "")
        if not (
            element.tag in _SHOWS_TIME
            or (name and _is_mark(name))
            or not _STATES_DAY.isdisjoint(attributes)
            or (_DIGITS.search(spoken) and any(each.published for each in statements(spoken, language)))
        ):
            continue
        stamps = (*map(attributes.get, _STAMPS), spoken if _DIGITS.search(spoken) else None)
        text = one_line(next(filter(None, stamps), None) or _shown(element))
        if not text or len(text) > LONG_LINE or parts.elsewhere(element):
            continue
        changed = re.search(r"modif|updat|lastchanged", name, re.IGNORECASE) is not None
        found = statements(text, language)
        if not found and (moment := parse_stamp(text)):  # seconds of the epoch
            yield Statement(moment, None, changed, not changed)
            continue
        for statement in found:
            if changed and not statement.published:
                yield Statement(statement.moment, statement.month_first, True, False)
            else:
                yield statement
        if not found and (written := element.get("title") or element.get("data-tooltip") or ""):
            yield from statements(one_line(written), language)


def _shown(element: HtmlElement) -> str:
    """The text of an element; parts of a date in blocks of their own, as on the leaf of a calendar, stand apart."""
    text: str = element.text_content()[: 2 * LONG_LINE]
    if len(text) <= LONG_CALENDAR and any(child.tag in ("div", "p", "li") for child in element):
        return " ".join(element.itertext())
    return text


@lru_cache(4096)  # a page says the same of many elements
def _is_mark(name: str) -> bool:
    return bool(_MARK.search(name))


def labelled(parts: Parts, language: str | None) -> Iterator[Statement]:
    """The dates that a line says to be of publication or of a change, and dates alone on a line, in page order."""
    before = ""
    read = 0
    for element, line in parts.lines():
        line = _OF_OWNER.sub("", line)
        long = LONG_ENTRY if _THIS_PAGE.match(line) else LONG_LINE
        if len(line) <= long and read < MAX_LINES and DIGIT.search(line):
            read += 1
            found_here = statements(line, language)
            alone = bool(found_here) and (is_bare_date(line) or says_little(line, language))
            label = alone and len(before) <= LABEL and says_published(before)
            for found in found_here:
                said = found.published or (found.changed and alone) or label
                told = said or (alone and not parts.in_bar(line, language))
                if told and not parts.elsewhere(element, said=said):
                    yield Statement(found.moment, found.month_first, found.changed, found.published or label)
        before = line


def in_scripts(tree: HtmlElement, title: str) -> Iterator[list[str]]:
    """The dates of publication in the data of a page's scripts, each once: those under the surest names first, those in
    one object with the page's `title` last."""
    texts = []
    room = MAX_SCRIPT
    for script in tree.iter("script"):
        text = (script.text or "")[:room]
        room -= len(text)
        if not tells_opinions(script):
            texts.append(text)
    for element in tree.iter("div", "astro-island", "section", "meta", "main"):
        texts += [value for value in element.attrib.values() if "ublish" in value and len(value) < MAX_SCRIPT]
    for field in tree.iter("input"):
        if field.get("type") == "hidden" and (field.get("name") or "").lower() in META_PUBLISHED:
            texts.append(f"datePublished:'{field.get('value')}'")
    yield list(dict.fromkeys("".join(found) for text in texts for found in _STATE.findall(text)))
    yield list(dict.fromkeys(stated for text in texts for stated in _under_longer_names(text)))
    yield list(dict.fromkeys("".join(found) for text in texts for found in _CREATED.findall(text)))
    yield list(dict.fromkeys(stated for text in texts for stated in _of_titled(text, title)))


def _under_longer_names(text: str) -> Iterator[str]:
    """The dates in data under names in which one of publication stands. When something was created says less: it may
    be a site or a reader's comment."""
    for form in (_LONGER, _POSTED) if "ub" in text else (_POSTED,):
        for match in form.finditer(text):
            before = _BEGINNING.search(text[max(0, match.start() - LONG_NAME) : match.start()])
            if not (before and _NO_DAY.search(before[0])):
                yield "".join(match.groups(""))


def _of_titled(text: str, title: str) -> Iterator[str]:
    """The dates in data that stand in one object with the page's own title: `"title":"...","date":"2025-05-05"`."""
    for match in _TITLED.finditer(text):
        if match[1] in title:
            before = text[max(0, match.start() - LONG_OBJECT) : match.start()].rpartition("{")[2]
            behind = text[match.end() : match.end() + LONG_OBJECT].partition("}")[0]
            yield from ("".join(found.groups("")) for found in _PLAIN_DATE.finditer(f"{before}|{behind}"))


def in_address(url: str | None) -> Any:
    """The day in the path of an address, as /2026/03/10/ or 2026-03-10, midnight UTC; None where there is none."""
    path = unquote(urlsplit(url).path) if url else ""
    for pattern in (_DAY_PATH, _YEAR_PATH):
        for match in pattern.finditer(path):
            if day := gregorian(int(match["y"]), int(match["m"]), int(match["d"])):
                return day
    if of_china := _CHINESE_PATH.search(path) or _STAMP_PATH.search(path):
        year, month, number = map(int, filter(None, of_china.groups()))
        return gregorian(year, month, number)
    for match in _LAST_YEAR_PATH.finditer(path):
        a, b = int(match["a"]), int(match["b"])
        if a == b or max(a, b) > 12:  # else day and month could be exchanged
            return gregorian(int(match["y"]), min(a, b), max(a, b))
    if named := _NAMED_PATH.search(path):
        return gregorian(int(named["y"]), 1 + _SHORT_MONTHS.index(named["m"].lower()), int(named["d"]))
    return None
