"""Host names: one spelling for each, and which of them belong to one site.

The IPv4 parser follows the WHATWG URL standard (section "host parsing"), because that is what HTTP clients
and the operating system's resolver accept: `0x7f.1`, `2130706433` and `0177.0.0.1` are all 127.0.0.1.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

import idna
from tld import get_fld

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")


def _ipv4_number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)


def parse_ipv4(host: str) -> ipaddress.IPv4Address | None:
    """The IPv4 address that `host` (lower case) writes in any notation that HTTP clients take, None if it
    is a name.

    Raises ValueError where the last label is a number, so that it cannot be a name, and yet no address
    comes of it.
    """
    parts = host.removesuffix(".").split(".")
    if not _NUMBER.match(parts[-1]):
        return None
    if len(parts) > 4 or not all(_NUMBER.match(part) for part in parts):
        raise ValueError(f"{host!r} ends in a number but is no IPv4 address")
    numbers = [_ipv4_number(part) for part in parts]
    *head, last = numbers
    if any(number > 255 for number in head) or last >= 256 ** (5 - len(numbers)):
        raise ValueError(f"{host!r} is out of the range of IPv4 addresses")
    value = last + sum(number << (8 * (3 - place)) for place, number in enumerate(head))
    return ipaddress.IPv4Address(value)


def canonical_host(host: str) -> str:
    """`host` in lower case ASCII: punycode for other scripts, dotted decimal for IPv4, brackets around IPv6.

    Raises ValueError for what cannot be a host.
    """
    if host.startswith("["):
        if not host.endswith("]"):
            raise ValueError(f"{host!r} is no IPv6 address")
        address = ipaddress.IPv6Address(host[1:-1])
        if address.scope_id is not None:
            raise ValueError(f"{host!r} names a network interface")
        return f"[{address.compressed}]"
    name = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii").lower()
    name = name.removesuffix(".")
    address4 = parse_ipv4(name) if name else None
    if address4 is not None:
        return str(address4)
    if len(name) > 253 or not all(_LABEL.match(label) for label in name.split(".")):
        raise ValueError(f"{host[:80]!r} is no host name")
    return name


@lru_cache(maxsize=8192)
def registrable_domain(host: str) -> str:
    """The part of a canonical host that its owner registered: `example.co.uk` for `m.example.co.uk`.

    By the public suffix list that the `tld` package carries, its private section included (two blogs on one blog
    host are two sites). Under a top-level domain that the list does not know, the last two labels, as the list's
    rules say. An address, `localhost` or a bare suffix stands for itself.
    """
    if host.startswith("[") or host.rpartition(".")[2].isdigit():
        return host
    found = get_fld(f"http://{host}/", fail_silently=True, search_private=True)
    return found if isinstance(found, str) else ".".join(host.split(".")[-2:])
