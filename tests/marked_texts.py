"""Texts whose brackets mark the evidence that a query must find in them.

`[words]` are the evidence, no marks say that the query must not match; `||` parts the headline from the body. Marks may
nest where clauses overlap.
"""

from __future__ import annotations

import pytest
from mediawatch.tag import Evaluator, Topic
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

Table = dict[str, tuple[str, list[tuple[str, str]]]]
"""What is shown -> language, and pairs of query and marked text."""


def rows(table: Table) -> list[tuple[str, str, str, str]]:
    """(what is shown, query, marked text, language) of each row of `table`."""
    return [(name, *row, language) for name, (language, pairs) in table.items() for row in pairs]


def each_row(table: Table) -> pytest.MarkDecorator:
    """Has a test of `query`, `marked` and `language` run for each row of `table`."""
    cases = [pytest.param(*row, id=f"{name}: {row[0]}") for name, *row in rows(table)]
    return pytest.mark.parametrize(("query", "marked", "language"), cases)


def unmark(marked: str) -> tuple[str, set[tuple[int, int]]]:
    """A text without its marks, and the spans that they held."""
    text, opened, spans = "", [], set()
    for char in marked:
        if char == "[":
            opened.append(len(text))
        elif char == "]":
            spans.add((opened.pop(), len(text)))
        else:
            text += char
    return text, spans


def assert_finds(query: str, marked: str, language: str) -> None:
    """Asserts that `query` finds what is marked, no more and no less, and that each span is that of its words."""
    marked_headline, parted, marked_body = marked.partition(" || ")
    if not parted:
        marked_headline, marked_body = "", marked
    headline, in_headline = unmark(marked_headline)
    body, in_body = unmark(marked_body)
    article = article_of(Example(body, matches=True, headline=headline, language=language))
    tag = Evaluator(Topic(id="t", label="t", query=query)).tag_one(article)
    evidence = tag.evidence if tag else ()
    for row in evidence:
        assert getattr(article, row.field)[row.start_char : row.end_char] == row.evidence_text
    assert {(row.start_char, row.end_char) for row in evidence if row.field == "headline"} == in_headline
    assert {(row.start_char, row.end_char) for row in evidence if row.field == "article_body"} == in_body
    assert (tag is not None) == bool(in_headline or in_body)
