"""Versions of articles: what each publisher's text was, from staging to news.article_version.

Part of a publication: works on its candidates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.store.publish.run_candidates import Candidates
from mediawatch.store.server.send_rows import execute_rows

ChangeKind = Callable[[str, str, str, str], str]
"""(headline before, body before, headline, body) -> what changed: news.article_version.change_kind."""


def supersede(connection: Connection, run_id: str, candidates: Candidates) -> None:
    """Delete the versions that the run states anew from the same bytes."""
    connection.execute(text(candidates.sql(_SUPERSEDED)), {"run": run_id})


def publish(
    connection: Connection,
    run_id: str,
    candidates: Candidates,
    captures: Mapping[str, str],
    change_kind: ChangeKind,
) -> int:
    """Enter the run's versions; number those of articles that have several, and say what changed from each to the next
    in time; how many versions are new or moved. `captures`: document_id -> when it was captured first, where that was
    before its last capture."""
    written = connection.execute(text(candidates.sql(_VERSIONS)), {"run": run_id}).rowcount
    if captures:
        connection.execute(text(candidates.sql(_CAPTURES)), {"run": run_id, "captures": json.dumps(dict(captures))})
    connection.execute(text(candidates.sql(_NUMBERS)), {"run": run_id})
    while _compare(connection, run_id, candidates, change_kind):
        pass  # what follows a version depends on whether that one is cut
    return written


def _compare(connection: Connection, run_id: str, candidates: Candidates, change_kind: ChangeKind) -> bool:
    """Say what changed in each version that follows another one than when it was compared; whether one of them became
    a cut one, behind which the others follow what came before it, or is none any more."""
    compared: list[dict[str, Any]] = []
    moved = False
    for row in connection.execute(text(candidates.sql(_TEXTS)).execution_options(yield_per=_PAGE), {"run": run_id}):
        kind = "first"
        if row.body_before is not None:
            kind = change_kind(row.headline_before, row.body_before, row.headline, row.article_body)
        if row.before is None and kind != "cut":
            kind = "first"
        moved = moved or (kind == "cut") != (row.change_kind == "cut")
        compared.append({"article": row.article_id, "sha": row.content_sha256, "kind": kind, "before": row.before})
    execute_rows(connection, _KINDS, compared)
    return moved


_PAGE = 500  # pairs of texts that are in memory at a time

# Better extraction of the same bytes replaces what was extracted before: that is no version of the publisher's text.
_SUPERSEDED = """
delete from news.article_version v
using staging.article s, {candidate} c
where s.run_id = :run and c.uri = s.uri and v.article_id = c.article_id
  and v.raw_id = s.document_id and v.content_sha256 <> s.content_sha256
"""

# Of several deliveries of one text it leads to the last one's bytes, in whatever order they came.
_VERSIONS = """
insert into news.article_version
    (article_id, content_sha256, headline, article_body, change_kind, raw_id, observed_at, first_observed_at, run_id)
select c.article_id, s.content_sha256, s.headline, s.article_body, 'first', s.document_id, s.observed_at,
    s.observed_at, :run
from staging.article s join {candidate} c on c.uri = s.uri
where s.run_id = :run
order by c.article_id, s.content_sha256
on conflict (article_id, content_sha256) do update
set observed_at = greatest(article_version.observed_at, excluded.observed_at),
    first_observed_at = least(article_version.first_observed_at, excluded.first_observed_at),
    raw_id = case
        when (excluded.observed_at, excluded.raw_id collate "C")
            > (article_version.observed_at, article_version.raw_id collate "C") then excluded.raw_id
        else article_version.raw_id end
where article_version.first_observed_at > excluded.first_observed_at
   or (excluded.observed_at, excluded.raw_id collate "C")
    > (article_version.observed_at, article_version.raw_id collate "C")
"""

# A page that says the same for a while was first seen when it was captured first, in one run or several.
_CAPTURES = """
update news.article_version v set first_observed_at = cast(e.first as timestamptz)
from jsonb_each_text(cast(:captures as jsonb)) as e(document_id, first)
join staging.article s on s.document_id = e.document_id
join {candidate} c on c.uri = s.uri
where s.run_id = :run and v.article_id = c.article_id and v.content_sha256 = s.content_sha256
  and v.first_observed_at > cast(e.first as timestamptz)
"""

_NUMBERS = """
update news.article a
set version = v.versions, first_seen_at = v.first_seen,
    last_seen_at = greatest(a.last_seen_at, v.last_seen)
from (
    select v.article_id, count(*) as versions, min(v.first_observed_at) as first_seen,
        max(v.observed_at) as last_seen
    from news.article_version v join {candidate} c on c.article_id = v.article_id
    group by v.article_id
) v
where v.article_id = a.article_id
  and (a.version <> v.versions or a.first_seen_at <> v.first_seen or a.last_seen_at < v.last_seen)
"""

# Only those that follow another one than when they were compared: a page with hundreds of versions costs what is new.
# A cut version is followed by none: what comes next follows the one before. Where none is before a version because that
# one was seen again since, the version may be cut from it all the same: that one is looked up by the table's key, where
# an article has several versions, and not among all versions of the run.
_TEXTS = """
with numbered as materialized (
    select v.article_id, v.content_sha256, v.compared_with, v.change_kind, v.observed_at, v.first_observed_at,
        row_number() over (
            partition by v.article_id order by v.observed_at, v.content_sha256 collate "C"
        ) as place,
        count(*) over (partition by v.article_id) as versions
    from news.article_version v join {candidate} c on c.article_id = v.article_id
), placed as (
    select n.*, max(n.place) filter (where n.change_kind <> 'cut') over (
        partition by n.article_id order by n.place rows between unbounded preceding and 1 preceding
    ) as place_before
    from numbered n
), followed as (
    select p.article_id, p.content_sha256, p.compared_with, p.change_kind, b.content_sha256 as before,
        coalesce(b.content_sha256, (
            select e.content_sha256 from news.article_version e
            where p.place_before is null and p.versions > p.place and e.article_id = p.article_id
                and (e.observed_at, e.content_sha256 collate "C") > (p.observed_at, p.content_sha256 collate "C")
                and e.first_observed_at < p.first_observed_at
            order by e.first_observed_at, e.observed_at, e.content_sha256 collate "C" limit 1
        )) as beside
    from placed p left join numbered b on b.article_id = p.article_id and b.place = p.place_before
)
select p.article_id, p.content_sha256, p.before, p.change_kind, v.headline, v.article_body,
    b.headline as headline_before, b.article_body as body_before
from followed p
join news.article_version v on v.article_id = p.article_id and v.content_sha256 = p.content_sha256
left join news.article_version b on b.article_id = p.article_id and b.content_sha256 = p.beside
where p.before is distinct from p.compared_with
    or (p.before is null and (p.change_kind <> 'first' or p.beside is not null))
"""

_KINDS = """
update news.article_version v set change_kind = r.kind, compared_with = r.before
from jsonb_to_recordset(cast(:rows as jsonb)) as r(article bigint, sha text, kind text, before text)
where v.article_id = r.article and v.content_sha256 = r.sha
"""
