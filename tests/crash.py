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

from mediawatch import intake, pipeline, settings
from mediawatch.flow import run_through
from mediawatch.store import links, staging


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
        intake.read = after(intake.read, 2)
    elif point == "clean":
        pipeline.clean = after(pipeline.clean, 2)
    elif point == "load":
        staging._insert = after(staging._insert, 6)  # in the middle of the second shard
    elif point == "before-publish":
        pipeline.publish = die
    elif point == "inside-publish":
        links.publish = after(links.publish)  # articles are in, tags are not, nothing is committed
    elif point == "after-publish":
        pipeline.publish = after(pipeline.publish)
    elif point == "meet":
        pipeline.publish = together(pipeline.publish)
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


def files(folder: Path, run_id: str) -> pipeline.Request:
    return pipeline.Request(dag_id="crash", run_id=run_id, paths=(folder,), inbox_name=folder.name, shard_size=4)


def backfill(run_id: str) -> pipeline.Request:
    return pipeline.Request(dag_id="crash", run_id=run_id, inboxes=("archive",), archives=(), records=3)


def main(point: str, folder: str, run_id: str = "1") -> None:
    arrange(point)
    configured = settings.load()
    request = backfill(run_id) if point == "read" else files(Path(folder), run_id)
    run_through(configured, pipeline.begin(configured, request))


if __name__ == "__main__":
    main(*sys.argv[1:])
