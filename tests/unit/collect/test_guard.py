"""Which addresses are public, and which URLs are refused before anything is sent."""

from __future__ import annotations

import pytest
from mediawatch.collect.web.guard import Guard, is_public
from mediawatch.errors import Quarantine, UsageError


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "fec0::1", "feff::1"),
        *("192.0.0.192", "192.0.0.9", "168.63.129.16", "::ffff:168.63.129.16", "192.88.99.1", "2001:20::1", "3fff::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
        *("2002:7f00:1::", "2002:c0a8:1::1", "2001::1", "::ffff:0:7f00:1"),
    ],
)
def test_private_addresses_in_every_wrapping(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "forbidden_address"),
        ("http://2130706433/", "forbidden_address"),
        ("http://0x7f.0.0.1/", "forbidden_address"),
        ("http://0177.0.0.1/", "forbidden_address"),
        ("http://[::1]/", "forbidden_address"),
        ("http://[::ffff:7f00:1]/", "forbidden_address"),
        ("http://169.254.169.254/latest", "forbidden_address"),
        ("http://example.com:8080/", "forbidden_address"),
        ("http://example.com:22/", "forbidden_address"),
        ("http://intranet.example:8080/", "forbidden_address"),
        ("http://user@example.com/", "bad_url"),
        ("ftp://example.com/", "bad_url"),
        ("file:///etc/hosts", "bad_url"),
    ],
)
def test_refused_as_written(url: str, reason: str) -> None:
    with pytest.raises(Quarantine) as caught:
        Guard.of(("127.0.0.1:8000", "other.example:8080")).check_url(url)
    assert caught.value.reason == reason


def test_allowed_as_written() -> None:
    guard = Guard.of(("127.0.0.1:8000", "Intranet.Example:8080", "[::1]:8000"))
    for url in ("https://example.com/a?b=1&utm_source=x", "http://127.0.0.1:8000/", "http://intranet.example:8080/"):
        assert guard.check_url(url) == url
    assert guard.check_url("http://[::1]:8000/") == "http://[::1]:8000/"
    assert guard.allows("intranet.example", 8080, "10.0.0.1")
    assert not guard.allows("intranet.example", 80, "10.0.0.1")
    assert guard.allows("example.com", 443, "1.1.1.1")
    assert not guard.allows("example.com", 443, "10.0.0.1")
    assert not guard.allows("example.com", 8443, "1.1.1.1")


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", ":80:80:", "a b:80"])
def test_an_allowed_server_must_have_a_port(name: str) -> None:
    with pytest.raises(UsageError, match="host:port"):
        Guard.of((name,))
