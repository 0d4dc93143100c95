"""Links as browsers read them: the address that a reference in a document or a header leads to.

The reading is the WHATWG URL standard's, by the ada library: raw `&` and spaces, tabs and newlines within, backslashes,
`//host/path`, international hosts, letters outside of ASCII and stray percent signs all come out as in a browser.
What of it may be asked for is decided elsewhere (urls.request_url, web.guard).
"""

from __future__ import annotations

import ada_url

_AROUND = " \t\r\n\f\v\0\u00a0\u200b\ufeff"
"""White space around a link: what the standard strips, and what editors paste besides."""


def join_url(base: str, link: str | None) -> str | None:
    """The absolute address that `link` leads to from `base`, in ASCII; None where it leads nowhere, as `http://[`."""
    text = (link or "").strip(_AROUND)
    if not text:
        return None
    try:
        return str(ada_url.join_url(base, text))
    except ValueError:
        return None


def header_text(value: str) -> str:
    """A header's value that a client has read as Latin-1: as UTF-8 where its bytes are that, which servers send raw in
    `Location`; else each byte outside of ASCII is escaped, as it stands."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeEncodeError:
        return value
    except UnicodeDecodeError:
        return "".join(char if char.isascii() else f"%{ord(char):02X}" for char in value)
