"""Looks at stories that changed: compares them with those of other languages, and their accounts with each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mediawatch.cluster.across import counted, keys, links, told_by
from mediawatch.cluster.marks import marks
from mediawatch.cluster.records import MANY, Account, Frequencies, base_language
from mediawatch.store.publish import stories, story_links
from mediawatch.workflow import accounts

BATCH = 500
"""Stories that are compared at a time."""


def refresh(connection: Connection, day: datetime) -> int:
    """Compare up to BATCH of the stories that changed; how many were taken. The caller holds the lock of clustering."""
    due = story_links.take_due(connection, BATCH)
    if not due:
        return 0
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
    story_links.replace(connection, due, links(pairs, window))
    accounts.compare(connection, due)
    return len(due)


def _accounts(connection: Connection, ids: Collection[int]) -> dict[int, Account]:
    found = story_links.articles(connection, ids)
    return {story.story_id: replace(story, marks=told_by(told)) for story, told in found.items()}
