"""Parsing for people: an error of the query says how it is written here, in the words that the user typed.

It stands above both the parser and the translation, which parses what it suggests.
"""

from __future__ import annotations

import re

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.parse import parse_strictly
from mediawatch.tag.query.tree import Node
from mediawatch.tag.translate.translation import suggestion

_TYPED = re.compile(r"(?<![^\s(+-])[+(/]*([^\s()+/,\"][^\s()\"]*?)[.)]*(?=[\s)]|$)")
"""What a fault begins with, without the signs around it."""


def parse_query(query: str) -> Node:
    """The tree of `query`. Raises QueryError; where the query has a form of another tool, its advice has the user's own
    words in ours."""
    try:
        return parse_strictly(query)
    except QueryError as error:
        ours = suggestion(query, error.offset)
        if ours is None or ours in error.advice or _stays(query, error.offset, ours):
            raise
        advice = f"write {ours}" if error.advice.startswith("there are ") else f"{error.advice}; here: {ours}"
        raise QueryError(error.offset, error.message, advice) from None


def _stays(query: str, offset: int, ours: str) -> bool:
    """Whether what is wrong stands in the suggestion too, as a word, where it was an operator or a field: `+/-5`."""
    typed = _TYPED.match(query, offset)
    return typed is not None and re.search(rf"(?<!\w){re.escape(typed[1])}(?!\w)", ours) is not None
