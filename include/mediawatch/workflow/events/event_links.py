"""Looks at stories that changed: compares them with those of other languages, and their accounts with each other.

The round-ups that may tell of what changed are compared again with all stories near them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain

from sqlalchemy import Connection

from mediawatch.cluster.across import counted, keys, links, told_by
from mediawatch.cluster.assign import LIVE_DAYS, spans_around
from mediawatch.cluster.marks import marks
from mediawatch.cluster.meaning import ARTICLES as MEANT
from mediawatch.cluster.meaning import LEAD, TOGETHER, meanings, together
from mediawatch.cluster.records import MANY, Account, Frequencies, base_language
from mediawatch.cluster.related import relate_parts
from mediawatch.facts.account_facts import compare, facts_version, state
from mediawatch.facts.fact_records import FactRows
from mediawatch.store.lookups.story_terms import PostgresStoryIndex
from mediawatch.store.publish import related_articles, stories, story_facts, story_links
from mediawatch.workflow.worker_processes import WorkerProcesses

BATCH = 500
"""Stories that are compared at a time."""

COMPARED = 50
"""Stories whose accounts are held at a time: statements are many small objects."""

AHEAD = 3
"""Times COMPARED stories that are compared while others are written."""

ROUND_UPS = 100
"""Round-ups that are compared at a time."""


def refresh(connection: Connection, day: datetime, workers: WorkerProcesses) -> int:
    """Compare up to BATCH of the stories that changed; how many were taken. The caller holds the lock of clustering."""
    due = story_links.take_due(connection, BATCH)
    if not due:
        return 0
    version = facts_version()
    # Read while stories are compared across languages.
    stated = workers.ahead(state, story_facts.unread(connection, due, version))
    related_articles.make_due(connection, due, LIVE_DAYS)
    read = {
        row.article_id: marks(row.headline, row.article_body, base_language(row.in_language))
        for row in story_links.unread(connection, due)
    }
    if read:
        story_links.keep_marks(connection, read)
        added = Frequencies(documents=len(read), counts=counted(list(read.values())))
        stories.count_terms(connection, {MANY: added}, day)
    changed = _accounts(connection, due)
    window = story_links.frequencies(connection, {name for account in changed.values() for name in account.marks})
    story_links.replace_keys(
        connection, {story: keys(changed[story], window) if story in changed else [] for story in due}
    )
    near = story_links.near(connection, due)
    known = {**changed, **_accounts(connection, {other for _, other in near} - changed.keys())}
    window = story_links.frequencies(connection, {name for account in known.values() for name in account.marks})
    pairs = [(known[one], known[other]) for one, other in near if one in known and other in known]
    meant = partial(_meanings, connection, workers)
    story_links.replace(connection, due, links(pairs, window, meant))
    story_facts.keep_statements(connection, stated, version)
    _compare_accounts(connection, due, workers)
    return len(due)


def forget_old_statements(connection: Connection) -> None:
    """Have some of the stories compared anew whose facts are of an earlier version of the code. The caller holds the
    lock of clustering."""
    story_facts.forget_old(connection, facts_version())


def relate_round_ups(connection: Connection) -> int:
    """Compare up to ROUND_UPS of the round-ups that are due with stories; how many were taken. The caller holds the
    lock of clustering."""
    due = related_articles.take_due(connection, ROUND_UPS)
    index = PostgresStoryIndex(connection)
    for language, round_ups in sorted(due.items()):
        found, terms = relate_parts(language, round_ups, spans_around(round_ups), index)
        related_articles.replace(connection, language, found, terms)
    return sum(map(len, due.values()))


def _accounts(connection: Connection, ids: Collection[int]) -> dict[int, Account]:
    found = story_links.articles(connection, ids)
    return {story.story_id: replace(story, marks=told_by(told)) for story, told in found.items()}


def _meanings(connection: Connection, workers: WorkerProcesses, ids: Collection[int]) -> dict[int, bytes]:
    """What these stories say; those articles are encoded of which that is not kept."""
    rows = story_links.beginnings(connection, ids, MEANT, LEAD)
    unknown = {row.article_id: row.beginning for row in rows if row.meaning is None}
    texts = list(unknown.values())
    parts = [texts[start : start + TOGETHER] for start in range(0, len(texts), TOGETHER)]
    encoded = chain.from_iterable(workers.ahead(meanings, parts, together=1))
    found = dict(zip(unknown, encoded, strict=True))
    story_links.keep_meanings(connection, found)
    told: dict[int, list[bytes]] = defaultdict(list)
    for row in rows:
        told[row.story_id].append(row.meaning or found[row.article_id])
    return {story: together(vectors) for story, vectors in told.items()}


def _compare_accounts(connection: Connection, due: Collection[int], workers: WorkerProcesses) -> None:
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
