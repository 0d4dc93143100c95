"""`make restore`: back to the state of a backup, or not a step.

Everything that can be wrong is asked first: whether the backup is whole, whether this release can read it, whether
somebody is at work, whether something would be lost. Then the raw store is unpacked beside the old one, each database
replaced in one transaction that ends with a count of its rows, and the folders swapped. Interrupted between these, the
same command brings it to its end.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from mediawatch.errors import Permanent, UsageError
from mediawatch.settings import Settings
from mediawatch.store.schema import migrate

from mediawatch_airflow.local import databases, environment, stack
from mediawatch_airflow.local.saving import archive, backup, dumps, lakefiles, roles
from mediawatch_airflow.local.saving.archive import Manifest
from mediawatch_airflow.local.saving.dumps import Database
from mediawatch_airflow.local.steps import say, step


def restore(settings: Settings, source: Path | None, *, confirm: str = "") -> None:
    """Restore the backup `source`. Raises UsageError where no or no such backup is named, or where it would replace
    articles and nobody has said yes; Permanent where the backup is damaged or too new, or Airflow runs."""
    source = _chosen(settings, source)
    with step("Checksums"):
        manifest = archive.verified(source)
    _check_release(manifest)
    if stack.is_up(settings):
        raise Permanent("Airflow is running: make down first")
    both = backup.databases(settings)
    for name, database in both.items():
        _check_server(database, manifest)
        if busy := dumps.others(database):
            raise Permanent(f"database {name} is in use by {', '.join(busy)}: end that first")
    if not _may_replace(settings, both["mediawatch"], confirm):
        say("Nothing was changed.")
        return
    with step("Raw store: unpacked beside the old one"):
        draft = lakefiles.unpack(settings.lake, source / archive.LAKE)
    told = json.loads((source / archive.ROLES).read_text(encoding="utf-8"))
    for name, database in both.items():
        with step(f"Database {name}"):
            _load(database, source, manifest, told[name])
    if settings.bucket:
        shutil.rmtree(draft)
        say(f"  note: {settings.bucket.url} was left as it is")
    else:
        lakefiles.swap(settings.lake, draft)
    where = environment.home(settings)
    for name in archive.SECRETS:
        if (source / name).exists():
            shutil.copyfile(source / name, where.airflow / name)
            (where.airflow / name).chmod(0o600)
    databases.migrate(settings, where, environment.prepare(settings))
    rows = manifest.rows["mediawatch"]
    say(
        f"\nRestored, every table with the rows that the backup counted: {rows.get('news.article', 0):,} articles "
        f"of {rows.get('ops.run', 0):,} runs, {manifest.files['raw']:,} files in the raw store, "
        f"{sum(manifest.rows['airflow'].values()):,} rows of Airflow's.\nStart Airflow: make up"
    )


def _chosen(settings: Settings, source: Path | None) -> Path:
    if source:
        return source.absolute()
    found = archive.all_in(backup.default_folder(settings))
    listed = "".join(f"\n  {path}" for path in found)
    raise UsageError(f"say which backup: make restore FROM=<folder>{listed and f'; there are{listed}'}")


def _check_release(manifest: Manifest) -> None:
    import importlib.metadata

    from packaging.version import Version

    here = importlib.metadata.version("apache-airflow-core")
    if Version(manifest.airflow) > Version(here):
        raise Permanent(f"the backup is of Airflow {manifest.airflow}, this is {here}: upgrade first (make upgrade)")
    if (revision := manifest.revisions["mediawatch"]) and revision not in migrate.revisions():
        raise Permanent(f"the backup's warehouse is at revision {revision}, which this release does not know: upgrade")


def _check_server(database: Database, manifest: Manifest) -> None:
    made_by = manifest.postgres[database.name]
    with dumps.snapshot(database) as seen:
        if seen.server < made_by:
            raise Permanent(
                f"database {database.name} was dumped from Postgres {made_by}, this server is {seen.server}: "
                "a dump goes to the same or a newer release only"
            )


def _may_replace(settings: Settings, warehouse: Database, confirm: str) -> bool:
    raw = settings.lake / "raw"
    if not dumps.is_used(warehouse) and not (raw.exists() and any(raw.iterdir())):
        return True
    if confirm == "yes":
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            "the warehouse is not empty, and all that is in it would be replaced: make a backup of it, then say yes "
            "with `make restore FROM=... CONFIRM=yes`"
        )
    say("The warehouse is not empty: every article, tag and run in it will be replaced by the backup's.")
    return input("\nReplace? (yes/no) ").strip().lower() == "yes"


def _load(database: Database, source: Path, manifest: Manifest, told: dict[str, object]) -> None:
    with database.connected(autocommit=True) as connection:
        missing = roles.make(connection, told)
        user = connection.execute("select current_user").fetchone()[0]
    is_same = not missing and user == told["user"]
    if not is_same:
        say(
            f"  note: rights in database {database.name} are not brought back, since "
            + (f"the roles {', '.join(missing)} are not there" if missing else f"this is user {user}")
        )
    dumps.restore(database, source / f"{database.name}.dump", manifest.rows[database.name], acl=is_same)
