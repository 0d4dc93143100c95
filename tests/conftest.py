"""A real Postgres for tests: one server for the whole session, and a migrated database of its own for each test.

    def test_something(warehouse: Settings) -> None:
        with transaction(warehouse) as connection: ...

Nothing starts until a test asks for it. A database is copied from a template that was migrated once, which takes some
30 ms; it is dropped when its test ends.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from mediawatch.settings import Settings
    from mediawatch.store.server.embedded import EmbeddedPostgres

# A shared machine may be slow for a moment: how long an example takes is no property of the code.
# In CI the examples are the same every time, so that a change lands or not by what it does.
hypothesis.settings.register_profile("mediawatch", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("mediawatch")

# A failing example would be written as a patch of the test, by a visitor of libcst that asks objects of a module for
# all their attributes. Zope's answer one of them by an AttributeError, which ended the whole run by an INTERNALERROR
# instead of one test. No setting turns that off; a module that cannot be imported does. The example is printed.
sys.modules["hypothesis.extra._patching"] = None  # type: ignore[assignment]

HOME = Path(__file__).resolve().parents[1]
TEMPLATE = "warehouse_template"
_numbers = itertools.count(1)


def _settings(folder: Path, url: str | None = None) -> Settings:
    from mediawatch.settings import Settings

    return Settings(
        home=HOME,
        lake=folder / "lake",
        database_url=url,
        postgres_dir=folder / "pg",
        quiet_seconds=0,  # what tests write is whole
    )


def run_sql(server: EmbeddedPostgres, *statements: str) -> None:
    """Run statements as the superuser in database `postgres`, each for itself (CREATE DATABASE allows no block)."""
    import psycopg

    with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The embedded Postgres, in a new folder. Not in pytest's own: a second pytest of the same user closes that one
    to the user whom the server runs as. Durability is off: its data is thrown away."""
    from mediawatch.store.server import embedded

    folder = Path(tempfile.mkdtemp(prefix="mediawatch-tests-"))
    settings = _settings(folder)
    try:
        server = embedded.ensure(settings)
        run_sql(
            server,
            "alter system set fsync = off",
            "alter system set full_page_writes = off",
            "alter system set synchronous_commit = off",
            "select pg_reload_conf()",
        )
        yield server
    finally:
        embedded.stop(settings)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def warm_workers() -> Iterator[None]:
    """The worker processes of clean serve one run after the other: each start costs two seconds of processor time.
    A worker that was started with other code (PYTHONPATH) is not taken, and one that failed is replaced as ever."""
    from mediawatch.clean.process.isolate import kept_workers

    with kept_workers():
        yield


@pytest.fixture(scope="session")
def _template(postgres: EmbeddedPostgres, warm_workers: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    from mediawatch.store.schema.migrate import migrate
    from mediawatch.store.server.connect import engine

    run_sql(postgres, f"create database {TEMPLATE}")
    settings = _settings(tmp_path_factory.mktemp("template"), postgres.url(TEMPLATE))
    migrate(settings)
    engine(settings).dispose()  # a database that is connected to cannot be copied
    return TEMPLATE


@dataclass(frozen=True)
class Seeded:
    """A warehouse and a lake in which one run, `run_id`, has taken the shipped seeds through the whole flow."""

    settings: Settings
    run_id: str


@pytest.fixture(scope="session")
def _seeded(postgres: EmbeddedPostgres, _template: str, tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """Made once in a session: what a run over the seeds leaves is what every such run leaves."""
    import flow
    from mediawatch.store.server.connect import engine

    run_sql(postgres, f"create database seeded_{TEMPLATE} template {_template}")
    settings = _settings(tmp_path_factory.mktemp("seeded"), postgres.url(f"seeded_{TEMPLATE}"))
    run_id = flow.run(settings, HOME / "include" / "seeds")
    engine(settings).dispose()
    run_sql(
        postgres,
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity "
        f"where datname = 'seeded_{TEMPLATE}' and pid <> pg_backend_pid()",  # connections of the gates' own
    )
    return Seeded(settings, run_id)


@pytest.fixture
def seeded(postgres: EmbeddedPostgres, _seeded: Seeded, tmp_path: Path) -> Iterator[Seeded]:
    """A copy of its own of the warehouse and the lake after a run over the seeds: a test may change all of it."""
    folder = tmp_path / "seeded"
    shutil.copytree(_seeded.settings.lake, folder / "lake")
    for settings in _database(postgres, folder, f"seeded_{TEMPLATE}"):
        yield Seeded(settings, _seeded.run_id)


@pytest.fixture
def empty_database(postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Settings]:
    """Settings with a new database that nothing was done to yet."""
    yield from _database(postgres, tmp_path, "template0")


@pytest.fixture
def warehouse(postgres: EmbeddedPostgres, _template: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings with a new migrated warehouse, and a lake in the test's folder."""
    yield from _database(postgres, tmp_path, _template)


@pytest.fixture(scope="module")
def shared_warehouse(
    postgres: EmbeddedPostgres, _template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """A migrated warehouse that the tests of a module share, for what is costly to fill and only read."""
    yield from _database(postgres, tmp_path_factory.mktemp("shared"), _template)


@pytest.fixture
def new_warehouse(
    postgres: EmbeddedPostgres, _template: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], AbstractContextManager[Settings]]:
    """Makes one more warehouse, for a test that compares two."""
    return contextmanager(lambda: _database(postgres, tmp_path_factory.mktemp("more"), _template))


def _database(server: EmbeddedPostgres, folder: Path, template: str) -> Iterator[Settings]:
    from mediawatch.store.server.connect import engine

    name = f"test_{next(_numbers)}"
    run_sql(server, f"create database {name} template {template}")
    settings = replace(_settings(folder, server.url(name)), postgres_dir=server.data_dir)
    yield settings
    engine(settings).dispose()
    run_sql(server, f"drop database {name} with (force)")
