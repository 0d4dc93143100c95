"""Compares the accounts of stories that changed: what they say of the same thing, and where they differ."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from mediawatch.cluster.records import base_language
from mediawatch.facts.compare import facts
from mediawatch.facts.statement_json import to_json
from mediawatch.facts.statements import statements
from mediawatch.store.publish import story_facts


def compare(connection: Connection, stories: Collection[int]) -> None:
    """Find the facts of these stories anew. An article is read once for each of its texts: what it states is kept."""
    read = {
        row.article_id: to_json(statements(row.headline, row.article_body, base_language(row.in_language)))
        for row in story_facts.unread(connection, stories)
    }
    story_facts.keep_statements(connection, read)
    told = story_facts.tellings(connection, stories)
    story_facts.replace(connection, stories, {story: facts(accounts) for story, accounts in told.items()})
