"""Which topics a run goes by, where some topic files are wrong.

A wrong file stops its own topic alone: the topic goes on as its last good definition says, which the warehouse has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from mediawatch.errors import TopicError
from mediawatch.settings import Settings
from mediawatch.store.publish import topic_versions
from mediawatch.tag import Topic, check_examples, load_topics
from mediawatch.tag.topics.topic_files import TopicFault, read_topics


@dataclass(frozen=True, slots=True)
class TopicFiles:
    """What the topic files say: `topics` that can be read and pass their own examples, at `read_at`; `faults` of the
    others. `whole` says whether a person named the folder: what else is followed is followed too then."""

    topics: tuple[Topic, ...]
    faults: tuple[TopicFault, ...]
    read_at: datetime
    whole: bool


def read_files(settings: Settings, folder: Path | None) -> TopicFiles:
    """The topic files of the settings' folder, or of a `folder` that a person named.

    Raises TopicError where the folder is missing or empty, and for the first fault in a folder that a person named:
    whoever tries topics out wants to know before the run.
    """
    read_at = datetime.now(UTC)
    if folder is not None:
        topics = load_topics(folder)
        if failures := check_examples(topics):
            raise TopicError("\n".join(map(str, failures)))
        return TopicFiles(topics, (), read_at, whole=True)
    loaded = read_topics(settings.topics_dir)
    failures = check_examples(loaded.topics)
    failing = {failure.topic_id for failure in failures}
    return TopicFiles(
        tuple(topic for topic in loaded.topics if topic.id not in failing),
        (*loaded.faults, *(TopicFault(failure.topic_id, str(failure)) for failure in failures)),
        read_at,
        whole=False,
    )


def followed(connection: Connection, files: TopicFiles) -> tuple[Topic, ...]:
    """The topics that a run goes by: those of the files, and as the warehouse has them last those whose file is wrong.

    Raises TopicError where no topic is left.
    """
    have = {topic.id for topic in files.topics}
    if not files.whole and not files.faults:
        return files.topics
    named = {fault.topic_id for fault in files.faults}
    standing = [
        topic
        for topic in topic_versions.active(connection)
        if topic.id not in have and (files.whole or topic.id in named or None in named)
    ]
    if not have and not standing:
        raise TopicError("\n".join(map(str, files.faults)))
    return (*files.topics, *standing)
