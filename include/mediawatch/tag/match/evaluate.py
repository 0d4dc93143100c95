"""The one evaluator: it decides match, grade, score and evidence of a topic in an article, in a batch and in history.

A query is compiled once to a tree of plans over numbered atoms. For an article each text clause counts its finds in
three windows (`Counts`), and the joins combine them: AND takes the smallest count of its parts, OR the sum; NOT and
filters hold or do not, and never limit. The query matches where the count in the whole text is above zero; `about`
where it is above zero in headline and lead alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from mediawatch.model import Evidence
from mediawatch.tag.match.clauses import TextPlan, clause_evidence
from mediawatch.tag.match.nearness import NearPlan
from mediawatch.tag.match.positioned import Document
from mediawatch.tag.match.positions import NOTHING, Counts
from mediawatch.tag.match.repetition import AtLeastPlan
from mediawatch.tag.match.words_in_a_row import AtomTable, WordPlan, alternatives, compile_phrase
from mediawatch.tag.query import filters
from mediawatch.tag.query.tree import And, AtLeast, Filter, Near, Node, Not, Or, Part, Phrase

UNLIMITED = 1 << 30
"""Count of a condition that holds without words: a filter, a NOT."""

HOLDS: Counts = (UNLIMITED, UNLIMITED, UNLIMITED)


class FilterPlan:
    """A condition on the metadata."""

    __slots__ = ("clause", "node")

    def __init__(self, node: Filter) -> None:
        self.node = node
        self.clause = node.clause

    def counts(self, document: Document) -> Counts:
        return HOLDS if filters.holds(self.node, document.article, document.medium) else NOTHING

    def required(self) -> list[frozenset[int]]:
        return []


class NotPlan:
    """Holds where its part does not, anywhere in the article."""

    __slots__ = ("clause", "part")

    def __init__(self, part: Plan, clause: str) -> None:
        self.part = part
        self.clause = clause

    def counts(self, document: Document) -> Counts:
        return NOTHING if self.part.counts(document)[0] else HOLDS

    def required(self) -> list[frozenset[int]]:
        return []


class AndPlan:
    """Holds where all parts do."""

    __slots__ = ("_by_cost", "clause", "parts")

    def __init__(self, parts: list[Plan], clause: str) -> None:
        self.parts = parts
        self.clause = clause
        self._by_cost = sorted(parts, key=_cost)

    def counts(self, document: Document) -> Counts:
        text = opening = headline = UNLIMITED
        for part in self._by_cost:
            in_text, in_opening, in_headline = part.counts(document)
            if not in_text:
                return NOTHING
            if in_text < text:
                text = in_text
            if in_opening < opening:
                opening = in_opening
            if in_headline < headline:
                headline = in_headline
        return (text, opening, headline)

    def required(self) -> list[frozenset[int]]:
        return [group for part in self.parts for group in part.required()]


MANY = 8
"""Alternatives from which on an OR asks only those whose words are there."""


class OrPlan:
    """Holds where one part does. Of many parts (lists of thousands of names) it asks those alone whose rarest group of
    required words has one in the article."""

    __slots__ = ("_always", "_by_atom", "_many", "clause", "parts")

    def __init__(self, parts: list[Plan], clause: str) -> None:
        self.parts = parts
        self.clause = clause
        self._by_atom: dict[int, list[int]] = {}
        self._always: list[int] = []
        self._many = len(parts) > MANY
        if self._many:
            for number, part in enumerate(parts):
                groups = [group for group in part.required() if group]
                if not groups:
                    self._always.append(number)
                for atom in min(groups, key=len, default=frozenset[int]()):
                    self._by_atom.setdefault(atom, []).append(number)

    def asked(self, document: Document) -> list[Plan]:
        """The parts that may hold, in the order of the query."""
        if not self._many:
            return self.parts
        numbers = set(self._always)
        for atom in document.present & self._by_atom.keys():
            numbers.update(self._by_atom[atom])
        return [self.parts[number] for number in sorted(numbers)]

    def counts(self, document: Document) -> Counts:
        text = opening = headline = 0
        for part in self.asked(document) if self._many else self.parts:
            in_text, in_opening, in_headline = part.counts(document)
            if in_text:
                text += in_text
                opening += in_opening
                headline += in_headline
        if text < UNLIMITED:
            return (text, opening, headline)
        return (UNLIMITED, min(opening, UNLIMITED), min(headline, UNLIMITED))

    def required(self) -> list[frozenset[int]]:
        group = alternatives([part.required() for part in self.parts])
        return [group] if group else []


Plan = TextPlan | FilterPlan | NotPlan | AndPlan | OrPlan


def compile_node(node: Node, table: AtomTable) -> Plan:
    """The plan of a parsed query; its atoms get their numbers in `table`."""
    match node:
        case Phrase():
            return compile_phrase(node, table)
        case Near():
            return NearPlan(node, table)
        case AtLeast():
            return AtLeastPlan(node, table)
        case Part(node=part, clause=clause):
            return AndPlan([compile_node(part, table)] if part is not None else [OrPlan([], clause)], clause)
        case Filter():
            return FilterPlan(node)
        case Not(part=part, clause=clause):
            return NotPlan(compile_node(part, table), clause)
        case And(parts=parts, clause=clause):
            return AndPlan([compile_node(part, table) for part in parts], clause)
        case Or(parts=parts, clause=clause):
            return OrPlan([compile_node(part, table) for part in parts], clause)


def _cost(plan: Plan) -> int:
    """Order in which the parts of an AND are asked: a cheap one that fails saves the others."""
    match plan:
        case WordPlan():
            return 0
        case FilterPlan():
            return 1
        case NotPlan(part=part):
            return _cost(part)
        case AndPlan(parts=parts) | OrPlan(parts=parts):
            return max(map(_cost, parts), default=0)
        case NearPlan() | AtLeastPlan():
            return 3
        case _:
            return 2


Leaf = TextPlan | FilterPlan | NotPlan


def satisfied(plan: Plan, document: Document) -> Iterator[Leaf]:
    """The leaves through which `plan` holds: positive text clauses, filters, and NOTs."""
    if plan.counts(document)[0]:
        if isinstance(plan, AndPlan | OrPlan):
            for part in plan.parts if isinstance(plan, AndPlan) else plan.asked(document):
                yield from satisfied(part, document)
        else:
            yield plan


def evidence(leaves: Sequence[Leaf], document: Document) -> tuple[Evidence, ...]:
    """Evidence of the text clauses among the satisfied `leaves`, headline first, in the order of the text."""
    clauses = [leaf for leaf in leaves if isinstance(leaf, TextPlan)]
    rows = [row for clause in clauses for row in clause_evidence(clause, document)]
    if len(clauses) > 1:
        rows = list(dict.fromkeys(rows))
        rows.sort(key=lambda row: (row.field != "headline", row.start_char, row.end_char))
    return tuple(rows)


def filters_held(leaves: Sequence[Leaf]) -> dict[str, str]:
    """Filters among the satisfied `leaves`, as the analyst wrote them, by the name of their field."""
    held: dict[str, list[str]] = {}
    for leaf in leaves:
        plan = leaf.part if isinstance(leaf, NotPlan) else leaf
        if isinstance(plan, FilterPlan):
            held.setdefault(plan.node.name, []).append(leaf.clause)
    return {name: " ".join(clauses) for name, clauses in held.items()}


PLACE_WEIGHTS = (1.0, 0.8, 0.3)  # the query holds in the headline, in headline and lead, only in the whole text
PLACE_SHARE = 0.7
HALF_COUNT = 2.0  # at so many finds of the rarest required clause the second part reaches one half


def score(counts: Counts) -> float:
    """0..1: `0.7 place + 0.3 n / (n + 2)`. place is 1 where the query holds in the headline alone, .8 where it holds in
    headline and lead, else .3; n is how often it is found (AND: the rarest part; OR: all parts together). The second
    term is BM25's saturation of term frequency. Every `about` is above every `mentions`."""
    text, opening, headline = counts
    place = PLACE_WEIGHTS[0 if headline else 1 if opening else 2]
    return round(PLACE_SHARE * place + (1 - PLACE_SHARE) * text / (text + HALF_COUNT), 4)


def grade(counts: Counts) -> Literal["about", "mentions"]:
    """`about` where the query holds in headline and lead."""
    return "about" if counts[1] else "mentions"
