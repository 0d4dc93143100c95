"""Two groups of alternatives near each other: within some words, in one sentence, in one paragraph; and in each group
such pairs again."""

from __future__ import annotations

from collections.abc import Sequence

from mediawatch.tag.match.positioned import Document, Section
from mediawatch.tag.match.positions import NOT_FOUND, Counts, Found, Place, Span, near, near_places
from mediawatch.tag.match.words_in_a_row import AtomTable, PhrasePlan, WordPlan, alternatives, compile_phrase
from mediawatch.tag.query.tree import Near, Phrase

ANYWHERE = 1 << 30
"""Words between two finds in one sentence or paragraph."""


class NearPlan:
    """One of a group near one of another."""

    __slots__ = ("_plain", "clause", "distance", "field", "left", "number", "ordered", "right", "unit")

    def __init__(self, node: Near, table: AtomTable) -> None:
        self.left = tuple(compile_part(part, table) for part in node.left)
        self.right = tuple(compile_part(part, table) for part in node.right)
        self.distance = node.distance
        self.unit = node.unit
        self.ordered = node.ordered
        self.field = node.field
        self.clause = node.clause
        self.number = table.clause(node.left, node.right, self.distance, self.ordered, self.field, self.unit)
        # Words and phrases alone, so many words apart: nearly all there are, and faster.
        self._plain = self.unit == "words" and not any(isinstance(part, NearPlan) for part in (*self.left, *self.right))

    def counts(self, document: Document) -> Counts:
        return self.find(document).counts

    def find(self, document: Document) -> Found:
        known = document.found.get(self.number)
        if known is None:
            document.found[self.number] = known = self._search(document)
        return known

    def _search(self, document: Document) -> Found:
        in_headline = in_body = in_lead = 0
        headline: list[Span] = []
        body: list[Span] = []
        if self.field is None:
            headline, in_headline = self._pairs(document.counted_headline, None)
        elif self.field == "headline":
            headline, in_headline = self._pairs(document.headline, None)
        if self.field != "headline":
            end = document.lead_end
            body, in_body = self._pairs(document.body, end if self.field == "lead" else None)
            in_lead = in_body
            if body and body[-1][1] >= end:
                in_lead = self._pairs(document.body, end)[1]
        if not headline and not body:
            return NOT_FOUND
        return Found((in_headline + in_body, in_headline + in_lead, in_headline), headline, body)

    def _pairs(self, section: Section, end: int | None) -> tuple[list[Span], int]:
        """The finds of both sides that have a partner, and how many pairs they make at most."""
        if self._plain:
            left = _side(self.left, section, end)
            right = _side(self.right, section, end) if left else []
            if not right:
                return [], 0
            left, right = near(left, right, self.distance, ordered=self.ordered)
            return list(dict.fromkeys(sorted(left + right))), min(len(left), len(right))
        pairs = self._linked(section, end)
        marks = {mark for one, other in pairs for mark in (*one[2], *other[2])}
        return sorted(marks), min(len({one for one, _ in pairs}), len({other for _, other in pairs}))

    def places(self, section: Section, end: int | None = None) -> list[Place]:
        """From the first to the last word of each pair in `section`, before word number `end` if given."""
        found = {
            (min(one[0], other[0]), max(one[1], other[1]), (*one[2], *other[2]))
            for one, other in self._linked(section, end)
        }
        return sorted(found)

    def _linked(self, section: Section, end: int | None) -> list[tuple[Place, Place]]:
        left = places_of(self.left, section, end)
        right = places_of(self.right, section, end) if left else []
        if not right:
            return []
        if self.unit == "words":
            return near_places(left, right, self.distance, ordered=self.ordered)
        sides: dict[int, tuple[list[Place], list[Place]]] = {}
        for number, side in enumerate((left, right)):
            for place in side:
                unit = section.unit_of(place[0], self.unit)
                if place[0] == place[1] or section.unit_of(place[1], self.unit) == unit:
                    sides.setdefault(unit, ([], []))[number].append(place)
        return [
            pair
            for one, other in sides.values()
            if one and other
            for pair in near_places(one, other, ANYWHERE, ordered=self.ordered)
        ]

    def required(self) -> list[frozenset[int]]:
        return [alternatives([part.required() for part in side]) for side in (self.left, self.right)]


PartPlan = WordPlan | PhrasePlan | NearPlan
"""What stands inside NEAR and ATLEAST."""


def compile_part(node: Phrase | Near, table: AtomTable) -> PartPlan:
    return NearPlan(node, table) if isinstance(node, Near) else compile_phrase(node, table)


def places_of(parts: Sequence[PartPlan], section: Section, end: int | None) -> list[Place]:
    """The places of all `parts` in `section`, before word number `end` if given, each once, sorted."""
    found: set[Place] = set()
    for part in parts:
        if isinstance(part, NearPlan):
            found.update(part.places(section, end))
        elif isinstance(part, PhrasePlan) and part.slop:
            found.update((at, at, ((at, at),)) for at, _ in part.spans(section, end))
        else:
            found.update((*span, (span,)) for span in part.spans(section, end))
    return sorted(found)


def _side(parts: Sequence[PartPlan], section: Section, end: int | None) -> list[Span]:
    plain = [part for part in parts if not isinstance(part, NearPlan)]
    if len(plain) == 1:
        return plain[0].spans(section, end)
    return sorted({span for part in plain for span in part.spans(section, end)})
