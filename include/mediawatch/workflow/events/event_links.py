"""Looks at stories that changed: compares them with those of other languages.

The round-ups that may tell of what changed are compared again with all stories near them. What the accounts of a story
say is compared behind that (`accounts`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
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
from mediawatch.store.lookups.story_terms import PostgresStoryIndex
from mediawatch.store.publish import related_articles, stories, story_facts, story_links
from mediawatch.workflow.worker_processes import WorkerProcesses

BATCH = 500
"""Stories that are compared at a time."""

ROUND_UPS = 100
"""Round-ups that are compared at a time."""


def refresh(connection: Connection, day: datetime, workers: WorkerProcesses) -> int:
    """Compare up to BATCH of the stories that changed; how many were taken. The caller holds the lock of clustering."""
    due = story_links.take_due(connection, BATCH)
    if not due:
        return 0
    related_articles.make_due(connection, due, LIVE_DAYS)
    read = {
        row.article_id: marks(row.headline, row.article_body, base_language(row.in_language))
        for row in story_links.unread(connection, due)
    }
    if read:
        story_links.keep_marks(connection, read)
        added = Frequencies(documents=len(read), counts=counted(list(read.values())))
        stories.count_terms(connection, {MANY: added}, day)
    frequencies = PostgresStoryIndex(connection).frequencies
    changed = _accounts(connection, due)
    window = frequencies(MANY, {name for account in changed.values() for name in account.marks})
    story_links.replace_keys(
        connection, {story: keys(changed[story], window) if story in changed else [] for story in due}
    )
    near = story_links.near(connection, due)
    known = {**changed, **_accounts(connection, {other for _, other in near} - changed.keys())}
    window = frequencies(MANY, {name for account in known.values() for name in account.marks})
    pairs = [(known[one], known[other]) for one, other in near if one in known and other in known]
    meant = partial(_meanings, connection, workers)
    story_links.replace(connection, due, links(pairs, window, meant))
    story_facts.make_due(connection, due)
    return len(due)


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
