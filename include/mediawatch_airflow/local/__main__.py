"""`python -m mediawatch_airflow.local COMMAND`: what the Makefile calls."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from mediawatch import settings as environment
from mediawatch.errors import MediaWatchError, UsageError, told


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m mediawatch_airflow.local")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in {
        "demo": "run the DAG once on the seeds and show what came of it",
        "up": "start Airflow in the background",
        "down": "stop Airflow and the embedded Postgres",
        "status": "which parts run, how the last runs ended",
        "logs": "what the parts say",
        "service": "write a unit for systemd",
    }.items():
        commands.add_parser(name, help=text)
    supervise = commands.add_parser("supervise", help="keep Airflow's processes running, in the foreground")
    supervise.add_argument(
        "--service", action="store_true", help="make everything ready first, stop Postgres at the end"
    )
    commands.add_parser("sql", help="psql on the warehouse").add_argument("query", nargs="?", default="")
    commands.add_parser("clean", help="delete all state").add_argument("--confirm", default="")
    commands.add_parser("backup", help="both databases and the raw store into a folder").add_argument("folder")
    trial = commands.add_parser("try-restore", help="a backup into scratch databases, its rows counted")
    trial.add_argument("source")
    restore = commands.add_parser("restore", help="back to the state of a backup")
    restore.add_argument("source")
    restore.add_argument("--confirm", default="")
    upgrade = commands.add_parser("upgrade", help="what comes before and after a new lock is installed")
    upgrade.add_argument("step", choices=("prepare", "finish"))
    upgrade.add_argument("folder")
    asked = parser.parse_args(arguments)
    try:
        return _carry_out(asked)
    except UsageError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except MediaWatchError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    except BrokenPipeError:  # whoever read our words has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        return 0
    except OSError as error:
        if (reason := told(error)) is None:
            raise
        sys.stderr.write(f"error: {reason}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130


def _carry_out(asked: argparse.Namespace) -> int:
    settings = environment.load()
    if asked.command == "sql":
        from mediawatch_airflow.local import databases

        return databases.sql(settings, asked.query)
    if asked.command == "status":
        from mediawatch_airflow.local import stack

        return stack.status(settings)
    if asked.command == "supervise":
        from mediawatch_airflow.local.supervise import supervise

        supervise(settings, service=asked.service)
    elif asked.command == "service":
        from mediawatch_airflow.local.service import service

        service(settings)
    elif asked.command == "demo":
        from mediawatch_airflow.local.demo import demo

        demo(settings)
    elif asked.command == "clean":
        from mediawatch_airflow.local.cleaning import clean

        clean(settings, confirm=asked.confirm)
    elif asked.command == "backup":
        from mediawatch_airflow.local.saving.backup import backup

        backup(settings, _path(asked.folder))
    elif asked.command == "try-restore":
        from mediawatch_airflow.local.saving.trial import try_restore

        try_restore(settings, _path(asked.source))
    elif asked.command == "restore":
        from mediawatch_airflow.local.saving.restore import restore

        restore(settings, _path(asked.source), confirm=asked.confirm)
    elif asked.command == "upgrade":
        from mediawatch_airflow.local import upgrade

        {"prepare": upgrade.prepare, "finish": upgrade.finish}[asked.step](settings, _path(asked.folder))
    else:
        from mediawatch_airflow.local import stack

        {"up": stack.up, "down": stack.down, "logs": stack.logs}[asked.command](settings)
    return 0


def _path(text: str) -> Path | None:
    """The Makefile hands over an empty word where nothing was said."""
    return Path(text) if text else None


if __name__ == "__main__":
    sys.exit(main())
