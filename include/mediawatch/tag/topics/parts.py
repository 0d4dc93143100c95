"""One topic as a part of another: the part's query in the place of its id."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mediawatch.tag.query.tree import And, Node, Not, Or, Part, leaves


def part_ids(tree: Node) -> Iterator[Part]:
    """The parts that a parsed query names, in the order of the query."""
    for leaf in leaves(tree):
        if isinstance(leaf, Part):
            yield leaf


def resolved(tree: Node, query_of: Callable[[str], Node | None]) -> Node | None:
    """`tree` with the query of each part in its place. `query_of` gives a part's parsed query in the article's
    language; a part for which it gives None never holds. None where `tree` can then not hold."""
    found = _resolved(tree, query_of)
    return None if isinstance(found, bool) else found


def _resolved(node: Node, query_of: Callable[[str], Node | None]) -> Node | bool:
    """The node without what is decided already; True or False where all of it is."""
    match node:
        case Part(id=name):
            query = query_of(name)
            inner = False if query is None else _resolved(query, query_of)
            return inner if isinstance(inner, bool) else replace(node, node=inner)
        case Not(part=part, clause=clause):
            inner = _resolved(part, query_of)
            return not inner if isinstance(inner, bool) else Not(inner, clause)
        case And(parts=parts, clause=clause):
            found = [_resolved(part, query_of) for part in parts]
            if any(part is False for part in found):
                return False
            left = tuple(part for part in found if not isinstance(part, bool))
            return And(left, clause) if left else True
        case Or(parts=parts, clause=clause):
            found = [_resolved(part, query_of) for part in parts]
            if any(part is True for part in found):
                return True
            left = tuple(part for part in found if not isinstance(part, bool))
            return Or(left, clause) if left else False
        case _:
            return node
