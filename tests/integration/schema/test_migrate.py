"""Making the warehouse: again and again, by several at once, by a user who may do little, by the wrong server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from mediawatch.errors import Permanent
from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import GRANTS, READER_ROLE, migrate
from mediawatch.store.server.connect import engine, transaction
from mediawatch.store.server.embedded import EmbeddedPostgres
from sqlalchemy import make_url, text

ROOT = Path(__file__).resolve().parents[3]


def connect(settings: Settings, user: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    assert settings.database_url
    url = make_url(settings.database_url).set(drivername="postgresql", username=user)
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


@pytest.fixture
def without_reader(postgres: EmbeddedPostgres) -> Iterator[None]:
    """A server without the reader's role; roles belong to the server, so other tests' databases have made it."""
    with psycopg.connect(postgres.url("postgres", driver=None), autocommit=True) as connection:
        known = connection.execute("select 1 from pg_roles where rolname = %s", [READER_ROLE]).fetchone()
        if known:
            connection.execute(f"alter role {READER_ROLE} rename to reader_renamed".encode())
        yield
        if known:
            connection.execute(f"alter role reader_renamed rename to {READER_ROLE}".encode())


@pytest.fixture
def plain_user(postgres: EmbeddedPostgres, empty_database: Settings) -> Iterator[Settings]:
    """The owner of an empty database, who may not make roles."""
    assert empty_database.database_url
    url = make_url(empty_database.database_url)
    with psycopg.connect(postgres.url("postgres", driver=None), autocommit=True) as connection:
        connection.execute(b"create role plain login")
        connection.execute(f"alter database {url.database} owner to plain".encode())
        theirs = url.set(username="plain").render_as_string(hide_password=False)
        settings = replace(empty_database, database_url=theirs)
        yield settings
        engine(settings).dispose()
        connection.execute(f"drop database {url.database} with (force)".encode())
        connection.execute(f"create database {url.database}".encode())  # the fixture drops it
        connection.execute(b"drop role plain")


def catalog(settings: Settings) -> list[tuple[object, ...]]:
    """Every relation and comment of ours, with its identity: made anew it would have another oid."""
    with connect(settings) as connection:
        return connection.execute(
            """
            select c.oid, c.relname, c.relacl::text, d.objsubid, d.description
            from pg_class c left join pg_description d on d.objoid = c.oid and d.classoid = 'pg_class'::regclass
            where c.relnamespace in ('news'::regnamespace, 'ops'::regnamespace, 'staging'::regnamespace)
            order by c.oid, d.objsubid
            """
        ).fetchall()


def test_an_empty_database_comes_to_the_newest_revision(empty_database: Settings) -> None:
    before, after, warnings = migrate(empty_database)
    assert before is None
    assert after is not None
    assert warnings == []


def test_a_second_time_changes_nothing(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        connection.execute(text("insert into news.topic (topic_id, label) values ('pahalgam', 'Pahalgam')"))
    found = catalog(warehouse)
    before, after, warnings = migrate(warehouse)
    assert before == after
    assert warnings == []
    assert catalog(warehouse) == found
    with transaction(warehouse) as connection:
        assert connection.execute(text("select label from news.topic")).scalar_one() == "Pahalgam"


def test_it_waits_for_nobody_where_there_is_nothing_to_do(warehouse: Settings) -> None:
    """A command begins with it: it must not wait for a publication, and pages must not wait for it."""
    with transaction(warehouse) as connection:
        database = connection.execute(text("select current_database()")).scalar_one()
        connection.exec_driver_sql(f"alter database {database} set lock_timeout = '200ms'")
    engine(warehouse).dispose()
    with transaction(warehouse) as publication:
        publication.execute(text("select count(*) from news.article_coverage"))
        publication.execute(text("lock table news.article in row exclusive mode"))
        migrate(warehouse)


@pytest.mark.parametrize(
    "was",
    [
        "drop view ops.metric",
        "comment on view ops.metric is 'of before';"
        "comment on constraint alembic_version_pkc on ops.alembic_version is 'views: of before'",
    ],
)
def test_views_that_are_not_those_of_this_code_are_made_anew(warehouse: Settings, was: str) -> None:
    told = text("select obj_description('ops.metric'::regclass)")
    with transaction(warehouse) as connection:
        now = connection.execute(told).scalar_one()
        connection.exec_driver_sql(was)
    migrate(warehouse)
    with transaction(warehouse) as connection:
        assert connection.execute(told).scalar_one() == now


def test_processes_that_migrate_at_once_all_succeed(empty_database: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from mediawatch.settings import Settings; "
        "from mediawatch.store.schema.migrate import migrate; here = Path(); "
        "print(*migrate(Settings(home=here, lake=here, database_url=sys.argv[1], postgres_dir=here))[:2])"
    )
    assert empty_database.database_url
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, empty_database.database_url],
            cwd=ROOT / "include",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    befores = sorted(out.split()[0] for out, _ in told)
    afters = {out.split()[1] for out, _ in told}
    assert len(afters) == 1
    assert befores == sorted([*afters, "None"])  # one of them made it, the other found it made


@pytest.mark.parametrize("encoding", ["latin1", "sql_ascii"])
def test_a_database_that_cannot_hold_every_script_is_refused(
    postgres: EmbeddedPostgres, tmp_path: Path, encoding: str
) -> None:
    name = f"encoded_{encoding}"
    options = f"encoding '{encoding}' locale_provider libc lc_collate 'C' lc_ctype 'C' template template0"
    with psycopg.connect(postgres.url("postgres", driver=None), autocommit=True) as connection:
        connection.execute(f"create database {name} {options}".encode())
        settings = Settings(home=tmp_path, lake=tmp_path, database_url=postgres.url(name), postgres_dir=tmp_path)
        try:
            with pytest.raises(Permanent, match=rf"create database {name} encoding 'UTF8' template template0"):
                migrate(settings)
        finally:
            engine(settings).dispose()
            connection.execute(f"drop database {name} with (force)".encode())


def test_a_schema_that_is_newer_than_the_code_is_left_alone(warehouse: Settings) -> None:
    with connect(warehouse) as connection:
        connection.execute("update ops.alembic_version set version_num = 'from-tomorrow'")
    with pytest.raises(Permanent, match="newer than this code"):
        migrate(warehouse)


def test_the_reader_may_select_from_everything_and_write_nothing(warehouse: Settings) -> None:
    with connect(warehouse) as connection:
        relations = connection.execute(
            "select relnamespace::regnamespace || '.' || relname from pg_class "
            "where relnamespace in ('news'::regnamespace, 'ops'::regnamespace) and relkind in ('r', 'v')"
        ).fetchall()
        assert len(relations) > 30
        connection.execute(f"set role {READER_ROLE}".encode())
        for (relation,) in relations:
            connection.execute(f"select * from {relation} limit 0".encode())
        for statement in (
            "insert into news.topic (topic_id, label) values ('x', 'x')",
            "update news.article set headline = ''",
            "delete from ops.run",
            "truncate news.story",
            "drop view news.share_of_voice",
            "create table news.mine (a int)",
            "select nextval('ops.publication')",
            "select * from staging.article",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_the_reader_sees_tables_that_are_made_later(warehouse: Settings) -> None:
    with connect(warehouse) as connection:
        connection.execute("create table news.later as select 1 as a")
        connection.execute(f"set role {READER_ROLE}".encode())
        assert connection.execute("select a from news.later").fetchone() == (1,)


@pytest.mark.usefixtures("without_reader")
def test_a_user_who_may_not_make_roles_is_told_the_statements(plain_user: Settings) -> None:
    _, after, warnings = migrate(plain_user)
    assert after is not None
    (warning,) = warnings
    assert "may not make roles" in warning
    statements = [line.strip() for line in warning.splitlines()[1:]]
    assert statements == [f"create role {READER_ROLE} nologin;", *(f"{grant};" for grant in GRANTS)]
    with connect(plain_user) as administrator, administrator.transaction(force_rollback=True):
        for statement in statements:
            administrator.execute(statement.encode())  # they work as they are printed
        administrator.execute(f"set local role {READER_ROLE}".encode())
        assert administrator.execute("select count(*) from news.article_lineage").fetchone() == (0,)


def test_a_user_who_may_not_make_roles_uses_the_role_that_is_there(warehouse: Settings, plain_user: Settings) -> None:
    assert warehouse  # its template has made the role
    assert migrate(plain_user)[2] == []
    with connect(plain_user) as connection:
        connection.execute(f"set role {READER_ROLE}".encode())
        assert connection.execute("select count(*) from news.topic_rising").fetchone() == (0,)
