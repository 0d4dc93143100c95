"""One story as people look at it: its articles, and what they say of the same thing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError


def story(connection: Connection, number: int) -> dict[str, Any]:
    """A story by its number, or by that of one which proved to be it: the row of news.story_overview, its articles, and
    each fact with its values. Raises UsageError where there is no such story."""
    merged = connection.execute(text(_MERGED), {"story": number}).scalar()
    found = _rows(connection, "select * from news.story_overview where story_id = :story", merged or number)
    if not found:
        raise UsageError(f"there is no story {number}; news.story_overview lists them")
    ident = found[0]["story_id"]
    facts = _rows(connection, "select * from news.story_fact where story_id = :story order by fact_no", ident)
    accounts = _rows(connection, _ACCOUNTS, ident)
    for fact in facts:
        fact["accounts"] = [row for row in accounts if row["fact_no"] == fact["fact_no"]]
    return {"story": found[0], "articles": _rows(connection, _ARTICLES, ident), "facts": facts}


def _rows(connection: Connection, query: str, number: int) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), {"story": number}).mappings()]


_MERGED = "select merged_into from news.story_merge where story_id = :story"

_ARTICLES = """
select a.article_id, c.day, c.publisher, a.headline, a.uri, m.similarity
from news.story_article m
join news.article a on a.article_id = m.article_id
join news.article_coverage c on c.article_id = m.article_id
where m.story_id = :story
order by a.coverage_at, a.uri collate "C"
limit 200
"""

# An account's first mention of each of its values.
_ACCOUNTS = """
select distinct on (fact_no, value_no, article_id)
    fact_no, value_no, article_id, publisher, published_on, value_text, sentence, said_it_first, changed_to_value_no
from news.story_fact_account
where story_id = :story
order by fact_no, value_no, article_id, said_it_first desc, field desc, start_char
"""
