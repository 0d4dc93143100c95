"""kill -9 in the middle of a run; then the run again, and a new run: the warehouse ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import flow
import pytest
from mediawatch.settings import Settings

SEEDS = flow.HOME / "include" / "seeds"
CRASH = flow.HOME / "tests" / "crash.py"


def killed(settings: Settings, point: str) -> int:
    """Run in a child process that dies at `point`; its exit status."""
    environment = {
        **os.environ,
        "MEDIAWATCH_DATABASE_URL": settings.database_url or "",
        "MEDIAWATCH_LAKE": str(settings.lake),
        "MEDIAWATCH_HOME": str(flow.HOME),
    }
    command = [sys.executable, str(CRASH), point, str(SEEDS)]
    return subprocess.run(command, env=environment, timeout=300, check=False).returncode


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, object]:
    """What a run that nobody disturbed leaves behind; made by the first test that compares with it."""
    return {}


@pytest.mark.parametrize("point", ["clean", "load", "before-publish", "inside-publish", "after-publish"])
def test_killed_then_again(
    point: str,
    warehouse: Settings,
    new_warehouse: Callable[[], AbstractContextManager[Settings]],
    undisturbed: dict[str, object],
) -> None:
    assert killed(warehouse, point) == -signal.SIGKILL
    if point != "after-publish":
        assert not flow.column(warehouse, "select uri from news.article")

    assert killed(warehouse, "never") == 0  # the same run, tried again

    if not undisturbed:
        with new_warehouse() as other:
            run_id = flow.run(other, SEEDS, shard_size=4)
            undisturbed |= {"news": flow.news(other), "counts": flow.counts(other, run_id)}
    assert flow.news(warehouse) == undisturbed["news"]
    assert flow.counts(warehouse, "crash:1") == undisturbed["counts"]
    assert flow.all_adds_up(warehouse)
    assert not flow.column(warehouse, "select uri from staging.article")


def test_killed_then_a_new_run(warehouse: Settings, undisturbed: dict[str, object]) -> None:
    assert killed(warehouse, "before-publish") == -signal.SIGKILL

    flow.run(warehouse, SEEDS)  # the dead run is left as it is

    assert flow.news(warehouse) == undisturbed["news"]
