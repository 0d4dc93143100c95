"""A run that has begun: its folder, and what all its tasks and attempts go by.

Noted once in the run's folder (RunFolder.request), so that a later task sees the request, the moment and the topics
that the first one saw, whatever has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mediawatch.errors import Permanent
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.tag import Topic
from mediawatch.workflow.request import Request


@dataclass(frozen=True, slots=True)
class Run:
    """`as_of`: by when dates are judged. `observed_at`: when its first attempt began, which is when what it takes in
    was observed where nothing else says so."""

    folder: RunFolder
    request: Request
    as_of: datetime
    observed_at: datetime
    followed: tuple[Mapping[str, Any], ...]  # topic_id, version, definition and read_at of each topic, as it was then
    topic_faults: tuple[str, ...] = ()  # what was wrong with topic files

    def topics(self) -> list[Topic]:
        """The topics as they were when the run began."""
        return [Topic.from_definition(row["definition"], row["version"]) for row in self.followed]

    def read_at(self) -> dict[str, datetime]:
        """topic_id -> when its file was read; topics that were taken from the warehouse are not there."""
        return {row["topic_id"]: datetime.fromisoformat(row["read_at"]) for row in self.followed if row["read_at"]}


def note(
    folder: RunFolder,
    params: Mapping[str, Any],
    *,
    as_of: datetime,
    observed_at: datetime,
    topics: Sequence[Topic],
    versions: Mapping[str, int],
    read_at: Mapping[str, datetime],
    topic_faults: Sequence[str] = (),
) -> None:
    """Write down what the run goes by. `params`: its request as JSON; `versions`: topic_id -> number; `read_at`:
    topic_id -> when its file was read, of those that have one; `topic_faults`: what is wrong with other files."""
    content = {
        "params": params,
        "as_of": as_of.isoformat(),
        "observed_at": observed_at.isoformat(),
        "topics": [
            {
                "topic_id": topic.id,
                "version": versions[topic.id],
                "definition": topic.definition,
                "read_at": read_at[topic.id].isoformat() if topic.id in read_at else None,
            }
            for topic in topics
        ],
        "topic_faults": list(topic_faults),
    }
    folder.request.write(content)


def begun(folder: RunFolder) -> Run | None:
    """The run of this folder, None where it has not begun."""
    asked = folder.request.read()
    if asked is None:
        return None
    as_of = datetime.fromisoformat(asked["as_of"])
    return Run(
        folder=folder,
        request=_restored(asked["params"], as_of),
        as_of=as_of,
        observed_at=datetime.fromisoformat(asked["observed_at"]),
        followed=tuple(asked["topics"]),
        topic_faults=tuple(asked.get("topic_faults", ())),
    )


def opened(settings: Settings, run_id: str) -> Run:
    """The run with this id. Raises Permanent where it has not begun."""
    run = begun(RunFolder(of(settings), run_id))
    if run is None:
        place = settings.bucket.url if settings.bucket else settings.lake
        raise Permanent(f"the lake at {place} knows no run {run_id}: start it from its beginning")
    return run


def _restored(params: Mapping[str, Any], as_of: datetime) -> Request:
    return Request(
        **{
            **params,
            "inboxes": tuple(params["inboxes"]),
            "paths": tuple(Path(path) for path in params["paths"]),
            "archives": None if params["archives"] is None else tuple(params["archives"]),
            "urls": tuple(params["urls"]),
            "sources": None if params["sources"] is None else tuple(params["sources"]),
            "replay": None if params["replay"] is None else tuple(params["replay"]),
            "as_of": as_of,
            "topics_dir": Path(params["topics_dir"]) if params["topics_dir"] else None,
        }
    )
