"""`make upgrade`: a backup by the programs that made the data, the new lock, both schemas.

The Makefile calls `prepare` with the old programs, installs, and calls `finish` with the new ones. A new major version
of Postgres does not read the data of the old one; the backup, made by the old one a moment before, is the way over.
"""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from mediawatch.errors import Permanent
from mediawatch.settings import Settings
from mediawatch.store.server import embedded

from mediawatch_airflow.local import databases, environment, stack
from mediawatch_airflow.local.saving import archive, backup
from mediawatch_airflow.local.steps import say


def prepare(settings: Settings, folder: Path | None) -> None:
    """Back up, and stop Postgres, whose programs are about to be replaced. Raises Permanent while Airflow runs."""
    if stack.is_up(settings):
        raise Permanent("Airflow is running: make down first")
    found, bundled = embedded.versions(settings)
    if found is None and settings.database_url is None:
        say("There is no data yet, and so no backup.")
        return
    if found == bundled or settings.database_url:
        try:
            backup.backup(settings, folder)
        except backup.NothingYet:
            say("There is no data yet, and so no backup.")
    embedded.stop(settings)  # where the lock was installed before, finish says what to do


def finish(settings: Settings, folder: Path | None) -> None:
    """Both databases to the newest schema. Raises Permanent with what to type where the data folder is of another major
    version of Postgres."""
    check_postgres(settings, folder)
    where = environment.home(settings)
    databases.migrate(settings, where, environment.prepare(settings))
    say("\nUpgraded. Start Airflow: make up")


def check_postgres(settings: Settings, folder: Path | None) -> None:
    found, bundled = embedded.versions(settings)
    if found is None or found == bundled:
        return
    data = settings.postgres_dir
    said = f"{data} was made by Postgres {found}; this release brings Postgres {bundled}, which cannot read it."
    for made in reversed(archive.all_in(folder or backup.default_folder(settings))):
        try:
            manifest = archive.verified(made)
        except (Permanent, OSError) as damaged:  # an older one may be whole
            say(f"  note: {damaged}")
            continue
        if manifest.postgres["mediawatch"] == int(found):
            raise Permanent(
                f"{said}\nNothing was changed. The newest backup that can go over was made at {manifest.made_at}: "
                "whatever came later is not in it. If something did, check out the release before this one, "
                "`make install backup`, and come back. Then:\n\n"
                f"    mv {quote(str(data))} {quote(f'{data}.{found}')}\n"
                f"    make restore FROM={quote(str(made))} CONFIRM=yes\n\n"
                f"When all is well, {data}.{found} can be deleted."
            )
    raise Permanent(
        f"{said}\nNothing was changed, and there is no backup to go over with. Check out the release before this one, "
        "then: make install backup. Back in this release: make upgrade"
    )
