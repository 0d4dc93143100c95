"""What a host's robots.txt lets us do (RFC 9309), and how long it asks us to wait."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from protego import Protego

MAX_BYTES = 500 * 1024
"""Of robots.txt that are read, as RFC 9309, section 2.5 asks."""


def product_token(user_agent: str) -> str:
    """The name that robots.txt files address us by: `MediaWatch` of `MediaWatch/1.0 (+https://...)`."""
    return user_agent.partition("/")[0].strip() or "MediaWatch"


@dataclass(frozen=True)
class Robots:
    """The answer to a request for robots.txt. `status` is None where the host could not be reached."""

    status: int | None
    body: str = ""

    @classmethod
    def of(cls, status: int | None, body: bytes = b"") -> Robots:
        return cls(status, body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"))

    @cached_property
    def _rules(self) -> Protego:
        return Protego.parse(self.body)

    @property
    def unreachable(self) -> bool:
        """Server error or no answer: the host is then to be treated as closed (RFC 9309, section 2.3.1.4)."""
        return self.status is None or self.status >= 500 or self.status == 429

    def allows(self, url: str, token: str) -> bool:
        if self.unreachable:
            return False
        if self.status is None or not 200 <= self.status < 300:
            return True  # there is none: all is allowed
        return bool(self._rules.can_fetch(url, token))

    def crawl_delay(self, token: str) -> float | None:
        """Seconds that the host asks for between two requests, None where it does not."""
        if self.status is None or not 200 <= self.status < 300:
            return None
        delay = self._rules.crawl_delay(token)
        return float(delay) if delay is not None else None
