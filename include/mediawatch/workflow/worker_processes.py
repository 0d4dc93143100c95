"""Worker processes of ours: for reading articles and comparing accounts, and for shards where there is no Airflow.

A stage that is one task has all processors of its machine by this, and computes while Postgres answers. Few items are
left to the caller, since a worker takes a second to start. Clean has workers of its own, which it may have to kill
(`clean.process`); these run our code only, on texts that were cleaned.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from itertools import chain
from types import TracebackType
from typing import Any, Self, TypeVar

from mediawatch.errors import Transient
from mediawatch.garbage import seldom

TOGETHER = 25
"""Items that are sent to a worker at a time."""

Item = TypeVar("Item")
Result = TypeVar("Result")


LEAST = 250
"""Articles or stories from which worker processes are started."""

_keepers = 0
_kept: dict[int, Any] = {}  # number of workers -> those that `kept` keeps


@contextmanager
def kept() -> Iterator[None]:
    """While it lasts, workers that were started once serve all stages: the command takes a run through them in one
    process. The last one to leave ends them."""
    global _keepers
    _keepers += 1
    try:
        yield
    finally:
        _keepers -= 1
        while _kept and not _keepers:
            _kept.popitem()[1].shutdown(wait=True, kill_workers=True)


class WorkerProcesses:
    """So many processes at most, started when `least` items are given at once, ended with the `with` block, or with
    that of `kept`."""

    def __init__(self, number: int, least: int) -> None:
        self._number = number
        self._least = least
        self._executor: Any = _kept.get(number)

    def ahead(
        self, function: Callable[[Item], Result], items: Sequence[Item], together: int = TOGETHER
    ) -> Iterator[Result]:
        """What the function, one of a module, makes of each item, in their order. Where workers do it they have begun
        when this returns; else it is done when it is asked for. Raises Transient where a worker was ended."""
        if self._executor is None and (len(items) < self._least or multiprocessing.current_process().daemon):
            return map(function, items)  # a daemonic process may have no children
        if self._executor is None:
            from loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(max_workers=self._number)
            if _keepers:
                _kept[self._number] = self._executor
        parts = (items[start : start + together] for start in range(0, len(items), together))
        sent = [self._executor.submit(_each, function, part) for part in parts]
        return chain.from_iterable(map(_result, sent))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._executor is not None and self._executor is not _kept.get(self._number):
            self._executor.shutdown(wait=True, kill_workers=True)
        self._executor = None


@seldom()
def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _result(sent: Any) -> Any:
    try:
        return sent.result()
    except BrokenExecutor as error:
        raise Transient(f"a worker process was ended: {error}") from error
