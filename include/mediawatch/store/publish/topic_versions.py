"""Topics in schema news: which number a definition has, given those that are known; entering new and changed ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from mediawatch.errors import Terminal
from mediawatch.store.publish import topic_tags
from mediawatch.tag import Topic


def versions(connection: Connection, definitions: Mapping[str, str]) -> dict[str, int]:
    """topic_id -> version for each topic_id -> definition_sha256: the newest one's where it is equal, else one more."""
    rows = connection.execute(
        text(
            "select distinct on (topic_id) topic_id, version, definition_sha256 from news.topic_version "
            "where topic_id = any(:ids) order by topic_id, version desc"
        ),
        {"ids": list(definitions)},
    )
    newest = {row.topic_id: row for row in rows}
    return {
        topic: (1 if topic not in newest else newest[topic].version + (newest[topic].definition_sha256 != definition))
        for topic, definition in definitions.items()
    }


def enter(connection: Connection, topics: Sequence[Topic]) -> list[Topic]:
    """Enter topics and their versions; those that are new or changed. Raises Terminal where another run entered
    another definition under the same version meanwhile."""
    changed = topic_tags.changed(connection, topics)
    rows = [
        {
            "topic_id": topic.id,
            "label": topic.label,
            "mediatopics": list(topic.mediatopics),
            "version": topic.version,
            "definition": json.dumps(topic.definition),
            "definition_sha256": topic.definition_sha256,
        }
        for topic in topics
    ]
    connection.execute(text(_TOPICS), rows)
    connection.execute(text(_TOPIC_VERSIONS), rows)
    overtaken = topic_tags.changed(connection, topics)
    if overtaken:
        names = ", ".join(topic.id for topic in overtaken)
        raise Terminal(f"another run has changed the topics {names} meanwhile: begin this run again")
    return changed


def mark_active(connection: Connection, topics: Sequence[Topic]) -> None:
    """`topics` are all that have a file: they are active; those whose file is gone are not, and keep their tags."""
    connection.execute(text(_ACTIVE), {"ids": [topic.id for topic in topics]})


_ACTIVE = "update news.topic set active = (topic_id = any(:ids)) where active <> (topic_id = any(:ids))"

_TOPICS = """
insert into news.topic (topic_id, label, mediatopics, active)
values (:topic_id, :label, :mediatopics, true)
on conflict (topic_id) do update set label = excluded.label, mediatopics = excluded.mediatopics
where (topic.label, topic.mediatopics) is distinct from (excluded.label, excluded.mediatopics)
"""

_TOPIC_VERSIONS = """
insert into news.topic_version (topic_id, version, definition, definition_sha256, valid_from)
values (:topic_id, :version, cast(:definition as jsonb), :definition_sha256, now())
on conflict (topic_id, version) do nothing
"""
