"""Feeds, sitemaps, front pages and robots.txt, well-formed and not."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.web import listings
from mediawatch.collect.web.listings import ListingKind, parse_listing, read_listing
from mediawatch.collect.web.politeness import retry_after
from mediawatch.collect.web.robots import Robots, product_token
from mediawatch.errors import Quarantine

BASE = "https://www.daily.example/listing/"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'


def _urls(kind: ListingKind, body: bytes) -> list[str]:
    return [entry.url for entry in parse_listing(kind, body, BASE, limit=10**6)]


def test_rss_with_dates_guids_and_relative_links() -> None:
    body = (
        HEAD
        + b"""
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <link>https://www.daily.example/</link><atom:link rel="self" href="/rss"/>
      <item><link>https://www.daily.example/old</link><pubDate>Sun, 04 May 2025 10:00:00 +0530</pubDate></item>
      <item><link> /new </link><pubDate>Mon, 05 May 2025 10:00:00 GMT</pubDate></item>
      <item><guid>https://www.daily.example/by-guid</guid></item>
      <item><guid isPermaLink="false">id-7</guid></item>
      <item><atom:link rel="enclosure" href="/sound.mp3"/><link>https://www.daily.example/new?utm_source=rss</link></item>
      <item><link>javascript:alert(1)</link></item>
      </channel></rss>"""
    )
    found = parse_listing("feed", body, BASE, limit=10**6)
    assert [entry.url.rpartition("/")[2] for entry in found] == ["new", "old", "by-guid"]
    assert found[1].changed == datetime(2025, 5, 4, 4, 30, tzinfo=UTC)


def test_rss_1_and_atom() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><link>https://a.example/1</link>
      <dc:date>2025-05-05T10:00:00Z</dc:date></item></rdf:RDF>"""
    assert _urls("feed", rdf) == ["https://a.example/1"]
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.example/"/>
      <entry><link rel="self" href="/self"/><link href="/a/1"/><updated>2025-05-05T10:00:00+02:00</updated></entry>
      <entry><link rel="alternate" href="/a/2"/></entry></feed>"""
    assert _urls("feed", atom) == ["https://www.daily.example/a/1", "https://www.daily.example/a/2"]


def test_a_feed_that_is_not_well_formed_gives_what_can_be_read() -> None:
    body = b"\n <rss><channel><item><title>A & B</title><link>https://a.example/1</link></item><item><link>https://a"
    assert _urls("feed", body)[0] == "https://a.example/1"


def test_sitemaps_news_index_and_gzip() -> None:
    urls = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="i">
      <url><loc>https://www.daily.example/one</loc><lastmod>2025-05-01</lastmod>
        <image:image><image:loc>https://www.daily.example/picture.jpg</image:loc></image:image></url>
      <url><loc> https://www.daily.example/two </loc>
        <news:news><news:publication_date>2025-05-05T08:00:00+00:00</news:publication_date></news:news></url></urlset>"""
    assert _urls("sitemap", urls) == ["https://www.daily.example/two", "https://www.daily.example/one"]
    assert _urls("sitemap", gzip.compress(HEAD + urls)) == _urls("sitemap", urls)
    index = b"""<sitemapindex><sitemap><loc>https://maps.daily.example/1.xml</loc></sitemap>
      <sitemap><loc>https://elsewhere.example/1.xml</loc></sitemap></sitemapindex>"""
    found = parse_listing("sitemap", index, BASE, limit=10**6)
    assert [(entry.url, entry.nested) for entry in found] == [("https://maps.daily.example/1.xml", True)]


def test_front_page_links_that_look_like_articles() -> None:
    body = b"""<html><a href="/about">About</a><a href="/2025/05/05/talks">Talks</a><a href='#top'>Top</a>
      <a href="/talks-in-delhi-end-late">Late</a><a href="https://other.example/talks-in-delhi-end">Other</a>
      <a href="https://m.daily.example/1234567">Number</a><a href="mailto:x@daily.example">Mail</a>
      <a href="http://[broken">Broken</a>"""
    assert _urls("site", body) == [
        "https://www.daily.example/2025/05/05/talks",
        "https://www.daily.example/talks-in-delhi-end-late",
        "https://m.daily.example/1234567",
    ]


def test_a_link_of_a_million_letters_is_looked_at_once() -> None:
    """Were each letter a new beginning, this would take days."""
    assert _urls("site", b'<a href="/' + b"a" * 1_000_000 + b'">x</a><a href="/talks-end-late-in-may">y</a>') == [
        "https://www.daily.example/talks-end-late-in-may"
    ]


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hosts">]>'
    body = laughs + b"<rss><item><link>https://a.example/&b;</link></item><item><link>&c;</link></item></rss>"
    assert all("ha" not in url and "localhost" not in url for url in _urls("feed", body))


def test_a_packed_sitemap_has_a_bound() -> None:
    with pytest.raises(Quarantine):
        parse_listing("sitemap", gzip.compress(bytes(2_000_000)), BASE, limit=10**6)


@given(st.sampled_from(["feed", "sitemap", "site"]), st.binary(max_size=300))
def test_nonsense_lists_nothing_and_raises_nothing(kind: ListingKind, body: bytes) -> None:
    for data in (body, b"<rss><item><link>" + body, b"<a href='" + body):
        for entry in parse_listing(kind, data, BASE, limit=10**6):
            assert entry.url


@pytest.mark.parametrize("link", ["http://[", "//[::1", "http://a]b/", "http://\u2100.example/"])
def test_a_link_that_leads_nowhere_costs_its_entry_alone(link: str) -> None:
    sound = "https://www.daily.example/2025"
    feed = "".join(f"<item><link>{url}</link></item>" for url in (link, sound))
    assert _urls("feed", f"<rss>{feed}</rss>".encode()) == [sound]
    sitemap = "".join(f"<url><loc>{url}</loc></url>" for url in (link, sound))
    assert _urls("sitemap", f"<urlset>{sitemap}</urlset>".encode()) == [sound]


OUT_OF_THE_CALENDAR = [
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "Mon, 05 May 99999999999999999999 10:00:00 +0000",
    "Mon, 05 May 2025 10:00:00 +99999999999999",
]


@pytest.mark.parametrize("date", OUT_OF_THE_CALENDAR)
def test_a_date_out_of_the_calendar_is_none(date: str) -> None:
    body = f"<rss><item><link>https://a.example/1</link><pubDate>{date}</pubDate></item></rss>"
    (entry,) = parse_listing("feed", body.encode(), BASE, limit=10**6)
    assert entry.changed is None
    assert not retry_after(date, datetime(2025, 5, 5, tzinfo=UTC))


def test_a_listing_has_as_many_entries_as_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MAX_ENTRIES", 20)
    numbers = range(1000, 1030)
    assert len(_urls("sitemap", b"<m>%b</m>" % b"".join(b"<url><loc>/%d</loc></url>" % n for n in numbers))) == 20
    assert len(_urls("site", b"".join(b'<a href="/story-%d">x</a>' % n for n in numbers))) == 20


def test_robots_by_status() -> None:
    body = b"\xef\xbb\xbfUser-agent: MediaWatch\nDisallow: /no\nCrawl-delay: 2.5\n\nUser-agent: *\nDisallow: /\n"
    rules = Robots.of(200, body)
    token = product_token("MediaWatch/0.1 (+https://daily.example/bot)")
    assert token == "MediaWatch"
    assert rules.allows("https://a.example/yes", token)
    assert not rules.allows("https://a.example/no/1", token)
    assert not rules.allows("https://a.example/yes", "OtherBot")
    assert rules.crawl_delay(token) == 2.5
    assert Robots.of(404, body).allows("https://a.example/no", token)
    assert Robots.of(404, body).crawl_delay(token) is None
    for closed in (Robots.of(None), Robots.of(503, body), Robots.of(429, body)):
        assert closed.unreachable
        assert not closed.allows("https://a.example/yes", token)
    assert Robots.of(200, b"<html>not a robots file").allows("https://a.example/", token)
    assert Robots.of(200, b"\n" * 600_000 + b"User-agent: *\nDisallow: /").allows("https://a.example/", token)


def test_retry_after_in_seconds_and_as_a_date() -> None:
    now = datetime(2025, 5, 5, 10, 0, tzinfo=UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Mon, 05 May 2025 10:01:00 GMT", now) == 60
    assert retry_after("Mon, 05 May 2025 09:00:00 GMT", now) == 0
    for greenwich in ("Mon May  5 10:01:00 2025", "Monday, 05-May-25 10:01:00 GMT", "Mon, 05 May 2025 10:01:00 -0000"):
        assert retry_after(greenwich, now) == 60
    assert retry_after(" 60.5 ", now) == 60
    assert retry_after("9" * 50, now) is not None
    for nothing in (None, "", "soon", "-5", "\u00b2"):
        assert retry_after(nothing, now + timedelta(0)) is None


@pytest.mark.parametrize(
    ("feed", "address"),
    [
        ("<item><link>/story.php?id=7&lang=en&copy=2</link></item>", "/story.php?id=7&lang=en&copy=2"),
        ("<item><link>/a?b=1&amp;c=2</link></item>", "/a?b=1&c=2"),
        ("<item><link><![CDATA[/a?b=1&c=2&amp;d=3]]></link></item>", "/a?b=1&c=2&amp;d=3"),
        ("<item><!-- R&D --><link>/a?b=1&c=2</link></item>", "/a?b=1&c=2"),
        ("<item><title>Caf&eacute; &nbsp; R&D</title><link>/caf&eacute;</link></item>", "/caf%C3%A9"),
        ("<item><link>/a&#38;b</link></item>", "/a&b"),
        ("<item><link>\n  /broken-\n over\n</link></item>", "/broken-%20over"),
        ('<entry><link href="/a?b=1&c=2"/></entry>', "/a?b=1&c=2"),
        ('<entry xml:base="/deep/"><link xml:base="er/" href="a"/></entry>', "/deep/er/a"),
        ('<item xml:base="/deep/"><link>a</link></item>', "/deep/a"),
        ('<entry><content type="text/html" src="/by-content"/></entry>', "/by-content"),
        ('<entry><content type="image/png" src="/picture"/><link href="/page"/></entry>', "/page"),
    ],
)
def test_addresses_of_a_feed_as_browsers_read_them(feed: str, address: str) -> None:
    for head in ("", '<?xml version="1.0"?>\n', "<br /><b>Warning</b>: it is 5 & more\n<?xml version='1.0'?>"):
        found = _urls("feed", f"{head}<rss><channel>{feed}</channel></rss>".encode())
        assert found == [f"https://www.daily.example{address}"]


@pytest.mark.parametrize(
    "links",
    [
        '<link type="application/json" href="/a.json"/><link type="text/html" href="/page"/>',
        '<link rel="alternate" type="application/activity+json" href="/a"/><link href="/page"/>',
        '<link type="text/markdown" href="/a.md"/><link rel="ALTERNATE" type="application/xhtml+xml" href="/page"/>',
        '<link rel="self" href="/self"/><link rel="enclosure" type="text/html" href="/e"/><link href="/page"/>',
        '<link type="application/json" href="/page"/>',
    ],
)
def test_the_alternate_that_is_a_page_comes_first(links: str) -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{links}</entry></feed>'
    assert _urls("feed", atom.encode()) == ["https://www.daily.example/page"]


def test_json_feeds() -> None:
    feed = """{"version": "https://jsonfeed.org/version/1", "items": [
      {"id": "1", "url": "/old", "date_published": "2025-05-01T00:00:00Z"},
      {"id": "2", "url": "https://www.daily.example/new", "date_published": "2025-05-01",
       "date_modified": "2025-05-06"},
      {"id": "3", "external_url": "https://other.example/linked"}, {"id": "https://www.daily.example/by-id"},
      {"id": "4"}, {"url": 7}, "words", {"url": "javascript:x"}]}"""
    found = parse_listing("feed", b"\xef\xbb\xbf" + feed.encode(), BASE, limit=10**6)
    assert [entry.url.rpartition("/")[2] for entry in found] == ["new", "old", "linked", "by-id"]
    assert found[0].changed == datetime(2025, 5, 6, tzinfo=UTC)
    for none in ("{}", '{"items": {}}', "[]", "{" * 5000, '{"items": [' + "[" * 5000):
        assert not read_listing("feed", none.encode(), BASE, limit=10**6).recognised


def test_sitemaps_in_text_rss_and_atom() -> None:
    story = "https://www.daily.example/one"
    lines = f"\r\n{story}\r\n  https://www.daily.example/two \r\n# no address\r\n\r\n"
    for body in (
        lines.encode(),
        b"\xef\xbb\xbf" + lines.encode(),
        lines.encode("utf-16"),
        gzip.compress(lines.encode()),
    ):
        assert _urls("sitemap", body) == [story, "https://www.daily.example/two"]
    assert _urls("sitemap", f"<rss><channel><item><link>{story}</link></item></channel></rss>".encode()) == [story]
    assert _urls("sitemap", f'<feed><entry><link href="{story}"/></entry></feed>'.encode()) == [story]
    assert _urls("sitemap", b"words and\nhttps://www.daily.example/one") == []
    assert _urls("feed", f"<urlset><url><loc>{story}</loc></url></urlset>".encode()) == [story]


def test_links_of_a_page_go_by_its_base_and_its_letters() -> None:
    def page(head: str, href: str) -> str:
        return f"<html><head>{head}</head><body><a href='{href}'>x</a></body></html>"

    start = "https://www.daily.example"
    assert _urls("site", page('<base href="/world/">', "the-talks-end-late").encode()) == [
        f"{start}/world/the-talks-end-late"
    ]
    ignored = '<base target="_top"><base href="javascript:1"><base href="/late/">'
    assert _urls("site", page(ignored, "the-talks-end-late").encode()) == [f"{start}/listing/the-talks-end-late"]
    assert _urls("site", page("", " /a-b-c-d?x=1&amp;y=2&z=3 ").encode()) == [f"{start}/a-b-c-d?x=1&y=2&z=3"]
    story = f"{start}/%D0%BC%D0%BE%D1%81%D1%82-1234"
    assert _urls("site", page("", "/мост-1234").encode()) == [story]
    told = parse_listing("site", page("", "/мост-1234").encode("cp1251"), BASE, limit=10**6, charset="windows-1251")
    assert [entry.url for entry in told] == [story]


@pytest.mark.parametrize(
    ("kind", "body", "recognised"),
    [
        ("feed", "<rss><channel><title>x</title></channel></rss>", True),
        ("feed", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', True),
        ("feed", '{"version": "https://jsonfeed.org/version/1.1", "items": []}', True),
        ("sitemap", "<!-- x --><?xml version='1.0'?><!-- y --><urlset></urlset>", True),
        ("sitemap", "<!DOCTYPE urlset [<!ELEMENT a ANY>]><sitemapindex/>", True),
        ("feed", "<html><h1>Closed for repairs</h1></html>", False),
        ("feed", "<rss><channel><item><link>http://[</link></item></channel></rss>", False),
        ("feed", "", False),
        ("sitemap", "words", False),
        ("site", "<html><p>Nothing</p></html>", False),
    ],
)
def test_an_empty_listing_is_told_from_what_is_none(kind: ListingKind, body: str, recognised: bool) -> None:
    listing = read_listing(kind, body.encode(), BASE, limit=10**6)
    assert listing.recognised is recognised
    assert not listing.entries


def test_sitemaps_on_other_sites_stand_apart() -> None:
    index = b"""<sitemapindex><sitemap><loc>https://maps.daily.example/1.xml</loc></sitemap>
      <sitemap><loc>https://cdn.example/2.xml</loc></sitemap></sitemapindex>"""
    listing = read_listing("sitemap", index, BASE, limit=10**6)
    assert [entry.url for entry in listing.entries] == ["https://maps.daily.example/1.xml"]
    assert [entry.url for entry in listing.elsewhere] == ["https://cdn.example/2.xml"]


def test_a_sitemap_as_large_as_the_protocol_allows_takes_little_memory() -> None:
    """In a process of its own, whose peak is its own."""
    program = """
import resource
from mediawatch.collect.web.listings import MAX_LISTING_BYTES, parse_listing
line = "<url><loc>http://paper.example/story-%d?p=" + "x" * 930 + "</loc></url>"
body = ("<urlset>" + "".join(line % n for n in range(50_000)) + "</urlset>").encode()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = parse_listing("sitemap", body, "http://paper.example/map.xml", limit=MAX_LISTING_BYTES)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(found), len(body) >> 20, (after - before) >> 10)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found, size, grown = map(int, done.stdout.split())
    assert found == 50_000
    assert size >= 45
    assert grown < 2 * size


@pytest.mark.parametrize(
    "body",
    [
        b"<!--a-->" * 20_000,
        b"<rss>" + b"&" * 2_000_000,
        b"<urlset>" + b"<url>" * 200_000,
        b"<![CDATA[" * 100_000,
        b"<?xml " * 100_000,
    ],
)
def test_hostile_listings_cost_no_time(body: bytes) -> None:
    began = time.process_time()
    for kind in ("feed", "sitemap"):
        read_listing(kind, body, BASE, limit=10**7)
    assert time.process_time() - began < 5
