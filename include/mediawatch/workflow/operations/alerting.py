"""Telling people: a message is posted to an audience, and sent by the audience's channels.

    from mediawatch.workflow.operations import alerting

    alerting.post(settings, [Message(key="digest/readers/2025-05-05", audience="readers", kind="digest", ...)])
    alerting.deliver(settings)

`post` enters each message once, by its key, however often it is called; `deliver` sends what is due and may be called
by anybody at any time. Neither raises for a channel that is away: what could not be sent is tried again later.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from mediawatch.errors import MediaWatchError, Transient, unknown_name
from mediawatch.notify import channels
from mediawatch.notify.audiences import Audience, load_audiences
from mediawatch.notify.messages import Message
from mediawatch.settings import Settings
from mediawatch.store.ledger import notices
from mediawatch.store.server.connect import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a message by a channel; `error` is None where it was sent."""

    message: Message
    channel: str
    error: str | None


def audiences(settings: Settings) -> dict[str, Audience]:
    """The audiences that are told anything, by name. What is wrong with a file is logged, and stops its own alone."""
    loaded = load_audiences(settings.alerts_dir)
    for fault in loaded.faults:
        log.warning("an audience is told nothing, its file is wrong: %s", fault)
    return {audience.name: audience for audience in loaded.audiences if audience.enabled}


def post(settings: Settings, messages: Iterable[Message], now: datetime | None = None) -> int:
    """Enter messages, each once; how many were new. They wait where their audience has quiet hours. Raises UsageError
    for an audience that there is not."""
    with transaction(settings) as connection:
        return enter(connection, settings, messages, now or datetime.now(UTC))


def enter(connection: Connection, settings: Settings, messages: Iterable[Message], at: datetime) -> int:
    """`post` as a part of a transaction."""
    known = audiences(settings)
    posted = 0
    for message in messages:
        audience = known.get(message.audience)
        if audience is None:
            raise unknown_name("audience", [message.audience], known, f" in {settings.alerts_dir}")
        send_at = audience.send_at(message.kind, at)
        posted += notices.post(connection, message, audience.channels, at, send_at)
    return posted


def deliver(settings: Settings, now: datetime | None = None) -> list[Delivered]:
    """Send every message that is due by each of its channels, each once; what became of them."""
    done: list[Delivered] = []
    while True:
        at = now or datetime.now(UTC)
        with transaction(settings) as connection:
            due = notices.claim(connection, at)
        if due is None:
            return done
        error, for_good = None, False
        try:
            channels.send(due.message, due.channel, settings.channels)
        except MediaWatchError as problem:
            error, for_good = str(problem), not isinstance(problem, Transient)
        except Exception as problem:  # a fault of a service's client must not stop the other messages
            error = channels.without_secrets(repr(problem), settings.channels.get(due.channel, ""))
        if error:
            log.warning("%s could not be sent to %s: %s", due.message.kind, due.message.audience, error)
        with transaction(settings) as connection:
            notices.settle(connection, due, at, error, for_good=for_good)
        done.append(Delivered(due.message, due.channel, error))
