"""The page News: attention of each topic, what rises and why, stories, publishers, and how the last runs went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, text

from mediawatch.cluster.terms import words as terms
from mediawatch.desk import attention, operations_desk
from mediawatch.desk.article_list import coverage_of
from mediawatch.desk.day_range import DayRange
from mediawatch.desk.shape.charts import Chart, Series, chart
from mediawatch.desk.shape.log_odds import distinctive
from mediawatch.desk.topic_articles import TopicArticle, numbers, openings, topic_articles
from mediawatch.tag.language.words import base_language

Counted = Literal["all", "unique", "share"]

LINES = 6
"""Topics that the chart draws: more cannot be told apart."""

RISING = 3
RISEN = 2.0
"""Signed root of the log-likelihood ratio from which a rise is seldom chance, as in news.topic_rising."""

STORIES = 8
PUBLISHERS = 10
REASON_ARTICLES = 300
REASON_WORDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A topic of the range beside as many days before: `score` orders changes, `change` is in articles a day, 0.5 for
    half as many again; None where there was nothing before."""

    topic: attention.Attention
    share: float | None
    before: int
    change: float | None
    score: float
    chart_class: str | None


def news_page(connection: Connection, days: DayRange, counted: Counted) -> dict[str, Any]:
    """What the page shows of the range."""
    covered = attention.coverage(connection, days)
    earlier = attention.coverage(connection, days.before())
    before = {topic.topic_id: topic for topic in earlier.topics}
    total, total_before = sum(covered.total_unique), sum(earlier.total_unique)
    rows = []
    for place, topic in enumerate(covered.topics):
        past = before.get(topic.topic_id)
        was = past.total_unique if past else 0
        rows.append(
            Row(
                topic,
                topic.total / sum(covered.total) if sum(covered.total) else None,
                past.total if past else 0,
                topic.total / past.total - 1 if past and past.total else None,
                rate_change(topic.total_unique, total, was, total_before),
                f"{place}" if place < LINES and topic.total else None,
            )
        )
    largest = _rows(connection, _STORIES, **days.parameters, limit=STORIES)
    newest = _rows(connection, _NEW_STORIES, **days.parameters, limit=2 * STORIES)
    risen = sorted((row for row in rows if row.score >= RISEN), key=lambda row: -row.score)[:RISING]
    return {
        "coverage": covered,
        "rows": rows,
        "chart": _chart(covered, counted),
        "counted": counted,
        "rising": [{"row": row, **reason(connection, row.topic.topic_id, days)} for row in risen],
        "stories": largest,
        "new_stories": [row for row in newest if row["story_id"] not in {story["story_id"] for story in largest}][
            :STORIES
        ],
        "publishers": attention.publishers(connection, days, PUBLISHERS),
        "runs": operations_desk.last_runs(connection),
        "waiting": operations_desk.waiting(connection),
    }


def _chart(covered: attention.Coverage, counted: Counted) -> Chart:
    lines = []
    for place, topic in enumerate(covered.topics[:LINES]):
        if topic.total:
            values = {"all": topic.matching, "unique": topic.unique}.get(counted) or covered.share(topic)
            lines.append(Series(f"s{place}", topic.label, values))
    return chart(covered.days, lines, percent=counted == "share")


def rate_change(matching: int, total: int, matching_before: int, total_before: int) -> float:
    """news.rate_change of the warehouse: the signed root of Dunning's G2; 0 where either side has no articles."""
    if not total or not total_before:
        return 0.0
    cells = (matching, total - matching, matching_before, total_before - matching_before)
    sums = (total, total_before, matching + matching_before, total + total_before - matching - matching_before)
    g2 = 2 * (sum(map(_x_ln_x, cells)) - sum(map(_x_ln_x, sums)) + _x_ln_x(total + total_before))
    return math.copysign(math.sqrt(max(0.0, g2)), matching * total_before - matching_before * total)


def _x_ln_x(x: int) -> float:
    return x * math.log(x) if x > 0 else 0.0


def reason(connection: Connection, topic_id: str, days: DayRange) -> dict[str, Any]:
    """Why a topic rises: `story` that holds most of its articles of the range, with who was `first`; the `words` that
    tell these articles from those before; `reprints`, the share of them that repeat others."""
    tagged = topic_articles(connection, topic_id, days)
    story = next(iter(_rows(connection, _REASON_STORY, numbers=numbers(tagged))), None)
    first = None
    if story is not None:
        [found] = _rows(connection, _FIRST, story=story["story_id"])
        first = {**found, "publisher": coverage_of(connection, [found["article_id"]])[found["article_id"]]["publisher"]}
    now = _texts(connection, tagged)
    then = _texts(connection, topic_articles(connection, topic_id, days.before()))
    language = base_language(story["in_language"]) if story else "en"
    words = (
        distinctive(
            [set(terms(item, language)) for item in now],
            [set(terms(item, language)) for item in then],
            REASON_WORDS,
            language,
        )
        if now
        else []
    )
    return {"story": story, "first": first, "words": words}


def _texts(connection: Connection, tagged: Sequence[TopicArticle]) -> list[str]:
    return openings(connection, numbers(tagged)[:REASON_ARTICLES])


def topics_page(connection: Connection, days: DayRange) -> dict[str, Any]:
    """Every topic with its attention in the range, and how right it is as far as analysts have said."""
    covered = attention.coverage(connection, days)
    precision = {row["topic_id"]: row for row in _rows(connection, _PRECISION)}
    return {"coverage": covered, "precision": precision, "most": max((t.total for t in covered.topics), default=0)}


def stories_page(connection: Connection, days: DayRange, after: tuple[int, int] | None) -> dict[str, Any]:
    """Stories of the range, the largest first, thirty a page. `after`: articles and story_id of the last one."""
    values = {
        **days.parameters,
        "limit": 31,
        "after": after[0] if after else None,
        "after_id": after[1] if after else 0,
    }
    rows = _rows(connection, _ALL_STORIES, **values)
    more = f"{rows[29]['article_count']}-{rows[29]['story_id']}" if len(rows) > 30 else None
    return {"rows": rows[:30], "after": more}


def _rows(connection: Connection, query: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), values).mappings()]


_SPAN = """
s.last_published >= news.day_start(cast(:since as date))
and s.first_published < news.day_start(cast(:until as date) + 1)
"""
_FACTS = (
    "s.story_id, s.headline, s.in_language, s.first_published, s.last_published, s.article_count, s.publisher_count"
)

_STORIES = f"""
select {_FACTS} from news.story s where {_SPAN} and s.article_count > 1
order by s.article_count desc, s.last_published desc, s.story_id limit :limit
"""

_NEW_STORIES = f"""
select {_FACTS} from news.story s
where s.first_published >= news.day_start(cast(:until as date) - 2) and {_SPAN}
order by s.article_count desc, s.first_published desc, s.story_id limit :limit
"""

_ALL_STORIES = f"""
select {_FACTS} from news.story s
where {_SPAN} and (
    cast(:after as integer) is null or (-s.article_count, s.story_id) > (-cast(:after as integer), :after_id)
)
order by s.article_count desc, s.story_id limit :limit
"""

_REASON_STORY = f"""
select c.articles, {_FACTS}
from (
    select m.story_id, count(*) as articles from news.story_article m
    where m.article_id = any(cast(:numbers as bigint[]))
    group by m.story_id order by articles desc, m.story_id limit 1
) c join news.story s on s.story_id = c.story_id
"""

_FIRST = """
select a.article_id, a.headline, a.coverage_at from news.story_article m
join news.article a on a.article_id = m.article_id
where m.story_id = :story order by a.coverage_at, a.article_id limit 1
"""

_PRECISION = """
select o.topic_id, count(*) filter (where o.relevant) as confirmed, count(*) as judged
from news.topic_override o
join news.article_topic t on t.article_id = o.article_id and t.topic_id = o.topic_id
group by o.topic_id
"""
