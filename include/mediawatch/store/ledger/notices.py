"""The ledger of what people were told: ops.notice, a row a message, and ops.notice_delivery, a row for each channel.

A message is posted once, by its key, and sent once by each channel: whoever sends it claims its row first. A claim that
was not settled within ten minutes was of a process that was killed; its message is sent again rather than lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.notify.messages import Message

ATTEMPTS = 8
"""How often a message is tried by a channel: after 1, 2, 4 ... 64 minutes, two hours in all."""
CLAIM = timedelta(minutes=10)
EXPIRES = timedelta(days=2)
"""After that a message that nobody could be sent is no news any more: a channel that is set up later is not flooded."""


@dataclass(frozen=True, slots=True)
class Due:
    """A message that is to be sent by a channel now. `attempt` counts from 1."""

    notice_id: int
    message: Message
    channel: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Told:
    """The last message of severity `problem` about something."""

    notice_id: int
    kind: str
    subject: str
    title: str
    posted_at: datetime
    closed_at: datetime | None


def lock(connection: Connection) -> None:
    """Let one process at a time decide what is told, until its transaction ends."""
    connection.execute(text("select pg_advisory_xact_lock(hashtext('ops.notice'))"))


def post(connection: Connection, message: Message, channels: Sequence[str], now: datetime, send_at: datetime) -> bool:
    """Enter a message, to be sent by `channels` from `send_at` on. False where its key is known already."""
    row = {
        "key": message.key,
        "audience": message.audience,
        "kind": message.kind,
        "subject": message.subject,
        "severity": message.severity,
        "title": message.title,
        "body": message.text,
        "html": message.html,
        "now": now,
    }
    notice_id = connection.execute(text(_POST), row).scalar()
    if notice_id is None:
        return False
    for channel in dict.fromkeys(channels):
        connection.execute(text(_DELIVERY), {"notice": notice_id, "channel": channel, "due": send_at})
    return True


def last_told(connection: Connection, audience: str) -> list[Told]:
    """What the audience was told last of each problem, those that are over too."""
    rows = connection.execute(text(_LAST_TOLD), {"audience": audience}).mappings()
    return [Told(**row) for row in rows]


def close(connection: Connection, audience: str, kind: str, subject: str, now: datetime) -> None:
    """Note that a problem is over."""
    connection.execute(text(_CLOSE), {"audience": audience, "kind": kind, "subject": subject, "now": now})


def claim(connection: Connection, now: datetime) -> Due | None:
    """The next message that is due, claimed for the caller; None where none is."""
    connection.execute(text(_EXPIRE), {"before": now - EXPIRES})
    row = connection.execute(text(_CLAIM), {"now": now, "stale": now - CLAIM}).mappings().first()
    return _due(row) if row else None


def settle(connection: Connection, due: Due, now: datetime, error: str | None, *, for_good: bool) -> None:
    """Note what became of a claimed message: sent, or why not; `for_good` says that trying again cannot help."""
    over = for_good or due.attempt >= ATTEMPTS
    values = {
        "notice": due.notice_id,
        "channel": due.channel,
        "state": "sent" if error is None else "failed" if over else "waiting",
        "sent_at": now if error is None else None,
        "due_at": now + timedelta(minutes=2 ** (due.attempt - 1)),
        "error": error,
    }
    connection.execute(text(_SETTLE), values)


def _due(row: Any) -> Due:
    message = Message(
        key=row["key"],
        audience=row["audience"],
        kind=row["kind"],
        subject=row["subject"],
        title=row["title"],
        text=row["body"],
        html=row["html"],
        severity=row["severity"],
    )
    return Due(row["notice_id"], message, row["channel"], row["attempts"])


_POST = """
insert into ops.notice (key, audience, kind, subject, severity, title, body, html, posted_at)
values (:key, :audience, :kind, :subject, :severity, :title, :body, :html, :now)
on conflict (key) do nothing
returning notice_id
"""

_DELIVERY = """
insert into ops.notice_delivery (notice_id, channel, state, due_at) values (:notice, :channel, 'waiting', :due)
"""

_LAST_TOLD = """
select distinct on (kind, subject) notice_id, kind, subject, title, posted_at, closed_at
from ops.notice where audience = :audience and severity = 'problem'
order by kind, subject, posted_at desc, notice_id desc
"""

_CLOSE = """
update ops.notice set closed_at = :now
where audience = :audience and kind = :kind and subject = :subject and severity = 'problem' and closed_at is null
"""

_EXPIRE = """
update ops.notice_delivery d set state = 'expired'
from ops.notice n where n.notice_id = d.notice_id and d.state = 'waiting' and n.posted_at < :before
"""

_CLAIM = """
update ops.notice_delivery d set state = 'sending', attempts = attempts + 1, tried_at = :now
from ops.notice n
where n.notice_id = d.notice_id and (d.notice_id, d.channel) = (
    select notice_id, channel from ops.notice_delivery
    where (state = 'waiting' and due_at <= :now) or (state = 'sending' and tried_at < :stale)
    order by due_at, notice_id, channel limit 1 for update skip locked
)
returning n.notice_id, n.key, n.audience, n.kind, n.subject, n.severity, n.title, n.body, n.html, d.channel, d.attempts
"""

_SETTLE = """
update ops.notice_delivery set state = :state, sent_at = :sent_at, due_at = :due_at, error = :error
where notice_id = :notice and channel = :channel
"""
