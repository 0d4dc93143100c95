"""`make clean`: back to the state before the first run."""

from __future__ import annotations

import shutil
import sys

from mediawatch.errors import UsageError
from mediawatch.settings import Settings

from mediawatch_airflow.local import environment, stack
from mediawatch_airflow.local.steps import say


def clean(settings: Settings, *, confirm: str) -> None:
    """Stop everything and delete the embedded databases, the lake, Airflow's home and logs: after a yes. What people
    put into var/inbox stays, and so does a warehouse that the settings name elsewhere."""
    where = environment.home(settings)
    doomed = [path for path in (settings.postgres_dir, settings.lake, where.airflow, where.logs) if path.exists()]
    if not doomed:
        say("Nothing to delete.")
        return
    if confirm != "yes":
        say("This deletes, with every article, tag and run in it:\n")
        for path in doomed:
            say(f"  {path}")
        if not sys.stdin.isatty():
            raise UsageError("not deleted: say yes with `make clean CONFIRM=yes`")
        if input("\nDelete? (yes/no) ").strip().lower() != "yes":
            say("Nothing was deleted.")
            return
    stack.down(settings)
    for path in doomed:
        shutil.rmtree(path)
    settings.postgres_dir.with_name(settings.postgres_dir.name + ".lock").unlink(missing_ok=True)
    say("Deleted.")
