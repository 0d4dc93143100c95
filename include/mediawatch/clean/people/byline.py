"""Bylines that are text alone: a line at the headline, or at the start or end of a body."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.dates.dateline_places import CITIES
from mediawatch.clean.page.headline import fold
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.people.names import PREFIX, is_agency, is_person, split_names
from mediawatch.clean.people.spaceless_bylines import byline_without_spaces
from mediawatch.clean.words import phrases

_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mag|Dipl)\.\s*)*"
    r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
    r"(?:\s(?:(?:von|van|der|den|de|da|do|dos|del|della|di|la|le|el|al|bin|zu|ter|y)\s)*[^\W\d_a-zß-öø-ÿ][\w'’.-]*){1,3}"
)
"""Two to four words with capitals, particles between them."""

_LABELS = frozenset(phrases("byline_labels"))
"""Words of sections and kinds of texts, which stand beside a date as names do."""

LONG_LINE = 120
"""Characters; a longer line is a sentence."""

LOOSE = 40
"""Characters that a byline says beside names and date: a city, a role."""


def byline_at_headline(near: HeadlineContext, labels: Callable[[], Collection[str]]) -> tuple[str, ...]:
    """The persons or agencies in the line closest to the headline that is a byline; those below it come first. `labels`
    gives what is no name beside a date alone: the page's sections, folded."""
    for line in (*near.after, *reversed(near.before)):
        if names := byline_without_spaces(line):
            return names
        names = _stated(line)
        if names and (PREFIX.match(line) or not any(_is_label(name) or fold(name) in labels() for name in names)):
            return names
    return ()


def byline_in(body: str) -> tuple[str, ...]:
    """The persons that the first or the last two lines of a body name as its authors."""
    lines = [line for line in body.split("\n") if line]
    for line in (*lines[:2], *lines[-2:]):
        if names := byline_without_spaces(line):
            return names
        if PREFIX.match(line) and (names := _stated(line)):
            return names
    return ()


def is_byline_of(line: str, authors: Collection[str]) -> bool:
    """Whether a line says nothing but who of `authors` wrote the text, and when."""
    if not authors or len(line) > LONG_LINE:
        return False
    rest, _ = strip_dates(line)
    match = PREFIX.match(rest)
    names = split_names(rest[match.end() :] if match else rest)
    if not names or len(rest) > sum(len(name) for name in names) + LOOSE:
        return False
    return {fold(name) for name in names} <= {fold(author) for author in authors}


def _stated(line: str) -> tuple[str, ...]:
    """The persons in a line that is a byline: `By Jane Doe, 3 May 2025`, `03.05.2025 | Jane Doe`."""
    if len(line) > LONG_LINE:
        return ()
    if "(@" in line:  # a message of a network, embedded
        return ()
    rest, dated = strip_dates(line)
    match = PREFIX.match(rest)
    if match:
        rest = rest[match.end() :]
    elif not dated:
        return ()
    names = split_names(rest)
    if names and all(is_agency(name) or (_is_capital(name) and is_person(name)) for name in names):
        return names
    return ()


def _is_capital(name: str) -> bool:
    """Whether a name has the form of a person's; small letters beyond Latin ones are sorted out here."""
    return bool(_NAME.fullmatch(name)) and not any(word[0].islower() and word[0] > "ÿ" for word in name.split())


def _is_label(name: str) -> bool:
    """Whether what stands beside a date is a place or a section."""
    return name.casefold() in CITIES or not _LABELS.isdisjoint(fold(name).split())
