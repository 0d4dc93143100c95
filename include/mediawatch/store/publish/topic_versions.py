"""Topics in schema news: which number a definition has, entering new and changed ones, and which of two holds.

Runs read the topics' files when they begin and publish later, in any order. The definition that was read last holds,
whoever publishes first: a run that read an older one uses the newer one for its own articles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.store.server.send_rows import execute_rows
from mediawatch.tag import Topic


@dataclass(frozen=True, slots=True)
class Followed:
    """The topics that a run goes by.

    `read_at`: topic_id -> when the run read its file; a topic that is not there was taken from the warehouse. `active`:
    ids of all topics that the settings' folder holds; None where nobody can say.
    """

    topics: Sequence[Topic]
    read_at: Mapping[str, datetime]
    active: Collection[str] | None


@dataclass(slots=True)
class Registered:
    """What holds: `topics` with the numbers of their versions. Of these, `late` are those that the run did not tag by,
    `spread` those that the articles of other runs were not judged by, and `entered` says whether one is new here."""

    topics: list[Topic] = field(default_factory=list)
    late: list[Topic] = field(default_factory=list)
    spread: list[Topic] = field(default_factory=list)
    entered: bool = False

    def numbers(self) -> dict[str, Any]:
        """Parameters `topics` and `versions`: two arrays of equal length."""
        return {
            "topics": [topic.id for topic in self.topics],
            "versions": [topic.version for topic in self.topics],
        }


def versions(connection: Connection, definitions: Mapping[str, str]) -> dict[str, int]:
    """topic_id -> version for each topic_id -> definition_sha256: the newest one's where it is equal, else one more."""
    newest = {row.topic_id: row for row in connection.execute(text(_NEWEST), {"ids": list(definitions)})}
    return {
        topic: (1 if topic not in newest else newest[topic].version + (newest[topic].definition_sha256 != definition))
        for topic, definition in definitions.items()
    }


def active(connection: Connection) -> list[Topic]:
    """The topics that are active, as their newest definitions say."""
    return [_restored(row) for row in connection.execute(text(_NEWEST), {"ids": None}) if row.active]


def changed(connection: Connection, topics: Sequence[Topic]) -> list[Topic]:
    """Those of `topics` whose definition is not the newest one, or which some published articles were not judged by."""
    rows = connection.execute(text(_NEWEST), {"ids": [topic.id for topic in topics]})
    applied = {row.topic_id: row.definition_sha256 for row in rows if row.complete}
    return [topic for topic in topics if applied.get(topic.id) != topic.definition_sha256]


def register(connection: Connection, followed: Followed) -> Registered:
    """Enter the topics that are new, and the definitions that were read later than the newest one; mark which topics
    are active. The caller holds the lock of publish."""
    if followed.active is not None:
        connection.execute(text(_ACTIVE), {"ids": list(followed.active)})
    newest = {row.topic_id: row for row in connection.execute(text(_NEWEST), {"ids": None})}
    found, rows = Registered(), list[dict[str, Any]]()
    for topic in followed.topics:
        known, read_at = newest.pop(topic.id, None), followed.read_at.get(topic.id)
        later = known is None or (read_at is not None and read_at > known.read_at)
        same = known is not None and known.definition_sha256 == topic.definition_sha256
        holds = topic
        if known is None or (later and not same):
            holds = replace(topic, version=known.version + 1 if known else 1)
            found.entered = True
            found.spread.append(holds)
        elif same:
            holds = replace(topic, version=known.version)
        else:
            holds = _restored(known)
            found.late.append(holds)
        if later:
            is_active = followed.active is None or topic.id in followed.active
            rows.append(_row(holds, read_at, is_active=is_active))
        if known is not None and not known.complete and holds not in found.spread:
            found.spread.append(holds)
        found.topics.append(holds)
    _enter(connection, rows)
    for row in newest.values():
        if row.active:
            found.late.append(_restored(row))
            found.topics.append(found.late[-1])
            if not row.complete:
                found.spread.append(found.late[-1])
    return found


def enter(connection: Connection, topics: Sequence[Topic], read_at: datetime, active: Collection[str] | None) -> None:
    """Enter topics by the numbers that they have, read at this moment; `active` as in Followed."""
    if active is not None:
        connection.execute(text(_ACTIVE), {"ids": list(active)})
    rows = [_row(topic, read_at, is_active=active is None or topic.id in active) for topic in topics]
    _enter(connection, rows)


def complete(connection: Connection, topics: Sequence[Topic]) -> None:
    """Note that all published articles were judged by these topics."""
    connection.execute(text(_COMPLETE), {"ids": [topic.id for topic in topics]})


def incomplete(connection: Connection, topics: Sequence[Topic]) -> None:
    """Note that articles were published that were judged by none but these topics."""
    connection.execute(text(_INCOMPLETE), {"ids": [topic.id for topic in topics]})


def _row(topic: Topic, read_at: datetime | None, *, is_active: bool) -> dict[str, Any]:
    return {
        "topic_id": topic.id,
        "label": topic.label,
        "mediatopics": list(topic.mediatopics),
        "active": is_active,
        "version": topic.version,
        "definition": topic.definition,
        "definition_sha256": topic.definition_sha256,
        "read_at": read_at,
    }


def _enter(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    for statement in (_TOPIC, _TOPIC_VERSION):
        execute_rows(connection, statement, rows)


def _restored(row: Any) -> Topic:
    return Topic.from_definition(row.definition, row.version)


_NEWEST = """
select distinct on (t.topic_id) t.topic_id, t.active, t.complete, v.version, v.definition, v.definition_sha256,
    v.read_at
from news.topic t join news.topic_version v on v.topic_id = t.topic_id
where cast(:ids as text[]) is null or t.topic_id = any(:ids)
order by t.topic_id, v.version desc
"""

_ACTIVE = "update news.topic set active = (topic_id = any(:ids)) where active <> (topic_id = any(:ids))"

_TOPIC = """
insert into news.topic (topic_id, label, mediatopics, active)
select topic_id, label, mediatopics, active
from jsonb_to_recordset(cast(:rows as jsonb)) as r(topic_id text, label text, mediatopics text[], active boolean)
on conflict (topic_id) do update set label = excluded.label, mediatopics = excluded.mediatopics
where (topic.label, topic.mediatopics) is distinct from (excluded.label, excluded.mediatopics)
"""

_TOPIC_VERSION = """
insert into news.topic_version (topic_id, version, definition, definition_sha256, valid_from, read_at)
select topic_id, version, definition, definition_sha256, now(), coalesce(read_at, now())
from jsonb_to_recordset(cast(:rows as jsonb)) as r(
    topic_id text, version integer, definition jsonb, definition_sha256 text, read_at timestamptz
)
on conflict (topic_id, version) do update set read_at = excluded.read_at
where topic_version.read_at < excluded.read_at
"""

_COMPLETE = "update news.topic set complete = true where not complete and topic_id = any(:ids)"

_INCOMPLETE = "update news.topic set complete = false where complete and topic_id <> all(:ids)"
