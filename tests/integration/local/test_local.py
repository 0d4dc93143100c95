"""What the Makefile calls, as far as it does without a running Airflow."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from mediawatch.errors import Permanent, UsageError
from mediawatch.settings import Settings
from mediawatch.store.server import embedded
from mediawatch_airflow.local import cleaning, databases, demo, environment, secrets, stack, steps

HOME = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings() -> Iterator[Settings]:
    folder = Path(tempfile.mkdtemp(prefix="media watch "))
    (folder / "config").mkdir()
    var = folder / "var"
    inboxes = {"seeds": folder / "seeds", "inbox": var / "inbox"}
    yield Settings(
        home=folder, lake=var / "lake", database_url=None, postgres_dir=var / "postgres", inboxes=inboxes, port=8099
    )
    shutil.rmtree(folder)


@pytest.fixture
def prepared(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv(environment.METADATA_DATABASE, "sqlite:////nowhere")  # no server needed here
    return environment.prepare(settings)


def test_secrets_are_made_once_and_for_their_owner_only(settings: Settings) -> None:
    folder = settings.home / "var" / "airflow"
    made = secrets.obtain(folder)
    assert secrets.obtain(folder) == made
    assert set(made.passwords) == {"admin", "viewer"}
    assert len({*made.passwords.values(), made.jwt_secret, made.secret_key, made.fernet_key}) == 5
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_passwords_are_shown_once_and_afterwards_their_file_is_named(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    where = environment.home(settings)
    passwords = secrets.obtain(where.airflow).passwords
    stack._invite(settings, where)
    first = capsys.readouterr().out
    assert all(f"  {user:<8} {password}\n" in first for user, password in passwords.items())
    stack._invite(settings, where)
    again = capsys.readouterr().out
    assert not any(password in again for password in passwords.values())
    assert "  Users admin and viewer: their passwords are in var/airflow/passwords.json\n" in again


def test_a_slow_step_says_what_it_is_doing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "TELL_SECONDS", 0.2)
    with steps.step("DAG of the day", lambda: "task clean.gate"):
        time.sleep(0.7)
    lines = capsys.readouterr().out.splitlines()
    told = next(line for line in lines if ":" in line)
    assert re.fullmatch(r"  DAG of the day: task clean\.gate, \d+ s so far", told)
    assert lines[-1].startswith("  DAG of the day  ")


def test_the_task_that_runs_is_read_from_the_log(tmp_path: Path) -> None:
    log = tmp_path / "demo.log"
    assert demo.task_of(log, 0) is None
    log.write_text("[DAG TEST] starting task_id=report map_index=-1\n")
    size = log.stat().st_size
    assert demo.task_of(log, size) is None
    with log.open("a") as file:
        file.write(
            "[DAG TEST] starting task_id=begin map_index=-1\n[DAG TEST] starting task_id=clean.gate map_index=-1\n"
        )
    assert demo.task_of(log, size) == "task clean.gate"


def test_airflow_is_told_where_it_lives_and_to_keep_to_this_machine(
    settings: Settings, prepared: dict[str, str]
) -> None:
    assert prepared["AIRFLOW_HOME"] == str(settings.home / "var" / "airflow")
    assert prepared["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert prepared["AIRFLOW__API__PORT"] == "8099"
    assert prepared["AIRFLOW__CORE__LOAD_EXAMPLES"] == "False"
    assert (settings.home / "var" / "airflow" / "config").resolve() == (settings.home / "config").resolve()
    assert (settings.home / "var" / "inbox").is_dir()
    assert not (settings.home / "seeds").exists()  # made by nobody but its owner


def test_the_callers_own_airflow_settings_win(prepared: dict[str, str]) -> None:
    assert prepared[environment.METADATA_DATABASE] == "sqlite:////nowhere"


def test_another_projects_airflow_does_not(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(environment.METADATA_DATABASE, "sqlite:////nowhere")
    monkeypatch.setenv("AIRFLOW_HOME", "/srv/other")
    monkeypatch.setenv("AIRFLOW_CONFIG", "/srv/other/airflow.cfg")
    env = environment.prepare(settings)
    assert env["AIRFLOW_HOME"] != "/srv/other"
    assert "AIRFLOW_CONFIG" not in env


def test_a_port_in_use_names_the_variable_to_set() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Permanent, match=f"port {port} is in use.*\n.*\n.*MEDIAWATCH_PORT="):
            stack.check_port(port)


def test_down_ends_orphans_of_its_sessions_and_nothing_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manager is killed; the process that it left behind is found by its session."""
    monkeypatch.setattr(stack, "STOP_SECONDS", 0.2)
    script = "import subprocess, time; subprocess.Popen(['sleep', '300'], start_new_session=True); time.sleep(300)"
    manager = subprocess.Popen([sys.executable, "-c", script], start_new_session=True)
    bystander = subprocess.Popen(["sleep", "300"])
    try:
        process = psutil.Process(manager.pid)
        deadline = time.monotonic() + 20
        while not process.children() and time.monotonic() < deadline:
            time.sleep(0.05)
        (orphan,) = process.children()
        where = environment.home(settings)
        where.airflow.mkdir(parents=True)
        leaders = (stack.Started.of(process), stack.Started.of(orphan))
        stack.Stack(8099, stack.Started.of(process), leaders).save(where)
        manager.kill()
        manager.wait()
        found = stack.Stack.load(where)
        assert found is not None
        assert [left.pid for left in found.processes()] == [orphan.pid]
        stack._end(found)
        assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()
        manager.kill()


def test_a_number_that_another_process_has_by_now_is_not_taken_for_ours() -> None:
    mine = psutil.Process()
    assert stack.Started.of(mine).process() == mine
    assert stack.Started(mine.pid, mine.create_time() - 3600).process() is None


def test_sql_prints_one_result(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        assert databases.sql(settings, """select 'it''s "$HOME"' as said""") == 0
        assert """it's "$HOME\"""" in capfd.readouterr().out
        assert databases.sql(settings, "select nonsense") != 0
        assert "nonsense" in capfd.readouterr().err
    finally:
        embedded.stop(settings)


def test_clean_deletes_nothing_without_a_yes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.lake.mkdir(parents=True)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(UsageError, match="CONFIRM=yes"):
        cleaning.clean(settings, confirm="")
    assert settings.lake.exists()


def test_clean_keeps_what_people_put_into_the_inbox(settings: Settings) -> None:
    settings.lake.mkdir(parents=True)
    letter = settings.inboxes["inbox"] / "letter.txt"
    letter.parent.mkdir(parents=True)
    letter.write_text("mine")
    cleaning.clean(settings, confirm="yes")
    assert not settings.lake.exists()
    assert letter.read_text() == "mine"


def test_a_failed_run_is_told_in_its_own_words(tmp_path: Path) -> None:
    log = tmp_path / "demo.log"
    log.write_text("airflow.sdk.exceptions.AirflowFailException: of an earlier run\n")
    said = (
        "2026-01-01T00:00:00Z [error] Task failed\nTraceback (most recent call last):\n"
        "airflow.sdk.exceptions.AirflowFailException: too many quarantined\n  a.txt: empty\n"
        "2026-01-01T00:00:01Z [info] going on\n"
    )
    with pytest.raises(Permanent) as failed:
        steps.run_quietly(
            [sys.executable, "-c", f"import sys; print({said!r}); sys.exit(1)"],
            log=log,
            env=dict(os.environ),
            what="the run",
        )
    assert str(failed.value).startswith("the run failed: too many quarantined\n  a.txt: empty\n\n")
    assert "going on" not in str(failed.value)
    assert "earlier" not in str(failed.value)


@pytest.mark.parametrize("arguments", [[], ["fly"], ["sql", "a", "b"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mediawatch_airflow.local", *arguments], capture_output=True, text=True, cwd=HOME
    )
    assert done.returncode == 2


def test_settings_that_are_wrong_end_with_2_and_name_the_variable(settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mediawatch_airflow.local", "status"],
        capture_output=True,
        text=True,
        env={**os.environ, "MEDIAWATCH_HOME": str(settings.home), "MEDIAWATCH_PORT": "many"},
    )
    assert done.returncode == 2
    assert "MEDIAWATCH_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_port_is_settings_own(settings: Settings) -> None:
    assert environment.home(replace(settings, port=9000)).address == "http://127.0.0.1:9000"


def test_a_folder_that_cannot_be_used_is_named_without_a_traceback(settings: Settings) -> None:
    (settings.home / "var").write_text("not a folder")
    done = subprocess.run(
        [sys.executable, "-m", "mediawatch_airflow.local", "up"],
        capture_output=True,
        text=True,
        env={**os.environ, "MEDIAWATCH_HOME": str(settings.home)},
    )
    refused = settings.home / "var" / "airflow"
    assert (done.returncode, done.stderr) == (1, f"error: cannot use {refused}: not a directory\n")


def test_a_python_that_was_named_and_cannot_be_used_is_not_passed_over(tmp_path: Path) -> None:
    shutil.copy(HOME / "Makefile", tmp_path)
    done = subprocess.run(
        ["make", ".venv/.place", "PYTHON=no-such-python"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "error: no-such-python is no Python 3.11, 3.12 or 3.13 that can be run\n" in done.stderr
    assert not (tmp_path / ".venv").exists()
