"""Digests that are due: made, posted and remembered. Called by whoever looks how things are, and by the command."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from mediawatch.desk.digest.compilation import Digest, alone, compile_digest, last, newest, remember
from mediawatch.desk.digest.letter import letter
from mediawatch.errors import MediaWatchError, UsageError
from mediawatch.notify.audiences import Audience
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.tag import QueryError
from mediawatch.workflow.operations import alerting

log = logging.getLogger(__name__)

FIRST = timedelta(days=1)
"""What an audience's first digest looks back on."""


def readers(settings: Settings) -> dict[str, Audience]:
    """The audiences that are sent digests, by name."""
    return {name: item for name, item in alerting.audiences(settings).items() if "digest" in item.kinds}


def is_due(audience: Audience, before: datetime | None, now: datetime) -> bool:
    """Whether a digest is to be made now, where the last one was made at `before`."""
    if audience.digest == "at_once":
        return True
    local = now.astimezone(audience.zone)
    if local.time().replace(tzinfo=None) < audience.digest_at:
        return False
    return before is None or before.astimezone(audience.zone).date() < local.date()


def draft(settings: Settings, audience: Audience, now: datetime, since: datetime | None = None) -> Digest:
    """The digest that would be made now, or of all articles that were seen after `since`. Raises UsageError for a
    query that cannot be read."""
    with transaction(settings) as connection:
        return _drafted(connection, settings, audience, now, since)


def _drafted(
    connection: Connection, settings: Settings, audience: Audience, now: datetime, since: datetime | None = None
) -> Digest:
    before = last(connection, audience.name)
    start = before[0] if before and since is None else newest(connection, since or now - FIRST)
    try:
        return compile_digest(connection, settings, audience, start, newest(connection))
    except QueryError as error:
        raise UsageError(f"the audience {audience.name} has a query that cannot be read: {error}") from None


def post_due(settings: Settings, now: datetime | None = None) -> int:
    """Make and post the digests that are due; how many. A daily one is sent on a quiet day too, and says so.

    What one tells is posted and remembered in one transaction, which nobody else makes for the audience meanwhile: who
    is killed between the two, or meets another, would pass over what came in since.
    """
    at = now or datetime.now(UTC)
    posted = 0
    for audience in readers(settings).values():
        try:
            with transaction(settings) as connection:
                alone(connection, audience.name)
                before = last(connection, audience.name)
                if not is_due(audience, before[1] if before else None, at):
                    continue
                digest = _drafted(connection, settings, audience, at)
                if digest.quiet and audience.digest == "at_once":
                    continue
                message = letter(digest, at.astimezone(audience.zone), settings.page_url)
                posted += alerting.enter(connection, settings, [message], at)
                remember(connection, digest, at)
        except UsageError as error:
            log.warning("no digest for %s: %s", audience.name, error)
    return posted


def post_quietly(settings: Settings) -> None:
    """`post_due` for a loop that has to go on: what fails is logged, and tried again at the next look."""
    try:
        post_due(settings)
    except MediaWatchError as error:
        log.warning("digests: %s", error)
    except Exception:
        log.exception("making digests failed; it is tried again")
