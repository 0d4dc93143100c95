"""A run that can be held between two stages, so that a test does something else there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mediawatch.lake.run_folder import ShardRef
from mediawatch.settings import Settings
from mediawatch.workflow import steps

Write = Callable[..., Path]
ORDER = ("begin", "collect", "clean", "deduplicate", "tag", "load", "publish", "cluster", "report")


class HeldRun:
    """One run, taken from stage to stage by `to`; each stage with its gate."""

    def __init__(self, settings: Settings, request: steps.Request) -> None:
        self.settings = settings
        self.run_id = steps.begin(settings, request)
        self.done = "begin"
        self._steps = self._through()

    def to(self, stage: str) -> HeldRun:
        """Go on until `stage` is done."""
        while self.done != stage:
            self.done = next(self._steps)
        return self

    def end(self) -> str:
        """Go on to the end; the run's id."""
        self.to("report")
        return self.run_id

    def _through(self) -> Iterator[str]:
        settings, run_id = self.settings, self.run_id

        def gated(stage: str, made: list[ShardRef]) -> list[ShardRef]:
            return steps.gate(settings, run_id, stage, made)

        shards = gated("collect", steps.collect(settings, run_id))
        yield "collect"
        shards = gated("clean", [steps.clean(settings, run_id, shard) for shard in shards])
        yield "clean"
        shards = gated("deduplicate", steps.deduplicate(settings, run_id, shards))
        yield "deduplicate"
        shards = gated("tag", [steps.tag(settings, run_id, shard) for shard in shards])
        yield "tag"
        gated("load", [steps.load(settings, run_id, shard) for shard in shards])
        yield "load"
        steps.publish(settings, run_id)
        gated("publish", [])
        yield "publish"
        steps.cluster(settings, run_id)
        gated("cluster", [])
        yield "cluster"
        steps.report(settings, run_id)
        yield "report"


def begun(settings: Settings, name: str, *paths: Path, topics: Path | None = None, **asked: object) -> HeldRun:
    """A run of these files that has begun and done nothing else."""
    request = steps.Request("test", name, paths=paths, topics_dir=topics, **asked)  # type: ignore[arg-type]
    return HeldRun(settings, request)


def follow(settings: Settings, topic: str, query: str, folder: Path | None = None) -> None:
    """Write a topic's file."""
    place = folder or settings.topics_dir
    place.mkdir(exist_ok=True)
    (place / f"{topic}.yaml").write_text(f"id: {topic}\nlabel: {topic.title()}\nquery: {query}\n")
