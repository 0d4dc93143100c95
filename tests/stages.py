"""A run that can be held between two stages, so that a test does something else there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

from mediawatch.settings import Settings
from mediawatch.workflow import steps

Write = Callable[..., Path]
ORDER = ("begin", "collect", "clean", "deduplicate", "tag", "load", "publish", "cluster", "report")


class HeldRun:
    """One run, taken from stage to stage; each stage with its gate. A stage that fails can be done again."""

    def __init__(self, settings: Settings, request: steps.Request) -> None:
        self.settings = settings
        self.run_id = steps.begin(settings, request)
        self.done = "begin"
        self._shards: dict[str, list[Any]] = {}

    @property
    def next(self) -> str | None:
        """The stage to be done next; None at the end."""
        place = ORDER.index(self.done) + 1
        return ORDER[place] if place < len(ORDER) else None

    def to(self, stage: str) -> HeldRun:
        """Go on until `stage` is done."""
        while self.done != stage and self.next:
            self.step()
        return self

    def end(self) -> str:
        """Go on to the end; the run's id."""
        self.to("report")
        return self.run_id

    def step(self) -> None:
        """Do the next stage."""
        if self.next:
            self._do(self.next)
            self.done = self.next

    def again(self) -> None:
        """Do the last stage once more."""
        if self.done != "begin":
            self._do(self.done)

    def _do(self, stage: str) -> None:
        settings, run_id = self.settings, self.run_id
        before = self._shards.get(ORDER[ORDER.index(stage) - 1], [])
        made: list[Any] = []
        if stage == "collect":
            made = list(steps.collect(settings, run_id))
        elif stage == "deduplicate":
            made = list(steps.deduplicate(settings, run_id, before))
        elif stage in ("clean", "tag", "load"):
            made = [getattr(steps, stage)(settings, run_id, shard) for shard in before]
        else:
            getattr(steps, stage)(settings, run_id)
            if stage == "cluster":
                steps.compare(settings, run_id)
        if stage != "report":
            self._shards[stage] = steps.gate(settings, run_id, stage, made)


def begun(settings: Settings, name: str, *paths: Path, topics: Path | None = None, **asked: Any) -> HeldRun:
    """A run of these files that has begun and done nothing else."""
    return HeldRun(settings, steps.Request("test", name, paths=paths, topics_dir=topics, **asked))


def follow(settings: Settings, topic: str, query: str, folder: Path | None = None) -> None:
    """Write a topic's file."""
    place = folder or settings.topics_dir
    place.mkdir(exist_ok=True)
    (place / f"{topic}.yaml").write_text(f"id: {topic}\nlabel: {topic.title()}\nquery: {query}\n")


@contextmanager
def quick() -> Iterator[None]:
    """While it lasts, documents are cleaned in this process and gates judge what is in the warehouse alone, so that a
    run of a few documents is cheap. Worker processes and the gates of the lake have tests of their own."""
    from mediawatch.clean.process import isolate
    from mediawatch.quality import checks

    with (
        mock.patch.object(isolate, "clean_batch", _clean_here),
        mock.patch.object(checks, "check_frames", _no_frames),
    ):
        yield


def _clean_here(pairs: Any, *, as_of: datetime, settings: Settings) -> Iterator[Any]:
    from mediawatch.clean import article
    from mediawatch.errors import Quarantine
    from mediawatch.model import Excluded, Outcome

    for raw, data in pairs:
        try:
            yield article.clean(raw, data, as_of=as_of, settings=settings)
        except Quarantine as error:
            yield Excluded(
                raw.document_id, raw.uri, raw.raw_sha256, "clean", Outcome.QUARANTINED, error.reason, error.detail, raw
            )


def _no_frames(stage: str, *_: Any, **__: Any) -> Any:
    from mediawatch.quality.result import GateResult

    return GateResult(stage, (), ())
