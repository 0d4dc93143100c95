"""The embedded Postgres in the situations that machines get into: crowds, crashes, odd paths, left-over files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from mediawatch.errors import Permanent, Transient
from mediawatch.settings import Settings
from mediawatch.store.server import embedded

ENSURE = """
import sys
from pathlib import Path
from mediawatch.settings import Settings
from mediawatch.store.server import embedded
folder = Path(sys.argv[1])
settings = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder / "postgres")
print(embedded.ensure(settings).pid)
"""


@pytest.fixture
def settings() -> Iterator[Settings]:
    """A folder whose name has a space, outside pytest's own, which may be closed to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="media watch "))
    made = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder / "postgres")
    yield made
    embedded.stop(made)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def served_before() -> Iterator[Path]:
    """The data of a server that was made, served, and was stopped."""
    folder = Path(tempfile.mkdtemp(prefix="media watch "))
    made = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder / "postgres")
    embedded.ensure(made)
    embedded.stop(made)
    yield made.postgres_dir
    shutil.rmtree(folder)


@pytest.fixture
def served(settings: Settings, served_before: Path) -> Settings:
    """Settings with the data of a server that has served before: a copy costs less than making it anew."""
    subprocess.run(["cp", "-a", str(served_before), str(settings.postgres_dir)], check=True)
    return settings


def ask(server: embedded.EmbeddedPostgres, sql: str) -> object:
    with psycopg.connect(server.url("mediawatch", driver=None)) as connection:
        row = connection.execute(sql.encode()).fetchone()
        return row and row[0]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").exists() and ") Z " in Path(f"/proc/{pid}/stat").read_text()


def test_it_starts_once_serves_both_databases_and_stops(settings: Settings) -> None:
    assert embedded.find(settings) is None
    server = embedded.ensure(settings)
    assert embedded.ensure(settings) == server
    for database in embedded.DATABASES:
        with psycopg.connect(server.url(database, driver=None)) as connection:
            assert connection.execute("select current_database()").fetchone() == (database,)
    assert embedded.stop(settings) is True
    assert embedded.find(settings) is None
    assert embedded.stop(settings) is False


def test_nothing_listens_on_a_network_and_others_are_kept_out(served: Settings) -> None:
    server = embedded.ensure(served)
    assert ask(server, "show listen_addresses") == ""
    assert server.socket_dir.stat().st_mode & 0o077 == 0
    assert (server.socket_dir / f".s.PGSQL.{embedded.PORT}").stat().st_mode & 0o077 == 0
    lock = served.postgres_dir.with_name(f"{served.postgres_dir.name}.lock")
    assert lock.stat().st_mode & 0o077 == 0  # who can open it can hold it


def test_nothing_that_was_committed_can_be_lost(served: Settings) -> None:
    server = embedded.ensure(served)
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert ask(server, f"show {name}") == "on"


def test_a_path_longer_than_a_sockets_name_may_be(settings: Settings) -> None:
    folder = settings.home / ("a long name " * 12).strip()
    folder.mkdir()
    deep = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder / "postgres")
    try:
        server = embedded.ensure(deep)
        assert server.socket_dir != deep.postgres_dir
        assert ask(server, "select 1") == 1
    finally:
        embedded.stop(deep)
    assert not server.socket_dir.exists()


def test_a_crowd_that_starts_it_at_once_gets_one_server(settings: Settings) -> None:
    crowd = [
        subprocess.Popen([sys.executable, "-c", ENSURE, str(settings.home)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = [process.communicate(timeout=120)[0].strip() for process in crowd]
    assert [process.returncode for process in crowd] == [0] * len(crowd)
    assert len(set(told)) == 1


def test_a_killed_server_is_started_again_with_what_it_held(served: Settings) -> None:
    server = embedded.ensure(served)
    with psycopg.connect(server.url("mediawatch", driver=None)) as connection:
        connection.execute("create table kept as select 42 as answer")
    os.kill(server.pid, signal.SIGKILL)
    again = embedded.ensure(served)
    assert again.pid != server.pid
    assert ask(again, "select answer from kept") == 42


def test_a_server_whose_folder_was_removed_does_not_stand_in_the_way(served: Settings) -> None:
    """Else it ends by itself within a minute, and takes the socket of the next one with it."""
    server = embedded.ensure(served)
    kept = served.postgres_dir.with_name("kept")
    subprocess.run(["cp", "-a", str(served.postgres_dir), str(kept)], check=True)
    shutil.rmtree(served.postgres_dir)
    kept.rename(served.postgres_dir)
    (served.postgres_dir / "postmaster.pid").unlink()
    again = embedded.ensure(served)
    assert gone(server.pid)
    assert ask(again, "select 1") == 1


@pytest.mark.parametrize("prefix", ["media watch ", "mw-"], ids=["socket elsewhere", "socket in it"])
def test_a_folder_that_was_moved_while_its_server_ran(prefix: str, served_before: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    first, moved = (
        Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder / name) for name in ("first", "moved")
    )
    subprocess.run(["cp", "-a", str(served_before), str(first.postgres_dir)], check=True)
    server = embedded.ensure(first)
    with psycopg.connect(server.url("mediawatch", driver=None)) as connection:
        connection.execute("create table kept as select 42 as answer")
    first.postgres_dir.rename(moved.postgres_dir)
    try:
        again = embedded.ensure(moved)
        assert ask(again, "select answer from kept") == 42
        assert again.pid == server.pid or gone(server.pid)
    finally:
        embedded.stop(moved)
        shutil.rmtree(folder)


def test_a_server_is_known_where_nobody_may_see_what_folder_it_works_in(
    served: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root in a container without the right to trace other users' processes."""
    real = Path.samefile

    def refused(path: Path, other: Path) -> bool:
        if path.is_relative_to("/proc"):
            raise PermissionError(path)
        return real(path, other)

    embedded.ensure(served)
    monkeypatch.setattr(Path, "samefile", refused)
    assert embedded.stop(served) is True


def test_a_server_whose_socket_was_removed_is_started_again(served: Settings) -> None:
    """By what tidies /tmp, for one."""
    server = embedded.ensure(served)
    with psycopg.connect(server.url("mediawatch", driver=None)) as connection:
        connection.execute("create table kept as select 42 as answer")
    (server.socket_dir / f".s.PGSQL.{embedded.PORT}").unlink()
    assert ask(embedded.ensure(served), "select answer from kept") == 42
    assert gone(server.pid)


@pytest.mark.parametrize("left_over", ["a stranger's pid", "half a file", "no socket yet", "nothing"])
def test_a_left_over_pid_file_does_not_stand_in_the_way(served: Settings, left_over: str) -> None:
    server = embedded.ensure(served)
    pid_file = served.postgres_dir / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    owner = served.postgres_dir.stat()
    os.kill(server.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while not gone(server.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    content = {
        "a stranger's pid": [str(os.getpid()), *lines[1:]],
        "half a file": lines[:3],
        "no socket yet": [*lines[:4], "", "", *lines[6:7]],  # killed while it started
        "nothing": [],
    }[left_over]
    pid_file.write_text("\n".join(content))
    os.chown(pid_file, owner.st_uid, owner.st_gid)
    assert ask(embedded.ensure(served), "select 1") == 1


def test_a_server_that_cannot_start_says_why(served: Settings) -> None:
    embedded.ensure(served)
    embedded.stop(served)
    configuration = served.postgres_dir / "postgresql.conf"
    good = configuration.read_text()
    configuration.write_text(good + "\nshared_buffers = plenty\n")
    with pytest.raises(Transient, match="shared_buffers"):
        embedded.ensure(served)
    configuration.write_text(good)


def test_a_folder_of_something_else_is_left_alone(settings: Settings) -> None:
    settings.postgres_dir.mkdir()
    letter = settings.postgres_dir / "letter.txt"
    letter.write_text("mine")
    with pytest.raises(Permanent, match="not empty"):
        embedded.ensure(settings)
    assert letter.read_text() == "mine"


def test_data_of_another_version_is_left_alone(settings: Settings) -> None:
    settings.postgres_dir.mkdir()
    (settings.postgres_dir / "PG_VERSION").write_text("9\n")
    with pytest.raises(Permanent, match="Postgres 9"):
        embedded.ensure(settings)


def test_settings_that_name_a_warehouse_start_nothing(settings: Settings) -> None:
    url = "postgresql+psycopg://someone@elsewhere/press"
    named = Settings(home=settings.home, lake=settings.lake, database_url=url, postgres_dir=settings.postgres_dir)
    assert embedded.warehouse_url(named) == url
    assert not settings.postgres_dir.exists()
