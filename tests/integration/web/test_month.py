"""Some days of a small newsroom: every story that could be had is, once and in time, and who is broken is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from mediawatch.settings import Settings

TESTS = Path(__file__).resolve().parents[2]


def test_a_simulated_week(warehouse: Settings) -> None:
    assert warehouse.database_url
    command = [sys.executable, "-m", "month.simulate", "--database-url", warehouse.database_url]
    paths = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [*command, "--sources", "20", "--days", "6"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["missed"] == []
    assert found["share of listed"] > 0.98
    assert found["collected without having been published"] == 0
    assert found["asked more than the rhythm allows"] == []
    assert found["changes collected"] == found["changes of collected stories"]
    for kind, told in found["told of broken sources"].items():
        assert told["named"] == told["sources"], kind
        assert kind == "silent" or told["polls, most"] <= 2, (kind, told)
