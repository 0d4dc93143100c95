"""How much of the coverage deals with a topic: counts a day, of one topic or all, in a range of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.day_range import DayRange


@dataclass(frozen=True, slots=True)
class Attention:
    """Counts of one topic, a number for each day of the range. `unique`: articles with a text of their own."""

    topic_id: str
    label: str
    matching: list[int]
    unique: list[int]

    @property
    def total(self) -> int:
        return sum(self.matching)

    @property
    def total_unique(self) -> int:
        return sum(self.unique)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All articles of the range, a number for each day, and the topics among them, the most frequent first."""

    days: list[date]
    total: list[int]
    total_unique: list[int]
    topics: list[Attention]

    def share(self, topic: Attention) -> list[float | None]:
        """Of each day's articles those of the topic, 0..1; None on days without articles."""
        return [n / total if total else None for n, total in zip(topic.matching, self.total, strict=True)]


def coverage(connection: Connection, days: DayRange, topics: Sequence[str] | None = None) -> Coverage:
    """Attention to `topics`, or to every active topic and those that anything in the range is about."""
    dates = [days.since + timedelta(days=n) for n in range(days.days)]
    place = {day: number for number, day in enumerate(dates)}
    total, unique = [0] * len(dates), [0] * len(dates)
    for row in connection.execute(text(_TOTALS), days.parameters):
        total[place[row.day]], unique[place[row.day]] = row.total, row.total_unique
    found: dict[str, Attention] = {}
    chosen = None if topics is None else list(topics)
    for topic in connection.execute(text(_TOPICS), {"topics": chosen}):
        found[topic.topic_id] = Attention(topic.topic_id, topic.label, [0] * len(dates), [0] * len(dates))
    for row in connection.execute(text(_MATCHED), {**days.parameters, "topics": chosen}):
        if row.topic_id in found:
            found[row.topic_id].matching[place[row.day]] = row.matching
            found[row.topic_id].unique[place[row.day]] = row.matching_unique
    ranked = sorted(found.values(), key=lambda topic: (-topic.total, topic.label, topic.topic_id))
    return Coverage(dates, total, unique, ranked)


def publishers(connection: Connection, days: DayRange, limit: int) -> list[dict[str, Any]]:
    """Whose articles are in the range, the most frequent first: name, id, articles, those with a text of their own."""
    return _rows(connection, _PUBLISHERS, **days.parameters, limit=limit)


def publishers_of(connection: Connection, numbers: Sequence[int], limit: int) -> list[dict[str, Any]]:
    """Whose articles these are, likewise."""
    # By number: joined to the view, every article of the archive would be looked at.
    return _rows(connection, _PUBLISHERS_OF, numbers=list(numbers), limit=limit)


def _rows(connection: Connection, query: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), values).mappings()]


_TOPICS = """
select topic_id, label from news.topic
where case when cast(:topics as text[]) is null then active else topic_id = any(:topics) end
"""

_TOTALS = "select day, total, total_unique from news.coverage_daily where day between :since and :until"

_MATCHED = """
select topic_id, day, matching, matching_unique from news.topic_daily
where day between :since and :until and (cast(:topics as text[]) is null or topic_id = any(:topics))
"""

_PUBLISHERS = """
select publisher, publisher_id, sum(total)::bigint as matching, sum(total_unique)::bigint as matching_unique
from news.publisher_daily where day between :since and :until
group by publisher, publisher_id order by matching desc, publisher limit :limit
"""

_PUBLISHERS_OF = """
select publisher, publisher_id, count(*) as matching, count(*) filter (where unique_text) as matching_unique
from news.article_coverage where article_id = any(cast(:numbers as bigint[]))
group by publisher, publisher_id order by matching desc, publisher limit :limit
"""
