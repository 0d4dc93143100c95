"""A word and a phrase, compiled: each counts its finds in an article and says where they are."""

from __future__ import annotations

from bisect import bisect_left

from mediawatch.tag.match.positioned import Document, Section
from mediawatch.tag.match.positions import NOT_FOUND, Counts, Found, Span, phrase, sloppy_phrase
from mediawatch.tag.query.tree import Atom, Phrase


class AtomTable:
    """Numbers for atoms and clauses, shared by all topics of a tagger."""

    def __init__(self) -> None:
        self.atoms: dict[Atom, int] = {}
        self._clauses: dict[tuple[object, ...], int] = {}

    def atom(self, atom: Atom) -> int:
        return self.atoms.setdefault(atom, len(self.atoms))

    def clause(self, *key: object) -> int:
        return self._clauses.setdefault(key, len(self._clauses))


class WordPlan:
    """A single word: the most frequent clause by far, so it has a way of its own."""

    __slots__ = ("atom", "clause", "field")

    def __init__(self, node: Phrase, table: AtomTable) -> None:
        self.atom = table.atom(node.atoms[0])
        self.field = node.field
        self.clause = node.clause

    def counts(self, document: Document) -> Counts:
        headline = self._headline(document)
        in_headline = len(headline) if headline else 0
        body = document.body.at.get(self.atom)
        if body is None or self.field == "headline":
            return (in_headline, in_headline, in_headline)
        in_lead = len(body) if body[-1] < document.lead_end else bisect_left(body, document.lead_end)
        in_body = in_lead if self.field == "lead" else len(body)
        return (in_headline + in_body, in_headline + in_lead, in_headline)

    def find(self, document: Document) -> Found:
        headline = self._headline(document) or []
        body = document.body.at.get(self.atom, []) if self.field != "headline" else []
        if self.field == "lead":
            body = body[: bisect_left(body, document.lead_end)]
        return Found(self.counts(document), [(at, at) for at in headline], [(at, at) for at in body])

    def _headline(self, document: Document) -> list[int] | None:
        if self.field is None:
            return document.counted_headline.at.get(self.atom)
        return document.headline.at.get(self.atom) if self.field == "headline" else None

    def spans(self, section: Section, end: int | None = None) -> list[Span]:
        """Places in `section`, before word number `end` if given."""
        have = section.at.get(self.atom)
        return [(at, at) for at in have if end is None or at < end] if have else []

    def required(self) -> list[frozenset[int]]:
        return [frozenset((self.atom,))]


class PhrasePlan:
    """Several words in a row, or loosely so."""

    __slots__ = ("atoms", "clause", "field", "number", "slop")

    def __init__(self, node: Phrase, table: AtomTable) -> None:
        self.atoms = tuple(table.atom(atom) for atom in node.atoms)
        self.slop = node.slop
        self.field = node.field
        self.clause = node.clause
        self.number = table.clause(node.atoms, self.slop, self.field)

    def counts(self, document: Document) -> Counts:
        return self.find(document).counts

    def find(self, document: Document) -> Found:
        known = document.found.get(self.number)
        if known is None:
            document.found[self.number] = known = self._search(document)
        return known

    def _search(self, document: Document) -> Found:
        headline = body = opening = []
        if self.field is None:
            headline = self.spans(document.counted_headline)
        elif self.field == "headline":
            headline = self.spans(document.headline)
        if self.field != "headline":
            end = document.lead_end
            body = self.spans(document.body, end if self.field == "lead" else None)
            opening = body
            if body and body[-1][1] >= end:
                opening = self.spans(document.body, end)
        if not headline and not body:
            return NOT_FOUND
        marks = len(self.atoms) if self.slop else 1  # a loose phrase marks each of its words
        in_headline = len(headline) // marks
        counts = (in_headline + len(body) // marks, in_headline + len(opening) // marks, in_headline)
        return Found(counts, headline, body)

    def spans(self, section: Section, end: int | None = None) -> list[Span]:
        """Places in `section`, before word number `end` if given."""
        at = section.at
        positions: list[list[int]] = []
        for atom in self.atoms:
            have = at.get(atom)
            if have is None:
                return []
            positions.append(have)
        if end is not None:
            positions = [[position for position in have if position < end] for have in positions]
        return sloppy_phrase(positions, self.slop) if self.slop else phrase(positions)

    def required(self) -> list[frozenset[int]]:
        return [frozenset((atom,)) for atom in dict.fromkeys(self.atoms)]


def compile_phrase(node: Phrase, table: AtomTable) -> WordPlan | PhrasePlan:
    return WordPlan(node, table) if len(node.atoms) == 1 else PhrasePlan(node, table)


def alternatives(requirements: list[list[frozenset[int]]]) -> frozenset[int]:
    """Atoms one of which is there if one of several parts holds: of each part the smallest group. Empty: no demand."""
    if not all(requirements):
        return frozenset()
    return frozenset().union(*(min(groups, key=len) for groups in requirements))
