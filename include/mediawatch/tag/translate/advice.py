"""Parsing for people: an error of the query says how it is written here, in the words that the user typed.

It stands above both the parser and the translation, which parses what it suggests.
"""

from __future__ import annotations

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.parse import parse_strictly
from mediawatch.tag.query.tree import Node
from mediawatch.tag.translate.translation import suggestion


def parse_query(query: str) -> Node:
    """The tree of `query`. Raises QueryError; where the query has a form of another tool, its advice has the user's own
    words in ours."""
    try:
        return parse_strictly(query)
    except QueryError as error:
        ours = suggestion(query, error.offset)
        if ours is None or ours in error.advice:
            raise
        advice = f"write {ours}" if error.advice.startswith("there are ") else f"{error.advice}; here: {ours}"
        raise QueryError(error.offset, error.message, advice) from None
