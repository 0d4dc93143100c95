"""Versions of articles: what each publisher's text was, from staging to news.article_version.

Part of a publication: `candidate` is its temporary table, one row for each article of the run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.deduplicate.versions import change_kind


def supersede(connection: Connection, run_id: str) -> None:
    """Delete the versions that the run states anew from the same bytes."""
    connection.execute(text(_SUPERSEDED), {"run": run_id})


def publish(connection: Connection, run_id: str, captures: Mapping[str, str]) -> None:
    """Enter the run's versions; number those of articles that have several, and say what changed from each to the next
    in time. `captures`: document_id -> when it was captured first, where that was before its last capture."""
    connection.execute(text(_VERSIONS), {"run": run_id})
    if captures:
        connection.execute(text(_CAPTURES), {"run": run_id, "captures": json.dumps(dict(captures))})
    connection.execute(text(_NUMBERS), {"run": run_id})
    rows = connection.execute(text(_TEXTS), {"run": run_id}).all()
    kinds: list[dict[str, Any]] = []
    before: Any = None
    for row in rows:
        first = before is None or before.article_id != row.article_id
        kind = "first" if first else change_kind(before.headline, before.article_body, row.headline, row.article_body)
        if kind != row.change_kind:
            kinds.append({"article": row.article_id, "sha": row.content_sha256, "kind": kind})
        before = row
    if kinds:
        connection.execute(
            text(
                "update news.article_version set change_kind = :kind "
                "where article_id = :article and content_sha256 = :sha"
            ),
            kinds,
        )


# Better extraction of the same bytes replaces what was extracted before: that is no version of the publisher's text.
_SUPERSEDED = """
delete from news.article_version v
using staging.article s, candidate c
where s.run_id = :run and c.uri = s.uri and v.article_id = c.article_id
  and v.raw_id = s.document_id and v.content_sha256 <> s.content_sha256
"""

# Of several deliveries of one text it leads to the last one's bytes, in whatever order they came.
_VERSIONS = """
insert into news.article_version
    (article_id, content_sha256, headline, article_body, change_kind, raw_id, observed_at, first_observed_at, run_id)
select c.article_id, s.content_sha256, s.headline, s.article_body, 'first', s.document_id, s.observed_at,
    s.observed_at, :run
from staging.article s join candidate c on c.uri = s.uri
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
join candidate c on c.uri = s.uri
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
    from news.article_version v join candidate c on c.article_id = v.article_id
    group by v.article_id
) v
where v.article_id = a.article_id
  and (a.version <> v.versions or a.first_seen_at <> v.first_seen or a.last_seen_at < v.last_seen)
"""

_TEXTS = """
select v.article_id, v.content_sha256, v.headline, v.article_body, v.change_kind
from news.article_version v
join news.article a on a.article_id = v.article_id
join candidate c on c.article_id = v.article_id
where a.version > 1
order by v.article_id, v.observed_at, v.content_sha256 collate "C"
"""
