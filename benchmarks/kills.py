"""Runs that are killed at a random moment and begun again: the tables must be those of an undisturbed run.

    python benchmarks/kills.py [--documents 2000] [--kills 300] [--each 1] [--seed 1] [--first 0] [--only 17]

For each kill a new warehouse and lake: `mediawatch run FOLDER` in a process group of its own, which is killed with
SIGKILL after a random time, or its Postgres is, every third time; then the same command again, without a kill, until
it ends. What schema news says is compared with an undisturbed run's, table by table, every count must add up, and no
run may be left that seems to be under way. A kill is named by the seed and its number: `--only 17` does that one again.
With `--each 6`, up to six kills share a warehouse: what is begun again is killed again, as long as it has not ended.
Where a difference is found, `--first` with the number of the first of the six does these again. A kill that comes when
the run has ended meets nothing, and is told and counted apart.

The moment is random in the length of the last run that ended undisturbed, of which each stage gets its share: on a busy
machine the same moment falls into another stage. `--first` says with which number to begin.

To be cheap, a command is a fork of a process that has loaded what every command loads, databases are copies of one
that is migrated, and the server does not wait for its disk: a killed server loses nothing by that, a machine without
power would. Ends with 1 where something differs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import psutil
from mediawatch.cli import main as main_of_the_command
from mediawatch.model import STAGES
from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import flow
import newsroom

TEMPLATE = "kills_template"
HEAVY = ("great_expectations", "pandas", "pyarrow.parquet", "sqlalchemy", "psycopg", "mediawatch.workflow.steps")
END = "its end"
AGAIN = 5  # times that the command is begun again at most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--each", type=int, default=1, help="kills of one run before it may end")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="number of the one kill to do")
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-kills-"))
    base = conftest._settings(place)
    different = runs = met = 0
    numbers = range(arguments.first, arguments.first + arguments.kills)
    if arguments.only is not None:
        numbers = range(arguments.only, arguments.only + 1)
    with Commands() as commands:
        try:
            folder = documents(place / "desk", arguments.documents)
            prepare(base, place)
            with warehouse(base, place / "undisturbed") as settings:
                commands.start(settings, folder)
                assert commands.ended() == 0  # it loads what no import does
            with warehouse(base, place / "again") as settings:
                begun = time.monotonic()
                commands.start(settings, folder)
                assert commands.ended() == 0
                length = time.monotonic() - begun
                expected = flow.news(settings)
            print(f"undisturbed: {length:.1f} s", file=sys.stderr, flush=True)
            for together in batched(numbers, arguments.each):
                with warehouse(base, place / str(together[0])) as settings:
                    for number in together:
                        chance = random.Random(f"{arguments.seed} {number}")
                        moment, server = chance.random() * length, number % 3 == 2
                        stage = killed(commands, settings, folder, base if server else None, moment)
                        what = "Postgres" if server else "the run"
                        print(f"{number}: {what} killed after {moment:.1f} s, at {stage}", flush=True)
                        if stage == END:
                            break
                        met += 1
                    runs += 1
                    took = again(commands, settings, folder)
                    found = flow.news(settings)
                    differ = [name for name in expected if found[name] != expected[name]]
                    wrong = amiss(settings)
                different += bool(differ or wrong or not took)
                told = f"differs in {differ or wrong}" if differ or wrong else "equal" if took else "never ended"
                print(f"{', '.join(map(str, together))}: {told}", flush=True)
                length = took if took and arguments.each == 1 else length
            print(f"{met} kills of runs at work, in {runs} warehouses; {different} with a difference")
        finally:
            embedded.stop(base)
            shutil.rmtree(place, ignore_errors=True)
    return 1 if different else 0


def prepare(base: Settings, place: Path) -> None:
    """Start the server and migrate the database that all others are copies of."""
    server = embedded.ensure(base)
    for name in ("fsync", "full_page_writes"):
        conftest.run_sql(server, f"alter system set {name} = off")
    conftest.run_sql(server, "select pg_reload_conf()", f"create database {TEMPLATE}")
    settings = replace(base, database_url=server.url(TEMPLATE), lake=place / "no-lake")
    migrate(settings)
    engine(settings).dispose()


def amiss(settings: Settings) -> list[str]:
    """Stages of runs that came to their end whose counts do not add up, runs that left something in staging, and runs
    that seem to be under way."""
    counts = flow.column(
        settings,
        "select run_id || ' ' || stage || ' ' || state from ops.run_reconciliation "
        "where not adds_up and state not in ('running', 'failed')",
    )
    staged = flow.column(
        settings, "select distinct s.run_id || ' ' || r.state from staging.article s join ops.run r using (run_id)"
    )
    open_ones = flow.column(settings, "select run_id || ' ' || state from ops.run where finished_at is null")
    return [*counts, *staged, *open_ones]


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
    conftest.run_sql(server, f"create database {name} template {TEMPLATE}")
    settings = replace(base, database_url=server.url(name), lake=folder / "lake")
    try:
        yield settings
    finally:
        engine(settings).dispose()
        conftest.run_sql(embedded.ensure(base), f"drop database {name} with (force)")
        shutil.rmtree(folder)


def batched(numbers: range, size: int) -> Iterator[range]:
    """So many numbers at a time."""
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def killed(commands: Commands, settings: Settings, folder: Path, server: Settings | None, moment: float) -> str:
    """Run, and kill the run (or Postgres, where `server` is given) after so many seconds; the stage that that met."""
    process = commands.start(settings, folder)
    time.sleep(moment)
    if server:
        postmaster = psutil.Process(int((server.postgres_dir / "postmaster.pid").read_text().split()[0]))
        for one in [postmaster, *postmaster.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs([postmaster], timeout=30)
        commands.ended()  # it notices
        engine(settings).dispose()
        embedded.ensure(server)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        commands.ended()
    return reached(settings)


def again(commands: Commands, settings: Settings, folder: Path) -> float:
    """The same command until it ends well; how long the one took that did, 0 where none did."""
    for _ in range(AGAIN):
        begun = time.monotonic()
        commands.start(settings, folder)
        if commands.ended() == 0:
            return time.monotonic() - begun
    return 0.0


def reached(settings: Settings) -> str:
    """The last stage whose folder the killed run has; END where it came to that."""
    if flow.column(settings, "select 1 from ops.run where finished_at is not null and state <> 'failed'"):
        return END
    stages = [stage for stage in STAGES if list(settings.lake.glob(f"runs/*/{stage}*"))]
    return f"or after {stages[-1]}" if stages else "its beginning"


class Commands:
    """A process that has loaded what `mediawatch run` loads, and forks a command whenever it is told to."""

    def __enter__(self) -> Commands:
        asked, self._asked = os.pipe()
        self._told, told = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            os.close(self._asked)
            serve(os.fdopen(asked), os.fdopen(told, "w"))
        os.close(asked)
        os.close(told)
        self._answers = os.fdopen(self._told)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._asked)
        os.waitpid(self._pid, 0)

    def start(self, settings: Settings, folder: Path) -> int:
        """Start `mediawatch run FOLDER`; its process, which leads a group of its own."""
        environment = {
            "MEDIAWATCH_DATABASE_URL": (settings.database_url or "").replace("+psycopg", ""),
            "MEDIAWATCH_LAKE": str(settings.lake),
            "MEDIAWATCH_HOME": str(settings.home),
            "MEDIAWATCH_SHARD_SIZE": "200",
            "MEDIAWATCH_WORKERS": "1",
        }
        os.write(self._asked, (json.dumps([str(folder), environment]) + "\n").encode())
        return int(self._answers.readline())

    def ended(self) -> int:
        """Wait for the command; its exit status, negative for a signal."""
        return int(self._answers.readline())


def serve(asked: TextIO, told: TextIO) -> None:
    """The process of `Commands`: one command after the other, until nobody asks any more."""
    for name in (*HEAVY, "mediawatch.cli.app", "mediawatch.cli.printing", "mediawatch.quality.checks", "scipy.sparse"):
        importlib.import_module(name)
    for line in asked:
        folder, environment = json.loads(line)
        child = os.fork()
        if not child:
            os.setsid()
            silent = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(silent, descriptor)
            os.environ |= environment
            sys.argv = ["mediawatch", "run", folder]
            try:
                main_of_the_command()
            except SystemExit as end:
                os._exit(int(end.code or 0))
            except BaseException:
                os._exit(1)
            os._exit(0)
        print(child, file=told, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=told, flush=True)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
