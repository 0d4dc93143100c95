"""The whole flow in one process, without Airflow: the tasks of `mediawatch.workflow.steps` in the order of the DAG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from mediawatch.clean.process.isolate import kept_workers
from mediawatch.lake.run_folder import ShardRef
from mediawatch.settings import Settings
from mediawatch.workflow import steps
from mediawatch.workflow.worker_processes import WorkerProcesses, kept

Tell = Callable[[str, int, int], None]
SHARDS = 8
"""Shards from which some are tagged and loaded at once, where there are workers for it."""

ShardTask = Callable[[Settings, str, ShardRef], ShardRef]
InOrder = Callable[[Callable[[ShardRef], ShardRef], list[ShardRef]], Iterator[ShardRef]]


def run_through(settings: Settings, run_id: str, tell: Tell = lambda stage, done, of: None) -> None:
    """Take a run that has begun to its end. `tell(stage, shards done, shards of it)` hears of the progress."""

    def each(stage: str, function: ShardTask, given: list[ShardRef], in_order: InOrder = map) -> list[ShardRef]:
        made = []
        tell(stage, 0, len(given))
        for number, shard in enumerate(in_order(partial(function, settings, run_id), given), 1):
            made.append(shard)
            tell(stage, number, len(given))
        return steps.gate(settings, run_id, stage, made)

    tell("collect", 0, 1)
    shards = steps.gate(settings, run_id, "collect", steps.collect(settings, run_id))
    with kept_workers():
        shards = each("clean", steps.clean, shards)
    tell("deduplicate", 0, 1)
    shards = steps.gate(settings, run_id, "deduplicate", steps.deduplicate(settings, run_id, shards))
    with kept():
        with WorkerProcesses(settings.workers, least=SHARDS) as workers:
            in_order = partial(workers.ahead, together=1) if settings.workers > 1 else map
            shards = each("tag", steps.tag, shards, in_order)
            each("load", steps.load, shards, in_order)
        tell("publish", 0, 1)
        steps.publish(settings, run_id)
        steps.gate(settings, run_id, "publish", [])
        tell("cluster", 0, 1)
        steps.cluster(settings, run_id)
        tell("compare", 0, 1)
        steps.compare(settings, run_id)
    steps.gate(settings, run_id, "cluster", [])
    steps.report(settings, run_id)
