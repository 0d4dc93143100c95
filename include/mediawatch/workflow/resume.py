"""A command that was interrupted and is given again: the run that it began goes on, with what that has collected.

Pages that an interrupted crawl has are not fetched a second time. Whether a run is still being worked on is told by a
lock on its folder, which the operating system takes away when the process ends, in whatever way.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from mediawatch.errors import Transient
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.request import Request

OLDEST = timedelta(hours=24)
"""A run that began earlier is not taken up: what it fetched would be asked for again by now."""
_ITS_OWN = {"run_id", "attempt"}  # of each run, whatever it was asked to do


@contextmanager
def held(settings: Settings, run_id: str) -> Iterator[None]:
    """Work on a run, alone. Raises Transient where another process does."""
    lock = RunFolder(settings.lake, run_id).lock
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Transient(f"another process works on the run {run_id}; try again later") from error
        yield


def interrupted(settings: Settings, request: Request) -> str | None:
    """The name (Request.run_id) of the newest run that was asked for just this and did not come to its end."""
    wanted = json.loads(json.dumps(asdict(request), default=str))
    with transaction(settings) as connection:
        found = runs.unfinished(connection, request.dag_id, since=datetime.now(UTC) - OLDEST)
    for row in found:
        params = row["params"]
        if {k: v for k, v in params.items() if k not in _ITS_OWN} != {
            k: v for k, v in wanted.items() if k not in _ITS_OWN
        }:
            continue
        try:
            with held(settings, row["run_id"]):
                return str(params["run_id"])
        except Transient:
            continue
    return None
