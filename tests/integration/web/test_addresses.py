"""Addresses as browsers read them and what is no article, against loopback sites that log what they were asked."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import datetime
from typing import Any

import brotli
import pytest
from backports import zstd
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.fetch import Fetcher
from mediawatch.collect.web.sources import Source
from mediawatch.model import Excluded, RawDocument

TEXT = "The council met on Tuesday and agreed to open the bridge again before winter. " * 4


def _html(title: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><p>{title}. {TEXT}</p></body></html>"


def _told(site: Any, crawl: Any) -> tuple[set[str], dict[str, str]]:
    """(paths of the pages, reason by path of the others)."""
    start = site.url("")
    pages = {document.uri.removeprefix(start) for document in crawl if isinstance(document, RawDocument)}
    reasons = {
        document.uri.removeprefix(start): document.reason for document in crawl if isinstance(document, Excluded)
    }
    return pages, reasons


def _raw(status: int, *lines: bytes, body: bytes = b"") -> Callable[[Any], None]:
    """An answer with header lines of just these bytes."""

    def answer(handler: Any) -> None:
        head = b"".join(line + b"\r\n" for line in lines)
        handler.wfile.write(b"HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n" % (status, head, len(body)) + body)

    return answer


def test_redirects_as_browsers_follow_them(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    site, other = make_site("127.0.0.4"), make_site("127.0.0.5")
    news = "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8-%D0%B4%D0%BD%D1%8F"
    site.page(news, _html("News of the day"))
    site.page("/M%FCller-im-Amt", _html("In office"))
    site.page("/a%20story%20of%20today", _html("Today"))
    site.page("/refreshed-story-of-the-day", _html("Refreshed"))
    other.page("/moved-story-of-the-day", _html("Moved"))

    def walled(handler: Any) -> None:
        if "seen=1" in handler.headers.get("Cookie", ""):
            handler._send(200, {"Content-Type": "text/html"}, _html("Behind a cookie").encode())
        else:
            handler._send(302, {"Location": "/walled-story", "Set-Cookie": "seen=1; Path=/"}, b"")

    site.pages |= {
        "/utf-8": _raw(302, "Location: /новости-дня".encode()),
        "/latin": _raw(302, "Location: /Müller-im-Amt".encode("latin-1")),
        "/spaces": _raw(302, b"Location:   /a story of today "),
        "/backslash": _raw(301, b"Location: \\\\127.0.0.5:%d\\moved-story-of-the-day" % other.port),
        "/no-scheme": _raw(307, b"Location: //127.0.0.5:%d/moved-story-of-the-day?x=1" % other.port),
        "/walled-story": walled,
    }
    refresh = '<meta http-equiv="refresh" content="0; url=/refreshed-story-of-the-day">'
    site.page("/refresh", f"<html><head>{refresh}<title>Redirecting</title></head><body></body></html>")
    site.page("/to-itself", '<meta http-equiv="refresh" content="0; url=/back"><title>Redirecting</title>')
    site.page("/back", '<meta http-equiv="refresh" content="0; url=/to-itself"><title>Redirecting</title>')
    site.page("/script", "<title>Redirecting</title><script>location.href='/scripted-story-of-the-day'</script>")
    site.page("/scripted-story-of-the-day", _html("Scripted"))
    site.page("/computed", "<title>Redirecting</title><script>location.href='/story-' + new Date()</script>")
    site.page("/reloads", _html("Live", '<meta http-equiv="refresh" content="300">'))
    other.page("/to-local", "", status=302, Location="/quiet", Set_Cookie="theirs=1; Path=/")
    other.page("/quiet", _html("Quiet"))
    paths = ("utf-8", "latin", "spaces", "backslash", "no-scheme", "walled-story", "refresh", "to-itself", "script")
    urls = [site.url(f"/{path}") for path in (*paths, "computed", "reloads")]
    crawl = make_fetcher(site, other).fetch([*urls, other.url("/to-local")], crawl_id="redirects", observed_at=now)
    pages, reasons = _told(site, crawl)
    assert pages == {
        *(news, "/M%FCller-im-Amt", "/a%20story%20of%20today", "/walled-story", "/refreshed-story-of-the-day"),
        *(
            "/reloads",
            "/scripted-story-of-the-day",
            other.url("/moved-story-of-the-day"),
            other.url("/moved-story-of-the-day?x=1"),
        ),
        other.url("/quiet"),
    }
    assert reasons == {"/to-itself": "too_many_redirects", "/computed": "redirect_page"}
    assert site.paths().count(news) == 1, "asked once, encoded once"
    kept = [asked.headers.get("cookie") for asked in site.log if asked.path != "/walled-story"]
    assert kept == [None] * len(kept), "a cookie goes no further than its chain"
    assert {asked.headers.get("cookie") for asked in other.log} == {None, "theirs=1"}


def test_dead_stories_are_no_articles(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime
) -> None:
    site = make_site("127.0.0.4")
    site.page("/", _html("The Daily Example"))
    site.page("/sport/", _html("Sport"))
    site.page("/we-have-a-new-site", _html("We have a new site"))
    dead = ("bridge-opens-again-today", "cup-final-lost-in-rain", "tax-on-bread-falls-now")
    for name in dead:
        site.page(f"/{name}", "", status=301, Location="/")
        site.page(f"/old/{name}", "", status=302, Location="/we-have-a-new-site")
    site.page("/sport/2024/the-cup-is-lost", "", status=302, Location="/sport/")
    site.page("/front", '<title>Redirecting</title><meta http-equiv="refresh" content="0;url=/">')
    site.page("/2024/one-story-of-may", "", status=301, Location="/2024/05/one-story-of-may")
    site.page("/2024/05/one-story-of-may", _html("One story"))
    names = [*dead, *(f"old/{name}" for name in dead), "sport/2024/the-cup-is-lost", "front", "2024/one-story-of-may"]
    crawl = make_fetcher(site).fetch([site.url(f"/{name}") for name in names], crawl_id="dead", observed_at=now)
    pages, reasons = _told(site, crawl)
    assert pages == {"/2024/05/one-story-of-may"}
    assert set(reasons.values()) == {"front_page"}
    assert len(reasons) == len(names) - 1
    assert site.paths().count("/") == 1, "what stands in for one dead story is not asked for the next"
    named = make_fetcher(site).fetch([site.url("/")], crawl_id="named", observed_at=now)
    assert _told(site, named)[0] == {"/"}, "a front page that was asked for is what was asked for"


def test_pages_are_known_by_joined_types_and_behind_comments(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], store: RawStore, now: datetime
) -> None:
    site = make_site("127.0.0.4")
    body = _html("Types").encode()
    site.pages |= {
        "/joined": _raw(200, b"Content-Type: text/html, text/html; charset=utf-8", body=body),
        "/twice": _raw(200, b"Content-Type: text/plain", b"Content-Type: text/html; charset=koi8-r", body=body),
        "/plain-last": _raw(200, b"Content-Type: text/html, text/plain", body=body),
        "/untyped": _raw(200, b"X-A: b", body=b"<!-- made by hand -->\n" + body),
        "/untyped-packed": _raw(200, b"Content-Encoding: gzip", body=gzip.compress(b"<!-- by hand -->" + body)),
        "/brotli": _raw(200, b"Content-Type: text/html", b"Content-Encoding: br", body=brotli.compress(body)),
        "/zstd": _raw(200, b"Content-Type: text/html", b"Content-Encoding: zstd", body=zstd.compress(body)),
    }
    urls = [site.url(path) for path in site.pages if path != "/robots.txt"]
    crawl = make_fetcher(site).fetch(urls, crawl_id="types", observed_at=now)
    pages, reasons = _told(site, crawl)
    assert reasons == {"/plain-last": "not_a_page"}
    assert pages == {"/joined", "/twice", "/untyped", "/untyped-packed", "/brotli", "/zstd"}
    found = {document.uri.removeprefix(site.url("")): document for document in crawl}
    assert (found["/joined"].charset, found["/twice"].charset) == ("utf-8", "koi8-r")
    assert all(store.read(found[path]).endswith(body) for path in pages)


@pytest.mark.parametrize("packed", [False, True])
def test_listings_of_every_kind_lead_to_their_stories(
    make_site: Callable[[str], Any], make_fetcher: Callable[..., Fetcher], now: datetime, packed: bool
) -> None:
    site = make_site("127.0.0.4")

    def listing(path: str, text: str, media_type: str) -> None:
        body = gzip.compress(text.encode()) if packed else text.encode()
        site.page(path, body, Content_Type="application/octet-stream" if packed else media_type)

    listing("/feed.json", '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"/json"}]}', "x/json")
    listing("/raw.rss", "<rss><channel><item><link>/raw?id=7&lang=en</link></item></channel></rss>", "text/xml")
    listing("/map.txt", f"\ufeff{site.url('/text')}\r\n\r\n{site.url('/text2')}\n", "text/plain")
    listing("/map.rss", f"<rss><channel><item><link>{site.url('/map-rss')}</link></item></channel></rss>", "text/xml")
    listing("/map.atom", '<feed><entry><link href="/map-atom"/></entry></feed>', "application/atom+xml")
    base = '<html><head><base href="/stories/"></head><a href="the-bridge-opens-again">x</a></html>'
    listing("/front", base, "text/html")
    stories = {"/json", "/raw?id=7&lang=en", "/text", "/text2", "/map-rss", "/map-atom"}
    stories |= {"/stories/the-bridge-opens-again"}
    for path in stories:
        site.page(path, _html(path))
    source = Source(
        source_id="all",
        publisher="All",
        feeds=(site.url("/feed.json"), site.url("/raw.rss")),
        sitemaps=(site.url("/map.txt"), site.url("/map.rss"), site.url("/map.atom")),
        sites=(site.url("/front"),),
        enabled=True,
    )
    pages, reasons = _told(site, make_fetcher(site).fetch([], [source], crawl_id="all", observed_at=now))
    assert pages == stories
    assert not reasons
