"""The articles of one topic in a range, read once for everything that a page says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.day_range import BOUNDS, DAY, DayRange

OPENING = 800
"""Characters of a body that are compared: what an article is about stands there."""


@dataclass(frozen=True, slots=True)
class TopicArticle:
    """`grade` and `score` are those of the tag, None where only an analyst put the article there; `relevant` is the
    analyst's word, None where nobody said one."""

    article_id: int
    coverage_at: datetime
    in_language: str
    grade: str | None
    score: float | None
    relevant: bool | None

    @property
    def counts(self) -> bool:
        """Whether the article belongs to the topic, with the analyst's word applied."""
        return self.relevant is not False


def topic_articles(connection: Connection, topic_id: str, days: DayRange) -> list[TopicArticle]:
    """The topic's articles of the range, those that an analyst rejected too, the newest first."""
    rows = connection.execute(text(_ARTICLES), {**days.parameters, "topic": topic_id})
    return [TopicArticle(**row) for row in rows.mappings()]


def numbers(articles: Sequence[TopicArticle]) -> list[int]:
    """Those of the articles that belong to the topic."""
    return [article.article_id for article in articles if article.counts]


def main_language(articles: Sequence[TopicArticle]) -> str | None:
    """The language of most of them, of two the first by its tag; None without articles."""
    counted = Counter(article.in_language for article in articles)
    return min(counted, key=lambda language: (-counted[language], language), default=None)


def openings(connection: Connection, chosen: Sequence[int]) -> list[str]:
    """Headline and the first OPENING characters of each article."""
    values: dict[str, Any] = {"numbers": list(chosen), "opening": OPENING}
    return list(connection.execute(text(_OPENINGS), values).scalars())


# Both sides by an index alone, which costs what the topic and the range hold; rows of articles are read of those only
# that are in both. `offset 0`: Postgres would look up each article that the topic ever had, how long ago it may be.
_ARTICLES = f"""
select a.article_id, a.coverage_at, a.in_language, t.grade, t.score, t.relevant
from (
    select t.*
    from (
        select t.article_id, t.grade, t.score, o.relevant
        from news.article_topic t
        left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
        where t.topic_id = :topic
        union all
        select o.article_id, null, null, true from news.topic_override o
        where o.topic_id = :topic and o.relevant and not exists (
            select from news.article_topic t where t.article_id = o.article_id and t.topic_id = o.topic_id
        )
    ) t
    join (select a.article_id from news.article a where {BOUNDS} offset 0) near on near.article_id = t.article_id
    offset 0
) t
join news.article a on a.article_id = t.article_id
where {DAY} between cast(:since as date) and cast(:until as date)
order by a.coverage_at desc, a.article_id desc
"""

_OPENINGS = """
select a.headline || ' ' || left(a.article_body, :opening) from news.article a
where a.article_id = any(cast(:numbers as bigint[]))
"""
