"""One topic for the desk: attention, publishers, the words that set it apart, its matches, and how right it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, text

from mediawatch.cluster.terms import words as terms
from mediawatch.desk import attention
from mediawatch.desk.article_list import TAGGED, described
from mediawatch.desk.day_range import BOUNDS, DayRange
from mediawatch.desk.shape.evidence_marks import snippet
from mediawatch.desk.shape.log_odds import Word, distinctive
from mediawatch.desk.topic_articles import OPENING, TopicArticle, main_language, numbers, openings, topic_articles
from mediawatch.tag.language.words import base_language

PUBLISHERS = 12
WORDS = 24
SAMPLE = 200
"""Articles of the topic whose words are compared, and OTHERS of the rest: enough for words that one article in thirty
holds, and read in a moment."""

OTHERS = 500
MATCHES = 12
Order = Literal["newest", "weakest"]


def topic_page(
    connection: Connection,
    topic_id: str,
    days: DayRange,
    order: Order = "newest",
    after: tuple[float, int] | None = None,
) -> dict[str, Any] | None:
    """What the page shows of the topic in the range; None where there is no such topic.

    `matches`: what the query tagged, newest or weakest first, behind the key `after`: (seconds since 1970, or score;
    article_id). `next`: the key of the page behind these.
    """
    found = connection.execute(text(_TOPIC), {"topic": topic_id}).mappings().first()
    if found is None:
        return None
    topic = dict(found)
    covered = attention.coverage(connection, days, [topic_id])
    tagged = topic_articles(connection, topic_id, days)
    language, words = _words(connection, topic_id, days, [article for article in tagged if article.grade])
    rows, key = _matches(connection, topic_id, tagged, order, after)
    return {
        "topic": topic,
        "coverage": covered,
        "attention": covered.topics[0],
        "publishers": attention.publishers_of(connection, numbers(tagged), PUBLISHERS),
        "words": words,
        "words_language": language,
        "precision": dict(connection.execute(text(_PRECISION), {"topic": topic_id}).mappings().one()),
        "matches": rows,
        "after": key,
    }


def label(connection: Connection, topic_id: str) -> str | None:
    """The topic's name to show; None where there is no such topic."""
    found: str | None = connection.execute(
        text("select label from news.topic where topic_id = :t"), {"t": topic_id}
    ).scalar()
    return found


def definition(connection: Connection, topic_id: str) -> dict[str, Any] | None:
    """The topic with its newest definition and its version; None where there is none."""
    found = connection.execute(text(_TOPIC), {"topic": topic_id}).mappings().first()
    return dict(found) if found is not None and found["definition"] is not None else None


def _matches(
    connection: Connection,
    topic_id: str,
    tagged: Sequence[TopicArticle],
    order: Order,
    after: tuple[float, int] | None,
) -> tuple[list[dict[str, Any]], str | None]:
    """Articles that the query tagged, each with its grade, score, a snippet and the analysts' word, and the key behind
    the last one; None where there are no more."""
    keyed: list[tuple[float, int]] = [
        (article.score if order == "weakest" else article.coverage_at.timestamp(), article.article_id)
        for article in tagged
        if article.score is not None
    ]
    if after is not None:
        keyed = [key for key in keyed if (key > after if order == "weakest" else key < after)]
    keyed.sort(reverse=order == "newest")
    chosen = [number for _, number in keyed[:MATCHES]]
    values = {"topic": topic_id, "numbers": chosen}
    rows = {row["article_id"]: dict(row) for row in connection.execute(text(_MATCHES), values).mappings()}
    shown = []
    for facts in described(connection, chosen):
        row = rows[facts["article_id"]]
        evidence = row.pop("evidence") or []
        body = row.pop("article_body")
        in_body = any(item["field"] == "article_body" for item in evidence)
        shown.append(
            {
                **facts,
                **row,
                "snippet": snippet(body, evidence) if in_body or not evidence else [],
                "headline_marks": [
                    (item["start_char"], item["end_char"], "mark") for item in evidence if item["field"] == "headline"
                ],
            }
        )
    last = keyed[MATCHES - 1] if len(keyed) > MATCHES else None
    return shown, f"{last[0]!r}-{last[1]}" if last else None


def _words(
    connection: Connection, topic_id: str, days: DayRange, tagged: Sequence[TopicArticle]
) -> tuple[str | None, list[Word]]:
    """The language of most of the topic's articles in the range, and the words that tell them from all others in it."""
    language = main_language(tagged)
    if language is None:
        return None, []
    values = {**days.parameters, "topic": topic_id, "others": OTHERS, "opening": OPENING, "language": language}
    base = base_language(language)
    newest = [article.article_id for article in tagged if article.in_language == language][:SAMPLE]
    here = [set(terms(words, base)) for words in openings(connection, newest)]
    there = [set(terms(row.words, base)) for row in connection.execute(text(_THERE), values)]
    return language, distinctive(here, there, WORDS, base) if there else []


_TOPIC = """
select t.topic_id, t.label, t.mediatopics, t.active, t.complete, v.version, v.valid_from, v.definition,
    (select count(*) from news.topic_version n where n.topic_id = t.topic_id) as versions
from news.topic t
left join lateral (
    select version, valid_from, definition from news.topic_version n
    where n.topic_id = t.topic_id order by read_at desc, version desc limit 1
) v on true
where t.topic_id = :topic
"""

_PRECISION = """
select
    (select count(*) from news.article_topic a where a.topic_id = :topic) as tags,
    count(*) filter (where o.relevant and t.article_id is not null) as confirmed,
    count(*) filter (where not o.relevant and t.article_id is not null) as rejected,
    count(*) filter (where o.relevant and t.article_id is null) as missed,
    count(*) filter (where o.relevant and t.article_id is not null)
        / nullif(count(*) filter (where t.article_id is not null), 0)::double precision as precision
from news.topic_override o
left join news.article_topic t on t.article_id = o.article_id and t.topic_id = o.topic_id
where o.topic_id = :topic
"""

_MATCHES = """
select a.article_id, t.grade, t.score, o.relevant, o.who, o.why, o.decided_at, a.article_body,
    (
        select jsonb_agg(jsonb_build_object('field', e.field, 'start_char', e.start_char, 'end_char', e.end_char)
            order by e.evidence_no)
        from news.topic_evidence e where e.article_id = a.article_id and e.topic_id = :topic
    ) as evidence
from news.article a
join news.article_topic t on t.article_id = a.article_id and t.topic_id = :topic
left join news.topic_override o on o.article_id = a.article_id and o.topic_id = :topic
where a.article_id = any(cast(:numbers as bigint[]))
"""

# Articles of the range outside of the topic, spread over it by their numbers: those are read from the index alone, and
# the articles of the chosen ones only.
_THERE = f"""
select a.headline || ' ' || left(a.article_body, :opening) as words
from (
    select a.article_id from news.article a where {BOUNDS}
    order by hashint8(a.article_id) limit 2 * cast(:others as integer)
) chosen
join news.article a on a.article_id = chosen.article_id
where a.in_language = :language and not {TAGGED} limit :others
"""
