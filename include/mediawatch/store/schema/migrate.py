"""Create or upgrade the warehouse's schema."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from mediawatch.errors import Permanent, UsageError
from mediawatch.settings import Settings
from mediawatch.store.publish import attention_counts
from mediawatch.store.server.connect import transaction

MINIMUM_POSTGRES = 15
_LOCK = 0x6D77_6D69  # 'mwmi': two migrations never run at once
READER_ROLE = "mediawatch_reader"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _one_at_a_time(connection: Connection) -> None:
    """Wait for any other migration: Postgres lets no two grant rights on the same table at once."""
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def revisions() -> set[str]:
    """The revisions of the schema that this code knows."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def migrate(settings: Settings) -> tuple[str | None, str | None, list[str]]:
    """Bring the schema to the newest revision: (revision before, revision now, warnings for people).

    Runs again harmlessly, and makes views, functions and triggers anew where they are not those of this code. Raises
    Permanent where the server is older than Postgres 15, the database's encoding another than UTF-8, or the schema
    newer than the code.
    """
    with transaction(settings) as connection:
        version = int(connection.execute(text("show server_version_num")).scalar_one()) // 10000
        if version < MINIMUM_POSTGRES:
            raise Permanent(f"the warehouse needs Postgres {MINIMUM_POSTGRES} or newer, this server is {version}")
        encoding: str = connection.execute(text("show server_encoding")).scalar_one()
        if encoding != "UTF8":
            database: str = connection.execute(text("select quote_ident(current_database())")).scalar_one()
            raise Permanent(
                f"the warehouse's database has the encoding {encoding}, which cannot hold every script. Make it anew:\n"
                f"  create database {database} encoding 'UTF8' template template0;"
            )
        _one_at_a_time(connection)
        for schema in ("ops", "news", "staging"):
            connection.execute(text(f"create schema if not exists {schema}"))
        config = _config(connection)
        before = revision(connection)
        if before is not None and before not in revisions():
            raise Permanent(f"the warehouse is at revision {before}, newer than this code: upgrade MediaWatch first")
        command.upgrade(config, "head")
        after = revision(connection)
        _make_views(connection, anew=before != after)
        attention_counts.recount(connection)
    return before, after, [*set_time_zone(settings), *grant_reader(settings)]


def _make_views(connection: Connection, *, anew: bool) -> None:
    """Make views, functions and triggers, which are code, unless those of this code stand: each takes a lock that a
    publication and the pages would wait for, and every command of the flow begins with a migration."""
    code = [view.read_text(encoding="utf-8") for view in sorted((Path(__file__).parent / "views").glob("*.sql"))]
    made = f"views: {hashlib.sha256(''.join(code).encode()).hexdigest()}"
    views = sorted({name for sql in code for name in _VIEW.findall(sql)})
    stand = connection.execute(text(_STAND), {"views": views}).one_or_none()
    if anew or stand is None or (stand.made, stand.views) != (made, len(views)):
        for sql in code:
            connection.exec_driver_sql(sql.replace("%", "%%"))
        connection.exec_driver_sql(f"comment on constraint {_KEY} on ops.alembic_version is '{made}'")


_KEY = "alembic_version_pkc"
_VIEW = re.compile(r"^create or replace view ([a-z_.]+)", re.MULTILINE)
_STAND = f"""
select obj_description(c.oid, 'pg_constraint') as made,
    (select count(*) from unnest(cast(:views as text[])) as v(name) where to_regclass(v.name) is not null) as views
from pg_constraint c
where c.conrelid = to_regclass('ops.alembic_version') and c.conname = '{_KEY}'
"""


def set_time_zone(settings: Settings) -> list[str]:
    """Have the database report in the time zone that the settings name; the statement, as a warning, where this user
    may not. It holds for connections that are made from then on. Raises UsageError for an unknown zone."""
    with transaction(settings) as connection:
        _one_at_a_time(connection)
        known = connection.execute(
            text("select 1 from pg_timezone_names where name = :zone"), {"zone": settings.time_zone}
        ).scalar()
        if not known:
            raise UsageError(f"MEDIAWATCH_TIME_ZONE: Postgres knows no time zone {settings.time_zone!r}")
        if connection.execute(text("select news.reporting_time_zone()")).scalar() == settings.time_zone:
            return []
        database: str = connection.execute(text("select quote_ident(current_database())")).scalar_one()
        statement = f"alter database {database} set mediawatch.time_zone = '{settings.time_zone}'"
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(statement)
        except ProgrammingError:
            return [
                f"this database user may not set the reporting time zone; an administrator can run:\n  {statement};"
            ]
    return []


def revision(connection: Connection) -> str | None:
    """The schema's revision, None before the first migration."""
    return MigrationContext.configure(
        connection, opts={"version_table": "alembic_version", "version_table_schema": "ops"}
    ).get_current_revision()


GRANTS = (
    f"grant usage on schema news, ops to {READER_ROLE}",
    f"grant select on all tables in schema news, ops to {READER_ROLE}",
    f"alter default privileges in schema news grant select on tables to {READER_ROLE}",
    f"alter default privileges in schema ops grant select on tables to {READER_ROLE}",
)


def grant_reader(settings: Settings) -> list[str]:
    """Make the role that may only read, where this user may make roles; else the statements, as warnings."""
    create = f"create role {READER_ROLE} nologin"
    with transaction(settings) as connection:
        _one_at_a_time(connection)
        exists = connection.execute(text("select 1 from pg_roles where rolname = :r"), {"r": READER_ROLE}).scalar()
        may = connection.execute(
            text("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")
        ).scalar()
        if not exists and not may:
            statements = ";\n  ".join((create, *GRANTS))
            return [f"this database user may not make roles; an administrator can run:\n  {statements};"]
        if not exists:
            connection.execute(
                text(f"do $$ begin {create}; exception when duplicate_object or unique_violation then null; end $$")
            )
        for grant in GRANTS:
            connection.execute(text(grant))
    return []
