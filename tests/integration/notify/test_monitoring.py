"""A run is late, fails, is quarantined, a source fails: one message each by mail and webhook, one when it is well."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mediawatch.cli.app import app
from mediawatch.errors import Transient
from mediawatch.notify.conditions import Disk
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.operations import monitoring
from receivers import Received, receivers
from sqlalchemy import text
from typer.testing import CliRunner

HOME = Path(__file__).resolve().parents[3]
NOW = datetime.now(UTC)


@pytest.fixture
def received() -> Iterator[Received]:
    with receivers() as found:
        yield found


@pytest.fixture
def settings(warehouse: Settings, received: Received, tmp_path: Path) -> Settings:
    folder = tmp_path / "home" / "include" / "alerts"
    folder.mkdir(parents=True)
    (folder / "desk.yaml").write_text(
        "channels: [mail, hook]\nlimits: {disk_free_percent: 0, disk_free_gigabytes: 0}\n"
    )
    return replace(warehouse, home=tmp_path / "home", channels=received.channels)


def execute(settings: Settings, statement: str, **values: Any) -> None:
    with transaction(settings) as connection:
        connection.execute(text(statement), values)


def run(settings: Settings, name: str, state: str, at: datetime, error: str | None = None) -> None:
    with transaction(settings) as connection:
        runs.begin(connection, name, dag_id="media_monitor", params={}, as_of=at, code_version="1")
        runs.finish(connection, name, state, error=error)
    execute(settings, "update ops.run set started_at = :at, finished_at = :at where run_id = :name", at=at, name=name)


def test_each_is_told_once_and_when_it_is_well_again(settings: Settings, received: Received) -> None:
    def look(hours: float) -> list[str]:
        """What was told at the third of three looks, some hours from now."""
        before = len(received.mails)
        for seconds in range(3):
            monitoring.watch(settings, now=NOW + timedelta(hours=hours, seconds=seconds))
        assert received.subjects() == received.titles()
        return received.subjects()[before:]

    run(settings, "media_monitor:1", "published", NOW)
    assert look(0) == []
    run(settings, "media_monitor:2", "failed", NOW + timedelta(hours=1), "clean.clean: the disk is full")
    assert look(2) == ["media_monitor failed at clean.clean"]
    assert look(31) == ["Still: media_monitor failed at clean.clean", "media_monitor: no good run in the last 30 hours"]
    run(settings, "media_monitor:3", "mostly_quarantined", NOW + timedelta(hours=32))
    execute(
        settings,
        "insert into ops.document (run_id, document_id, uri, raw_sha256, last_stage, outcome, reasons) "
        "select 'media_monitor:3', n::text, 'file://a/' || n, 'x', 'clean', 'quarantined', '{empty}' "
        "from generate_series(1, 30) n",
    )
    assert sorted(look(33)) == [
        "Well again: media_monitor failed at clean.clean",
        "Well again: media_monitor: no good run in the last 30 hours",
        "media_monitor: 100% of what was new is quarantined",
    ]
    run(settings, "media_monitor:4", "nothing_new", NOW + timedelta(hours=34))
    assert look(35) == ["Well again: media_monitor: 100% of what was new is quarantined"]

    execute(
        settings,
        "insert into news.source (source_id, kind, url, listings) values ('daily', 'feed', 'https://d.example/f', "
        "'{https://d.example/f}')",
    )
    execute(
        settings,
        "insert into ops.url_state (url, failures, source_id, kind, last_fetched_at) "
        "values ('https://d.example/f', 2, 'daily', 'feed', now())",
    )
    assert look(36) == ["source daily: failing"]
    execute(settings, "update ops.url_state set failures = 0")
    assert sorted(look(37)) == ["Well again: source daily: failing", "source daily has never delivered an article"]


def test_a_part_that_is_started_again_in_time_is_told_to_nobody() -> None:
    patience, sick, well = monitoring.Patience(), {"scheduler": "unhealthy"}, {"scheduler": "healthy"}
    minute = timedelta(minutes=1)
    assert patience.judged(well, NOW) == well
    assert patience.judged(sick, NOW) is None  # neither wrong nor well
    assert patience.judged(sick, NOW + minute) is None
    assert patience.judged(well, NOW + 1.5 * minute) == well
    assert patience.judged(sick, NOW + 2 * minute) is None
    assert patience.judged(sick, NOW + 4 * minute) == sick


def test_a_warehouse_that_is_away_is_told_by_the_channels_alone(
    settings: Settings, received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitoring, "FULL_BYTES", 1 << 62)
    absence, second = monitoring.Absence(settings), timedelta(seconds=1)
    for seconds in range(0, 180, 15):
        absence.goes_on(NOW + seconds * second, Transient("the warehouse did not answer"))
        assert len(received.titles()) == (seconds >= 60)
    assert received.subjects() == received.titles() == ["The warehouse does not answer"]
    assert "MB left: docs/runbook.md, 'The disk is full'" in received.posts[0]["message"]
    absence.over(NOW + 180 * second)
    absence.over(NOW + 240 * second)
    assert received.titles()[1:] == ["Well again: The warehouse does not answer"]


def test_a_look_that_fails_for_another_reason_is_told_as_that(settings: Settings, received: Received) -> None:
    """Whatever hinders the watch, somebody hears that nobody looks."""
    absence = monitoring.Absence(settings)
    for minutes in range(3):
        absence.goes_on(NOW + timedelta(minutes=minutes), UnicodeError("label empty or too long"))
    assert received.subjects() == received.titles() == ["Nobody looks how things are: UnicodeError"]
    assert received.posts[0]["message"].startswith("label empty or too long")
    absence.over(NOW + timedelta(minutes=4))
    assert received.titles()[1:] == ["Well again: Nobody looks how things are: UnicodeError"]


def test_probes_and_the_trial_have_exit_codes(
    settings: Settings, received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch import settings as environment

    monkeypatch.setattr(environment, "load", lambda: settings)
    # A probe has the usual limits, and how full the disk of the machine that runs the tests is does not matter.
    monkeypatch.setattr(monitoring, "disks", lambda _: [Disk("lake", "/lake", int(1e11), int(5e11))])

    def command(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, arguments)
        return done.exit_code, done.output

    run(settings, "media_monitor:1", "published", datetime.now(UTC))
    code, said = command("health")
    assert (code, said.splitlines()[-1]) == (0, "healthy"), said
    code, said = command("health", "--airflow", "http://127.0.0.1:1", "--json")
    assert code == 1
    assert [problem["subject"] for problem in json.loads(said)["problems"]] == ["api-server"]
    execute(settings, "update ops.run set finished_at = now() - interval '3 days'")
    code, said = command("health")
    assert (code, said.splitlines()[0]) == (1, "wrong: media_monitor: no good run in the last 30 hours")
    monkeypatch.setattr(monitoring, "disks", lambda _: [Disk("lake", "/lake", int(4e10), int(5e11))])
    assert "wrong: disk of lake: 40.0 GB free (8 %)" in command("health")[1].splitlines()
    code, said = command("notify", "--test")
    assert (code, said.count(": sent")) == (0, 2)
    assert received.subjects() == received.titles() == ["MediaWatch: a test"]
    received.refuses = True
    code, said = command("notify", "--test", "--audience", "desk")
    assert code == 1
    assert "token-of-the-hook" not in said
    assert command("notify", "--test", "--audience", "nobody")[0] != 0


def test_metrics_and_the_dashboards_queries_can_be_asked(settings: Settings) -> None:
    run(settings, "media_monitor:1", "published", NOW - timedelta(hours=1))
    execute(
        settings,
        "insert into ops.document (run_id, document_id, uri, raw_sha256, last_stage, outcome, reasons) "
        "values ('media_monitor:1', '1', 'file://a/1', 'x', 'clean', 'quarantined', '{empty}')",
    )
    lines = monitoring.prometheus(settings).splitlines()
    assert 'mediawatch_last_run_documents{outcome="quarantined"} 1' in lines
    assert 'mediawatch_runs{state="published"} 1' in lines
    (age,) = (float(line.split()[1]) for line in lines if line.startswith("mediawatch_last_good_run_age_seconds "))
    assert 3600 <= age < 7200
    assert lines.count("# TYPE mediawatch_bytes gauge") == 1

    dashboard = json.loads((HOME / "docs" / "grafana" / "mediawatch.json").read_text())
    queries = [target["rawSql"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert len(queries) == len(dashboard["panels"]) == 10
    for query in queries:  # as Grafana fills its macro in
        filled = re.sub(r"\$__timeFilter\(([\w.]+)\)", r"\1 between now() - interval '30 days' and now()", query)
        execute(settings, filled)
