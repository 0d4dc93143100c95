"""The query language of topics over the whole archive: hits with their words marked, and how many there are over time.

The warehouse's index proposes articles, the evaluator that tags them decides, the newest first. A search ends after
SECONDS: what it has not come to is counted as proposed, and said to be so.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.article_list import PAGE, Filters, Key, described
from mediawatch.desk.day_range import DAY, IN_RANGE, DayRange
from mediawatch.desk.shape.evidence_marks import snippet
from mediawatch.settings import Settings
from mediawatch.store.publish.topic_tags import proposing
from mediawatch.tag import Topic
from mediawatch.workflow.retagging import Judge, media_of

SECONDS = 2.0
"""By the clock, for deciding: a page has five in all."""

_BATCH = 200  # articles that are in memory at a time


@dataclass(slots=True)
class Found:
    """What a search found. `hits`: the articles of one page, with `snippet` and `headline_marks`; `after`: the key of
    the next page.

    `counts`: day -> articles that match; `possible`: day -> articles that were proposed and not decided on, which lie
    on or before `undecided_until` (None: all were decided on). `stopped_early`: the page itself is not full for want
    of time.
    """

    hits: list[dict[str, Any]] = field(default_factory=list)
    after: Key | None = None
    counts: Counter[date] = field(default_factory=Counter)
    possible: Counter[date] = field(default_factory=Counter)
    undecided_until: date | None = None
    stopped_early: bool = False

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class _Proposed:
    article_id: int
    key: Key
    day: date


def topic_of(query: str) -> Topic:
    """A topic that holds nothing but the query. Raises QueryError, as the command does, where it cannot be read."""
    topic = Topic(id="search", label="search", query=query)
    topic.trees()
    return topic


def search(
    connection: Connection,
    settings: Settings,
    topic: Topic,
    days: DayRange,
    filters: Filters,
    *,
    after: Key | None = None,
    limit: int = PAGE,
    count: bool = True,
    seconds: float = SECONDS,
) -> Found:
    """The page of hits behind `after`, newest first, and with `count` how many match on each day of the range."""
    until = time.monotonic() + seconds
    judge = Judge(topic, media_of(settings))
    proposed = _proposed(connection, judge, days, filters)
    found = Found()
    chosen: list[tuple[int, Any]] = []
    begun = after is None
    place = 0
    if not begun and not count:
        place = next((n for n, item in enumerate(proposed) if _behind(item.key, after)), len(proposed))
    for place, item, row in _rows(connection, proposed, place):  # noqa: B007, B020  (where it ended counts)
        full = len(chosen) > limit
        if time.monotonic() > until or (full and not count):
            found.stopped_early = not full
            break
        wanted = not full and _behind(item.key, after)
        if wanted:
            tag = judge.tag_one(row)
            if tag is not None:
                chosen.append((item.article_id, (row, tag)))
                found.counts[item.day] += 1
        elif judge.matches(row):
            found.counts[item.day] += 1
    else:
        place = len(proposed)
    rest = proposed[place:]
    if rest:
        found.undecided_until = rest[0].day
        found.possible.update(item.day for item in rest)
    _shape(connection, found, chosen, limit, {item.article_id: item.key for item in proposed} if chosen else {})
    return found


def _behind(key: Key, after: Key | None) -> bool:
    return after is None or (key.at, key.article_id) < (after.at, after.article_id)


def _proposed(connection: Connection, judge: Judge, days: DayRange, filters: Filters) -> list[_Proposed]:
    """Articles that the index lets through, the newest first."""
    asked, parameters = proposing(judge.queries)
    rows = connection.execute(
        text(
            f"select a.article_id, a.coverage_at, {DAY} as day from news.article a "
            f"where {asked} and {IN_RANGE} and {filters.condition()} order by a.coverage_at desc, a.article_id desc"
        ),
        {**days.parameters, **filters.parameters(), **parameters},
    )
    return [_Proposed(row.article_id, Key(row.coverage_at, row.article_id), row.day) for row in rows]


def _rows(connection: Connection, proposed: Sequence[_Proposed], first: int) -> Iterator[tuple[int, _Proposed, Any]]:
    """(place, what was proposed, its row as the evaluator reads it), from place `first` on."""
    for start in range(first, len(proposed), _BATCH):
        page = proposed[start : start + _BATCH]
        rows = {
            row.article_id: row
            for row in connection.execute(text(_ARTICLES), {"numbers": [item.article_id for item in page]})
        }
        for offset, item in enumerate(page):
            if item.article_id in rows:
                yield start + offset, item, rows[item.article_id]


def _shape(
    connection: Connection, found: Found, chosen: Sequence[tuple[int, Any]], limit: int, keys: dict[int, Key]
) -> None:
    facts = {row["article_id"]: row for row in described(connection, [number for number, _ in chosen[:limit]])}
    for number, (row, tag) in chosen[:limit]:
        evidence = [
            {"field": item.field, "start_char": item.start_char, "end_char": item.end_char} for item in tag.evidence
        ]
        in_body = any(item["field"] == "article_body" for item in evidence)
        found.hits.append(
            {
                **facts[number],
                "grade": tag.grade,
                "score": tag.score,
                "snippet": snippet(row.article_body, evidence) if in_body else [],
                "headline_marks": [
                    (item["start_char"], item["end_char"], "mark") for item in evidence if item["field"] == "headline"
                ],
            }
        )
    if found.hits and (len(chosen) > limit or found.stopped_early):
        found.after = keys[found.hits[-1]["article_id"]]


COLUMNS = """a.article_id, a.uri, a.url, a.canonical_url, a.headline, a.headline_source, a.article_body, a.in_language,
    a.author, a.publisher, a.date_published, a.source_id, a.section, a.keywords, a.word_count"""
"""What the evaluator reads of an article, with its number."""

_ARTICLES = f"select {COLUMNS} from news.article a where a.article_id = any(cast(:numbers as bigint[]))"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a changed query would do to a topic's tags in a range. Samples are rows as lists show them.

    `undecided_until`: the day down to which it was looked, where there was no time for more; else None.
    """

    added: int
    removed: int
    kept: int
    added_samples: list[dict[str, Any]]
    removed_samples: list[dict[str, Any]]
    undecided_until: date | None


def preview(
    connection: Connection,
    settings: Settings,
    topic: Topic,
    days: DayRange,
    *,
    samples: int = 6,
    seconds: float = SECONDS,
) -> Preview:
    """Compare what `topic` would tag in the range with what is tagged, the newest first, for at most `seconds`."""
    until = time.monotonic() + seconds
    judge = Judge(topic, media_of(settings))
    tagged: dict[int, _Proposed] = {
        row.article_id: _Proposed(row.article_id, Key(row.coverage_at, row.article_id), row.day)
        for row in connection.execute(text(_TAGGED), {**days.parameters, "topic": topic.id})
    }
    proposed = _proposed(connection, judge, days, Filters())
    matching: list[int] = []
    last: _Proposed | None = None
    for _, item, row in _rows(connection, proposed, 0):
        if time.monotonic() > until:
            last = item
            break
        if judge.matches(row):
            matching.append(item.article_id)
    old = {number for number, item in tagged.items() if last is None or not _behind_or_at(item.key, last.key)}
    new = set(matching)
    added = [number for number in matching if number not in old]
    removed = sorted(old - new, key=lambda number: tagged[number].key.at, reverse=True)
    return Preview(
        added=len(added),
        removed=len(removed),
        kept=len(new & old),
        added_samples=described(connection, added[:samples]),
        removed_samples=described(connection, removed[:samples]),
        undecided_until=last.day if last is not None else None,
    )


def changed(definition: dict[str, Any], query: str, language: str | None, version: int) -> Topic:
    """The topic of a stored definition with another query, the general one or a language's. Raises QueryError."""
    topic = Topic.from_definition(definition, version)
    own = {"queries": {**topic.queries, language: query}} if language else {"query": query}
    topic = replace(topic, **own)
    topic.trees()
    return topic


def _behind_or_at(key: Key, other: Key) -> bool:
    return (key.at, key.article_id) <= (other.at, other.article_id)


_TAGGED = f"""
select a.article_id, a.coverage_at, {DAY} as day
from news.article_topic t join news.article a on a.article_id = t.article_id
where t.topic_id = :topic and {IN_RANGE}
"""
