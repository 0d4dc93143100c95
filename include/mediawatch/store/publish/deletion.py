"""Removal in Postgres: which articles are meant, what they were made of, and taking them out.

A removal lives on as a rule (mediawatch.store.lookups.blocklist): an address, bytes, a name, a host or a source that
it names is not taken in again until it is lifted (`update ops.removal set lifted_at = now()`). Rows in ops keep
addresses and hashes, never text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.deduplicate.history import Relations
from mediawatch.notify.messages import quoted
from mediawatch.store.lookups.blocklist import ON_HOST
from mediawatch.store.publish import history_changes, published_links, staging, story_queue
from mediawatch.store.server.send_rows import execute_rows


@dataclass(frozen=True, slots=True)
class Demand:
    """What is to be removed: single articles (numbers, uris or urls), all of a publisher, all of some hosts."""

    articles: tuple[str, ...] = ()
    publisher: str | None = None
    hosts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # of the publisher, in lower case; with hosts and source_ids filled in by `resolved`
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bytes:
    """A document in the raw store."""

    document_id: str
    uri: str
    raw_sha256: str
    storage_url: str
    byte_offset: int
    byte_length: int


def resolved(connection: Connection, demand: Demand) -> Demand:
    """The demand with all names, domains and sources of its publisher."""
    if demand.publisher is None:
        return demand
    row = connection.execute(text(_PUBLISHER), {"name": demand.publisher.lower()}).one()
    return Demand(
        demand.articles,
        demand.publisher,
        tuple(sorted({*demand.hosts, *row.hosts})),
        tuple(sorted({demand.publisher.lower(), *row.names})),
        tuple(sorted(row.source_ids)),
    )


def found(connection: Connection, demand: Demand) -> list[dict[str, Any]]:
    """The published articles that are meant, and those that were made of the same bytes: id, uri, headline, publisher,
    day."""
    parameters = {
        "numbers": [int(key) for key in demand.articles if key.isascii() and key.isdigit() and len(key) < 19],
        "keys": list(demand.articles),
        "names": list(demand.names),
        "hosts": list(demand.hosts),
        "sources": list(demand.source_ids),
    }
    return [dict(row) for row in connection.execute(text(_FOUND), parameters).mappings()]


def bytes_of(connection: Connection, article_ids: Collection[int], demand: Demand) -> list[Bytes]:
    """All documents that these articles were made of in any version, and what is in quarantine from the same places."""
    rows = connection.execute(
        text(_BYTES), {"ids": list(article_ids), "hosts": list(demand.hosts), "sources": list(demand.source_ids)}
    )
    return [Bytes(**row) for row in rows.mappings()]


def shared(connection: Connection, storage_urls: Collection[str], but: Collection[str]) -> set[tuple[str, int | None]]:
    """Which of these files documents besides `but` (document_ids) need: (storage_url, byte_offset) of each.

    Without offset where it is not published: equal bytes there are barred by their hash.
    """
    parameters = {"urls": list(storage_urls), "but": list(but)}
    return {(row.storage_url, row.byte_offset) for row in connection.execute(text(_SHARED), parameters)}


def take_out(
    connection: Connection, demand: Demand, articles: Sequence[Mapping[str, Any]], documents: Sequence[Bytes],
    relations: Relations, *, who: str, why: str,
) -> tuple[int, set[str]]:  # fmt: skip
    """Delete the articles with all that hangs on them, and record it: (number of the removal, runs that touched them).

    `relations`: the links of what repeated them, found anew without them. Stories are counted anew. The caller holds
    the lock of publish.
    """
    ids = [row["article_id"] for row in articles]
    here = {"ids": ids, "documents": [item.document_id for item in documents]}
    uris = sorted({row["uri"] for row in articles})
    removal: int = connection.execute(
        text(_RECORD),
        {
            "who": who,
            "why": why,
            "publisher": demand.publisher,
            "names": list(demand.names),
            "hosts": list(demand.hosts),
            "sources": list(demand.source_ids),
            "counts": json.dumps({"articles": len(ids), "documents": len(documents)}),
        },
    ).scalar_one()
    connection.execute(text(_RECORD_DOCUMENTS), {**here, "removal": removal})
    touched_runs: set[str] = set(connection.execute(text(_RUNS), {**here, "uris": uris}).scalars())
    headlines: list[str] = list(connection.execute(text(_HEADLINES), here).scalars())
    stories: set[int] = set(connection.execute(text(_STORIES), {**here, "headlines": headlines}).scalars())
    connection.execute(text("delete from news.article where article_id = any(:ids)"), here)
    connection.execute(text("delete from news.raw_document where raw_id = any(:documents)"), here)
    connection.execute(text(_QUARANTINE), here)
    connection.execute(text(_LINKS_OLD), {"uris": list(relations.touched)})
    execute_rows(connection, _LINKS, map(asdict, relations.links), run=f"removal:{removal}")
    published_links.recompute_leads(connection, relations.touched)
    stories.update(connection.execute(text(_UNLED), {"uris": list(relations.touched)}).scalars())
    _recompute_stories(connection, stories, headlines)
    story_queue.enter(connection, list(connection.execute(text(_LINKED), {"uris": list(relations.touched)}).scalars()))
    history_changes.note(connection)
    for run_id in touched_runs:
        staging.clear(connection, run_id)
    connection.execute(text(_SAMPLES), {"runs": list(touched_runs)})
    connection.execute(text(_REPORTS), {"runs": list(touched_runs)})
    connection.execute(text(_RETAGS))
    _blot_out(connection, removal, articles, stories, headlines)
    return removal, touched_runs


def _recompute_stories(connection: Connection, stories: Collection[int], headlines: Sequence[str]) -> None:
    """Count the stories that lost articles anew; a headline that was a removed one's (one of `headlines`) becomes that
    of the article which is most like the rest. Empty stories go."""
    ids = {"ids": list(stories), "headlines": headlines}
    connection.execute(text(_MERGES), ids)
    connection.execute(text(f"delete from news.story s where {_EMPTY}"), ids)
    connection.execute(text(_STORY), ids)
    connection.execute(text(_FACTS_OLD), ids)


def _blot_out(
    connection: Connection,
    removal: int,
    articles: Sequence[Mapping[str, Any]],
    stories: Collection[int],
    headlines: Sequence[str],
) -> None:
    """Take the text out of the digests that told of removed articles, by their links, those of their stories, or their
    headlines: such as were sent, and such as wait to be."""
    told = [f"/articles/{row['article_id']}" for row in articles] + [f"/stories/{story}" for story in stories]
    linked = re.compile(rf"(?:{'|'.join(told)})\b") if told else None
    lines = {f"- {line[:_QUOTED]}" + " (" * (len(line) <= _QUOTED) for line in map(quoted, headlines)}
    found = [
        row.notice_id
        for row in connection.execute(text("select notice_id, body from ops.notice where kind = 'digest'"))
        if (linked and linked.search(row.body)) or any(line in row.body for line in lines)
    ]
    connection.execute(
        text(_BLOTTED), {"notices": found, "body": f"It told of articles that removal {removal} took out."}
    )


_QUOTED = 100
"""Characters of a headline by which its line is found in a digest, `- Headline (The Post, 5 May)`; it cuts later."""


_PUBLISHER = """
select coalesce(array_agg(distinct lower(n.name)) filter (where n.name is not null), '{}') as names,
    coalesce(array_agg(distinct lower(d.name)) filter (where d.name is not null), '{}') as hosts,
    coalesce(array_agg(distinct s.source_id) filter (where s.source_id is not null), '{}') as source_ids
from news.publisher p
left join lateral unnest(array[p.publisher_id, p.name] || p.aliases) n(name) on n.name <> ''
left join lateral unnest(p.domains) d(name) on d.name <> ''
left join news.source s on s.publisher_id = p.publisher_id
where exists (
    select from unnest(array[p.publisher_id, p.name] || p.aliases) o(name) where lower(o.name) = :name
)
"""

_FOUND = f"""
with meant as (
    select a.article_id, a.raw_id from news.article a
    where a.article_id = any(cast(:numbers as bigint[])) or a.uri = any(:keys) or a.url = any(:keys)
        or a.canonical_url = any(:keys)
        or lower(a.publisher) = any(:names) or a.source_id = any(:sources) or {ON_HOST.format(url="a.url")}
), same as (
    select raw_id from news.raw_document where raw_sha256 in (
        select raw_sha256 from news.raw_document join meant using (raw_id))
)
select a.article_id, a.uri, a.headline, a.publisher,
    news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day
from news.article a
where a.article_id in (select article_id from meant) or a.raw_id in (select raw_id from same)
order by a.article_id
"""

_BYTES = f"""
select r.raw_id as document_id, r.uri, r.raw_sha256, r.storage_url, r.byte_offset, r.byte_length
from news.raw_document r
where r.raw_id in (
    select raw_id from news.article where article_id = any(:ids)
    union select raw_id from news.article_version where article_id = any(:ids)
    union select raw_id from news.raw_document where article_id = any(:ids)
    union select document_id from ops.document where article_id = any(:ids)
)
union
select q.document_id, q.uri, q.raw_sha256, q.raw ->> 'storage_url', (q.raw ->> 'byte_offset')::bigint,
    (q.raw ->> 'byte_length')::bigint
from ops.quarantine q
where q.raw ->> 'storage_url' is not null and (
    q.document_id in (select document_id from ops.document where article_id = any(:ids))
    or q.uri in (select uri from news.article where article_id = any(:ids))
    or q.raw ->> 'source_id' = any(:sources) or {ON_HOST.format(url="coalesce(q.raw ->> 'url', q.uri)")}
)
"""

_SHARED = """
select storage_url, byte_offset from news.raw_document where storage_url = any(:urls) and raw_id <> all(:but)
union select storage_url, null from staging.raw_document where storage_url = any(:urls) and raw_id <> all(:but)
union select raw ->> 'storage_url', null from ops.quarantine
    where raw ->> 'storage_url' = any(:urls) and document_id <> all(:but)
"""

_RECORD = """
insert into ops.removal (who, why, publisher, names, hosts, source_ids, counts)
values (:who, :why, :publisher, :names, :hosts, :sources, cast(:counts as jsonb)) returning removal_id
"""

# Bytes that a document which stays has too are barred at this address only, not by their hash.
_RECORD_DOCUMENTS = """
insert into ops.removed_document (removal_id, uri, raw_sha256, article_id)
select :removal, g.uri, case when exists (
        select from news.raw_document o where o.raw_sha256 = g.raw_sha256 and o.raw_id <> all(:documents)
    ) then '' else g.raw_sha256 end, max(g.article_id)
from (
    select a.uri, r.raw_sha256, a.article_id
    from news.article a join news.raw_document r on r.raw_id = a.raw_id where a.article_id = any(:ids)
    union all
    select r.uri, r.raw_sha256, d.article_id
    from news.raw_document r left join ops.document d on d.document_id = r.raw_id and d.article_id = any(:ids)
    where r.raw_id = any(:documents)
    union all
    select q.uri, q.raw_sha256, null from ops.quarantine q where q.document_id = any(:documents)
) g group by g.uri, g.raw_sha256
on conflict do nothing
"""

# Not those that only passed over it: they hold none of its text.
_RUNS = """
select run_id from ops.document
where (document_id = any(:documents) or article_id = any(:ids))
  and (last_stage, outcome) is distinct from ('collect', 'skipped')
union select run_id from staging.article where document_id = any(:documents) or uri = any(:uris)
"""

_HEADLINES = """
select headline from news.article where article_id = any(:ids)
union select headline from news.article_version where article_id = any(:ids)
"""

_STORIES = """
select story_id from news.story_article where article_id = any(:ids)
union select story_id from news.story where headline = any(:headlines)
"""

# Copies that stood in a story for their original's sake, and have none in a story now: cluster takes them up again.
_UNLED = """
delete from news.story_article s using news.article a
where a.article_id = s.article_id and a.uri = any(:uris)
  and not exists (select from news.story_profile p where p.article_id = s.article_id)
  and not exists (
    select from news.duplicate_link l join news.story_article o on o.article_id = l.duplicate_of
    where l.article_id = s.article_id and l.kind not in ('excerpt', 'form')
  )
returning s.story_id
"""

_QUARANTINE = """
update ops.quarantine set raw = null, error = null, state = 'discarded' where document_id = any(:documents)
"""

_LINKS_OLD = """
delete from news.duplicate_link l using news.article a where a.article_id = l.article_id and a.uri = any(:uris)
"""

_LINKED = "select article_id from news.article where uri = any(:uris)"

_LINKS = """
insert into news.duplicate_link
    (article_id, duplicate_of, kind, containment, containment_of_original, shared_words, run_id)
select a.article_id, o.article_id, r.kind, r.containment, r.containment_of_original, r.shared_words, :run
from jsonb_to_recordset(cast(:rows as jsonb)) as r(
    uri text, duplicate_of text, kind text, containment real, containment_of_original real, shared_words integer
)
join news.article a on a.uri = r.uri
join news.article o on o.uri = r.duplicate_of
"""

_EMPTY = """story_id = any(:ids)
    and not exists (select from news.story_article m where m.story_id = s.story_id)"""

# What the accounts that are left say of the same thing, cluster finds anew.
_FACTS_OLD = """
with due as (
    insert into news.story_due (story_id) select story_id from news.story where story_id = any(:ids)
    on conflict do nothing
)
delete from news.story_fact where story_id = any(:ids)
"""

_MERGES = f"delete from news.story_merge where merged_into in (select s.story_id from news.story s where {_EMPTY})"

_STORY = """
update news.story s
set headline = case when s.headline = any(:headlines) and s.headline <> all(m.headlines) then m.headlines[1]
        else s.headline end,
    article_count = m.articles, publisher_count = m.publishers,
    first_published = m.first_published, last_published = m.last_published
from (
    select x.story_id, array_agg(a.headline order by x.similarity desc, a.article_id) as headlines,
        count(*) as articles, count(distinct c.publisher) as publishers,
        coalesce(min(a.date_published), min(a.coverage_at)) as first_published,
        coalesce(max(a.date_published), max(a.coverage_at)) as last_published
    from news.story_article x
    join news.article a on a.article_id = x.article_id
    join news.article_coverage c on c.article_id = x.article_id
    where x.story_id = any(:ids) group by x.story_id
) m
where m.story_id = s.story_id
"""

# Samples of what broke an expectation may be words of the text.
_SAMPLES = """
update ops.quality_result set sample = '[]' where sample <> '[]' and quality_run_id in (
    select quality_run_id from ops.quality_run where run_id = any(:runs))
"""

_BLOTTED = "update ops.notice set body = :body, html = null where notice_id = any(:notices)"

# What a retag added and took off, for example: lines with headlines, of whichever articles.
_RETAGS = """
update ops.run set report = jsonb_set(report, '{topics}', (
    select jsonb_agg(t - 'added_samples' - 'removed_samples') from jsonb_array_elements(report -> 'topics') t))
where jsonb_path_exists(report, '$.topics[*].added_samples[*]')
   or jsonb_path_exists(report, '$.topics[*].removed_samples[*]')
"""

_REPORTS = """
update ops.run set report = jsonb_set(report, '{findings}', (
    select coalesce(jsonb_agg(f || jsonb_build_object('sample', '[]'::jsonb)), '[]')
    from jsonb_array_elements(report -> 'findings') f))
where run_id = any(:runs) and jsonb_typeof(report -> 'findings') = 'array'
"""
