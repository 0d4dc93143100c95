"""The profile celery of docker-compose.yaml."""

from __future__ import annotations

import re

import compose
from compose import CELERY, HOME, OURS, SERVICES


def test_the_executor_is_chosen_by_the_environment() -> None:
    for chosen, executor in ({}, "LocalExecutor"), ({"AIRFLOW_EXECUTOR": "CeleryExecutor"}, "CeleryExecutor"):
        for name, service in OURS.items():
            found = compose.interpolate(service["environment"]["AIRFLOW__CORE__EXECUTOR"], chosen)
            assert found == executor, name


def test_without_the_profile_nobody_waits_for_redis() -> None:
    assert SERVICES["scheduler"]["depends_on"]["redis"] == {"condition": "service_healthy", "required": False}
    assert compose.start_order(["celery"]).index("redis") < compose.start_order(["celery"]).index("scheduler")
    assert {name for name, service in SERVICES.items() if service.get("profiles") == ["celery"]} == CELERY


def test_workers_have_what_the_scheduler_has() -> None:
    """The same code, lake, inbox and secrets: a task does not know where it runs."""
    worker, scheduler = SERVICES["worker"], SERVICES["scheduler"]
    assert worker["volumes"] == scheduler["volumes"]
    assert any(volume.startswith("lake:") for volume in worker["volumes"])
    own = ("AIRFLOW__SCHEDULER__", "AIRFLOW__CELERY__WORKER", "DUMB_INIT")
    here, there = (
        {key: value for key, value in service["environment"].items() if not key.startswith(own)}
        for service in (worker, scheduler)
    )
    assert here == there


def test_redis_gives_a_task_away_only_after_it_would_have_been_stopped() -> None:
    from mediawatch_airflow.conventions import DEFAULT_ARGS

    seconds = int(SERVICES["worker"]["environment"]["AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT"])
    assert seconds > DEFAULT_ARGS["execution_timeout"].total_seconds()


def test_the_lock_has_what_workers_need() -> None:
    """The image installs requirements.txt and nothing else."""
    assert re.search(r"^apache-airflow-providers-celery==", (HOME / "requirements.txt").read_text(), re.MULTILINE)
