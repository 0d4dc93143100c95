"""The tasks of the DAG `maintenance`: what may go is shown, then deleted; a backup is made, and its restore tried."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import Param, get_current_context
from mediawatch import settings as environment
from mediawatch.errors import Permanent

from mediawatch_airflow import form
from mediawatch_airflow.tasks import step
from mediawatch_airflow.warehouse import settings

if TYPE_CHECKING:
    from mediawatch.settings import Settings
    from mediawatch.workflow.operations.maintenance import Freed, Policy

log = logging.getLogger(__name__)

_COMMAND_SECONDS = 25 * 60  # below the task's own limit, so that it says which command took so long


def schedule() -> str | None:
    """When maintenance starts by itself: MEDIAWATCH_MAINTENANCE_SCHEDULE."""
    return environment.load().maintenance_schedule


def params() -> dict[str, Param]:
    """The fields of `maintenance`."""

    def days(default: int, title: str, description: str) -> Param:
        return Param(default, type="integer", minimum=1, maximum=36_500, title=title, description=description)

    return {
        "dry_run": Param(
            False,
            type="boolean",
            title="Dry run",
            description="Only show in the log of survey what would go.",
        ),
        "shard_days": days(30, "Shards: days", "Records of ended runs are kept so long; nobody reads them again."),
        "log_days": days(30, "Logs: days", "Logs of tasks are kept so long."),
        "export_days": days(30, "Exports: days", "What archive_export wrote is kept so long."),
        "airflow_days": days(
            90, "Airflow's rows: days", "Runs and tasks in Airflow's own database, as the grid shows."
        ),
        "message_days": days(365, "Messages: days", "Rows of ops.notice that are over are kept so long."),
        "raw": Param(
            "all",
            type="string",
            enum=["all", "days", "tagged"],
            title="Raw bytes",
            description="What is kept of the bytes that articles came from: all; those of the last days; or these and "
            "those of articles with a topic. Without its bytes an article cannot be made anew.",
        ),
        "raw_days": days(365, "Raw bytes: days", "Unless all are kept."),
        "backup": Param(
            True,
            type="boolean",
            title="Backup",
            description="Make a backup in var/backups and try to restore it.",
        ),
        "backups_kept": Param(
            8,
            type="integer",
            minimum=1,
            maximum=1_000,
            title="Backups kept",
            description="The newest so many stay. Keep some on another machine too.",
        ),
    }


@step
def survey() -> list[str]:
    """Opens the run in the ledger, and says what goes by the policy, before anything does."""
    from mediawatch.workflow.operations import maintenance

    configured, answers, policy = _asked()
    _open(configured, answers)
    found = maintenance.tidy(configured, policy, delete=False)
    return _tell([*found, *_old_files(delete=False)])


@step
def tidy_warehouse() -> list[str]:
    """Deletes shards, rows of the ledger and raw bytes, by the policy."""
    from mediawatch.workflow.operations import maintenance

    configured, _, policy = _asked()
    return _tell(maintenance.tidy(configured, policy, delete=not _is_dry(), own=_run_id()))


@step
def tidy_logs() -> list[str]:
    """Deletes old logs of tasks and old exports."""
    return _tell(_old_files(delete=not _is_dry()))


@step
def tidy_airflow() -> str:
    """Deletes old runs and tasks in Airflow's own database."""
    configured, answers, _ = _asked()
    if configured.airflow_database_url is None:
        return "left: MEDIAWATCH_AIRFLOW_DATABASE_URL does not say where Airflow's database is"
    before = datetime.now(UTC) - timedelta(days=answers["airflow_days"])
    command = ["airflow", "db", "clean", "--clean-before-timestamp", before.isoformat(), "--skip-archive", "--yes"]
    if _is_dry():
        command.append("--dry-run")
    return _run(configured, command)


@step
def back_up() -> str:
    """Makes a backup, restores it into scratch databases and counts their rows, then deletes what is beyond the number
    that is kept."""
    from mediawatch_airflow.local.saving import backup, trial

    configured, answers, _ = _asked()
    folder = backup.default_folder(configured)
    if not answers["backup"] or configured.airflow_database_url is None:
        return "left: it was not asked for, or MEDIAWATCH_AIRFLOW_DATABASE_URL is not set"
    if not _may_write(folder):
        return f"left: {folder} cannot be written here; docs/deployment.md says how a backup is made"
    if _is_dry():
        return f"a backup in {folder}; gone would be {len(trial.prune(folder, answers['backups_kept'], delete=False))}"
    said = [_run(configured, ["mediawatch_airflow.local", "backup", ""])]
    said.append(_run(configured, ["mediawatch_airflow.local", "try-restore", ""]))
    gone = trial.prune(folder, answers["backups_kept"], delete=True)
    return "\n".join([*said, f"backups deleted: {len(gone)}"])


@step
def close() -> dict[str, Any]:
    """Measures how large everything is (ops.size), and closes the run."""
    from mediawatch.store.ledger import runs
    from mediawatch.store.server.connect import transaction
    from mediawatch.workflow.operations import maintenance

    configured, _, _ = _asked()
    measured = {what: size for what, (_, size) in maintenance.sizes(configured, {"logs": _log_folder()}).items()}
    with transaction(configured) as connection:
        runs.finish(connection, _run_id(), "nothing_new", report={"bytes": measured})
    return measured


def _old_files(*, delete: bool) -> list[Freed]:
    from mediawatch.desk.export.asked_articles import EXPORTS
    from mediawatch.workflow.operations import maintenance

    configured, answers, policy = _asked()
    return [
        maintenance.old_files(_log_folder(), policy.log_days, "logs of tasks", delete=delete),
        maintenance.old_files(configured.exports_dir, answers["export_days"], "exports", delete=delete, named=EXPORTS),
    ]


def _asked() -> tuple[Settings, Mapping[str, Any], Policy]:
    from mediawatch.workflow.operations.maintenance import Policy

    answers = form.answers_to(params(), get_current_context())
    policy = Policy(
        shard_days=answers["shard_days"],
        log_days=answers["log_days"],
        message_days=answers["message_days"],
        raw=answers["raw"],
        raw_days=answers["raw_days"],
    )
    return settings(), answers, policy


def _is_dry() -> bool:
    return bool(get_current_context()["params"]["dry_run"])


def _run_id() -> str:
    run = get_current_context()["dag_run"]
    return f"{run.dag_id}:{run.run_id}"


def _open(configured: Settings, answers: Mapping[str, Any]) -> None:
    from mediawatch.code_version import code_version
    from mediawatch.store.ledger import runs
    from mediawatch.store.server.connect import transaction

    with transaction(configured) as connection:
        runs.begin(
            connection,
            _run_id(),
            dag_id=get_current_context()["dag_run"].dag_id,
            params=dict(answers),
            as_of=datetime.now(UTC),
            code_version=code_version(),
        )


def _log_folder() -> Path:
    from airflow.configuration import conf

    return Path(conf.get_mandatory_value("logging", "base_log_folder"))


def _may_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _run(configured: Settings, module: list[str]) -> str:
    """What a program said that needs Airflow's database, which tasks themselves may not ask. Raises Permanent with its
    last words where it fails."""
    from mediawatch_airflow.local.environment import administration

    done = subprocess.run(  # noqa: S603 (our own programs)
        [sys.executable, "-m", *module],
        env=administration(configured),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_COMMAND_SECONDS,
    )
    said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if line.strip())
    for line in said.splitlines()[-60:]:
        log.info("%s", line)
    if done.returncode:
        raise Permanent(f"{' '.join(module[:3])} failed: {said[-2000:]}")
    return said[-2000:]


def _tell(found: list[Freed]) -> list[str]:
    lines = [str(item) for item in found]
    for line in lines:
        log.info("%s", line)
    return lines
