"""From the texts of a story's accounts to the rows of its facts, in two steps that any process may take.

What an article states is kept as JSON, beside its profile, so that it is read once for each of its texts; the accounts
of a story are compared whenever one of them changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from mediawatch.facts.compare import facts
from mediawatch.facts.fact_records import Fact, Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements


class Unread(NamedTuple):
    """An article whose statements are not known; `language` is a base subtag."""

    article_id: int
    headline: str
    article_body: str
    language: str


class Account(NamedTuple):
    """An article of a story, with its statements as `state` gives them. `day`: that it was published on."""

    article_id: int
    day: date | None
    observed_at: datetime
    uri: str
    statements: str


class Accounts(NamedTuple):
    """A story with its accounts, two or more."""

    story_id: int
    accounts: Sequence[Account]


class FactRows(NamedTuple):
    """The facts of a story as rows of news.story_fact and news.story_fact_mention."""

    facts: Sequence[Mapping[str, Any]]
    mentions: Sequence[Mapping[str, Any]]


def state(article: Unread) -> tuple[int, str]:
    """The article's number, and what it states, as JSON."""
    return article.article_id, to_text(statements(article.headline, article.article_body, article.language))


def compare(story: Accounts) -> FactRows:
    """What the accounts of a story say of the same thing."""
    found = facts(
        Telling(told.article_id, told.day, told.observed_at, told.uri, from_text(told.statements))
        for told in story.accounts
    )
    return FactRows(
        [_fact_row(story.story_id, number, fact) for number, fact in enumerate(found, 1)],
        [row for number, fact in enumerate(found, 1) for row in _mention_rows(story.story_id, number, fact)],
    )


def _fact_row(story: int, number: int, fact: Fact) -> Mapping[str, Any]:
    return {
        "story_id": story,
        "fact_no": number,
        "kind": fact.kind,
        "relation": fact.relation,
        "unit": fact.unit,
        "account_values": list(fact.values),
        "account_count": len({mention.article_id for mention in fact.mentions}),
    }


def _mention_rows(story: int, number: int, fact: Fact) -> Iterator[Mapping[str, Any]]:
    for mention in fact.mentions:
        said = mention.statement
        yield {
            "story_id": story,
            "fact_no": number,
            "article_id": mention.article_id,
            "field": said.field,
            "start_char": said.start,
            "end_char": said.end,
            "sentence_start": said.sentence_start,
            "sentence_end": said.sentence_end,
            "about_start": said.about_start,
            "about_end": said.about_end,
            "value_no": mention.value_no + 1,
        }
