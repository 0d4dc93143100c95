"""Use cases for topics: try them, see what a change would do, apply it to history, explain a tag.

The daily run applies changed topics by itself (publish); these are for an analyst at work on a query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from mediawatch.code_version import code_version
from mediawatch.collect.web.source_files import load_sources
from mediawatch.errors import MediaWatchError, TopicError, unknown_name
from mediawatch.model import Medium
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.publish import attention_counts, history_changes, publication, topic_tags, topic_versions
from mediawatch.store.publish.topic_tags import Change
from mediawatch.store.read import article_record
from mediawatch.store.server.connect import transaction
from mediawatch.tag import (
    Evaluator,
    ExampleFailure,
    Explanation,
    Topic,
    check_examples,
    explain,
    load_topics,
    prefilter,
)
from mediawatch.tag.topics.topic_files import read_topics


class Judge(Evaluator):
    """Decides for `topic_tags` which articles get a topic: as the tagger of batches does, so that history and batches
    agree. `queries` propose articles by the words that the topic cannot do without."""

    def __init__(self, topic: Topic, media: Mapping[str, Medium]) -> None:
        super().__init__(topic, media)
        self.queries = prefilter(topic)


def try_examples(settings: Settings, folder: Path | None = None) -> tuple[int, list[ExampleFailure]]:
    """Parse the topics and run their examples: (number of topics, failures). Raises TopicError."""
    topics = load_topics(folder or settings.topics_dir)
    return len(topics), check_examples(topics)


def preview(
    settings: Settings, folder: Path | None = None, only: Sequence[str] = (), *, everything: bool = False
) -> list[Change]:
    """What the changed topics (or all) would add to and remove from history. Changes nothing."""
    media = media_of(settings)
    with transaction(settings) as connection:
        chosen = _chosen(settings, folder, only)
        numbers = topic_versions.versions(connection, {topic.id: topic.definition_sha256 for topic in chosen})
        if not everything and not only:
            chosen = topic_versions.changed(connection, chosen)
        return [
            topic_tags.preview(connection, replace(topic, version=numbers[topic.id]), Judge(topic, media))
            for topic in chosen
        ]


def apply(
    settings: Settings,
    run_id: str,
    folder: Path | None = None,
    only: Sequence[str] = (),
    *,
    everything: bool = False,
    dag_id: str = "topics_retag",
) -> list[Change]:
    """Retag all history by the changed topics (or all), in one transaction, as a run of its own in ops.run. Topics that
    the settings' folder does not hold become inactive. Raises TopicError where examples fail, before any work."""
    failures = check_examples(_chosen(settings, folder, only))
    if failures:
        raise TopicError("\n".join(map(str, failures)))
    media = media_of(settings)
    with transaction(settings) as connection:
        publication.lock(connection)
        now = datetime.now(UTC)  # under the lock, as the files are read: what other runs read before is older
        chosen = _chosen(settings, folder, only)
        if not everything and not only:
            chosen = topic_versions.changed(connection, chosen)
        numbers = topic_versions.versions(connection, {topic.id: topic.definition_sha256 for topic in chosen})
        topics = [replace(topic, version=numbers[topic.id]) for topic in chosen]
        params = {"topics": [topic.id for topic in topics]}
        runs.begin(connection, run_id, dag_id=dag_id, params=params, as_of=now, code_version=code_version())
        topic_versions.enter(connection, topics, now, in_folder(settings))
        if topics:
            history_changes.note(connection)
        changes = [topic_tags.apply(connection, topic, Judge(topic, media), run_id) for topic in topics]
        topic_versions.complete(connection, topics)
        attention_counts.recount(connection)
        state = "published" if topics else "nothing_new"
        runs.finish(connection, run_id, state, report={"topics": [asdict(change) for change in changes]})
    return changes


def explanation(settings: Settings, article: str, topic_id: str, folder: Path | None = None) -> Explanation:
    """Why an article has a topic, or why not: by the topic's file as it is now. Raises UsageError for unknown ones."""
    [topic] = _chosen(settings, folder, [topic_id])
    with transaction(settings) as connection:
        row = article_record.article(connection, article)["article"]
    return explain(SimpleNamespace(**row), topic, media_of(settings))


def media_of(settings: Settings) -> dict[str, Medium]:
    """What the source files say of each source, by its id: what queries may ask of an article's source. Batches and
    history read the same files."""
    return {source.source_id: source.medium for source in load_sources(settings.sources_dir).sources}


def in_folder(settings: Settings) -> list[str] | None:
    """ids of the topics in the settings' folder, of those too whose file is wrong; None where a file does not say whose
    it is."""
    try:
        found = read_topics(settings.topics_dir)
    except MediaWatchError:
        return None
    stated = [fault.topic_id for fault in found.faults]
    return None if None in stated else [*(topic.id for topic in found.topics), *filter(None, stated)]


def _chosen(settings: Settings, folder: Path | None, only: Sequence[str]) -> list[Topic]:
    topics = load_topics(folder or settings.topics_dir)
    known = [topic.id for topic in topics]
    if unknown := sorted(set(only).difference(known)):
        raise unknown_name("topic", unknown, known, f" in {folder or settings.topics_dir}")
    return [topic for topic in topics if not only or topic.id in only]
