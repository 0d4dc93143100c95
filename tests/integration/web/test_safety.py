"""The crawler cannot be turned against the network that it runs in. Only loopback listeners take part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.collect.web.fetch import Fetcher
from mediawatch.collect.web.sources import Source
from mediawatch.errors import UsageError
from mediawatch.model import Excluded


def _reasons(crawl: Any) -> dict[str, str]:
    return {document.uri: document.reason for document in crawl if isinstance(document, Excluded)}


def test_the_forbidden_listener_sees_no_connection(
    make_site: Callable[[str], Any],
    make_fetcher: Callable[..., Fetcher],
    forbidden: Any,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By any notation of its address, by name, by redirects of pages, robots.txt, feeds and sitemaps, by proxy."""
    site, lured = make_site("127.0.0.1"), make_site("127.0.0.2")
    target = f"http://{forbidden.host}:{forbidden.port}/"
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, target)
    lured.page("/robots.txt", "", status=302, Location=target + "robots.txt")
    site.page("/page", "<p>Talks ended late.</p>")
    site.page("/redirect", "", status=301, Location=target)
    site.page("/feed", "", status=302, Location=target)
    site.page("/map.xml", f"<sitemapindex><sitemap><loc>{target}</loc></sitemap></sitemapindex>")
    site.page("/rss", f"<rss><channel><item><link>{target}a</link></item></channel></rss>")
    site.page("/dtd", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{target}">]><rss><item><link>&x;</link></item></rss>')
    port = forbidden.port
    written = [
        target,
        f"http://2130706441:{port}/",
        f"http://0x7f000009:{port}/",
        f"http://0177.0.0.011:{port}/",
        f"http://127.9:{port}/",
        f"http://[::ffff:127.0.0.9]:{port}/",
        f"http://①②⑦.0.0.⑨:{port}/",
        f"http://localhost:{port}/",
        f"http://127.0.0.9.:{port}/",
        "http://localhost/",
        "http://127.0.0.9/",
        "https://127.0.0.9/",
        f"http://{site.name}@{forbidden.host}:{port}/",
        f"http://{forbidden.host}:{port}\\@{site.name}/",
    ]
    source = Source(
        source_id="s",
        publisher="S",
        feeds=(site.url("/feed"), site.url("/rss"), site.url("/dtd"), target),
        sitemaps=(site.url("/map.xml"),),
        enabled=True,
    )
    urls = [*written, site.url("/page"), site.url("/redirect"), lured.url("/page")]
    crawl = make_fetcher(site, lured).fetch(urls, [source], crawl_id="safety", observed_at=now)
    assert not forbidden.connections
    reasons = _reasons(crawl)
    assert reasons.pop(lured.url("/page")) == "robots_unreachable"
    assert reasons.pop(site.url("/dtd")) == "not_a_listing"  # its only link was an external entity
    (note,) = crawl.states[site.url("/map.xml")].notes
    assert note.startswith("other-host:")
    assert set(reasons.values()) == {"forbidden_address", "bad_url"}
    assert [document.uri for document in crawl if not isinstance(document, Excluded)] == [site.url("/page")]


def test_no_code_is_taken_from_the_folder_that_the_command_is_given_in(
    make_site: Callable[[str], Any],
    make_fetcher: Callable[..., Fetcher],
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = make_site("127.0.0.1")
    site.page("/page", "<p>Talks ended late.</p>")
    (tmp_path / "scrapy.py").write_text("raise SystemExit('a stranger wrote this')")
    monkeypatch.chdir(tmp_path)
    (page,) = make_fetcher(site).fetch([site.url("/page")], crawl_id="folder", observed_at=now)
    assert page.uri == site.url("/page")


def test_headers_without_end_are_not_read(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    """Of an answer, and of a thousand interim ones before it; long ones pass."""

    def endless(start: bytes, line: bytes) -> Callable[[Any], None]:
        def answer(request: Any) -> None:
            request.close_connection = True
            request.wfile.write(start)
            for _ in range(1000):
                request.wfile.write(line)
            request.wfile.write(b"\r\nThe end.")

        return answer

    site = make_site("127.0.0.1")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    site.pages["/head"] = endless(head, b"X-Filler: " + b"x" * 8000 + b"\r\n")
    site.pages["/interim"] = endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: " + b"x" * 8000 + b"\r\n\r\n")
    site.pages["/long"] = endless(head, b"X-Filler: " + b"x" * 15 + b"\r\n")
    site.pages["/longer"] = endless(head, b"X-Filler: " + b"x" * 30 + b"\r\n")
    urls = [site.url(path) for path in ("/head", "/interim", "/longer", "/long")]
    crawl = make_fetcher(site, timeout=20).fetch(urls, crawl_id="head", observed_at=now)
    assert _reasons(crawl) == dict.fromkeys(urls[:3], "too_large")


def test_a_body_that_comes_in_one_piece_with_its_head_counts_as_body(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    def at_once(request: Any) -> None:
        request.close_connection = True
        text = b"<p>Talks ended late.</p>" + b" " * 100_000
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(text)}\r\n\r\n"
        request.wfile.write(head.encode() + text)

    site = make_site("127.0.0.1")
    urls = [site.url(f"/{number}") for number in range(5)]
    site.pages |= dict.fromkeys((f"/{number}" for number in range(5)), at_once)
    crawl = make_fetcher(site).fetch(urls, crawl_id="large", observed_at=now)
    assert _reasons(crawl) == {}


def test_a_name_that_resolves_to_a_private_address_is_refused_at_the_connection(
    make_fetcher: Callable[..., Fetcher], make_site: Callable[[str], Any], now: datetime
) -> None:
    """`localhost` on port 80 passes every check of the address as written; the resolver is what stops it."""
    site = make_site("127.0.0.1")
    crawl = make_fetcher(site).fetch(["http://localhost/"], crawl_id="name", observed_at=now)
    (only,) = crawl
    assert isinstance(only, Excluded)
    assert only.reason == "forbidden_address"
    assert not site.log


def test_an_allowed_server_is_named_with_its_port_and_nothing_else_of_that_host_is_open(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    named, neighbour = make_site("127.0.0.1"), make_site("127.0.0.1")
    for site in (named, neighbour):
        site.page("/page", "<p>Talks ended late.</p>")
    urls = [named.url("/page"), neighbour.url("/page")]
    crawl = make_fetcher(named).fetch(urls, crawl_id="named", observed_at=now)
    assert _reasons(crawl) == {neighbour.url("/page"): "forbidden_address"}
    assert not neighbour.log
    with pytest.raises(UsageError, match="host:port"):
        make_fetcher(allow=("127.0.0.1",)).fetch(urls, crawl_id="wrong", observed_at=now)
