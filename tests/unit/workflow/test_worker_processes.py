"""Worker processes: the same results in order, started only where there is enough to do, and not left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence

import psutil
import pytest
from mediawatch.cluster.article_reading import ArticleText, read_article
from mediawatch.errors import Transient
from mediawatch.workflow.events.clustering import _Reader
from mediawatch.workflow.worker_processes import WorkerProcesses, kept


def process_of(item: int) -> tuple[int, int]:
    """The item, and where it was done."""
    return item, os.getpid()


def ended(item: int) -> int:
    """A worker that the system ends, as one that has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)
    return item


def test_few_items_are_done_by_the_caller_and_many_by_workers_that_end_with_the_block() -> None:
    with WorkerProcesses(2, least=50) as workers:
        few = list(workers.ahead(process_of, range(49)))
        many = list(workers.ahead(process_of, range(50)))
        fewer = list(workers.ahead(process_of, range(3)))
    assert few == [(item, os.getpid()) for item in range(49)]
    assert [item for item, _ in many] == list(range(50))
    assert [item for item, _ in fewer] == [0, 1, 2]
    elsewhere = {process for _, process in (*many, *fewer)}
    assert os.getpid() not in elsewhere
    deadline = time.monotonic() + 10
    while any(map(psutil.pid_exists, elsewhere)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, elsewhere))


def test_workers_that_are_kept_serve_one_stage_after_the_other_and_then_end() -> None:
    with kept():
        with kept():  # who leaves first ends nothing
            pass
        for _ in range(2):
            with WorkerProcesses(1, least=1) as workers:
                given = list(workers.ahead(process_of, [1]))
            assert psutil.pid_exists(given[0][1])
    with WorkerProcesses(1, least=1) as workers:
        [(_, another)] = workers.ahead(process_of, [1])
    assert another != given[0][1]
    assert os.getpid() != given[0][1]
    deadline = time.monotonic() + 10
    while psutil.pid_exists(given[0][1]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(given[0][1])


def test_work_has_begun_before_it_is_asked_for() -> None:
    with WorkerProcesses(1, least=1) as workers:
        begun = workers.ahead(time.time_ns, [])  # nothing to do starts nothing
        assert list(begun) == []
        begun = workers.ahead(moment, [0])
        list(workers.ahead(moment, [1]))  # one worker: it has done the first before the second
        asked = time.time_ns()
        assert next(begun) < asked


def moment(_: int) -> int:
    """When it is done."""
    return time.time_ns()


def test_a_worker_that_is_ended_is_an_error_that_may_pass() -> None:
    with WorkerProcesses(1, least=1) as workers:
        given = workers.ahead(ended, [1])
        with pytest.raises(Transient, match="worker process was ended"):
            list(given)


def test_readings_are_those_of_their_texts_whether_they_were_read_ahead_or_not() -> None:
    texts = [
        ArticleText(f"Ferry {n} sinks off Harbour", f"The ferry Aurora {n} sank on Monday near Tallinn.", "en")
        for n in range(12)
    ]
    counted = _Counted()
    reader = _Reader(counted)
    for start in (0, 4, 8):
        following = [text for text in texts[start + 4 : start + 8] if text is not texts[6]]
        found = list(reader.read(texts[start : start + 4], following))
        assert found == [read_article(text) for text in texts[start : start + 4]]
    assert sorted(counted.read) == sorted(texts)  # each once


class _Counted(WorkerProcesses):
    """Notes what it is asked to read."""

    def __init__(self) -> None:
        super().__init__(1, least=1_000)
        self.read: list[ArticleText] = []

    def ahead(self, function, items: Sequence[ArticleText], together: int = 1):  # type: ignore[no-untyped-def, override]
        self.read += items
        return super().ahead(function, items, together)
