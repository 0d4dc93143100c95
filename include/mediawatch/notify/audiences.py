"""The files of include/alerts: one an audience, and its name is the audience's. Each says who is told, what, and when.

What is wrong with a file stops its own audience alone. No file holds a secret: a channel is named here, and its address
comes from the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from mediawatch.model import printable

Kind = Literal[
    "run_failed",  # a run ended by a failed task or because it took too long
    "gate_stopped",  # a gate stopped a run
    "run_late",  # no good run by the hour that the audience names
    "much_quarantined",  # of a run's new documents more were quarantined than the audience accepts
    "source_silent",  # a source that delivered is silent, or fails
    "source_never_delivered",  # a source has delivered nothing since it was added
    "source_file_wrong",  # a file in include/sources cannot be read
    "topic_file_wrong",  # a file in include/topics cannot be read, or fails its own examples
    "disk_low",  # little room is left where the lake or the databases are
    "backup_old",  # the newest backup is older than the audience accepts, or there is none
    "airflow_unwell",  # a part of Airflow does not answer, or sends no heartbeat
    "warehouse_away",  # the warehouse does not answer
    "topic_spike",  # a topic has many more articles today than is usual
    "digest",  # what readers are sent of their topics
    "test",  # `mediawatch notify --test`
]
KINDS: tuple[str, ...] = get_args(Kind)
OPERATORS: tuple[Kind, ...] = (
    "run_failed", "gate_stopped", "run_late", "much_quarantined", "source_silent", "source_never_delivered",
    "source_file_wrong", "topic_file_wrong", "disk_low", "backup_old", "airflow_unwell", "warehouse_away",
)  # fmt: skip
"""What people who run MediaWatch are told unless their file says otherwise."""

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuietHours(_Strict):
    """Hours of the day in which messages wait, from `begin` up to `end`, over midnight where `end` is the earlier."""

    begin: time
    end: time
    except_kinds: tuple[Kind, ...] = ()

    def until(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """When a message of `moment` may be sent: then, or at the end of the quiet hours that it falls into."""
        local = moment.astimezone(zone)
        at = local.time().replace(tzinfo=None)
        over_midnight = self.begin > self.end
        quiet = (at >= self.begin or at < self.end) if over_midnight else self.begin <= at < self.end
        if not quiet:
            return moment
        day = local.date() + timedelta(days=1 if over_midnight and at >= self.begin else 0)
        return datetime.combine(day, self.end, zone)


class Limits(_Strict):
    """From when on something is worth a message."""

    run_by: time | None = None
    """Local time by which a scheduled run has to have ended well, each day; None: nobody waits for it."""
    run_hours: float = Field(default=30, gt=0, le=24 * 31)
    """Hours since the last good run after which a run is late, where `run_by` is not given."""
    quarantined_share: float = Field(default=0.5, ge=0, le=1)
    """Of a run's new documents, from 20 documents on."""
    disk_free_percent: float = Field(default=10, ge=0, le=100)
    disk_free_gigabytes: float = Field(default=2, ge=0)
    backup_days: float = Field(default=8, gt=0)
    spike_score: float = Field(default=3, gt=0)
    """Of news.topic_rising: 3 is hardly ever chance."""


class Audience(_Strict):
    """Who is told: a list of channels, the kinds of messages, and when."""

    name: Name
    label: str = Field(default="", max_length=100)
    enabled: bool = True
    channels: tuple[Name, ...] = Field(min_length=1)
    kinds: tuple[Kind, ...] = OPERATORS
    topics: tuple[str, ...] = ()
    """ids of the topics that the audience follows; (): all, or none where it has queries."""
    queries: dict[Annotated[str, Field(min_length=1, max_length=100)], Annotated[str, Field(max_length=4_000)]] = {}
    """Name -> query, for digests: what the audience follows and is no topic."""
    grade: Literal["about", "mentions"] = "mentions"
    """Of the articles that a digest holds: about, or both."""
    languages: tuple[Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")], ...] = ()
    """Of the articles that a digest holds, such as en; (): any."""
    digest: Literal["daily", "at_once"] = "daily"
    """Whether a digest is made each day, or whenever something new is there."""
    digest_at: time = time(7)
    """Local time from which the day's digest is made."""
    time_zone: str = "UTC"
    quiet_hours: QuietHours | None = None
    remind_hours: float = Field(default=24, gt=0, le=24 * 31)
    """Hours after which a problem that still stands is told again."""
    cool_down_minutes: float = Field(default=60, ge=0, le=60 * 24 * 31)
    """Minutes in which a problem that went and came back is not told again."""
    limits: Limits = Limits()

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no time zone; write one as Europe/Berlin") from error
        return value

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def send_at(self, kind: str, moment: datetime) -> datetime:
        """When a message of this kind that is posted at `moment` may be sent."""
        quiet = self.quiet_hours
        return moment if quiet is None or kind in quiet.except_kinds else quiet.until(moment, self.zone)


@dataclass(frozen=True, slots=True)
class LoadedAudiences:
    """The audiences of a folder by name, and what is wrong with other files (`file: what is wrong`)."""

    audiences: tuple[Audience, ...] = ()
    faults: tuple[str, ...] = ()


def load_audiences(folder: Path) -> LoadedAudiences:
    """All audiences of a folder. Nothing where it does not exist."""
    found, faults = [], []
    for path in sorted(folder.glob("*.y*ml")):
        if path.suffix not in (".yaml", ".yml") or path.name.startswith("."):
            continue
        try:
            found.append(_audience(path))
        except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
            faults.append(f"{path.name}: {printable(_words(error))[:500]}")
    return LoadedAudiences(tuple(found), tuple(faults))


class _Loader(yaml.SafeLoader):
    """YAML without the base-60 numbers of YAML 1.1, by which 22:00 would be 1320."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag not in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _audience(path: Path) -> Audience:
    content: Any = yaml.load(path.read_text("utf-8-sig"), _Loader)  # noqa: S506 (a SafeLoader)
    if not isinstance(content, dict):
        raise ValueError("an audience is a list of `name: value` lines, such as `channels: [mail]`")
    return Audience(**{"name": path.stem, **content})


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place}: {first['msg'].removeprefix('Value error, ')}"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    return " ".join(str(error).split())
