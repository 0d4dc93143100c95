"""What a parsed query is made of. The parser makes these, the evaluator and the prefilter read them.

Text clauses (`Phrase`, `Near`) give evidence; filters (`Filter`) only say yes or no; `And`, `Or`, `Not` join them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

AtomKind = Literal["word", "exact", "acronym", "wildcard"]
TextField = Literal["headline", "lead", "body"]
FilterName = Literal[
    "site", "publisher", "language", "author", "date_published", "source", "media_type", "tier", "region", "country",
    "collection",
]  # fmt: skip

TEXT_FIELDS: tuple[TextField, ...] = ("headline", "lead", "body")
FILTER_FIELDS: tuple[FilterName, ...] = get_args(FilterName)


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a query. `text` is folded ('word', 'exact', 'wildcard') or the bare capitals ('acronym'); `written`
    is a 'word' with its accents, in small letters."""

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
    """One of `left` with at most `distance` words between it and one of `right`."""

    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    distance: int
    ordered: bool
    field: TextField | None
    clause: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the article's metadata. `words` for site (host labels, reversed), publisher and author (folded
    words), language (subtags), and for those on the source (one value, or folded words); `since` <= date_published <
    `until` for dates."""

    name: FilterName
    clause: str
    words: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


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


Node = Phrase | Near | Filter | And | Or | Not


def gives_evidence(node: Node) -> bool:
    """Whether everything that satisfies `node` satisfies a positive text clause in it."""
    match node:
        case Phrase() | Near():
            return True
        case And(parts=parts):
            return any(gives_evidence(part) for part in parts)
        case Or(parts=parts):
            return all(gives_evidence(part) for part in parts)
        case _:
            return False


def leaves(node: Node) -> Iterator[Phrase | Near | Filter]:
    """The clauses of `node` in the order of the query."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from leaves(part)
        case Not(part=part):
            yield from leaves(part)
        case _:
            yield node
