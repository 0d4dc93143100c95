"""Links between stories of one event in different languages, in Postgres.

Clustering notes every story that it changed in news.story_due; `workflow.events.event_links` takes them from there, so
that a run costs what it changed, and a run that was killed leaves the rest to the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.cluster.records import Account, Mark, Marks, StoryLink
from mediawatch.store.server.send_rows import execute_rows

ARTICLES = 32
"""Articles of a story that tell its marks, those with the latest coverage."""

NEAR_DAYS = 10
"""Days from one story's span to another's: a story that is older tells of something else."""

POSTINGS = 100
"""Stories with a mark that are looked at, the latest: a commoner mark tells events apart no more."""

CANDIDATES = 10
"""Stories that each story is compared with, those that share most of its keys."""


def take_due(connection: Connection, limit: int) -> list[int]:
    """Take so many of the stories that changed; their numbers. They are due again where the transaction fails."""
    return list(connection.execute(text(_DUE), {"limit": limit}).scalars())


def unread(connection: Connection, ids: Collection[int]) -> Sequence[Any]:
    """(article_id, headline, article_body, in_language) of the articles of these stories whose marks are not known."""
    return connection.execute(text(_UNREAD), {"ids": list(ids)}).all()


def keep_marks(connection: Connection, found: Mapping[int, Marks]) -> None:
    """Keep the marks of articles, by their numbers."""
    execute_rows(connection, _MARKS, ({"article_id": article, "marks": told} for article, told in found.items()))


def articles(connection: Connection, ids: Collection[int]) -> dict[Account, list[Marks]]:
    """The stories with these numbers, without marks of their own, and the marks of their ARTICLES latest articles, the
    earliest first. Stories none of whose articles has marks are left out."""
    rows = connection.execute(text(_ACCOUNTS), {"ids": sorted(ids), "articles": ARTICLES}).all() if ids else []
    found: dict[Account, list[Marks]] = defaultdict(list)
    for row in rows:
        story = Account(row.story_id, row.in_language, row.first_published, row.last_published, row.dated)
        found[story].append({name: Mark(*mark) for name, mark in row.marks.items()})
    return found


def beginnings(connection: Connection, ids: Collection[int], articles: int, characters: int) -> Sequence[Any]:
    """(story_id, article_id, meaning, beginning) of the latest articles of these stories: what is kept of an article's
    meaning, and its first characters where nothing is, the headline first."""
    parameters = {"ids": sorted(ids), "characters": characters, "articles": articles}
    return connection.execute(text(_BEGINNINGS), parameters).all() if ids else []


def keep_meanings(connection: Connection, found: Mapping[int, bytes]) -> None:
    """Keep the meanings of articles, by their numbers."""
    rows = ({"article_id": article, "meaning": meaning.hex()} for article, meaning in found.items())
    execute_rows(connection, _MEANINGS, rows)


def replace_keys(connection: Connection, keys: Mapping[int, Sequence[str]]) -> None:
    """Make these the marks by which the stories are found."""
    connection.execute(text(_KEYS_OLD), {"ids": list(keys)})
    execute_rows(connection, _KEYS, ({"story_id": story, "marks": names} for story, names in keys.items()))


def near(connection: Connection, ids: Collection[int]) -> list[tuple[int, int]]:
    """(story, story in another language) that share two keys or more and are near in time, CANDIDATES for each."""
    parameters = {"days": timedelta(days=NEAR_DAYS), "postings": POSTINGS, "candidates": CANDIDATES}
    rows = connection.execute(text(_NEAR), {"ids": list(ids), **parameters})
    return [(row.story_id, row.other_story_id) for row in rows]


def replace(connection: Connection, ids: Collection[int], found: Collection[StoryLink]) -> None:
    """Make the links of these stories what was found; a link that stands as it is stays untouched."""
    ends = {"ones": [link.story_id for link in found], "others": [link.other_story_id for link in found]}
    connection.execute(text(_LINKS_OLD), {"ids": list(ids), **ends})
    execute_rows(connection, _LINKS, map(asdict, found))


_DUE = """
delete from news.story_due d using (
    select story_id from news.story_due order by story_id limit :limit
) taken where d.story_id = taken.story_id returning d.story_id
"""

_UNREAD = """
select a.article_id, a.headline, a.article_body, a.in_language
from news.story_article m
join news.story_profile p on p.article_id = m.article_id and p.marks is null
join news.article a on a.article_id = m.article_id
where m.story_id = any(:ids)
order by a.article_id
"""

_MARKS = """
update news.story_profile p set marks = r.marks
from jsonb_to_recordset(cast(:rows as jsonb)) as r(article_id bigint, marks jsonb)
where p.article_id = r.article_id
"""

_ACCOUNTS = """
select s.story_id, s.in_language, s.first_published, s.last_published, m.marks, m.dated
from news.story s
cross join lateral (
    select p.marks, a.coverage_at, a.uri, bool_or(a.date_published is not null) over () as dated
    from news.story_article sa
    join news.story_profile p on p.article_id = sa.article_id
    join news.article a on a.article_id = sa.article_id
    where sa.story_id = s.story_id and p.marks is not null
    order by a.coverage_at desc, a.uri collate "C" desc
    limit :articles
) m
where s.story_id = any(:ids)
order by s.story_id, m.coverage_at, m.uri collate "C"
"""

_BEGINNINGS = """
select s.story_id, x.article_id, x.meaning,
    case when x.meaning is null
        then left(concat_ws('. ', nullif(x.headline, ''), x.article_body), :characters) end as beginning
from news.story s
cross join lateral (
    select a.article_id, a.headline, a.article_body, p.meaning
    from news.story_article sa
    join news.story_profile p on p.article_id = sa.article_id
    join news.article a on a.article_id = sa.article_id
    where sa.story_id = s.story_id
    order by a.coverage_at desc, a.uri collate "C" desc
    limit :articles
) x
where s.story_id = any(:ids)
order by s.story_id, x.article_id
"""

_MEANINGS = """
update news.story_profile p set meaning = decode(r.meaning, 'hex')
from jsonb_to_recordset(cast(:rows as jsonb)) as r(article_id bigint, meaning text)
where p.article_id = r.article_id
"""

_KEYS_OLD = "delete from news.story_mark where story_id = any(:ids)"

# A story is found at both ends of its span, and on the day on which it was last seen: those that do not say their day
# have no other.
_KEYS = """
insert into news.story_mark (mark, moment, story_id)
select distinct k.mark, m.moment, r.story_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(story_id bigint, marks text[])
join news.story s on s.story_id = r.story_id
cross join unnest(r.marks) as k(mark)
cross join lateral (
    select max(a.observed_at) as seen
    from news.story_article sa join news.article a on a.article_id = sa.article_id where sa.story_id = r.story_id
) l
cross join unnest(array[s.first_published, s.last_published, l.seen]) as m(moment)
"""

_NEAR = """
with sought as materialized (
    select distinct k.story_id, k.mark, s.in_language, w.first - :days as first, w.last + :days as last
    from (
        select story_id, mark, max(moment) as seen from news.story_mark
        where story_id = any(:ids) group by story_id, mark
    ) k
    join news.story s on s.story_id = k.story_id
    cross join lateral (values (s.first_published, s.last_published), (k.seen, k.seen)) as w(first, last)
), held as (
    select w.story_id, f.story_id as other_story_id, count(distinct w.mark) as shared
    from sought w
    cross join lateral (
        select n.story_id from news.story_mark n
        where n.mark = w.mark and n.moment between w.first and w.last
        order by n.moment desc, n.story_id desc
        limit :postings
    ) f
    join news.story o on o.story_id = f.story_id and o.in_language <> w.in_language
    group by w.story_id, f.story_id
    having count(distinct w.mark) > 1
)
select story_id, other_story_id
from (select h.*, row_number() over (partition by story_id order by shared desc, other_story_id) as rank from held h) r
where rank <= :candidates
order by story_id, other_story_id
"""

_LINKS_OLD = """
delete from news.story_link l
where (l.story_id = any(:ids) or l.other_story_id = any(:ids))
  and not exists (
    select from unnest(cast(:ones as bigint[]), cast(:others as bigint[])) as r(story_id, other_story_id)
    where r.story_id = l.story_id and r.other_story_id = l.other_story_id
  )
"""

_LINKS = """
insert into news.story_link (story_id, other_story_id, kind, similarity, shared)
select r.story_id, r.other_story_id, 'same_event', r.similarity, r.shared
from jsonb_to_recordset(cast(:rows as jsonb))
    as r(story_id bigint, other_story_id bigint, similarity real, shared text[])
on conflict (story_id, other_story_id) do update
set similarity = excluded.similarity, shared = excluded.shared
where (story_link.similarity, story_link.shared) is distinct from (excluded.similarity, excluded.shared)
"""
