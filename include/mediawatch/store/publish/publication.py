"""Make a loaded run visible: everything from staging to news in one transaction, under one lock.

Each step is a set-based statement that says which rows of news it brings up to date. Running it again with the same
rows in staging changes nothing but last_seen_at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.deduplicate.thresholds import COMMON_HASH
from mediawatch.store.publish import (
    article_versions,
    attention_counts,
    history_changes,
    published_links,
    staging,
    story_queue,
    topic_tags,
    topic_versions,
)
from mediawatch.store.publish.article_versions import ChangeKind
from mediawatch.store.publish.run_candidates import Candidates, Fullest
from mediawatch.store.publish.topic_tags import Judge
from mediawatch.store.publish.topic_versions import Followed
from mediawatch.store.schema.tables import staging_article, staging_raw_document
from mediawatch.store.server.locks import wait_for
from mediawatch.store.server.send_rows import execute_rows
from mediawatch.tag import Topic

_LOCK = 0x6D77_7075  # 'mwpu': one publication at a time

# What clean says of an article, in the order of both tables; observed_at decides which version is current.
_FACTS = tuple(
    column.name
    for column in staging_article.columns
    if column.name not in ("run_id", "shard", "document_id", "uri", "terms", "fingerprint")
)
_RAW = tuple(c.name for c in staging_raw_document.columns if c.name not in ("run_id", "shard", "raw_id"))


def lock(connection: Connection) -> None:
    """Wait for the right to publish; held until the transaction ends. Raises Transient by `transaction` where another
    one holds it too long."""
    wait_for(connection, _LOCK)


def publish(
    connection: Connection,
    run_id: str,
    followed: Followed,
    linked_uris: Collection[str],
    merged: Mapping[str, str],
    captures: Mapping[str, str],
    *,
    judge: Callable[[Topic], Judge],
    change_kind: ChangeKind,
    fullest: Fullest,
) -> dict[str, Any]:
    """Publish what the run has in staging; counts of what was written for the report, under `news_changed` whether
    anything of schema news was, and under `retagged` what each new or changed topic did to history. The caller holds
    `lock`.

    `followed`: the topics that tag used. Where one is new or changed, all of history is retagged; where another run
    changed one meanwhile, or added one, it is applied to this run's articles. `linked_uris`: the articles whose links
    staging.duplicate_link states anew. `merged`: document_id -> uri of the article that it went into. `captures`:
    document_id -> when it was captured first (ISO 8601), where that was before its last capture. `judge` decides which
    articles of history get a topic, `change_kind` what a version changed, `fullest` which versions were not cut.
    """
    run = {"run": run_id}
    topics = topic_versions.register(connection, followed)
    connection.execute(text(_RAW_DOCUMENTS), run)
    candidates = Candidates.create(connection, run_id, fullest)
    connection.execute(text(_LATE), {**run, "late": [topic.id for topic in topics.late]})
    connection.execute(text(_NUMBERED), {**run, **topics.numbers()})
    new = connection.execute(text(candidates.sql(_NEW_ARTICLES)), run).rowcount
    candidates.analyze(connection)  # new articles have numbers now, the greatest: plans go by where they lie
    article_versions.supersede(connection, run_id, candidates)
    changed = connection.execute(text(candidates.sql(_CHANGED_ARTICLES)), run).rowcount
    versions = article_versions.publish(connection, run_id, candidates, captures, change_kind)
    connection.execute(text(candidates.sql(_FINGERPRINTS_OLD)), run)
    connection.execute(text(candidates.sql(_FINGERPRINTS)), run)
    connection.execute(text(candidates.sql(_COMMON_HASHES)), {**run, "common": COMMON_HASH})
    links = published_links.publish(connection, run_id, linked_uris)
    for statement in (_TAGS_OLD, _EVIDENCE_OLD):
        connection.execute(text(candidates.sql(statement)), {**run, "topics": topics.numbers()["topics"]})
    tags = connection.execute(text(candidates.sql(_TAGS)), run).rowcount
    evidence = connection.execute(text(candidates.sql(_EVIDENCE)), run).rowcount
    late = [topic_tags.apply(connection, topic, judge(topic), run_id, candidates.tagged) for topic in topics.late]
    if late:
        evidence += connection.execute(
            text(candidates.sql(_LATE_EVIDENCE)), {"late": [topic.id for topic in topics.late]}
        ).scalar_one()
    retagged = [
        topic_tags.apply(connection, topic, judge(topic), run_id, candidates.elsewhere) for topic in topics.spread
    ]
    topic_versions.complete(connection, topics.topics)
    attention_counts.recount(connection)
    if new or changed:
        topic_versions.incomplete(connection, topics.topics)
    story_queue.enter_candidates(connection, candidates)
    connection.execute(text(_LEDGER), run)
    execute_rows(connection, _MERGED, ({"document": name, "uri": uri} for name, uri in merged.items()), **run)
    connection.execute(text(_BECAME), run)
    connection.execute(text(_SEEN_AGAIN), run)
    candidates.drop(connection)
    news_changed = bool(new or changed or versions or links.written or topics.entered or topics.spread)
    if news_changed:
        history_changes.note(connection)
    staging.clear(connection, run_id)
    return {
        "news_changed": news_changed,
        "articles_new": new,
        "articles_changed": changed,
        "links": links.standing,
        "tags": tags + sum(change.added for change in late),
        "evidence": evidence,
        "topics_changed": len(topics.spread),
        "history_tags_added": sum(change.added for change in retagged),
        "history_tags_removed": sum(change.removed for change in retagged),
        "retagged": [
            {name: getattr(change, name) for name in ("topic_id", "version", "added", "removed", "kept")}
            for change in retagged
        ],
    }


def _assign(names: Sequence[str], source: str) -> str:
    return ", ".join(f"{name} = {source}.{name}" for name in names)


def _listed(names: Sequence[str], prefix: str = "") -> str:
    return ", ".join(f"{prefix}{name}" for name in names)


_WHERE_IT_STANDS = ", ".join(
    f"{name} = case when raw_document.erased_at is null then raw_document.{name} else excluded.{name} end"
    for name in ("storage_url", "byte_offset", "byte_length")
)

# The same bytes at the same place again: only their latest observation moves, and where they stand if they had been
# erased.
_RAW_DOCUMENTS = f"""
insert into news.raw_document (raw_id, {_listed(_RAW)}, run_id)
select raw_id, {_listed(_RAW)}, run_id from staging.raw_document where run_id = :run order by raw_id
on conflict (raw_id) do update
set observed_at = greatest(raw_document.observed_at, excluded.observed_at), erased_at = null, {_WHERE_IT_STANDS}
where raw_document.observed_at < excluded.observed_at or raw_document.erased_at is not null
"""

_NEW_ARTICLES = f"""
with made as (
    insert into news.article (uri, {_listed(_FACTS)}, raw_id, first_seen_at, last_seen_at, run_id, terms)
    select c.uri, {_listed(_FACTS, "c.")}, c.document_id, c.observed_at, c.observed_at, :run,
        array_to_tsvector(c.terms)
    from {{candidate}} c where c.is_new order by c.uri
    returning article_id, uri
)
update {{candidate}} set article_id = made.article_id from made where made.uri = {{candidate}}.uri
"""

_CHANGED_ARTICLES = f"""
update news.article a
set {_assign(_FACTS, "c")}, raw_id = c.document_id, terms = array_to_tsvector(c.terms), run_id = :run,
    last_seen_at = greatest(a.last_seen_at, c.observed_at)
from {{candidate}} c
where a.article_id = c.article_id and not c.is_new and c.is_current
  and ({_listed(_FACTS, "a.")}, a.raw_id, a.terms) is distinct from
      ({_listed(_FACTS, "c.")}, c.document_id, array_to_tsvector(c.terms))
"""

_FINGERPRINTS_OLD = """
delete from news.fingerprint f using {candidate} c
where f.article_id = c.article_id and c.is_current and not c.is_new and f.hash <> all(c.fingerprint)
"""

_FINGERPRINTS = """
insert into news.fingerprint (hash, article_id)
select distinct h.hash, c.article_id from {candidate} c cross join unnest(c.fingerprint) as h(hash)
where c.is_current
on conflict do nothing
"""

# A hash is counted when articles that hold it are published, and once on the list it stays there.
_COMMON_HASHES = """
with often as materialized (
    select h.hash
    from (select distinct unnest(fingerprint) as hash from {candidate} where is_current) h
    where not exists (select from news.common_hash c where c.hash = h.hash)
      and exists (select from news.fingerprint f where f.hash = h.hash offset :common)
)
insert into news.common_hash (hash, texts, run_id)
select o.hash, count(distinct a.text_sha256), :run
from often o
join news.fingerprint f on f.hash = o.hash
join news.article a on a.article_id = f.article_id
group by o.hash
having count(distinct a.text_sha256) > :common
"""

# Tags by a definition that holds no more are replaced by those of the one that does.
_LATE = """
with gone as (delete from staging.article_topic where run_id = :run and topic_id = any(:late))
delete from staging.topic_evidence where run_id = :run and topic_id = any(:late)
"""

_LATE_EVIDENCE = """
select count(*) from news.topic_evidence e join {candidate} c on c.article_id = e.article_id
where c.is_current and e.topic_id = any(:late)
"""

# Two runs that read one new definition both took the next number for it.
_NUMBERED = """
update staging.article_topic t set topic_version = n.version
from unnest(cast(:topics as text[]), cast(:versions as integer[])) as n(topic_id, version)
where t.run_id = :run and t.topic_id = n.topic_id and t.topic_version <> n.version
"""

# Tags and evidence belong to one text: of an article in this run they become what staging says, differences only.
# An analyst's overrides are a table of their own and stay.
_TAGS_OLD = """
delete from news.article_topic t using {candidate} c
where t.article_id = c.article_id and c.is_current and not c.is_new
  and (c.has_other_text or t.topic_id = any(:topics))
  and not exists (
    select 1 from staging.article_topic s
    where s.run_id = :run and s.uri = c.uri and s.content_sha256 = c.content_sha256 and s.topic_id = t.topic_id
      and (s.topic_version, s.grade, s.score, s.filters) = (t.topic_version, t.grade, t.score, t.filters)
  )
"""

_EVIDENCE_OLD = """
delete from news.topic_evidence e using {candidate} c
where e.article_id = c.article_id and c.is_current and not c.is_new
  and (c.has_other_text or e.topic_id = any(:topics))
  and not exists (
    select 1 from staging.topic_evidence s
    where s.run_id = :run and s.uri = c.uri and s.content_sha256 = c.content_sha256 and s.topic_id = e.topic_id
      and s.evidence_no = e.evidence_no
      and (s.field, s.start_char, s.end_char, s.evidence_text, s.clause)
        = (e.field, e.start_char, e.end_char, e.evidence_text, e.clause)
  )
"""

_TAGS = """
insert into news.article_topic (article_id, topic_id, topic_version, grade, score, filters, run_id)
select c.article_id, t.topic_id, t.topic_version, t.grade, t.score, t.filters, :run
from staging.article_topic t
join {candidate} c on c.uri = t.uri and c.content_sha256 = t.content_sha256
where t.run_id = :run and c.is_current
on conflict do nothing
"""

_EVIDENCE = """
insert into news.topic_evidence
    (article_id, topic_id, evidence_no, field, start_char, end_char, evidence_text, clause)
select c.article_id, e.topic_id, e.evidence_no, e.field, e.start_char, e.end_char, e.evidence_text, e.clause
from staging.topic_evidence e
join {candidate} c on c.uri = e.uri and c.content_sha256 = e.content_sha256
where e.run_id = :run and c.is_current
on conflict do nothing
"""

# published: this run wrote the article's row or a version of it; unchanged: news said all of it before.
_LEDGER = """
update ops.document d
set last_stage = 'publish', article_id = v.article_id,
    outcome = case when v.run_id = :run or a.run_id = :run then 'published' else 'unchanged' end
from staging.article s
join news.article a on a.uri = s.uri
join news.article_version v on v.article_id = a.article_id and v.content_sha256 = s.content_sha256
where d.run_id = :run and s.run_id = :run and s.document_id = d.document_id
"""

# A document that another one of the run made superfluous leads to the article of that one.
_MERGED = """
update ops.document d set article_id = a.article_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(document text, uri text)
join news.article a on a.uri = r.uri
where d.run_id = :run and d.document_id = r.document
"""

# Bytes lead to the article that they last became.
_BECAME = """
update news.raw_document b set article_id = d.article_id
from ops.document d
where d.run_id = :run and d.document_id = b.raw_id and b.article_id is distinct from d.article_id
  and d.article_id is not null
"""

# Delivered again: the article that these bytes last became was seen now.
_SEEN_AGAIN = """
with seen as materialized (
    select d.document_id, b.article_id, r.started_at
    from ops.document d
    join ops.run r on r.run_id = d.run_id
    join news.raw_document b on b.raw_id = d.document_id and b.article_id is not null
    where d.run_id = :run and d.outcome in ('skipped', 'unchanged')
), touched as (
    update news.article a set last_seen_at = s.started_at
    from seen s where a.article_id = s.article_id and a.last_seen_at < s.started_at
)
update ops.document d set article_id = s.article_id from seen s
where d.run_id = :run and d.document_id = s.document_id and d.article_id is distinct from s.article_id
"""
