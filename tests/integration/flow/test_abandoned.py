"""Runs that do not end well: closed where their process was killed, and named for what they did before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import flow
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.schema.tables import run, staging_duplicate_link
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import steps
from sqlalchemy import insert


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
