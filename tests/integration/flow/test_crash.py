"""kill -9 in the middle of a run; then the run again, and a new run: the warehouse ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import crash
import flow
import pytest
from mediawatch.settings import Settings
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through

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


@pytest.mark.parametrize("point", ["clean", "load", "before-publish", "inside-publish", "after-publish"])
def test_killed_then_again(point: str, warehouse: Settings, seeded: Any) -> None:
    assert killed(warehouse, point) == -signal.SIGKILL
    if point != "after-publish":
        assert not flow.column(warehouse, "select uri from news.article")

    run_through(warehouse, steps.begin(warehouse, crash.files(SEEDS, "1")))  # the same run, taken up by a new process

    assert flow.news(warehouse) == flow.news(seeded.settings)
    assert flow.counts(warehouse, "crash:1") == flow.counts(seeded.settings, seeded.run_id)
    assert flow.all_adds_up(warehouse)
    assert not flow.column(warehouse, "select uri from staging.article")


def test_killed_then_a_new_run(warehouse: Settings, seeded: Any) -> None:
    assert killed(warehouse, "before-publish") == -signal.SIGKILL

    flow.run(warehouse, SEEDS)  # the dead run is left as it is

    assert flow.news(warehouse) == flow.news(seeded.settings)
