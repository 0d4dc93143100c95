"""Every command and every task of Airflow loads the workflow first: it leaves to a stage what only that stage needs."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "great_expectations pandas scipy trafilatura langdetect loky "
    "mediawatch.clean.dates.months mediawatch.cluster.assign mediawatch.facts.statements"
)


def test_a_command_begins_without_what_single_stages_load() -> None:
    code = f"import sys, mediawatch.cli.app; print(*({set(HEAVY.split())!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == []
