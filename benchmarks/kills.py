"""Runs that are killed at a random moment and begun again: the tables must be those of an undisturbed run.

    python benchmarks/kills.py [--documents 2000] [--kills 300] [--seed 1]

For each kill a new warehouse and lake: `mediawatch run FOLDER` in a process group of its own, which is killed with
SIGKILL after a random time, or its Postgres is, every third time; then the same command again, without a kill, until
it ends. What schema news says is compared with an undisturbed run's, table by table, and every count must add up. A
kill is named by the seed and its number: `--only 17` does that one again.

The moment is random in the length of an undisturbed run, of which each stage gets its share. Ends with 1 where a table
differs.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import flow
import newsroom

AGAIN = 5  # times that the command is begun again at most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="number of the one kill to do")
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-kills-"))
    base = conftest._settings(place)
    different = 0
    try:
        embedded.ensure(base)
        folder = documents(place / "desk", arguments.documents)
        with warehouse(base, place / "undisturbed") as settings:
            begun = time.monotonic()
            assert command(settings, folder).wait() == 0
            length = time.monotonic() - begun
            expected = flow.news(settings)
        print(f"undisturbed: {length:.1f} s", file=sys.stderr, flush=True)
        numbers = range(arguments.kills) if arguments.only is None else [arguments.only]
        for number in numbers:
            chance = random.Random(f"{arguments.seed} {number}")
            moment, server = chance.uniform(0, length), number % 3 == 2
            with warehouse(base, place / str(number)) as settings:
                ended = killed(settings, folder, base if server else None, moment)
                found = flow.news(settings)
                differ = [name for name in expected if found[name] != expected[name]]
                wrong = amiss(settings)
            different += bool(differ or wrong or not ended)
            what = "Postgres" if server else "the run"
            told = f"differs in {differ or wrong}" if differ or wrong else "equal" if ended else "never ended"
            print(f"{number}: {what} killed after {moment:.1f} s: {told}", flush=True)
        print(f"{len(numbers)} kills, {different} with a difference")
    finally:
        embedded.stop(base)
        shutil.rmtree(place, ignore_errors=True)
    return 1 if different else 0


def amiss(settings: Settings) -> list[str]:
    """Stages of ended runs whose counts do not add up, and runs that left something in staging."""
    counts = flow.column(
        settings,
        "select run_id || ' ' || stage || ' ' || state from ops.run_reconciliation "
        "where not adds_up and state <> 'running'",
    )
    staged = flow.column(
        settings, "select distinct s.run_id || ' ' || r.state from staging.article s join ops.run r using (run_id)"
    )
    return [*counts, *staged]


def documents(folder: Path, number: int) -> Path:
    """So many article files, each tenth a copy of the one before it."""
    folder.mkdir()
    for place in range(number):
        title = f"Report {place - (place % 10 == 9)}"
        (folder / f"{place:05}.html").write_text(newsroom.article(title), encoding="utf-8")
    return folder


@contextmanager
def warehouse(base: Settings, folder: Path) -> Iterator[Settings]:
    """A new database and lake."""
    folder.mkdir()
    name = f"kills_{folder.name}"
    server = embedded.ensure(base)
    conftest.run_sql(server, f"create database {name}")
    settings = replace(base, database_url=server.url(name), lake=folder / "lake")
    try:
        migrate(settings)
        yield settings
    finally:
        engine(settings).dispose()
        conftest.run_sql(embedded.ensure(base), f"drop database {name} with (force)")
        shutil.rmtree(folder)


def command(settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    """`mediawatch run FOLDER` in a process group of its own."""
    environment = {
        **os.environ,
        "MEDIAWATCH_DATABASE_URL": (settings.database_url or "").replace("+psycopg", ""),
        "MEDIAWATCH_LAKE": str(settings.lake),
        "MEDIAWATCH_HOME": str(settings.home),
        "MEDIAWATCH_SHARD_SIZE": "200",
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from mediawatch.cli import main; main()", "run", str(folder)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def killed(settings: Settings, folder: Path, server: Settings | None, moment: float) -> bool:
    """Run, kill the run (or Postgres, where `server` is given) after so many seconds, run again; whether it ended."""
    process = command(settings, folder)
    time.sleep(moment)
    if server:
        postmaster = psutil.Process(int((server.postgres_dir / "postmaster.pid").read_text().split()[0]))
        for one in [postmaster, *postmaster.children(recursive=True)]:
            one.kill()
        psutil.wait_procs([postmaster], timeout=30)
        process.wait()  # it notices
        engine(settings).dispose()
        embedded.ensure(server)
    else:
        with_group(process)
    return any(command(settings, folder).wait() == 0 for _ in range(AGAIN))


def with_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process with all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
