"""Passages of a text that tell of another time: `In 1983 a jet shot down an airliner. All 269 on board were killed.`

A sentence that says no time of its own is of that of the sentence before it, up to the end of its paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from mediawatch.facts.comparison.parted import EVENT_CLASSES
from mediawatch.facts.fact_records import StatedDay, Statement
from mediawatch.facts.word_tokens import Token

OPENING = 4
"""Tokens of a sentence, the first ones, in which a year is the time of all that follows."""

ASIDE_REACH = 6
"""Tokens beside a year in which the commas of an aside stand: `the ferry, built in 1998, sank`."""

COMMAS = frozenset(",،、，(;（")

ENDS = frozenset(",،、，)）")

NONE: frozenset[int] = frozenset()


class Passages:
    """The years of the passage that a text is in."""

    def __init__(self) -> None:
        self._years = NONE

    def end(self) -> None:
        """A paragraph ends."""
        self._years = NONE

    def told(
        self, found: Sequence[Statement], days: Iterable[StatedDay], years: frozenset[int], *, opens: bool
    ) -> Iterator[Statement]:
        """The statements of the next sentence, those without a time of their own with that of the passage. `days`,
        `years`: that it names; `opens`: what follows is of its years too."""
        if years or any(map(_is_time, days)):
            self._years = years if opens and not any(map(_is_now, days)) else NONE
            yield from found
        elif self._years:
            yield from (replace(one, setting=self._years) for one in found)
        else:
            yield from found


_NO_DAY = StatedDay()


def _is_time(day: StatedDay) -> bool:
    return day != _NO_DAY


def _is_now(day: StatedDay) -> bool:
    """Whether a day is counted from the text's own: Monday, 5 May, this year."""
    return day.year is None and _is_time(day) and (day.years_on is None or day.years_on >= 0)


def opens_passage(tokens: Sequence[Token], places: Iterable[int], found: Iterable[Statement]) -> bool:
    """Whether what follows a sentence is of the years that it names at `places`: they stand at its beginning, or it
    says what became of people then. A year in an aside is of something else."""
    places = list(places)
    if any(place < OPENING for place in places):
        return True
    tells = any(one.kind == "count" and one.unit[0] in EVENT_CLASSES for one in found)
    return tells and not all(aside(tokens, place) for place in places)


def aside(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The tokens of the aside that a year stands in, (first, behind): `, built in 1998,`."""
    begins = next((at for at in (place - 1, place - 2) if at >= 0 and "founded" in tokens[at].role.begins), None)
    if begins is not None:
        return begins, place + 1  # the bridge built in 1962
    first = next(
        (at for at in range(place - 1, max(-1, place - 1 - ASIDE_REACH), -1) if tokens[at].text in COMMAS), None
    )
    if first is None:
        return None
    behind = range(place + 1, min(place + 1 + ASIDE_REACH, len(tokens)))
    last = next((at for at in behind if tokens[at].text in ENDS), None)
    if last is None or not any("founded" in token.role.begins for token in tokens[first:last]):
        return None
    return first, last
