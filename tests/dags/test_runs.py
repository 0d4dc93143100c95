"""Whole runs of media_monitor with dag.test: the real DAG, pipeline, gates and Postgres, in this process."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mediawatch.errors import Transient
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

if TYPE_CHECKING:
    from airflow.sdk import DAG

HOME = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.usefixtures("metadata")

# Every field of the form, at every run: in one process Airflow keeps the last run's answers as the DAG's defaults.
FORM: dict[str, Any] = {
    "inboxes": ["inbox"],
    "sources": False,
    "urls": None,
    "reprocess": False,
    "as_of": None,
    "shard_size": None,
    "max_quarantined_share": None,
}

AFTERMATH = (
    "Two days after the attack at Pahalgam the valley is quiet, date 2025-04-24. Shops in Srinagar stayed closed and "
    "the ferry on the lake carried nobody. Officers went from house to house and asked who had seen the gunmen."
)
VISIT = (
    "President Putin told Prime Minister Modi by telephone that Russia stands with India, the Kremlin said on Monday. "
    "Both agreed to meet in Delhi before the year is out, at the annual summit of their two countries."
)
CHESS = "The club's oldest member won the spring tournament again, with the same opening that he has played since 1961."


@dataclass(frozen=True)
class Run:
    """What came of a run."""

    state: str
    tasks: dict[str, str]  # task -> state; mapped ones with their number
    warehouse_state: str | None
    error: str | None
    announced: list[dict[str, Any]]  # the extras of the articles' asset events


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The inbox, with three good articles."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, body in {"aftermath": AFTERMATH, "visit": VISIT, "chess": CHESS}.items():
        (folder / f"{name}.txt").write_text(body)
    monkeypatch.setenv("MEDIAWATCH_INBOXES", f"inbox={folder}")
    return folder


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """dag.test sleeps a second whenever no task can start, as once for each task behind a failed one."""
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(min(seconds, 0.05)))


@pytest.fixture
def run(dags: dict[str, DAG], deployed: Settings) -> Callable[..., Run]:
    from airflow.models.asset import AssetEvent
    from airflow.utils.session import create_session
    from mediawatch_airflow.conventions import ARTICLES

    def go(**answers: Any) -> Run:
        dag = dags["media_monitor"]
        done: Any = dag.test(run_conf=FORM | answers)
        with create_session() as session:
            events = session.query(AssetEvent).filter(AssetEvent.source_run_id == done.run_id).all()
            announced = [event.extra for event in events if event.asset.name == ARTICLES.name]
        tasks = {
            task.task_id if task.map_index < 0 else f"{task.task_id}[{task.map_index}]": str(task.state)
            for task in done.get_task_instances()
        }
        with transaction(deployed) as connection:
            row = connection.execute(
                text("SELECT state, error FROM ops.run WHERE run_id LIKE :run"), {"run": f"%{done.run_id}"}
            ).one_or_none()
        return Run(str(done.state), tasks, row and row.state, row and row.error, announced)

    return go


def articles(settings: Settings) -> list[tuple[Any, ...]]:
    """Everything in news.article that may change."""
    with transaction(settings) as connection:
        rows = connection.execute(
            text("SELECT uri, version, content_sha256, run_id, first_seen_at FROM news.article ORDER BY uri")
        )
        return [tuple(row) for row in rows]


def test_the_seeds_go_all_the_way(
    run: Callable[..., Run], inbox: Path, deployed: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    done = run(inboxes=["seeds"])
    assert (done.state, done.error) == ("success", None)
    assert set(done.tasks.values()) == {"success"}
    said = "".join(capfd.readouterr())
    assert [line for line in said.splitlines() if re.search(r"\[error\s*\]", line)] == []
    assert len(articles(deployed)) >= 12
    (event,) = done.announced
    assert event["run_id"].startswith("media_monitor:")
    with transaction(deployed) as connection:
        unbalanced = connection.execute(text("SELECT count(*) FROM ops.run_reconciliation WHERE NOT adds_up"))
        assert unbalanced.scalar() == 0


def test_the_logs_say_what_became_of_the_documents(
    run: Callable[..., Run], inbox: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (inbox / "empty.txt").touch()
    with caplog.at_level("INFO", logger="mediawatch_airflow.tasks"):
        run()
    told = [record.getMessage() for record in caplog.records if record.name == "mediawatch_airflow.tasks"]
    assert told[:2] == [
        "collect: 4 documents in, 3 out; 17 of 17 expectations hold",
        "  1 quarantined: empty, for example file://inbox/empty.txt",
    ]
    assert "clean: 3 documents in, 3 out; 24 of 24 expectations hold" in told
    closing = next(number for number, line in enumerate(told) if line.startswith("Run media_monitor:"))
    assert told[closing].endswith(": published")
    assert any("pahalgam-attack" in line for line in told[closing:])


def test_with_nothing_new_the_run_succeeds_and_changes_nothing(
    run: Callable[..., Run], inbox: Path, deployed: Settings
) -> None:
    assert run().state == "success"
    before = articles(deployed)
    again = run()
    assert again.state == "success"
    assert again.warehouse_state == "nothing_new"
    assert again.announced == []
    assert {again.tasks[f"{stage}.{stage}"] for stage in ("clean", "tag", "load")} == {"skipped"}
    assert {again.tasks[name] for name in ("deduplicate.gate", "publish.gate", "report")} == {"success"}
    assert articles(deployed) == before


def test_reprocess_takes_everything_again_and_changes_nothing(
    run: Callable[..., Run], inbox: Path, deployed: Settings
) -> None:
    run()
    before = articles(deployed)
    again = run(reprocess=True)
    assert again.state == "success"
    assert again.announced == []
    assert again.tasks["clean.clean[0]"] == "success"
    assert articles(deployed) == before


def test_the_forms_shard_size_makes_the_shards(run: Callable[..., Run], inbox: Path) -> None:
    done = run(shard_size=1)
    assert {name for name in done.tasks if name.startswith("tag.tag")} == {f"tag.tag[{number}]" for number in range(3)}


def test_a_failed_gate_stops_all_that_follows_and_the_run(
    run: Callable[..., Run], inbox: Path, deployed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable = (HOME / "include" / "seeds" / "broken-mislabelled.txt").read_bytes()
    for number in range(21):  # with the three good ones as many as a share is stated of
        (inbox / f"broken-{number}.txt").write_bytes(unreadable + bytes([number + 65]))
    done = run()
    assert done.state == "failed"
    for name in ("begin", "collect.collect", "collect.gate", "clean.clean[0]"):
        assert done.tasks.pop(name) == "success"
    assert done.tasks.pop("clean.gate") == "failed"
    assert set(done.tasks.values()) == {"upstream_failed"}
    assert articles(deployed) == []
    assert done.announced == []
    assert done.warehouse_state == "failed"
    assert done.error is not None
    assert done.error.startswith("clean.gate: ")
    assert "21 of 24" in done.error


def test_a_topic_that_cannot_be_read_fails_the_run_before_any_work(
    run: Callable[..., Run], inbox: Path, deployed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mediawatch.workflow.followed_topics
    from mediawatch.errors import TopicError

    def refuse(folder: Path) -> Any:
        raise TopicError(f"{folder}/broken.yaml:3:7: a bracket is never closed")

    monkeypatch.setattr(mediawatch.workflow.followed_topics, "read_topics", refuse)
    done = run()
    assert done.state == "failed"
    assert done.tasks.pop("begin") == "failed"
    assert done.warehouse_state == "failed"  # the page and the runbook's first query see it
    assert "broken.yaml:3:7: a bracket is never closed" in (done.error or "")
    assert set(done.tasks.values()) == {"upstream_failed"}


def test_a_lost_connection_is_tried_again(
    run: Callable[..., Run], inbox: Path, dags: dict[str, DAG], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch.workflow import steps

    task = dags["media_monitor"].get_task("deduplicate.deduplicate")
    monkeypatch.setattr(task, "retry_delay", timedelta(seconds=0.1))
    monkeypatch.setattr(task, "max_retry_delay", timedelta(seconds=0.1))
    deduplicate = steps.deduplicate
    calls = []

    def lose_once(*arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 1:
            raise Transient("the warehouse did not answer")
        return deduplicate(*arguments)

    monkeypatch.setattr(steps, "deduplicate", lose_once)
    assert run().state == "success"
    assert len(calls) == 2


def test_what_cannot_get_better_is_not_tried_again(
    run: Callable[..., Run], inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch.workflow import steps

    calls = []

    def mistake(*arguments: Any) -> Any:
        calls.append(arguments)
        raise KeyError("rows")

    monkeypatch.setattr(steps, "deduplicate", mistake)
    done = run()
    assert (done.state, done.tasks["deduplicate.deduplicate"], len(calls)) == ("failed", "failed", 1)
    assert done.error is not None
    assert "KeyError" in done.error


def test_history_is_retagged_when_the_dry_run_is_off(
    dags: dict[str, DAG], deployed: Settings, inbox: Path, tmp_path: Path
) -> None:
    import flow

    other = tmp_path / "other"
    other.mkdir()
    (other / "chess.yaml").write_text("id: chess\nlabel: Chess\nquery: tournament\n")
    flow.run(deployed, inbox, topics_dir=other)
    dag: Any = dags["topics_retag"]
    assert dag.params["dry_run"] is True
    tagged = "select distinct topic_id from news.article_topic order by 1"

    tried = dag.test(run_conf={"dry_run": True, "topics": ["pahalgam-attack"]})
    assert (str(tried.state), flow.column(deployed, tagged)) == ("success", ["chess"])
    done = dag.test(run_conf={"dry_run": False, "topics": ["pahalgam-attack"]})
    assert (str(done.state), flow.column(deployed, tagged)) == ("success", ["chess", "pahalgam-attack"])
    assert flow.column(deployed, "select state from ops.run where dag_id = 'topics_retag'") == ["published"]

    slip = dag.test(run_conf={"dry_run": False, "topic": ["chess"]})  # not `topics`: that would be all of them
    assert str(slip.state) == "failed"


def test_maintenance_shows_what_goes_and_closes_its_run(
    dags: dict[str, DAG], deployed: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import flow
    from mediawatch_airflow import maintenance

    monkeypatch.setattr(maintenance, "_log_folder", lambda: tmp_path)
    old = tmp_path / "old.log"
    old.write_text("line")
    os.utime(old, (0, 0))
    dag: Any = dags["maintenance"]
    done = dag.test(run_conf={"dry_run": True})
    assert (str(done.state), old.exists()) == ("success", True)
    said: list[str] = []
    monkeypatch.setattr(maintenance, "_tell", lambda found: said.extend(map(str, found)))
    done = dag.test(run_conf={"dry_run": False, "raw": "days"})
    assert (str(done.state), old.exists()) == ("success", False)
    assert [line for line in said if line.startswith("raw bytes")] == 2 * ["raw bytes older than 365 days: 0"]
    assert flow.column(deployed, "select state from ops.run where dag_id = 'maintenance'") == ["nothing_new"] * 2
    assert "logs" in flow.column(deployed, "select what from ops.size where kind = 'files'")


def test_operators_forms_do_what_the_commands_do(
    run: Callable[..., Run],
    inbox: Path,
    dags: dict[str, DAG],
    deployed: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import flow

    (inbox / "links.json").write_text('{"headline": "Of no use", "tags": ["a", "b"]}')
    assert run().state == "success"
    opened = "select count(*) from ops.quarantine where state = 'open'"
    assert flow.column(deployed, opened) == [1]

    def form(dag_id: str, **answers: Any) -> str:
        dag: Any = dags[dag_id]
        return str(dag.test(run_conf=answers).state)

    assert form("quarantine_replay", reason="no_such_reason", entries=None) == "failed"
    assert form("quarantine_replay", reason=None, entries=None) == "success"
    states = flow.rows(
        deployed, "select state, error from ops.run where dag_id = 'quarantine_replay' order by started_at"
    )
    assert "no open entry fits" in states[0]["error"]  # it failed before it had a row, and has one
    assert states[1]["state"] in ("nothing_new", "published", "mostly_quarantined")

    table = "article,topic,relevant,why\nfile://inbox/chess.txt,pahalgam-attack,yes,a club of soldiers\n"
    words = "select relevant from news.topic_override"
    assert form("overrides_import", table=table, who="Ann", dry_run=True) == "success"
    assert flow.column(deployed, words) == []
    assert form("overrides_import", table=table, who="Ann", dry_run=False) == "success"
    assert flow.column(deployed, words) == [True]

    exports = tmp_path / "exports"
    monkeypatch.setattr(Settings, "exports_dir", exports)

    def exported(**answers: Any) -> list[str]:
        assert form("archive_export", format="jsonl", **answers) == "success"
        [file] = exports.glob("articles-*.jsonl")
        lines = file.read_text(encoding="utf-8").splitlines()
        file.unlink()
        return lines

    assert len(exported(query="tournament")) == 1
    assert exported(query="tournament", first="1999-01-01", last="1999-12-31") == []
    assert form("archive_export", topic="no-such-topic") == "failed"
    assert list(exports.iterdir()) == []

    meant = {"articles": ["file://inbox/chess.txt"], "publisher": None, "hosts": None, "who": None, "why": None}
    left = "select count(*) from news.article where uri = 'file://inbox/chess.txt'"
    assert form("takedown", **meant, dry_run=True) == "success"
    assert flow.column(deployed, left) == [1]
    assert form("takedown", **(meant | {"who": "Ann", "why": "a letter"}), dry_run=False) == "success"
    assert flow.column(deployed, left) == [0]
