"""Compares what the accounts of a story say: numbers, days and places, of the stories that changed.

Stories wait in a queue (news.story_fact_due), from which any number of processes on any machines take portions, none
the same one. None of them changes a story, and no story changes while they read (`stories.lock`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection

from mediawatch.facts.account_facts import compare, facts_version, state
from mediawatch.facts.fact_records import FactRows
from mediawatch.settings import Settings
from mediawatch.store.publish import stories, story_facts
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.worker_processes import WorkerProcesses

BATCH = 500
"""Stories that are taken at a time: what is lost where a process is killed."""

COMPARED = 50
"""Stories whose accounts are held at a time: statements are many small objects."""

AHEAD = 3
"""Times COMPARED stories that are compared while others are written."""

LEAST = 250
"""Articles or stories from which worker processes are started."""


def forget_old_statements(connection: Connection) -> None:
    """Have some of the stories compared anew whose facts are of an earlier version of the code. The caller holds the
    lock of clustering."""
    story_facts.forget_old(connection, facts_version())


def compare_due(settings: Settings) -> int:
    """Compare the accounts of all stories that wait for it; how many stories that was. Each portion is a transaction
    of its own, so that what is killed leaves the rest to the next one."""
    version, compared = facts_version(), 0
    with WorkerProcesses(settings.workers, least=LEAST) as workers:
        while True:
            with transaction(settings) as connection:
                stories.lock(connection, shared=True)
                taken = story_facts.take_due(connection, BATCH)
                unread = story_facts.unread(connection, taken, version)
                story_facts.keep_statements(connection, workers.ahead(state, unread), version)
                _compare(connection, taken, workers)
            if not taken:
                return compared
            compared += len(taken)


def _compare(connection: Connection, due: Collection[int], workers: WorkerProcesses) -> None:
    """Find the facts of these stories anew; some are compared while those before them are written."""
    ordered = sorted(due)
    under_way: deque[tuple[Sequence[int], Iterator[FactRows]]] = deque()
    for first in range(0, len(ordered), COMPARED):
        some = ordered[first : first + COMPARED]
        under_way.append((some, workers.ahead(compare, story_facts.accounts(connection, some))))
        if len(under_way) > AHEAD:
            story_facts.replace(connection, *under_way.popleft())
    for ids, found in under_way:
        story_facts.replace(connection, ids, found)
