"""Use cases: one function for each task of the workflow. Airflow's tasks and the CLI call the same ones.

    begin -> collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster compare ▣ report          ▣ = gate(stage)

Every function can be called again for the same run and then overwrites what it did. Between them travel the run's id
and references to shards; the texts stay in the lake.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast, get_args

from mediawatch.code_version import code_version
from mediawatch.collect.archives.warc_ranges import Part
from mediawatch.collect.web.source_files import load_sources
from mediawatch.errors import MediaWatchError, Permanent, Quarantine, UsageError
from mediawatch.garbage import seldom
from mediawatch.lake.run_folder import RunFolder, ShardRef
from mediawatch.model import Article, Excluded, Outcome, RawDocument, Stage, printable
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.ledger import crawl_state, entries, retention, runs
from mediawatch.store.lookups.article_history import PostgresHistory
from mediawatch.store.publish import history_changes, publication, staging, topic_versions
from mediawatch.store.publish.staging import Tagged
from mediawatch.store.publish.topic_versions import Followed
from mediawatch.store.server.connect import transaction
from mediawatch.store.server.locks import compute_between
from mediawatch.workflow import gate_columns, gates, ingest, resume, retagging, takedown
from mediawatch.workflow.duplicate_links import find, look_anew, touched, write
from mediawatch.workflow.followed_topics import followed, read_files
from mediawatch.workflow.request import Request, fits, roots, sources
from mediawatch.workflow.run import begun, note, opened
from mediawatch.workflow.run_articles import RunArticles

__all__ = [
    "Request",
    "ShardRef",
    "begin",
    "clean",
    "cluster",
    "collect",
    "compare",
    "deduplicate",
    "fail",
    "gate",
    "load",
    "parts",
    "plan",
    "publish",
    "read",
    "report",
    "tag",
]

log = logging.getLogger(__name__)

MAX_SHARDS = 1_000  # Airflow maps a task over at most 1,024

PART = 500
"""Stories from which a part of them may be compared by another task, ..."""
MAX_PARTS = 16
"""... and parts at most. Which stories a part takes is decided when it takes them."""


def begin(settings: Settings, request: Request) -> str:
    """Open the run in the ledger, and note what it goes by; its id in the warehouse.

    The row in ops.run comes first: a run that fails from there on has one that says why. Raises UsageError for an
    unknown inbox or path, before the warehouse is asked; TopicError where no topic is left that can be followed, or a
    folder that a person named holds a wrong one.
    """
    roots(settings, request)
    sources(settings, request)
    fits(settings, request)
    run_id = request.name
    folder = RunFolder(of(settings), run_id)
    before = begun(folder)
    now = datetime.now(UTC)
    as_of = request.as_of or (before.as_of if before else now)
    if as_of.tzinfo is None:
        raise UsageError("as_of needs a time zone, such as 2025-05-05T12:00:00+00:00")
    params = json.loads(json.dumps(asdict(request), default=str))
    with transaction(settings) as connection:
        runs.close_abandoned(connection, now)
        resume.close_killed(settings, connection, now)
        runs.begin(
            connection,
            run_id,
            dag_id=request.dag_id,
            params=params,
            as_of=as_of,
            code_version=code_version(),
        )
    try:
        files = read_files(settings, request.topics_dir)
        for fault in files.faults:
            log.warning("a topic file is wrong, its last good definition goes on: %s", fault)
        with transaction(settings) as connection:
            topics = followed(connection, files)
            versions = topic_versions.versions(connection, {topic.id: topic.definition_sha256 for topic in topics})
        note(
            folder,
            params,
            as_of=as_of,
            observed_at=before.observed_at if before else now,  # a retry takes nothing in later
            topics=topics,
            versions=versions,
            read_at={topic.id: files.read_at for topic in files.topics},
            topic_faults=[printable(str(fault)) for fault in files.faults],
        )
    except Exception as error:
        _close(settings, run_id, f"begin: {error}")
        raise
    return run_id


def plan(settings: Settings, run_id: str) -> list[Part]:
    """Of a backfill: keep its archives, and say in which parts to read them."""
    return ingest.plan(settings, opened(settings, run_id))


def read(settings: Settings, run_id: str, part: Part) -> None:
    """Of a backfill: read one part of its archives. collect reads those that were not."""
    ingest.read(settings, opened(settings, run_id), part)


@seldom()
def collect(settings: Settings, run_id: str) -> list[ShardRef]:
    """Take in what is new: raw bytes into the store, references into shards. What the first attempt of a run found is
    what every later attempt works on."""
    run = opened(settings, run_id)
    folder = run.folder
    found = folder.collected.read()
    if found is not None:
        return cast(list[ShardRef], found)
    folder.clear("collect")
    documents, excluded = ingest.take(settings, run)
    size = max(run.request.shard_size or settings.shard_size, -(-len(documents) // MAX_SHARDS))
    folder.write_excluded("collect", 0, excluded)
    shards, columns = [], gate_columns.of_documents("collect")
    for number, start in enumerate(range(0, len(documents), size)):
        page = documents[start : start + size]
        shards.append(folder.write("collect", number, RawDocument, page, [] if number else excluded, columns))
    folder.collected.write(shards)
    return shards


@seldom()
def clean(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Raw documents of a shard -> articles, each within its time limit in a process of its own.

    What a removal forbids is erased once the shard says so; a later attempt, which cannot read it, says the same again.
    """
    from mediawatch.clean.process.isolate import clean_batch
    from mediawatch.collect.raw.raw_store import RawStore

    run = opened(settings, run_id)
    folder = run.folder
    documents = folder.read(shard, RawDocument)
    before = folder.excluded("clean", [shard["number"]])
    erased = {item.document_id: item for item in before if item.reason == takedown.REASON}
    articles: list[Article] = []
    excluded: list[Excluded] = []

    def readable() -> Iterator[tuple[RawDocument, bytes]]:
        with RawStore(of(settings)).reader() as reader:
            for raw in documents:
                try:
                    yield raw, reader.read(raw)
                except Quarantine as error:
                    excluded.append(erased.get(raw.document_id) or _quarantined(raw, "clean", error))

    for result in clean_batch(readable(), as_of=run.as_of, settings=settings):
        if isinstance(result, Excluded):
            excluded.append(result)
        else:
            articles.append(result)
    articles, blocked = takedown.block_articles(settings, articles, documents)
    columns = gate_columns.of_documents("clean")
    cleaned = folder.write("clean", shard["number"], Article, articles, [*excluded, *blocked], columns)
    takedown.erase_blocked(settings, blocked, documents)
    return cleaned


@seldom()
def deduplicate(settings: Settings, run_id: str, shards: Sequence[ShardRef]) -> list[ShardRef]:
    """Join the pages of an article, merge documents that say the same of the same one, and find what repeats what, in
    the run and in the history."""
    from mediawatch.deduplicate.versions import at_address, merge
    from mediawatch.workflow.pages.article_pages import join_shards

    run = opened(settings, run_id)
    folder = run.folder
    folder.clear("deduplicate")
    with transaction(settings) as connection:
        compute_between(connection)
        seen = history_changes.seen(connection)  # before anything is asked: what changes meanwhile is noticed
        history = PostgresHistory(connection)
        shards, pages = join_shards(settings, connection, folder, shards, as_of=run.as_of)
        articles = RunArticles(folder, shards)
        merged = merge(articles.deliveries(), articles.bodies, history)
        found = find(articles, merged.stays, history)
        runs.saw_history(connection, run_id, seen)
    write(folder, found)
    del articles, found
    gone = {item.document_id: item for item in merged.gone}
    made = []
    for shard in sorted(shards, key=lambda item: item["number"]):
        its = folder.read(shard, Article)
        stay = [at_address(a, merged.stays[a.document_id]) for a in its if a.document_id in merged.stays]
        ended = [*pages.get(shard["number"], ()), *(gone[a.document_id] for a in its if a.document_id in gone)]
        made.append(folder.write("deduplicate", shard["number"], Article, stay, ended, gate_columns.of_articles))
    return made


@seldom()
def tag(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Topics of a shard's articles, with the words that earned them; and the terms that retagging will search."""
    from mediawatch.tag import Tagger, index_terms

    run = opened(settings, run_id)
    tagger = Tagger(run.topics(), retagging.media_of(settings))
    articles = run.folder.read(shard, Article)
    tagged = [
        Tagged(
            document_id=article.document_id,
            uri=article.uri,
            content_sha256=article.content_sha256,
            tags=tags,
            terms=tuple(index_terms(article.headline, article.article_body, article.in_language)),
        )
        for article, tags in zip(articles, tagger.tag(articles), strict=True)
    ]
    columns = gate_columns.of_tags(articles, [item.tags for item in tagged])
    return run.folder.write("tag", shard["number"], Tagged, tagged, columns=columns)


@seldom()
def load(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Write a shard to schema staging, and with the run's first shard its links."""
    folder = opened(settings, run_id).folder
    number = shard["number"]
    tagged = {item.document_id: item for item in folder.read(shard, Tagged)}
    unique = folder.shard("deduplicate", number)
    articles = [article for article in folder.read(unique, Article) if article.document_id in tagged]
    merged = {item.document_id for item in folder.excluded("deduplicate", [number])}
    raw = [
        item
        for item in folder.read_whole(folder.shard("collect", number), RawDocument)
        if item.document_id in tagged or item.document_id in merged
    ]
    with transaction(settings) as connection:
        staging.load(connection, run_id, number, raw, articles, tagged)
        if number == min(item["number"] for item in folder.accepted("tag")):
            staging.load_links(connection, run_id, folder.links.read())
    folder.write_excluded("load", number, [])
    return cast(ShardRef, {**shard, "stage": "load", "rows": len(articles)})


@seldom()
def gate(settings: Settings, run_id: str, stage: str, shards: Sequence[ShardRef]) -> list[ShardRef]:
    """Check what a stage made, enter it in the ledger, and let through what holds. Raises GateFailed."""
    from mediawatch.quality.expectation import Limits

    if stage not in get_args(Stage):
        raise UsageError(f"there is no stage {stage!r}: the stages are {', '.join(get_args(Stage))}")
    run = opened(settings, run_id)
    if (accepted := run.request.max_quarantined_share) is not None:
        settings = replace(settings, max_quarantined_share=accepted)
    limits = Limits.of(settings, as_of=run.as_of, topics=tuple(row["topic_id"] for row in run.followed))
    return gates.hold(settings, run.folder, cast(Stage, stage), shards, limits, code_version())


@seldom()
def publish(settings: Settings, run_id: str) -> dict[str, int]:
    """Make the run visible, in one transaction; what changed in schema news.

    Where schema news has changed since deduplicate looked, the addresses of files and the links are found anew first,
    under the same lock; where topics have, those that hold now are applied.
    """
    from mediawatch.deduplicate.versions import change_kind, fullest

    run = opened(settings, run_id)
    folder = run.folder
    shards = folder.accepted("load")
    going_by = Followed(run.topics(), run.read_at(), retagging.in_folder(settings))
    with transaction(settings) as connection:
        publication.lock(connection)
        row = runs.describe(connection, run_id) or {}
        takedown.check(connection, run_id)
        staged = staging.counts(connection, run_id)["article"]
        if row["publication"] and shards and not staged:  # the attempt before was killed after it had committed
            return cast(dict[str, int], row["report"]["published"])
        if shards and folder.collected.read() is None:
            raise Permanent(
                "articles of this run were removed while it was on its way, and its texts with them: trigger a new "
                "run, which leaves them out"
            )
        if staged != sum(shard["rows"] for shard in shards):
            raise Permanent(f"staging holds {staged} of the run's articles, not all: clear the run from load on")
        unique = folder.accepted("deduplicate")
        merged = {
            item.document_id: item.uri for shard in unique for item in folder.excluded("deduplicate", [shard["number"]])
        }
        linked = touched(folder) if shards else []
        if shards and history_changes.seen(connection) != row["history_seen"]:
            linked, merged = look_anew(connection, folder, RunArticles(folder, unique), merged)
        counts = publication.publish(
            connection,
            run_id,
            going_by,
            linked,
            merged,
            folder.captures.read() or {},
            judge=partial(retagging.Judge, media=retagging.media_of(settings)),
            change_kind=change_kind,
            fullest=fullest,
        )
        counts["documents_left"] = folder.left.read() or 0
        runs.note_published(connection, run_id, counts, anything=any(shard["rows"] for shard in shards))
        retried = folder.retried.read() or {"entries": []}
        replayed = [*(run.request.replay or ()), *retried["entries"]]
        entries.mark_replayed(connection, run_id, replayed)
        entries.close_superseded(connection, run_id, replayed)
        crawl_state.keep_sources(connection, load_sources(settings.sources_dir))
        crawl_state.keep_states(connection, folder.url_states.read())
    return counts


def cluster(settings: Settings, run_id: str) -> dict[str, int]:
    """Put every published article that waits for it into a story: new and changed articles, those that a run which was
    killed left behind, and copies that were found late, which go to their originals."""
    from mediawatch.workflow.events import clustering

    return clustering.cluster(settings, run_id, opened(settings, run_id).observed_at)


def parts(stories: int) -> list[str]:
    """In which parts the accounts of so many stories are compared, by their names: one at least."""
    number = min(MAX_PARTS, max(1, -(-stories // PART)))
    return [f"part {part} of {number}" for part in range(1, number + 1)]


def compare(settings: Settings, run_id: str) -> dict[str, int]:
    """Compare what the accounts of each story say, of the stories that changed: those of this run, and of a run that
    was killed. Several processes may do so at once, and each ends when no story waits any more."""
    from mediawatch.workflow.events import accounts

    opened(settings, run_id)
    return accounts.compare_due(settings)


def report(settings: Settings, run_id: str) -> dict[str, Any]:
    """Close the run, and say what came in, what went out and what became of the rest."""
    from mediawatch.store.read import reports

    with transaction(settings) as connection:
        told = reports.summary(connection, run_id)
        runs.finish(connection, run_id, told["state"], report=told)
        retention.count_known(connection, run_id)
        old = retention.count_old(connection, datetime.now(UTC), settings.ledger_days)
    for name in old:  # such a run is not taken up again from its shards
        RunFolder(of(settings), name).forget_texts()
    return told


def fail(settings: Settings, run_id: str, error: str) -> None:
    """Note that the run failed, and why. One that failed before it had a row gets its row now."""
    with transaction(settings) as connection:
        runs.fail(connection, run_id, error[:10_000], code_version())


def _close(settings: Settings, run_id: str, error: str) -> None:
    """Note a failure whose own exception tells the rest: where the warehouse is away too, that is told alone."""
    try:
        fail(settings, run_id, error)
    except MediaWatchError as second:
        log.warning("the run could not be closed in the ledger: %s", second)


def _quarantined(raw: RawDocument, stage: Stage, error: Quarantine) -> Excluded:
    return Excluded(
        raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.QUARANTINED, error.reason, error.detail, raw
    )
