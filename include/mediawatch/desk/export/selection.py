"""Which articles are taken away, and their rows: read in portions of PORTION, each in a transaction of its own.

Portions follow each other by key, so that an export of any size holds the warehouse for moments only. What is published
meanwhile and belongs behind the key is taken too; nothing is taken twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk import archive_search
from mediawatch.desk.article_list import Filters, Key, coverage_of, narrowed
from mediawatch.desk.day_range import DAY, IN_RANGE, DayRange
from mediawatch.settings import Settings
from mediawatch.store.publish.topic_tags import proposing
from mediawatch.workflow.retagging import Judge, media_of

PORTION = 500
"""Articles that are in memory at a time: some 5 MB with their texts."""

Reading = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction that reads."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export holds: articles of the range that pass the filters and match the query, the newest first.
    `bodies`: with their texts; `limit`: at most so many, None: all."""

    days: DayRange
    filters: Filters = field(default_factory=Filters)
    query: str = ""
    bodies: bool = True
    limit: int | None = None


def rows(reading: Reading, settings: Settings, wanted: Wanted) -> Iterator[dict[str, Any]]:
    """A row for each article, with `tags`, `repeats`, `story` and publisher. Raises QueryError before the first row."""
    judge = None
    if wanted.query.strip():
        judge = Judge(archive_search.topic_of(wanted.query), media_of(settings))
    return _rows(reading, wanted, judge)


def _rows(reading: Reading, wanted: Wanted, judge: Judge | None) -> Iterator[dict[str, Any]]:
    after: Key | None = None
    left = wanted.limit
    while left is None or left > 0:
        size = PORTION if left is None else min(PORTION, left)
        with reading() as connection:
            proposed = _proposed(connection, wanted, judge, after, PORTION)
            chosen = [row for row in proposed if judge is None or judge.matches(row)][:size]
            found = _described(connection, [row.article_id for row in chosen], bodies=wanted.bodies)
        yield from found
        if len(proposed) < PORTION:
            return
        after = Key(proposed[-1].coverage_at, proposed[-1].article_id)
        left = None if left is None else left - len(found)


def _proposed(connection: Connection, wanted: Wanted, judge: Judge | None, after: Key | None, size: int) -> list[Any]:
    near = narrowed(connection, wanted.days, wanted.filters, after, size if judge is None else None)
    if near is None:
        return []
    values: dict[str, Any] = {**near.parameters, **wanted.filters.parameters(), "limit": size}
    conditions = [IN_RANGE, wanted.filters.condition()]
    if after is not None:
        conditions.append("(a.coverage_at, a.article_id) < (:after_at, :after_id)")
        values |= {"after_at": after.at, "after_id": after.article_id}
    columns = "a.article_id, a.coverage_at"
    if judge is not None:
        columns = f"{archive_search.COLUMNS}, a.coverage_at"
        asked, parameters = proposing(judge.queries)
        conditions.append(asked)
        values |= parameters
    return list(
        connection.execute(
            text(
                f"select {columns} from news.article a where {' and '.join(conditions)} "
                "order by a.coverage_at desc, a.article_id desc limit :limit"
            ),
            values,
        )
    )


def _described(connection: Connection, numbers: list[int], *, bodies: bool) -> list[dict[str, Any]]:
    if not numbers:
        return []
    found = {
        row["article_id"]: dict(row)
        for row in connection.execute(text(_ROWS), {"numbers": numbers, "bodies": bodies}).mappings()
    }
    counted = coverage_of(connection, numbers)
    return [
        {**found[number], "publisher": counted[number]["publisher"], "publisher_id": counted[number]["publisher_id"]}
        for number in numbers
        if number in found
    ]


_ROWS = f"""
select a.article_id, a.uri, a.url, a.headline, case when :bodies then a.article_body end as article_body, a.author,
    a.section, a.keywords, a.in_language, a.word_count, {DAY} as day, a.date_published, a.date_published_precision,
    a.published_on, a.date_modified, a.coverage_at, a.source_id, a.version, a.first_seen_at,
    m.story_id, s.headline as story_headline,
    (
        select jsonb_build_object('article_id', o.article_id, 'url', coalesce(o.url, o.uri), 'kind', l.kind)
        from news.duplicate_link l join news.article o on o.article_id = l.duplicate_of
        where l.article_id = a.article_id order by l.containment desc, o.article_id limit 1
    ) as repeats,
    coalesce((
        select jsonb_agg(jsonb_build_object('topic_id', t.topic_id, 'label', p.label, 'grade', t.grade,
            'score', round(t.score::numeric, 4), 'version', t.topic_version, 'confirmed', o.relevant,
            'evidence', coalesce((
                select jsonb_agg(jsonb_build_object('field', e.field, 'start', e.start_char, 'end', e.end_char,
                    'words', e.evidence_text, 'clause', e.clause) order by e.evidence_no)
                from news.topic_evidence e where e.article_id = t.article_id and e.topic_id = t.topic_id
            ), '[]')) order by t.grade, t.score desc, t.topic_id)
        from news.article_topic t
        join news.topic p on p.topic_id = t.topic_id
        left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
        where t.article_id = a.article_id and o.relevant is distinct from false
    ), '[]') as tags
from news.article a
left join news.story_article m on m.article_id = a.article_id
left join news.story s on s.story_id = m.story_id
where a.article_id = any(cast(:numbers as bigint[]))
"""
