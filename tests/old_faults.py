"""Faults that runs which happen at once had once, put back into the code of today: does the machine of
tests/interleaving.py find them?

Each is what the code did before it was mended, not a change made up for the purpose:

1. a topic that is added or changed while a run is under way does not reach that run's articles, and nothing notes that
   they were not judged by it;
2. a takedown does not move the number by which publish sees that history changed;
3. what is published while another run clusters is taken for clustered with what that run had read before;
4. the day that an undated article counts for may change without its story hearing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

from mediawatch.store.publish import deletion, story_queue, topic_versions

FAULTS = (1, 2, 3, 4)

_DONE_WHATEVER_CAME = (
    "delete from ops.story_queue where article_id = any(:ids) and cast(:changes as bigint[]) is not null"
)
_NO_NEWS_OF_THE_DAY = """
select a.article_id, a.coverage_at, not c.is_new
from {candidate} c join news.article a on a.article_id = c.article_id
where c.is_new or c.is_told_anew
order by a.article_id
"""


@contextmanager
def back(number: int) -> Iterator[None]:
    """While it lasts, the code has this fault."""
    with ExitStack() as stack:
        for where, name, what in _CHANGES[number]:
            stack.enter_context(mock.patch.object(where, name, what))
        yield


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _by_its_own_topics(connection: Any, followed: Any) -> Any:
    registered = _register(connection, followed)
    registered.topics = [topic for topic in registered.topics if topic not in registered.late]
    registered.late = []
    return registered


_register = topic_versions.register
_CHANGES: dict[int, list[tuple[Any, str, Any]]] = {
    1: [(topic_versions, "register", _by_its_own_topics), (topic_versions, "incomplete", _nothing)],
    2: [(deletion, "history_changes", SimpleNamespace(note=_nothing))],
    3: [(story_queue, "_DONE", _DONE_WHATEVER_CAME)],
    4: [(story_queue, "_PUBLISHED", _NO_NEWS_OF_THE_DAY)],
}
