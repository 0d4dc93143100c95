"""The services of docker-compose.yaml run by their own commands on this machine, without Docker.

    with Deployment(folder, answers) as deployment:     # answers: what stands in .env
        deployment.up()                                 # in start order, waiting as depends_on says
        deployment.api.get("/api/v2/version")

A container's environment is what the Dockerfile and docker-compose.yaml say and nothing of the caller's; the code is a
copy of what the Dockerfile copies. What Docker would do is mapped: /opt/mediawatch, the volumes and each service's /tmp
to folders, names of services and ports to 127.0.0.1 and free ports. HOME cannot be written, as in the containers.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import compose
import psutil
from mediawatch.settings import Settings
from mediawatch.store.server import embedded, programs
from mediawatch_airflow.local.api import Api

PORTS = ("5432", "6379", "8080", "8974")  # that services listen on in their containers
PATIENCE = 180.0  # seconds that a service may take to become healthy or to end


@dataclass(frozen=True, slots=True)
class Running:
    """A service's process and where its output goes."""

    name: str
    process: psutil.Popen
    log: Path
    environment: dict[str, str]

    def tail(self, lines: int = 25) -> str:
        said = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join([f"--- {self.name}", *(line[:300] for line in said)])

    def tree(self) -> list[psutil.Process]:
        """It and all below it."""
        try:
            return [self.process, *self.process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


class Deployment:
    """What `docker compose up` would start, in a folder."""

    def __init__(self, folder: Path, answers: dict[str, str], quicker: dict[str, str] | None = None) -> None:
        self.folder, self.answers, self.quicker = folder, answers, quicker or {}
        self.image, self.volumes = folder / "image", folder / "volumes"
        self.inbox, self.archive = folder / "inbox", folder / "archive"
        self.running: dict[str, Running] = {}
        self.ended: set[str] = set()
        self.ports = dict(zip(PORTS, _free_ports(len(PORTS)), strict=True))
        self.api = Api(f"http://127.0.0.1:{self.ports['8080']}")
        self.settings = Settings(
            home=compose.HOME, lake=folder / "none", database_url=None, postgres_dir=folder / "postgres"
        )

    def __enter__(self) -> Deployment:
        for path in (self.volumes / "lake", self.volumes / "logs", self.inbox, self.archive):
            path.mkdir(parents=True)
        for name in compose.copied():
            source, target = compose.HOME / name, self.image / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
            else:
                shutil.copy2(source, target)
        compiled = [sys.executable, "-m", "compileall", "-q", "include", "dags", "config", "plugins"]
        subprocess.run(compiled, cwd=self.image, check=True)  # as the Dockerfile does
        return self

    def __exit__(self, *_: object) -> None:
        self.down(grace=0)
        embedded.stop(self.settings)

    # ---------------------------------------------------------------- up and down
    def up(self, profiles: Iterable[str] = (), replicas: dict[str, int] | None = None, **answers: str) -> None:
        """Start what does not run yet, each service when those that it waits for are so far. It does not wait for the
        last ones: see `healthy`."""
        self.answers |= answers
        for name in compose.start_order(profiles):
            if name in self.ended or name in self.running:
                continue
            self._wait_for_others(name)
            if name == "postgres":
                self._start_postgres()
                continue
            for number in range(1, (replicas or {}).get(name, 1) + 1):
                self.start(name, number)

    def healthy(self, *labels: str) -> None:
        """Wait until the health checks of these services, or of all, say yes. Raises AssertionError."""
        for label in labels or list(self.running):
            self._wait_until_healthy(label)

    def down(self, grace: float = 20) -> None:
        """Stop all services: SIGTERM, and SIGKILL for what is left after `grace` seconds."""
        stopping = [self.running.pop(name) for name in list(self.running)]
        processes = [process for service in stopping for process in service.tree()]
        for service in stopping:
            with suppress(psutil.NoSuchProcess):
                service.process.terminate()
        _, alive = psutil.wait_procs(processes, timeout=grace)
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(alive, timeout=20)

    def start(self, name: str, number: int = 1) -> Running:
        """Run a service's command."""
        label = f"{name}-{number}" if compose.SERVICES[name].get("deploy") else name
        environment = self.environment(name, label)
        log = self.folder / f"{label}.log"
        with log.open("ab") as output:
            process = psutil.Popen(
                self._words(name, compose.SERVICES[name]["command"]),
                env=environment, cwd=environment["PWD"], stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        self.running[label] = Running(label, process, log, environment)
        return self.running[label]

    def _wait_for_others(self, name: str) -> None:
        for target, how in compose.SERVICES[name].get("depends_on", {}).items():
            if how["condition"] == "service_completed_successfully" and target not in self.ended:
                service = self.running[target]
                if service.process.wait(PATIENCE) != 0:
                    raise AssertionError(f"{target} failed\n{service.tail()}")
                self.ended.add(self.running.pop(target).name)
            if how["condition"] == "service_healthy" and target in self.running:
                self._wait_until_healthy(target)

    def _wait_until_healthy(self, label: str) -> None:
        service = self.running[label]

        def is_healthy() -> bool:
            if service.process.poll() is not None:
                raise AssertionError(f"{label} ended by itself\n{service.tail()}")
            return self.check(re.sub(r"-\d+$", "", label), service.environment)

        until(is_healthy, f"{label} is not healthy", PATIENCE)

    def check(self, name: str, environment: dict[str, str]) -> bool:
        """What a service's health check says now."""
        words = self._words(name, compose.SERVICES[name]["healthcheck"]["test"])
        words = words[1:] if words[0] == "CMD" else ["sh", "-c", *words[1:]]
        done = subprocess.run(words, env=environment, cwd=environment["PWD"], capture_output=True, timeout=PATIENCE)
        return done.returncode == 0

    # ---------------------------------------------------------------- mapping
    def environment(self, name: str, label: str | None = None) -> dict[str, str]:
        """The container's environment, mapped; HOSTNAME is the machine's, but each replica's own."""
        label = label or name
        scratch = self.folder / "tmp" / label
        scratch.mkdir(parents=True, exist_ok=True)
        service = compose.SERVICES[name]
        outer = os.pathsep.join([str(programs.psql().parent), os.environ.get("PATH", os.defpath)])
        base = compose.image_environment() if name in compose.OURS else {"PATH": "${PATH}", "PWD": "/opt/mediawatch"}
        if name in compose.OURS:  # the copy, not the checkout that is installed here
            base["PYTHONPATH"] = f"/opt/mediawatch/include:{base['PYTHONPATH']}"
        merged = base | service.get("environment", {}) | (self.quicker if name in compose.OURS else {})
        found: dict[str, str] = self._mapped(merged, scratch)
        found = {key: compose.interpolate(value, self.answers | {"PATH": outer}) for key, value in found.items()}
        return found | {
            "HOME": f"{os.devnull}/home",
            "TMPDIR": str(scratch),
            "HOSTNAME": label if label != name else socket.gethostname(),
            "PGPORT": self.ports["5432"],  # libpq's default in the containers
            # The mounts over var/inbox and var/archive in the image.
            **({"MEDIAWATCH_INBOXES": f"inbox={self.inbox}:archive={self.archive}"} if name in compose.OURS else {}),
        }

    def _words(self, name: str, words: list[str]) -> list[str]:
        mapped = self._mapped(words, self.folder / "tmp" / name)
        return [compose.interpolate(word, self.answers) for word in mapped]

    def _mapped(self, value: Any, scratch: Path) -> Any:
        """Paths, hosts and ports of the containers as they are here. Done before secrets are put in."""
        if isinstance(value, dict):
            return {key: self._mapped(inner, scratch) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._mapped(inner, scratch) for inner in value]
        folders = {
            "/opt/mediawatch/.venv/bin": str(Path(sys.executable).parent),
            "/opt/mediawatch": str(self.image),
            "/var/lib/mediawatch": str(self.volumes),
            "/tmp": str(scratch),
        }
        value = re.sub(
            r"(?<![\w/])(/opt/mediawatch/\.venv/bin|/opt/mediawatch|/var/lib/mediawatch|/tmp)\b",
            lambda match: folders[match[0]],
            value,
        )
        value = re.sub(r"\b(postgres|api-server|redis):(?=\d)", "127.0.0.1:", value).replace("0.0.0.0", "127.0.0.1")
        return re.sub(rf"(?<!\w)({'|'.join(PORTS)})(?!\w)", lambda match: self.ports[match[0]], value)

    # ---------------------------------------------------------------- Postgres
    def _start_postgres(self) -> None:
        """The embedded server in the image's place: databases.sql run on a new data folder, then by TCP and with
        passwords, for the socket is the superuser's."""
        environment = self.environment("postgres")
        server = embedded.ensure(self.settings)
        psql = [str(programs.psql()), "-v", "ON_ERROR_STOP=1", "--no-psqlrc", "-d", server.url("postgres", driver=None)]
        drops = [f"--command=drop database {name}" for name in embedded.DATABASES]  # made for the superuser
        subprocess.run([*psql, *drops], check=True, capture_output=True)
        script = compose.HOME / "docker" / "databases.sql"
        subprocess.run([*psql, "-f", str(script)], env=environment, check=True, capture_output=True)

        data = self.settings.postgres_dir
        (data / "pg_hba.conf").write_text("local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
        options = f"-p {self.ports['5432']} -k {server.socket_dir} -c listen_addresses=127.0.0.1 -F"
        owner = data.stat()
        as_owner: dict[str, Any] = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
        control = [str(programs.psql().with_name("pg_ctl")), "restart", "-D", str(data), "-l", str(data / "log"), "-w"]
        subprocess.run([*control, "-o", options], cwd=data, check=True, stdout=subprocess.DEVNULL, **as_owner)
        until(lambda: self.check("postgres", environment), "Postgres is not healthy", PATIENCE)
        self.ended.add("postgres")

    @property
    def warehouse(self) -> str:
        """The address of the warehouse, for its own role."""
        return self.environment("migrate")["MEDIAWATCH_DATABASE_URL"]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the warehouse answers its own role."""
        import psycopg

        with psycopg.connect(self.warehouse) as connection:
            return connection.execute(statement.encode()).fetchall()


def until(holds: Callable[[], Any], otherwise: str, seconds: float) -> Any:
    """The first answer that is true. Raises AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(f"{otherwise} after {seconds:.0f} s")
        time.sleep(0.3)
    return answer


def _free_ports(count: int) -> list[str]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [str(listener.getsockname()[1]) for listener in listeners]
    finally:
        for listener in listeners:
            listener.close()
