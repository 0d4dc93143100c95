"""Versions of topics: which number a definition has, given those that schema news knows."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, text


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
