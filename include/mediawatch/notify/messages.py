"""What is told: one message to one audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mediawatch.model import printable

Severity = Literal["problem", "recovery", "information"]

MAX_TITLE = 200
MAX_TEXT = 20_000
"""Characters. Chat services cut what is longer than a few thousand by themselves."""

_MARKUP = str.maketrans({"<": "‹", ">": "›", "`": "'"})
"""What begins markup or a mention in mail, Slack, Teams or Telegram -> what looks like it and does nothing."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `key` names it for good: a message with a key that was posted before is not posted again.

    `kind` and `subject` say what it is about, as run_failed and media_monitor. `html` is for mail alone; without it
    mail shows `text`. Words that strangers wrote pass through `quoted` on their way into `title` and `text`, and are
    escaped in `html`.
    """

    key: str
    audience: str
    kind: str
    subject: str
    title: str
    text: str
    html: str | None = None
    severity: Severity = "information"


def quoted(text: str, longest: int = 300) -> str:
    """Words of a stranger (a headline, an error that quotes a page) as a message may hold them: one line, no markup, no
    mention of anybody, no link that is not what it says."""
    line = " ".join(printable(" ".join(text.split())).split())
    plain = line.translate(_MARKUP).replace("](", "] (").replace("@", "@\u2060").replace("://", ":/\u2060/")
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
