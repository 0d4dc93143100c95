"""Links between articles that repeat each other: from staging.duplicate_link to news.duplicate_link."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, text

from mediawatch.store.publish import story_queue


class Links(NamedTuple):
    """`standing`: links of the run that stand in schema news now; `written`: articles of which one was written or
    deleted."""

    standing: int
    written: int


def publish(connection: Connection, run_id: str, uris: Collection[str]) -> Links:
    """Make the links of these articles what the run has in staging; cluster will look at those whose links change."""
    moved: set[int] = set(connection.execute(text(_LINKS_OLD), {"run": run_id, "uris": list(uris)}).scalars())
    moved.update(connection.execute(text(_LINKS), {"run": run_id}).scalars())
    recompute_leads(connection, uris)
    story_queue.enter(connection, moved)
    return Links(int(connection.execute(text(_STANDING), {"run": run_id}).scalar_one()), len(moved))


def recompute_leads(connection: Connection, uris: Collection[str]) -> None:
    """Bring up to date which of these articles, and of those to which they point, copies lead to."""
    connection.execute(text(_LEADS), {"uris": list(uris)})


_LINKS_OLD = """
delete from news.duplicate_link l
using news.article a
where a.article_id = l.article_id and a.uri = any(:uris)
  and not exists (
    select 1 from staging.duplicate_link s join news.article o on o.uri = s.duplicate_of
    where s.run_id = :run and s.uri = a.uri and o.article_id = l.duplicate_of
  )
returning l.article_id
"""

_LINKS = """
insert into news.duplicate_link
    (article_id, duplicate_of, kind, containment, containment_of_original, shared_words, run_id)
select a.article_id, o.article_id, s.kind, s.containment, s.containment_of_original, s.shared_words, :run
from staging.duplicate_link s
join news.article a on a.uri = s.uri
join news.article o on o.uri = s.duplicate_of
where s.run_id = :run
on conflict (article_id, duplicate_of) do update
set kind = excluded.kind, containment = excluded.containment,
    containment_of_original = excluded.containment_of_original, shared_words = excluded.shared_words,
    run_id = excluded.run_id
where (duplicate_link.kind, duplicate_link.containment, duplicate_link.containment_of_original,
       duplicate_link.shared_words)
    is distinct from (excluded.kind, excluded.containment, excluded.containment_of_original, excluded.shared_words)
returning article_id
"""

_STANDING = """
select count(*) from staging.duplicate_link s
join news.article a on a.uri = s.uri
join news.article o on o.uri = s.duplicate_of
join news.duplicate_link l on l.article_id = a.article_id and l.duplicate_of = o.article_id and l.kind = s.kind
where s.run_id = :run
"""

# Articles whose links are stated anew, and those to which they point: no other can have become an original of copies,
# or be none any more.
_LEADS = """
with named as materialized (
    select article_id from news.article where uri = any(:uris)
), concerned as materialized (
    select article_id from named
    union
    select l.duplicate_of from named join news.duplicate_link l on l.article_id = named.article_id
), stated as materialized (
    select c.article_id, exists (
        select from news.duplicate_link l where l.duplicate_of = c.article_id and l.kind not in ('excerpt', 'form')
    ) as leads
    from concerned c
)
update news.fingerprint f set leads = stated.leads
from stated where f.article_id = stated.article_id and f.leads <> stated.leads
"""
