"""A run in a process of its own that is killed with SIGKILL at a chosen point: `python crash.py POINT FOLDER [RUN]`.

With POINT `read` it is a backfill of the inbox `archive`, three records a part, that dies when two parts are read.

The settings come from the environment, as for the CLI. Only the moment of death is arranged here; what dies is the
real flow on a real Postgres. Point `never` lets it live, point `meet` has it wait before publish for a second one.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mediawatch import settings
from mediawatch.store.publish import published_links, staging
from mediawatch.workflow import ingest, steps
from mediawatch.workflow.runner import run_through


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def after(function: Callable[..., Any], calls: int = 1) -> Callable[..., Any]:
    """`function`, and death after that many calls of it."""
    done = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal done
        result = function(*args, **kwargs)
        done += 1
        return die() if done == calls else result

    return call


def arrange(point: str) -> None:
    if point == "read":
        ingest.read = after(ingest.read, 2)
    elif point == "clean":
        steps.clean = after(steps.clean, 2)
    elif point == "load":
        staging.copy_rows = after(staging.copy_rows, 6)  # in the middle of the second shard
    elif point == "before-publish":
        steps.publish = die
    elif point == "inside-publish":
        published_links.publish = after(published_links.publish)  # articles are in, tags are not, nothing is committed
    elif point == "after-publish":
        steps.publish = after(steps.publish)
    elif point == "meet":
        steps.publish = together(steps.publish)
    elif point != "never":
        raise SystemExit(f"no such point: {point}")


def together(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, but not before a second process has come as far."""

    def call(configured: settings.Settings, *args: Any) -> Any:
        meeting = configured.lake / "meeting"
        meeting.mkdir(exist_ok=True)
        (meeting / str(os.getpid())).touch()
        deadline = time.monotonic() + 120
        while len(list(meeting.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        return function(configured, *args)

    return call


def files(folder: Path, run_id: str) -> steps.Request:
    return steps.Request(dag_id="crash", run_id=run_id, paths=(folder,), inbox_name=folder.name, shard_size=4)


def backfill(run_id: str) -> steps.Request:
    return steps.Request(dag_id="crash", run_id=run_id, inboxes=("archive",), archives=(), records=3)


def main(point: str, folder: str, run_id: str = "1") -> None:
    arrange(point)
    configured = settings.load()
    request = backfill(run_id) if point == "read" else files(Path(folder), run_id)
    run_through(configured, steps.begin(configured, request))


if __name__ == "__main__":
    main(*sys.argv[1:])
