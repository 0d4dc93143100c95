"""How fast a whole run is: `python benchmarks/flow_speed.py FILE [--cores N]`.

Sends a file of articles (such as JSON Lines) through the flow of `mediawatch run`, gates included, into a new database
of the embedded Postgres, and prints articles a second, the share of each stage, and peak memory. The run and its worker
processes are held to N cores (default 1) where the system can do that; Postgres is not.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psycopg
from mediawatch import settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through
from mediawatch.workflow.steps import Request


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cores", type=int, default=1)
    arguments = parser.parse_args()
    configured = settings.load()
    server = embedded.ensure(configured)
    name = f"benchmark_{os.getpid()}"
    with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(arguments.cores))
    try:
        with tempfile.TemporaryDirectory(prefix="mediawatch-benchmark-") as folder:
            measure(
                replace(configured, database_url=server.url(name), lake=Path(folder) / "lake", workers=arguments.cores),
                arguments.file,
            )
    finally:
        with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)".encode())


def measure(configured: settings.Settings, file: Path) -> None:
    migrate(configured)
    import great_expectations  # noqa: F401  its import is paid once a process, not once a run

    began: list[tuple[str, float]] = []

    def tell(stage: str, done: int, of: int) -> None:
        if not done:
            began.append((stage, time.perf_counter()))

    start, cpu = time.perf_counter(), sum(os.times()[:4])
    run_id = steps.begin(configured, Request(dag_id="benchmark", run_id="1", paths=(file,)))
    run_through(configured, run_id, tell)
    end, cpu = time.perf_counter(), sum(os.times()[:4]) - cpu
    with engine(configured).connect() as connection:
        articles = connection.exec_driver_sql("select count(*) from news.article").scalar_one()
    engine(configured).dispose()
    began.append(("end", end))
    print(f"{articles:,} articles in {end - start:.1f} s: {articles / (end - start):.0f} articles/s")
    print(f"processor time of the run and its workers: {cpu:.1f} s: {articles / cpu:.0f} articles a processor second")
    for (stage, since), (_, until) in itertools.pairwise(began):
        print(f"  {stage:<12} {until - since:7.1f} s  {(until - since) / (end - start):6.1%}")
    for who, label in ((resource.RUSAGE_SELF, "run"), (resource.RUSAGE_CHILDREN, "largest worker")):
        print(f"peak memory, {label}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
