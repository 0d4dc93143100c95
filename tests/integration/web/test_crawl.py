"""A crawl of loopback sites: polite, complete, resumable; judged by what the servers themselves logged."""

from __future__ import annotations

import fcntl
import gzip
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import newsroom
import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.fetch import Fetcher
from mediawatch.errors import Transient
from mediawatch.model import Excluded, Outcome, RawDocument


def _html(title: str) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body><p>{title} ended late.</p></body></html>"


def _reasons(crawl: Any) -> dict[str, str]:
    return {document.uri: document.reason for document in crawl if isinstance(document, Excluded)}


def _pages(crawl: Any) -> dict[str, RawDocument]:
    return {document.uri: document for document in crawl if isinstance(document, RawDocument)}


def test_every_kind_of_trouble_is_accounted_for(
    make_site: Callable[[str], Any],
    make_fetcher: Callable[..., Fetcher],
    forbidden: Any,
    store: RawStore,
    now: datetime,
) -> None:
    site, other = make_site("127.0.0.4"), make_site("127.0.0.5")
    busy = iter([429])

    def too_many(handler: Any) -> None:
        if next(busy, 200) == 429:
            handler.send_response(429)
            handler.send_header("Retry-After", "1")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        else:
            handler._send(200, {"Content-Type": "text/html"}, _html("At last").encode())

    site.page("/good", _html("Good"))
    site.page("/latin", "<p>caf\xe9</p>".encode("latin-1"), Content_Type="text/html; charset=ISO-8859-1")
    site.page("/packed", gzip.compress(_html("Packed").encode()), Content_Encoding="gzip")
    site.page("/bomb", gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")
    site.page("/huge", b"x" * 300_000)
    site.page("/picture", b"\x89PNG" + b"x" * 1000, Content_Type="image/png")
    site.page("/mislabelled", b"\x89PNG\r\n\x1a\n" + bytes(1000))
    site.page("/error", "<p>oops", status=500)
    site.page("/moved", "", status=301, Location="/good?from=moved")
    site.page("/good?from=moved", _html("Good, moved"))
    site.page("/also-moved", "", status=302, Location=site.url("/good"))
    site.page("/away", "", status=302, Location=other.url("/there"))
    other.page("/there", _html("There"))
    site.page("/away-private", "", status=302, Location=other.url("/private/x"))
    site.page("/loop", "", status=302, Location="/loop2")
    site.page("/loop2", "", status=302, Location="/loop")
    site.page("/trap", "", status=302, Location=f"http://{forbidden.host}:{forbidden.port}/")
    site.page("/script", "", status=302, Location="javascript:alert(1)")
    site.pages |= {
        "/busy": too_many,
        "/drip": newsroom.drip,
        "/endless": newsroom.endless,
        "/cut": newsroom.breaks_off,
        "/nonsense": newsroom.nonsense,
    }
    names = [
        *("good", "latin", "packed", "bomb", "huge", "picture", "mislabelled", "error", "missing", "moved"),
        *("also-moved", "away", "away-private", "loop", "trap", "script", "busy", "drip", "page0", "endless"),
        *("cut", "page1", "nonsense", "page2", "private/1"),
    ]
    for number in range(3):
        site.page(f"/page{number}", _html(f"Page {number}"))
    urls = [site.url(f"/{name}") for name in names]
    refused = ["ftp://127.0.0.4/x", "http://user:pw@127.0.0.4/", f"http://{forbidden.host}:{forbidden.port}/x", "x"]
    crawl = make_fetcher(site, other).fetch([*urls, *refused, urls[0]], crawl_id="troubles", observed_at=now)
    pages = {uri.removeprefix(site.url("/")): raw for uri, raw in _pages(crawl).items()}
    reasons = {uri.removeprefix(site.url("/")): reason for uri, reason in _reasons(crawl).items()}
    assert reasons == {
        "bomb": "too_large",
        "huge": "too_large",
        "endless": "too_large",
        "picture": "not_a_page",
        "mislabelled": "binary",
        "error": "http_status",
        "missing": "http_status",
        "also-moved": "same_page",
        "away-private": "robots",
        "loop": "too_many_redirects",
        "trap": "forbidden_address",
        "script": "bad_url",
        "drip": "timeout",
        "cut": "unreachable",
        "nonsense": "unreachable",
        "private/1": "robots",
        "ftp://127.0.0.4/x": "bad_url",
        "http://user:pw@127.0.0.4/": "bad_url",
        f"http://{forbidden.host}:{forbidden.port}/x": "forbidden_address",
        "x": "bad_url",
    }
    assert set(pages) == {
        "good",
        "latin",
        "packed",
        "good?from=moved",
        other.url("/there"),
        "busy",
        "page0",
        "page1",
        "page2",
    }
    assert not forbidden.connections
    assert store.read(pages["packed"]).decode() == _html("Packed")
    assert pages["latin"].charset == "iso-8859-1"
    assert pages[other.url("/there")].final_url == other.url("/there")
    assert crawl.states[site.url("/away")].canonical_url == other.url("/there")
    first, second = [asked for asked in site.log if asked.path == "/busy"]
    assert second.began - first.ended >= 0.9, "Retry-After was not waited for"
    assert site.paths().count("/good") == 1
    outcomes = {document.reason: document.outcome for document in crawl if isinstance(document, Excluded)}
    assert outcomes["forbidden_address"] is Outcome.QUARANTINED
    assert outcomes["timeout"] is Outcome.SKIPPED


def test_a_failing_host_is_left_alone_for_longer_each_time_and_holds_up_nobody(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], memory: Any, now: datetime
) -> None:
    bad, closed, good = (make_site(f"127.0.0.{number}") for number in (6, 7, 8))
    for number in range(20):
        bad.pages[f"/{number}"] = newsroom.nonsense
        good.page(f"/{number}", _html(str(number)))
    closed.page("/robots.txt", "no", status=503)
    urls = [site.url(f"/{number}") for site in (bad, closed, good) for number in range(20)]
    fetcher = make_fetcher(bad, closed, good)
    began = time.monotonic()
    crawl = fetcher.fetch(urls, crawl_id="one", observed_at=now)
    assert time.monotonic() - began < 20
    assert len(_pages(crawl)) == 20
    assert Counter(_reasons(crawl).values()) == {"unreachable": 6, "host_left_alone": 14, "robots_unreachable": 20}
    assert len(bad.log) == 1 + 6
    assert closed.paths() == ["/robots.txt"] * 2  # once more, after a pause
    memory.states = dict(crawl.states)
    again = fetcher.fetch(urls, crawl_id="two", observed_at=now)
    one, two = (states[bad.url("/1")] for states in (crawl.states, again.states))
    assert (one.failures, two.failures) == (1, 2)
    assert one.next_due is not None
    assert two.next_due is not None
    assert two.next_due - one.next_due > timedelta(minutes=40)


def test_a_long_retry_after_ends_the_crawl_of_that_host(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    site = make_site("127.0.0.10")
    site.page("/1", "", status=503, Retry_After="7200")
    crawl = make_fetcher(site).fetch([site.url("/1"), site.url("/2")], crawl_id="c", observed_at=now)
    assert _reasons(crawl) == {site.url("/1"): "http_status", site.url("/2"): "host_left_alone"}
    assert site.paths() == ["/robots.txt", "/1"]
    for state in crawl.states.values():
        assert state.next_due is not None
        assert timedelta(minutes=119) < state.next_due - now < timedelta(minutes=122)


def test_two_processes_do_not_work_on_one_crawl(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], store: RawStore, now: datetime
) -> None:
    site = make_site("127.0.0.12")
    folder = store.storage.folder / "raw/web/shared"
    folder.mkdir(parents=True)
    with (folder / "lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(Transient, match="another process"):
            make_fetcher(site).fetch([site.url("/1")], crawl_id="shared", observed_at=now)
    assert not site.log


def test_when_the_time_is_over_the_rest_is_left_for_the_next_crawl(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    site = make_site("127.0.0.13")
    for number in range(5):
        site.page(f"/{number}", _html(str(number)))
    urls = [site.url(f"/{number}") for number in range(5)]
    crawl = make_fetcher(site, delay=0.8, max_seconds=2.0).fetch(urls, crawl_id="short", observed_at=now)
    assert set(_reasons(crawl).values()) == {"not_reached"}
    assert len(_pages(crawl)) + len(_reasons(crawl)) == 5
    assert not [url for url in _reasons(crawl) if url in crawl.states]
    rest = make_fetcher(site, delay=0).fetch(urls, crawl_id="short", observed_at=now)
    assert len(_pages(rest)) == 5
    assert len(site.paths()) == len(set(site.paths()))


def test_the_pages_of_an_article_are_fetched_one_after_the_other(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    site = make_site("127.0.0.4")
    for number in (1, 2, 3):
        following = f'<a rel="next" href="/story?page={number + 1}">next</a>' if number < 3 else ""
        text = f"<article><h1>Story</h1><p>Part {number} of it.</p></article>{following}"
        site.page("/story" if number == 1 else f"/story?page={number}", text)
    site.page("/list", '<h1>All news</h1><a rel="next" href="/list?page=2">next</a>')
    crawl = make_fetcher(site).fetch([site.url("/story"), site.url("/list")], crawl_id="run-1", observed_at=now)
    assert not _reasons(crawl)
    assert set(_pages(crawl)) == {site.url(path) for path in ("/story", "/story?page=2", "/story?page=3", "/list")}
    assert sorted(site.paths()) == ["/list", "/robots.txt", "/story", "/story?page=2", "/story?page=3"]
