"""One Postgres database into a file and back, by pg_dump, pg_restore and psql of a release that fits its server.

A dump and its count of rows are of one snapshot. A restore is one transaction: what stood there is dropped, the dump
loaded, every table's rows counted, and only then is it committed; in every other case the database stays as it was.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

from mediawatch.errors import Permanent, Transient
from mediawatch.store.server import programs
from sqlalchemy import URL

from mediawatch_airflow.local.environment import psql_environment

LOCK_WAIT = "60s"  # for a migration or the like to let go of a table
ENDING = 3.0  # seconds in which a connection that was closed is gone
_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Database:
    """A database: what backups call it, where it is, and where Alembic notes the revision of its schema."""

    name: str
    url: URL
    version_table: str

    @property
    def uri(self) -> str:
        """For libpq, without the password: on a command line other users could read it."""
        plain = self.url.set(drivername="postgresql", password=None)
        return plain.render_as_string(hide_password=False)

    @property
    def environment(self) -> dict[str, str]:
        return psql_environment(None if self.url.password is None else str(self.url.password))

    @contextmanager
    def connected(self, **options: Any) -> Iterator[Any]:
        """A psycopg connection. Raises Transient where the server does not answer."""
        import psycopg

        whole = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            connection = psycopg.connect(whole, connect_timeout=10, application_name="mediawatch backup", **options)
        except psycopg.OperationalError as error:
            raise Transient(f"database {self.name} does not answer: {str(error).strip()}") from None
        with connection:
            yield connection


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of a database that stays readable as long as its transaction is open."""

    database: Database
    connection: Any
    key: str
    server: int  # major version
    revision: str | None

    def column(self, query: str) -> list[Any]:
        return [row[0] for row in self.connection.execute(query)]

    def rows(self) -> dict[str, int]:
        """Table -> rows."""
        return {name: self.column(f"select count(*) from {name}")[0] for name in self.column(_TABLES)}

    def dump(self, path: Path) -> None:
        """Raises Transient with what pg_dump said."""
        _run(
            self.server,
            "pg_dump", "--format=custom", "--no-password", f"--snapshot={self.key}", f"--lock-wait-timeout={LOCK_WAIT}",
            f"--file={path}", f"--dbname={self.database.uri}", env=self.database.environment,
        )  # fmt: skip


@contextmanager
def snapshot(database: Database) -> Iterator[Snapshot]:
    from psycopg import IsolationLevel

    with database.connected() as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        key = connection.execute("select pg_export_snapshot()").fetchone()[0]
        there = connection.execute("select to_regclass(%s)", [database.version_table]).fetchone()[0]
        query = f"select version_num from {database.version_table}"
        found = connection.execute(query).fetchone() if there else None
        server = connection.info.server_version // 10000
        yield Snapshot(database, connection, key, server, found and found[0])


def is_used(database: Database) -> bool:
    """Whether any of its tables holds a row besides the revision of its schema."""
    with snapshot(database) as seen:
        rest = [name for name in seen.column(_TABLES) if name != database.version_table]
        return any(seen.column(f"select exists (select from {name})")[0] for name in rest)


def others(database: Database) -> list[str]:
    """Who else is connected to the database, and stays so: a program that has just ended is in Postgres's list until
    its process there has ended too."""
    until = time.monotonic() + ENDING
    with database.connected() as connection:
        while True:
            found = [
                f"{program or 'a program without a name'} (process {pid} of Postgres)"
                for program, pid in connection.execute(
                    "select application_name, pid from pg_stat_activity where datname = current_database() "
                    "and pid <> pg_backend_pid() and backend_type = 'client backend'"
                )
            ]
            if not found or time.monotonic() > until:
                return found
            connection.rollback()  # a transaction sees the list as it was when it first asked
            time.sleep(0.05)


def restore(database: Database, dump: Path, rows: Mapping[str, int], *, acl: bool) -> None:
    """Replace all that the database holds by the dump. `rows`: what each table must have in the end; `acl`: with the
    rights that were granted, which needs the roles. Raises Permanent with what Postgres said; nothing has changed then.
    """
    with database.connected() as connection:
        server = connection.info.server_version // 10000
    rights = [] if acl else ["--no-acl"]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        reader = subprocess.Popen(  # noqa: S603
            [str(_program(server, "pg_restore")), "--file=-", "--no-owner", *rights, str(dump)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complained,
        )  # fmt: skip
        writer = subprocess.Popen(  # noqa: S603
            [str(_program(server, "psql")), "-X", "-q", "-w", "-v", "ON_ERROR_STOP=1", "-d", database.uri, "-f", "-"],
            stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT, env=database.environment,
        )  # fmt: skip
        is_whole = False
        try:
            with cast(IO[bytes], reader.stdout) as source, cast(IO[bytes], writer.stdin) as sink:
                sink.write(_BEGIN.encode())
                shutil.copyfileobj(source, sink, _BLOCK)
                # Where psql comes to the end of its input, the transaction is given up unless the commit has come:
                # that is only said once pg_restore has told everything.
                is_whole = reader.wait() == 0
                if is_whole:
                    sink.write(_end(rows).encode())
        except BrokenPipeError:  # psql has stopped at an error
            is_whole = False
        finally:
            reader.kill()
            reader.wait()
        if writer.wait() or not is_whole:
            raise Permanent(f"database {database.name} stays as it was: {_told(complained) or _told(said)}")


def _end(rows: Mapping[str, int]) -> str:
    checks = "\n".join(
        f"select count(*) into found from {table};\n"
        f"if found <> {number} then raise exception '{table} has % rows, the backup says {number}', found; end if;"
        for table, number in rows.items()
    )
    return f"\ndo $check$ declare found bigint; begin\n{checks}\nend $check$;\ncommit;\n"


def _run(server: int, command: str, *arguments: str, env: dict[str, str]) -> None:
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(  # noqa: S603
            [str(_program(server, command)), *arguments],
            env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            raise Transient(f"{command} failed: {_told(said)}")


def _program(server: int, command: str) -> Path:
    """The program of the oldest release that knows a server of this major version: a newer one would write statements
    that the server does not. Those on PATH count besides the bundled ones, which cannot speak TLS and so come last.
    Raises Permanent where there is none."""
    on_path = shutil.which(command)
    folders = [*([Path(on_path).parent] if on_path else []), *programs.program_folders()]
    fitting = {version: folder for folder in reversed(folders) if (version := _version(folder)) >= server}
    if not fitting:
        raise Permanent(
            f"this server is Postgres {server}, and {command} is of Postgres {max(map(_version, folders))}: put the "
            f"programs of Postgres {server} (Debian's package postgresql-client-{server}) on PATH"
        )
    return fitting[min(fitting)] / command


@cache
def _version(folder: Path) -> int:
    told = subprocess.run([str(folder / "pg_dump"), "--version"], capture_output=True, text=True)  # noqa: S603
    found = re.search(r"\) (\d+)", told.stdout)
    return int(found[1]) if found else 0


def _told(file: IO[bytes]) -> str:
    file.seek(0, os.SEEK_SET)
    return file.read().decode(errors="replace").strip()[-2000:]


_TABLES = """
select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1
"""

# Opens the transaction and drops all that is not the server's own or an extension's. Schema public stays, emptied: its
# rights belong to the server. Tables take indexes and sequences along; types and functions stand for themselves.
_BEGIN = """
begin;
set client_min_messages = warning;
do $empty$ declare found text; begin
    for found in select format('drop schema %I cascade', nspname) from pg_namespace n
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
        and not exists (select from pg_depend where objid = n.oid and deptype = 'e') loop
        execute found;
    end loop;
    for found in select format('drop %s if exists public.%I cascade',
            case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                else 'table' end, relname)
        from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
        and not exists (select from pg_depend where objid = c.oid and deptype = 'e') loop
        execute found;
    end loop;
    for found in select format('drop routine if exists public.%I(%s) cascade', proname,
            pg_get_function_identity_arguments(oid))
        from pg_proc p where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend where objid = p.oid and deptype = 'e') loop
        execute found;
    end loop;
    for found in select format('drop type if exists public.%I cascade', typname)
        from pg_type t where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
        and not exists (select from pg_depend where objid = t.oid and deptype = 'e') loop
        execute found;
    end loop;
end $empty$;
"""
