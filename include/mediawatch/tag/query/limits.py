"""What a query may not exceed, and what it must have: checked before and after it is parsed."""

from __future__ import annotations

import re

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.tree import And, Atom, Filter, Near, Node, Not, Or, Phrase, gives_evidence, leaves

MAX_QUERY_CHARS = 20_000
MAX_DEPTH = 20  # parentheses within parentheses
MAX_CLAUSES = 2_000
MAX_WILDCARDS = 100  # in a query
MAX_LOOSE = 50  # NEAR/n, ONEAR/n and "..."~n in a query
MAX_DISTANCE = 100  # of NEAR/n and "..."~n
MAX_PHRASE_WORDS = 30

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
            "make it two topics, or use wildcards",
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
    clauses = list(leaves(node))
    if len(clauses) > MAX_CLAUSES:
        raise QueryError(0, f"more than {MAX_CLAUSES} clauses", "make it two topics, or use wildcards")
    wildcards = sum(atom.kind == "wildcard" for clause in clauses for atom in _atoms(clause))
    if wildcards > MAX_WILDCARDS:
        raise QueryError(0, f"more than {MAX_WILDCARDS} wildcards", "write words out, or make it two topics")
    loose = sum(isinstance(clause, Near) or (isinstance(clause, Phrase) and clause.slop > 0) for clause in clauses)
    if loose > MAX_LOOSE:
        raise QueryError(0, f"more than {MAX_LOOSE} NEAR and ~ clauses", "group alternatives: (a OR b) NEAR/5 (c OR d)")
    if not gives_evidence(node):
        offset, message, advice = _without_evidence(query, node)
        raise QueryError(offset, message, advice)


def _atoms(clause: Phrase | Near | Filter) -> list[Atom]:
    match clause:
        case Phrase(atoms=atoms):
            return list(atoms)
        case Near(left=left, right=right):
            return [atom for phrase in (*left, *right) for atom in phrase.atoms]
        case _:
            return []


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
