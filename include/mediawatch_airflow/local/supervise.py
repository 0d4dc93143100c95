"""Airflow's processes on one machine, kept running: what `make up` starts in the background, and a service in front.

A process of the Procfile that ends is started again, after a second, two, four, up to a minute as long as it keeps
ending. One that lives and sends no heartbeat is ended first. The embedded Postgres is started again too. What they say
goes to var/log/up.log, which is rotated.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from typing import IO

import psutil
from mediawatch.errors import MediaWatchError, Permanent
from mediawatch.settings import Settings
from mediawatch.store.server import embedded

from mediawatch_airflow.local import environment, stack
from mediawatch_airflow.local.api import Api
from mediawatch_airflow.local.environment import Home
from mediawatch_airflow.local.stack import Restarts, Stack, Started

LONGEST_PAUSE = 60.0
"""Seconds between two starts of a process that keeps ending."""
CALM = 600.0
"""Seconds after which a process that lives is one that does not keep ending."""
GRACE = 180.0
"""Seconds after its start in which a process need not be healthy: a busy machine imports for a minute."""
HUNG = 120.0
"""Seconds without a heartbeat after which a process that lives is ended. Airflow calls it unhealthy after 30."""
LOOK_EVERY, POSTGRES_EVERY = 15.0, 3.0
STOP_SECONDS = 15.0
LOG_BYTES, OLD_LOGS = 10_000_000, 5
_LINE = re.compile(r"([A-Za-z0-9_-]+):\s*(.+)")
_HEARTBEATS = {"scheduler": "scheduler", "dags": "dag_processor"}  # process of the Procfile -> Airflow's name for it


@dataclass(slots=True)
class Part:
    """A process of the Procfile. Times are of time.monotonic()."""

    name: str
    command: str
    process: subprocess.Popen[bytes] | None = None
    leader: Started | None = None
    began: float = 0.0
    due: float = 0.0  # when it is started (again)
    failures: int = 0  # how often in a row it ended soon
    restarts: Restarts = field(default_factory=Restarts)
    unwell_since: float | None = None


def read_procfile(text: str) -> dict[str, str]:
    """name -> command, for each line of a Procfile."""
    return {match[1]: match[2] for match in map(_LINE.fullmatch, text.splitlines()) if match}


class Supervisor:
    """Keeps the processes of a Procfile running until it is asked to stop."""

    def __init__(self, settings: Settings, where: Home, env: Mapping[str, str], commands: Mapping[str, str]) -> None:
        self.settings, self.where, self.env = settings, where, dict(env)
        self.parts = [Part(name, command) for name, command in commands.items()]
        self.api = Api(where.address)
        self.ending = threading.Event()
        self.log = _log(where)
        self.looked = self.postgres_at = time.monotonic()
        self.noted: Started | None = None  # whom the record of what runs names: this process, once it is written
        self.keeps_postgres = embedded.find(settings) is not None  # it serves one of the databases, or both

    def run(self) -> None:
        """Until SIGTERM or SIGINT comes, or its folder is removed."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ending.set())
        self.log.info("supervisor | began")
        try:
            while not self.ending.wait(0.5):
                try:
                    self.turn(time.monotonic())
                except Exception:
                    self.log.exception("supervisor | a fault of its own; it goes on")
                    self.ending.wait(5)
        finally:
            self.stop()
            self.log.info("supervisor | ended")

    def turn(self, now: float) -> None:
        """Look at every process once, and start what has to be started."""
        if self.noted is not None and self.noted != stack.noted(self.where):
            # `rm -rf var` while it runs: what goes on would hold the port, and write into the folder of the next one.
            self.log.warning("supervisor | its folder is gone, or another one has begun: it ends")
            self.ending.set()
            return
        if self.keeps_postgres and now - self.postgres_at >= POSTGRES_EVERY:
            self.postgres_at = now
            self._keep_postgres()
        for part in self.parts:
            if part.process is not None and (code := part.process.poll()) is not None:
                self._ended(part, code, now)
            if part.process is None and now >= part.due:
                self._start(part, now)
        if now - self.looked >= LOOK_EVERY:
            self.looked = now
            self._end_what_hangs(self.api.health(), now)

    def stop(self) -> None:
        """End every process: first by asking, then all that is left of its session."""
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue
        for process in running:
            _end_session(process.pid)

    def _start(self, part: Part, now: float) -> None:
        again = part.leader is not None
        part.process = subprocess.Popen(  # noqa: S602 (the Procfile's own lines)
            part.command, shell=True, env=self.env, cwd=self.where.project, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        part.leader, part.began, part.unwell_since = Started.of(psutil.Process(part.process.pid)), now, None
        if again:
            part.restarts = part.restarts.once_more()
        self.log.info("supervisor | %s began (process %d)", part.name, part.process.pid)
        assert part.process.stdout  # noqa: S101
        threading.Thread(target=self._copy, args=(part.name, part.process.stdout), daemon=True).start()
        self._save()

    def _copy(self, name: str, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self.log.info("%s | %s", name, line.decode(errors="replace").rstrip())

    def _ended(self, part: Part, code: int, now: float) -> None:
        """A process ended by itself: what its session still has is ended too, since workers outlive their scheduler."""
        assert part.process  # noqa: S101
        _end_session(part.process.pid)
        part.failures = 1 if now - part.began > CALM else part.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (part.failures - 1))
        part.process, part.due = None, now + pause
        self.log.warning("supervisor | %s ended (%s); it is started again in %.0f s", part.name, _told(code), pause)

    def _end_what_hangs(self, health: Mapping[str, Mapping[str, str]], now: float) -> None:
        for part in self.parts:
            if part.process is None:
                continue
            beats = (health.get(_HEARTBEATS[part.name]) or {}).get("status") if part.name in _HEARTBEATS else None
            unwell = not health if part.name == "api" else beats == "unhealthy"
            part.unwell_since = (part.unwell_since or now) if unwell else None
            if part.unwell_since and now - part.unwell_since >= HUNG and now - part.began >= GRACE:
                self.log.warning("supervisor | %s lives and does not answer; it is ended", part.name)
                _end_session(part.process.pid)

    def _keep_postgres(self) -> None:
        if embedded.find(self.settings) is not None:
            return
        self.log.warning("supervisor | Postgres is gone; it is started again")
        try:
            embedded.ensure(self.settings)
        except (MediaWatchError, OSError) as error:
            self.log.warning("supervisor | Postgres did not start: %s", error)

    def _save(self) -> None:
        """Note what runs, so that `make down` finds it whatever becomes of this process."""
        manager = Started.of(psutil.Process())
        leaders = tuple(part.leader for part in self.parts if part.leader)
        restarts = {part.name: part.restarts for part in self.parts if part.restarts.number}
        Stack(self.where.port, manager, (manager, *leaders), restarts).save(self.where)
        self.noted = manager


def supervise(settings: Settings, *, service: bool) -> None:
    """Keep Airflow running until SIGTERM. `service`: make everything ready first, as `make up` does before it starts
    this one, and stop Postgres at the end, since a service manager kills what a service leaves behind."""
    where = environment.home(settings)
    if service:
        stack.check_port(where.port)
        env = environment.prepare(settings)
        from mediawatch_airflow.local import databases

        databases.migrate(settings, where, env)
    else:
        env = environment.prepare(settings)
    commands = read_procfile((where.project / "Procfile").read_text("utf-8"))
    if not commands:
        raise Permanent(f"{where.project / 'Procfile'} names no process")
    Supervisor(settings, where, env, commands).run()
    if service:
        stack.forget(where)
        embedded.stop(settings)


def _log(where: Home) -> logging.Logger:
    """What the processes say, in a file that is rotated: five old ones of 10 MB stay."""
    where.logs.mkdir(parents=True, exist_ok=True)
    file = where.logs / "up.log"
    handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=OLD_LOGS, encoding="utf-8")
    if file.stat().st_size:
        handler.doRollover()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    log = logging.Logger("mediawatch.supervisor")
    log.addHandler(handler)
    return log


def _end_session(leader: int) -> None:
    """Kill every process of the session that a process led."""
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and os.getsid(process.pid) == leader:
                process.kill()
        except (ProcessLookupError, PermissionError, psutil.Error):
            continue


def _told(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
