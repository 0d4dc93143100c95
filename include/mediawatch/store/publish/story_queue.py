"""Which articles cluster has to look at: a queue that is filled in the transaction that gives the reason.

An entry has a number. What is entered again while cluster looks at it gets another one, and so stays for the next look:
what is published while another run clusters is never lost. Cluster alone writes what stories are made of (takedowns
apart, which hold its lock), so that publish and cluster never wait for each other's rows both ways.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from mediawatch.store.publish.run_candidates import Candidates


class Entry(NamedTuple):
    """An article that waits, and the number of its entry."""

    article_id: int
    change: int


def enter(connection: Connection, article_ids: Collection[int], *, anew: bool = False) -> None:
    """Have cluster look at these articles. `anew`: what a story was told of them holds no more."""
    if article_ids:
        connection.execute(text(_ENTER.format(which=_LISTED)), {"ids": sorted(article_ids), "anew": anew})


def enter_candidates(connection: Connection, candidates: Candidates) -> None:
    """Have cluster look at the articles of the publication under way that are new, or of which something changed that
    stories tell or compare."""
    connection.execute(text(_ENTER.format(which=candidates.sql(_PUBLISHED))))


def take(connection: Connection, limit: int, after: int = 0) -> list[Entry]:
    """The entries with the earliest coverage, but for the first `after`. The caller holds the lock of stories."""
    parameters = {"limit": limit, "after": after}
    return [Entry(row.article_id, row.change) for row in connection.execute(text(_TAKE), parameters)]


def done(connection: Connection, entries: Collection[Entry]) -> None:
    """Remove these entries, but for those that were made again meanwhile."""
    parameters: dict[str, Any] = {
        "ids": [entry.article_id for entry in entries],
        "changes": [entry.change for entry in entries],
    }
    connection.execute(text(_DONE), parameters)


_ENTER = """
insert into ops.story_queue (article_id, coverage_at, anew)
{which}
on conflict (article_id) do update
set coverage_at = excluded.coverage_at, anew = story_queue.anew or excluded.anew,
    change = nextval('ops.story_change')
"""

_LISTED = """
select a.article_id, a.coverage_at, :anew from news.article a where a.article_id = any(:ids) order by a.article_id
"""

_PUBLISHED = """
select a.article_id, a.coverage_at, not c.is_new
from {candidate} c join news.article a on a.article_id = c.article_id
where c.is_new or c.is_told_anew or a.coverage_at is distinct from c.old_coverage_at
order by a.article_id
"""

_TAKE = """
select article_id, change from ops.story_queue order by coverage_at, article_id limit :limit offset :after
"""

# What a transaction that is not over has entered again is locked by it, and stays.
_DONE = """
delete from ops.story_queue where article_id in (
    select q.article_id
    from unnest(cast(:ids as bigint[]), cast(:changes as bigint[])) as d(article_id, change)
    join ops.story_queue q on q.article_id = d.article_id and q.change = d.change
    for update of q skip locked
)
"""
