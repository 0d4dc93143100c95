"""Tells articles of several events: round-ups, newsletters, live pages, digests.

An account of one event comes back to its names and matters in every paragraph, and to the words of its headline. A
round-up goes on to another matter, and what it said of the one before does not come again. Where such an article stood
in a story it would draw the stories of all its parts together. So it stands in none, and is related to each instead
(`related`).

The judgement is a function of the article alone, so that no article that comes later changes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import combinations
from math import log
from typing import NamedTuple

from mediawatch.cluster.records import Profile
from mediawatch.cluster.terms import forms, stems, weighted, words
from mediawatch.words import day_names

PART_WORDS = 15
"""A part has so many words at least: what is shorter, such as the heading of an item, goes with what follows it."""

PARAGRAPH_WORDS = 8
"""A line of fewer words closes no part: it is a heading, a byline, a caption."""

LEAST_PARTS = 3
MOST_PARTS = 24
"""Parts that are looked at, the first of them."""

SEVERAL = 2.5
"""Log odds from which an article tells of several events, and ..."""

SEVERAL_OF_THREE = 3.5
"""... those of an article of LEAST_PARTS: of three paragraphs of one brief no two may share a name."""

APART = 0.83
"""Share of pairs of parts that are not tied, which is enough where no word of the headline comes again, and ..."""

ALL_APART = 0.95
MANY_PARTS = 5
"""... the share that is enough where one does: a headline may name several items. Of 890 articles of the development
data with three parts or more one reaches the first, of 539 with five or more none the second."""

_BASE = -22.6
_WEIGHTS = (-3.3, 1.2, -3.3, 5.0, -2.5, 15.1, -6.6)
"""A logistic regression of `Measures` on articles against round-ups made of the openings of three to eight of them, in
docs/decisions."""

_TIE = 2  # words that two parts share, a name counts twice
_FLOOR = 0.01  # of a cosine, before its logarithm is taken
_NAME = 2.0  # what a name weighs beside another word
_STEM = 5  # letters by which forms of a word are one
_LEAST_LETTERS = 4
_OF_CHARACTERS = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]{2,}")
"""What is telling though it is short: in Chinese, Japanese and Korean two characters are a word."""

_NAME_INSIDE = re.compile(r" (?![a-z\d])(?<=[^\W\d_A-Z] |[,’'] )([^\W\d_]\w+)")
"""A name that no sentence begins with. The blank first: it is found fast, and most words behind one are small."""


class Part(NamedTuple):
    """A passage of an article: `terms` in order, and the words that they are the stems of."""

    text: str
    terms: list[str]
    words: list[str]


class Reading(NamedTuple):
    """What clustering takes from an article. `forms`: how it writes a term first; `is_round_up`: whether it tells of
    several events."""

    profile: Profile
    forms: Mapping[str, str]
    is_round_up: bool


def read(headline: str, article_body: str, language: str) -> Reading:
    """Read an article; `language` is a base subtag."""
    texts, rest = _split(article_body)
    cut = [_part(text, language) for text in texts]
    title, more = words(headline, language), words(rest, language)
    told = [*(word for part in cut for word in part.words), *more]
    named = stems(title, language)
    return Reading(
        weighted(named, [*(term for part in cut for term in part.terms), *stems(more, language)], language),
        forms([*title, *told], language),
        tells_of_several(named, cut),
    )


def parts_of(article_body: str, language: str) -> list[Part]:
    """The parts of an article that are looked at."""
    return [_part(text, language) for text in _split(article_body)[0]]


def _part(text: str, language: str) -> Part:
    found = words(text, language)
    return Part(text, stems(found, language), found)


def _split(article_body: str) -> tuple[list[str], str]:
    """The paragraphs of a body, short lines with what follows them, and what is left after MOST_PARTS."""
    found: list[str] = []
    open_lines: list[str] = []
    length = 0
    lines = article_body.split("\n")
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        words = _length(line)
        open_lines.append(line)
        length += words
        if length >= PART_WORDS and words >= PARAGRAPH_WORDS:
            found.append("\n".join(open_lines))
            open_lines, length = [], 0
            if len(found) == MOST_PARTS:
                return found, "\n".join(lines[place + 1 :])
    if open_lines and found and length < PART_WORDS:
        found[-1] = "\n".join((found[-1], *open_lines))
    elif open_lines:
        found.append("\n".join(open_lines))
    return found, ""


def tells_of_several(headline: Sequence[str], parts: Sequence[Part]) -> bool:
    """Whether an article with these parts, and these terms in its headline, tells of several events."""
    if len(parts) < LEAST_PARTS:
        return False
    found = measures(headline, parts)
    if len(parts) == LEAST_PARTS:
        return log_odds(found) >= SEVERAL_OF_THREE
    return (
        (found.apart >= APART and not found.headline)
        or (found.apart >= ALL_APART and len(parts) >= MANY_PARTS)
        or log_odds(found) >= SEVERAL
    )


class Measures(NamedTuple):
    """What the judgement goes by. The first five as logarithms, the others as shares."""

    alike: float  # mean cosine of two parts
    flow: float  # mean cosine of two neighbours: an item of a round-up may have several parts
    number: float  # number of parts
    length: float  # distinct stems of a part
    headline: float  # share of parts, but for one, that say a word of the headline
    apart: float  # share of pairs of parts that are not tied
    alone: float  # share of parts that are tied to none


def log_odds(found: Measures) -> float:
    """How much more likely it is that such measures are those of a round-up."""
    return _BASE + sum(weight * value for weight, value in zip(_WEIGHTS, found, strict=True))


def measures(headline: Sequence[str], parts: Sequence[Part]) -> Measures:
    """Measures of an article with two parts or more; two parts are tied by a name, or by two other words."""
    cut = [_stems(part) for part in parts]
    number = len(cut)
    lengths = [(len(own.stems) + (_NAME**2 - 1) * len(own.names)) ** 0.5 or 1.0 for own in cut]
    said = frozenset(_stem(word) for word in headline if _is_telling(word))
    say = sum(not said.isdisjoint(own.stems) for own in cut)
    ties = [0] * number
    alike = flow = 0.0
    for (i, one), (j, other) in combinations(enumerate(cut), 2):
        shared = one.stems & other.stems
        if not shared:
            continue
        names = len(one.names & other.names) if one.names and other.names else 0
        if len(shared) + names >= _TIE:
            ties[i] += 1
            ties[j] += 1
        once = len(shared & one.names) + len(shared & other.names)  # a name weighs _NAME on either side
        cosine = (len(shared) + (_NAME - 1) * once + (_NAME - 1) ** 2 * names) / (lengths[i] * lengths[j])
        alike += cosine
        if j == i + 1:
            flow += cosine
    alike /= number * (number - 1) / 2
    flow /= number - 1
    return Measures(
        alike=log(alike + _FLOOR),
        flow=log(flow + _FLOOR),
        number=log(number),
        length=log(sum(len(own.stems) for own in cut) / number + 1),
        headline=max(0, say - 1) / (number - 1),  # one part has said what a headline repeats
        apart=1 - sum(ties) / (number * (number - 1)),
        alone=ties.count(0) / number,
    )


class _Stems(NamedTuple):
    """The distinct stems of a part, and those of them that are names."""

    stems: Set[str]
    names: Set[str]


def _stems(part: Part) -> _Stems:
    told = set(part.terms)
    stems = {term[:_STEM] for term in told if len(term) >= _LEAST_LETTERS}
    stems.update([term for term in told if len(term) < _LEAST_LETTERS and _is_telling(term)])
    inside = {name.casefold()[:_STEM] for name in _NAME_INSIDE.findall(part.text) if name[0].isupper()}
    names = {name for name in inside - _days() if name in stems or name in told} if inside else inside
    return _Stems(stems | names, names)


@cache
def _days() -> frozenset[str]:
    return frozenset(map(_stem, day_names()))


def _stem(word: str) -> str:
    return word[:_STEM]


@lru_cache(maxsize=100_000)
def _is_telling(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS or word.isdigit() or _OF_CHARACTERS.fullmatch(word) is not None


def _length(line: str) -> int:
    """Words of a line; two characters of a script that parts no words count as one."""
    words = line.count(" ") + 1
    return words if line.isascii() or len(line) < 12 * words else len(line) // 2
