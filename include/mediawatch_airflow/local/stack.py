"""`make up`, `status`, `logs` and `down`: Airflow's processes in the background, kept running by `supervise`.

What was started is recorded in var/airflow/up.json. Processes are found again by their numbers and the moment that
they began, or as members of a session that such a process leads; never by their names.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from mediawatch.errors import Permanent
from mediawatch.settings import Settings
from mediawatch.store.server import embedded

from mediawatch_airflow.local import databases, environment, secrets
from mediawatch_airflow.local.api import Api
from mediawatch_airflow.local.demo import DAG_ID
from mediawatch_airflow.local.environment import Home
from mediawatch_airflow.local.front_page import front_page
from mediawatch_airflow.local.steps import say, since, step, tail

READY_SECONDS = 180
STOP_SECONDS = 20
COMPONENTS = ("metadatabase", "scheduler", "dag_processor")


@dataclass(frozen=True, slots=True)
class Started:
    """A process by number and the moment it began (seconds since 1970), which together name it for good."""

    pid: int
    began: float

    @classmethod
    def of(cls, process: psutil.Process) -> Started:
        return cls(process.pid, process.create_time())

    def process(self) -> psutil.Process | None:
        """It, if it still runs."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.began) < 1
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


@dataclass(frozen=True, slots=True)
class Restarts:
    """How often a process was started again, and when last (seconds since 1970)."""

    number: int = 0
    last: float = 0.0

    def once_more(self) -> Restarts:
        return Restarts(self.number + 1, time.time())


@dataclass(frozen=True, slots=True)
class Stack:
    """What `make up` started: the supervisor, and the sessions that it and its children lead."""

    port: int
    manager: Started
    leaders: tuple[Started, ...]
    restarts: Mapping[str, Restarts] = field(default_factory=dict)  # of those that were started again

    def save(self, where: Home) -> None:
        record = _record(where)
        draft = record.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(self)))
        draft.replace(record)

    @classmethod
    def load(cls, where: Home) -> Stack | None:
        try:
            found = json.loads(_record(where).read_text())
        except FileNotFoundError:
            return None
        leaders = tuple(Started(**leader) for leader in found["leaders"])
        restarts = {name: Restarts(**item) for name, item in found.get("restarts", {}).items()}
        return cls(found["port"], Started(**found["manager"]), leaders, restarts)

    def processes(self) -> list[psutil.Process]:
        """Every process of it that runs, those too whose parent died: they stay in their session."""
        sessions = set()
        for leader in self.leaders:
            # The number of a dead leader belongs to its session as long as that has members. A live process with
            # this number that began at another time means that the session is gone.
            if leader.process() or not psutil.pid_exists(leader.pid):
                sessions.add(leader.pid)
        manager = self.manager.process()
        found = {process.pid: process for process in manager.children(recursive=True)} if manager else {}
        for process in psutil.process_iter():
            try:
                if os.getsid(process.pid) in sessions and process.status() != psutil.STATUS_ZOMBIE:
                    found[process.pid] = process
            except (ProcessLookupError, PermissionError, psutil.Error):
                continue
        return list(found.values())


def up(settings: Settings) -> None:
    """Start Airflow in the background and wait until it is ready. Says so where it is running already."""
    where = environment.home(settings)
    where.airflow.mkdir(parents=True, exist_ok=True)
    with _locked(where):
        running = Stack.load(where)
        if running and (manager := running.manager.process()):
            say("Airflow is running already.")
            where = Home(where.project, running.port)
            with step("Airflow: are its parts healthy?"):
                _wait_until_ready(where, manager, 0.0)
            return _invite(settings, where)
        if running:
            _end(running)  # what a killed supervisor left behind
        check_port(where.port)
        with step("Postgres, secrets, folders under var/"):
            env = environment.prepare(settings)
        databases.migrate(settings, where, env)
        begun = time.time()
        manager = _start_manager(where, env)
        try:
            with step("Airflow: api-server, scheduler, dag-processor"):
                _wait_until_ready(where, manager, begun)
        except BaseException:  # Ctrl-C too: half an Airflow is no use
            if started := Stack.load(where):
                _end(started)
            forget(where)
            raise
    return _invite(settings, where)


def down(settings: Settings) -> None:
    """Stop Airflow and the embedded Postgres."""
    where = environment.home(settings)
    running = Stack.load(where)
    if running:
        with step("Airflow"), _locked(where):
            _end(running)
            forget(where)
    with step("Postgres"):
        stopped = embedded.stop(settings)
    say("Stopped." if running or stopped else "Nothing was running.")


def is_up(settings: Settings) -> bool:
    """Whether Airflow runs."""
    running = Stack.load(environment.home(settings))
    return running is not None and running.manager.process() is not None


STOPPED, UNWELL = 3, 1
"""Exit codes of status. STOPPED: nothing runs, as the Linux Standard Base has it; UNWELL: a part of it is not well."""


def status(settings: Settings) -> int:
    """Say which parts run, and how the last runs ended; 0 where all is well, else UNWELL or STOPPED."""
    where = environment.home(settings)
    postgres = embedded.find(settings)
    running = Stack.load(where)
    say(f"Postgres         {f'runs (process {postgres.pid})' if postgres else 'stopped'}")
    if running is None or not is_up(settings):
        say("Airflow          stopped          (make up)")
        return STOPPED
    address = Home(where.project, running.port).address
    api = Api(address)
    health = api.health()
    say(f"api-server       {'healthy' if health else 'does not answer'}          {address}{_again(running, 'api')}")
    for component, name in (("scheduler", "scheduler"), ("dag_processor", "dags")):
        state = (health.get(component) or {}).get("status") or "unknown"
        say(f"{component.replace('_', '-'):<16} {state}{_again(running, name)}")
    keys = secrets.obtain(where.airflow)
    if token := api.token("admin", keys.passwords["admin"]):
        say(f"\nLast runs of {DAG_ID}:")
        runs = api.get(f"/api/v2/dags/{DAG_ID}/dagRuns?limit=5&order_by=-run_after", token) or {}
        for run in runs.get("dag_runs", []):
            say(f"  {run['state']:<8} {run['run_type']:<10} {run['run_after']:<28} {run['dag_run_id']}")
        if not runs.get("dag_runs"):
            say("  none yet")
    well = postgres is not None or settings.database_url is not None
    return 0 if well and not _unwell(health) else UNWELL


def _again(running: Stack, name: str) -> str:
    """How often a part was started again, where it was."""
    again = running.restarts.get(name)
    if again is None:
        return ""
    last = datetime.fromtimestamp(again.last, UTC)
    times = "once" if again.number == 1 else f"{again.number} times"
    return f"          started again {times}, last at {last:%Y-%m-%d %H:%M:%S} UTC"


def logs(settings: Settings) -> None:
    """The components' log: on a terminal it goes on until Ctrl-C."""
    log = environment.home(settings).logs / "up.log"
    if not log.exists():
        raise Permanent("there is no log yet: make up")
    follow = ["-F"] if sys.stdout.isatty() else []
    os.execvp("tail", ["tail", "-n", "200", *follow, str(log)])  # noqa: S606, S607


# --- the parts of it ------------------------------------------------------------------------------------------------


def _start_manager(where: Home, env: dict[str, str]) -> psutil.Process:
    """The supervisor, in the background. It notes in the record what it starts."""
    where.logs.mkdir(parents=True, exist_ok=True)
    with (where.logs / "supervise.log").open("ab") as output:  # what it says where it cannot even begin
        child = subprocess.Popen(
            [sys.executable, "-m", "mediawatch_airflow.local", "supervise"], env=env, cwd=where.project,
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    process = psutil.Process(child.pid)
    Stack(where.port, Started.of(process), (Started.of(process),)).save(where)
    return process


def _wait_until_ready(where: Home, manager: psutil.Process, begun: float) -> None:
    """Until every component has sent a heartbeat of its own and the DAG can be triggered."""
    api = Api(where.address)
    password = secrets.obtain(where.airflow).passwords["admin"]
    log = where.logs / "up.log"
    token: str | None = None
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.5)
        if not manager.is_running() or manager.status() == psutil.STATUS_ZOMBIE:
            raise Permanent(f"Airflow ended while it started. The last lines of {log}:\n\n{tail(since(log))}")
        health = api.health()
        if not all(_is_healthy(health.get(component), begun) for component in COMPONENTS):
            continue
        token = token or api.token("admin", password)
        if broken := (api.get("/api/v2/importErrors", token) or {}).get("import_errors"):
            raise Permanent(f"{broken[0]['filename']} cannot be read:\n{broken[0]['stack_trace']}")
        if api.get(f"/api/v2/dags/{DAG_ID}", token):
            return
    unwell = ", ".join(_unwell(api.health())) or "the DAG cannot be triggered"
    raise Permanent(
        f"Airflow was not ready after {READY_SECONDS} s ({unwell}). The last lines of {log}:\n\n{tail(since(log))}"
    )


def _unwell(health: Mapping[str, Any]) -> list[str]:
    """What is not healthy, in words."""
    if not health:
        return ["api-server: no answer"]
    states = {component: (health.get(component) or {}).get("status") for component in COMPONENTS}
    return [f"{component}: {state or 'unknown'}" for component, state in states.items() if state != "healthy"]


def _is_healthy(component: dict[str, Any] | None, since: float) -> bool:
    """Healthy, by a heartbeat later than `since`: those of an Airflow that was stopped just now still count with it."""
    if not component or component.get("status") != "healthy":
        return False
    beats = [value for key, value in component.items() if key.startswith("latest_") and value]
    return all(datetime.fromisoformat(beat).timestamp() >= since for beat in beats)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Permanent(
                f"port {port} is in use by another program: choose another one, as in\n\n"
                f"    MEDIAWATCH_PORT={port + 1 if port < 65535 else 8080} make up"
            ) from None


def _end(stack: Stack) -> None:
    """Ask the supervisor to stop, which asks its processes; then end what is left."""
    if manager := stack.manager.process():
        manager.send_signal(signal.SIGTERM)
    everyone = [*stack.processes(), *([manager] if manager else [])]
    _, alive = psutil.wait_procs(everyone, timeout=STOP_SECONDS)
    for ask in (psutil.Process.terminate, psutil.Process.kill):
        alive = list({process.pid: process for process in [*alive, *stack.processes()]}.values())
        for process in alive:
            try:
                ask(process)
            except psutil.NoSuchProcess:
                continue
        _, alive = psutil.wait_procs(alive, timeout=3)


def _invite(settings: Settings, where: Home) -> None:
    keys = secrets.obtain(where.airflow)
    say(f"\nAirflow is ready at {where.address}\n")
    if secrets.are_new(keys):
        for user, password in keys.passwords.items():
            say(f"  {user:<8} {password}")
    else:
        file = os.path.relpath(keys.passwords_file, where.project)
        say(f"  Users {' and '.join(keys.passwords)}: their passwords are in {file}")
    say(f"\nTrigger the DAG: {where.address}/dags/{DAG_ID}\nStop it: make down    Its log: make logs")
    say(f"\nRead the news: {front_page(settings, where)}")


def forget(where: Home) -> None:
    """Nothing runs any more."""
    _record(where).unlink(missing_ok=True)


def noted(where: Home) -> Started | None:
    """The process that the record of what runs names as its supervisor; None where there is no record."""
    found = Stack.load(where)
    return found.manager if found else None


def _record(where: Home) -> Path:
    return where.airflow / "up.json"


@contextmanager
def _locked(where: Home) -> Iterator[None]:
    lock = where.airflow / "up.lock"
    lock.touch(mode=0o600)  # who may open it may hold it
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Permanent("another `make up` or `make down` is at work: wait for it") from None
        yield
