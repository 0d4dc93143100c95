"""What the containers run of ours before Airflow: the databases' script on a real Postgres, and the passwords' file."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mediawatch.store.server.embedded import EmbeddedPostgres

HOME = Path(__file__).resolve().parents[3]
HARD = 'it\'s-"hard"-$x-\\'  # quotes must not end the literal


def query(server: EmbeddedPostgres, database: str, statement: str) -> list[Any]:
    import psycopg

    with psycopg.connect(server.url(database, driver=None), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def run_script(server: EmbeddedPostgres, **environment: str) -> subprocess.CompletedProcess[str]:
    """As the image's entrypoint runs it: psql, as the superuser, stopping at the first error."""
    from mediawatch.store.server import programs

    command = [str(programs.psql()), "-v", "ON_ERROR_STOP=1", "--no-psqlrc", "-d", server.url("postgres", driver=None)]
    return subprocess.run(
        [*command, "-f", str(HOME / "docker/databases.sql")],
        env={"PATH": os.environ["PATH"], **environment}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def fresh_server() -> Iterator[EmbeddedPostgres]:
    """A server of its own: roles belong to the whole of it."""
    from mediawatch.settings import Settings
    from mediawatch.store.server import embedded

    folder = Path(tempfile.mkdtemp(prefix="mediawatch-compose-"))
    settings = Settings(home=HOME, lake=folder / "lake", database_url=None, postgres_dir=folder / "pg")
    try:
        server = embedded.ensure(settings)
        for database in embedded.DATABASES:  # it makes them itself, for the superuser
            query(server, "postgres", f"drop database {database}")
        yield server
    finally:
        embedded.stop(settings)
        shutil.rmtree(folder)


def test_databases(fresh_server: EmbeddedPostgres, tmp_path: Path) -> None:
    from mediawatch.settings import Settings
    from mediawatch.store.schema.migrate import migrate
    from mediawatch.store.server.connect import engine

    refused = run_script(fresh_server, AIRFLOW_DATABASE_PASSWORD="only-one")
    assert refused.returncode != 0  # a missing password makes no role without one
    query(fresh_server, "postgres", "drop role if exists airflow")

    done = run_script(fresh_server, AIRFLOW_DATABASE_PASSWORD=HARD, MEDIAWATCH_DATABASE_PASSWORD="b")
    assert done.returncode == 0, done.stderr

    owners = "select datname, pg_get_userbyid(datdba) from pg_database where datname in ('airflow', 'mediawatch')"
    assert sorted(query(fresh_server, "postgres", owners)) == [("airflow", "airflow"), ("mediawatch", "mediawatch")]
    roles = "select rolname from pg_authid where rolpassword like 'SCRAM-SHA-256$%' and not rolsuper and rolcanlogin"
    assert {row[0] for row in query(fresh_server, "postgres", roles)} == {"airflow", "mediawatch"}
    may = "select has_database_privilege('{}', '{}', 'connect')"
    for role, database, expected in (
        ("airflow", "mediawatch", False),
        ("mediawatch", "airflow", False),
        ("mediawatch", "mediawatch", True),
        ("mediawatch_reader", "mediawatch", True),
        ("mediawatch_reader", "airflow", False),
    ):
        assert query(fresh_server, "postgres", may.format(role, database)) == [(expected,)], (role, database)

    url = fresh_server.url("mediawatch").replace("//postgres:@", "//mediawatch:@")
    settings = Settings(home=HOME, lake=tmp_path, database_url=url, postgres_dir=tmp_path)
    settings = replace(settings, time_zone="Asia/Kolkata")
    before, after, warnings = migrate(settings)
    engine(settings).dispose()
    assert before is None
    assert after
    assert warnings == []  # nothing is left for an administrator: reader and time zone are set
    assert query(fresh_server, "mediawatch", "select current_setting('mediawatch.time_zone')") == [("Asia/Kolkata",)]
    can_read = "select has_table_privilege('mediawatch_reader', 'news.article', 'select')"
    assert query(fresh_server, "mediawatch", can_read) == [(True,)]


def passwords(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HOME / "docker/passwords.py")],
        env={"AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(path), **environment},
        capture_output=True, text=True,
    )  # fmt: skip


def test_passwords_are_those_that_airflow_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

    path = tmp_path / "passwords.json"
    for admin in ("first", HARD):  # the second start of the container has another password
        done = passwords(path, MEDIAWATCH_ADMIN_PASSWORD=admin, MEDIAWATCH_VIEWER_PASSWORD="v")
        assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", str(path))
    assert SimpleAuthManager.get_passwords() == {"admin": HARD, "viewer": "v"} == json.loads(path.read_text())


def test_without_a_password_there_is_no_file(tmp_path: Path) -> None:
    done = passwords(tmp_path / "passwords.json", MEDIAWATCH_ADMIN_PASSWORD="a", MEDIAWATCH_VIEWER_PASSWORD="")
    assert done.returncode == 2
    assert "MEDIAWATCH_VIEWER_PASSWORD" in done.stderr
    assert not (tmp_path / "passwords.json").exists()
