"""What a parsed query is made of. The parser makes these, the evaluator and the prefilter read them.

Text clauses (`Phrase`, `Near`, `AtLeast`) give evidence; filters (`Filter`) only say yes or no; `And`, `Or`, `Not` join
them; `Part` stands for the query of another topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

AtomKind = Literal["word", "short", "exact", "acronym", "wildcard"]
TextField = Literal["headline", "lead", "body"]
FilterName = Literal[
    "site", "publisher", "language", "author", "date_published", "source", "media_type", "tier", "region", "country",
    "collection", "section", "keywords", "word_count",
]  # fmt: skip
Unit = Literal["words", "sentence", "paragraph"]

TEXT_FIELDS: tuple[TextField, ...] = ("headline", "lead", "body")
FILTER_FIELDS: tuple[FilterName, ...] = get_args(FilterName)


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a query. `text` is folded ('word', 'exact', 'wildcard') or the bare capitals ('acronym'). `written`
    is a 'word' with its accents, in small letters; 'short' is one of two letters that begins a phrase in Arabic or
    Hebrew, where others may be written on it; an 'exact' one whose capitals or possessive count, as it is written;
    of an 'acronym' that is not asked for as an exact form, its small letters."""

    kind: AtomKind
    text: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row; a single word is a phrase of one. `slop`: how many places they may be out of it in sum."""

    atoms: tuple[Atom, ...]
    slop: int
    field: TextField | None
    clause: str


@dataclass(frozen=True, slots=True)
class Near:
    """One of `left` with at most `distance` words between it and one of `right`, or both in one sentence or paragraph
    (`unit`; `distance` is then 0)."""

    left: tuple[Phrase | Near, ...]
    right: tuple[Phrase | Near, ...]
    distance: int
    ordered: bool
    field: TextField | None
    clause: str
    unit: Unit = "words"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """One of `parts`, `times` times or more in all."""

    parts: tuple[Phrase | Near, ...]
    times: int
    field: TextField | None
    clause: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the article's metadata. `words` for site (host labels, reversed), publisher, author, section and
    keywords (folded words), language (subtags), and for those on the source (one value, or folded words); `since` <=
    date_published < `until` for dates; `low` <= word_count <= `high`."""

    name: FilterName
    clause: str
    words: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The query of the topic `id`, in the article's language. In the tree of a query `node` is None; in the tree of a
    topic it is that query, and one part more of the whole."""

    id: str
    clause: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Node
    clause: str


Node = Phrase | Near | AtLeast | Filter | Part | And | Or | Not


def gives_evidence(node: Node) -> bool:
    """Whether everything that satisfies `node` satisfies a positive text clause in it."""
    match node:
        case Phrase() | Near() | AtLeast() | Part():
            return True
        case And(parts=parts):
            return any(gives_evidence(part) for part in parts)
        case Or(parts=parts):
            return all(gives_evidence(part) for part in parts)
        case _:
            return False


def known_beginning(node: Node) -> bool:
    """Whether all that satisfies `node` holds a word whose beginning is known: what the warehouse can look up."""
    match node:
        case Phrase(atoms=atoms):
            return any(not is_leading(atom) for atom in atoms)
        case Near(left=left, right=right):
            return all(map(known_beginning, left)) or all(map(known_beginning, right))
        case AtLeast(parts=parts) | Or(parts=parts):
            return all(known_beginning(part) for part in parts)
        case And(parts=parts):
            return any(known_beginning(part) for part in parts)
        case Part():
            return True  # its own query was asked
        case _:
            return False


def is_leading(atom: Atom) -> bool:
    """Whether `atom` begins with a wildcard sign."""
    return atom.kind == "wildcard" and atom.text[0] in "*?"


def leaves(node: Node) -> Iterator[Phrase | Near | AtLeast | Filter | Part]:
    """The clauses of `node` in the order of the query."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case _:
            yield node
