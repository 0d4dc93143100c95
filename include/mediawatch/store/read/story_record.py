"""One story as people look at it: its articles, and what they say of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError


def story(connection: Connection, number: int) -> dict[str, Any]:
    """A story by its number, or by that of one which proved to be it: the row of news.story_overview, its articles, and
    each fact with its values. Raises UsageError where there is no such story."""
    ident = number_now(connection, number)
    [found] = _rows(connection, "select * from news.story_overview where story_id = :story", ident)
    articles = _rows(connection, _ARTICLES, ident)
    # By number: joined to the view, every article of the archive would be looked at.
    asked = {"numbers": [row["article_id"] for row in articles]}
    counted = {row["article_id"]: row for row in connection.execute(text(_COVERAGE), asked).mappings()}
    return {
        "story": found,
        "articles": [{**row, **counted[row["article_id"]]} for row in articles],
        "facts": facts(connection, ident),
    }


def number_now(connection: Connection, number: int) -> int:
    """The number by which a story goes now: its own, or that of the one which proved to be it. Raises UsageError where
    there is no such story."""
    if 0 < number < 2**63:
        merged = connection.execute(text(_MERGED), {"story": number}).scalar()
        found: int | None = connection.execute(text(_STORY), {"story": merged or number}).scalar()
        if found is not None:
            return found
    raise UsageError(f"there is no story {number}; news.story_overview lists them")


def facts(connection: Connection, story_id: int) -> list[dict[str, Any]]:
    """What the story's accounts say of the same thing: rows of news.story_fact, each with its `accounts`."""
    found = _rows(connection, "select * from news.story_fact where story_id = :story order by fact_no", story_id)
    accounts = _rows(connection, _ACCOUNTS, story_id)
    for fact in found:
        fact["accounts"] = [row for row in accounts if row["fact_no"] == fact["fact_no"]]
    return found


def by_value(fact: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each value of a fact with the accounts that give it, who said it first before the others."""
    for number, value in enumerate(fact["account_values"], 1):
        said = [account for account in fact["accounts"] if account["value_no"] == number]
        yield value, sorted(said, key=lambda account: not account["said_it_first"])


def _rows(connection: Connection, query: str, number: int) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), {"story": number}).mappings()]


_MERGED = "select merged_into from news.story_merge where story_id = :story"

_STORY = "select story_id from news.story where story_id = :story"

_ARTICLES = """
select a.article_id, a.headline, a.uri, a.published_on, m.similarity
from news.story_article m
join news.article a on a.article_id = m.article_id
where m.story_id = :story
order by a.coverage_at, a.uri collate "C"
limit 200
"""

_COVERAGE = """
select article_id, day, publisher from news.article_coverage where article_id = any(cast(:numbers as bigint[]))
"""

# An account's first mention of each of its values.
_ACCOUNTS = """
select distinct on (fact_no, value_no, article_id)
    fact_no, value_no, article_id, publisher, published_on, value_text, sentence, said_it_first, changed_to_value_no
from news.story_fact_account
where story_id = :story
order by fact_no, value_no, article_id, said_it_first desc, field desc, start_char
"""
