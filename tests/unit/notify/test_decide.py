"""What is wrong, and which of it is told: once, again after a day, and once when it is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from mediawatch.notify.audiences import OPERATORS, Audience
from mediawatch.notify.conditions import Disk, Judged, Problem, RunState, SourceState, Spike, State, judge
from mediawatch.notify.decide import decide, spikes

NOW = datetime(2025, 7, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
WELL = State(
    now=NOW,
    page_url="https://news.example",
    ended=[RunState("media_monitor:scheduled__1", "media_monitor", "published", NOW - 8 * HOUR, None, 100, 3)],
    good_at=NOW - 8 * HOUR,
    first_at=NOW - 1000 * HOUR,
    scheduled="media_monitor",
    sources=[SourceState("daily", "ok")],
    topic_faults={},
    spikes=[],
    disks=[Disk("lake", "/lake", 50 * 10**9, 100 * 10**9)],
    backups=True,
    backup_at=NOW - 24 * HOUR,
    airflow={"api-server": "healthy", "scheduler": "healthy"},
)


def audience(**rest: Any) -> Audience:
    return Audience.model_validate({"name": "desk", "channels": ["mail"]} | rest)


def run(**rest: Any) -> list[RunState]:
    assert WELL.ended
    return [replace(WELL.ended[0], **rest)]


FAILED = "clean.gate: The quality gate of clean stopped the run:\n- clean.quarantined_share: 100.0%"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("run_failed", "media_monitor", {"ended": run(state="failed", error="begin: topics/a.yaml:3:7: a bracket")}),
    ("gate_stopped", "media_monitor", {"ended": run(state="failed", error=FAILED)}),
    ("run_late", "media_monitor", {"good_at": NOW - 31 * HOUR}),
    ("run_late", "media_monitor", {"good_at": None}),
    ("much_quarantined", "media_monitor", {"ended": run(state="mostly_quarantined", new=100, quarantined=51)}),
    ("source_silent", "daily", {"sources": [SourceState("daily", "silent", NOW - 200 * HOUR)]}),
    ("source_silent", "daily", {"sources": [SourceState("daily", "failing", failing=["https://daily.example/rss"])]}),
    ("source_never_delivered", "daily", {"sources": [SourceState("daily", "never delivered")]}),
    ("source_file_wrong", "daily", {"source_faults": {"daily": "daily.yaml:2: is empty"}}),
    ("topic_file_wrong", "a.yaml", {"topic_faults": {"a.yaml": "topics/a.yaml:3:7: a bracket"}}),
    ("disk_low", "lake", {"disks": [Disk("lake", "/lake", 9 * 10**9, 100 * 10**9)]}),
    ("disk_low", "lake", {"disks": [Disk("lake", "/lake", 10**9, 2 * 10**9)]}),
    ("backup_old", "", {"backup_at": NOW - 200 * HOUR}),
    ("backup_old", "", {"backup_at": None}),
    ("airflow_unwell", "scheduler", {"airflow": {"api-server": "healthy", "scheduler": "unhealthy"}}),
    ("airflow_unwell", "api-server", {"airflow": {"api-server": "no answer"}}),
]


@pytest.mark.parametrize(("kind", "subject", "wrong"), CASES)
def test_what_is_wrong_is_found_by_its_kind(kind: str, subject: str, wrong: dict[str, Any]) -> None:
    assert judge(WELL, audience()).problems == []
    found = judge(replace(WELL, **wrong), audience())
    assert [(problem.kind, problem.subject) for problem in found.problems] == [(kind, subject)]
    assert judge(replace(WELL, **wrong), audience(kinds=["digest"])).problems == []


def test_every_kind_for_operators_has_a_case() -> None:
    assert {kind for kind, _, _ in CASES} == set(OPERATORS) - {"warehouse_away"}  # told without the warehouse


def test_a_failed_run_is_told_with_its_task_its_words_and_a_link() -> None:
    error = "clean.clean: a parser said <b>@everyone</b>"
    (problem,) = judge(replace(WELL, ended=run(state="failed", error=error)), audience()).problems
    assert problem.title == "media_monitor failed at clean.clean"
    assert "a parser said ‹b›" in problem.text
    assert "@everyone" not in problem.text
    assert "https://news.example/dags/media_monitor/runs/scheduled__1" in problem.text


@pytest.mark.parametrize(
    ("hour", "good", "late"),
    [
        (8, "2025-07-02T01:00", False),
        (8, "2025-07-01T01:00", True),  # yesterday's run
        (5, "2025-07-01T01:00", False),  # it is not 06:30 yet
        (5, "2025-06-30T01:00", True),  # but yesterday's is missing
    ],
)
def test_a_run_is_late_by_the_hour_that_the_audience_names(hour: int, good: str, late: bool) -> None:
    at = datetime(2025, 7, 2, hour, 31, tzinfo=UTC)
    looked = replace(WELL, now=at, good_at=datetime.fromisoformat(good).replace(tzinfo=UTC), backup_at=at)
    found = judge(looked, audience(limits={"run_by": "06:30"}))
    assert [problem.kind for problem in found.problems] == ["run_late"] * late


@dataclass(frozen=True)
class Told:
    kind: str
    subject: str
    title: str
    posted_at: datetime
    closed_at: datetime | None = None


SILENT = Judged({"source_silent"}, [Problem("source_silent", "daily", "source daily: silent", "")])
NOTHING = Judged({"source_silent"})


def told(hours: float, over: float | None = None) -> list[Told]:
    over_at = None if over is None else NOW - over * HOUR
    return [Told("source_silent", "daily", "source daily: silent", NOW - hours * HOUR, over_at)]


@pytest.mark.parametrize(
    ("judged", "before", "titles"),
    [
        (SILENT, [], ["source daily: silent"]),
        (SILENT, told(23), []),  # it stands, and was told
        (SILENT, told(24), ["Still: source daily: silent"]),
        (SILENT, told(0.5, over=0.2), []),  # it went and came back within the hour
        (SILENT, told(1.5, over=0.2), ["source daily: silent"]),
        (NOTHING, told(23), ["Well again: source daily: silent"]),
        (NOTHING, told(23, over=1), []),
        (Judged(), told(23), []),  # nobody looked at sources: neither wrong nor well
    ],
)
def test_a_problem_is_told_once_again_and_when_it_is_over(
    judged: Judged, before: list[Told], titles: list[str]
) -> None:
    decision = decide(audience(), judged, before, NOW)
    assert [message.title for message in decision.messages] == titles
    assert decision.over == [("source_silent", "daily")] * (titles[:1] == ["Well again: source daily: silent"])


def test_a_topic_that_rises_is_told_once_a_day() -> None:
    rises = Spike("harbour", "Harbour <b>", date(2025, 7, 2), 12, 3.2, 3.4)
    wants = audience(kinds=["topic_spike"], topics=["harbour"])
    (message,) = spikes(wants, [rises, replace(rises, topic_id="chess"), replace(rises, articles=4)])
    assert message.key == "desk/topic_spike/harbour/2025-07-02"
    assert message.title == "Harbour ‹b›: 12 articles today, 3 would be usual"
    assert spikes(wants, [replace(rises, score=2.9)]) == spikes(audience(), [rises]) == []
