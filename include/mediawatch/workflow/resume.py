"""A command that was interrupted and is given again: the run that it began goes on, with what that has collected.

Pages that an interrupted crawl has are not fetched a second time. Whether a run is still being worked on is told by a
lock on its folder, which the operating system takes away when the process ends, in whatever way; where the lake is in a
bucket, by one of the warehouse, which goes with the connection. So the next run that begins closes those whose command
was killed. A run of Airflow has no such lock: Airflow looks after its tasks.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from mediawatch.errors import Transient, UsageError
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.ledger import runs
from mediawatch.store.server import locks
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.request import Request

OLDEST = timedelta(hours=24)
"""A run that began earlier is not taken up: what it fetched would be asked for again by now."""
_ITS_OWN = {"run_id", "attempt"}  # of each run, whatever it was asked to do
_PATIENCE = 2.0
"""Seconds for which `held` waits: others ask for a moment whether a run is still being worked on."""


@contextmanager
def held(settings: Settings, run_id: str) -> Iterator[None]:
    """Work on a run, alone, from before it begins to its end. Raises Transient where another process does.

    A run that was refused at the door leaves no folder. One that ended for another reason leaves its lock at least, by
    which the next run finds it where it has a row that could not be closed.
    """
    folder = RunFolder(of(settings), run_id)
    end = time.monotonic() + _PATIENCE
    while True:
        with _lock(settings, folder) as taken:
            if taken:
                try:
                    yield
                except UsageError:
                    folder.remove_unless_begun()
                    raise
                return
        if time.monotonic() > end:
            raise Transient(f"another process works on the run {run_id}; try again later")
        time.sleep(0.05)


@contextmanager
def _lock(settings: Settings, folder: RunFolder) -> Iterator[bool]:
    """Whether this process has the lock of a run now, for the block."""
    path = folder.storage.lock_file(folder.lock.key)
    if path is not None:
        with path.open("ab") as file:
            yield _locked(file.fileno(), fcntl.LOCK_EX)
        return
    with ExitStack() as held_by:
        connection = held_by.enter_context(transaction(settings))
        taken = locks.try_for(connection, folder.key)
        if taken:
            folder.storage.write(folder.lock.key, b"")  # it tells a command's run from one of Airflow
        release = held_by.pop_all()
    try:
        yield taken
    finally:
        # Where the server was restarted meanwhile the lock went with its connection, and what was done stays.
        with suppress(Transient):
            release.close()


def close_killed(settings: Settings, connection: Connection, now: datetime) -> list[str]:
    """Close the runs whose command was killed: nobody holds their lock any more; their ids."""
    left = [
        run_id
        for run_id in runs.not_ended(connection, since=now - runs.ABANDONED)
        if _is_left(settings, RunFolder(of(settings), run_id))
    ]
    if left:
        runs.close_killed(connection, left, now)
    return left


def _is_left(settings: Settings, folder: RunFolder) -> bool:
    """Whether a command worked on the run and does so no more."""
    try:
        path = folder.storage.lock_file(folder.lock.key)
        if path is not None:
            with path.open("rb") as file:
                return _locked(file.fileno(), fcntl.LOCK_SH)
    except OSError:  # a run of Airflow, of another lake or of another user
        return False
    if not folder.lock.exists():
        return False
    with transaction(settings) as connection:
        return locks.try_for(connection, folder.key, shared=True)


def _locked(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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
