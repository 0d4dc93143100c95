"""A simulated month of a newsroom: `python benchmarks/simulated_month.py [--sources 200] [--days 30]`.

Publishers of 20 kinds on the loopback network under a clock of their own: dated and undated feeds, sitemaps and front
pages, 304s, pages that change, fail or are gone, outages of hours and days, slow hosts, feeds that list a story for six
hours, and broken ones that were never there, die, move, fall silent or refuse. A run an hour collects what is due
into a new database of the embedded Postgres. Prints what was collected, how late, at what cost, and what was told.
tests/month has the parts; for Linux, where all of 127/8 is loopback.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from tag_warehouse import fresh_warehouse

TESTS = Path(__file__).resolve().parents[1] / "tests"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--days", type=int, default=30)
    arguments = parser.parse_args()
    numbers = ["--sources", str(arguments.sources), "--days", str(arguments.days)]
    paths = os.pathsep.join([str(TESTS), os.environ.get("PYTHONPATH", "")])
    began = time.monotonic()
    with fresh_warehouse() as settings:
        command = [sys.executable, "-m", "month.simulate", "--database-url", settings.database_url or "", *numbers]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": paths})
    print(f"{arguments.days} days took {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
