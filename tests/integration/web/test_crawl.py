"""A crawl of loopback sites: polite, complete, resumable; judged by what the servers themselves logged."""

from __future__ import annotations

import fcntl
import gzip
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from mediawatch.collect.fetch import Fetcher
from mediawatch.collect.raw_store import RawStore
from mediawatch.collect.sources import Source
from mediawatch.errors import Transient
from mediawatch.model import Outcome, RawDocument, SetAside

DELAY = 0.03  # as in conftest.py


def _html(title: str) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body><p>{title} ended late.</p></body></html>"


def _reasons(crawl: Any) -> dict[str, str]:
    return {document.uri: document.reason for document in crawl if isinstance(document, SetAside)}


def _pages(crawl: Any) -> dict[str, RawDocument]:
    return {document.uri: document for document in crawl if isinstance(document, RawDocument)}


def _gaps(site: Any) -> list[float]:
    """Seconds from the end of each answer to the next request."""
    log = sorted(site.log, key=lambda asked: asked.began)
    return [later.began - earlier.ended for earlier, later in pairwise(log)]


@pytest.fixture
def three_hosts(make_site: Callable[[str], Any]) -> tuple[Any, Any, Any]:
    """300 pages: a feed of 100 with ETags, sitemaps of 100 with Last-Modified, an Atom feed of 100 with neither."""
    rss, maps, atom = (make_site(f"127.0.0.{number}") for number in (1, 2, 3))
    for number in range(100):
        rss.page(f"/news/{number}", _html(f"Talk {number}"), ETag=f'"v{number}"')
        maps.page(f"/story-{number}", _html(f"Story {number}"), Last_Modified="Mon, 05 May 2025 10:00:00 GMT")
        atom.page(f"/a/{number}", _html(f"Report {number}"))
    items = "".join(f"<item><link>{rss.url(f'/news/{n}?utm_source=rss')}</link></item>" for n in range(100))
    items += f"<item><guid>{rss.url('/private/1')}</guid></item><item><link>/news/1#again</link></item>"
    rss.page("/rss", f"<rss><channel>{items}</channel></rss>", Content_Type="application/rss+xml", ETag='"feed"')
    for number, part in enumerate((range(50), range(50, 100))):
        urls = "".join(f"<url><loc>{maps.url(f'/story-{n}')}</loc></url>" for n in part)
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        maps.page(f"/map{number}.xml.gz", gzip.compress(body), Content_Type="application/x-gzip")
    index = "".join(f"<sitemap><loc>{maps.url(f'/map{n}.xml.gz')}</loc></sitemap>" for n in range(2))
    maps.page("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", Content_Type="application/xml")
    maps.page("/robots.txt", "User-agent: MediaWatch\nCrawl-delay: 0.06\n", Content_Type="text/plain")
    entries = "".join(f'<entry><link rel="alternate" href="/a/{n}"/></entry>' for n in range(100))
    atom.page(
        "/atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', Content_Type="application/atom+xml"
    )
    return rss, maps, atom


def _sources(rss: Any, maps: Any, atom: Any) -> list[Source]:
    return [
        Source(source_id="rss", publisher="R", feeds=(rss.url("/rss"),), enabled=True),
        Source(source_id="maps", publisher="M", sitemaps=(maps.url("/sitemap.xml"),), enabled=True),
        Source(source_id="atom", publisher="A", feeds=(atom.url("/atom"),), enabled=True),
        Source(source_id="off", publisher="O", feeds=(atom.url("/off"),), enabled=False),
    ]


def test_three_hundred_pages_politely_and_then_only_what_changed(
    three_hosts: tuple[Any, Any, Any],
    make_fetcher: Callable[..., Fetcher],
    store: RawStore,
    memory: Any,
    now: datetime,
) -> None:
    rss, maps, atom = three_hosts
    fetcher = make_fetcher(rss, maps, atom)
    crawl = fetcher.fetch([], _sources(rss, maps, atom), crawl_id="first", observed_at=now)
    pages = _pages(crawl)
    assert Counter(raw.source_id for raw in pages.values()) == {"rss": 100, "maps": 100, "atom": 100}
    assert _reasons(crawl) == {rss.url("/private/1"): "robots"}
    raw = pages[rss.url("/news/7")]
    assert store.read(raw).decode() == _html("Talk 7")
    assert (raw.url, raw.etag, raw.charset, raw.http_status) == (raw.uri, '"v7"', "utf-8", 200)
    assert raw.observed_at_source == "http"
    assert abs(raw.observed_at - now) < timedelta(minutes=5)
    for site in three_hosts:
        paths = site.paths()
        assert len(paths) == len(set(paths)), "something was asked for twice"
        assert paths[0] == "/robots.txt"
        assert not [path for path in paths if path.startswith(("/private", "/off"))]
        delay = 0.06 if site is maps else DELAY
        assert min(_gaps(site)) >= delay * 0.8, "the host was not given its pause"
        assert {asked.headers["user-agent"].partition("/")[0] for asked in site.log} == {"MediaWatch"}
        assert all("cookie" not in asked.headers for asked in site.log)

    # Nothing is due an hour later: not even robots.txt is asked for.
    memory.states = dict(crawl.states)
    for site in three_hosts:
        site.log.clear()
    early = fetcher.fetch([], _sources(rss, maps, atom), crawl_id="early", observed_at=now + timedelta(hours=1))
    assert set(_reasons(early).values()) == {"not_due"}
    assert not any(site.log for site in three_hosts)

    # Two days later all is due, and one page of each host has changed.
    rss.page("/news/7", _html("Talk 7, corrected"), ETag='"v7b"')
    _, _, feed = rss.pages["/rss"]
    rss.page("/rss", feed + b"<!-- built again -->", Content_Type="application/rss+xml", ETag='"feed-2"')
    maps.page("/story-7", _html("Story 7, corrected"), Last_Modified="Tue, 06 May 2025 10:00:00 GMT")
    later = now + timedelta(days=2)
    again = fetcher.fetch([], _sources(rss, maps, atom), crawl_id="second", observed_at=later)
    fetched = {uri for uri in _pages(again) if not uri.startswith(atom.url(""))}
    assert fetched == {rss.url("/news/7"), maps.url("/story-7")}
    statuses = Counter(asked.status for site in (rss, maps) for asked in site.log)
    assert statuses[304] == 99 + 99
    assert Counter(_reasons(again).values()) == {"not_modified": 198, "not_due": 1}
    assert all(state.failures == 0 for state in again.states.values() if "/private" not in state.url)


def _drip(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _endless(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more and more of it</p>" * 1000)


def _breaks_off(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>only this")
    handler.close_connection = True


def _nonsense(handler: Any) -> None:
    handler.wfile.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    handler.close_connection = True


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
        "/drip": _drip,
        "/endless": _endless,
        "/cut": _breaks_off,
        "/nonsense": _nonsense,
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
    outcomes = {document.reason: document.outcome for document in crawl if isinstance(document, SetAside)}
    assert outcomes["forbidden_address"] is Outcome.QUARANTINED
    assert outcomes["timeout"] is Outcome.SKIPPED


def test_a_failing_host_is_left_alone_for_longer_each_time_and_holds_up_nobody(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], memory: Any, now: datetime
) -> None:
    bad, closed, good = (make_site(f"127.0.0.{number}") for number in (6, 7, 8))
    for number in range(20):
        bad.pages[f"/{number}"] = _nonsense
        good.page(f"/{number}", _html(str(number)))
    closed.page("/robots.txt", "no", status=503)
    urls = [site.url(f"/{number}") for site in (bad, closed, good) for number in range(20)]
    fetcher = make_fetcher(bad, closed, good)
    began = time.monotonic()
    crawl = fetcher.fetch(urls, crawl_id="one", observed_at=now)
    assert time.monotonic() - began < 20
    assert len(_pages(crawl)) == 20
    assert Counter(_reasons(crawl).values()) == {"unreachable": 3, "host_left_alone": 17, "robots_unreachable": 20}
    assert len(bad.log) == 1 + 3
    assert closed.paths() == ["/robots.txt"]
    memory.states = dict(crawl.states)
    again = fetcher.fetch(urls, crawl_id="two", observed_at=now)
    one, two = (states[bad.url("/5")] for states in (crawl.states, again.states))
    assert (one.failures, two.failures) == (1, 2)
    assert one.next_due is not None
    assert two.next_due is not None
    assert two.next_due - one.next_due > timedelta(minutes=55)


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


def test_killed_in_mid_crawl_and_run_again(
    make_site: Callable[[str], Any],
    make_fetcher: Callable[..., Fetcher],
    store: RawStore,
    now: datetime,
    tmp_path: Path,
) -> None:
    site = make_site("127.0.0.11")
    for number in range(60):
        site.page(f"/{number}", _html(f"Talk {number}"))
    urls = [site.url(f"/{number}") for number in range(60)]
    program = tmp_path / "crawl.py"
    program.write_text(
        textwrap.dedent(f"""
        from datetime import UTC, datetime
        from pathlib import Path
        from mediawatch.collect.fetch import Fetcher, WebSettings
        from mediawatch.collect.raw_store import RawStore
        from mediawatch.settings import Settings

        class Nothing:
            def url_states(self, urls):
                return {{}}

        lake = Path({str(store.root)!r})
        settings = Settings(home=lake, lake=lake, database_url=None, postgres_dir=lake)
        web = WebSettings(allow=({site.name!r},), delay=0.03)
        Fetcher(RawStore(lake), Nothing(), settings, web).fetch(
            {urls!r}, crawl_id="killed", observed_at=datetime.now(UTC))
        """)
    )
    for until in (15, 35):
        process = subprocess.Popen([sys.executable, str(program)])
        deadline = time.monotonic() + 30
        while len(site.log) < until and time.monotonic() < deadline:
            time.sleep(0.01)
        assert process.poll() is None, "the crawl was over before it could be killed"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        deadline = time.monotonic() + 10
        fetcher = make_fetcher(site)
        while time.monotonic() < deadline:  # the crawler process notices by itself that it is alone
            before = len(site.log)
            time.sleep(0.3)
            if len(site.log) == before:
                break
    journal = (store.root / "raw/web/killed/journal.jsonl").read_text()
    done = journal.count('"outcome":"page"')
    assert 0 < done < 60
    crawl = fetcher.fetch(urls, crawl_id="killed", observed_at=now)
    pages = _pages(crawl)
    assert set(pages) == set(urls)
    for number in range(60):
        assert store.read(pages[site.url(f"/{number}")]).decode() == _html(f"Talk {number}")
    asked = Counter(path for path in site.paths() if path != "/robots.txt")
    assert set(asked) == {f"/{number}" for number in range(60)}
    # Only what was on its way when a process died may be asked for again: one address a kill.
    assert sum(count - 1 for count in asked.values()) <= 2
    assert site.paths().count("/robots.txt") == 1


def test_two_processes_do_not_work_on_one_crawl(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], store: RawStore, now: datetime
) -> None:
    site = make_site("127.0.0.12")
    folder = store.root / "raw/web/shared"
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
