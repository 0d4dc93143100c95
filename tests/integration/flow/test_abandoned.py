"""Runs that do not end well: closed where their process was killed, and named for what they did before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import flow
import pytest
from mediawatch.errors import Transient, UsageError
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.schema.tables import run, staging_duplicate_link
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import resume, steps
from sqlalchemy import insert, update


def test_what_dead_runs_left_in_staging_goes_when_a_run_begins(warehouse: Settings, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old, young = now - runs.ABANDONED - timedelta(hours=1), now - timedelta(days=1)
    told = {"dag_id": "cli", "params": {}, "as_of": now, "code_version": "x"}
    link = {"shard": 0, "uri": "a", "duplicate_of": "b", "kind": "copy", "containment": 1, "containment_of_original": 1}
    with transaction(warehouse) as connection:
        for name, state, begun in (("dead", "running", old), ("failed", "failed", old), ("today", "running", young)):
            connection.execute(insert(run).values(run_id=name, state=state, started_at=begun, **told))
            connection.execute(insert(staging_duplicate_link).values(run_id=name, shared_words=9, **link))

    steps.begin(warehouse, steps.Request(dag_id="test", run_id="new", paths=(tmp_path,)))

    assert flow.column(warehouse, "select run_id from staging.duplicate_link") == ["today"]
    states = {row["run_id"]: row["state"] for row in flow.rows(warehouse, "select run_id, state from ops.run")}
    assert states == {"dead": "failed", "failed": "failed", "today": "running", "test:new": "running"}
    assert "killed" in flow.column(warehouse, "select error from ops.run where run_id = 'dead'")[0]


def test_a_run_that_fails_is_failed_unless_it_is_published_already(warehouse: Settings, tmp_path: Path) -> None:
    for name in ("early", "late"):
        steps.begin(warehouse, steps.Request(dag_id="test", run_id=name, paths=(tmp_path,)))
    with transaction(warehouse) as connection:
        runs.note_published(connection, "test:late", {"articles_new": 1}, anything=True)
    for name in ("early", "late"):
        steps.fail(warehouse, f"test:{name}", "the disk is full")

    ended = flow.rows(warehouse, "select state, error, finished_at is not null as over from ops.run order by run_id")
    assert ended == [
        {"state": "failed", "error": "the disk is full", "over": True},
        {"state": "published", "error": "the disk is full", "over": True},
    ]


def test_the_next_run_closes_those_whose_command_was_killed(warehouse: Settings, tmp_path: Path) -> None:
    for name in ("airflow", "alive", "killed", "published"):
        steps.begin(warehouse, steps.Request(dag_id="cli", run_id=name, paths=(tmp_path,)))
        if name != "airflow":  # no command holds its folder: Airflow looks after it
            with resume.held(warehouse, f"cli:{name}"):
                pass  # and then the process is gone
    link = {"shard": 0, "uri": "a", "duplicate_of": "b", "kind": "copy", "containment": 1, "containment_of_original": 1}
    with transaction(warehouse) as connection:  # as they were before the first of them was closed
        connection.execute(update(run).values(state="running", error=None, finished_at=None))
        runs.note_published(connection, "cli:published", {"articles_new": 1}, anything=True)
        for name in ("cli:killed", "cli:alive"):
            connection.execute(insert(staging_duplicate_link).values(run_id=name, shared_words=9, **link))

    with resume.held(warehouse, "cli:alive"):
        steps.begin(warehouse, steps.Request(dag_id="test", run_id="next", paths=(tmp_path,)))

    found = flow.rows(warehouse, "select run_id, state, error, finished_at is not null as over from ops.run order by 1")
    told = "Interrupted: its process was killed"
    assert [tuple(row.values()) for row in found] == [
        ("cli:airflow", "running", None, False),
        ("cli:alive", "running", None, False),
        ("cli:killed", "failed", told, True),
        ("cli:published", "published", told, True),
        ("test:next", "running", None, False),
    ]
    assert flow.column(warehouse, "select run_id from staging.duplicate_link") == ["cli:alive"]


def test_a_run_whose_warehouse_went_away_as_it_began_is_closed_by_the_next(
    warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise Transient("the warehouse did not answer")

    asked = steps.Request(dag_id="cli", run_id="away", paths=(tmp_path,))
    with monkeypatch.context() as patch:
        patch.setattr(steps, "note", away)  # the row is there, and nothing else
        patch.setattr(steps, "fail", away)
        with pytest.raises(Transient), resume.held(warehouse, asked.name):
            steps.begin(warehouse, asked)
    assert flow.column(warehouse, "select state from ops.run") == ["running"]

    steps.begin(warehouse, steps.Request(dag_id="test", run_id="next", paths=(tmp_path,)))

    assert flow.column(warehouse, "select state from ops.run where run_id = 'cli:away'") == ["failed"]


def test_a_run_that_was_refused_at_the_door_leaves_no_folder(warehouse: Settings, tmp_path: Path) -> None:
    asked = steps.Request(dag_id="cli", run_id="nowhere", paths=(tmp_path / "missing",))
    with pytest.raises(UsageError), resume.held(warehouse, asked.name):
        steps.begin(warehouse, asked)
    assert not list(warehouse.lake.glob("runs/*"))
