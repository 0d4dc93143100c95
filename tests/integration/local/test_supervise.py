"""What dies is started again: real processes, killed."""

from __future__ import annotations

import configparser
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.store.server import embedded
from mediawatch_airflow.local import environment, stack
from mediawatch_airflow.local.service import unit
from mediawatch_airflow.local.supervise import GRACE, HUNG, Part, Supervisor, read_procfile

HOME = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings() -> Iterator[Settings]:
    folder = Path(tempfile.mkdtemp(prefix="media watch "))
    (folder / "var" / "airflow").mkdir(parents=True)
    yield Settings(
        home=folder,
        lake=folder / "lake",
        database_url="postgresql+psycopg://nowhere",
        postgres_dir=folder / "pg",
        port=1,
    )
    shutil.rmtree(folder)


def until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def supervisor(settings: Settings) -> Iterator[Supervisor]:
    # A scheduler that is killed leaves its workers behind, in its session.
    commands = {"scheduler": "sleep 300 & echo begun; exec sleep 301", "api": "exec sleep 302", "short": "exit 3"}
    found = Supervisor(settings, environment.home(settings), dict(os.environ), commands)
    yield found
    found.stop()


def leader(part: Part) -> psutil.Process:
    assert part.process
    return psutil.Process(part.process.pid)


def test_a_killed_process_is_started_again_without_what_it_left(supervisor: Supervisor, settings: Settings) -> None:
    scheduler = supervisor.parts[0]
    supervisor.turn(0)
    before = leader(scheduler)
    until(lambda: len(before.children()) == 1)
    (worker,) = before.children()
    before.kill()
    until(lambda: scheduler.process is not None and scheduler.process.poll() is not None)
    supervisor.turn(10)
    until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    supervisor.turn(10.5)
    assert scheduler.process is None  # after a pause of a second
    supervisor.turn(11)
    assert leader(scheduler).pid != before.pid
    record = stack.Stack.load(environment.home(settings))
    assert record is not None
    assert record.restarts["scheduler"].number == 1
    assert leader(scheduler).pid in {process.pid for process in record.processes()}
    log = (settings.home / "var" / "log" / "up.log").read_text()
    assert "scheduler ended (killed by SIGKILL); it is started again in 1 s" in log
    until(lambda: "scheduler | begun" in (settings.home / "var" / "log" / "up.log").read_text())


@pytest.mark.parametrize("new", [False, True], ids=["removed", "another one began"])
def test_it_ends_where_its_folder_was_removed(supervisor: Supervisor, settings: Settings, new: bool) -> None:
    supervisor.turn(0)
    running = leader(supervisor.parts[1])
    supervisor.turn(1)
    assert not supervisor.ending.is_set()
    where = environment.home(settings)
    shutil.rmtree(settings.home / "var")
    if new:
        where.airflow.mkdir(parents=True)
        stack.Stack(1, stack.Started.of(running), ()).save(where)
    supervisor.turn(2)
    assert supervisor.ending.is_set()
    supervisor.stop()
    assert not running.is_running() or running.status() == psutil.STATUS_ZOMBIE
    assert (settings.home / "var").exists() == new


def test_what_keeps_ending_is_started_ever_more_rarely(supervisor: Supervisor) -> None:
    short = supervisor.parts[2]
    pauses, now = [], 0.0
    for _ in range(9):
        supervisor.turn(now)
        until(lambda: short.process is not None and short.process.poll() is not None)
        supervisor.turn(now)
        pauses.append(short.due - now)
        now = short.due
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_what_lives_and_does_not_answer_is_ended(supervisor: Supervisor) -> None:
    scheduler, api, _ = supervisor.parts
    supervisor.turn(0)
    first = leader(scheduler).pid, leader(api).pid
    sick = {"scheduler": {"status": "unhealthy"}}
    for now in range(1, int(GRACE), 15):
        supervisor._end_what_hangs(sick, now)
    assert leader(scheduler).status() != psutil.STATUS_ZOMBIE  # it may still be starting
    supervisor._end_what_hangs({"scheduler": {"status": "healthy"}}, GRACE)
    supervisor._end_what_hangs(sick, GRACE + 1)
    supervisor._end_what_hangs(sick, GRACE + HUNG)
    assert scheduler.process is not None
    assert scheduler.process.poll() is None
    supervisor._end_what_hangs(sick, GRACE + HUNG + 1)
    until(lambda: scheduler.process is not None and scheduler.process.poll() is not None)
    assert api.process is not None
    assert (first[1], api.process.poll()) == (leader(api).pid, None)
    for now in (0, HUNG):
        supervisor._end_what_hangs({}, 1000 + now)  # nobody answers: it is the API server that hangs
    until(lambda: api.process is not None and api.process.poll() is not None)


def test_a_killed_postgres_is_started_again(settings: Settings) -> None:
    server = embedded.ensure(settings)
    try:
        supervisor = Supervisor(settings, environment.home(settings), {}, {})
        os.kill(server.pid, signal.SIGKILL)
        until(lambda: embedded.find(settings) is None)
        supervisor.turn(time.monotonic() + 5)
        again = embedded.find(settings)
        assert again is not None
        assert again.pid != server.pid
    finally:
        embedded.stop(settings)


def test_the_procfile_starts_what_a_local_airflow_needs() -> None:
    commands = read_procfile((HOME / "Procfile").read_text())
    assert sorted(commands) == ["api", "dags", "scheduler", "watch"]
    assert all("exec " in command for command in commands.values())  # else a kill would meet the shell


def test_the_unit_is_one_that_systemd_can_read(settings: Settings) -> None:
    found = configparser.ConfigParser(interpolation=None)
    found.optionxform = str  # type: ignore[assignment, method-assign]
    found.read_string(unit(settings, "news"))
    service = found["Service"]
    assert (service["User"], service["Restart"], service["KillMode"]) == ("news", "always", "mixed")
    assert service["WorkingDirectory"] == str(settings.home)
    assert service["ExecStart"].endswith("-m mediawatch_airflow.local supervise --service")
    assert service["EnvironmentFile"] == f"-{settings.home}/var/service.env"
    assert found["Install"]["WantedBy"] == "multi-user.target"
    odd = Settings(home=Path("/srv/100%"), lake=Path("/"), database_url=None, postgres_dir=Path("/"))
    with pytest.raises(UsageError, match="cannot hold the path"):
        unit(odd, "news")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_no_fault_with_the_unit(settings: Settings) -> None:
    """Of a checkout whose path has a blank. A line that it cannot read systemd ignores, with exit code 0 and a word."""
    file = settings.home / "mediawatch.service"
    file.write_text(unit(settings, "root"))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", file], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "mediawatch.service" in line]) == (0, [])


def test_status_has_exit_codes(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert stack.status(settings) == stack.STOPPED
    me = stack.Started.of(psutil.Process())
    again = {"scheduler": stack.Restarts(2, 1_750_000_000)}
    stack.Stack(1, me, (me,), again).save(environment.home(settings))
    assert stack.status(settings) == stack.UNWELL
    said = capsys.readouterr().out
    assert "api-server       does not answer" in said
    assert "started again 2 times, last at 2025-06-15 15:06:40 UTC" in said
