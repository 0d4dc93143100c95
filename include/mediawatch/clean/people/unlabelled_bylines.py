"""Bylines that no word and no mark tells: a name alone on a line, beside a date or beside what the person is.

    Ada Holm                     Ada Holm and Bo Lind         Ada Holm
    12 March 2026                Published 12 March 2026      Chief Reporter        Ada Holm, Political Editor

A section, a place or the person of whom an article speaks can stand there too. So the line has to stand right at the
headline, in a script with capitals, none of its words in the titles of page and site, and a name's last one not in the
text: who writes does not speak of oneself, and a place beside a date is spoken of.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Sequence

from mediawatch.clean.dates.date_lines import is_bare_date, strip_dates
from mediawatch.clean.dates.dateline_places import CITIES, fold_place
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.headline_context import BREAK, HeadlineContext
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.agencies import CREDIT_AGENCY, is_credit
from mediawatch.clean.people.byline import persons_alone
from mediawatch.clean.people.byline_kinds import behind_kind, can_be_title, names_another
from mediawatch.clean.people.name_forms import HANGUL, LABELS, has_capitals, is_label
from mediawatch.clean.people.names import is_agency, is_person, split_names, without_others
from mediawatch.clean.people.spaceless_bylines import is_lone_name
from mediawatch.words import is_small, pattern

BELOW = 4
ABOVE = 3
"""Lines below and above the headline that can be such a byline, or the date beside it."""

LONG_STANDFIRST = 400
"""Characters of the longest first paragraph that can stand above a byline."""

LEAST_SITE = 4
"""Characters of the shortest name of a paper behind a person's."""

LONG_NAMES = 80
LONG_ROLE = 60
"""Characters of a line of names, and of what a person is."""

_ROLE = re.compile(rf"(?<!\w){pattern('byline_roles')}(?!\w)", re.IGNORECASE)
_INSTITUTE = re.compile(rf"(?<!\w){pattern('institutes')}(?!\w)", re.IGNORECASE)  # Ada Holm, Department of Birds
_FOR_PAPER = re.compile(rf"\s*(?:for|{pattern('written_for')})\s", re.IGNORECASE)  # Ada Holm for The Letter
_ON_BEHALF = re.compile(rf"\W*{pattern('written_for')}\s", re.IGNORECASE)
_COLON = re.compile("[:：]")
_PICTURES = re.compile(rf"^\W*{pattern('picture_roles')}(?!\w)", re.IGNORECASE)
_READING = re.compile(  # 4 min read, Lesezeit: 4 Minuten
    rf"\W*(?:\d{{1,3}}\W*{pattern('byline_noise')}|{pattern('byline_noise')}\W*\d{{1,3}}\W*[^\W\d]{{1,10}})\W*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"[–—―]\s?\w")
_MAIL = re.compile(r"\W*(?:e-?mail:?\s*)?\S+@\S+\.\w+\W*", re.IGNORECASE)
_MAIL_BEHIND = re.compile(r"(?<!\s)\s*[|,/·]\s*[^\s@|,/·]+@[^\s@|,/·]+\.\w+$")  # Ada Holm | ada.holm@paper.example
_WITH_AGENCY = re.compile(rf"\s*\((?:[^\W\d]+\s+)?{CREDIT_AGENCY}\)$", re.IGNORECASE)  # Ada Holm (avec AFP)
_FILED = re.compile(r"\s*/\s*(?P<place>[^\W\d_]{3,}(?:[\s-][^\W\d_]+)*)\s*,?$")  # Ada HOLM/İZMİR, (DHA)
_TOGETHER = re.compile(r"[、・]")  # 山田太郎、佐藤花子
_HAN_ALL = re.compile(r"[\u3400-\u9fff々]{3,5}(?:[、・][\u3400-\u9fff々]{3,5})+")
_BESIDE = re.compile(r"\s*(?:,|\||\s[/–—-]\s|\s\((?=[^()]+\)$))\s*")


def byline_without_label(
    near: HeadlineContext, labels: Callable[[], Collection[str]], titles: str, lines: Callable[[], Sequence[str]]
) -> tuple[str, ...]:
    """The persons whom such a line at the headline names. `labels` gives the page's sections, folded, `titles` is
    what page and site are called, `lines` gives the lines of the page, among them its text."""
    lines_below = near.after[:BELOW]
    if lines_below and is_prose(lines_below[0]) and len(lines_below[0]) <= LONG_STANDFIRST:
        lines_below = near.after[1 : BELOW + 1]
    below = tuple(itertools.takewhile(lambda line: not is_prose(line), lines_below))
    below = tuple(_without_site(line, titles) for line in below)
    found = (*_candidates(below, near.language), *_candidates(near.before[-ABOVE:], near.language))
    counted = (names for line in near.counted if line in (*below, *near.before[-ABOVE:]) and (names := _names(line)))
    for names in (*found, *_above_date(below, near.language), *counted):
        if any(is_label(name, near.language) or fold(name) in labels() for name in names):
            continue
        if not set(fold(titles).split()).isdisjoint(fold(" ".join(map(_without_particles, names))).split()):
            continue
        spoken = set(fold("\n".join(filter(is_prose, lines()))).split())
        if spoken.isdisjoint(fold(name).split()[-1] for name in names):
            return names
    return ()


def _without_particles(name: str) -> str:
    """A name without its words of two letters: `Le` of Loïc Le Guen stands in many a title."""
    return " ".join(word for word in name.split() if len(word) > 2 or not word.isalpha()) or name


def _without_site(line: str, titles: str) -> str:
    """A line without the name of the paper behind a person's: `Ada Holm - The Herald`, where a title has it too."""
    parts = _BESIDE.split(line, maxsplit=1)
    if len(parts) < 2 or len(parts[1]) <= LEAST_SITE or f" {fold(parts[1])} " not in f" {fold(titles)} ":
        return line
    return parts[0] if _names(parts[0]) else line


def _candidates(lines: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
    """The names of each run of lines that are names or roles, where it has a role or stands beside a date."""
    run: list[str] = []
    holds = False
    for number, line in enumerate((*lines, "")):
        if _SIGNATURE.match(line) or names_another(line, language):  # of who is quoted
            run, holds = [], False
            continue
        if mail := _MAIL_BEHIND.search(line) if "@" in line else None:
            line = line[: mail.start()]
            holds = holds or bool(_names(line))
        if run and _MAIL.fullmatch(line):
            holds = True
            continue
        role = _is_role(line) or fold_place(line) in CITIES or (len(line) <= LONG_ROLE and _ON_BEHALF.match(line))
        if run and _PICTURES.search(line) and len(line) <= LONG_ROLE:
            run.pop()  # who took the pictures stands above that
            continue
        if (said := without_others(behind_kind(line))) and (behind := _names(said) or _without_capitals(said)):
            if not can_be_title(said):
                run += behind
                # behind a colon may stand what the text is about
                of_author = behind == _names(said) and (not _COLON.search(line) or said != behind_kind(line))
                holds = holds or of_author or (number > 0 and _is_date(lines[number - 1], language))
            continue
        written = without_others(line)
        if written != line and (names := _names(written) or _without_capitals(written)):  # Ada Holm, fot. Bo Lind
            run, holds = [*run, *names], True
        elif names := _before_role(line) or (() if run else _with_role(line)) or _names(line):
            beside = bool(_before_role(line) or (not run and _with_role(line)))
            holds = holds or (not run and number > 0 and _is_date(lines[number - 1], language)) or beside
            run += names
        elif role and run:
            holds = True
        elif not run and (names := _above_words(line)):
            run += names
        else:
            if run and (holds or _is_date(line, language)):
                yield tuple(dict.fromkeys(run))
            run, holds = [], False


def _above_words(line: str) -> tuple[str, ...]:
    """The person whom a line names above some words of what they are: `Ada Holm | Nurse on the islands`."""
    first, broken, second = line.partition(f" {BREAK} ")
    told = broken and len(second) <= LONG_ROLE and second[:1].isupper() and not is_prose(second)
    return _names(first) if told and not _names(second) and not any(map(str.isdigit, second)) else ()


def _above_date(lines: Sequence[str], language: str) -> Iterator[tuple[str, ...]]:
    """The line right above a date or below it that can be a name in a script without capitals."""
    for first, second in itertools.pairwise(lines):
        for name, date in ((first, second), (second, first)):
            if _is_date(date, language) and (names := _without_capitals(name)):
                yield names


def _is_date(line: str, language: str) -> bool:
    """Whether a line is a date and nothing else, but for how long it takes to read the text."""
    if is_bare_date(line, language or None) or _READING.fullmatch(line):
        return True
    rest, dated = strip_dates(line, language or None)
    return dated and len(line) <= LONG_ROLE and (not rest or bool(_READING.fullmatch(rest)))


def _names(line: str) -> tuple[str, ...]:
    """The names of a line that is nothing but those of persons with capitals, each of two words or more."""
    if any(map(is_lone_name, together := _TOGETHER.split(line))) and (len(together) == 1 or _HAN_ALL.fullmatch(line)):
        return tuple(together)
    line, filed = _without_agency(line)
    if filed:
        return filed
    names = persons_alone(line) if len(line) <= LONG_NAMES else ()
    if not names or not all(" " in name and name[0].isupper() for name in names):
        return ()
    rest = fold(line)
    others = [name for name in split_names(line) if is_agency(name)]
    for name in (*names, *others):
        rest = rest.replace(fold(name), " ", 1)
    return names if len(rest.split()) < len(names) + len(others) or _FOR_PAPER.match(rest) else ()  # `and`


def _without_agency(line: str) -> tuple[str, tuple[str, ...]]:
    """A line without the agency in brackets at its end, and who filed from a place for it: `Ada HOLM/İZMİR, (DHA)`."""
    agency = _WITH_AGENCY.search(line) if line.endswith(")") else None
    if not agency:
        return line, ()
    line = line[: agency.start()]
    place = _FILED.search(line)
    names = persons_alone(line[: place.start()]) if place and place["place"].isupper() else ()
    return line, names if len(names) == 1 and " " in names[0] else ()


def _before_role(line: str) -> tuple[str, ...]:
    """The person of a line that says what the one person is whom it names, where, or what the text is: `Ada Holm,
    Political Editor`, `Ada Holm / Madrid`, `Opinion | Ada Holm`."""
    parts = _BESIDE.split(line, maxsplit=1)
    if len(parts) < 2:
        return ()
    first, second = parts
    if fold(first) in LABELS or fold_place(first) in CITIES or (_is_role(first) and _names(second)):
        first, second = second, first
    elif (
        not _is_role(second)
        and fold_place(second) not in CITIES
        and not is_credit(second)
        and not _INSTITUTE.search(second[:LONG_ROLE])
    ):
        return ()
    names = _names(first) or _without_capitals(first)
    return names if len(names) == 1 else ()


def _with_role(line: str) -> tuple[str, ...]:
    """The person of a line with what they are right behind the name, in elements of their own: `Ada Holm Editor`."""
    names = split_names(line) if len(line) <= LONG_NAMES else ()
    behind = line.removeprefix(names[0]) if names else line
    return names if len(names) == 1 and behind != line and _names(names[0]) and _is_role(behind.strip()) else ()


def _without_capitals(line: str) -> tuple[str, ...]:
    """The name that a line can be in a script without capitals, of two to four words."""
    cased = any(is_small(char) or char.isupper() for char in line)
    can_be = not cased and " " in line and not HANGUL.search(line) and has_capitals(line) and is_person(line)
    return (line,) if can_be and not names_another(line) else ()


def _is_role(line: str) -> bool:
    return len(line) <= LONG_ROLE and not line.endswith((".", "!", "?", ":")) and bool(_ROLE.search(line))
