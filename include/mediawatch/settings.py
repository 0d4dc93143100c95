"""The one place that reads the environment. Everything else is handed a `Settings`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from mediawatch.errors import UsageError


@dataclass(frozen=True, slots=True)
class Bucket:
    """A place in an object store. Times in seconds."""

    url: str  # s3://bucket/prefix, gs://bucket/prefix, az://container/prefix
    options: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # of obstore's client: endpoint, keys
    timeout: float = 30.0  # without a byte, until a request is sent again
    retries: int = 10  # of a request that was not answered well


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and the limits at the door. Sizes in bytes, times in seconds."""

    home: Path  # holds include/seeds, include/topics, include/sources
    lake: Path  # runs/ (shards) and raw/ (raw store), as `storage.door` opens it; with a bucket, files on their way
    database_url: str | None  # SQLAlchemy URL with +psycopg; None: the embedded Postgres under var/postgres
    postgres_dir: Path  # data folder of the embedded Postgres
    inboxes: dict[str, Path] = field(default_factory=dict)  # name -> folder; seeds and inbox are read by default
    shard_size: int = 500  # documents
    quiet_seconds: float = 1.0  # a file that changed within them is looked at again before it is taken
    max_file_bytes: int = 64 * 1024 * 1024  # a delivered file, and a container after decompression times 8
    max_document_bytes: int = 5 * 1024 * 1024  # one document, decompressed
    max_body_chars: int = 1_000_000
    max_quarantined_share: float = 0.5  # of the documents that reach a gate
    clean_seconds: float = 10.0  # one document's processor time in the parsers
    workers: int = 1  # worker processes of clean and of cluster, and of the command for shards
    run_documents: int = 100_000  # new ones that a run takes of files and archives; the rest is left to the next
    ledger_days: int = 400  # for which ops.document keeps a row for each document of a run
    time_zone: str = "UTC"  # of the reporting views
    schedule: str | None = "@daily"  # of the DAG media_monitor: cron or preset; None: only when triggered
    maintenance_schedule: str | None = "30 3 * * 0"  # of the DAG maintenance, as `schedule`
    airflow_database_url: str | None = field(default=None, repr=False)  # for what tidies Airflow's own database
    port: int = 8080  # of Airflow's web page under `make up`
    user_agent: str | None = None  # who the crawler says that it is; None: WebSettings' own
    web_allow: tuple[str, ...] = ()  # host:port that the crawler may contact although not public or on another port
    web_delay: float = 1.0  # from the end of a request to the next one of the same host, where no more is asked for
    channels: dict[str, str] = field(default_factory=dict, repr=False)  # name -> address of apprise's, mostly a secret
    page_url: str = "http://127.0.0.1:8080"  # of Airflow's web page, for links in messages
    exports: Path | None = None  # folder of exported files; None: var/exports
    bucket: Bucket | None = None  # where the lake is, if it is in no folder
    preload: bool = False  # whether this process is one that task processes are forked from: a scheduler, a worker

    @property
    def topics_dir(self) -> Path:
        return self.home / "include" / "topics"

    @property
    def sources_dir(self) -> Path:
        return self.home / "include" / "sources"

    @property
    def alerts_dir(self) -> Path:
        return self.home / "include" / "alerts"

    @property
    def exports_dir(self) -> Path:
        return self.exports or self.home / "var" / "exports"


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable as docs/settings.md shows it; `default` in words where it is no value."""

    name: str
    default: str
    what: str


VARIABLES = (
    Variable(
        "MEDIAWATCH_DATABASE_URL",
        "the embedded Postgres",
        "The warehouse, `postgresql://user:password@host:port/database`; Postgres 15 or newer.",
    ),
    Variable("MEDIAWATCH_POSTGRES_DIR", "`var/postgres`", "Data folder of the embedded Postgres."),
    Variable(
        "MEDIAWATCH_LAKE",
        "`var/lake`",
        "Folder of the raw store and the runs' shards, or a place in an object store: `s3://bucket/prefix`, "
        "`gs://bucket/prefix`, `az://container/prefix` (docs/scaling.md).",
    ),
    Variable(
        "MEDIAWATCH_LAKE_ENDPOINT",
        "the store's own",
        "Address of a store that speaks S3's language, as `https://minio.example:9000`.",
    ),
    Variable(
        "MEDIAWATCH_SCRATCH",
        "`var/scratch`",
        "With a lake in an object store: folder for files on their way to it and from it, on a disk of the machine.",
    ),
    Variable("MEDIAWATCH_EXPORTS", "`var/exports`", "Folder into which the DAG `archive_export` writes files."),
    Variable(
        "MEDIAWATCH_INBOXES",
        "none",
        "Inboxes besides `seeds` (include/seeds), `inbox` (var/inbox) and `archive` (var/archive, what backfill_warc "
        "reads): `name=folder:name=folder`.",
    ),
    Variable("MEDIAWATCH_HOME", "the checkout", "Folder that holds include/topics, include/sources and include/seeds."),
    Variable("MEDIAWATCH_SCHEDULE", "`@daily`", "When media_monitor runs: a preset, a cron expression, or `none`."),
    Variable(
        "MEDIAWATCH_MAINTENANCE_SCHEDULE",
        "`30 3 * * 0`",
        "When the DAG maintenance runs: as MEDIAWATCH_SCHEDULE.",
    ),
    Variable(
        "MEDIAWATCH_AIRFLOW_DATABASE_URL",
        "set by `make up`",
        "Airflow's own database, for maintenance alone: tasks may not ask it, so its rows stay where this is not set.",
    ),
    Variable("MEDIAWATCH_PORT", "`8080`", "Port of Airflow's web page under `make up`."),
    Variable(
        "MEDIAWATCH_QUIET_SECONDS",
        "`1`",
        "A file of an inbox that changed within so many seconds is looked at again after them, and left to a later "
        "run where it changed meanwhile; 0 to 3,600. More, where slow programs write into an inbox.",
    ),
    Variable("MEDIAWATCH_SHARD_SIZE", "`500`", "Documents of a shard, 1 to 100,000."),
    Variable(
        "MEDIAWATCH_WORKERS",
        "number of processors",
        "Processes in which articles are cleaned, read and compared, 1 to 256.",
    ),
    Variable(
        "MEDIAWATCH_CLEAN_SECONDS",
        "`10`",
        "Seconds of processor time that one document may take in the parsers, 0.1 to 3,600. By the clock it may take "
        "30 times as long, a minute at least.",
    ),
    Variable(
        "MEDIAWATCH_MAX_QUARANTINED_SHARE",
        "`0.5`",
        "Share of the documents that reach a gate which may be in quarantine, 0 to 1; above it the run stops.",
    ),
    Variable(
        "MEDIAWATCH_RUN_DOCUMENTS",
        "`100000`",
        "New documents that one run takes of files and archives, 1 to 10,000,000; the next run takes the rest.",
    ),
    Variable(
        "MEDIAWATCH_LEDGER_DAYS",
        "`400`",
        "Days for which `ops.document` has a row for each document of a run, 1 to 36,500; older runs keep counts.",
    ),
    Variable(
        "MEDIAWATCH_TIME_ZONE", "`UTC`", "Time zone of the views that count by day; `mediawatch migrate` sets it."
    ),
    Variable(
        "MEDIAWATCH_USER_AGENT",
        "MediaWatch and its version",
        "Who the crawler says that it is: name an address at which you can be reached.",
    ),
    Variable(
        "MEDIAWATCH_WEB_ALLOW",
        "none",
        "`host:port,host:port` that the crawler may contact although not public, or not on port 80 or 443.",
    ),
    Variable(
        "MEDIAWATCH_WEB_DELAY",
        "`1`",
        "Seconds between two requests to one host, 0 to 600; a source or robots.txt may ask for more.",
    ),
    Variable(
        "MEDIAWATCH_CHANNELS",
        "none",
        "Where messages go: `name=address` for each channel that include/alerts names, with blanks between them. An "
        "address is one of apprise's, as `mailtos://user:password@mail.example?to=desk@paper.example`.",
    ),
    Variable(
        "MEDIAWATCH_CHANNELS_FILE",
        "none",
        "A file with the same, a channel on a line: for secrets that are handed out as files.",
    ),
    Variable(
        "MEDIAWATCH_PAGE_URL",
        "`http://127.0.0.1:8080`",
        "Address of Airflow's web page as readers of messages reach it.",
    ),
    Variable(
        "MEDIAWATCH_PRELOAD",
        "`0`",
        "`1` for a process that task processes are forked from (Procfile sets it): it loads heavy libraries once.",
    ),
)
"""Every variable that `load` reads, in the order of the page."""


def find_home(start: Path | None = None) -> Path:
    """The project folder: the nearest one at or above `start` (default: here) that holds include/topics, else the
    checkout that this module stands in. Raises UsageError where there is none."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents, *Path(__file__).resolve().parents):
        if (folder / "include" / "topics").is_dir():
            return folder
    raise UsageError("cannot find the project folder (with include/topics): set MEDIAWATCH_HOME to it")


_SCHEME = re.compile(r"[\w+.-]+(?=://)")
_BEHIND_THE_SCHEME = re.compile(
    r"(?:[^:/@]*(?::[^@]*)?@)?(?:\[[^/?@\]]+\]|[^:/?@\[\]]*)(?::\d{1,5})?(?:[/?].*)?", re.DOTALL
)
"""Such as `user:password@[::1]:5432/database?sslmode=require`, as SQLAlchemy parts it."""


def warehouse_url(url: str) -> str:
    """`url` as SQLAlchemy wants it for psycopg 3. Raises UsageError for anything that is not a Postgres URL."""
    scheme, sep, rest = url.strip().partition("://")
    if not sep or scheme.split("+")[0] not in ("postgres", "postgresql"):
        raise UsageError(
            "MEDIAWATCH_DATABASE_URL must read postgresql://user:password@host:port/database "
            f"(its scheme is {found[0] if (found := _SCHEME.match(url.strip())) else 'missing'!r})"
        )
    if not _BEHIND_THE_SCHEME.fullmatch(rest):  # not repeated: a part of a password may stand where it was not meant to
        raise UsageError(
            "MEDIAWATCH_DATABASE_URL must read postgresql://user:password@host:port/database, its port a number: in a "
            "user's name and a password write @ as %40, : as %3A and / as %2F"
        )
    if any(name == "password" for name, _ in parse_qsl(rest.partition("?")[2])):
        raise UsageError(
            "MEDIAWATCH_DATABASE_URL must have its password before the @, not behind the ?: programs that are started "
            "with the rest of it show that to every user of the machine"
        )
    return f"postgresql+psycopg://{rest}"


def _number(environ: dict[str, str], name: str, default: float, low: float, high: float) -> float:
    text = environ.get(name, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise UsageError(f"{name} must be a number from {low:g} to {high:g}, not {text!r}")
    return value


def _schedule(text: str, name: str = "MEDIAWATCH_SCHEDULE") -> str | None:
    """A cron expression (5 or 6 fields) or a preset; `none` switches it off."""
    schedule = text.strip()
    if schedule.lower() in ("none", "@none"):
        return None
    if schedule.startswith("@") and schedule[1:] in ("once", "hourly", "daily", "weekly", "monthly", "yearly"):
        return schedule
    if len(schedule.split()) in (5, 6):
        return schedule
    raise UsageError(
        f"{name} must be a cron expression like '30 5 * * *', a preset like @daily or @hourly, or none, not {text!r}"
    )


_CHANNEL = re.compile(r"([a-z0-9][a-z0-9-]{0,62})=([a-z0-9.+-]+://.+)", re.IGNORECASE)


def _channels(text: str, file: str) -> dict[str, str]:
    """name -> address. What is wrong is told by its place alone: the text holds secrets."""
    lines = text.split()
    if file:
        try:
            lines += [line.strip() for line in Path(file).read_text("utf-8-sig").splitlines()]
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"MEDIAWATCH_CHANNELS_FILE: {file} cannot be read: {type(error).__name__}") from None
    found: dict[str, str] = {}
    for number, line in enumerate((line for line in lines if line and not line.startswith("#")), 1):
        match = _CHANNEL.fullmatch(line)
        if not match:
            raise UsageError(
                f"MEDIAWATCH_CHANNELS: entry {number} must read name=address, as mail=mailtos://user:password@host, "
                "with no blank in it"
            )
        found[match[1].lower()] = match[2]
    return found


def _page_url(text: str, port: int) -> str:
    url = text.strip().rstrip("/") or f"http://127.0.0.1:{port}"
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UsageError(f"MEDIAWATCH_PAGE_URL must be an address as https://news.example/airflow, not {text!r}")
    return url


_PLACE = re.compile(r"(?:s3|gs|az)://[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9](?:/[A-Za-z0-9._=-]+)*/?")


def bucket_of(lake: str, endpoint: str) -> Bucket | None:
    """The place in an object store that MEDIAWATCH_LAKE names; None where it names a folder. Raises UsageError; what
    is wrong is not repeated, as it may hold a key."""
    if "://" not in lake:
        if endpoint:
            raise UsageError("MEDIAWATCH_LAKE_ENDPOINT is of use with a lake as s3://bucket/prefix alone")
        return None
    if not _PLACE.fullmatch(lake) or any(part in (".", "..") for part in lake.split("/")):
        raise UsageError(
            "MEDIAWATCH_LAKE must be a folder or read s3://bucket/prefix, gs://bucket/prefix or az://container/prefix, "
            "with letters, digits and . _ = - in the prefix; keys of access have no place in it (docs/scaling.md)"
        )
    options = {}
    if endpoint:
        parts = urlsplit(endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
            raise UsageError("MEDIAWATCH_LAKE_ENDPOINT must be an address as https://minio.example:9000, without keys")
        options = {"endpoint": endpoint.rstrip("/")}
    return Bucket(lake.rstrip("/"), tuple(options.items()))


def load(environ: dict[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises UsageError naming the variable that is wrong."""
    env = dict(os.environ) if environ is None else environ
    home = Path(env["MEDIAWATCH_HOME"]).resolve() if env.get("MEDIAWATCH_HOME") else find_home()
    var = home / "var"
    inboxes = {"seeds": home / "include" / "seeds", "inbox": var / "inbox", "archive": var / "archive"}
    for pair in filter(None, env.get("MEDIAWATCH_INBOXES", "").split(os.pathsep)):
        name, sep, folder = pair.partition("=")
        if not sep or not name.isidentifier():
            raise UsageError(f"MEDIAWATCH_INBOXES must read name=folder{os.pathsep}name=folder, not {pair!r}")
        inboxes[name] = Path(folder)
    url = env.get("MEDIAWATCH_DATABASE_URL", "")
    port = int(_number(env, "MEDIAWATCH_PORT", 8080, 1, 65535))
    bucket = bucket_of(env.get("MEDIAWATCH_LAKE", ""), env.get("MEDIAWATCH_LAKE_ENDPOINT", ""))
    lake, scratch = env.get("MEDIAWATCH_LAKE") or var / "lake", env.get("MEDIAWATCH_SCRATCH") or var / "scratch"
    return Settings(
        home=home,
        lake=Path(scratch if bucket else lake).resolve(),
        bucket=bucket,
        exports=Path(env.get("MEDIAWATCH_EXPORTS") or var / "exports").resolve(),
        database_url=warehouse_url(url) if url else None,
        postgres_dir=Path(env.get("MEDIAWATCH_POSTGRES_DIR") or var / "postgres").resolve(),
        inboxes={name: folder.resolve() for name, folder in inboxes.items()},
        shard_size=int(_number(env, "MEDIAWATCH_SHARD_SIZE", 500, 1, 100_000)),
        quiet_seconds=_number(env, "MEDIAWATCH_QUIET_SECONDS", 1, 0, 3600),
        max_quarantined_share=_number(env, "MEDIAWATCH_MAX_QUARANTINED_SHARE", 0.5, 0, 1),
        clean_seconds=_number(env, "MEDIAWATCH_CLEAN_SECONDS", 10, 0.1, 3600),
        workers=int(_number(env, "MEDIAWATCH_WORKERS", os.cpu_count() or 1, 1, 256)),
        run_documents=int(_number(env, "MEDIAWATCH_RUN_DOCUMENTS", 100_000, 1, 10_000_000)),
        ledger_days=int(_number(env, "MEDIAWATCH_LEDGER_DAYS", 400, 1, 36_500)),
        time_zone=env.get("MEDIAWATCH_TIME_ZONE") or "UTC",
        user_agent=env.get("MEDIAWATCH_USER_AGENT") or None,
        web_allow=tuple(filter(None, (part.strip() for part in env.get("MEDIAWATCH_WEB_ALLOW", "").split(",")))),
        web_delay=_number(env, "MEDIAWATCH_WEB_DELAY", 1, 0, 600),
        schedule=_schedule(env.get("MEDIAWATCH_SCHEDULE") or "@daily"),
        maintenance_schedule=_schedule(
            env.get("MEDIAWATCH_MAINTENANCE_SCHEDULE") or "30 3 * * 0", "MEDIAWATCH_MAINTENANCE_SCHEDULE"
        ),
        airflow_database_url=env.get("MEDIAWATCH_AIRFLOW_DATABASE_URL") or None,
        port=port,
        channels=_channels(env.get("MEDIAWATCH_CHANNELS", ""), env.get("MEDIAWATCH_CHANNELS_FILE", "")),
        page_url=_page_url(env.get("MEDIAWATCH_PAGE_URL", ""), port),
        preload=env.get("MEDIAWATCH_PRELOAD", "") not in ("", "0"),
    )


def python_variables() -> dict[str, str]:
    """The variables that say which code a new Python process runs, by name: PYTHONPATH and its like."""
    return {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}


def environment_of_one_thread() -> dict[str, str]:
    """All variables, for a process of which others are forked: the libraries of numpy start no threads in it."""
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
