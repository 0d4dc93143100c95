"""The channels that carry messages, by apprise: mail, Slack, Teams, Telegram, webhooks and what else it knows.

A channel is an address of apprise's (https://appriseit.com/services/), which mostly holds a secret. It is never
logged, nor part of an error: what a service answered is told without it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import unquote

from mediawatch.errors import Permanent, Transient, UsageError
from mediawatch.notify.messages import MAX_TEXT, MAX_TITLE, Message

_SECRETS = re.compile(r"[^\W_][\w.%+~-]{5,}")
"""Pieces of an address that may be secret: what is six characters or longer."""
_KNOWN = {"insecure", "starttls", "format", "markdown", "method", "https", "http"}
_SECONDS = "15"
"""That connecting and reading may take each."""


def send(message: Message, channel: str, addresses: Mapping[str, str]) -> None:
    """Send a message by a channel. Raises UsageError where the settings have no such channel or its address is none,
    Transient where the service did not take it."""
    import apprise
    from apprise.logger import LogCapture
    from apprise.plugins.email import NotifyEmail

    address = addresses.get(channel)
    if address is None:
        raise UsageError(f"the channel {channel} has no address: MEDIAWATCH_CHANNELS names none")
    service = apprise.Apprise.instantiate(_patient(address), suppress_exceptions=True)
    if service is None:
        raise UsageError(f"the address of the channel {channel} is none that apprise knows")
    html = message.html if isinstance(service, NotifyEmail) else None  # what is made for mail is none for a chat
    severity = {"problem": "failure", "recovery": "success"}.get(message.severity, "info")
    notifier = apprise.Apprise()
    notifier.add(service)
    with cast(Any, LogCapture)(level=logging.WARNING, fmt="%(message)s") as captured:
        taken = notifier.notify(
            title=message.title[:MAX_TITLE],
            body=(message.text[:MAX_TEXT] if html is None else html),
            body_format=apprise.NotifyFormat.TEXT if html is None else apprise.NotifyFormat.HTML,
            notify_type=apprise.NotifyType(severity),
        )
        said = captured.getvalue()
    if not taken:
        raise Transient(f"the channel {channel} did not take the message: {without_secrets(said, address)}".strip())


def check(channels: Mapping[str, str]) -> None:
    """Raises Permanent for an address that no service of apprise's answers to, without the address."""
    import apprise

    for name, address in channels.items():
        if apprise.Apprise.instantiate(address, suppress_exceptions=True) is None:
            raise Permanent(f"MEDIAWATCH_CHANNELS: the address of {name} is none that apprise knows")


def without_secrets(text: str, address: str) -> str:
    """`text` on one line, with each piece of the address that may be secret blotted out."""
    line = " ".join(text.split())[:1000]
    for piece in sorted(set(_SECRETS.findall(unquote(address))), key=len, reverse=True):
        if piece.lower() not in _KNOWN:
            line = line.replace(piece, "***")
    return line


def _patient(address: str) -> str:
    """An address that says how long apprise may wait; its own default is 4 seconds, which a busy mail server needs."""
    if re.search(r"[?&](cto|rto)=", address):
        return address
    return f"{address}{'&' if '?' in address else '?'}cto={_SECONDS}&rto={_SECONDS}"
