"""Finding clauses by word positions: phrases, sloppy phrases, nearness. Pure functions over sorted lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
"""Numbers of the first and the last word of a find in its section."""

Place = tuple[int, int, tuple[Span, ...]]
"""Numbers of the first and the last word of a find that may have other words between, and the words of it."""

Counts = tuple[int, int, int]
"""Finds in the whole text, in headline and lead, in the headline. (A plain tuple: one is made for every clause of every
proposed topic.)"""

NOTHING: Counts = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text clause found in one article: how often, and the words to mark in each section."""

    counts: Counts
    headline: list[Span]
    body: list[Span]


NOT_FOUND = Found(NOTHING, [], [])


def phrase(positions: Sequence[Sequence[int]]) -> list[Span]:
    """Spans where the i-th word of a phrase stands at place i of it; `positions` has a sorted list for each word."""
    if len(positions) == 1:
        return [(at, at) for at in positions[0]]
    # Start from the rarest word: the others are only looked up.
    rarest = min(range(len(positions)), key=lambda i: len(positions[i]))
    starts = [at - rarest for at in positions[rarest]]
    for place, have in enumerate(positions):
        if place != rarest and starts:
            known = set(have)
            starts = [start for start in starts if start + place in known]
    return [(start, start + len(positions) - 1) for start in starts]


def sloppy_phrase(positions: Sequence[Sequence[int]], slop: int) -> list[Span]:
    """Words that take part in a loose phrase: one span for each word.

    Lucene's measure: with p_i the position of word i, the largest p_i - i less the smallest is at most `slop` (each
    extra word between costs one, two words that changed places cost two); and no position counts for two words.
    """
    events = sorted((at - place, place, at) for place, have in enumerate(positions) for at in have)
    wanted = len(positions)
    by_place: Counter[int] = Counter()
    by_position: Counter[int] = Counter()
    matched: set[int] = set()
    last = 0  # events before this one have been marked already
    first = 0
    for index, (shifted, place, at) in enumerate(events):
        by_place[place] += 1
        by_position[at] += 1
        while shifted - events[first][0] > slop:
            _, old_place, old_at = events[first]
            by_place[old_place] -= 1
            by_position[old_at] -= 1
            if not by_place[old_place]:
                del by_place[old_place]
            if not by_position[old_at]:
                del by_position[old_at]
            first += 1
        if len(by_place) == wanted and len(by_position) >= wanted:
            matched.update(event[2] for event in events[max(first, last) : index + 1])
            last = index + 1
    return [(at, at) for at in sorted(matched)]


def near(left: Sequence[Span], right: Sequence[Span], distance: int, *, ordered: bool) -> tuple[list[Span], list[Span]]:
    """Those of `left` and of `right` that have one of the other with at most `distance` words between them; with
    `ordered` the left one first. Spans that overlap are not near each other. Both lists sorted by start."""
    starts_right, ends_right = _bounds(right)
    starts_left, ends_left = _bounds(left)
    return (
        [
            span
            for span in left
            if _begins_after(span, starts_right, distance) or (not ordered and _ends_before(span, ends_right, distance))
        ],
        [
            span
            for span in right
            if _ends_before(span, ends_left, distance) or (not ordered and _begins_after(span, starts_left, distance))
        ],
    )


def _bounds(spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """The starts and the ends of `spans`, each sorted."""
    return [start for start, _ in spans], sorted([end for _, end in spans])


def _begins_after(span: Span, starts: Sequence[int], distance: int) -> bool:
    """Whether one of `starts` comes after the end of `span` with at most `distance` words between."""
    after = bisect_right(starts, span[1])
    return after < len(starts) and starts[after] - span[1] - 1 <= distance


def _ends_before(span: Span, ends: Sequence[int], distance: int) -> bool:
    """Whether one of `ends` comes before the start of `span` with at most `distance` words between."""
    before = bisect_left(ends, span[0]) - 1
    return before >= 0 and span[0] - ends[before] - 1 <= distance


INSIDE = 8
"""Finds within one place of the other side that are looked at: one is enough to hold, more are marked."""


def near_places(
    left: Sequence[Place], right: Sequence[Place], distance: int, *, ordered: bool
) -> list[tuple[Place, Place]]:
    """Pairs of a place of `left` and one of `right` with at most `distance` words between them, or one within the other
    without a word in common; with `ordered` the left one first. Of each place the nearest partners on both sides: what
    is near one of a place's partners is near the nearest. Both lists sorted."""
    lefts, rights = _Side(left), _Side(right)
    pairs = [(one, other) for one in left for other in rights.partners(one, distance, before=not ordered, after=True)]
    pairs += [
        (one, other) for other in right for one in lefts.partners(other, distance, before=True, after=not ordered)
    ]
    return list(dict.fromkeys(pairs))


class _Side:
    """The places of one side, by where they begin and by where they end."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = places
        self.starts = [place[0] for place in places]
        self.by_end = sorted(places, key=lambda place: (place[1], place[0]))
        self.ends = [place[1] for place in self.by_end]

    def partners(self, place: Place, distance: int, *, before: bool, after: bool) -> Iterator[Place]:
        start, end, _ = place
        if after:
            next_one = bisect_right(self.starts, end)
            if next_one < len(self.places) and self.starts[next_one] - end - 1 <= distance:
                yield self.places[next_one]
        if before:
            last = bisect_left(self.ends, start) - 1
            if last >= 0 and start - self.ends[last] - 1 <= distance:
                yield self.by_end[last]
        if before and after and start < end:
            first = bisect_left(self.starts, start)
            for other in self.places[first : min(first + INSIDE, bisect_right(self.starts, end))]:
                if not _share_a_word(place, other):
                    yield other


def _share_a_word(one: Place, other: Place) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one[2] for b in other[2])
