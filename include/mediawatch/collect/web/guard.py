"""Where the crawler may connect to: public addresses on ports 80 and 443, and what a setting names.

Checked twice. `check_url` refuses by the address as it is written, before anything is sent. The resolver of the
crawler (downloader.GuardedResolver) asks `is_public` about every address that a name resolves to, at the moment of
each connection, and the connection goes to exactly the addresses that passed: a name that changes its address
between check and use gains nothing.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from mediawatch.collect.hosts import canonical_host
from mediawatch.collect.urls import request_url
from mediawatch.errors import Quarantine, Reason, UsageError

PORTS = frozenset({80, 443})

# IPv6 ranges that carry an IPv4 address which a gateway connects to: NAT64 (RFC 6052), 6to4 (RFC 3056), and the
# IPv4-translated and IPv4-compatible forms (RFC 2765, RFC 4291), each with the place of the address in bytes.
_CARRIERS = (
    (ipaddress.IPv6Network("64:ff9b::/96"), 12),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 12),
    (ipaddress.IPv6Network("2002::/16"), 2),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 12),
    (ipaddress.IPv6Network("::ffff:0:0/96"), 12),
    (ipaddress.IPv6Network("::/96"), 12),
)
_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that IANA hands out (RFC 4291, section 2.4). Python's is_global takes what stands in no registry for public, such
as the site-local fec0::/10, which routers of old networks still know."""

_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20"),
        "168.63.129.16/32",  # answers machines of Azure, each about itself
    )
)
"""No publisher's. Of these ranges of the registries Python takes some for public, and in each of its releases others;
among them are places where clouds answer their machines with keys."""


def is_public(text: str) -> bool:
    """Whether an address (IPv4 or IPv6, as a resolver writes it) is one of the public internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        for network, place in _CARRIERS:
            if address in network:
                return is_public(str(ipaddress.IPv4Address(address.packed[place : place + 4])))
        if address not in _UNICAST:
            return False
    if any(address in network for network in _CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule of one crawl. `allow` holds (host, port) pairs that may be anything: tests' servers, an intranet."""

    allow: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, names: tuple[str, ...]) -> Guard:
        """From `host:port` texts. Raises UsageError for one that is none."""
        pairs = set()
        for name in names:
            host, colon, port = name.rpartition(":")
            try:
                if not colon or not 0 < int(port) < 65536:
                    raise ValueError("no port")
                pairs.add((canonical_host(host).strip("[]"), int(port)))
            except ValueError as error:
                raise UsageError(f"an allowed server must read host:port, not {name!r}") from error
        return cls(frozenset(pairs))

    def allows(self, host: str, port: int, address: str) -> bool:
        """Whether a connection for `host:port` may go to `address`."""
        return (host, port) in self.allow or (port in PORTS and is_public(address))

    def check_url(self, url: str) -> str:
        """The address to request. Raises Quarantine('bad_url' or 'forbidden_address')."""
        target = request_url(url)
        parts = urlsplit(target)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if (host, port) in self.allow:
            return target
        if port not in PORTS:
            raise Quarantine(Reason.FORBIDDEN_ADDRESS, f"{target[:200]}: port {port} is not allowed")
        try:
            public = is_public(host)
        except ValueError:  # a name: the resolver decides at the time of the connection
            return target
        if not public:
            raise Quarantine(Reason.FORBIDDEN_ADDRESS, f"{target[:200]}: {host} is no public address")
        return target
