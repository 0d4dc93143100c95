"""Feeds that somebody made, each at an address with a token: made, found, listed, revoked."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.article_list import Filters
from mediawatch.errors import UsageError

MOST_FEEDS = 200
"""Feeds of one person that are read; one more asks for an old one to be revoked."""

TITLE = 200  # characters


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds: the newest articles that pass the filters and match the query."""

    title: str
    query: str = ""
    filters: Filters = field(default_factory=Filters)
    feed_id: int = 0
    who: str = ""


def make(connection: Connection, feed: Feed, who: str) -> str:
    """Keep the feed; its token, 256 bits by chance, which is told this once and kept nowhere. Raises UsageError."""
    title = " ".join(feed.title.split())[:TITLE]
    if not title:
        raise UsageError("give the feed a name")
    if connection.execute(text(_HOW_MANY), {"who": who}).scalar_one() >= MOST_FEEDS:
        raise UsageError(f"you have {MOST_FEEDS} feeds: revoke one that nobody reads")
    token = secrets.token_urlsafe(32)
    definition = {"query": feed.query, "filters": {k: v for k, v in asdict(feed.filters).items() if v is not None}}
    values = {"hash": _hash(token), "title": title, "definition": json.dumps(definition), "who": who}
    connection.execute(text(_MAKE), values)
    return token


def find(connection: Connection, token: str) -> Feed | None:
    """The feed with this token; None for one that nobody made, or that was revoked."""
    row = connection.execute(
        text(f"{_FEEDS} where token_sha256 = :hash and revoked_at is null"), {"hash": _hash(token)}
    )
    found = row.mappings().first()
    return None if found is None else _feed(found)


def of(connection: Connection, who: str) -> list[dict[str, Any]]:
    """The feeds that somebody made and did not revoke, the newest first."""
    rows = connection.execute(
        text(f"{_FEEDS} where who = :who and revoked_at is null order by feed_id desc"), {"who": who}
    )
    return [{**row, "feed": _feed(row)} for row in rows.mappings()]


def revoke(connection: Connection, feed_id: int, who: str) -> None:
    """Have the feed be read no more. Raises UsageError for a feed that this person did not make."""
    done = connection.execute(
        text("update ops.feed set revoked_at = now() where feed_id = :feed and who = :who and revoked_at is null"),
        {"feed": feed_id, "who": who},
    )
    if not done.rowcount:
        raise UsageError("you have no such feed")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _feed(row: Any) -> Feed:
    told = row["definition"]
    return Feed(row["title"], told["query"], Filters(**told["filters"]), row["feed_id"], row["who"])


_FEEDS = "select feed_id, title, definition, who, made_at from ops.feed"
_HOW_MANY = "select count(*) from ops.feed where who = :who and revoked_at is null"
_MAKE = """
insert into ops.feed (token_sha256, title, definition, who)
values (:hash, :title, cast(:definition as jsonb), :who)
"""
