"""`make backup`: both databases, the raw store, roles and keys in one folder; while Airflow runs, if it does.

Consistent without stopping anything: each database is dumped from one snapshot, and its rows are counted in the same.
Airflow's is taken first: where the warehouse knows more, a repeated task finds its work done; the other way round
Airflow would hold for done what is not. The raw store comes after both (see `lakefiles`), and what the warehouse names
and the copy lacks is told.
"""

from __future__ import annotations

import errno
import importlib.metadata
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import mediawatch
from mediawatch.errors import Permanent, UsageError
from mediawatch.lake.run_folder import folder_name
from mediawatch.settings import Settings
from mediawatch.store.server import embedded
from sqlalchemy import make_url

from mediawatch_airflow.local import environment
from mediawatch_airflow.local.saving import archive, dumps, lakefiles, roles
from mediawatch_airflow.local.saving.archive import Manifest
from mediawatch_airflow.local.saving.dumps import Database, Snapshot
from mediawatch_airflow.local.steps import say, step

ENDED = ("published", "nothing_new", "mostly_quarantined")


class NothingYet(Permanent):
    """Neither database has a schema. One of them without is a backup of no tables: Airflow's where only the command
    line was used, the warehouse where its first migration failed."""


def databases(settings: Settings) -> dict[str, Database]:
    """Both, whichever server they are on; the embedded one is started. Raises UsageError where Airflow keeps its
    metadata in something else than Postgres."""
    metadata = make_url(environment.prepare(settings)[environment.METADATA_DATABASE])
    if metadata.get_backend_name() != "postgresql":
        raise UsageError(
            f"Airflow's metadata is in {metadata.get_backend_name()}, which this does not back up: "
            f"leave {environment.METADATA_DATABASE} to the embedded Postgres, or name a Postgres"
        )
    warehouse = make_url(embedded.warehouse_url(settings))
    return {
        "airflow": Database("airflow", metadata, "public.alembic_version"),
        "mediawatch": Database("mediawatch", warehouse, "ops.alembic_version"),
    }


def default_folder(settings: Settings) -> Path:
    return environment.home(settings).var / "backups"


def backup(settings: Settings, folder: Path | None = None) -> Path:
    """Make a backup below `folder` (default: var/backups); where it is. Raises Permanent or Transient where it cannot
    be whole, and leaves nothing behind then."""
    made_at = datetime.now(UTC)
    folder = (folder or default_folder(settings)).absolute()
    both = databases(settings)
    try:
        with archive.being_made(folder, archive.name(made_at)) as draft:
            _fill(settings, both, draft, made_at)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise Permanent(f"no backup: {folder}: {error.strerror}; make room there, or name another DIR=") from None
        raise
    made = folder / archive.name(made_at)
    say(f"\n{made}  ({_size(made)})\n\nIt holds articles, keys and passwords: keep it as you keep those.")
    return made


def _fill(settings: Settings, both: dict[str, Database], draft: Path, made_at: datetime) -> None:
    with dumps.snapshot(both["airflow"]) as airflow, dumps.snapshot(both["mediawatch"]) as warehouse:
        if not airflow.revision and not warehouse.revision:
            raise NothingYet("there is nothing to back up: no run has been made here yet")
        rows = {}
        for seen in (airflow, warehouse):
            with step(f"Database {seen.database.name}"):
                rows[seen.database.name] = seen.rows()
                seen.dump(draft / f"{seen.database.name}.dump")
        told = {seen.database.name: roles.seen(seen.connection) for seen in (airflow, warehouse)}
        (draft / archive.ROLES).write_text(json.dumps(told, indent=1), encoding="utf-8")
        with step("Raw store"):
            ended = _ended(warehouse) if warehouse.revision else set()
            files = lakefiles.pack(settings.lake, draft / archive.LAKE, ended=ended)
            if settings.bucket:
                say(f"  note: {settings.bucket.url} is not in it: use the store's own versions and replication")
            elif warehouse.revision:
                _check_bytes(warehouse, lakefiles.names(draft / archive.LAKE))
        for name in archive.SECRETS:
            if (kept := environment.home(settings).airflow / name).exists():
                shutil.copyfile(kept, draft / name)
        with step("Checksums"):
            archive.close(
                draft,
                Manifest(
                    made_at=made_at.isoformat(),
                    mediawatch=mediawatch.__version__,
                    airflow=importlib.metadata.version("apache-airflow-core"),
                    postgres={seen.database.name: seen.server for seen in (airflow, warehouse)},
                    revisions={seen.database.name: seen.revision for seen in (airflow, warehouse)},
                    rows=rows,
                    files=files,
                ),
            )


def _ended(warehouse: Snapshot) -> set[str]:
    """Folders of the runs that nobody will take up again."""
    states = ", ".join(f"'{state}'" for state in ENDED)
    return {folder_name(run) for run in warehouse.column(f"select run_id from ops.run where state in ({states})")}


def _check_bytes(warehouse: Snapshot, packed: set[str]) -> None:
    lost = [
        url
        for url in warehouse.column("select distinct storage_url from news.raw_document where erased_at is null")
        if url not in packed
    ]
    for url in lost[:3]:
        say(f"  note: {url} is not in the raw store")
    if lost:
        say(f"  note: of {len(lost)} files that articles came from, the bytes were gone before this backup")


def _size(folder: Path) -> str:
    size = sum(path.stat().st_size for path in folder.iterdir())
    return f"{size / 1e6:,.1f} MB" if size < 1e9 else f"{size / 1e9:,.1f} GB"
