"""One story for the desk: its timeline, who was first, reprints, other languages, and where accounts differ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.article_list import Key, described
from mediawatch.desk.shape.values_in_words import value_in_words
from mediawatch.store.read import story_record

PAGE = 40


def story_page(connection: Connection, number: int, after: Key | None = None) -> dict[str, Any] | None:
    """What the page shows of the story; None where there is none. A number that the story once had leads to it.

    `timeline`: articles by the moment that they count for, forty a page; `after`: the key of the next page.
    """
    row = connection.execute(text(_STORY), {"number": number}).mappings().first()
    if row is None:
        return None
    story = dict(row)
    values: dict[str, Any] = {"story": story["story_id"], "limit": PAGE + 1}
    behind = "true"
    if after is not None:
        behind = "(a.coverage_at, a.article_id) > (:after_at, :after_id)"
        values |= {"after_at": after.at, "after_id": after.article_id}
    rows = [dict(item) for item in connection.execute(text(_TIMELINE.format(behind=behind)), values).mappings()]
    facts = {item["article_id"]: item for item in described(connection, [item["article_id"] for item in rows])}
    timeline = [{**facts[item["article_id"]], **item} for item in rows[:PAGE]]
    told: dict[str, Any] = {
        "story": story,
        "timeline": timeline,
        "after": Key(timeline[-1]["coverage_at"], timeline[-1]["article_id"]) if len(rows) > PAGE else None,
        "first": None,
        "others": [],
        "figures": [],
        "labels": {row.topic_id: row.label for row in connection.execute(text(_LABELS), {"topics": story["topics"]})},
    }
    if after is None:
        told["first"] = timeline[0] if timeline else None
        told["others"] = [dict(item) for item in connection.execute(text(_OTHERS), values).mappings()]
        told["figures"] = _figures(connection, story["story_id"])
    return told


def _figures(connection: Connection, story_id: int) -> list[dict[str, Any]]:
    """What accounts say of the same thing: what they agree on, then where they differ, then where a number grew."""
    found = story_record.facts(connection, story_id)
    numbers = {account["article_id"] for fact in found for account in fact["accounts"]}
    known = {row["article_id"]: row for row in described(connection, sorted(numbers))}
    return [
        {
            "relation": fact["relation"],
            "about": fact["about"],
            "days_known": all(account["published_on"] for account in fact["accounts"]),
            "values": [
                {
                    "value": value_in_words(
                        fact["kind"], fact["unit"], value, said[0]["value_text"], said[0]["sentence"]
                    ),
                    "said": [{**known[account["article_id"]], "sentence": account["sentence"]} for account in said],
                }
                for value, said in story_record.by_value(fact)
            ],
        }
        for fact in sorted(found, key=lambda fact: (_RELATIONS.index(fact["relation"]), fact["fact_no"]))
    ]


_RELATIONS = ("agreed", "differ", "series")
_LABELS = "select topic_id, label from news.topic where topic_id = any(cast(:topics as text[]))"

_STORY = """
select * from news.story_overview where story_id = coalesce(
    (select story_id from news.story where story_id = :number),
    (select merged_into from news.story_merge where story_id = :number)
)
"""

_TIMELINE = """
select a.article_id, a.coverage_at, m.similarity, l.kind, l.duplicate_of,
    a.coverage_at - o.coverage_at as delay
from news.story_article m
join news.article a on a.article_id = m.article_id
left join lateral (
    select l.kind, l.duplicate_of from news.duplicate_link l where l.article_id = a.article_id
    order by l.containment desc, l.duplicate_of limit 1
) l on true
left join news.article o on o.article_id = l.duplicate_of
where m.story_id = :story and {behind}
order by a.coverage_at, a.article_id limit :limit
"""

_OTHERS = """
select story_id, in_language, headline, article_count, publisher_count, shared
from news.story_in_other_language where of_story_id = :story order by article_count desc, story_id
"""
