"""Both databases: Airflow's metadata and the warehouse."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Mapping

from mediawatch.errors import Permanent
from mediawatch.settings import Settings
from mediawatch.store.server import embedded, programs

from mediawatch_airflow.local.environment import METADATA_DATABASE, Home, psql_environment
from mediawatch_airflow.local.steps import run_quietly, say, step


def migrate(settings: Settings, where: Home, env: Mapping[str, str]) -> None:
    """Bring both to the newest schema."""
    stamp = where.airflow / "migrated"
    if not stamp.exists() or stamp.read_text() != _metadata_state(env):
        with step("Airflow's metadata: schema"):
            command = [sys.executable, "-m", "airflow", "db", "migrate"]
            run_quietly(command, log=where.logs / "migrate.log", env=dict(env), what="airflow db migrate")
        stamp.write_text(_metadata_state(env))
    with step("Warehouse: schema"):
        from mediawatch.store.schema.migrate import migrate as migrate_warehouse

        _, _, warnings = migrate_warehouse(settings)
    for warning in warnings:
        say(f"  note: {warning}")


def _metadata_state(env: Mapping[str, str]) -> str:
    """Which Airflow migrated which database how far: as long as it stays, `airflow db migrate` (a process that imports
    for seconds) has nothing to do. The revision is asked of the database, which may have been deleted or restored."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    url = env[METADATA_DATABASE]
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        revision = None
    finally:
        engine.dispose()
    version = importlib.metadata.version("apache-airflow-core")
    return f"{version} {revision} {hashlib.sha256(url.encode()).hexdigest()}"


def sql(settings: Settings, query: str) -> int:
    """The bundled psql on the warehouse: with a query its result, without one a session."""
    from sqlalchemy import make_url

    url = make_url(embedded.warehouse_url(settings)).set(drivername="postgresql")
    env = psql_environment(url.password if isinstance(url.password, str) else None)
    program = str(programs.psql())
    command = [program, url.set(password=None).render_as_string(hide_password=False)]
    if query:
        quiet = ["-X", "-q", "-P", "pager=off", "-v", "ON_ERROR_STOP=1", "-c", query]
        return subprocess.run([*command, *quiet], env=env).returncode  # noqa: S603
    if not sys.stdin.isatty():  # statements from a pipe
        return subprocess.run([*command, "-X", "-q", "-v", "ON_ERROR_STOP=1"], env=env).returncode  # noqa: S603
    os.execve(program, command, env)  # noqa: S606 (the session gets the terminal and its signals)
    raise Permanent("psql did not start")
