"""Compares what the accounts of a story say: numbers, days and places, of the stories that changed.

Stories wait in a queue (news.story_fact_due), from which any number of processes on any machines take portions, none
the same one. None of them changes a story, and no story changes while they read (`stories.lock`).
"""

from __future__ import annotations

import logging
import traceback
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from mediawatch.facts.account_facts import compare, facts_version, state
from mediawatch.facts.fact_records import Accounts, FactRows, Unread
from mediawatch.garbage import seldom
from mediawatch.settings import Settings
from mediawatch.store.publish import stories, story_facts
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.worker_processes import LEAST, WorkerProcesses

BATCH = 500
"""Stories that are taken at a time: what is lost where a process is killed."""

COMPARED = 50
"""Stories whose accounts are held at a time: statements are many small objects."""

AHEAD = 3
"""Times COMPARED stories that are compared while others are written."""

log = logging.getLogger(__name__)

Result = TypeVar("Result")


def forget_old_statements(connection: Connection) -> None:
    """Have some of the stories compared anew whose facts are of an earlier version of the code. The caller holds the
    lock of clustering."""
    story_facts.forget_old(connection, facts_version())


@seldom()
def compare_due(settings: Settings) -> dict[str, int]:
    """Compare the accounts of all stories that wait for it; how many stories that was, and how many texts and stories
    were left out since the code failed at them. Each portion is a transaction of its own, so that what is killed
    leaves the rest to the next one."""
    version, compared, faults = facts_version(), 0, _Faults()
    with WorkerProcesses(settings.workers, least=LEAST) as workers:
        while True:
            with transaction(settings) as connection:
                stories.lock(connection, shared=True)
                taken = story_facts.take_due(connection, BATCH)
                unread = story_facts.unread(connection, taken, version)
                story_facts.keep_statements(connection, faults.told(workers.ahead(_stated, unread)), version)
                _compare(connection, taken, workers, faults)
            if not taken:
                return {"stories_compared": compared, "left_out": faults.number}
            compared += len(taken)


class _Faults:
    """One text that the code fails at must not keep a run from its end: it states nothing, and the log says so. The
    next version of the code reads it again."""

    def __init__(self) -> None:
        self.number = 0

    def told(self, found: Iterable[tuple[Result, str]]) -> Iterator[Result]:
        """The results, whose faults are written to the log."""
        for result, fault in found:
            if fault:
                self.number += 1
                log.error("%s", fault)
            yield result


def _stated(article: Unread) -> tuple[tuple[int, str], str]:
    try:
        return state(article), ""
    except Exception:
        where = traceback.format_exc(limit=-3)
        return (article.article_id, "[]"), f"article {article.article_id}: what it states could not be read: {where}"


def _compared(story: Accounts) -> tuple[FactRows, str]:
    try:
        return compare(story), ""
    except Exception:
        where = traceback.format_exc(limit=-3)
        return FactRows((), ()), f"story {story.story_id}: its accounts could not be compared: {where}"


def _compare(connection: Connection, due: Collection[int], workers: WorkerProcesses, faults: _Faults) -> None:
    """Find the facts of these stories anew; some are compared while those before them are written."""
    ordered = sorted(due)
    under_way: deque[tuple[Sequence[int], Iterator[FactRows]]] = deque()
    for first in range(0, len(ordered), COMPARED):
        some = ordered[first : first + COMPARED]
        begun = workers.ahead(_compared, story_facts.accounts(connection, some))
        under_way.append((some, faults.told(begun)))
        if len(under_way) > AHEAD:
            story_facts.replace(connection, *under_way.popleft())
    for ids, found in under_way:
        story_facts.replace(connection, ids, found)
