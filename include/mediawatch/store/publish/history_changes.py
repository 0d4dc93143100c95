"""The number that names the state of schema news, as far as runs judge by it: articles, versions, links, topics.

Deduplicate notes it before it asks anything. Every transaction that changes what it names moves it, so that publish
sees whether a publication, a retagging or a takedown has come between.
"""

from __future__ import annotations

from sqlalchemy import Connection, text


def seen(connection: Connection) -> int:
    """The state that this transaction sees."""
    return int(connection.execute(text("select changes from ops.history")).scalar_one())


def note(connection: Connection) -> int:
    """Move the number; the new one. Another transaction that moves it waits for the end of this one."""
    moved = connection.execute(text("update ops.history set changes = changes + 1 returning changes"))
    return int(moved.scalar_one())
