"""Use cases: one function for each task of the workflow. Airflow's tasks and the CLI call the same ones.

    begin -> collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report          ▣ = gate(stage)

Every function can be called again for the same run and then overwrites what it did. Between them travel the run's id
and references to shards; the texts stay in the lake.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

import mediawatch
from mediawatch import audit, intake, removal
from mediawatch.collect.ranges import Part
from mediawatch.collect.sources import load_sources
from mediawatch.collect.url_states import UrlState
from mediawatch.errors import Quarantine, Terminal, TopicError, UsageError
from mediawatch.lake import COLLECTED, RunFolder, ShardRef, read_table, write_table
from mediawatch.model import Article, DuplicateLink, Outcome, RawDocument, SetAside, Stage
from mediawatch.request import Request, restored, roots, sources
from mediawatch.settings import Settings
from mediawatch.store import ledger, runs, staging, stories, topics, web
from mediawatch.store import publish as publication
from mediawatch.store.connect import transaction
from mediawatch.store.history import PostgresHistory
from mediawatch.store.staging import Tagged
from mediawatch.tag import Topic

__all__ = [
    "Request",
    "ShardRef",
    "begin",
    "clean",
    "collect",
    "deduplicate",
    "fail",
    "gate",
    "load",
    "plan",
    "publish",
    "read",
    "report",
    "tag",
]

Tell = Callable[[str, int, int], None]
ShardTask = Callable[[Settings, str, ShardRef], ShardRef]

MAX_SHARDS = 1_000  # Airflow maps a task over at most 1,024
_REQUEST = "request.json"
_TOUCHED = "touched.json"


# ------------------------------------------------------------------ the tasks
def begin(settings: Settings, request: Request) -> str:
    """Check the request and the topics, and open the run; its id in the warehouse.

    Raises UsageError for an unknown inbox or path, TopicError for a topic that cannot be parsed or whose examples
    fail: before any work is done.
    """
    from mediawatch.tag import check_examples, load_topics

    roots(settings, request)
    sources(settings, request)
    followed = load_topics(request.topics_dir or settings.topics_dir)
    failures = check_examples(followed)
    if failures:
        raise TopicError("\n".join(str(failure) for failure in failures))
    run_id = f"{request.dag_id}:{request.run_id}"
    folder = RunFolder(settings.lake, run_id)
    before = folder.read_json(_REQUEST) or {}
    now = datetime.now(UTC)
    as_of = request.as_of or (datetime.fromisoformat(before["as_of"]) if before else now)
    if as_of.tzinfo is None:
        raise UsageError("as_of needs a time zone, such as 2025-05-05T12:00:00+00:00")
    params = json.loads(json.dumps(asdict(request), default=str))
    with transaction(settings) as connection:
        runs.close_abandoned(connection, now)
        numbers = topics.versions(connection, {topic.id: topic.definition_sha256 for topic in followed})
        runs.begin(
            connection,
            run_id,
            dag_id=request.dag_id,
            params=params,
            as_of=as_of,
            code_version=code_version(),
        )
    folder.write_json(
        _REQUEST,
        {
            "params": params,
            "as_of": as_of.isoformat(),
            "observed_at": before.get("observed_at", now.isoformat()),  # a retry takes nothing in later
            "topics": [
                {"topic_id": topic.id, "version": numbers[topic.id], "definition": topic.definition}
                for topic in followed
            ],
        },
    )
    return run_id


def plan(settings: Settings, run_id: str) -> list[Part]:
    """Of a backfill: keep its archives, and say in which parts to read them."""
    folder, asked = _open(settings, run_id)
    return intake.plan(settings, folder, restored(asked), datetime.fromisoformat(asked["observed_at"]))


def read(settings: Settings, run_id: str, part: Part) -> None:
    """Of a backfill: read one part of its archives. collect reads those that were not."""
    folder, asked = _open(settings, run_id)
    intake.read(settings, folder, part, datetime.fromisoformat(asked["observed_at"]))


def collect(settings: Settings, run_id: str) -> list[ShardRef]:
    """Take in what is new: raw bytes into the store, references into shards. What the first attempt of a run found is
    what every later attempt works on."""
    folder, asked = _open(settings, run_id)
    found = folder.read_json(COLLECTED)
    if found is not None:
        return cast(list[ShardRef], found)
    folder.clear("collect")
    request = restored(asked)
    taken: dict[str, RawDocument] = {}
    aside: list[SetAside] = []
    for found_item in intake.found(settings, folder, request, datetime.fromisoformat(asked["observed_at"])):
        if isinstance(found_item, SetAside):
            aside.append(found_item)
        else:
            taken.setdefault(found_item.document_id, found_item)
    with transaction(settings) as connection:
        kept = {item.document_id: item.raw for item in aside if item.raw}
        found_again = removal.refuse(settings, connection, [*taken.values(), *kept.values()])
        refused = {item.document_id: item for item in found_again}
        taken = {name: raw for name, raw in taken.items() if name not in refused}
        aside = [*(item for item in aside if item.document_id not in refused), *refused.values()]
        if not request.reprocess and request.replay is None:
            uris = [raw.uri for raw in taken.values()] + [item.uri for item in aside]
            known = ledger.known(connection, uris, code_version())
            aside = [_already(item, "quarantined") if (item.uri, item.raw_sha256) in known else item for item in aside]
            for raw in list(taken.values()):
                what = known.get((raw.uri, raw.raw_sha256))
                if what is not None:
                    aside.append(_already(raw, what))
                    del taken[raw.document_id]
        observed = ledger.first_observed(connection, list(taken.values()))
    documents = [replace(raw, observed_at=observed.get(raw.document_id, raw.observed_at)) for raw in taken.values()]
    size = max(request.shard_size or settings.shard_size, -(-len(documents) // MAX_SHARDS))
    folder.write_aside("collect", 0, _once(aside))
    shards = []
    for number, start in enumerate(range(0, len(documents), size)):
        page = documents[start : start + size]
        shards.append(folder.write("collect", number, RawDocument, page, [] if number else _once(aside)))
    folder.write_json(COLLECTED, shards)
    return shards


def clean(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Raw documents of a shard -> articles, each within its time limit in a process of its own.

    What a removal forbids is erased once the shard says so; a later attempt, which cannot read it, says the same again.
    """
    from mediawatch.clean.isolate import clean_batch
    from mediawatch.collect.raw_store import RawStore

    folder, asked = _open(settings, run_id)
    documents = folder.read(shard, RawDocument)
    before = folder.aside("clean", [shard["number"]])
    erased = {item.document_id: item for item in before if item.reason == removal.REASON}
    articles: list[Article] = []
    aside: list[SetAside] = []

    def readable() -> Iterator[tuple[RawDocument, bytes]]:
        with RawStore(settings.lake).reader() as reader:
            for raw in documents:
                try:
                    yield raw, reader.read(raw)
                except Quarantine as error:
                    aside.append(erased.get(raw.document_id) or _quarantined(raw, "clean", error))

    for result in clean_batch(readable(), as_of=datetime.fromisoformat(asked["as_of"]), settings=settings):
        if isinstance(result, SetAside):
            aside.append(result)
        else:
            articles.append(result)
    articles, refused = removal.refuse_articles(settings, articles, documents)
    cleaned = folder.write("clean", shard["number"], Article, articles, [*aside, *refused])
    removal.erase_refused(settings, refused, documents)
    return cleaned


def deduplicate(settings: Settings, run_id: str, shards: Sequence[ShardRef]) -> list[ShardRef]:
    """Merge documents that say the same of the same article; find what repeats what, in the run and in the history."""
    from mediawatch.deduplicate.versions import merge

    folder, _ = _open(settings, run_id)
    folder.clear("deduplicate")
    by_shard = {shard["number"]: folder.read(shard, Article) for shard in shards}
    articles = [article for number in sorted(by_shard) for article in by_shard[number]]
    with transaction(settings) as connection:
        history = PostgresHistory(connection)
        kept, merged = merge(articles, history)
        seen = runs.latest_publication(connection)
        _relate(folder, kept, history)
        runs.saw_history(connection, run_id, seen)
    stays = {article.document_id: article for article in kept}
    gone = {item.document_id: item for item in merged}
    raws = {
        raw.document_id: raw
        for number in by_shard
        for raw in folder.read_whole(audit.shard_of(folder, "collect", number), RawDocument)
        if raw.document_id in gone
    }
    return [
        folder.write(
            "deduplicate",
            number,
            Article,
            [stays[a.document_id] for a in found if a.document_id in stays],
            [
                replace(gone[raw.document_id], raw=raw, raw_sha256=raw.raw_sha256)
                for raw in (raws[a.document_id] for a in found if a.document_id in gone)
            ],
        )
        for number, found in sorted(by_shard.items())
    ]


def tag(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Topics of a shard's articles, with the words that earned them; and the terms that retagging will search."""
    from mediawatch.tag import Tagger, index_terms

    folder, asked = _open(settings, run_id)
    tagger = Tagger(_topics(asked))
    articles = folder.read(shard, Article)
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
    return folder.write("tag", shard["number"], Tagged, tagged)


def load(settings: Settings, run_id: str, shard: ShardRef) -> ShardRef:
    """Write a shard to schema staging, and with the run's first shard its links."""
    folder, _ = _open(settings, run_id)
    number = shard["number"]
    tagged = {item.document_id: item for item in folder.read(shard, Tagged)}
    unique = audit.shard_of(folder, "deduplicate", number)
    articles = [article for article in folder.read(unique, Article) if article.document_id in tagged]
    merged = {item.document_id for item in folder.aside("deduplicate", [number])}
    raw = [
        item
        for item in folder.read_whole(audit.shard_of(folder, "collect", number), RawDocument)
        if item.document_id in tagged or item.document_id in merged
    ]
    with transaction(settings) as connection:
        staging.load(connection, run_id, number, raw, articles, tagged)
        if number == min(item["number"] for item in audit.accepted(folder, "tag")):
            staging.load_links(connection, run_id, audit.links(folder))
    folder.write_aside("load", number, [])
    return cast(ShardRef, {**shard, "stage": "load", "rows": len(articles)})


def gate(settings: Settings, run_id: str, stage: str, shards: Sequence[ShardRef]) -> list[ShardRef]:
    """Check what a stage made, enter it in the ledger, and let through what holds. Raises GateFailed."""
    from mediawatch.quality.expectation import Limits

    if stage not in get_args(Stage):
        raise UsageError(f"there is no stage {stage!r}: the stages are {', '.join(get_args(Stage))}")
    folder, asked = _open(settings, run_id)
    limits = Limits.of(
        settings,
        as_of=datetime.fromisoformat(asked["as_of"]),
        topics=tuple(row["topic_id"] for row in asked["topics"]),
    )
    return audit.hold(settings, folder, cast(Stage, stage), shards, limits, code_version())


def publish(settings: Settings, run_id: str) -> dict[str, int]:
    """Make the run visible, in one transaction; what changed in schema news.

    Where another run published since deduplicate looked, the links are found anew first, under the same lock.
    """
    folder, asked = _open(settings, run_id)
    shards = audit.accepted(folder, "load")
    with transaction(settings) as connection:
        publication.lock(connection)
        row = runs.describe(connection, run_id) or {}
        removal.check(connection, run_id)
        staged = staging.counts(connection, run_id)["article"]
        if row["publication"] and shards and not staged:  # the attempt before was killed after it had committed
            return cast(dict[str, int], row["report"]["published"])
        if staged != sum(shard["rows"] for shard in shards):
            raise Terminal(f"staging holds {staged} of the run's articles, not all: clear the run from load on")
        unique = audit.accepted(folder, "deduplicate")
        if shards and runs.latest_publication(connection) != row["history_seen"]:
            _relate(folder, [a for shard in unique for a in folder.read(shard, Article)], PostgresHistory(connection))
            staging.load_links(connection, run_id, audit.links(folder))
        merged = [item for shard in unique for item in folder.aside("deduplicate", [shard["number"]])]
        counts = publication.publish(
            connection,
            run_id,
            _topics(asked),
            cast(list[str], folder.read_json(_TOUCHED)) if shards else [],
            {item.document_id: item.uri for item in merged},
        )
        runs.note_published(connection, run_id, counts, anything=bool(shards))
        ledger.mark_replayed(connection, run_id, restored(asked).replay or ())
        web.keep_sources(connection, load_sources(settings.sources_dir))
        if (folder.path / intake.URL_STATES).exists():
            web.keep_states(connection, read_table(folder.path / intake.URL_STATES, UrlState))
    return counts


def cluster(settings: Settings, run_id: str) -> dict[str, int]:
    """Put every published article that stands in no story yet into one: new articles, and those that a run which was
    killed left behind; and copies that were found late to their originals."""
    from mediawatch.cluster.assign import BATCH, assign

    _, asked = _open(settings, run_id)
    day = datetime.fromisoformat(asked["observed_at"])
    counts = {"articles_clustered": 0, "stories_new": 0}
    with transaction(settings) as connection:
        stories.lock(connection)
        stories.forget_old_terms(connection, day)
        stories.follow_originals(connection, day)
    while True:
        with transaction(settings) as connection:
            stories.lock(connection)
            articles = stories.waiting(connection, BATCH)
            if articles:
                decided = assign(articles, stories.PostgresStoryIndex(connection))
                counts["stories_new"] += stories.publish(connection, articles, decided, day)
                counts["articles_clustered"] += len(articles)
        if len(articles) < BATCH:
            return counts


def report(settings: Settings, run_id: str) -> dict[str, Any]:
    """Close the run, and say what came in, what went out and what became of the rest."""
    from mediawatch.store import reports

    with transaction(settings) as connection:
        told = reports.summary(connection, run_id)
        runs.finish(connection, run_id, told["state"], report=told)
    return told


def fail(settings: Settings, run_id: str, error: str) -> None:
    """Note that the run failed, and why."""
    with transaction(settings) as connection:
        runs.finish(connection, run_id, "failed", error=error[:10_000])


def flow(settings: Settings, run_id: str, tell: Tell = lambda stage, done, of: None) -> None:
    """The tasks in the DAG's order, in this process. `tell(stage, shards done, shards of it)` hears of the progress."""

    def each(stage: str, function: ShardTask, given: list[ShardRef]) -> list[ShardRef]:
        made = []
        tell(stage, 0, len(given))
        for number, shard in enumerate(given, 1):
            made.append(function(settings, run_id, shard))
            tell(stage, number, len(given))
        return gate(settings, run_id, stage, made)

    tell("collect", 0, 1)
    shards = gate(settings, run_id, "collect", collect(settings, run_id))
    shards = each("clean", clean, shards)
    tell("deduplicate", 0, 1)
    shards = gate(settings, run_id, "deduplicate", deduplicate(settings, run_id, shards))
    shards = each("tag", tag, shards)
    each("load", load, shards)
    tell("publish", 0, 1)
    publish(settings, run_id)
    gate(settings, run_id, "publish", [])
    tell("cluster", 0, 1)
    cluster(settings, run_id)
    gate(settings, run_id, "cluster", [])
    report(settings, run_id)


# ------------------------------------------------------------------ shared by the tasks
@cache
def code_version() -> str:
    """Version of the package and a hash of its source: what quarantined a document is known by it."""
    root = Path(mediawatch.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".lark", ".sql", ".txt") and path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"{mediawatch.__version__}+{digest.hexdigest()[:10]}"


def _open(settings: Settings, run_id: str) -> tuple[RunFolder, dict[str, Any]]:
    folder = RunFolder(settings.lake, run_id)
    asked = folder.read_json(_REQUEST)
    if asked is None:
        raise Terminal(f"the lake at {settings.lake} knows no run {run_id}: start it from its beginning")
    return folder, asked


def _topics(asked: dict[str, Any]) -> list[Topic]:
    """The topics as they were when the run began."""
    return [Topic.from_definition(row["definition"], row["version"]) for row in asked["topics"]]


def _relate(folder: RunFolder, articles: Sequence[Article], history: PostgresHistory) -> None:
    """Find the links of the run's articles, newest version of each, and write them to the lake."""
    from mediawatch.deduplicate.history import Placement
    from mediawatch.deduplicate.relate import relate

    newest: dict[str, Article] = {}
    for article in articles:
        other = newest.get(article.uri)
        if other is None or _age(article) > _age(other):
            newest[article.uri] = article
    relations = relate(
        [
            Placement(
                uri=article.uri,
                article_body=article.article_body,
                text_sha256=article.text_sha256,
                hashes=article.fingerprint,
                shingle_count=article.shingle_count,
                date_published=article.date_published,
                observed_at=article.observed_at,
            )
            for article in newest.values()
        ],
        history,
    )
    # What was published already and has not changed is not decided anew: its links stand.
    settled = newest.keys() - relations.touched
    standing = [link for link in history.links(settled) if link.uri in settled]
    write_table(folder.stage("deduplicate") / audit.LINKS_FILE, DuplicateLink, [*relations.links, *standing])
    folder.write_json(_TOUCHED, sorted(relations.touched))


def _age(article: Article) -> tuple[datetime, str]:
    return article.observed_at, article.content_sha256


def _already(item: RawDocument | SetAside, what: str) -> SetAside:
    reason, detail = {
        "published": ("already_published", "a published run has taken these bytes from here"),
        "quarantined": ("already_quarantined", "these bytes were set aside before: see ops.quarantine_open"),
    }[what]
    raw = item.raw if isinstance(item, SetAside) else item
    return SetAside(item.document_id, item.uri, item.raw_sha256, "collect", Outcome.SKIPPED, reason, detail, raw)


def _quarantined(raw: RawDocument, stage: Stage, error: Quarantine) -> SetAside:
    return SetAside(
        raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.QUARANTINED, error.reason, error.detail, raw
    )


def _once(aside: Sequence[SetAside]) -> list[SetAside]:
    """One entry a document: the ledger has one row for each."""
    return list({item.document_id: item for item in reversed(aside)}.values())[::-1]
