"""Connection -> settings, form -> request, errors -> retry or fail, failure -> ledger."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from mediawatch.errors import GateFailed, TopicError, Transient, UsageError


def raising(error: BaseException) -> Any:
    from mediawatch_airflow.failures import translated

    @translated
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(
    "error",
    [GateFailed("too many quarantined"), TopicError("topics/a.yaml:3:7: a bracket"), UsageError("no such inbox")],
)
def test_what_cannot_get_better_fails_at_once_in_its_own_words(error: Exception) -> None:
    from airflow.sdk.exceptions import AirflowFailException

    with pytest.raises(AirflowFailException) as failed:
        raising(error)()
    assert str(failed.value) == str(error)


def test_a_mistake_in_the_code_fails_at_once() -> None:
    from airflow.sdk.exceptions import AirflowFailException

    with pytest.raises(AirflowFailException, match="KeyError: 'rows'"):
        raising(KeyError("rows"))()


def test_what_may_pass_is_left_to_airflow_to_try_again() -> None:
    with pytest.raises(Transient):
        raising(Transient("the warehouse did not answer"))()


def test_what_airflow_raises_itself_is_left_alone() -> None:
    from airflow.sdk.exceptions import AirflowSkipException, AirflowTaskTimeout

    for error in (AirflowSkipException("skip"), AirflowTaskTimeout("late")):
        with pytest.raises(type(error)):
            raising(error)()


def test_an_api_server_that_is_away_is_no_mistake_in_the_code() -> None:
    """It is started again: a task that asked it meanwhile is tried again, and nobody is told of a failure."""
    from airflow.sdk.exceptions import AirflowRuntimeError, ErrorType
    from airflow.sdk.execution_time.comms import ErrorResponse

    away = ErrorResponse(error=ErrorType.API_SERVER_ERROR, detail={"message": "Connection refused"})
    with pytest.raises(AirflowRuntimeError, match="Connection refused"):
        raising(AirflowRuntimeError(away))()


def test_without_a_connection_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException
    from mediawatch_airflow import warehouse

    def missing(conn_id: str) -> Connection:
        raise AirflowNotFoundException(conn_id)

    monkeypatch.setattr(Connection, "get", missing)
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", "postgresql://reader@db/news")
    assert warehouse.settings().database_url == "postgresql+psycopg://reader@db/news"


def test_a_connection_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediawatch_airflow import warehouse
    from sqlalchemy import make_url

    uri = "postgres://news:p%40ss%2Fword@db.example:6432/press?sslmode=require&connect_timeout=3"
    monkeypatch.setenv("AIRFLOW_CONN_MEDIAWATCH", uri)
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", "postgresql://other@elsewhere/press")
    url = make_url(warehouse.settings().database_url or "")
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port, url.database) == (
        "news", "p@ss/word", "db.example", 6432, "press",
    )  # fmt: skip
    assert dict(url.query) == {"sslmode": "require", "connect_timeout": "3"}


def test_a_connection_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediawatch_airflow import warehouse

    monkeypatch.setenv("AIRFLOW_CONN_MEDIAWATCH", "mysql://news@db/press")
    with pytest.raises(UsageError, match="mediawatch"):
        warehouse.settings()


def test_a_connection_has_the_keys_of_the_lake(monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.sdk import Connection
    from mediawatch.settings import bucket_of
    from mediawatch_airflow import warehouse

    def options(url: str, **fields: Any) -> dict[str, str]:
        bucket = bucket_of(url, "")
        assert bucket is not None
        made = warehouse.with_keys(bucket, Connection(conn_id="mediawatch_lake", conn_type="aws", **fields))
        assert "s3cret" not in repr(made)
        return dict(made.options)

    extra = {"endpoint_url": "http://127.0.0.1:9000", "region_name": "eu-central-1", "unsigned_payload": "true"}
    assert options("s3://news/lake", login="me", password="s3cret", extra=json.dumps(extra)) == {
        "access_key_id": "me",
        "secret_access_key": "s3cret",
        "endpoint": "http://127.0.0.1:9000",
        "region": "eu-central-1",
        "unsigned_payload": "true",
    }
    assert options("az://news/lake", login="me", password="s3cret") == {"account_name": "me", "account_key": "s3cret"}
    key = json.dumps({"keyfile_dict": {"client_email": "a@b.example"}})
    assert options("gs://news/lake", extra=key) == {"service_account_key": '{"client_email": "a@b.example"}'}

    monkeypatch.setenv("MEDIAWATCH_LAKE", "s3://news/lake")
    monkeypatch.setenv("AIRFLOW_CONN_MEDIAWATCH_LAKE", "aws://me:s3cret@")
    found = warehouse.settings().bucket
    assert found is not None
    assert dict(found.options)["secret_access_key"] == "s3cret"


@pytest.mark.parametrize(
    ("lake", "endpoint"),
    [
        ("s3://key:s3cret@bucket/lake", ""),
        ("s3://bucket/lake?secret=s3cret", ""),
        ("s3://bucket/../other", ""),
        ("ftp://bucket/lake", ""),
        ("s3://bucket/lake", "https://key:s3cret@minio.example"),
        ("s3://bucket/lake", "minio.example:9000"),
        ("var/lake", "https://minio.example"),
    ],
)
def test_a_place_of_the_lake_that_is_none_is_refused(lake: str, endpoint: str) -> None:
    from mediawatch.settings import bucket_of

    with pytest.raises(UsageError, match="MEDIAWATCH_LAKE") as caught:
        bucket_of(lake, endpoint)
    assert "s3cret" not in str(caught.value)


AFTER = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def asked(**answers: Any) -> Any:
    from mediawatch_airflow import form

    defaults = {"inboxes": ["seeds", "inbox"], "reprocess": False, "as_of": None, "shard_size": None}
    defaults |= {"max_quarantined_share": None}
    defaults |= {"urls": None, "sources": True}
    context: Any = {
        "params": defaults | answers,
        "dag_run": SimpleNamespace(dag_id="media_monitor", run_id="manual__1", run_after=AFTER, logical_date=None),
        "ti": SimpleNamespace(try_number=2),
    }
    return form.request(context)


def test_an_empty_form_asks_for_what_a_scheduled_run_does() -> None:
    request = asked()
    assert (request.dag_id, request.run_id, request.attempt) == ("media_monitor", "manual__1", 2)
    assert request.inboxes == ("seeds", "inbox")
    assert request.as_of is None  # the moment at which the run begins, whatever day Airflow makes it for
    assert request.shard_size is None
    assert request.reprocess is False
    assert (request.urls, request.sources) == ((), None)  # no page, every source that is due


def test_the_forms_answers_reach_the_request() -> None:
    request = asked(
        urls=["https://example.org/a"],
        sources=False,
        inboxes=["inbox"],
        reprocess=True,
        as_of="2025-05-05T12:00:00Z",
        shard_size=7,
    )
    assert request.inboxes == ("inbox",)
    assert request.reprocess is True
    assert request.as_of == datetime(2025, 5, 5, 12, tzinfo=UTC)
    assert request.shard_size == 7
    assert (request.urls, request.sources) == (("https://example.org/a",), ())


@pytest.mark.parametrize("as_of", ["yesterday", "2025-05-05T12:00:00"])
def test_a_moment_that_is_none_is_refused_by_name(as_of: str) -> None:
    with pytest.raises(UsageError, match="as_of"):
        asked(as_of=as_of)


def test_a_name_that_is_no_field_is_refused_and_the_fields_are_named() -> None:
    with pytest.raises(UsageError, match="no field inbox, reproces: its fields are inboxes, urls, sources, reprocess,"):
        asked(inbox=["letters"], reproces=True)


class Task:
    """As much of a task instance as the callback uses."""

    task_id, dag_id, run_id = "clean.gate", "media_monitor", "manual__1"


@pytest.mark.parametrize(
    ("exception", "reason"),
    [(GateFailed("share quarantined 0.9 > 0.5"), "share quarantined 0.9 > 0.5"), (None, "its process ended")],
)
def test_a_failed_task_closes_the_run_in_the_ledger(
    exception: Exception | None, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mediawatch.workflow.steps
    from mediawatch_airflow import failures

    told: list[tuple[str, str]] = []
    monkeypatch.setattr(mediawatch.workflow.steps, "fail", lambda settings, run_id, error: told.append((run_id, error)))
    failures.record({"ti": Task(), "exception": exception})  # type: ignore[typeddict-item]
    (run_id, error), = told  # fmt: skip
    assert run_id == "media_monitor:manual__1"
    assert error.startswith("clean.gate: ")
    assert reason in error


@pytest.mark.parametrize(("reason", "told"), [("timed_out", 1), ("task_failure", 0)])
def test_a_run_that_took_too_long_says_so(reason: str, told: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Airflow ends such a run and calls no task's callback; of other failures those have told."""
    import mediawatch.workflow.steps
    from mediawatch_airflow import failures

    heard: list[tuple[str, str]] = []
    monkeypatch.setattr(
        mediawatch.workflow.steps, "fail", lambda settings, run_id, error: heard.append((run_id, error))
    )
    dag = SimpleNamespace(dag_id="media_monitor", dagrun_timeout=timedelta(hours=6))
    context: Any = {"dag": dag, "run_id": "scheduled__1", "reason": reason, "ti": Task()}
    failures.record_timeout(context)
    assert len(heard) == told
    for run_id, error in heard:
        assert run_id == "media_monitor:scheduled__1"
        assert "6:00:00" in error
        assert "clean.gate" in error


def test_the_scheduler_alone_preloads(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    import importlib.util
    from pathlib import Path

    from mediawatch_airflow import preload

    path = Path(__file__).resolve().parents[2] / "config" / "airflow_local_settings.py"

    def start() -> Any:
        spec = importlib.util.spec_from_file_location("local_settings_under_test", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    ran: list[str] = []
    monkeypatch.setattr(preload, "run", lambda: ran.append("preloaded"))
    assert start().__all__ == []
    assert ran == []
    monkeypatch.setenv("MEDIAWATCH_PRELOAD", "1")
    start()
    assert ran == ["preloaded"]

    monkeypatch.setattr(preload, "run", lambda: 1 / 0)
    start()  # a failing import must not stop the scheduler
    assert "preloading failed" in caplog.text
    assert "local_settings_under_test" not in sys.modules
