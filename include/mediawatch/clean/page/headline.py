"""Headlines: the one that a page's own statements agree on, and the one made from a first sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.page.titles.shown_sides import is_long, shown_side
from mediawatch.clean.page.titles.title_parts import SEPARATOR as _SEPARATOR
from mediawatch.clean.page.titles.title_parts import fold, likeness, sides_of
from mediawatch.clean.text import one_line
from mediawatch.words import pattern, phrases

_SENTENCE = re.compile(r"(?:[.!?…][\"”’»)\]]*(?=\s+[\"“‘'«„(\[¿¡]?[^\W_a-zа-яё]|\s*$))|[।。！？]|\n")
_INITIAL = re.compile(  # J. or Mr.
    rf"(?:(?:^|\W)[^\W\d_]|\b{pattern('abbreviations_before_names')})\.$"
)
_KICKER = re.compile(r"\s+[-|–—·•»«›‹/]+\s+|\s*[|｜»:：]\s+")
_BAR = re.compile(r"\s+[|｜»]\s+")
_FIRM = re.compile(rf"{_BAR.pattern}|\s::\s")
_ELLIPSES = ("...", "…")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,12}")

KINDS = frozenset(map(fold, phrases("headings_of_kind")))
"""Headings that say what a text is, folded."""

CONFIRMED = 0.5
"""Share of words (likeness) that an h1 and another statement must have in common."""

SITE_WORDS = 4
"""Words of the longest h1 that is taken for a site's name where a subheading says the rest of the title."""

RELATED = 0.3
"""Likeness below which two statements speak of different things (tried were .2, .3, .34 and .4)."""

LONE_WORDS = 4
"""Words of the shortest h1 that is told from others by its likeness."""

MAX_FIRST_SENTENCE = 160
"""Characters of a headline made from a first sentence; a longer one is cut at a word and gets an ellipsis."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says its headline is: texts in page order, each on one line, empty where it says nothing."""

    h1: Sequence[str] = ()
    og_title: str = ""
    twitter_title: str = ""
    json_ld: str = ""
    title: str = ""
    subheadings: Sequence[str] = ()  # h2 and h3
    pieces: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of each h1 its texts, by element
    bare: Mapping[str, str] = field(default_factory=dict)  # of an h1 its text without what is marked as a kicker
    marked: Sequence[str] = ()  # what is marked as the headline: itemprop=headline, class="entry-title"
    sites: Sequence[str] = ()  # names of the site: og:site_name, the publisher, the host
    lines: Callable[[], Sequence[str]] = tuple  # gives the lines of the page


def choose(stated: Stated) -> tuple[str, str]:
    """(headline, source) of a page; ('', '') where nothing is stated. What the h1 marks as its kicker is no part of it,
    unless JSON-LD or og:title say it too."""
    text, source = _choose(stated)
    if fold(text) in KINDS and (below := _below_kind(stated)):
        return below, "h2"
    bare = stated.bare.get(text, "")
    if bare and fold(text) not in (fold(stated.json_ld), fold(stated.og_title)):
        return cut_site(bare, stated.sites), source
    return text, source


def _below_kind(stated: Stated) -> str:
    """The first subheading of a page whose h1 says only what its text is; empty where there is none."""
    lines = (cut_site(line, stated.sites) for line in stated.subheadings)
    return next((line for line in lines if is_long(fold(line)) and fold(line) not in KINDS), "")


def _choose(stated: Stated) -> tuple[str, str]:
    """The choice among what a page states, kickers and all.

    The h1 is what readers saw, but a page may have several, or none but its logo: it counts when another statement
    confirms it. Where the two differ, see `_reconcile`. What is marked as the headline comes next.
    """
    beside = _site_beside_subheading(stated)
    sites = [*stated.sites, beside] if beside else stated.sites
    others = {
        source: cut_site(text, sites)
        for source, text in (
            ("json-ld", stated.json_ld),
            ("og:title", stated.og_title),
            ("twitter:title", stated.twitter_title),
            ("title", stated.title),
        )
        if text and not is_bare_date(text)
    }
    of_sites = {fold(site) for site in sites}  # og:title of a page that its system did not fill in
    others = {source: text for source, text in others.items() if fold(text) not in of_sites} or others
    names = of_sites | {fold(_site_in_title(stated))}
    headings = [
        text
        # a heading that is the whole title carries what the title carries behind its bars
        for text in (cut_site(_BAR.split(line)[0] if line == stated.title else line, sites) for line in stated.h1)
        if fold(text) and fold(text) not in names and not is_bare_date(text)
    ]
    said = {*others.values(), *(_BAR.split(text)[0] for text in others.values())}
    rated = [(max((likeness(line, text) for text in said), default=0.0), len(line), line) for line in headings]
    score, _, heading = max(rated, default=(0.0, 0, ""))
    if score >= CONFIRMED:
        return _reconcile(heading, others, stated.pieces.get(heading, ()))
    own = [line for line in stated.marked if fold(line) and fold(line) not in names and not is_bare_date(line)]
    agreed = _agreed(others)
    # who comments and what to read next is marked so too: it shares no word with what the page says of itself
    if len(own) == 1 and not (agreed and likeness(own[0], agreed[0]) == 0):
        return cut_site(own[0], sites), "marked"
    if line := shown_side([*others.values()], stated.h1, names, stated.lines):
        return line, "shown"
    # a logo, a section, a call to sign up: what several statements agree on is the page's word
    if agreed and not _names_site(agreed[0], sites) and likeness(heading, agreed[0]) < RELATED:
        return agreed
    # calls to read something else, set as h1 too, share no word with the page's own statements
    alone = len(headings) == 1 or (
        [line for score, _, line in rated if score >= RELATED] == headings[:1] != []
        and len(fold(heading).split()) >= LONE_WORDS
        and {*map(fold, others.values())}.isdisjoint(map(fold, stated.subheadings))
    )
    if alone and (is_long(fold(heading)) or not others or _is_headword(heading, others)):
        return heading, "h1"
    if [*others] == ["title"]:  # which may carry the site's name in any form: a heading shows where it begins
        # and where it ends, at a separator: `The river` is not the headline of `The river rises - A Paper`
        parts = _SEPARATOR.split(others["title"])
        beginnings = {fold(" ".join(parts[:count])) for count in range(1, min(len(parts), 5) + 1)}
        ends = {fold(" ".join(parts[count:])) for count in range(1, min(len(parts), 5))}
        for sides in (beginnings, {side for side in ends if 2 * len(side) > len(fold(others["title"]))}):
            for line in stated.subheadings:
                words = fold(line)
                if len(words.split()) > 1 and words not in names and words in sides:
                    return line, "h2"
    for source, text in others.items():
        # a title alone carries the site's name and its sections behind bars, also where that name is not known
        return (_FIRM.split(text)[0] if source == "title" else text), source
    return (headings[0], "h1") if headings else ("", "")


def _is_headword(heading: str, others: Mapping[str, str]) -> bool:
    """Whether a word begins the page's title and stands in all else that it states: the entry of a dictionary."""
    word = f" {fold(heading)} "
    said = [f" {fold(text)} " for text in others.values()]
    return (
        f" {fold(others.get('title', ''))} ".startswith(word) and len(said) > 1 and all(word in text for text in said)
    )


def _agreed(others: dict[str, str]) -> tuple[str, str] | None:
    """(text, source) of the first statement of more than one word that another one repeats, or says beside less than
    that, as a site's name; None where none does."""
    for source, text in others.items():
        words = fold(text)
        told = (other for name, other in others.items() if name != source)
        if is_long(words) and any(words == fold(other) or _is_most_of(words, other) for other in told):
            return text, source
    return None


def _is_most_of(words: str, other: str) -> bool:
    """Whether folded words begin or end a text at one of its separators, and are most of it."""
    parts = _SEPARATOR.split(other)
    cuts = range(1, len(parts))
    sides = {fold(" ".join(side)) for cut in cuts for side in (parts[:cut], parts[cut:])}
    return words in sides and 2 * len(words) > len(fold(other)) and len(words.split()) > 2


def _names_site(text: str, sites: Sequence[str]) -> bool:
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in map(fold, sites) if name)


def _site_in_title(stated: Stated) -> str:
    """The last part of a title with bars, which is the site's name; empty where the headline seems to stand there and
    the site's name first: another statement repeats it, or it is longer than the first part, which no h1 says."""
    parts = [fold(part) for part in _BAR.split(stated.title)]
    first, last = parts[0], parts[-1]
    if len(parts) < 2 or last in {fold(text) for text in (stated.og_title, stated.twitter_title, stated.json_ld)}:
        return ""
    longer = len(last.split()) > len(first.split())
    return "" if longer and first not in map(fold, stated.h1) else last


def _site_beside_subheading(stated: Stated) -> str:
    """The part of a title that an h1 says, folded, where a subheading says the rest, which stands before it or is much
    longer: the h1 is the site's name. Empty where it is none."""
    subheadings = {fold(line) for line in stated.subheadings}
    headings = {fold(line) for line in stated.h1}
    parts = _SEPARATOR.split(stated.title.replace(": ", " - ", 1))
    for cut in range(1, min(len(parts), 5)):
        first, last = (fold(" ".join(side)) for side in (parts[:cut], parts[cut:]))
        if first in subheadings and last in headings and SITE_WORDS >= len(last.split()) < len(first.split()):
            return last
        if first in headings and last in subheadings and len(last.split()) >= 2 * len(first.split()):
            return first
    return ""


def _reconcile(heading: str, others: dict[str, str], pieces: Sequence[str]) -> tuple[str, str]:
    """The choice between an h1 and the statement that should confirm it, JSON-LD or else og:title.

    An h1 that holds the statement and more, at the border of an element or at a separator, has a kicker or a subtitle
    in it, unless og:title says all of that too; where JSON-LD and og:title agree on the headline with a kicker, so it
    is. A headline of its own in JSON-LD, which <title> does not repeat, is the publisher's word for machines and stays
    when the live headline is exchanged; one that shares no word with the h1 names a section.
    """
    source = next((name for name in ("json-ld", "og:title") if others.get(name)), "title")
    statement, shown, other = others[source], fold(heading), fold(others[source])
    if source == "title" and not (shown.startswith(other) or other.startswith(shown)):
        # what the title says before the site's name is the headline, what else the h1 holds a byline or a subtitle
        for words, side in sorted(sides_of(statement).items(), key=lambda each: len(each[0]), reverse=True):
            around = shown.startswith(f"{words} ") or shown.endswith(f" {words}")
            if words.count(" ") > 1 and around and _is_apart(words, pieces):
                return side.text, source
    if other == shown:  # the same words, but a kicker in an element of its own may have lost its colon in the h1
        more = statement.count(":") - heading.count(":")
        lost = (source == "json-ld" and more >= 0) or (more > 0 and len([*filter(str.strip, pieces)]) > 1)
        cut = statement.endswith(_ELLIPSES) and not heading.endswith(_ELLIPSES)
        return (statement if lost and not cut else heading), "h1"
    if not is_long(other):
        return heading, "h1"
    if shown.startswith(f"{other} ") or shown.endswith(f" {other}"):
        if fold(others.get("og:title", "")) == shown:
            return heading, "h1"
        if _is_apart(other, pieces):
            return statement, source
    if source != "json-ld":
        return heading, "h1"
    second, title = fold(others.get("og:title", "")), fold(others.get("title", ""))
    if second == other and (other.endswith(f" {shown}") or title == shown):
        return statement, source
    if second == shown and title != other and likeness(statement, heading) > 0:
        return statement, source
    return heading, "h1"


def _is_apart(part: str, pieces: Sequence[str]) -> bool:
    """Whether a folded text begins or ends an h1 at the border of an element or at a separator, as a headline beside a
    kicker does."""
    pieces = [part for piece in pieces for part in _KICKER.split(piece)]
    cuts = range(1, len(pieces))
    return any(part in (fold(" ".join(pieces[:cut])), fold(" ".join(pieces[cut:]))) for cut in cuts)


def cut_site(title: str, sites: Sequence[str]) -> str:
    """`title` without the site's name at its end or start."""
    names = {fold(site).replace(" ", "") for site in sites if site}
    parts = _SEPARATOR.split(title)
    marks = _SEPARATOR.findall(title)
    while len(parts) > 1 and (fold(parts[-1]).replace(" ", "") in names or _HOST.fullmatch(parts[-1])):
        parts.pop()
        marks.pop()
    while len(parts) > 1 and fold(parts[0]).replace(" ", "") in names:
        parts.pop(0)
        marks.pop(0)
    rest = one_line("".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=False)))
    first, colon, behind = rest.partition(": ")
    return behind.strip() if colon and behind.strip() and fold(first).replace(" ", "") in names else rest


def from_first_sentence(body: str) -> str:
    """The first sentence of `body` that is more than a date, one line, at most MAX_FIRST_SENTENCE characters."""
    body = _after_dates(body)
    end = len(body)
    for match in _SENTENCE.finditer(body):
        if match[0] == "\n" or not _INITIAL.search(body[max(0, match.start() - 7) : match.start() + 1]):
            end = match.end()
            break
    sentence = " ".join(body[:end].split())
    if len(sentence) <= MAX_FIRST_SENTENCE:
        return sentence
    cut = sentence.rfind(" ", MAX_FIRST_SENTENCE // 2, MAX_FIRST_SENTENCE)
    return sentence[: cut if cut > 0 else MAX_FIRST_SENTENCE - 1].rstrip(" ,;:–—-") + "…"


def _after_dates(body: str) -> str:
    """`body` from its first line on that is more than a date; all of it where there is none."""
    at = 0
    while 0 <= at < len(body):
        end = body.find("\n", at)
        line = body[at : end if end >= 0 else None].strip()
        if line and not is_bare_date(line):
            return body[at:]
        at = end + 1 if end >= 0 else -1
    return body
