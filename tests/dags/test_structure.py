"""The DAG media_monitor reads as the picture of the flow."""

from __future__ import annotations

import itertools
from copy import deepcopy
from typing import TYPE_CHECKING, Any, get_args

import pytest
from mediawatch.model import Stage

if TYPE_CHECKING:
    from airflow.sdk import DAG

STAGES = get_args(Stage)
WORK = {stage: (stage, "compare") if stage == "cluster" else (stage,) for stage in STAGES}
MAPPED = {"clean", "tag", "load"}


@pytest.fixture
def dag(dags: dict[str, DAG]) -> Any:
    return dags["media_monitor"]


def test_every_stage_is_a_group_of_its_work_and_its_gate(dag: Any) -> None:
    groups = {name: sorted(dag.task_group.children[name].children) for name in STAGES}
    assert groups == {stage: sorted(f"{stage}.{part}" for part in (*WORK[stage], "gate")) for stage in STAGES}


def test_stages_follow_each_other_each_behind_the_gate_of_the_one_before(dag: Any) -> None:
    chain = ["begin", *(f"{stage}.{part}" for stage in STAGES for part in (*WORK[stage], "gate")), "report"]
    assert [task.task_id for task in dag.topological_sort()] == chain
    for before, after in itertools.pairwise(chain):
        assert dag.get_task(before).downstream_task_ids == {after}


def test_clean_tag_and_load_are_mapped_over_shards_and_the_comparison_of_accounts_over_parts(dag: Any) -> None:
    mapped = {*(f"{stage}.{stage}" for stage in MAPPED), "cluster.compare"}
    assert {task.task_id for task in dag.tasks if task.is_mapped} == mapped


def test_only_publish_announces_the_articles(dag: Any) -> None:
    """A mapped task would announce them once a shard, an asset as outlet also where nothing was published."""
    from mediawatch_airflow.conventions import PUBLISHED

    assert {task.task_id: list(task.outlets) for task in dag.tasks if task.outlets} == {"publish.publish": [PUBLISHED]}


def test_it_is_active_as_soon_as_it_is_known(dag: Any) -> None:
    assert dag.is_paused_upon_creation is False


def test_the_form_offers_every_inbox_and_reads_both_by_default(dag: Any) -> None:
    inboxes = dag.params.get_param("inboxes")
    assert inboxes.value == ["seeds", "inbox"]
    assert inboxes.schema["examples"] == ["archive", "inbox", "seeds"]


@pytest.mark.parametrize(
    "answers",
    [
        {"inboxes": ["seeds", "seeds"]},
        {"inboxes": ["elsewhere"]},
        {"inboxes": "seeds"},
        {"reprocess": "yes"},
        {"shard_size": 0},
        {"shard_size": 1.5},
        {"as_of": 5},
        {"urls": ["ftp://example.org/a"]},
        {"sources": "all"},
    ],
)
def test_the_form_refuses_what_makes_no_sense(dag: Any, answers: dict[str, Any]) -> None:
    from airflow.sdk.exceptions import ParamValidationError

    with pytest.raises(ParamValidationError):
        _answered(dag.params, answers).validate()


@pytest.mark.parametrize(
    "answers",
    [
        {"inboxes": ["inbox"]},
        {"reprocess": True, "shard_size": 20},
        {"as_of": "2025-05-05T12:00:00+00:00"},
        {"shard_size": None, "as_of": None, "urls": None},
        {"inboxes": [], "sources": False, "urls": ["https://example.org/a"]},
    ],
)
def test_the_form_takes_what_makes_sense(dag: Any, answers: dict[str, Any]) -> None:
    _answered(dag.params, answers).validate()


def _answered(params: Any, answers: dict[str, Any]) -> Any:
    filled = deepcopy(params)
    for name, value in answers.items():
        filled.get_param(name).value = value  # unchecked: what is tested is validate()
    return filled
