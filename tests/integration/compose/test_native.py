"""The services of docker-compose.yaml by their own commands, on a real Postgres: a run triggered by REST succeeds, with
the scheduler's own processes and with Celery workers, one of which is killed in the middle.

No Docker engine is needed; tests/native.py says what is mapped. The two share Postgres and its migration. The one with
Celery takes minutes and a redis-server (apt-get install redis-server), and runs only where it is asked for:

    MEDIAWATCH_TEST_CELERY=1 pytest tests/integration/compose

It sends twelve letters, or the first MEDIAWATCH_TEST_DOCUMENTS lines of the file of JSON lines (gzip) that
MEDIAWATCH_TEST_CELERY names; the tables are compared with those of one process whose lake is a folder.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import compose
import conftest
import flow
import hostile
import psutil
import pytest
from bucket import SeaweedFs
from mediawatch.settings import Settings
from mediawatch.storage.object_store import ObjectStore
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through
from native import Deployment, Running, until

DAG = "media_monitor"
RUN_SECONDS = 240
CELERY = os.environ.get("MEDIAWATCH_TEST_CELERY", "")
DOCUMENTS = int(os.environ.get("MEDIAWATCH_TEST_DOCUMENTS", "5000")) if CELERY not in ("", "1") else 12

# Waiting times that a test need not wait for.
QUICKER = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "2",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "30",  # of a task that the killed worker had taken and not begun
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "2",
}


def answers(folder: Path) -> dict[str, str]:
    """.env as the command in docs/deployment.md makes it, and no run by the clock, of any DAG: Airflow begins the
    last one that was due at once where it is less than a tenth of the schedule old, so a weekly one on a Sunday."""
    document = (compose.HOME / "docs" / "deployment.md").read_text(encoding="utf-8")
    (command,) = [block for block in re.findall(r"```sh\n(.+?)```", document, re.DOTALL) if "> .env\n" in block]
    shutil.copy(compose.HOME / ".env.example", folder)
    subprocess.run(["sh", "-eu", "-c", command], cwd=folder, check=True)
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    made = compose.answers(folder / ".env")
    schedules = {name: "none" for name in made if name.endswith("_SCHEDULE")}
    assert len(schedules) == 2
    return made | schedules


def code(folder: Path) -> dict[str, int]:
    """Every file below the image's folder, and when it was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def deployment() -> Iterator[Deployment]:
    """Outside pytest's own folder, which may be closed to the user that Postgres runs as."""
    folder = Path(tempfile.mkdtemp(prefix="mediawatch-compose-"))
    try:
        with Deployment(folder, answers(folder), QUICKER) as made:
            yield made
    finally:
        shutil.rmtree(folder)


class Run:
    """A run of the DAG, triggered and watched by REST. Where an answer takes too long, it is asked for again."""

    def __init__(self, deployment: Deployment, name: str, **form: Any) -> None:
        self.deployment, self.api, self.name = deployment, deployment.api, name
        password = deployment.answers["MEDIAWATCH_ADMIN_PASSWORD"]
        self.token = until(lambda: self.api.token("admin", password), "no token", 60)
        dag = f"/api/v2/dags/{DAG}"
        until(lambda: self.api.get(dag, self.token), "the DAG was not parsed", 120)
        self.path = f"{dag}/dagRuns/{name}"
        wanted = {"dag_run_id": name, "logical_date": None, "conf": form}
        until(
            lambda: self.api.post(f"{dag}/dagRuns", wanted, self.token) or self.api.get(self.path, self.token),
            "the run was not made", 60,
        )  # fmt: skip

    def state(self) -> str | None:
        return (self.api.get(self.path, self.token) or {}).get("state")

    def tasks(self) -> list[dict[str, Any]]:
        found = until(lambda: self.api.get(f"{self.path}/taskInstances?limit=200", self.token), "no tasks", 60)
        return found["task_instances"]

    def succeeds(self, seconds: float = RUN_SECONDS) -> None:
        """Waits for its end, which must be a good one."""
        last = {"success", "failed"}
        state = until(lambda: (found := self.state()) in last and found, "the run did not end", seconds)
        if state != "success":
            failed = [task["task_id"] for task in self.tasks() if task["state"] == "failed"]
            said = "\n".join(service.tail() for service in self.deployment.running.values())
            raise AssertionError(f"{failed} failed\n{said}")

    def outcomes(self) -> dict[str, str]:
        """uri -> what became of it, for every document; each stage's counts add up."""
        where = f"run_id = '{DAG}:{self.name}'"
        stages = self.deployment.rows(f"select stage, adds_up from ops.run_reconciliation where {where}")
        assert len(stages) >= 6
        assert all(adds_up for _, adds_up in stages), stages
        return dict(self.deployment.rows(f"select uri, outcome from ops.document where {where}"))


def test_local_executor(deployment: Deployment) -> None:
    before = code(deployment.image)
    deployment.up()
    assert set(deployment.running) == {"api-server", "dag-processor", "scheduler", "triggerer", "watch"}
    assert deployment.api.token("admin", "wrong") is None

    run = Run(deployment, "local")
    deployment.healthy()
    run.succeeds()
    dags = deployment.api.get("/api/v2/dags", run.token)["dags"]
    assert len(dags) > 5
    assert [dag["dag_id"] for dag in dags if dag["timetable_summary"] is not None] == []

    outcomes = run.outcomes()
    seeds = {path.name for path in (compose.HOME / "include" / "seeds").iterdir()}
    assert {uri.split("/")[3].split("#")[0] for uri in outcomes} == seeds
    assert list(outcomes.values()).count("published") >= 15
    assert deployment.rows("select count(*) from news.article") == [(list(outcomes.values()).count("published"),)]
    assert code(deployment.image) == before  # the image is read-only


@pytest.mark.skipif(not CELERY, reason="takes minutes: set MEDIAWATCH_TEST_CELERY=1")
def test_celery_and_a_worker_that_is_killed(deployment: Deployment) -> None:
    """The workers share no disk: the lake is in a bucket, and each has a folder of its own for files on their way."""
    assert shutil.which("redis-server"), "redis-server is not installed: apt-get install redis-server"
    deployment.down(grace=5)
    with SeaweedFs(deployment.folder / "bucket") as store:
        bucket = store.lake("compose")
        options = dict(bucket.options)
        deployment.quicker |= {
            "MEDIAWATCH_LAKE": bucket.url,
            "MEDIAWATCH_LAKE_ENDPOINT": options.pop("endpoint"),
            "MEDIAWATCH_SCRATCH": "/tmp/scratch",  # each service has its own /tmp
            "AIRFLOW_CONN_MEDIAWATCH_LAKE": json.dumps({"conn_type": "aws", "extra": options}),
        }
        before = set((deployment.volumes / "lake").rglob("*"))
        _killed(deployment)
        assert set((deployment.volumes / "lake").rglob("*")) == before, "no disk is shared"
        kept = [entry.key for entry in ObjectStore(bucket, deployment.folder / "scratch").below("raw")]
        assert len(kept) == DOCUMENTS if CELERY == "1" else kept
        expected = _alone(deployment)
        found = flow.news(replace(deployment.settings, database_url=deployment.warehouse))
        assert [name for name in expected if expected[name] != found[name]] == []
        deployment.down(grace=5)


def _alone(deployment: Deployment) -> dict[str, list[str]]:
    """Schema news as one process makes it of the same documents, its lake a folder."""
    alone = conftest._settings(deployment.folder / "alone")
    try:
        return _run_alone(replace(alone, database_url=embedded.ensure(alone).url("postgres")), deployment)
    finally:
        embedded.stop(alone)


def _run_alone(alone: Settings, deployment: Deployment) -> dict[str, list[str]]:
    migrate(alone)
    seeds = deployment.rows("select 1 from news.article where uri like 'file://seeds/%' limit 1")
    for number, inbox in enumerate([compose.HOME / "include" / "seeds"] * len(seeds) + [deployment.inbox]):
        run_through(alone, steps.begin(alone, steps.Request(dag_id="cli", run_id=str(number), paths=(inbox,))))
    return flow.news(alone)


def _killed(deployment: Deployment) -> None:
    if CELERY == "1":
        for number in range(DOCUMENTS):
            letter = deployment.inbox / f"letter-{number}.txt"
            letter.write_text(hostile.article(random.Random(number)), encoding="utf-8")
    else:
        with gzip.open(CELERY, "rt", encoding="utf-8") as lines:
            (deployment.inbox / "bulk.jsonl").write_text("".join(islice(lines, DOCUMENTS)), encoding="utf-8")
    deployment.up(["celery"], replicas={"worker": 2}, COMPOSE_PROFILES="celery", AIRFLOW_EXECUTOR="CeleryExecutor")
    stranger = deployment.running["redis"].environment | {"REDISCLI_AUTH": ""}
    assert not deployment.check("redis", stranger)

    deployment.healthy("worker-1", "worker-2")
    run = Run(deployment, "celery", inboxes=["inbox"], shard_size=3 if CELERY == "1" else 250)
    killed = until(lambda: kill_at_work(deployment, run), "no worker was seen at work", RUN_SECONDS)
    run.succeeds(RUN_SECONDS + DOCUMENTS / 5)

    again = [task for task in run.tasks() if (task["task_id"], task["map_index"]) == killed]
    assert [(task["state"], task["try_number"] > 1) for task in again] == [("success", True)]
    outcomes = run.outcomes()
    assert len(outcomes) == DOCUMENTS
    if CELERY == "1":
        assert set(outcomes.values()) == {"published"}
    published = list(outcomes.values()).count("published")
    stored = deployment.rows("select count(*) from news.article where uri not like 'file://seeds/%'")
    assert stored == [(published,)]


def kill_at_work(deployment: Deployment, run: Run) -> tuple[str, int] | None:
    """Kill a worker with all its processes, as the end of its container would, while it works at a shard; the task.

    It is frozen first, so that what is looked at is what is killed.
    """
    for label in [label for label in deployment.running if label.startswith("worker-")]:
        worker = deployment.running[label]
        if not is_at_work(worker):
            continue
        frozen = freeze(worker)
        pids = {process.pid for process in frozen}
        at_work = [task for task in run.tasks() if task["state"] == "running" and task["pid"] in pids]
        mapped = [(task["task_id"], task["map_index"]) for task in at_work if task["map_index"] >= 0]
        for process in frozen:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL if mapped else signal.SIGCONT)
        if mapped:
            del deployment.running[label]
            return mapped[0]
    return None


def is_at_work(worker: Running) -> bool:
    """Whether one of its pool's processes has made one for a task."""
    try:
        return any(process.children() for process in worker.process.children())
    except psutil.NoSuchProcess:  # it ended while we looked
        return False


def freeze(worker: Running) -> list[psutil.Process]:
    """Stop all of its processes; again until no new one was found, for they fork."""
    frozen: dict[int, psutil.Process] = {}
    while new := [process for process in worker.tree() if process.pid not in frozen]:
        for process in new:
            with suppress(psutil.NoSuchProcess):
                process.suspend()
            frozen[process.pid] = process
    return list(frozen.values())
