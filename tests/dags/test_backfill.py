"""Whole runs of backfill_warc with dag.test: the real DAG, pipeline, gates and Postgres, in this process."""

from __future__ import annotations

import time
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import flow
import newsroom
import pytest
from mediawatch.errors import Transient
from mediawatch.settings import Settings

if TYPE_CHECKING:
    from airflow.sdk import DAG

# Every field of the form, at every run: in one process Airflow keeps the last run's answers as the DAG's defaults.
FORM: dict[str, Any] = {
    "inbox": "archive",
    "files": None,
    "records": 5,
    "reprocess": False,
    "as_of": None,
    "shard_size": None,
}


@pytest.fixture
def dag(dags: dict[str, DAG]) -> Any:
    return dags["backfill_warc"]


@pytest.fixture
def archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "archive"
    newsroom.archive(folder / "may.warc.gz", [f"May {number}" for number in range(10)])
    monkeypatch.setenv("MEDIAWATCH_INBOXES", f"archive={folder}")
    return folder


def test_behind_collect_it_is_media_monitor(dag: Any, dags: dict[str, DAG]) -> None:
    def behind(other: Any) -> list[tuple[str, set[str]]]:
        tasks = [task for task in other.topological_sort() if not task.task_id.startswith(("begin", "collect."))]
        return [(task.task_id, task.downstream_task_ids) for task in tasks]

    assert behind(dag) == behind(dags["media_monitor"])
    chain = ["begin", "collect.plan", "collect.read", "collect.collect", "collect.gate", "clean.clean"]
    assert [task.task_id for task in dag.topological_sort()][: len(chain)] == chain
    assert dag.get_task("collect.read").is_mapped


@pytest.mark.parametrize(
    "answers",
    [{"inbox": "elsewhere"}, {"inbox": ["archive"]}, {"files": ["notes.txt"]}, {"files": "a.warc"}, {"records": 0}],
)
def test_the_form_refuses_what_makes_no_sense(dag: Any, answers: dict[str, Any]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    filled = deepcopy(dag.params)
    for name, value in answers.items():
        filled.get_param(name).value = value  # unchecked: what is tested is validate()
    with pytest.raises(ParamValidationError):
        filled.validate()


def test_the_forms_answers_reach_the_request() -> None:
    from mediawatch_airflow import form

    context: Any = {
        "params": FORM | {"files": ["2025/*.warc.gz"], "records": 7, "as_of": "2025-05-05T12:00:00Z"},
        "dag_run": SimpleNamespace(dag_id="backfill_warc", run_id="manual__1", run_after=None),
        "ti": SimpleNamespace(try_number=1),
    }
    request = form.backfill_request(context)
    assert (request.inboxes, request.archives, request.records) == (("archive",), ("2025/*.warc.gz",), 7)
    assert request.as_of is not None
    assert (request.sources, request.urls) == ((), ())


@pytest.mark.usefixtures("metadata")
def test_a_lost_part_is_read_again_alone_and_a_second_run_changes_nothing(
    dag: Any, deployed: Settings, archives: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch.workflow import steps

    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(min(seconds, 0.05)))
    task = dag.get_task("collect.read")
    patience = {"retry_delay": timedelta(seconds=0.1), "max_retry_delay": timedelta(seconds=0.1)}
    monkeypatch.setattr(task, "partial_kwargs", {**task.partial_kwargs, **patience})
    read = steps.read
    calls: list[int] = []

    def lose_once(settings: Settings, run_id: str, part: Any) -> None:
        calls.append(part["number"])
        if calls.count(1) == 1 and part["number"] == 1:
            raise Transient("the lake did not answer")
        read(settings, run_id, part)

    monkeypatch.setattr(steps, "read", lose_once)
    done = dag.test(run_conf=FORM)
    assert str(done.state) == "success"
    assert sorted(calls) == [0, 1, 1, 2]
    pages = [f"https://news.example/may-{number}" for number in range(10)]
    assert sorted(flow.column(deployed, "select uri from news.article")) == pages
    assert flow.all_adds_up(deployed)
    labels = [ti.rendered_map_index for ti in done.get_task_instances() if ti.task_id == "collect.read"]
    assert sorted(labels) == [
        "may.warc.gz from record 11: 3 records",
        "may.warc.gz from record 1: 5 records",
        "may.warc.gz from record 6: 5 records",
    ]

    before = flow.news_exactly(deployed)
    again = dag.test(run_conf=FORM)
    assert str(again.state) == "success"
    assert flow.news_exactly(deployed) == before
    states = flow.column(deployed, "select state from ops.run order by started_at")
    assert states == ["published", "nothing_new"]
