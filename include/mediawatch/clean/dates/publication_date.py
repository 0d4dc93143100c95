"""When a page was published and last changed, each with its source.

A day needs a statement that is about this page. They are asked in this order: JSON-LD, <time> and meta elements, the
lines at the headline, elements marked as dates, lines that say so, the data of scripts, the address, the dateline; and
where the page states nothing but its last change, that day, marked as inferred. A date in running text is none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, cached_property
from typing import Any

from lxml.html import HtmlElement

from mediawatch.clean.dates.date_lines import Statement, says_changed, says_published, statements
from mediawatch.clean.dates.dateline import MAX_LENGTH, split_dateline
from mediawatch.clean.dates.day_order import Evidence, country_of, resolve
from mediawatch.clean.dates.moments import EARLIEST, day_of, plausible, precision_of
from mediawatch.clean.dates.page_parts import LONG_LINE, Parts, says_little
from mediawatch.clean.dates.page_statements import META_PUBLISHED, in_address, in_metas, in_scripts, labelled, marked
from mediawatch.clean.dates.written import Ambiguous, parse_date, parse_stamp
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.page.jsonld import Node, first_text
from mediawatch.clean.text import one_line

_CHANGED = re.compile(r"modif|updat|comment|related", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi|entry-date|date", re.IGNORECASE)
_META_FIRST = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date")
_META_MODIFIED = (
    *("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified"),
    *("dc.date.modified", "dcterms.modified", "dc.modified", "lastmod", "last_modified", "modified", "updated_time"),
)

LINES_AFTER = 6
"""Lines below the headline in which its date is sought; with 12, teasers' dates come in."""

PARAGRAPHS = 12
"""Paragraphs from the start of the page that are asked for a dateline; the first are often not the article's."""

LONG_STANDFIRST = 400
"""Characters of the longest first paragraph that can stand above the day."""

LINES_OWN = 3
"""Lines below the headline that are its own, in whatever element a page puts them; teasers come after the text."""

MAX_TIMES = 6
"""<time> elements that are looked at: the article's own stand before those of comments and teasers."""


@dataclass(slots=True)
class Dates:
    """A page's dates in their own zones (a bare date is midnight UTC) and what is odd about them."""

    published: datetime | None = None
    source: str | None = None
    modified: datetime | None = None
    warnings: list[tuple[str, str]] = field(default_factory=list)


def find_dates(
    tree: HtmlElement,
    head: Head,
    node: Node | None,
    nearby: Callable[[], HeadlineContext],
    *,
    url: str | None,
    as_of: datetime,
) -> Dates:
    """The Dates of a page. Statements that cannot be (after `as_of`, before 1990) are passed over with a warning."""
    page = _Page(tree, head, node, nearby, url, as_of)
    modified = page.read(first_text(node, "dateModified")) or page.read(head.first(*_META_MODIFIED))
    page.dates.modified = modified if modified and not plausible(modified, as_of) else None
    for moment, source in page.stated():
        if code := plausible(moment, as_of):
            page.warn(code, f"{moment:%Y-%m-%d} ({source}) was not used")
            continue
        page.dates.published, page.dates.source = moment, source
        break
    page.compare()
    return page.dates


class _Page:
    """The statements of one page, read once each."""

    def __init__(
        self,
        tree: HtmlElement,
        head: Head,
        node: Node | None,
        nearby: Callable[[], HeadlineContext],
        url: str | None,
        as_of: datetime,
    ) -> None:
        self.tree, self.head, self.node, self.nearby, self.url, self.as_of = tree, head, node, nearby, url, as_of
        self.language = head.language or head.first("og:locale", "content-language") or first_text(node, "inLanguage")
        if self.language.lower() == "zh" and country_of(url) == "TW":
            self.language = "zh-TW"
        self.parts = Parts(tree, f"{head.title} {head.first('og:title')}")
        self.dates = Dates()
        self.doubted: set[date] = set()  # days of numeric dates that can be read in two ways

    def warn(self, code: str, words: str) -> None:
        if (code, words) not in self.dates.warnings:
            self.dates.warnings.append((code, words))

    def stated(self) -> Iterator[tuple[datetime, str]]:
        """What the page states of its day, best first."""
        timed, agreed = self.time_elements()
        declared = self.read(first_text(self.node, "datePublished"))
        if declared and _is_new_year(declared):
            yield from _named(self.near_headline or agreed, "near headline")
        elif declared:
            yield from _named(self.said_instead(declared), "label")
        yield from _named(declared, "json-ld")
        yield from _named(self.read(first_text(self.node, "dateCreated")), "json-ld")
        yield from _named(timed, "time")
        yield from _named(self.read(self.head.first("article:published_time")), "meta")
        yield from _named(agreed, "time")
        yield from _named(self.near_headline, "near headline")
        named = map(self.head.first, (*_META_FIRST, *META_PUBLISHED))
        metas = map(self.read, (*named, *self.labelled_data(), *in_metas(self.head.meta)))
        yield from _named(next((moment for moment in metas if moment and not _is_new_year(moment)), None), "meta")
        changed: list[datetime] = []
        for found, source in ((marked, "marked"), (labelled, "label")):
            days, said = self.sort(found(self.parts, self.language), alone=source == "label")
            changed += said
            yield from _named(days, source)
        yield from _named(self.read(self.uploaded()), "json-ld")
        for stated in in_scripts(self.tree, self.parts.title):
            in_data = {moment for text in stated if (moment := self.read(text))}
            if len({day_of(moment) for moment in in_data}) == 1:
                yield min(in_data), "script"
            if in_data:
                break
        yield from _named(in_address(self.url), "url")
        yield from _named(self.dateline(), "dateline")
        yield from _named(self.by_htmldate(), "htmldate")
        if self.dates.modified:
            changed.insert(0, self.dates.modified)
        for moment in changed:
            if not plausible(moment, self.as_of):
                self.warn("inferred-date", f"the page states only its last change, {moment:%Y-%m-%d}")
                yield moment, "changed, inferred"

    def said_instead(self, stated: datetime) -> datetime | None:
        """The day on which the page says that it was published, where that is earlier than JSON-LD's, JSON-LD states no
        later change, and the page shows JSON-LD's day nowhere but as that of a change: some content systems put down
        the moment of each change as that of publication."""
        if (changed := self.dates.modified) is None or stated < changed:
            return None
        found = [statement for statement in labelled(self.parts, self.language) if not statement.changed]
        told = [(self.resolved(statement), statement.published) for statement in found]
        shown = [(moment, published) for moment, published in told if moment and not plausible(moment, self.as_of)]
        said = next((moment for moment, published in shown if published), None)
        if said is None or day_of(said) >= day_of(stated) - timedelta(days=1):
            return None
        if (said.year, said.month, said.day) == (stated.year, stated.day, stated.month):
            return None
        days = {day_of(moment) for moment in (*(moment for moment, _ in shown), self.near_headline) if moment}
        return None if day_of(stated) in days else said

    def labelled_data(self) -> Iterator[str]:
        """What `twitter:data1` states below a label that says when the page was published."""
        for number in "1", "2":
            if says_published(self.head.first(f"twitter:label{number}")):
                yield self.head.first(f"twitter:data{number}")

    def uploaded(self) -> str:
        """The day of a recording or an offer that the page is about, by its name; others are embedded in pages."""
        name = first_text(self.node, "name", "headline", "title")
        return first_text(self.node, "datePosted", "uploadDate") if name and name in self.parts.title else ""

    def sort(self, found: Iterable[Statement], *, alone: bool) -> tuple[datetime | None, list[datetime]]:
        """(the first statement of publication, else the first that says nothing else; those of changes). With `alone` a
        day of which nothing is said counts where it is the only one: those of a table are none of the page's."""
        bare: datetime | None = None
        days: set[datetime] = set()
        changed: list[datetime] = []
        for statement in found:
            moment = self.resolved(statement)
            if moment is None or plausible(moment, self.as_of):
                continue
            if statement.published:
                return moment, changed
            if statement.changed:
                changed.append(moment)
            else:
                bare = bare or moment
                days.add(day_of(moment))
        return None if alone and len(days) > 1 else bare, changed

    def read(self, text: str) -> datetime | None:
        """A stamp or written date in markup; a numeric one as the rest of the page decides."""
        try:
            return parse_moment(text, self.language)
        except Ambiguous as doubt:
            return self.decide(doubt)

    def resolved(self, statement: Statement) -> datetime | None:
        if statement.month_first is None:
            return statement.moment
        return self.decide(Ambiguous("", statement.moment, statement.month_first))

    def decide(self, doubt: Ambiguous) -> datetime | None:
        found = resolve(doubt, self.evidence())
        if found is None:
            self.doubted |= {moment.date() for moment in doubt.readings.values()}
            self.warn("ambiguous-date", f"{doubt} was not used" if str(doubt) else "a numeric date was not used")
        return found

    def evidence(self) -> Evidence:
        near = self.nearby()
        texts = [
            value for name, values in self.head.meta.items() if "date" in name or "time" in name for value in values
        ]
        texts += [
            first_text(self.node, name) for name in ("datePublished", "dateModified", "dateCreated", "uploadDate")
        ]
        tags = (
            self.head.language,
            self.head.first("og:locale", "content-language"),
            first_text(self.node, "inLanguage"),
        )
        changed = None
        for text in (first_text(self.node, "dateModified"), *map(self.head.first, _META_MODIFIED)):
            try:
                changed = changed or parse_moment(text, self.language)
            except ValueError:
                continue
        return Evidence(self.as_of, (*texts, *near.before, *near.after), changed, self.url, tuple(filter(None, tags)))

    @cached_property
    def near_headline(self) -> datetime | None:
        """The date in the line closest to the headline that says when the page was published, not when it was changed,
        and says little else: no sentence, but `Published: 5 May 2025`, `05.05.2025 | Jane Doe`."""
        near = self.nearby()
        own, begun, prose = LINES_OWN, False, 0
        bare: datetime | None = None
        for number, line in enumerate((*near.after[:LINES_AFTER], *reversed(near.before))):
            if bare and number >= own:
                break
            if len(line) > LONG_LINE:
                begun = own == 0 or len(line) > LONG_STANDFIRST
                own = 0  # the text has begun, or a standfirst above the day
                continue
            found = statements(line, self.language)
            if not found or not says_little(line, self.language):
                prose += number < len(near.after) and is_prose(line)
                if prose > 1:
                    own, begun = 0, True
                continue
            if self.parts.in_related(line) or (number >= own and self.parts.in_teaser(line)):
                continue
            if number >= len(near.after[:LINES_AFTER]) and self.parts.in_bar(line, self.language):
                continue
            said = next((s for s in found if s.published), None)
            if not said and begun and number < len(near.after[:LINES_AFTER]):
                continue  # behind the beginning of the text: a comment's
            moments = [self.resolved(s) for s in ([said] if said else [s for s in found if not s.changed and not bare])]
            # of two days of which nothing is said the later one is that of a change
            moment = min((each for each in moments if each), default=None, key=day_of)
            if moment is None or plausible(moment, self.as_of):
                continue
            if said:
                return moment
            bare = moment  # it may be an event's, where the next line says `Posted`
        return bare

    def dateline(self) -> datetime | None:
        """The day in the dateline of one of the first paragraphs, where it has a year."""
        texts = (one_line(p.text_content()[:MAX_LENGTH]) for p in itertools.islice(self.tree.iter("p"), PARAGRAPHS))
        found = (split_dateline(text) for text in texts)
        return next((line.date for line in found if line and line.date), None)

    def by_htmldate(self) -> datetime | None:
        """What htmldate finds in the marks of the page, its text and the parts that are not its article taken away."""
        try:
            found = _htmldate().find_date(
                self.parts.without_text(),
                extensive_search=False,
                original_date=True,
                min_date=EARLIEST.replace(tzinfo=None),
                max_date=(self.as_of + timedelta(days=1)).replace(tzinfo=None),
            )
        except (ValueError, TypeError, OverflowError, AttributeError):  # its parsers fail on some malformed dates
            return None
        # the first of a year or month is what it makes of a year or a month alone
        if not found or found.endswith("-01"):
            return None
        moment = datetime.fromisoformat(found).replace(tzinfo=UTC)
        return None if moment.date() in self.doubted else moment  # it takes the day to come first, for no reason

    def time_elements(self) -> tuple[datetime | None, datetime | None]:
        """(the first <time> marked as the date of publication, the moment on whose day all <time> agree)."""
        own: list[datetime] = []
        others: list[datetime] = []  # in parts that by their names are not the article: all that some pages have
        for element in itertools.islice(self.tree.iter("time"), MAX_TIMES):
            moment = self.read((element.get("datetime") or "").strip())
            if moment is None or _is_of_change(element):
                continue
            marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
            if self.parts.elsewhere(element):
                others += [] if self.parts.is_of_another(element) else [moment]
            elif _PUBLISHED.search(marks) and not _CHANGED.search(marks):
                return moment, None
            else:
                own.append(moment)
        moments = own or others
        return None, moments[0] if len({moment.date() for moment in moments}) == 1 else None

    def compare(self) -> None:
        """Warns of a meta element that says another day, and takes the day that the page shows for that of a stamp in
        UTC: `2026-03-11T01:30Z` is the evening of the 10th in New York."""
        published = self.dates.published
        if published is None:
            return
        meta = next((moment for name in _META_FIRST if (moment := self.read(self.head.first(name)))), None)
        if meta and self.dates.source != "meta" and abs(meta - published) > timedelta(days=1):
            words = f"{self.dates.source} says {published:%Y-%m-%d}, meta {meta:%Y-%m-%d}"
            self.warn("date-conflict", words)
        stamp = self.dates.source in ("json-ld", "meta", "time", "script") and precision_of(published) != "day"
        if stamp and published.utcoffset() == timedelta(0) and (shown := self.near_headline):
            self.dates.published = _on_day(published, shown)


@cache
def _htmldate() -> Any:
    """htmldate, reading written dates with parse_date.

    By itself it asks dateparser, which loads some 200 languages at the first date that it is unsure of (several
    seconds in every process) and counts relative dates from the clock, so that a page's date would depend on the day
    on which it is cleaned.
    """
    import htmldate
    from htmldate import extractors

    def written_date(text: str) -> datetime | None:
        try:
            moment = parse_date(text)
        except ValueError:
            return None
        return moment.replace(tzinfo=None) if moment else None

    vars(extractors)["_external_date"] = written_date
    return htmldate


def _named(moment: datetime | None, source: str) -> Iterator[tuple[datetime, str]]:
    if moment:
        yield moment, source


def _is_of_change(element: HtmlElement) -> bool:
    """Whether a <time>, or the element around it alone, says that the page was changed then."""
    around = element.getparent()
    alone = around is not None and len(around) == 1 and len(around.text_content()) <= LONG_LINE
    text = one_line((around if alone else element).text_content()) if around is not None else ""
    name = (around.get("class") or "") if alone and around is not None else ""
    return bool(re.search(r"(?:^|[-_ ])(?:changed|modified|updated)", name)) or says_changed(text)


def _is_new_year(moment: datetime) -> bool:
    """Whether a moment is the first midnight of a year, in whatever zone: what content systems make of a year alone."""
    return (moment.month, moment.day, moment.minute, moment.second) == (1, 1, 0, 0)


def _on_day(moment: datetime, shown: datetime) -> datetime:
    """`moment` in the nearest zone in which it falls on the day `shown`; itself where there is none."""
    for hours in sorted(range(-12, 15), key=abs):
        local = moment.astimezone(timezone(timedelta(hours=hours)))
        if local.date() == shown.date() and precision_of(local) != "day":
            return local
    return moment


def parse_moment(text: str, language: str | None = None) -> datetime | None:
    """A stamp or a written date in markup. One at midnight of its own zone is a bare date: midnight UTC of that day.

    Raises Ambiguous for a numeric date that can be read in two ways."""
    if match := re.match(r"((?:19|20)\d\d-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:$|Z|[+-])", text):
        try:
            return datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
        except ValueError:
            return None
    return parse_stamp(text) or (parse_date(text, language=language) if text else None)
