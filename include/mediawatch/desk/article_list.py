"""Lists of articles: filtered, newest first, paged by key. What every number of a page leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.day_range import DAY, IN_RANGE, DayRange
from mediawatch.errors import UsageError

PAGE = 25
"""Articles of a page."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends: the next one begins behind it. Written as `<microseconds since 1970>-<article_id>`."""

    at: datetime
    article_id: int

    def __str__(self) -> str:
        seconds = self.at - datetime(1970, 1, 1, tzinfo=UTC)
        return f"{(seconds.days * 86_400 + seconds.seconds) * 1_000_000 + seconds.microseconds}-{self.article_id}"

    @classmethod
    def read(cls, written: str) -> Key:
        """Raises UsageError for anything that `str` did not write."""
        match = re.fullmatch(r"(-?\d{1,18})-(\d{1,18})", written, re.ASCII)
        if match is None:
            raise UsageError("after must be the key that the page before gave")
        micros = int(match.group(1))
        try:
            at = datetime.fromtimestamp(micros // 1_000_000, UTC).replace(microsecond=micros % 1_000_000)
        except (OverflowError, ValueError, OSError):
            raise UsageError("after must be the key that the page before gave") from None
        return cls(at, int(match.group(2)))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list holds, besides its days. None: anything. `publisher` is a name as news.article_coverage shows it, or
    an id of news.publisher; `language` a BCP 47 tag or its first subtag; `text` unique or repeats."""

    topic: str | None = None
    publisher: str | None = None
    source: str | None = None
    language: str | None = None
    story: int | None = None
    grade: str | None = None
    text: str | None = None

    def condition(self) -> str:
        """SQL over news.article as `a`, which asks for the parameters of the range too."""
        parts = [condition for name, condition in _CONDITIONS.items() if getattr(self, name) is not None]
        if self.text is not None:
            parts.append(_UNIQUE if self.text == "unique" else f"not {_UNIQUE}")
        return " and ".join(parts) or "true"

    @property
    def counted_daily(self) -> bool:
        """Whether counts a day are kept for exactly these filters."""
        return replace(self, topic=None, publisher=None, text=None) == Filters() and not (self.topic and self.publisher)

    def parameters(self) -> dict[str, Any]:
        """What `condition` asks for."""
        return {name: getattr(self, name) for name in _CONDITIONS if getattr(self, name) is not None}


_UNIQUE = (
    "not exists (select from news.duplicate_link l where l.article_id = a.article_id "
    "and l.kind in ('exact', 'copy', 'truncation'))"
)
TAGGED = """(
    exists (
        select from news.article_topic t
        left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
        where t.article_id = a.article_id and t.topic_id = :topic and o.relevant is distinct from false
    ) or exists (
        select from news.topic_override o where o.article_id = a.article_id and o.topic_id = :topic and o.relevant
    )
)"""
_CONDITIONS = {
    "topic": TAGGED,
    "source": "a.source_id = :source",
    "language": "(a.in_language = :language or split_part(a.in_language, '-', 1) = :language)",
    "story": "exists (select from news.story_article m where m.article_id = a.article_id and m.story_id = :story)",
    "grade": (
        "exists (select from news.article_topic t where t.article_id = a.article_id and t.grade = :grade "
        "and t.topic_id = :topic)"
    ),
    # What of an article decides whose it is stands in the counts: no article is looked at to know that.
    "publisher": """(coalesce(a.publisher, ''), coalesce(a.source_id, ''), coalesce(news.url_host(a.url), '')) in (
        select coalesce(p.named, ''), coalesce(p.source_id, ''), coalesce(p.host, '') from ops.publisher_resolved p
        where p.day between :since and :until and :publisher in (p.publisher, p.publisher_id)
    )""",
}


def page(
    connection: Connection, days: DayRange, filters: Filters, after: Key | None = None, limit: int = PAGE
) -> tuple[list[dict[str, Any]], Key | None]:
    """Articles of the range, the newest first, and the key behind the last one; None where there are no more."""
    near = narrowed(connection, days, filters, after, limit + 1)
    if near is None:
        return [], None
    values: dict[str, Any] = {**near.parameters, **filters.parameters(), "limit": limit + 1}
    behind = "true"
    if after is not None:
        behind = "(a.coverage_at, a.article_id) < (:after_at, :after_id)"
        values |= {"after_at": after.at, "after_id": after.article_id}
    chosen = [
        row.article_id
        for row in connection.execute(
            text(
                f"select a.article_id from news.article a where {IN_RANGE} and {behind} and {filters.condition()} "
                "order by a.coverage_at desc, a.article_id desc limit :limit"
            ),
            values,
        )
    ]
    rows = described(connection, chosen[:limit])
    more = len(chosen) > limit
    return rows, Key(rows[-1]["coverage_at"], rows[-1]["article_id"]) if more and rows else None


def described(connection: Connection, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Articles by number, in the order of `numbers`, as lists show them: with publisher, topics, story and repeats."""
    if not numbers:
        return []
    found = {
        row["article_id"]: dict(row)
        for row in connection.execute(text(_DESCRIBED), {"numbers": list(numbers)}).mappings()
    }
    counted = coverage_of(connection, numbers)
    return [{**found[number], **counted[number]} for number in numbers if number in found]


def coverage_of(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By article: publisher and publisher_id as news.article_coverage shows them, and whether its text is its own."""
    rows = connection.execute(text(_COVERAGE), {"numbers": list(numbers)}).mappings()
    return {row["article_id"]: dict(row) for row in rows}


def count(connection: Connection, days: DayRange, filters: Filters) -> list[dict[str, Any]]:
    """How many of the list's articles count for each day: rows with `day` and `matching`, days without any left out."""
    if filters.counted_daily:
        return _daily(connection, days, filters)
    query = f"select {DAY} as day, count(*) as matching from news.article a where {IN_RANGE} and {filters.condition()}"
    rows = connection.execute(text(f"{query} group by 1 order by 1"), {**days.parameters, **filters.parameters()})
    return [dict(row) for row in rows.mappings()]


def narrowed(
    connection: Connection, days: DayRange, filters: Filters, after: Key | None, need: int | None
) -> DayRange | None:
    """The part of the range that holds the newest `need` articles behind `after`, by the counts a day of the topic or
    the publisher; with None all of them. None where there are none.

    So a topic or a publisher with an article a week is found without looking at all that others wrote meanwhile.
    """
    if filters.topic is None and filters.publisher is None:
        return days
    edge = after.at.date() if after is not None else None
    counted = [
        row
        for row in reversed(_daily(connection, days, filters))
        if edge is None or row["day"] <= edge + timedelta(days=1)  # a day of another time zone, as below
    ]
    if not counted:
        return None
    first, found = counted[-1]["day"], 0
    if need is not None and filters.counted_daily:
        for row in counted:
            if edge is None or row["day"] < edge - timedelta(days=1):  # what lies behind the key for certain
                found += row["matching"]
            if found >= need:
                # Lists go by moments, counts by days of a time zone or as a source states them: both may lie a day off.
                first = row["day"] - timedelta(days=2)
                break
    return DayRange(max(days.since, first), min(days.until, counted[0]["day"]))


def _daily(connection: Connection, days: DayRange, filters: Filters) -> list[dict[str, Any]]:
    """Articles a day of the topic, else of the publisher, else all, as they are kept: other filters but `text` are not
    looked at. Days without any are left out."""
    counts, total, unique = next(
        counts for name, counts in _COUNTS.items() if name is None or getattr(filters, name) is not None
    )
    matching = {None: total, "unique": unique, "repeats": f"{total} - {unique}"}[filters.text]
    query = (
        f"select day, sum({matching})::bigint as matching from {counts} and day between :since and :until "
        f"group by day having sum({matching}) > 0 order by day"
    )
    rows = connection.execute(text(query), {**days.parameters, **filters.parameters()})
    return [dict(row) for row in rows.mappings()]


_COUNTS = {
    "topic": ("news.topic_daily where topic_id = :topic", "matching", "matching_unique"),
    "publisher": ("news.publisher_daily where :publisher in (publisher, publisher_id)", "total", "total_unique"),
    None: ("news.coverage_daily where true", "total", "total_unique"),
}

_DESCRIBED = f"""
select a.article_id, a.headline, a.in_language, a.coverage_at, a.coverage_at_source, a.url, {DAY} as day,
    a.date_published_precision, a.source_id, a.word_count, m.story_id, s.article_count as story_articles,
    (
        select count(*) from news.duplicate_link l where l.duplicate_of = a.article_id and l.kind <> 'excerpt'
    ) as reprints,
    coalesce((
        select jsonb_agg(jsonb_build_object('topic_id', t.topic_id, 'label', p.label, 'grade', t.grade)
            order by t.grade, t.score desc, t.topic_id)
        from news.article_topic t join news.topic p on p.topic_id = t.topic_id
        left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
        where t.article_id = a.article_id and o.relevant is distinct from false
    ), '[]') as topics
from news.article a
left join news.story_article m on m.article_id = a.article_id
left join news.story s on s.story_id = m.story_id
where a.article_id = any(cast(:numbers as bigint[]))
"""

# Asked for by number alone: joined to anything else, the view would be made for every article of the archive.
_COVERAGE = """
select article_id, publisher, publisher_id, unique_text from news.article_coverage
where article_id = any(cast(:numbers as bigint[]))
"""
