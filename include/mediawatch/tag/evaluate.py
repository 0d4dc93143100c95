"""The one evaluator: it decides match, grade, score and evidence of a topic in an article, in a batch and in history.

A query is compiled once to a tree of plans over numbered atoms. For an article each text clause counts its finds in
three windows (`Counts`), the joins combine them: AND takes the smallest count of its parts, OR the sum, NOT and filters
do not limit. The query matches where the count in the whole text is above zero; `about` where it is above zero in
headline and lead alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from mediawatch.model import Evidence
from mediawatch.tag import filters
from mediawatch.tag.document import Document, Section, Span
from mediawatch.tag.positions import near, phrase, sloppy_phrase
from mediawatch.tag.query import And, Atom, Filter, Near, Node, Not, Or, Phrase, TextField

MAX_PLACES = 100
"""Evidence rows that one clause gives in one article at most; a tag needs the words marked, not a concordance."""

UNLIMITED = 1 << 30
"""Count of a condition that holds without words: a filter, a NOT."""


class Counts(NamedTuple):
    """Finds in the whole text, in headline and lead, in the headline."""

    text: int
    opening: int
    headline: int


NOTHING = Counts(0, 0, 0)
HOLDS = Counts(UNLIMITED, UNLIMITED, UNLIMITED)


@dataclass(slots=True)
class Found:
    """What a text clause found in one article."""

    counts: Counts
    headline: list[Span]
    body: list[Span]


_NOT_FOUND = Found(NOTHING, [], [])


class AtomTable:
    """Numbers for atoms and text clauses, shared by all topics of a tagger."""

    def __init__(self) -> None:
        self.atoms: dict[Atom, int] = {}
        self._clauses: dict[tuple[object, ...], int] = {}

    def atom(self, atom: Atom) -> int:
        return self.atoms.setdefault(atom, len(self.atoms))

    def clause(self, key: tuple[object, ...]) -> int:
        return self._clauses.setdefault(key, len(self._clauses))


class PhrasePlan:
    """Counts and finds a phrase or a single word."""

    __slots__ = ("atoms", "clause", "field", "number", "slop")

    def __init__(self, node: Phrase, table: AtomTable) -> None:
        self.atoms = tuple(table.atom(atom) for atom in node.atoms)
        self.slop = node.slop
        self.field = node.field
        self.clause = node.clause
        self.number = table.clause((self.atoms, self.slop, self.field))

    def counts(self, document: Document) -> Counts:
        return self.find(document).counts

    def find(self, document: Document) -> Found:
        known = document.found.get(self.number)
        if known is None:
            document.found[self.number] = known = self._search(document)
        return cast("Found", known)

    def _search(self, document: Document) -> Found:
        headline = self.spans(document.headline) if _reads_headline(self.field, document) else []
        body = self.spans(document.body) if self.field != "headline" else []
        if self.field == "lead":
            body = _within(body, document.lead_end)
        if not headline and not body:
            return _NOT_FOUND
        size = len(self.atoms) if self.slop else 1  # a loose phrase marks each of its words
        opening = _within(body, document.lead_end)
        if self.slop and 0 < len(opening) < len(body):
            opening = self.spans(document.body, document.lead_end)
        in_headline = len(headline) // size
        counts = Counts(max(1, in_headline + len(body) // size), in_headline + len(opening) // size, in_headline)
        return Found(counts, headline, body)

    def spans(self, section: Section, end: int | None = None) -> list[Span]:
        """Places in `section`, before word number `end` if given."""
        at = section.at
        positions: list[list[int]] = []
        for atom in self.atoms:
            have = at.get(atom)
            if have is None:
                return []
            positions.append(have if end is None else [position for position in have if position < end])
        return sloppy_phrase(positions, self.slop) if self.slop else phrase(positions)

    def required(self) -> list[frozenset[int]]:
        return [frozenset((atom,)) for atom in dict.fromkeys(self.atoms)]

    def evidence(self, document: Document) -> Iterable[Evidence]:
        return _evidence(self.find(document), self.clause, document)


class NearPlan:
    """Counts and finds two groups of phrases near each other."""

    __slots__ = ("clause", "distance", "field", "left", "number", "ordered", "right")

    def __init__(self, node: Near, table: AtomTable) -> None:
        self.left = tuple(PhrasePlan(part, table) for part in node.left)
        self.right = tuple(PhrasePlan(part, table) for part in node.right)
        self.distance = node.distance
        self.ordered = node.ordered
        self.field = node.field
        self.clause = node.clause
        sides = (tuple(part.number for part in self.left), tuple(part.number for part in self.right))
        self.number = table.clause((*sides, self.distance, self.ordered, self.field))

    def counts(self, document: Document) -> Counts:
        return self.find(document).counts

    def find(self, document: Document) -> Found:
        known = document.found.get(self.number)
        if known is None:
            document.found[self.number] = known = self._search(document)
        return cast("Found", known)

    def _search(self, document: Document) -> Found:
        headline_pairs = body_pairs = opening_pairs = 0
        headline: list[Span] = []
        body: list[Span] = []
        if _reads_headline(self.field, document):
            headline, headline_pairs = self._pairs(document.headline, None)
        if self.field != "headline":
            lead_end = document.lead_end
            body, body_pairs = self._pairs(document.body, lead_end if self.field == "lead" else None)
            if body:
                opening_pairs = self._pairs(document.body, lead_end)[1]
        if not headline and not body:
            return _NOT_FOUND
        counts = Counts(headline_pairs + body_pairs, headline_pairs + opening_pairs, headline_pairs)
        return Found(counts, headline, body)

    def _pairs(self, section: Section, end: int | None) -> tuple[list[Span], int]:
        left = _side(self.left, section, end)
        right = _side(self.right, section, end) if left else []
        if not right:
            return [], 0
        left, right = near(left, right, self.distance, ordered=self.ordered)
        return sorted({*left, *right}), min(len(left), len(right))

    def required(self) -> list[frozenset[int]]:
        return [_alternatives([part.required() for part in side]) for side in (self.left, self.right)]

    def evidence(self, document: Document) -> Iterable[Evidence]:
        return _evidence(self.find(document), self.clause, document)


class FilterPlan:
    """A condition on the metadata."""

    __slots__ = ("clause", "node")

    def __init__(self, node: Filter) -> None:
        self.node = node
        self.clause = node.clause

    def counts(self, document: Document) -> Counts:
        return HOLDS if filters.holds(self.node, document.article) else NOTHING

    def required(self) -> list[frozenset[int]]:
        return []


class NotPlan:
    __slots__ = ("clause", "part")

    def __init__(self, part: Plan, clause: str) -> None:
        self.part = part
        self.clause = clause

    def counts(self, document: Document) -> Counts:
        return NOTHING if self.part.counts(document).text else HOLDS

    def required(self) -> list[frozenset[int]]:
        return []


class AndPlan:
    __slots__ = ("clause", "parts")

    def __init__(self, parts: list[Plan], clause: str) -> None:
        self.parts = parts
        self.clause = clause

    def counts(self, document: Document) -> Counts:
        text = opening = headline = UNLIMITED
        for part in self.parts:
            have = part.counts(document)
            if not have.text:
                return NOTHING
            text = min(text, have.text)
            opening = min(opening, have.opening)
            headline = min(headline, have.headline)
        return Counts(text, opening, headline)

    def required(self) -> list[frozenset[int]]:
        return [group for part in self.parts for group in part.required()]


class OrPlan:
    __slots__ = ("clause", "parts")

    def __init__(self, parts: list[Plan], clause: str) -> None:
        self.parts = parts
        self.clause = clause

    def counts(self, document: Document) -> Counts:
        text = opening = headline = 0
        for part in self.parts:
            have = part.counts(document)
            if have.text:
                text += have.text
                opening += have.opening
                headline += have.headline
        return Counts(min(text, UNLIMITED), min(opening, UNLIMITED), min(headline, UNLIMITED))

    def required(self) -> list[frozenset[int]]:
        group = _alternatives([part.required() for part in self.parts])
        return [group] if group else []


TextPlan = PhrasePlan | NearPlan
Plan = PhrasePlan | NearPlan | FilterPlan | NotPlan | AndPlan | OrPlan


def compile_node(node: Node, table: AtomTable) -> Plan:
    """The plan of a parsed query; its atoms get their numbers in `table`."""
    match node:
        case Phrase():
            return PhrasePlan(node, table)
        case Near():
            return NearPlan(node, table)
        case Filter():
            return FilterPlan(node)
        case Not(part=part, clause=clause):
            return NotPlan(compile_node(part, table), clause)
        case And(parts=parts, clause=clause):
            return AndPlan([compile_node(part, table) for part in parts], clause)
        case Or(parts=parts, clause=clause):
            return OrPlan([compile_node(part, table) for part in parts], clause)


def evidence(plan: Plan, document: Document) -> list[Evidence]:
    """Evidence of every satisfied text clause of a query that matches, headline first, in the order of the text."""
    rows: list[Evidence] = []
    for part in satisfied(plan, document):
        if isinstance(part, PhrasePlan | NearPlan):
            rows.extend(part.evidence(document))
    rows = list(dict.fromkeys(rows)) if len(rows) > 1 else rows
    rows.sort(key=lambda row: (row.field != "headline", row.start_char, row.end_char))
    return rows


def satisfied(plan: Plan, document: Document) -> Iterable[PhrasePlan | NearPlan | FilterPlan | NotPlan]:
    """The leaves through which `plan` holds: positive text clauses, filters, and NOTs of filters or of text."""
    if isinstance(plan, AndPlan | OrPlan):
        if plan.counts(document).text:
            for part in plan.parts:
                yield from satisfied(part, document)
    elif plan.counts(document).text:
        yield plan


def filters_held(plan: Plan, document: Document) -> dict[str, str]:
    """Filter clauses through which the query held, as the analyst wrote them, by the name of their field."""
    held: dict[str, list[str]] = {}
    for part in satisfied(plan, document):
        node = part.part if isinstance(part, NotPlan) else part
        if isinstance(node, FilterPlan):
            held.setdefault(node.node.name, []).append(part.clause)
    return {name: " ".join(clauses) for name, clauses in held.items()}


PLACE_WEIGHTS = (1.0, 0.8, 0.3)  # the query holds in the headline, in headline and lead, only in the whole text
PLACE_SHARE = 0.7
HALF_COUNT = 2.0  # at so many finds of the rarest required clause the second part reaches one half


def score(counts: Counts) -> float:
    """0..1: `0.7 place + 0.3 n / (n + 2)`. place is 1 where the query holds in the headline alone, .8 where it holds in
    headline and lead, else .3; n is how often it is found (AND: the rarest part; OR: all parts together). The second
    term is BM25's saturation of term frequency. Every `about` is above every `mentions`."""
    place = PLACE_WEIGHTS[0 if counts.headline else 1 if counts.opening else 2]
    return round(PLACE_SHARE * place + (1 - PLACE_SHARE) * counts.text / (counts.text + HALF_COUNT), 4)


def grade(counts: Counts) -> Literal["about", "mentions"]:
    return "about" if counts.opening else "mentions"


def _reads_headline(field: TextField | None, document: Document) -> bool:
    return field == "headline" or (field is None and document.headline_counts)


def _within(spans: list[Span], end: int) -> list[Span]:
    if not spans or spans[-1][1] < end:
        return spans
    return [span for span in spans if span[1] < end]


def _side(parts: tuple[PhrasePlan, ...], section: Section, end: int | None) -> list[Span]:
    if len(parts) == 1:
        return parts[0].spans(section, end)
    return sorted({span for part in parts for span in part.spans(section, end)})


def _alternatives(requirements: list[list[frozenset[int]]]) -> frozenset[int]:
    """Atoms one of which is there if one of several parts holds: of each part the smallest group. Empty: no demand."""
    if not all(requirements):
        return frozenset()
    return frozenset().union(*(min(groups, key=len) for groups in requirements))


def _evidence(found: Found, clause: str, document: Document) -> Iterable[Evidence]:
    left = MAX_PLACES
    for name, section, spans in (
        ("headline", document.headline, found.headline),
        ("article_body", document.body, found.body),
    ):
        for span in spans[:left]:
            start, end = section.characters(span)
            yield Evidence(
                cast("Literal['headline', 'article_body']", name), start, end, section.text[start:end], clause
            )
        left -= min(left, len(spans))
