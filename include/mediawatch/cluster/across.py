"""Stories of one event in different languages: joined by a link, not merged, with what they share.

An account of a story is a vector of its marks (`marks`), weighted as terms are within a language: the root of the count
times the idf (Salton and Buckley 1988). Two stories in two languages are linked that share SHARED marks at least, and
whose cosine reaches SIMILAR. Where a sentence encoder knows both languages (`meaning`), what their articles begin with
has to say the same instead: the cosine of that, and MARKS of that of the marks, reach MEANT. The days between two
stories take off of either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import chain
from math import exp, log, sqrt
from typing import NamedTuple

from mediawatch.cluster.meaning import LANGUAGES, likeness
from mediawatch.cluster.records import Account, Frequencies, Mark, Marks, StoryLink
from mediawatch.cluster.similarity.compared import DAYS
from mediawatch.cluster.similarity.space import UNSEEN_DOCUMENTS

SIMILAR = 0.24
"""Cosine from which two stories tell of one event: fitted on pairs of single articles in two languages."""

NUMBERS = 0.6
"""What a number weighs beside a name that is as rare: numbers meet by chance more often."""

SHARED = 3
"""Marks that two stories share at least: a name, a place and a number, say."""

MANY_SHARED = 10
"""Where two stories share so many marks, ..."""

SIMILAR_MANY = 0.14
"""... this cosine is enough: long accounts have many marks besides."""

SIMILAR_WORDS, SIMILAR_WORDS_MANY = 0.15, 0.08
"""The same where one account's script has no capitals. All its words are marks then, most of them no names, and they
lengthen its vector; measured on the same pairs with one of the two read as if it had no capitals."""

MEANT = 0.5
"""What two stories reach together whose articles' beginnings were encoded: by their likeness, and by ..."""

MARKS, MARKS_AT_MOST = 0.5, 0.2
"""... this much of the cosine of their marks, so much at most: briefs have few marks, and two on what happened in one
town may share them all. Fitted on stories of articles in two languages."""

TOLD = 8
"""Shared marks that a link shows, the most telling ones."""

KEYS = 32
"""Marks by which the index finds a story, the most telling ones."""


def told_by(articles: Iterable[Marks]) -> Marks:
    """The marks of a story: those of its articles added up, as the first one writes them."""
    found: dict[str, Mark] = {}
    for marks in articles:
        for name, mark in marks.items():
            before = found.get(name)
            found[name] = mark if before is None else Mark(before.times + mark.times, before.written)
    return found


def keys(account: Account, window: Frequencies) -> list[str]:
    """The marks by which others find the story, heaviest first; those that no other article has come last, since they
    find nothing yet."""
    weights = _weights(account.marks, window)

    def telling(item: tuple[str, float]) -> tuple[bool, float]:
        return window.counts.get(item[0], 0) > 1, item[1]

    return [name for name, _ in nlargest(KEYS, sorted(weights.items()), key=telling)]


def links(
    pairs: Iterable[tuple[Account, Account]],
    window: Frequencies,
    meant: Callable[[set[int]], Mapping[int, bytes]],
) -> list[StoryLink]:
    """Those of the pairs that tell of one event, in the order of their numbers; a pair may come twice. `meant` is asked
    once what stories say, by their numbers: those that may be of one event and whose languages the encoder knows."""
    ordered = (sorted(pair, key=lambda account: account.story_id) for pair in pairs)
    candidates = {
        (one.story_id, other.story_id): _Candidate(one, other, common, cosine)
        for one, other in ordered
        if one.language != other.language
        for common, cosine in [_in_common(one, other, window)]
        if len(common) >= SHARED
    }
    encoded = meant({end for ends, each in candidates.items() if each.may_be_encoded for end in ends})
    found = (_link(candidates[ends], encoded) for ends in sorted(candidates))
    return [link for link in found if link is not None]


class _Candidate(NamedTuple):
    """Two stories in two languages, the marks that they share and the cosine of all of them."""

    one: Account
    other: Account
    common: list[str]
    cosine: float

    @property
    def may_be_encoded(self) -> bool:
        """Whether the encoder knows both languages."""
        return {self.one.language, self.other.language} <= LANGUAGES


def _link(candidate: _Candidate, encoded: Mapping[int, bytes]) -> StoryLink | None:
    one, other, common, cosine = candidate
    near = _near(one, other)
    if one.story_id in encoded and other.story_id in encoded:
        alike = likeness(encoded[one.story_id], encoded[other.story_id])
        similar, least = (alike + min(MARKS * cosine, MARKS_AT_MOST)) * near, MEANT
    else:
        similar = cosine * near
        told = _tells_names(one) and _tells_names(other)
        few, many = (SIMILAR, SIMILAR_MANY) if told else (SIMILAR_WORDS, SIMILAR_WORDS_MANY)
        least = many if len(common) >= MANY_SHARED else few
    if similar < least:
        return None
    shared = tuple(_both(one.marks[name].written, other.marks[name].written) for name in common[:TOLD])
    return StoryLink(one.story_id, other.story_id, round(min(1.0, similar), 4), shared)


def _in_common(one: Account, other: Account, window: Frequencies) -> tuple[list[str], float]:
    """The marks that two stories share, those first that tell most, and the cosine of all of them."""
    names = "n:" if _tells_names(one) and _tells_names(other) else "k:"
    a, b = _weights(_compared(one, names), window), _weights(_compared(other, names), window)
    common = sorted(a.keys() & b.keys(), key=lambda name: (-a[name] * b[name], name))
    return common, sum(a[name] * b[name] for name in common)


def _tells_names(account: Account) -> bool:
    """Whether its script tells names by capitals."""
    return any(name.startswith("n:") for name in account.marks)


def _compared(account: Account, names: str) -> Marks:
    """Its marks, with names as they sound (`n:`) or by their consonants (`k:`)."""
    left_out = {"n:": "k:", "k:": "n:"}[names]
    return {name: mark for name, mark in account.marks.items() if not name.startswith(left_out)}


def _weights(marks: Marks, window: Frequencies) -> dict[str, float]:
    """Weights of length 1."""
    documents = window.documents + UNSEEN_DOCUMENTS
    weights = {
        name: sqrt(mark.times)
        * max(0.0, log((documents + 1) / (window.counts.get(name, 0) + 0.5)))
        * (NUMBERS if name.startswith("#") else 1.0)
        for name, mark in marks.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {name: weight / length for name, weight in weights.items() if weight > 0}


def _near(one: Account, other: Account) -> float:
    """What the days between two stories leave of their similarity: 1 where they overlap or one has no dates."""
    if not (one.dated and other.dated):
        return 1.0
    apart = max((one.first - other.last).total_seconds(), (other.first - one.last).total_seconds(), 0.0) / 86400
    return exp(-0.5 * (apart / DAYS) ** 2)


def _both(here: str, there: str) -> str:
    return here if here.casefold() == there.casefold() else f"{here} = {there}"


def counted(articles: Sequence[Marks]) -> Mapping[str, int]:
    """How many of the articles have each mark."""
    return Counter(chain.from_iterable(articles))
