"""Feeds and sitemaps as programs and people in the wild write them: broken, cut off, in the wrong character set."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime

import pytest
from mediawatch.collect.web.listings import ListingKind, parse_listing
from mediawatch.collect.web.xml_listings import read_date

BASE = "https://paper.example/listing"
STORY = "https://paper.example/the-bridge-is-open"
LINK = f"<link>{STORY}</link>"


def addresses(kind: ListingKind, body: str | bytes, charset: str | None = None) -> list[str]:
    data = body if isinstance(body, bytes) else body.encode()
    return [entry.url for entry in parse_listing(kind, data, BASE, limit=10**6, charset=charset)]


def rss(items: str, declared: str = "", root: str = "") -> str:
    return f'<?xml version="1.0"{declared}?><rss {root}><channel>{items}</channel></rss>'


@pytest.mark.parametrize(
    "item",
    [
        "<title>Open<br>at last</title>",  # elements that are not closed
        "<description><p>Open <b>at last</description>",
        "<title>Open\x0b at last</title>",  # letters that XML does not know
        "<source><link>https://elsewhere.example/</link></source><b>",  # what is not closed, behind another's link
    ],
)
def test_an_entry_that_is_not_well_formed_keeps_its_link(item: str) -> None:
    assert addresses("feed", rss(f"<item>{item}{LINK}</item>")) == [STORY]


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("feed", "<item><link>{}</link></item>"),
        ("feed", '<entry><link href="{}"/><updated>2026-01-02</updated></entry>'),
        ("sitemap", "<url><loc>{}</loc></url>"),
        ("sitemap", "<x:url><x:loc>{}</x:loc></x:url>"),
    ],
)
def test_a_document_that_breaks_off_gives_no_address_that_is_cut(kind: ListingKind, entry: str) -> None:
    root = "rss" if kind == "feed" else "urlset xmlns:x='https://x.example/'"
    whole = f"<{root}>{entry.format(STORY)}"
    cut = entry.format(f"{STORY}-again")
    for length in range(len(cut)):
        assert addresses(kind, whole + cut[:length]) == [STORY], cut[:length]
    assert addresses(kind, whole + cut) == [STORY, f"{STORY}-again"]


def test_an_address_that_a_service_counts_clicks_at_is_the_publishers_own() -> None:
    root = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    item = f"<item><link>https://clicks.example/~r/1</link><feedburner:origLink>{STORY}</feedburner:origLink></item>"
    assert addresses("feed", rss(item, root=root)) == [STORY]


def test_a_guid_is_an_address_only_where_it_is_one() -> None:
    assert addresses("feed", rss(f"<item><guid>story-17</guid></item><item><guid>{STORY}</guid></item>")) == [STORY]


def test_the_relation_of_a_link_may_be_written_in_full() -> None:
    link = f'<link rel="http://www.iana.org/assignments/relation/alternate" href="{STORY}"/>'
    assert addresses("feed", f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{link}</entry></feed>') == [STORY]


@pytest.mark.parametrize("declared", ["UTF-16", "utf-16le", "UCS-2", "utf-32"])
def test_a_declaration_that_can_be_read_is_in_no_wide_character_set(declared: str) -> None:
    body = rss(f"<item><title>Brücke</title>{LINK}</item>", declared=f' encoding="{declared}"')
    assert addresses("feed", body) == [STORY]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-32", "koi8-r", "shift_jis", "gb2312", "euc-kr"])
def test_a_declared_character_set_is_read(codec: str) -> None:
    name = "utf-16" if codec == "utf-16-le" else codec
    assert addresses("feed", rss(f"<item>{LINK}</item>", declared=f' encoding="{name}"').encode(codec)) == [STORY]


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("Fri, 02 Jan 2026 03:04:05 +02:00", (2026, 1, 2, 1, 4, 5)),
        ("2026/1/2 03:04", (2026, 1, 2, 3, 4)),
        ("2026-1-2", (2026, 1, 2)),
        ("1767323045", (2026, 1, 2, 3, 4, 5)),
        ("1767323045000", (2026, 1, 2, 3, 4, 5)),
        ("Fri, 02 Jan 2026 3:04 PM GMT", (2026, 1, 2, 15, 4)),
        ("Fri, 02 Jan 2026 12:04:05 a.m. +0100", (2026, 1, 1, 23, 4, 5)),
        ("2026-01-02T03:04:05.5-05:00", (2026, 1, 2, 8, 4, 5, 500_000)),
        ("Fri, 02 Jan 2026 03:04:05 EST", (2026, 1, 2, 8, 4, 5)),
        ("2026-01-02T03:04:05Z", (2026, 1, 2, 3, 4, 5)),
    ],
)
def test_times_as_they_are_written(stated: str, moment: tuple[int, ...]) -> None:
    assert read_date(stated) == datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("stated", ["yesterday", "2026/13/45", "99999999999", "2026-1-2-3", "PM", "12345"])
def test_what_is_no_time(stated: str) -> None:
    assert read_date(stated) is None


FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{"id": "1", "url": STORY}]}


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(FEED).encode("utf-16"),
        json.dumps(FEED).encode("utf-8-sig"),
        json.dumps(FEED, indent=1)
        .replace('"id": "1"', '"title": "a\tb, ]", "id": "1"')
        .encode(),  # raw control letters
        json.dumps(FEED).replace("}]", "},\n ]").encode(),  # a comma behind the last
        json.dumps(FEED).replace('"1"', '"caf\xe9"').encode("latin-1"),
        json.dumps(FEED | {"items": [{"id": "1", "url": " ", "external_url": STORY}]}).encode(),
        json.dumps(FEED | {"items": [{"id": STORY, "url": ""}]}).encode(),
        json.dumps(FEED | {"items": [None, 5, {"id": 5}, {"id": 5.5, "url": STORY}]}).encode(),
    ],
)
def test_json_feeds_that_bend_the_rules(body: bytes) -> None:
    assert addresses("feed", body) == [STORY]


@pytest.mark.parametrize(
    "body",
    [
        f"# our stories\n\n{STORY}\n".encode(),
        f"{STORY}\r\n".encode("utf-16"),
        zlib.compress(f"<urlset><url><loc>{STORY}</loc></url></urlset>".encode()),  # packed, and nobody says so
    ],
)
def test_sitemaps_that_bend_the_rules(body: bytes) -> None:
    assert addresses("sitemap", body) == [STORY]


@pytest.mark.parametrize("charset", ["idna", "undefined", "palmos", "hex", "unicode_escape", "a\0b", "x" * 300])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "feed",
            b"<rss><channel><item><title>caf\xe9</title><link>%s</link></item></channel></rss>",
        ),
        (
            "feed",
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"t": "\xe9", "url": "%s"}]}',
        ),
        ("sitemap", b"<urlset><url><loc>%s</loc></url></urlset>"),
        ("sitemap", b"%s\n\xe9"),
        ("site", b"<p>caf\xe9<a href=/the-bridge-is-open>The council of the harbour has voted for a new pier</a>"),
    ],
)
def test_a_character_set_that_is_none_ends_no_crawl(kind: ListingKind, body: bytes, charset: str) -> None:
    """A header may say anything; one that a reader fell over ended the crawl of all sources."""
    assert addresses(kind, body.replace(b"%s", STORY.encode()), charset) == [STORY]
