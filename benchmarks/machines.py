"""A run by several machines that share Postgres and a bucket, and no disk; one of them is killed in the middle.

    python benchmarks/machines.py [--documents 5000] [--workers 2] [--no-kill] [--file bulk.jsonl.gz]

Each worker is a process with a folder of its own for files on their way, as a Celery worker or a pod is a machine of
its own. This process hands out the tasks of `mediawatch.workflow.steps`, shard by shard, as Airflow does; what a worker
had taken when it was killed goes to another one. The same documents go through one process whose lake is a folder, and
schema news is compared, table by table. Prints seconds and documents/s of the mapped stages (clean, tag, load) and of
the whole, and requests to the bucket by method. Ends with 1 where something differs or a count does not add up.

The bucket is SeaweedFS on this machine (a development dependency), so that its processor time is in the figures.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import flow
import newsroom
from bucket import Faults, SeaweedFs

MAPPED = ("clean", "tag", "load")


def main() -> int:
    if len(sys.argv) > 2 and sys.argv[1] == "--work":
        return work(json.loads(sys.argv[2]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--file", type=Path, help="JSON lines, of which the first --documents are taken")
    parser.add_argument("--no-kill", action="store_true")
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-machines-"))
    base = conftest._settings(place)
    try:
        server = embedded.ensure(base)
        for name in ("one", "many"):
            conftest.run_sql(server, f"create database {name}")
        desk = documents(place / "desk", arguments.documents, arguments.file)
        one = replace(base, database_url=server.url("one"), lake=place / "lake", workers=1)
        many = replace(base, database_url=server.url("many"), lake=place / "coordinator", workers=1)
        for settings in (one, many):
            migrate(settings)
        begun = time.monotonic()
        run_through(one, steps.begin(one, steps.Request(dag_id="cli", run_id="one", paths=(desk,))))
        alone = time.monotonic() - begun
        print(f"one process, a folder: {arguments.documents / alone:.0f} documents/s, {alone:.1f} s", flush=True)
        with SeaweedFs(place / "bucket") as store, Faults(store.port) as counted:
            many = replace(many, bucket=store.lake("many", counted.port))
            with Workers(place, many, arguments.workers) as workers:
                took = run(many, desk, workers, kill=not arguments.no_kill)
                spans = {stage: round(seconds, 1) for stage, seconds in workers.spans.items()}
                print(
                    f"{arguments.workers} workers, a bucket{'' if arguments.no_kill else ', one killed'}: "
                    f"{arguments.documents / took:.0f} documents/s, {took:.1f} s; mapped stages {spans}; "
                    f"requests {dict(counted.counts())}, of them listings {counted.listings()}; "
                    f"tasks begun again {workers.again}",
                    flush=True,
                )
            expected, found = flow.news(one), flow.news(many)
        differ = [name for name in expected if expected[name] != found[name]]
        sums = flow.all_adds_up(many)
        print(f"articles {len(found['article'])}; tables that differ: {differ or 'none'}; every count adds up: {sums}")
        return int(bool(differ) or not sums)
    finally:
        for name in ("one", "many"):
            with suppress(Exception):
                engine(replace(base, database_url=server.url(name))).dispose()
        embedded.stop(base)
        shutil.rmtree(place, ignore_errors=True)


def documents(folder: Path, number: int, file: Path | None) -> Path:
    """The documents as one file of JSON lines, or so many pages that share nothing."""
    folder.mkdir()
    if file is not None:
        with gzip.open(file, "rt", encoding="utf-8") as lines, (folder / "bulk.jsonl").open("w") as out:
            out.writelines(itertools.islice(lines, number))
        return folder
    for place in range(number):
        (folder / f"{place:05}.html").write_text(newsroom.article(f"Report {place}"), encoding="utf-8")
    return folder


def run(settings: Settings, desk: Path, workers: Workers, *, kill: bool) -> float:
    """The tasks in the order of the DAG; the mapped ones by the workers. Seconds."""
    begun = time.monotonic()
    run_id = steps.begin(settings, steps.Request(dag_id="cli", run_id="many", paths=(desk,), shard_size=250))
    shards = steps.gate(settings, run_id, "collect", steps.collect(settings, run_id))
    shards = steps.gate(settings, run_id, "clean", workers.map("clean", run_id, shards, kill=kill))
    shards = steps.gate(settings, run_id, "deduplicate", steps.deduplicate(settings, run_id, shards))
    shards = steps.gate(settings, run_id, "tag", workers.map("tag", run_id, shards))
    steps.gate(settings, run_id, "load", workers.map("load", run_id, shards))
    steps.publish(settings, run_id)
    steps.gate(settings, run_id, "publish", [])
    steps.cluster(settings, run_id)
    steps.compare(settings, run_id)
    steps.gate(settings, run_id, "cluster", [])
    steps.report(settings, run_id)
    return time.monotonic() - begun


class Workers:
    """Processes that do one task after the other, each with a folder of its own."""

    def __init__(self, place: Path, settings: Settings, number: int) -> None:
        self.spans: dict[str, float] = {}
        self.again = 0
        bucket = settings.bucket
        assert bucket is not None
        self._processes = []
        for each in range(number):
            told = {
                "home": str(settings.home),
                "lake": str(place / f"machine-{each}"),
                "url": settings.database_url,
                "postgres": str(settings.postgres_dir),
                "bucket": [bucket.url, bucket.options],
            }
            command = [sys.executable, __file__, "--work", json.dumps(told)]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self._processes.append(process)

    def __enter__(self) -> Workers:
        for process in self._processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def map(self, stage: str, run_id: str, shards: Sequence[Any], *, kill: bool = False) -> list[Any]:
        """What the stage makes of the shards. `kill`: a worker, once half of the shards are done."""
        begun = time.monotonic()
        waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for shard in shards:
            waiting.put(shard)
        made: list[Any] = []
        victim = self._processes[-1] if kill else None

        def serve(process: subprocess.Popen[str]) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            while len(made) < len(shards):
                try:
                    shard = waiting.get(timeout=0.2)
                except queue.Empty:
                    continue  # another one may die with its shard
                try:
                    process.stdin.write(json.dumps([stage, run_id, shard]) + "\n")
                    process.stdin.flush()
                    if process is victim and len(made) >= len(shards) // 2:
                        time.sleep(0.3)
                        process.send_signal(signal.SIGKILL)
                    answer = process.stdout.readline()
                except BrokenPipeError:
                    answer = ""
                if not answer:
                    self.again += 1
                    waiting.put(shard)
                    self._processes.remove(process)
                    return
                made.append(json.loads(answer))

        threads = [threading.Thread(target=serve, args=(process,)) for process in list(self._processes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.spans[stage] = time.monotonic() - begun
        assert len(made) == len(shards), "no worker is left"
        return made


def work(told: dict[str, Any]) -> int:
    """A worker: a task a line, the reference to what it made as an answer."""
    from mediawatch.clean.process.isolate import kept_workers
    from mediawatch.settings import Bucket

    url, options = told["bucket"]
    settings = Settings(
        home=Path(told["home"]),
        lake=Path(told["lake"]),
        database_url=told["url"],
        postgres_dir=Path(told["postgres"]),
        bucket=Bucket(url, tuple((name, value) for name, value in options)),
        workers=1,
    )
    print("ready", flush=True)
    with kept_workers():
        for line in sys.stdin:
            stage, run_id, shard = json.loads(line)
            print(json.dumps(getattr(steps, stage)(settings, run_id, shard)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
