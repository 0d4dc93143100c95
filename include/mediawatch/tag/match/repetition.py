"""At least so many times: one of a group of alternatives, counted over headline and text."""

from __future__ import annotations

from collections.abc import Iterable

from mediawatch.tag.match.nearness import PartPlan, compile_part, places_of
from mediawatch.tag.match.positioned import Document, Section
from mediawatch.tag.match.positions import NOT_FOUND, Counts, Found, Place, Span
from mediawatch.tag.match.words_in_a_row import AtomTable, alternatives
from mediawatch.tag.query.tree import AtLeast


class AtLeastPlan:
    """One of `parts`, so many times in all. What it finds fewer times in a window it does not find there."""

    __slots__ = ("clause", "field", "number", "parts", "times")

    def __init__(self, node: AtLeast, table: AtomTable) -> None:
        self.parts: tuple[PartPlan, ...] = tuple(compile_part(part, table) for part in node.parts)
        self.times = node.times
        self.field = node.field
        self.clause = node.clause
        self.number = table.clause(node.parts, self.times, self.field)

    def counts(self, document: Document) -> Counts:
        return self.find(document).counts

    def find(self, document: Document) -> Found:
        known = document.found.get(self.number)
        if known is None:
            document.found[self.number] = known = self._search(document)
        return known

    def _search(self, document: Document) -> Found:
        headline: list[Place] = []
        body: list[Place] = []
        in_lead = 0
        if self.field is None:
            headline = self._places(document.counted_headline)
        elif self.field == "headline":
            headline = self._places(document.headline)
        if self.field != "headline":
            opening = self._places(document.body, document.lead_end)
            body = opening if self.field == "lead" else self._places(document.body)
            in_lead = _occasions(opening)
        in_headline, in_body = _occasions(headline), _occasions(body)
        if in_headline + in_body < self.times:
            return NOT_FOUND
        counts = (in_headline + in_body, in_headline + in_lead, in_headline)
        at_least = [count if count >= self.times else 0 for count in counts]
        return Found((at_least[0], at_least[1], at_least[2]), _marks(headline), _marks(body))

    def _places(self, section: Section, end: int | None = None) -> list[Place]:
        return places_of(self.parts, section, end)

    def required(self) -> list[frozenset[int]]:
        group = alternatives([part.required() for part in self.parts])
        return [group] if group else []


def _occasions(places: Iterable[Place]) -> int:
    """How many of `places` (sorted) lie side by side: two that overlap are one occasion."""
    number, last = 0, -1
    for start, end, _ in places:
        if start > last:
            number += 1
            last = end
        else:
            last = min(last, end)
    return number


def _marks(places: Iterable[Place]) -> list[Span]:
    return sorted({mark for _, _, marks in places for mark in marks})
