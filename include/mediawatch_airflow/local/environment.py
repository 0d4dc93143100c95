"""The environment of Airflow's processes on one machine.

This is the one module besides mediawatch.settings that touches os.environ: not for settings of ours, but to hand the
caller's environment on to child processes. A variable AIRFLOW__... that the caller has set wins, apart from those
that say which project this is.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from mediawatch.settings import Settings
from mediawatch.store.server import embedded

from mediawatch_airflow.local import secrets

METADATA_DATABASE = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"
QUIET = [
    "alembic",
    "great_expectations",
    "trafilatura",
    "htmldate",
    "courlan",
    "urllib3",
    "httpx",
    "httpcore",
    "fasteners",
]

OPTIONS = {
    "AIRFLOW__CORE__LOAD_EXAMPLES": ("False", "Only our DAGs."),
    "AIRFLOW__CORE__EXECUTOR": ("LocalExecutor", "Tasks are processes of the scheduler."),
    "AIRFLOW__CORE__PARALLELISM": ("4", "Tasks at the same time; each worker holds about 140 MB."),
    "AIRFLOW__CORE__HOSTNAME_CALLABLE": ("socket.gethostname", "Its own choice, getfqdn, may wait for a name server."),
    "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": (
        ",".join(f"{user}:{role}" for user, role in secrets.USERS.items()),
        "Users of the web page and their roles.",
    ),
    "AIRFLOW__API__HOST": ("127.0.0.1", "The web page is for this machine only."),
    "AIRFLOW__API__WORKERS": ("1", "Enough for a few people."),
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": ("0.1", "It is a second by default, at every hop of a run."),
    "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": ("1", "How long a task's end may go unnoticed; 5 s by default."),
    "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": (
        "12",
        "How often a task asks an API server that is away: for most of a minute, in which it is started again; 5 by "
        "default, which takes some ten seconds.",
    ),
    "AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX": ("10", "The longest pause between two of these, in seconds."),
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": (
        "70",
        "Seconds without a sign of life after which a task counts as killed and is tried again; 300 by default.",
    ),
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": (
        "10",
        "Seconds after which a scheduler looks again for tasks that a killed one had handed out; 300 by default, in "
        "which their runs stand still.",
    ),
    "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": ("1", "There are a few DAGs."),
    "AIRFLOW__LOGGING__NAMESPACE_LEVELS": (
        " ".join(f"{name}=WARNING" for name in QUIET),
        "Libraries that would fill the tasks' logs.",
    ),
    "AIRFLOW__LOGGING__COLORED_CONSOLE_LOG": ("False", "Logs are files."),
    "GX_ANALYTICS_ENABLED": ("false", "Great Expectations reports nothing to anyone."),
}
"""What `make up` and `make demo` set unless the caller has: value, and why. docs/settings.md is made of it."""


@dataclass(frozen=True, slots=True)
class Home:
    """Paths under var/, and the address."""

    project: Path
    port: int

    @property
    def var(self) -> Path:
        return self.project / "var"

    @property
    def airflow(self) -> Path:
        return self.var / "airflow"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def home(settings: Settings) -> Home:
    return Home(settings.home, settings.port)


def is_metadata_embedded() -> bool:
    """Whether Airflow's own setting leaves its metadata to the embedded Postgres."""
    return not os.environ.get(METADATA_DATABASE)


def prepare(settings: Settings) -> dict[str, str]:
    """Make the folders, secrets and links that Airflow needs, start Postgres if it is needed, and return the whole
    environment for its processes."""
    where = home(settings)
    for folder in (
        where.airflow,
        where.logs,
        *(path for path in settings.inboxes.values() if where.var in path.parents),
    ):
        folder.mkdir(parents=True, exist_ok=True)
    _link(where.airflow / "config", where.project / "config")  # $AIRFLOW_HOME/config is on sys.path of every process
    keys = secrets.obtain(where.airflow)
    ours = {
        "AIRFLOW_HOME": str(where.airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(where.project / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(where.project / "plugins"),
        "AIRFLOW__API__PORT": str(where.port),
        "AIRFLOW__API__BASE_URL": where.address,
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{where.address}/execution/",
        "MEDIAWATCH_HOME": str(where.project),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
        # Components talk to each other on this machine, whatever proxy the caller uses for the world.
        "NO_PROXY": ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1", "localhost"])),
        "no_proxy": ",".join(filter(None, [os.environ.get("no_proxy"), "127.0.0.1", "localhost"])),
    }
    defaults = {name: value for name, (value, _) in OPTIONS.items()} | {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(keys.passwords_file),
        "AIRFLOW__CORE__FERNET_KEY": keys.fernet_key,
        "AIRFLOW__API_AUTH__JWT_SECRET": keys.jwt_secret,
        "AIRFLOW__API__SECRET_KEY": keys.secret_key,
    }
    if is_metadata_embedded():
        defaults[METADATA_DATABASE] = embedded.ensure(settings).url("airflow", driver="psycopg2")
    environment = {**defaults, **os.environ, **ours}
    environment["MEDIAWATCH_AIRFLOW_DATABASE_URL"] = environment[METADATA_DATABASE]
    environment.pop("AIRFLOW_CONFIG", None)  # another project's file
    return environment


def administration(settings: Settings) -> dict[str, str]:
    """The environment of a program that may ask Airflow's own database. Airflow hides its address from tasks."""
    url = {METADATA_DATABASE: settings.airflow_database_url} if settings.airflow_database_url else {}
    return {**os.environ, **url}


def psql_environment(password: str | None) -> dict[str, str]:
    """The caller's environment with the password for psql: on its command line other users could read it."""
    return {**os.environ, **({"PGPASSWORD": password} if password else {})}


def _link(link: Path, target: Path) -> None:
    relative = os.path.relpath(target, link.parent)
    if link.is_symlink() and str(link.readlink()) == relative:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(relative)
