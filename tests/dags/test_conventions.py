"""Every DAG: it can be read, quickly, and keeps the conventions."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from airflow.sdk import DAG

HOME = Path(__file__).resolve().parents[2]
DAG_IDS = sorted(path.stem for path in (HOME / "dags").glob("*.py"))
HEAVY = (
    "great_expectations",
    "pandas",
    "pyarrow",
    "trafilatura",
    "mediawatch.workflow.steps",
    "mediawatch.store.server.connect",
)


@pytest.fixture(params=DAG_IDS)
def dag(dags: dict[str, DAG], request: pytest.FixtureRequest) -> DAG:
    return dags[request.param]


def test_each_file_is_a_dag_of_its_name(dags: dict[str, DAG]) -> None:
    assert sorted(dags) == DAG_IDS


def test_it_says_whose_it_is_and_what_it_does(dag: DAG) -> None:
    assert "mediawatch" in dag.tags
    assert dag.description
    assert len(dag.doc_md or "") > 200
    assert {task.owner for task in dag.tasks} == {"mediawatch"}


def test_every_task_is_documented(dag: DAG) -> None:
    assert [task.task_id for task in dag.tasks if not task.doc_md] == []


def test_every_task_is_tried_again_with_patience(dag: DAG) -> None:
    for task in dag.tasks:
        assert task.retries >= 2
        assert task.retry_exponential_backoff > 1
        assert task.max_retry_delay is not None


def test_every_task_has_an_end(dag: DAG) -> None:
    """Tokens of tasks end after some 100 minutes: a longer task would be killed without a reason given."""
    for task in dag.tasks:
        assert task.execution_timeout is not None
        assert task.execution_timeout <= timedelta(minutes=90)
    assert dag.dagrun_timeout is not None


def test_every_failure_reaches_the_ledger(dag: DAG) -> None:
    from mediawatch_airflow import failures

    for task in dag.tasks:
        callbacks = task.on_failure_callback
        assert failures.record in (callbacks if isinstance(callbacks, list | tuple) else [callbacks])


def test_a_run_that_takes_too_long_reaches_the_ledger(dag: DAG) -> None:
    from mediawatch_airflow import failures

    assert dag.on_failure_callback in (failures.record_timeout, [failures.record_timeout])


def test_one_run_at_a_time_and_no_catching_up(dag: DAG) -> None:
    """Airflow's Backfill would begin runs beside each other, whatever max_active_runs says, for days that are gone."""
    assert dag.max_active_runs == 1
    assert dag.catchup is False
    kinds = {kind.value for kind in dag.allowed_run_types or ()}
    assert kinds in ({"manual", "operator_triggered"}, {"manual", "operator_triggered", "scheduled"})
    assert ("scheduled" in kinds) == (dag.dag_id in ("media_monitor", "maintenance"))


def test_no_leaf_hides_a_failed_run(dag: DAG) -> None:
    """A run's state is that of its leaves: one that runs in spite of failures before it would turn the run green."""
    careless = {"all_done", "always", "one_done", "one_success", "all_failed", "one_failed", "none_skipped"}
    for task in dag.tasks:
        assert task.trigger_rule.value not in careless
        assert not task.is_teardown


def test_every_parameter_has_a_title_a_description_and_a_type(dag: DAG) -> None:
    for name in dag.params:
        param = dag.params.get_param(name)
        assert param.description, name
        assert param.schema["title"], name
        assert "type" in param.schema, name


def test_defaults_pass_their_own_schema(dag: DAG) -> None:
    dag.params.validate()


def test_reading_the_dags_loads_nothing_heavy() -> None:
    """The dag-processor reads the files again and again."""
    script = (
        "import sys; from airflow.dag_processing.dagbag import DagBag; "
        f"before = set(sys.modules); DagBag({str(HOME / 'dags')!r}); "
        f"print(sorted(set({HEAVY!r}) & (set(sys.modules) - before)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("value", "schedule"), [(None, "@daily"), ("30 5 * * *", "30 5 * * *"), ("@hourly", "@hourly"), ("none", None)]
)
def test_a_setting_changes_the_schedule(
    value: str | None, schedule: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch_airflow import conventions

    if value is not None:
        monkeypatch.setenv("MEDIAWATCH_SCHEDULE", value)
    assert conventions.schedule() == schedule


def test_a_schedule_that_cannot_be_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediawatch.errors import UsageError
    from mediawatch_airflow import conventions

    monkeypatch.setenv("MEDIAWATCH_SCHEDULE", "every morning")
    with pytest.raises(UsageError, match="MEDIAWATCH_SCHEDULE"):
        conventions.schedule()


def test_a_mapped_task_is_labelled_by_its_shard(dags: dict[str, DAG]) -> None:
    mapped: list[Any] = [task for dag in dags.values() for task in dag.tasks if task.is_mapped]
    assert mapped
    assert all(task.partial_kwargs.get("map_index_template") for task in mapped)
