"""What is wrong, for an audience: a state of things in, problems out. Pure: no clock, no database, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import quote

from mediawatch.notify.audiences import Audience
from mediawatch.notify.messages import quoted

ENOUGH = 20
"""New documents of a run from which on a share of them says anything: the gates' own figure."""
ENOUGH_SPIKE = 5
"""Articles with a text of their own from which on a topic may be told of: of fewer, two are twice as many as one."""
UNWELL = {"unhealthy", "no answer"}
_GATE = re.compile(r"The quality gate of (\w+) stopped the run")


@dataclass(frozen=True, slots=True)
class RunState:
    """A run that ended. `new` and `quarantined` count documents, without those that were known."""

    run_id: str
    dag_id: str
    state: str
    ended_at: datetime
    error: str | None = None
    new: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class SourceState:
    """An enabled source, with news.source_health's word for it."""

    source_id: str
    health: str
    last_article_at: datetime | None = None
    failing: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Spike:
    """A topic with more articles on a day than is usual."""

    topic_id: str
    label: str
    day: date
    articles: int
    expected: float
    score: float


@dataclass(frozen=True, slots=True)
class Disk:
    """Room where something of ours is, in bytes."""

    what: str
    path: str
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class State:
    """How things are at a moment. None: nobody looked, so nothing is said of it, neither that it is wrong nor well."""

    now: datetime
    page_url: str
    ended: Sequence[RunState] | None = None  # of each DAG the run that ended last
    good_at: datetime | None = None  # when the scheduled DAG's last good run ended
    first_at: datetime | None = None  # when the warehouse's first run began
    scheduled: str | None = None  # id of the DAG that has a schedule; None: it has none
    sources: Sequence[SourceState] | None = None
    source_faults: Mapping[str, str] | None = None  # source -> what is wrong with its file
    topic_faults: Mapping[str, str] | None = None  # file -> what is wrong with it
    spikes: Sequence[Spike] | None = None
    disks: Sequence[Disk] | None = None
    backups: bool = False  # whether anybody looked for backups
    backup_at: datetime | None = None
    airflow: Mapping[str, str] | None = None  # part -> healthy, unhealthy or no answer


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong; `kind` and `subject` name it as long as it stands."""

    kind: str
    subject: str
    title: str
    text: str


@dataclass(slots=True)
class Judged:
    """The problems that stand, and the kinds of which that is all: what is in none of them may stand or not."""

    kinds: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def judge(state: State, audience: Audience) -> Judged:
    """What is wrong by the limits of an audience, of the kinds that it wants to know of."""
    found = Judged()
    for kinds, known, problems in (
        ({"run_failed", "gate_stopped"}, state.ended is not None, _failed(state)),
        ({"much_quarantined"}, state.ended is not None, _quarantined(state, audience)),
        ({"run_late"}, state.ended is not None, _late(state, audience)),
        ({"source_silent", "source_never_delivered"}, state.sources is not None, _sources(state)),
        ({"source_file_wrong"}, state.source_faults is not None, _source_files(state)),
        ({"topic_file_wrong"}, state.topic_faults is not None, _topic_files(state)),
        ({"disk_low"}, state.disks is not None, _disks(state, audience)),
        ({"backup_old"}, state.backups, _backup(state, audience)),
        ({"airflow_unwell"}, state.airflow is not None, _airflow(state)),
    ):
        if known:
            found.kinds |= kinds
            found.problems += [problem for problem in problems if problem.kind in audience.kinds]
    found.kinds &= set(audience.kinds)
    return found


def _failed(state: State) -> Iterator[Problem]:
    for run in state.ended or ():
        if run.state != "failed":
            continue
        error = run.error or "it does not say why"
        gate = _GATE.search(error)
        words = "\n".join(quoted(line) for line in error.splitlines()[:8])
        link = _link(state, run)
        if gate:
            text = f"{words}\n\nNothing after the gate ran. What to do: docs/runbook.md, 'A gate failed'.\n{link}"
            yield Problem("gate_stopped", run.dag_id, f"{run.dag_id}: the gate of {gate[1]} stopped the run", text)
        else:
            task, colon, _ = error.partition(": ")
            at = f" at {task}" if colon and re.fullmatch(r"[\w.]+", task) else ""
            text = f"{words}\n\nWhat was published before is as it was. What to do: docs/runbook.md.\n{link}"
            yield Problem("run_failed", run.dag_id, f"{run.dag_id} failed{at}", text)


def _link(state: State, run: RunState) -> str:
    name = run.run_id.removeprefix(f"{run.dag_id}:")
    return f"{state.page_url}/dags/{quote(run.dag_id, safe='')}/runs/{quote(name, safe='')}"


def _quarantined(state: State, audience: Audience) -> Iterator[Problem]:
    for run in state.ended or ():
        if run.state == "failed" or run.new < ENOUGH or run.quarantined <= audience.limits.quarantined_share * run.new:
            continue
        text = (
            f"{run.quarantined:,} of {run.new:,} new documents were quarantined; the rest is published. Why: "
            "select reasons, count(*) from ops.quarantine_open group by 1 order by 2 desc\n" + _link(state, run)
        )
        title = f"{run.dag_id}: {run.quarantined / run.new:.0%} of what was new is quarantined"
        yield Problem("much_quarantined", run.dag_id, title, text)


def _late(state: State, audience: Audience) -> Iterator[Problem]:
    since = state.good_at or state.first_at
    if state.scheduled is None or since is None:
        return
    limits = audience.limits
    if limits.run_by is not None:
        local = state.now.astimezone(audience.zone)
        due = datetime.combine(local.date(), limits.run_by, audience.zone)
        if local < due:
            due -= timedelta(days=1)
        late = since < due - timedelta(days=1)
        wanted = f"by {limits.run_by:%H:%M} ({audience.time_zone})"
    else:
        late = state.now - since > timedelta(hours=limits.run_hours)
        wanted = f"in the last {limits.run_hours:g} hours"
    if late:
        last = f"The last one ended on {_moment(state.good_at)}." if state.good_at else "There has been none yet."
        yield Problem(
            "run_late",
            state.scheduled,
            f"{state.scheduled}: no good run {wanted}",
            f"{last} Look whether the scheduler runs (`make status`), whether the DAG is paused, and at its runs: "
            f"{state.page_url}/dags/{quote(state.scheduled, safe='')}\n"
            "What to do: docs/runbook.md, 'Last night's run did not start'",
        )


def _sources(state: State) -> Iterator[Problem]:
    for source in state.sources or ():
        name = source.source_id
        if source.health in ("silent", "failing", "pages failing"):
            last = f"Its last article came on {_moment(source.last_article_at)}. " if source.last_article_at else ""
            failing = "".join(f"\nIt does not answer: {quoted(url)}" for url in source.failing[:5])
            yield Problem(
                "source_silent",
                name,
                f"source {name}: {source.health}",
                f"{last}What to do: docs/runbook.md, 'A source is silent'.{failing}",
            )
        elif source.health == "never delivered":
            yield Problem(
                "source_never_delivered",
                name,
                f"source {name} has never delivered an article",
                f"Try its addresses: mediawatch sources check {name}",
            )


def _source_files(state: State) -> Iterator[Problem]:
    for name, fault in (state.source_faults or {}).items():
        yield Problem(
            "source_file_wrong",
            name,
            f"source {name}: its file is wrong, it is not collected",
            f"{quoted(fault)}\ndocs/sources.md explains every key.",
        )


def _topic_files(state: State) -> Iterator[Problem]:
    for name, fault in (state.topic_faults or {}).items():
        yield Problem(
            "topic_file_wrong",
            name,
            f"topic file {quoted(name)} is wrong, its last good definition goes on",
            f"{quoted(fault, 1000)}\nWhen it is right, `mediawatch topics test` says so.",
        )


def _disks(state: State, audience: Audience) -> Iterator[Problem]:
    limits = audience.limits
    for disk in state.disks or ():
        percent, gigabytes = 100 * disk.free / max(disk.total, 1), disk.free / 1e9
        if percent < limits.disk_free_percent or gigabytes < limits.disk_free_gigabytes:
            yield Problem(
                "disk_low",
                disk.what,
                f"disk of {disk.what}: {gigabytes:.1f} GB free ({percent:.0f} %)",
                f"{disk.path} has {gigabytes:.1f} of {disk.total / 1e9:.1f} GB left. What may be deleted: "
                "docs/runbook.md, 'The disk is full'.",
            )


def _backup(state: State, audience: Audience) -> Iterator[Problem]:
    since = state.backup_at or state.first_at
    if since is not None and state.now - since > timedelta(days=audience.limits.backup_days):
        last = f"The newest backup is of {_moment(state.backup_at)}." if state.backup_at else "There is no backup."
        yield Problem("backup_old", "", last.rstrip("."), f"{last} Make one: make backup")


def _airflow(state: State) -> Iterator[Problem]:
    for part, health in (state.airflow or {}).items():
        if health in UNWELL:
            yield Problem(
                "airflow_unwell",
                part,
                f"Airflow: {part} {'does not answer' if health == 'no answer' else 'sends no heartbeat'}",
                "It is started again by itself where `make up`, the service or Compose started it. If this message is "
                f"not followed by another one soon: make status, make down up; docs/runbook.md.\n{state.page_url}",
            )


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "an unknown day"
