"""The one exception tree. Its three branches say what is to be done, so that no caller has to guess:

- `Transient`: the same call may succeed later (database away, disk busy). Retry with back-off.
- `Terminal`: it never will (a topic that cannot be parsed, a gate that failed). Fail at once, tell a person.
- `Quarantine`: this one document is at fault. Set it aside with the reason; the rest of the batch goes on.
"""

from __future__ import annotations

import errno


class MediaWatchError(Exception):
    """Base of all errors that MediaWatch raises on purpose; its text is meant for people."""


class Transient(MediaWatchError):
    """May succeed when tried again."""


class Terminal(MediaWatchError):
    """Trying again cannot help; the message says what to change."""


class UsageError(Terminal):
    """A parameter, path, URL or setting was refused at the door; the CLI exits with 2."""


class TopicError(Terminal):
    """A topic file or query is wrong. `str()` reads `file:line:column: what is wrong; what to do`."""


class GateFailed(Terminal):
    """A batch-level expectation of critical severity failed; nothing after the gate may run."""


class Quarantine(MediaWatchError):
    """This document cannot go on.

    `reason` is a stable snake_case code (what analysts filter by), `detail` says it in words for this document.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def told(error: OSError) -> str | None:
    """What the system refused, as a sentence for people; None where it names no file: that may be a mistake of ours."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full: {error}\ndocs/runbook.md says what may be deleted"
    if error.filename is None:
        return None
    return f"cannot use {error.filename}: {(error.strerror or str(error)).lower()}"
