"""The candidates of a publication: the newest version of each article of the run, beside what news says of it now.

Of versions one of which a wall cut from another, the fuller one counts as the newer one.

They lie in a temporary table, which `publication` makes and hands to whoever works on it. Columns: those of
staging.article, and

    article_id        of the article in news, once it is there
    old_raw_id        of its current version in news
    old_coverage_at   the day that it counts for in news
    is_new            it is not in news yet
    is_current        the candidate is to be its current version
    is_told_anew      something changes that a story compares or tells of it
    has_other_text    what it says changes: tags of topics that the run did not judge by are true no more
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NewType

from sqlalchemy import Connection, text

Fullest = Callable[[Collection[str]], set[str]]

Scope = NewType("Scope", str)
"""An SQL condition on news.article a."""

EVERYWHERE = Scope("true")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The temporary table of a transaction: `create` makes it, statements name it as {candidate}."""

    table: str = "candidate"

    @classmethod
    def create(cls, connection: Connection, run_id: str, fullest: Fullest) -> Candidates:
        """`fullest` says which of several texts of an article were not cut from another of them."""
        made = cls()
        cut = _cut(connection, run_id, fullest)
        parameters = {
            "uris": [uri for uri, _ in cut],
            "shas": [sha for _, sha in cut],
        }
        connection.execute(text(made.sql(_CREATE)), {"run": run_id, **parameters})
        made.analyze(connection)
        return made

    def analyze(self, connection: Connection) -> None:
        """Have statements be planned by what is in the table now."""
        connection.execute(text(f"analyze {self.table}"))

    def drop(self, connection: Connection) -> None:
        connection.execute(text(f"drop table {self.table}"))

    def sql(self, statement: str) -> str:
        """The statement with the table's name in it."""
        return statement.replace("{candidate}", self.table)

    @property
    def tagged(self) -> Scope:
        """The articles that the run itself has just tagged."""
        return Scope(f"a.article_id in (select c.article_id from {self.table} c where c.is_current)")

    @property
    def elsewhere(self) -> Scope:
        """All other articles."""
        return Scope(f"not exists (select from {self.table} c where c.article_id = a.article_id and c.is_current)")


def _cut(connection: Connection, run_id: str, fullest: Fullest) -> list[tuple[str, str]]:
    """(uri, content_sha256) of the versions, of the run and in news, that were cut from another one of the article."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(text(_RIVALS), {"run": run_id}):
        texts[row.uri][row.content_sha256] = row.article_body
    found = []
    for uri, bodies in texts.items():
        full = fullest(set(bodies.values()))
        found += [(uri, sha) for sha, body in bodies.items() if body not in full]
    return found


_RIVALS = """
with version as (
    select uri, content_sha256, article_body from staging.article where run_id = :run
    union
    select a.uri, a.content_sha256, a.article_body
    from staging.article s join news.article a on a.uri = s.uri where s.run_id = :run
)
select uri, content_sha256, article_body from (
    select v.*, count(*) over (partition by uri) as versions from (
        select distinct on (uri, content_sha256) uri, content_sha256, article_body from version
    ) v
) w where versions > 1
"""

# is_told_anew: something changes that a story compares or tells of it.
_CREATE = """
create temporary table {candidate} on commit drop as
with cut as materialized (
    select * from unnest(cast(:uris as text[]), cast(:shas as text[])) as c(uri, sha)
)
select distinct on (s.uri)
    s.*, a.article_id, a.raw_id as old_raw_id, a.coverage_at as old_coverage_at, a.article_id is null as is_new,
    current.is_current,
    current.is_current and (a.content_sha256, a.date_published, a.in_language, a.publisher, a.source_id, a.url)
        is distinct from (s.content_sha256, s.date_published, s.in_language, s.publisher, s.source_id, s.url)
        as is_told_anew,
    a.content_sha256 is distinct from s.content_sha256 as has_other_text
from staging.article s
left join news.article a on a.uri = s.uri
cross join lateral (
    select
        exists (select from cut where cut.uri = s.uri and cut.sha = s.content_sha256) as is_cut,
        exists (select from cut where cut.uri = a.uri and cut.sha = a.content_sha256) as old_is_cut
) wall
cross join lateral (
    select a.article_id is null or a.raw_id = s.document_id
        or (not wall.is_cut and wall.old_is_cut)
        or wall.is_cut = wall.old_is_cut and (s.observed_at, s.content_sha256 collate "C", s.document_id collate "C")
            > (a.observed_at, a.content_sha256 collate "C", a.raw_id collate "C") as is_current
) current
where s.run_id = :run
order by s.uri, wall.is_cut, s.observed_at desc, s.content_sha256 collate "C" desc
"""
