"""The page Search: what was asked for, shaped; a topic's file made of a query; an error with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk import archive_search, article_list
from mediawatch.desk.article_list import Filters, Key
from mediawatch.desk.day_range import DayRange
from mediawatch.desk.shape.charts import frame
from mediawatch.settings import Settings
from mediawatch.tag import QueryError

CHOICES = 500
"""Publishers and sources that the form offers."""


def search_page(
    connection: Connection, settings: Settings, query: str, days: DayRange, filters: Filters, after: Key | None
) -> dict[str, Any]:
    """What the page shows: of a query its hits, of filters alone what they let through, newest first.

    Counts over time come with the first page only. A query that cannot be read gives `error` in the command's words and
    `error_place`, which points at the character.
    """
    told: dict[str, Any] = {
        **{"q": query, "filters": filters, "span": days, "choices": choices(connection)},
        **{"error": None, "error_place": "", "rows": [], "after": None, "total": None, "possible": 0, "frame": None},
        **{"sure": [], "maybe": [], "undecided_until": None, "stopped_early": False, "yaml": None},
    }
    first = after is None
    if query.strip():
        try:
            topic = archive_search.topic_of(query)
        except QueryError as error:
            return {**told, **wrong(query, error)}
        found = archive_search.search(connection, settings, topic, days, filters, after=after, count=first)
        told |= {
            "rows": found.hits,
            "after": found.after,
            "stopped_early": found.stopped_early,
            "yaml": topic_file(query),
        }
        counts: Mapping[Any, int] = found.counts
        possible: Mapping[Any, int] = found.possible
        undecided = found.undecided_until
    else:
        told["rows"], told["after"] = article_list.page(connection, days, filters, after)
        counts = {row["day"]: row["matching"] for row in article_list.count(connection, days, filters)} if first else {}
        possible, undecided = {}, None
    if first:
        dates = [days.since.fromordinal(days.since.toordinal() + n) for n in range(days.days)]
        told |= {
            "total": sum(counts.values()),
            "possible": sum(possible.values()),
            "sure": [counts.get(day, 0) for day in dates],
            "maybe": [possible.get(day, 0) for day in dates],
            "undecided_until": undecided,
        }
        told["frame"] = frame(dates, [[a + b for a, b in zip(told["sure"], told["maybe"], strict=True)]])
    return told


def wrong(query: str, error: QueryError) -> dict[str, str]:
    """`error`: what is wrong and what to do, with its place; `error_place`: the line of the query with a mark below."""
    line_start = query.rfind("\n", 0, error.offset) + 1
    line = query[line_start:].partition("\n")[0]
    column = error.offset - line_start
    begin = max(0, column - 60)
    number = query.count("\n", 0, error.offset) + 1
    return {
        "error": f"line {number}, column {column + 1}: {error}",
        "error_place": f"{line[begin : column + 40]}\n{' ' * (column - begin)}^",
    }


def topic_file(query: str) -> str:
    """A file for include/topics that follows the query; names are for the analyst to choose."""
    words = json.dumps(query, ensure_ascii=False)  # a YAML scalar in double quotes, whatever the query holds
    return f"id: my-topic\nlabel: My topic\nquery: {words}\nexamples:\n  match: []\n  no_match: []\n"


def choices(connection: Connection) -> dict[str, list[Any]]:
    """What the form offers: topics, publishers and sources."""
    topics = connection.execute(text("select topic_id, label from news.topic where active order by label, topic_id"))
    names = connection.execute(text("select name from news.publisher order by name limit :n"), {"n": CHOICES})
    sources = connection.execute(text("select source_id from news.source order by source_id limit :n"), {"n": CHOICES})
    return {
        "topics": [dict(row) for row in topics.mappings()],
        "publishers": list(names.scalars()),
        "sources": list(sources.scalars()),
    }
