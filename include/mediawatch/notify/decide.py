"""Which of the problems are told now: each once, again only after a while, and that it is over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from mediawatch.notify.audiences import Audience
from mediawatch.notify.conditions import ENOUGH_SPIKE, Judged, Problem, Spike
from mediawatch.notify.messages import Message, quoted


class Told(Protocol):
    """What an audience was told last of a problem."""

    @property
    def kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def posted_at(self) -> datetime: ...
    @property
    def closed_at(self) -> datetime | None: ...


@dataclass(slots=True)
class Decision:
    """Messages to post, and problems (kind, subject) that are over."""

    messages: list[Message] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)


def decide(audience: Audience, judged: Judged, told: Iterable[Told], now: datetime) -> Decision:
    """What the audience is told at `now`, by what it was told before."""
    found = Decision()
    last = {(item.kind, item.subject): item for item in told}
    standing = {(problem.kind, problem.subject): problem for problem in judged.problems}
    for name, problem in standing.items():
        before = last.get(name)
        if before is None or now - before.posted_at >= _pause(audience, before):
            again = before is not None and before.closed_at is None
            found.messages.append(_message(audience, problem, now, again=again))
    for name, before in last.items():
        if before.closed_at is None and before.kind in judged.kinds and name not in standing:
            found.over.append(name)
            found.messages.append(
                Message(
                    key=_key(audience, before.kind, before.subject, now),
                    audience=audience.name,
                    kind=before.kind,
                    subject=before.subject,
                    title=f"Well again: {before.title.removeprefix(_STILL)}",
                    text=f"Told on {before.posted_at:%Y-%m-%d %H:%M} UTC, over by {now:%Y-%m-%d %H:%M} UTC.",
                    severity="recovery",
                )
            )
    return found


def spikes(audience: Audience, found: Sequence[Spike]) -> list[Message]:
    """A message for each topic of the audience that rises: once a day."""
    if "topic_spike" not in audience.kinds:
        return []
    return [
        Message(
            key=f"{audience.name}/topic_spike/{spike.topic_id}/{spike.day}",
            audience=audience.name,
            kind="topic_spike",
            subject=spike.topic_id,
            title=f"{quoted(spike.label, 80)}: {spike.articles} articles today, {spike.expected:.0f} would be usual",
            text=f"Articles with a text of their own on {spike.day}; score {spike.score:.1f} in news.topic_rising.",
        )
        for spike in found
        if spike.score >= audience.limits.spike_score
        and spike.articles >= ENOUGH_SPIKE
        and (not audience.topics or spike.topic_id in audience.topics)
    ]


_STILL = "Still: "


def _pause(audience: Audience, before: Told) -> timedelta:
    """From when on a problem is told again: one that stands after a day, one that was over after the cool-down."""
    if before.closed_at is None:
        return timedelta(hours=audience.remind_hours)
    return timedelta(minutes=audience.cool_down_minutes)


def _key(audience: Audience, kind: str, subject: str, now: datetime) -> str:
    return f"{audience.name}/{kind}/{subject}/{now.isoformat()}"


def _message(audience: Audience, problem: Problem, now: datetime, *, again: bool) -> Message:
    return Message(
        key=_key(audience, problem.kind, problem.subject, now),
        audience=audience.name,
        kind=problem.kind,
        subject=problem.subject,
        title=f"{_STILL if again else ''}{problem.title}",
        text=problem.text,
        severity="problem",
    )
