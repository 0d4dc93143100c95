"""Cookies that a chain of redirects sets on its way to one page: sent to whom they belong, forgotten with the chain.

Some sites answer the first request with a cookie and a redirect to the same page, over and over for a client that keeps
none. Nothing is kept from one page to the next, so no site can tell that two requests were ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, cast
from urllib.request import Request

MAX_COOKIE = 4096
"""Bytes of one cookie, as browsers keep them at least (RFC 6265, section 6.1)."""
MAX_COOKIES = 50
"""Of one chain, as browsers keep them at least of one domain (RFC 6265, section 6.1)."""


class _Answer:
    """What http.cookiejar wants of a response."""

    def __init__(self, values: Iterable[str]) -> None:
        self._message = Message()
        for value in values:
            self._message["Set-Cookie"] = value

    def info(self) -> Message:
        return self._message


class Cookies:
    """The jar of one chain."""

    def __init__(self) -> None:
        strict = DefaultCookiePolicy.DomainStrictNonDomain  # one without a Domain goes to its host alone
        self._jar = CookieJar(DefaultCookiePolicy(rfc2965=False, strict_ns_domain=strict))

    def take(self, url: str, values: Iterable[str]) -> None:
        """Keep what an answer from `url` set. `values` are its Set-Cookie headers."""
        room = MAX_COOKIES - len(self._jar)
        kept = [value for value in values if len(value) <= MAX_COOKIE and value.isprintable()][: max(room, 0)]
        if kept:
            self._jar.extract_cookies(cast(Any, _Answer(kept)), Request(url))  # noqa: S310 - nothing is opened

    def header(self, url: str) -> str | None:
        """The Cookie header to ask `url` with, None where none belongs to it."""
        request = Request(url)  # noqa: S310 - nothing is opened
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie")
