"""What a query may not exceed, and what it must have: checked before and after it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.filters import can_both_hold
from mediawatch.tag.query.tree import (
    And,
    AtLeast,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    gives_evidence,
    is_leading,
    known_beginning,
    leaves,
)

MAX_QUERY_CHARS = 20_000
MAX_DEPTH = 20  # parentheses within parentheses
MAX_CLAUSES = 2_000
MAX_WILDCARDS = 100  # in a query
MAX_LEADING = 10  # words that begin with a wildcard, in a query
MAX_LOOSE = 50  # NEAR/n, ONEAR/n, NEAR/S, NEAR/P, ATLEAST/n and "..."~n in a query
MAX_DISTANCE = 100  # of NEAR/n and "..."~n
MAX_TIMES = 100  # of ATLEAST/n
MAX_PHRASE_WORDS = 30

MAX_QUERIES = 50  # of one topic in one language
# Of a topic with all its queries and parts, in one language.
MAX_TOPIC_CLAUSES = 20_000
MAX_TOPIC_WILDCARDS = 500
MAX_TOPIC_LOOSE = 200

QUOTES = '"“”„‟«»＂'


def check_size(query: str) -> None:
    """Before parsing: length, stray characters, pairs of quotes and parentheses, depth. Raises QueryError."""
    if not query.strip():
        raise QueryError(0, "the query is empty", "write the words to look for")
    stray = re.search("[\ud800-\udfff\0]", query)
    if stray:
        raise QueryError(stray.start(), "this character stands in no text", "remove it")
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(
            MAX_QUERY_CHARS,
            f"the query is longer than {MAX_QUERY_CHARS} characters",
            "write several queries, each a line of a list, or make it two topics",
        )
    opened: list[int] = []
    quoted = False
    for offset, char in enumerate(query):
        if char in QUOTES:
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            opened.append(offset)
            if len(opened) > MAX_DEPTH:
                raise QueryError(offset, f"more than {MAX_DEPTH} parentheses deep", "simplify the query")
        elif char == ")":
            if not opened:
                raise QueryError(offset, "this parenthesis was never opened", "remove it or open one before")
            opened.pop()
    if quoted:
        last = max(query.rfind(quote) for quote in QUOTES)
        raise QueryError(last, "this quotation mark has no partner", "close the phrase, or remove the mark")
    if opened:
        raise QueryError(opened[-1], "this parenthesis is never closed", "add the missing )")


def check_whole(query: str, node: Node) -> None:
    """After parsing: numbers of clauses and wildcards, and that every match can show a word. Raises QueryError."""
    if len(list(leaves(node))) > MAX_CLAUSES:
        raise QueryError(0, f"more than {MAX_CLAUSES} clauses", "write several queries, each a line of a list")
    atoms = [atom for phrase in phrases(node) for atom in phrase.atoms]
    if sum(atom.kind == "wildcard" for atom in atoms) > MAX_WILDCARDS:
        raise QueryError(0, f"more than {MAX_WILDCARDS} wildcards", "write words out, or make it two topics")
    if sum(map(is_leading, atoms)) > MAX_LEADING:
        raise QueryError(0, f"more than {MAX_LEADING} words that begin with a wildcard", "write words out")
    if loose(node) > MAX_LOOSE:
        raise QueryError(
            0, f"more than {MAX_LOOSE} NEAR, ATLEAST and ~ clauses", "group alternatives: (a OR b) NEAR/5 (c OR d)"
        )
    if both := _never_both(node):
        one, other = both
        raise QueryError(
            max(query.find(other.clause), 0),
            f"no article meets {one.clause} and {other.clause}",
            f"write ({one.clause} OR {other.clause}) for one of them, or remove one",
        )
    if not gives_evidence(node):
        offset, message, advice = _without_evidence(query, node)
        raise QueryError(offset, message, advice)
    if not known_beginning(node):
        clause = next(atom.text for atom in atoms if is_leading(atom))
        raise QueryError(
            max(query.find(clause[:1]), 0),
            f"{clause} alone would have every word of every article looked at",
            f"join it to a word: {clause} AND word",
        )


def _never_both(node: Node) -> tuple[Filter, Filter] | None:
    """Two filters that are joined by AND in `node` and that no article meets together: an article has one language,
    one site, one day."""
    match node:
        case And(parts=parts):
            filters = [part for part in parts if isinstance(part, Filter)]
            for one, other in combinations(filters, 2):
                if one.name == other.name and not can_both_hold(one, other):
                    return one, other
        case Or(parts=parts):
            pass
        case Not(part=part):
            parts = (part,)
        case _:
            return None
    return next(filter(None, map(_never_both, parts)), None)


def check_topic(node: Node) -> None:
    """What a topic may not exceed with all its queries and parts. Raises QueryError."""
    found = list(phrases(node))
    if len(found) > MAX_TOPIC_CLAUSES:
        raise QueryError(0, f"more than {MAX_TOPIC_CLAUSES} words and phrases in a topic", "make it two topics")
    if sum(atom.kind == "wildcard" for phrase in found for atom in phrase.atoms) > MAX_TOPIC_WILDCARDS:
        raise QueryError(0, f"more than {MAX_TOPIC_WILDCARDS} wildcards in a topic", "write words out")
    if loose(node) > MAX_TOPIC_LOOSE:
        raise QueryError(0, f"more than {MAX_TOPIC_LOOSE} NEAR, ATLEAST and ~ clauses in a topic", "make it two topics")


def phrases(node: Node) -> Iterator[Phrase]:
    """All words and phrases of `node`, those inside NEAR and ATLEAST too."""
    for leaf in leaves(node):
        match leaf:
            case Phrase():
                yield leaf
            case Near(left=left, right=right):
                for part in (*left, *right):
                    yield from phrases(part)
            case AtLeast(parts=parts):
                for part in parts:
                    yield from phrases(part)
            case Part(node=part) if part is not None:
                yield from phrases(part)
            case _:
                pass


def loose(node: Node) -> int:
    """How many clauses of `node` look at places of words: NEAR, ATLEAST and ~."""
    number = 0
    for leaf in leaves(node):
        match leaf:
            case Near(left=left, right=right):
                number += 1 + sum(map(loose, (*left, *right)))
            case AtLeast(parts=parts):
                number += 1 + sum(map(loose, parts))
            case Phrase(slop=slop):
                number += slop > 0
            case Part(node=part) if part is not None:
                number += loose(part)
            case _:
                pass
    return number


def _without_evidence(query: str, node: Node) -> tuple[int, str, str]:
    """Why `node` could match an article without any word of it in the text: offset, what is wrong, what to do."""
    match node:
        case Or(parts=parts):
            return _without_evidence(query, next(part for part in parts if not gives_evidence(part)))
        case And(parts=parts):
            return _without_evidence(query, parts[0])
        case Not(clause=clause):
            offset = max(query.find(clause), 0)
            return (
                offset,
                f"{clause} alone would match nearly every article",
                "say what the text must contain: word AND NOT ...",
            )
        case _:
            offset = max(query.find(node.clause), 0)
            return offset, f"{node.clause} is a filter and looks at no text", "join it to words with AND"
