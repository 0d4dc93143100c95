"""Lists of articles: filtered, newest first, paged by key. What every number of a page leads to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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
        """SQL over news.article as `a`; a condition on the publisher is dear and comes last."""
        parts = [condition for name, condition in _CONDITIONS.items() if getattr(self, name) is not None]
        if self.text is not None:
            parts.append(_UNIQUE if self.text == "unique" else f"not {_UNIQUE}")
        return " and ".join(parts) or "true"

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
    # First by what may make it the publisher, then by the one place that decides: an article at a time.
    "publisher": """(
        lower(a.publisher) = any(array(
            select lower(n.name) from news.publisher p
            cross join lateral unnest(array[p.publisher_id, p.name] || p.aliases) n(name)
            where :publisher in (p.publisher_id, p.name)
        ) || lower(cast(:publisher as text)))
        or a.source_id = any(array(
            select s.source_id from news.source s join news.publisher p on p.publisher_id = s.publisher_id
            where :publisher in (p.publisher_id, p.name)
        ))
        or split_part(a.url, '/', 3) like any(array(
            select '%' || d.name || '%' from news.publisher p cross join lateral unnest(p.domains) d(name)
            where :publisher in (p.publisher_id, p.name)
        ) || ('%' || cast(:publisher as text) || '%'))
    ) and (
        select :publisher in (c.publisher, c.publisher_id) from news.article_coverage c
        where c.article_id = a.article_id offset 0
    )""",
}


def page(
    connection: Connection, days: DayRange, filters: Filters, after: Key | None = None, limit: int = PAGE
) -> tuple[list[dict[str, Any]], Key | None]:
    """Articles of the range, the newest first, and the key behind the last one; None where there are no more."""
    values: dict[str, Any] = {**days.parameters, **filters.parameters(), "limit": limit + 1}
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
    query = f"select {DAY} as day, count(*) as matching from news.article a where {IN_RANGE} and {filters.condition()}"
    rows = connection.execute(text(f"{query} group by 1 order by 1"), {**days.parameters, **filters.parameters()})
    return [dict(row) for row in rows.mappings()]


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
