"""Looking how things are, telling who has to know, and answering probes.

`watch` looks once; it may be called by anybody at any time, since the ledger of messages decides what is told. The
command `mediawatch watch` calls it every minute in a process of its own, so that somebody is told when Airflow is dead.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mediawatch.errors import MediaWatchError
from mediawatch.notify import channels
from mediawatch.notify.audiences import OPERATORS, Audience
from mediawatch.notify.conditions import UNWELL, Disk, Problem, RunState, SourceState, Spike, State, judge
from mediawatch.notify.decide import decide, spikes
from mediawatch.notify.messages import Message, Severity, quoted
from mediawatch.settings import Settings
from mediawatch.store.ledger import notices
from mediawatch.store.read import system_state
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.operations import alerting

log = logging.getLogger(__name__)

SCHEDULED = "media_monitor"
"""The DAG that has a schedule."""
PARTS = ("metadatabase", "scheduler", "dag_processor")
"""Parts of Airflow that send heartbeats; the API server is the one that answers for them."""
AWAY = timedelta(minutes=1)
"""So long the warehouse may be away before somebody is told: a restart takes seconds."""
FULL_BYTES = 100_000_000
"""Room below which a disk is named as what may have stopped the warehouse."""
AGAIN_SECONDS = 15.0
"""Seconds between two looks while it is away."""
RESTART = timedelta(minutes=2)
"""So long a part of Airflow may be unwell before somebody is told: it is started again in half a minute, as a rule."""
WHOLE = 10
"""Every so many looks are whole ones."""
_ASK_SECONDS = 5


def airflow_health(address: str) -> dict[str, str]:
    """Part of Airflow -> healthy, unhealthy, or `no answer` of the API server, asked at its address."""
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{address.rstrip('/')}/api/v2/monitor/health", timeout=_ASK_SECONDS) as answer:
            health = json.load(answer)
        return {"api-server": "healthy"} | {
            part.replace("_", "-"): str((health.get(part) or {}).get("status") or "unhealthy") for part in PARTS
        }
    except (OSError, ValueError, AttributeError):
        return {"api-server": "no answer"}


def state(settings: Settings, *, airflow: str | None = None, now: datetime | None = None, whole: bool = True) -> State:
    """How things are now. `airflow` is the address of its API server; None: nobody asks it. `whole`: with what sources
    and topics deliver, whose views read weeks of articles."""
    at = now or datetime.now(UTC)
    with transaction(settings) as connection:
        good_at, first_at = system_state.good_run(connection, SCHEDULED)
        looked = State(
            now=at,
            page_url=settings.page_url,
            ended=[RunState(**row) for row in system_state.ended_runs(connection, SCHEDULED)],
            good_at=good_at,
            first_at=first_at,
            scheduled=SCHEDULED if settings.schedule else None,
            sources=[SourceState(**row) for row in system_state.sources(connection)] if whole else None,
            source_faults=system_state.source_faults(connection),
            topic_faults=system_state.topic_faults(connection),
            spikes=[Spike(**row) for row in system_state.spikes(connection)] if whole else None,
        )
    folder = settings.home / "var" / "backups"
    return replace(
        looked,
        disks=disks(settings),
        backups=folder.exists() or settings.database_url is None,
        backup_at=_newest_backup(folder),
        airflow=airflow_health(airflow) if airflow else None,
    )


def disks(settings: Settings) -> list[Disk]:
    """Room where the lake, the embedded databases and the rest of var are; a disk that holds several is named once."""
    found: dict[int, Disk] = {}
    for what, path in (("lake", settings.lake), ("databases", settings.postgres_dir), ("var", settings.home / "var")):
        place = next((folder for folder in (path, *path.parents) if folder.exists()), None)
        if place is None or (what == "databases" and settings.database_url is not None):
            continue
        usage = shutil.disk_usage(place)
        found.setdefault(place.stat().st_dev, Disk(what, str(place), usage.free, usage.total))
    return list(found.values())


def _newest_backup(folder: Path) -> datetime | None:
    """When the newest whole backup in the folder was made, by the name that `make backup` gives it."""
    stamps = []
    for path in folder.glob("mediawatch-*/SHA256SUMS"):
        try:
            stamp = path.parent.name.removeprefix("mediawatch-")[:18]
            stamps.append(datetime.strptime(stamp, "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC))
        except ValueError:
            continue
    return max(stamps, default=None)


class Patience:
    """Parts of Airflow that are unwell: nothing is said of them before they have been so for RESTART, since what dies
    is started again, and a start takes a while."""

    def __init__(self) -> None:
        self.since: dict[str, datetime] = {}

    def judged(self, health: Mapping[str, str], now: datetime) -> Mapping[str, str] | None:
        """`health`, or None as long as one of the parts may be starting."""
        unwell = [part for part, how in health.items() if how in UNWELL]
        self.since = {part: self.since.get(part, now) for part in unwell}
        return None if any(now - begun < RESTART for begun in self.since.values()) else health


def watch(
    settings: Settings,
    *,
    airflow: str | None = None,
    now: datetime | None = None,
    whole: bool = True,
    patience: Patience | None = None,
) -> list[alerting.Delivered]:
    """Look once, post what each audience is to be told, and send what is due; what was sent, or could not be. `whole`
    as in `state`; without `patience` a part of Airflow that is unwell is told at once."""
    looked = state(settings, airflow=airflow, now=now, whole=whole)
    if patience is not None and looked.airflow is not None:
        looked = replace(looked, airflow=patience.judged(looked.airflow, looked.now))
    with transaction(settings) as connection:
        notices.lock(connection)
        for audience in alerting.audiences(settings).values():
            told = notices.last_told(connection, audience.name)
            decision = decide(audience, judge(looked, audience), told, looked.now)
            for kind, subject in decision.over:
                notices.close(connection, audience.name, kind, subject, looked.now)
            for message in (*decision.messages, *spikes(audience, looked.spikes or ())):
                send_at = audience.send_at(message.kind, looked.now)
                notices.post(connection, message, audience.channels, looked.now, send_at)
    return alerting.deliver(settings, now)


def watch_for_ever(
    settings: Settings,
    *,
    airflow: str | None = None,
    every: float = 60,
    heartbeat: Path | None = None,
    besides: Callable[[Settings], None] | None = None,
) -> None:
    """`watch` every so many seconds, with the file `heartbeat` touched each time, and `besides`, which may post
    messages, called before. A warehouse that is away is told by the channels themselves, since its ledger is away
    too, and so is whatever else hinders the watch."""
    absence, patience, looks = Absence(settings), Patience(), 0
    while True:
        try:
            if besides is not None:
                besides(settings)
            watch(settings, airflow=airflow, whole=looks % WHOLE == 0, patience=patience)
            looks += 1
            absence.over(datetime.now(UTC))
        except MediaWatchError as error:
            log.warning("%s", error)
            absence.goes_on(datetime.now(UTC), error)
        except Exception as error:
            log.exception("looking how things are failed; it is tried again")
            absence.goes_on(datetime.now(UTC), error)
        if heartbeat is not None:
            heartbeat.touch()
        time.sleep(every if absence.since is None else min(every, AGAIN_SECONDS))


class Absence:
    """A warehouse that is away, or another fault that hinders the watch: told once after AWAY, and once when it is
    over."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.since: datetime | None = None
        self.told: str | None = None  # the title of what was told

    def goes_on(self, now: datetime, error: Exception) -> None:
        """Note that a look failed."""
        self.since = self.since or now
        if now - self.since < AWAY or self.told:
            return
        if isinstance(error, MediaWatchError):
            self.told = "The warehouse does not answer"
            full = [disk for disk in disks(self.settings) if disk.free < FULL_BYTES]
            text = f"{error}\n\nWithout it nothing runs. What to do: docs/runbook.md, 'Postgres is gone'."
            for disk in full:
                text += f"\n{disk.path} has {disk.free / 1e6:.0f} MB left: docs/runbook.md, 'The disk is full'."
        else:
            self.told = f"Nobody looks how things are: {type(error).__name__}"
            text = f"{quoted(str(error), 1000)}\n\nOther messages do not come until this is mended. Its log: make logs"
        self._tell(self.told, text, over=False)

    def over(self, now: datetime) -> None:
        """Note that a look came to its end."""
        if self.told and self.since:
            self._tell(f"Well again: {self.told}", f"It was so from {self.since:%Y-%m-%d %H:%M} UTC on.", over=True)
        self.since, self.told = None, None

    def _tell(self, title: str, text: str, *, over: bool) -> None:
        severity: Severity = "recovery" if over else "problem"
        for audience in alerting.audiences(self.settings).values():
            if "warehouse_away" not in audience.kinds:
                continue
            message = Message("", audience.name, "warehouse_away", "", title, text, severity=severity)
            for channel in audience.channels:
                try:
                    channels.send(message, channel, self.settings.channels)
                except MediaWatchError as error:
                    log.warning("%s could not be told: %s", audience.name, error)


def health(settings: Settings, *, airflow: str | None = None, hours: float = 30) -> list[Problem]:
    """What is wrong, for a probe: the warehouse, the age of the last good run (at most `hours`), failed runs, disks,
    and where `airflow` is given its parts. Sources and backups are no reason to restart anything."""
    try:
        looked = state(settings, airflow=airflow, whole=False)
    except MediaWatchError as error:
        return [Problem("warehouse_away", "", "the warehouse does not answer", str(error))]
    kinds = tuple(kind for kind in OPERATORS if not kind.startswith(("source_", "topic_", "backup_", "much_")))
    audience = Audience.model_validate(
        {"name": "probe", "channels": ["none"], "kinds": kinds, "limits": {"run_hours": hours}}
    )
    return judge(looked, audience).problems


def trial_messages(settings: Settings, only: str | None = None, now: datetime | None = None) -> list[Message]:
    """A message to each audience, to see whether its channels work."""
    at = now or datetime.now(UTC)
    return [
        Message(
            key=f"{name}/test/{at.isoformat()}",
            audience=name,
            kind="test",
            subject="",
            title="MediaWatch: a test",
            text=f"Messages to the audience {audience.label or name} arrive here.",
        )
        for name, audience in alerting.audiences(settings).items()
        if only in (None, name)
    ]


def queue(settings: Settings) -> Mapping[str, int]:
    """How many documents, runs and messages wait."""
    with transaction(settings) as connection:
        return system_state.waiting(connection)


_LABELS = {
    "last_run_documents": "outcome",
    "runs": "state",
    "messages": "state",
    "problems_standing": "kind",
    "bytes": "what",
}
_UNITS = {"s": "_seconds", "By": "", "1": ""}


def figures(settings: Settings) -> list[dict[str, Any]]:
    """Rows of ops.metric that have a value: metric, label, unit, value."""
    with transaction(settings) as connection:
        return system_state.metrics(connection)


def prometheus(settings: Settings) -> str:
    """ops.metric in the text format of Prometheus, for the textfile collector of its node exporter."""
    lines: list[str] = []
    for row in figures(settings):
        name = f"mediawatch_{row['metric']}{_UNITS[row['unit']]}"
        if f"# TYPE {name} gauge" not in lines:
            lines.append(f"# TYPE {name} gauge")
        label = str(row["label"]).replace("\\", r"\\").replace('"', r"\"").replace("\n", " ")
        key = _LABELS.get(row["metric"])
        lines.append(f'{name}{{{key}="{label}"}} {row["value"]:g}' if key else f"{name} {row['value']:g}")
    return "\n".join(lines) + "\n"
