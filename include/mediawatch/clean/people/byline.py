"""Bylines that are text alone: a line at the headline, or at the start or end of a body."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache

from mediawatch.clean.dates.date_lines import is_bare_date, strip_dates
from mediawatch.clean.dates.weekdays import weekday_of, weekdays
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.agencies import BYLINE_AGENCY, is_credit
from mediawatch.clean.people.byline_kinds import behind_kind, can_be_title, names_another
from mediawatch.clean.people.greek_names import in_nominative
from mediawatch.clean.people.name_forms import HANGUL, SIGNED_NAME, has_capitals, is_label
from mediawatch.clean.people.names import (
    BY,
    DESKS,
    LABEL,
    PREFIX,
    WRITTEN,
    is_agency,
    is_degree,
    is_name,
    is_person,
    split_names,
    tidy_name,
    without_others,
    without_others_before,
)
from mediawatch.clean.people.spaceless_bylines import (
    byline_without_spaces,
    is_chinese_name,
    is_lone_name,
    signed_in_brackets,
)
from mediawatch.words import pattern, pattern_of_words, phrases

DESK_LINES = 3
"""Lines below the headline on which the newsroom may stand alone as the author."""

LONG_LINE = 120
"""Characters; a longer line is a sentence."""

MOST = 6
"""Names that follow a label, one a line."""

_LABELLED = re.compile(  # Written by: or Autor:in (red):
    rf"^\W*{LABEL}(?:\(\w{{1,4}}\))?\s*(?:[:：]\s*|(?<=[^\W\d]{{5}})$|(?<=[/*:_]in)$|(?<=\))$)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"^\W*{LABEL}(?:\(\w{{1,4}}\))?\s*[:：]?$", re.IGNORECASE)  # Written by
_BARS = re.compile(r"\||\s[–—-]\s")
_GOES_ON = re.compile(rf"\s*(?:{pattern('and')}|{pattern('and_before_capital')}|{pattern('with')})\s", re.IGNORECASE)
_HANDLE = re.compile(r"(?P<name>[A-Za-z][\w.-]{2,29})(?P<beside>(?:\s+\w{1,4}){0,2})")
_WITH_OTHERS = re.compile(rf"\s+{pattern('with')}\s+.*$", re.IGNORECASE)
_AT_CLOCK = re.compile(r"\s+(?:[^\W\d]{1,3}\s+)?\d\d?[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?$")  # Autor: Ada Holm o 09:12
_FROM_AGENCY = re.compile(rf"(\S.*\S)\s*\((?:[^\W\d]+\s+){BYLINE_AGENCY}\)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\w+")
_UNENDED = re.compile(rf"(?:,|\s(?:{pattern('and')}|{pattern('and_before_capital')}))\s*$", re.IGNORECASE)
_WRITTEN_BY = pattern_of_words([words for words in phrases("byline_by") if " " in words])
CHECKED_BY = re.compile(rf"\W*(?!{WRITTEN}\s|{_WRITTEN_BY}){pattern('byline_noise')}[\s|]+{BY}(?!\w)", re.IGNORECASE)
"""`Reviewed by`: what others than the author did. `نشر بواسطة` is a word for `by` as a whole."""

CHANGED_BY = re.compile(rf"\W*{pattern('changed_by')}\s*[:：]?\s+", re.IGNORECASE)
"""`Last updated by`: whoever did that is the author where the page names none."""

_IN_SECTION = re.compile(rf"^{pattern('in_place')}\s[^|.:]{{2,40}}?\s(?={BY}\s)", re.IGNORECASE)  # in Mills by Ada Holm
_AFTER = re.compile(rf"(?:['’]\w{{1,4}})?\s+{pattern('byline_after')}\W*$", re.IGNORECASE)  # Ada Holm'un haberi
_REPORTS = re.compile(  # Ada Holm reports from Marlin
    rf"\s+{pattern('byline_verbs')}(?:\s+{pattern('reports_from_place')}\s+[^\W\d_a-zß-öø-ÿ][\w\s.-]{{1,30}})?\s*[.:]?$"
)
_ARTICLE = re.compile(r"the\s", re.IGNORECASE)  # The Harbour Board writes
_LISTED = re.compile(r"\s*[,;&]\s*")
_PARTS = re.compile(r"\s*[|•·–—]\s*")
_TITLES = re.compile(rf"^(?:{pattern('name_titles')}\.?\s+)+", re.IGNORECASE)
_OF_BLOG = re.compile(rf"['’]s?\s+{pattern('kinds_of_site')}\W*$", re.IGNORECASE)

ALONE_BELOW = 3
ALONE_ABOVE = 2
"""Lines below and above the headline on which an author's name may stand alone."""

LONG_STANDFIRST = 400
"""Characters of the longest first paragraph that can stand above a byline."""

LOOSE = 40
"""Characters that a byline says beside names and date: a city, a role."""


def byline_at_headline(near: HeadlineContext, labels: Callable[[], Collection[str]]) -> tuple[str, ...]:
    """The persons or agencies in the line closest to the headline that is a byline; those below it come first. `labels`
    gives what is no name beside a date alone: the page's sections, folded."""
    lines = _told(near, (*near.after, *reversed(near.before)))
    begins = text_begins(near.after)
    for number, line in enumerate(lines):
        if names := byline_without_spaces(line) or _below_label(near, number):
            return names
        if names_another(without_others_before(line), near.language):
            continue
        signed = PREFIX.match(line)
        if begins <= number < len(near.after) and not signed:
            continue  # who stands beside a date behind the text commented on it
        names = _with_degrees(line) or _stated(line, near.language)
        own = tuple(name for name in names if signed or not (is_label(name, near.language) or fold(name) in labels()))
        if own and (own == names or all(" " in name for name in own)):  # Ada Holm | Transport
            return own
    return ()


def text_begins(lines: Sequence[str]) -> int:
    """The number of the line below the headline with which the text goes on: its second paragraph, since the first may
    be a standfirst above the byline; its first where that is longer than a standfirst."""
    prose = 0
    for number, line in enumerate(lines):
        if is_prose(line):
            prose += 1
            if prose > 1 or len(line) > LONG_STANDFIRST:
                return number
    return len(lines)


def signed_at_headline(near: HeadlineContext) -> tuple[str, ...]:
    """The persons whom the first such line below the headline names behind `By`, or behind it on the next lines."""
    for number, line in enumerate(_told(near, near.after)):
        names = _below_label(near, number) or (_stated(line) if PREFIX.match(line) else ())
        if persons := tuple(name for name in names if is_person(name)):
            return persons
    return ()


def _told(near: HeadlineContext, lines: Iterable[str]) -> Iterator[str]:
    """`lines` with the word for an author that means something else in other languages (`De Ion Popescu`) as one that
    is known in all."""
    word = _by_here(near.language)
    for line in lines:
        yield word.sub(_plain_by, line) if word else line


def _plain_by(found: re.Match[str]) -> str:
    """`by`, but for a word that begins a longer one known in all languages: `Από τον`."""
    return found[0] if PREFIX.match(found.string[found.start() :]) else "by "


@cache
def _by_here(language: str) -> re.Pattern[str] | None:
    words = phrases("byline_by_here", language)
    if not words:
        return None
    named = rf"{SIGNED_NAME}\s*(?:[,;|•·–—-]|$|{pattern('and')}\s|{pattern('in_place')}\s)"
    return re.compile(rf"(?:^|(?<=[|•·,–—\d-]\s))(?i:{pattern('byline_by_here', language)})\s+(?={named})")


def lone_names(near: HeadlineContext) -> list[str]:
    """The names that stand alone on a line right at the headline, before the text: a byline where something else says
    that they are the author's."""
    head = itertools.takewhile(lambda line: len(line) <= LONG_LINE, near.after[:ALONE_BELOW])
    return [name for line in (*head, *near.before[-ALONE_ABOVE:]) if (name := _alone(line))]


def _below_label(near: HeadlineContext, number: int) -> tuple[str, ...]:
    """The persons on the lines that follow line `number` below the headline, which is a label alone: `Written by`."""
    if number >= len(near.after) or not _LABEL_ALONE.match(near.after[number].replace("*", ":")):
        return ()
    below = [line for line in near.after[number + 1 : number + 1 + MOST] if not _ADDRESS.fullmatch(line)]
    if below and (named := _spaceless_below(near.after[number], below[0])):
        return named
    names = persons_alone(below[0]) if below else ()
    more = itertools.takewhile(bool, map(_alone, below[1:])) if len(names) == 1 else ()
    return tuple(dict.fromkeys((*names, *itertools.takewhile(lambda name: not is_label(name), more))))


def _spaceless_below(label: str, name: str = "") -> tuple[str, ...]:
    """The persons of a line below such a label in a script that parts no words."""
    return byline_without_spaces(f"{label.strip(' :：')}: {name}") if len(name) <= LOOSE else ()


def _alone(line: str) -> str:
    """The name that is all of a line; empty where a line says more or something else."""
    names = persons_alone(line)
    return names[0] if len(names) == 1 and fold(names[0]) == fold(line) else ""


def _with_degrees(line: str) -> tuple[str, ...]:
    """The persons of a line that is nothing but names and degrees: `Ada Holm, PhD; Bo Lind, MD`."""
    if len(line) > 2 * LONG_LINE or "," not in line:
        return ()
    parts = [part for part in _LISTED.split(line.strip(" .")) if part]
    names = [part for part in parts if not is_degree(part)]
    if 0 < len(names) < len(parts) and all(has_capitals(name) and is_person(name) for name in names):
        return tuple(names)
    return ()


def byline_in(body: str) -> tuple[str, ...]:
    """The persons that the first or the last two lines of a body name as its authors."""
    lines = [line for line in body.split("\n") if line]
    for line in (*lines[:2], *lines[-2:]):
        if names := byline_without_spaces(line):
            return names
        if PREFIX.match(line) and (names := _stated(line)):
            return names
    return (signed_in_brackets(lines[-1]) or signed_with_agency(lines[-1])) if lines else ()


def signed_with_agency(line: str) -> tuple[str, ...]:
    """The person whom a line names with the agency behind: `Lê Mai Anh (theo Reuters)`."""
    match = _FROM_AGENCY.fullmatch(line) if line.endswith(")") and len(line) <= LONG_LINE else None
    names = persons_alone(match[1]) if match else ()
    return names if all(" " in name for name in names) else ()


def byline_among(lines: Sequence[str], language: str = "") -> tuple[str, ...]:
    """The persons that lines name as the authors with a label and a colon (`Author: Jane Doe`), or with a label on a
    line of its own and the names on the next ones; empty where different lines name different ones."""
    found: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines):
        if len(line) > LONG_LINE or not (match := _LABELLED.match(line.replace("*", ":"))):
            continue
        if names_another(line, language):
            continue
        if rest := line[match.end() :].strip():
            names = persons_alone(rest)
        else:
            following = itertools.takewhile(
                lambda each: bool(persons_alone(each)), lines[number + 1 : number + 1 + MOST]
            )
            names = tuple(name for each in following for name in persons_alone(each))
            names = names or _spaceless_below(line, *lines[number + 1 : number + 2])
        if names:
            found.add(names)
    return found.pop() if len(found) == 1 else ()


def handle_at_headline(near: HeadlineContext) -> tuple[str, ...]:
    """The account that a line right below the headline names behind `By`, beside a date: `by barge_bill`."""
    for number, line in enumerate(near.after[:DESK_LINES]):
        if len(line) > LONG_LINE or is_prose(line):
            break
        rest, dated = strip_dates(line, near.language or None)
        match = PREFIX.match(rest)
        if not match or not (dated or any(map(is_bare_date, near.after[number + 1 : number + 2]))):
            continue
        said = _HANDLE.fullmatch(rest[match.end() :].strip(" |»·•,"))
        if said and is_name(said["name"]) and not (said["beside"] and said["name"].istitle()):
            return (said["name"],)
    return ()


def organisation_at_headline(near: HeadlineContext) -> tuple[str, ...]:
    """Whom the line closest to the headline names behind `By` that is no person: a team, the site itself."""
    for line in (*near.after, *reversed(near.before)):
        for part in _PARTS.split(strip_dates(line)[0]) if len(line) <= LONG_LINE else ():
            if match := PREFIX.match(part):
                name = tidy_name(part[match.end() :])
                # a word of desks, teams or sites is in it: what could be a person may be the start of a sentence
                if len(name) <= LOOSE and is_name(name) and not is_person(name):
                    return (name,)
    for line in near.after[:DESK_LINES]:
        if (
            len(line) <= LONG_LINE
            and fold(desk := _WITH_OTHERS.sub("", strip_dates(line)[0]).strip(" ,.|–—-")) in DESKS
        ):
            return (desk,)
    return ()


def person_of_site(sites: Sequence[str], address: str) -> tuple[str, ...]:
    """The person whose own site this is, by its name, `Dr. Jane Doe` or `Jane Doe's blog`, and its address, which has
    the last name in it. A bare name is no sign: many a paper's looks like a person's."""
    letters = fold(address.replace(".", " ").replace("-", " ")).replace(" ", "")
    for site in sites:
        name = _OF_BLOG.sub("", _TITLES.sub("", site))
        if name == site:
            continue
        last = fold(name).split()[-1:] or [""]
        if len(last[0]) > 2 and last[0] in letters and has_capitals(name) and is_person(name):
            return (name,)
    return ()


def persons_alone(line: str) -> tuple[str, ...]:
    """The names of a line that is nothing but names of persons with first and last names; `(Photo)` is a role."""
    names = split_names(line)
    whole = names and sum(map(len, names)) + LOOSE // 2 >= len(line)
    names = tuple(name for name in names if not is_agency(name)) or names  # for whom a person works: ČTK, Ada Holm
    return names if whole and all(has_capitals(name) and is_person(name) for name in names) else ()


def is_byline_of(line: str, authors: Collection[str]) -> bool:
    """Whether a line says nothing but who of `authors` wrote the text, and when."""
    if not authors or len(line) > LONG_LINE:
        return False
    known = {fold(author) for author in authors}
    if not is_prose(line) and (stated := byline_without_spaces(line) or _stated(line)):
        return {fold(name) for name in stated if not is_credit(name)} <= known
    rest, _ = strip_dates(line)
    match = PREFIX.match(rest)
    names = split_names(rest[match.end() :] if match else behind_kind(rest) or rest, signed=bool(match))
    if not names or len(rest) > sum(len(name) for name in names) + LOOSE:
        return False
    names = in_nominative(names, match[0]) if match else names
    persons = {fold(name) for name in names if not is_credit(name)} or {fold(name) for name in names}
    return persons <= known


def is_label_of_author(line: str) -> bool:
    """Whether a line is a word before the name of an author and nothing else, but for a day: `5 May 2025, by`."""
    rest, _ = strip_dates(line)
    return len(line) <= LONG_LINE and bool(_LABEL_ALONE.match(rest.strip(" ,|–—-")))


def _stated(line: str, language: str = "") -> tuple[str, ...]:
    """The persons in a line that is a byline: `By Jane Doe, 3 May 2025`, `03.05.2025 | Jane Doe`."""
    if len(line) > LONG_LINE:
        return ()
    line = without_others_before(line)
    if "(@" in line or CHECKED_BY.match(line) or CHANGED_BY.match(line):  # a network's message, embedded; who edited
        return ()
    prefix = PREFIX.match(line)
    # `Publicat de Ada Holm pe 24 martie 2026`: the word for `by` is one beside a day too
    rest, dated = strip_dates(without_others(line[prefix.end() :]) if prefix else line, language or None)
    if dated:
        rest, _ = strip_dates(rest, language or None)  # that of a change stands beside it
        rest = _without_weekday(rest, language)
        if is_lone_name(rest) or (language == "zh" and is_chinese_name(rest) and not is_label(rest, language)):
            return (rest,)
    if any(map(str.isdigit, rest[-5:])):
        rest = _AT_CLOCK.sub("", rest)
    if dated and not prefix:
        parts = _PARTS.split(line)
        of_others = [part for part in parts if names_another(part, language)]
        signed = next((part for part in parts if PREFIX.match(part) and part not in of_others), "")
        if signed or of_others:  # 12 March 2026 | Published by Ada Holm
            return _stated(signed, language)
        rest = _IN_SECTION.sub("", rest)
    match, after = prefix or PREFIX.match(rest), _AFTER.search(rest)
    if dated and not match:
        if HANGUL.search(rest):
            return ()
        if (said := behind_kind(rest)) and not can_be_title(said):  # 12 March 2026 | Crónica de Ada Holm
            rest = said
    if not match and (reports := _REPORTS.search(rest)):
        named = persons_alone(rest[: reports.start()])
        return () if any(_ARTICLE.match(name) for name in named) else named
    if match:
        rest = _first_part(rest if prefix else rest[match.end() :])
    elif after:
        rest = rest[: after.start()]
    elif not dated:
        return ()
    names = split_names(rest, signed=bool(match))
    whole = tuple(
        name for name in names if " " in name or not name.isupper() or is_agency(name)
    )  # CNN behind a name is no person
    names = in_nominative(whole or names, match[0]) if match else whole or names
    if dated and not match and not all(_can_sign(name, signed=False) for name in names):  # Ada Holm | Transport
        names = tuple(name for name in names if " " in name)
    return names if all(_can_sign(name, signed=bool(match)) for name in names) else ()


def _without_weekday(line: str, language: str) -> str:
    """A line without the day of the week at its end, as the page's language names it."""
    if line.strip(" .,|").lower() in weekdays(language or "en"):  # Thứ Ba
        return ""
    before, _, last = line.rpartition(" ")
    return before.rstrip(" ,|") if before and weekday_of(last.strip(".,|"), language) is not None else line


def _first_part(line: str) -> str:
    """What stands before the first bar or line break behind `By`, and behind it where the names go on: `and Bo Lind`.
    Other parts say what the author is and for which paper."""
    parts = [part for part in _BARS.split(line) if part.strip(" ,;:")]
    kept = parts[:1]
    for part in parts[1:]:
        if not (_GOES_ON.match(part) or _UNENDED.search(kept[-1])):
            break
        kept.append(part)
    return "|".join(kept)


def _can_sign(name: str, *, signed: bool) -> bool:
    return is_agency(name) or (has_capitals(name, signed=signed) and is_person(name))
