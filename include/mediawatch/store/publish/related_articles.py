"""Round-ups in Postgres: articles of several events, and the stories that they tell of.

A round-up that was found is due, and so is each that may tell of a story that changed. Cluster compares those alone, so
that a run costs what it changed, and states all relations of a round-up anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import Connection, text

from mediawatch.cluster.records import Relation, RoundUp, Signature, base_language
from mediawatch.store.publish import story_queue
from mediawatch.store.server.send_rows import execute_rows

SHARED = 3
"""Telling terms that a round-up shares with a story that changed, at least, to be compared with it."""

LATEST = 100
"""Round-ups with a term that are looked at, the latest: a commoner term tells stories apart no more."""


def judge_anew(connection: Connection, ids: Collection[int]) -> None:
    """Forget that these articles are round-ups: cluster reads them again."""
    connection.execute(text("delete from news.round_up where article_id = any(:ids)"), {"ids": list(ids)})


def stand_aside(connection: Connection, round_ups: Collection[int]) -> set[int]:
    """Keep these articles as round-ups, and take them and their copies out of the stories in which they stand; those
    stories. Their copies wait for cluster. The caller holds the lock of stories."""
    if not round_ups:
        return set()
    ids = {"ids": sorted(round_ups)}
    taken = connection.execute(text(_TAKEN_OUT), ids).all()
    story_queue.enter(connection, {row.article_id for row in taken}.difference(round_ups), anew=True)
    connection.execute(text(_NO_PROFILE), ids)
    connection.execute(text(_ROUND_UPS), ids)
    return {row.story_id for row in taken}


def make_due(connection: Connection, stories: Collection[int], days: int) -> None:
    """Have those round-ups compared again that share terms with these stories and are near them in time: not more than
    so many days away."""
    parameters = {"ids": list(stories), "days": timedelta(days=days), "shared": SHARED, "latest": LATEST}
    connection.execute(text(_NEAR), parameters)


def take_due(connection: Connection, limit: int) -> dict[str, list[RoundUp]]:
    """Up to so many of the round-ups that are due, by base language."""
    found: dict[str, list[RoundUp]] = {}
    for row in connection.execute(text(_DUE), {"limit": limit}):
        round_up = RoundUp(row.uri, row.article_body, row.coverage_at, row.observed_at, row.dated)
        found.setdefault(base_language(row.in_language), []).append(round_up)
    return found


def replace(connection: Connection, language: str, found: Iterable[Relation], terms: Mapping[str, Signature]) -> None:
    """Make the relations of these round-ups of one language, and the terms by which they are found, what was found; a
    relation that stands as it is stays untouched."""
    relations = [asdict(relation) for relation in found]
    execute_rows(connection, _TERMS_OLD, ({"uri": uri} for uri in terms))
    rows = ({"uri": uri, "language": language, "terms": list(own)} for uri, own in terms.items())
    execute_rows(connection, _TERMS, rows)
    ends = {"uris": [relation["uri"] for relation in relations], "stories": [int(r["story"]) for r in relations]}
    connection.execute(text(_RELATIONS_OLD), {"judged": list(terms), **ends})
    execute_rows(connection, _RELATIONS, relations)


_TAKEN_OUT = """
delete from news.story_article m
where m.article_id = any(:ids) or m.article_id in (
    select l.article_id from news.duplicate_link l
    where l.duplicate_of = any(:ids) and l.kind not in ('excerpt', 'form')
)
returning m.article_id, m.story_id
"""

_NO_PROFILE = """
with unsigned as (delete from news.story_signature g where g.article_id = any(:ids))
delete from news.story_profile p where p.article_id = any(:ids)
"""

_ROUND_UPS = """
insert into news.round_up (article_id, is_due)
select article_id, true from unnest(cast(:ids as bigint[])) as r(article_id) order by article_id
on conflict (article_id) do update set is_due = true
"""

# What a story is found by are the terms of its articles; of a term the latest round-ups near them.
_NEAR = """
with sought as materialized (
    select g.language, g.term, min(g.moment) - :days as first, max(g.moment) + :days as last
    from news.story_article m join news.story_signature g on g.article_id = m.article_id
    where m.story_id = any(:ids) and exists (select from news.round_up_term)
    group by m.story_id, g.language, g.term
), near as (
    select f.article_id
    from sought s
    cross join lateral (
        select t.article_id from news.round_up_term t
        where t.language = s.language and t.term = s.term and t.moment between s.first and s.last
        order by t.moment desc, t.article_id desc
        limit :latest
    ) f
    group by f.article_id
    having count(distinct s.term) >= :shared
    union
    select r.article_id from news.story_related r where r.story_id = any(:ids)
)
update news.round_up r set is_due = true from near where near.article_id = r.article_id and not r.is_due
"""

_DUE = """
with taken as materialized (
    select article_id from news.round_up where is_due order by article_id limit :limit
), done as (
    update news.round_up r set is_due = false from taken where r.article_id = taken.article_id
    returning r.article_id
)
select a.uri, a.in_language, a.coverage_at, a.observed_at, a.date_published is not null as dated, a.article_body
from done join news.article a on a.article_id = done.article_id
order by a.uri collate "C"
"""

_TERMS_OLD = """
delete from news.round_up_term t
using jsonb_to_recordset(cast(:rows as jsonb)) as r(uri text), news.article a
where a.uri = r.uri and t.article_id = a.article_id
"""

_TERMS = """
insert into news.round_up_term (language, term, moment, article_id)
select distinct r.language, t.term, m.moment, a.article_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(uri text, language text, terms text[])
join news.article a on a.uri = r.uri
cross join unnest(r.terms) as t(term)
cross join unnest(array[a.coverage_at, a.observed_at]) as m(moment)
"""

_RELATIONS_OLD = """
delete from news.story_related l using news.article a
where a.uri = any(:judged) and l.article_id = a.article_id and not exists (
    select from unnest(cast(:uris as text[]), cast(:stories as bigint[])) as r(uri, story_id)
    where r.uri = a.uri and r.story_id = l.story_id
)
"""

_RELATIONS = """
insert into news.story_related (story_id, article_id, similarity, shared_terms)
select cast(r.story as bigint), a.article_id, r.similarity, r.shared_terms
from jsonb_to_recordset(cast(:rows as jsonb)) as r(uri text, story text, similarity real, shared_terms text[])
join news.article a on a.uri = r.uri
on conflict (story_id, article_id) do update
set similarity = excluded.similarity, shared_terms = excluded.shared_terms
where (story_related.similarity, story_related.shared_terms) is distinct from
    (excluded.similarity, excluded.shared_terms)
"""
