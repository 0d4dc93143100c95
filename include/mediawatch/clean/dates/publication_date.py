"""When a page was published and last changed: JSON-LD, <time>, meta, the lines at the headline, htmldate; each with
its source."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from mediawatch.clean.dates.moments import EARLIEST, plausible
from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.dates.written import parse_date, parse_stamp
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline_context import Nearby
from mediawatch.clean.page.jsonld import Node, first_text

_CHANGED = re.compile(r"modif|updat|comment|related", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi|entry-date|date", re.IGNORECASE)
_CHANGE = re.compile(r"updat|modif|aktualisiert|geändert|stand:|mis à jour|actualiza|atualiz|aggiorna", re.IGNORECASE)
"""Words of a line that dates a change. In languages that are not here such a line is taken for the publication's."""
_META_PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date")
_META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "last-modified",
)

LINES_AFTER = 6
"""Lines below the headline in which its date is sought; with 12, teasers' dates come in."""

LONG_LINE = 140
LONG_REST = 40
"""Characters of a line, and of what it says beside the date; tried were 25, 40 and 60 (decision 032)."""

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
    nearby: Callable[[], Nearby],
    *,
    url: str | None,
    as_of: datetime,
) -> Dates:
    """The Dates of a page. Statements that cannot be (after `as_of`, before 1990) are passed over with a warning."""
    dates = Dates()
    marked, agreed = _time_elements(tree)
    meta = next((found for name in _META_PUBLISHED if (found := parse_moment(head.first(name)))), None)
    stated = (
        (parse_moment(first_text(node, "datePublished")) or parse_moment(first_text(node, "dateCreated")), "json-ld"),
        (marked, "time"),
        (parse_moment(head.first("article:published_time")), "meta"),
        (agreed, "time"),
    )
    for moment, source in stated:
        if moment and (code := plausible(moment, as_of)):
            dates.warnings.append((code, f"{moment:%Y-%m-%d} ({source}) was not used"))
        elif moment:
            dates.published, dates.source = moment, source
            break
    if dates.published is None and (day := _written_nearby(nearby())) and not plausible(day, as_of):
        dates.published, dates.source = day, "near headline"
    if dates.published is None and (day := _htmldate(tree, url, as_of)):
        # htmldate knows days; a meta element that says the same day knows the hour
        same = meta is not None and meta.date() == day.date()
        dates.published, dates.source = (meta, "meta") if same else (day, "htmldate")
    elif meta and dates.published and abs(meta - dates.published) > timedelta(days=1):
        dates.warnings.append(
            ("date-conflict", f"{dates.source} says {dates.published:%Y-%m-%d}, meta {meta:%Y-%m-%d}")
        )
    modified = parse_moment(first_text(node, "dateModified")) or parse_moment(head.first(*_META_MODIFIED))
    dates.modified = modified if modified and not plausible(modified, as_of) else None
    return dates


def parse_moment(text: str) -> datetime | None:
    """A stamp or a written date in markup. One at midnight of its own zone is a bare date: midnight UTC of that day."""
    if match := re.match(r"((?:19|20)\d\d-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:$|Z|[+-])", text):
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
    try:
        return parse_stamp(text) or (parse_date(text) if text else None)
    except ValueError:  # a numeric date that can be read in two ways
        return None


def _written_nearby(near: Nearby) -> datetime | None:
    """The date in the line closest to the headline that says when it was published, not when it was changed, and says
    little else: no sentence, but `Published: 5 May 2025`, `05.05.2025 | Jane Doe`."""
    for line in (*near.after[:LINES_AFTER], *reversed(near.before)):
        if len(line) > LONG_LINE or len(strip_dates(line)[0]) > LONG_REST or _CHANGE.search(line):
            continue
        try:
            if found := parse_date(line):
                return found
        except ValueError:
            continue
    return None


def _time_elements(tree: HtmlElement) -> tuple[datetime | None, datetime | None]:
    """(the first <time> marked as the date of publication, the moment on whose day all <time> agree)."""
    moments = []
    for element in itertools.islice(tree.iter("time"), MAX_TIMES):
        moment = parse_moment((element.get("datetime") or "").strip())
        if moment is None:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _PUBLISHED.search(marks) and not _CHANGED.search(marks):
            return moment, None
        moments.append(moment)
    return None, moments[0] if len({moment.date() for moment in moments}) == 1 else None


@lru_cache(maxsize=1)
def _htmldate_module() -> Any:
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


def _htmldate(tree: HtmlElement, url: str | None, as_of: datetime) -> datetime | None:
    try:
        found = _htmldate_module().find_date(
            tree,
            extensive_search=True,
            original_date=True,
            url=url,
            deferred_url_extractor=True,
            min_date=EARLIEST.replace(tzinfo=None),
            max_date=(as_of + timedelta(days=1)).replace(tzinfo=None),
        )
    except (ValueError, TypeError, OverflowError, AttributeError):  # its parsers fail on some malformed dates
        return None
    # the first of January is what it makes of a year alone, such as that of a copyright line
    if not found or found.endswith("-01-01"):
        return None
    return datetime.fromisoformat(found).replace(tzinfo=UTC)
