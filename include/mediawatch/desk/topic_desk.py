"""One topic for the desk: attention, publishers, the words that set it apart, its matches, and how right it is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediawatch.cluster.terms import words as terms
from mediawatch.desk import attention
from mediawatch.desk.article_list import TAGGED, described
from mediawatch.desk.day_range import BOUNDS, IN_RANGE, DayRange
from mediawatch.desk.shape.evidence_marks import snippet
from mediawatch.desk.shape.log_odds import Word, distinctive
from mediawatch.tag.language.words import base_language

PUBLISHERS = 12
WORDS = 24
SAMPLE = 200
"""Articles of the topic whose words are compared, and OTHERS of the rest: enough for words that one article in thirty
holds, and read in a moment."""

OTHERS = 500
OPENING = 800
"""Characters of a body that are compared: what an article is about stands there."""

MATCHES = 12


def topic_page(connection: Connection, topic_id: str, days: DayRange) -> dict[str, Any] | None:
    """What the page shows of the topic in the range, its lists of matches apart; None where there is no such topic."""
    found = connection.execute(text(_TOPIC), {"topic": topic_id}).mappings().first()
    if found is None:
        return None
    topic = dict(found)
    covered = attention.coverage(connection, days, [topic_id])
    voices = attention.publishers(connection, days, topic_id, PUBLISHERS)
    language, words = _words(connection, topic_id, days)
    return {
        "topic": topic,
        "coverage": covered,
        "attention": covered.topics[0],
        "publishers": voices,
        "words": words,
        "words_language": language,
        "precision": dict(connection.execute(text(_PRECISION), {"topic": topic_id}).mappings().one()),
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


def matches(
    connection: Connection,
    topic_id: str,
    days: DayRange,
    *,
    order: str = "newest",
    after: tuple[float, int] | None = None,
    limit: int = MATCHES,
) -> tuple[list[dict[str, Any]], str | None]:
    """Articles that the query tagged, each with its grade, score, a snippet and the analysts' word, and the key behind
    the last one; None where there are no more. `order`: newest, or weakest by score.

    `after`: (score, or seconds since 1970; article_id) of the key.
    """
    column, way, behind = _ORDERS[order]
    values: dict[str, Any] = {**days.parameters, "topic": topic_id, "limit": limit + 1}
    if after is not None:
        values |= {"after": after[0], "after_id": after[1]}
    query = _MATCHES.format(column=column, way=way, behind=behind if after is not None else "true")
    rows = [dict(row) for row in connection.execute(text(query), values).mappings()]
    facts = {row["article_id"]: row for row in described(connection, [row["article_id"] for row in rows])}
    shown = []
    for row in rows[:limit]:
        evidence = row.pop("evidence") or []
        body = row.pop("article_body")
        in_body = any(item["field"] == "article_body" for item in evidence)
        shown.append(
            {
                **facts[row["article_id"]],
                **row,
                "snippet": snippet(body, evidence) if in_body or not evidence else [],
                "headline_marks": [
                    (item["start_char"], item["end_char"], "mark") for item in evidence if item["field"] == "headline"
                ],
            }
        )
    last = shown[-1] if len(rows) > limit else None
    return shown, f"{last['key']!r}-{last['article_id']}" if last else None


def _words(connection: Connection, topic_id: str, days: DayRange) -> tuple[str | None, list[Word]]:
    """The language of most of the topic's articles in the range, and the words that tell them from all others in it."""
    values = {**days.parameters, "topic": topic_id, "sample": SAMPLE, "others": OTHERS, "opening": OPENING}
    language = connection.execute(text(_LANGUAGE), values).scalar()
    if language is None:
        return None, []
    values["language"] = language
    base = base_language(language)
    here = [set(terms(row.words, base)) for row in connection.execute(text(_HERE), values)]
    there = [set(terms(row.words, base)) for row in connection.execute(text(_THERE), values)]
    return language, distinctive(here, there, WORDS) if there else []


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

# What a page is ordered by, in which direction, and what lies behind a key.
_ORDERS = {
    "newest": (
        "extract(epoch from a.coverage_at)::double precision",
        "a.coverage_at desc, a.article_id desc",
        "(a.coverage_at, a.article_id) < (to_timestamp(:after), :after_id)",
    ),
    "weakest": (
        "t.score::double precision",
        "t.score, a.article_id",
        "(t.score, a.article_id) > (cast(:after as real), :after_id)",
    ),
}

_MATCHES = f"""
select chosen.*, o.relevant, o.who, o.why, o.decided_at, a.article_body,
    (
        select jsonb_agg(jsonb_build_object('field', e.field, 'start_char', e.start_char, 'end_char', e.end_char)
            order by e.evidence_no)
        from news.topic_evidence e where e.article_id = chosen.article_id and e.topic_id = :topic
    ) as evidence
from (
    select a.article_id, t.grade, t.score, {{column}} as key
    from news.article_topic t join news.article a on a.article_id = t.article_id
    where t.topic_id = :topic and {IN_RANGE} and {{behind}}
    order by {{way}} limit :limit
) chosen
join news.article a on a.article_id = chosen.article_id
join news.article_topic t on t.article_id = chosen.article_id and t.topic_id = :topic
left join news.topic_override o on o.article_id = chosen.article_id and o.topic_id = :topic
order by {{way}}
"""

_LANGUAGE = f"""
select a.in_language from news.article_topic t join news.article a on a.article_id = t.article_id
where t.topic_id = :topic and {IN_RANGE} group by 1 order by count(*) desc, 1 limit 1
"""

_HERE = f"""
select a.headline || ' ' || left(a.article_body, :opening) as words
from news.article_topic t join news.article a on a.article_id = t.article_id
where t.topic_id = :topic and {IN_RANGE} and a.in_language = :language
order by a.coverage_at desc, a.article_id desc limit :sample
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
