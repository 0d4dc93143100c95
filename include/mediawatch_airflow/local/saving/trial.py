"""A restore that is tried: a backup into databases that are made for it and dropped again, its rows counted.

A backup that nobody has restored is a hope. This reads all of it with the programs that a restore uses, and ends with
the same count of rows; what it does not try is the swap of the raw store, whose checksums are read.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from mediawatch.errors import Permanent, UsageError
from mediawatch.settings import Settings

from mediawatch_airflow.local.saving import archive, backup, dumps
from mediawatch_airflow.local.saving.dumps import Database
from mediawatch_airflow.local.steps import say, step

MARK = "SHA256SUMS"


def newest(folder: Path) -> list[Path]:
    """The whole backups in a folder, the newest first."""
    return sorted(
        (path.parent for path in folder.glob(f"mediawatch-*/{MARK}")), key=lambda path: path.name, reverse=True
    )


def try_restore(settings: Settings, source: Path | None = None) -> dict[str, int]:
    """Restore a backup (default: the newest of var/backups) into scratch databases beside the real ones; rows of each
    database. Raises UsageError where there is none, Permanent where it cannot be restored."""
    if source is None:
        found = newest(backup.default_folder(settings))
        if not found:
            raise UsageError(f"there is no backup in {backup.default_folder(settings)}: make backup")
        source = found[0]
    with step("Checksums"):
        manifest = archive.verified(source)
    rows = {}
    for name, database in backup.databases(settings).items():
        if not (source / f"{name}.dump").exists():
            continue
        with step(f"Database {name}, into a scratch one"):
            _try(database, source / f"{name}.dump", manifest.rows[name])
        rows[name] = sum(manifest.rows[name].values())
    say(f"\n{source} can be restored: {', '.join(f'{name} {number:,} rows' for name, number in rows.items())}.")
    return rows


def _try(database: Database, dump: Path, rows: Mapping[str, int]) -> None:
    from psycopg import errors, sql

    name = f"restore_trial_{secrets.token_hex(6)}"
    scratch = Database(database.name, database.url.set(database=name), database.version_table)
    with database.connected(autocommit=True) as connection:
        try:
            connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(name)))
        except errors.InsufficientPrivilege:
            raise Permanent(
                f"the role of database {database.name} may not make databases, so no restore can be tried: "
                f"alter role {database.url.username} createdb"
            ) from None
        try:
            dumps.restore(scratch, dump, rows, acl=False)
        finally:
            connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def prune(folder: Path, keep: int, *, delete: bool) -> list[Path]:
    """The whole backups of a folder behind the newest `keep`; with `delete` they are gone afterwards."""
    if keep < 1:
        raise UsageError("at least one backup has to stay")
    old = newest(folder)[keep:]
    for path in old if delete else ():
        shutil.rmtree(path)
    return old
