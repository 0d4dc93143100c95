"""`mediawatch sources` against a loopback site: what it finds, tries out and shows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mediawatch.cli import app
from mediawatch.collect.web.source_files import load_sources
from mediawatch.settings import Settings
from mediawatch.store.ledger.crawl_state import keep_sources
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "include" / "sources").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def mediawatch(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    monkeypatch.setenv("MEDIAWATCH_HOME", str(home))
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(tmp_path / "lake"))
    monkeypatch.setenv("MEDIAWATCH_WEB_DELAY", "0.02")

    def go(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mediawatch", *words])
        code = 0
        try:
            app.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


def _rss(site: Any, count: int, hours: float) -> str:
    """A feed of `count` stories, one every so many hours up to now."""
    now = datetime.now(UTC)
    times = [now - timedelta(hours=hours * n) for n in range(count)]
    items = "".join(
        f"<item><link>{site.url(f'/story-{n}')}</link><pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for n, when in enumerate(times)
    )
    return f"<rss><channel>{items}</channel></rss>"


def _table(out: str) -> list[list[str]]:
    return [line.split("\t") for line in out.splitlines() if "\t" in line][1:]


@pytest.fixture
def site(make_site: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    site = make_site("127.0.0.4")
    monkeypatch.setenv("MEDIAWATCH_WEB_ALLOW", site.name)
    return site


def test_the_listings_of_a_site_are_found(site: Any, mediawatch: Command) -> None:
    head = (
        '<base href="/world/"><link rel="alternate" type="application/rss+xml" title="All news" href="all.rss">'
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
        '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
        '<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/rss+xml" href="/gone">'
    )
    site.page("/", f"<!doctype html><html><head><title>River Post</title>{head}</head><body><p>News</p></body></html>")
    site.page("/world/all.rss", _rss(site, 50, 12))
    site.page("/feed.json", '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/s"}]}')
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    times = [datetime.now(UTC) - timedelta(hours=n) for n in range(25)]
    dated = "".join(
        f"<url><loc>{site.url(f'/n-{n}')}</loc><n:news><n:publication_date>{when:%Y-%m-%dT%H:%M:%SZ}"
        "</n:publication_date></n:news></url>"
        for n, when in enumerate(times)
    )
    site.page("/news.xml", f'<urlset xmlns:n="{news}">{dated}</urlset>')
    site.page("/index.xml.gz", f"<sitemapindex><sitemap><loc>{site.url('/old.xml')}</loc></sitemap></sitemapindex>")
    site.page("/old.xml", f"<urlset><url><loc>{site.url('/old-story')}</loc></url></urlset>")
    robots = f"User-agent: *\nDisallow: /private\nSitemap: {site.url('/news.xml')}\nsitemap: /index.xml.gz\n"
    site.page("/robots.txt", robots, Content_Type="text/plain")
    code, out, _ = mediawatch("sources", "discover", site.url("/"))
    assert code == 0
    found = {row[1].removeprefix(site.url("")): row for row in _table(out)}
    assert list(found) == ["/news.xml", "/world/all.rss", "/feed.json", "/index.xml.gz", "/gone"]
    assert found["/news.xml"][0] == "news sitemap"
    assert 165 <= float(found["/news.xml"][2].replace(",", "")) <= 170, "one an hour"
    assert found["/world/all.rss"][:4] == ["rss", site.url("/world/all.rss"), "14", "50"]
    assert found["/world/all.rss"][5] == "All news"
    assert found["/feed.json"][0] == "json feed"
    assert found["/index.xml.gz"][:4] == ["sitemap index", site.url("/index.xml.gz"), "no dates", "1"]
    assert "404" in found["/gone"][5]
    assert "/comments/feed" not in site.paths()
    assert "/rss.xml" not in site.paths(), "a site that names its feeds is not searched for others"


def test_a_site_that_names_nothing_is_searched_in_the_usual_places(site: Any, mediawatch: Command) -> None:
    site.page("/world", "<!doctype html><html><body><p>News</p></body></html>")
    site.page("/feed", _rss(site, 3, 24))
    site.page("/rss", "", status=301, Location="/feed")
    site.page("/sitemap.txt", site.url("/one") + "\n", Content_Type="text/plain")
    code, out, _ = mediawatch("sources", "discover", site.url("/world"))
    assert code == 0
    assert [(row[0], row[1].removeprefix(site.url(""))) for row in _table(out)] == [
        ("rss", "/feed"),
        ("text sitemap", "/sitemap.txt"),
    ]


def test_a_listing_that_is_named_itself_is_found(site: Any, mediawatch: Command) -> None:
    site.page("/feed", _rss(site, 3, 24), Content_Type="application/rss+xml")
    code, out, _ = mediawatch("sources", "discover", site.url("/feed"))
    assert code == 0
    assert _table(out)[0][:2] == ["rss", site.url("/feed")]


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("ftp://a.example/", 2, "http"),
        ("http://127.0.0.1/", 2, "127.0.0.1"),
        ("", 2, "address"),
        ("{site}/missing", 1, "404"),
        ("{site}/private/x", 1, "robots.txt"),
        ("{site}/bare", 1, "names no feed"),
    ],
)
def test_what_cannot_be_looked_at_says_why(site: Any, mediawatch: Command, address: str, code: int, words: str) -> None:
    site.page("/bare", "<!doctype html><html><body><p>Nothing here</p></body></html>")
    ended, _, errors = mediawatch("sources", "discover", address.replace("{site}", site.url("")))
    assert (ended, words in errors) == (code, True), errors


LIST = """
defaults: {enabled: true}
sources:
  good:
    feeds: [%s/feed]
    sitemaps: [%s/empty.xml]
  moved:
    feeds: [%s/moved]
  bad:
    feeds: [%s/html, http://127.0.0.1/feed]
    max_pages: 1
"""


def test_sources_are_tried_out(site: Any, mediawatch: Command, home: Path) -> None:
    site.page("/feed", _rss(site, 4, 1))
    site.page("/moved", "", status=301, Location="/feed2")
    site.page("/feed2", _rss(site, 2, 1))
    site.page("/empty.xml", "<urlset></urlset>")
    site.page("/html", "<html><p>Closed for repairs</p></html>")
    (home / "include" / "sources" / "list.yaml").write_text(LIST % ((site.url(""),) * 4))
    code, out, errors = mediawatch("sources", "check", "good", "moved")
    assert (code, errors) == (0, "")
    rows = _table(out)
    assert [row[:4] for row in rows] == [
        ["good", "rss", site.url("/feed"), "4"],
        ["", "sitemap", site.url("/empty.xml"), "0"],
        ["moved", "rss", f"{site.url('/moved')} -> {site.url('/feed2')}", "2"],
    ]
    assert rows[0][6] == site.url("/story-0")
    assert "2 sources: 2 answer, 0 do not; a first collection would look at 6 addresses" in out
    (home / "include" / "sources" / "wrong.yaml").write_text("publisher: X\n")
    code, out, errors = mediawatch("sources", "check")
    assert code == 1
    assert "wrong.yaml:1:" in errors
    told = {row[2].partition(" ")[0]: row[6] for row in _table(out)}
    assert "lists" in told[site.url("/html")]
    assert "127.0.0.1" in told["http://127.0.0.1/feed"]
    assert "3 sources: 2 answer, 1 do not" in out
    assert mediawatch("sources", "check", "nobody")[0] == 2


def _tagged(warehouse: Settings) -> dict[str, int]:
    with transaction(warehouse) as connection:
        query = "select topic_id, count(*) from news.article_topic group by topic_id"
        return {row.topic_id: row.count for row in connection.execute(text(query))}


OPML = """<opml version="2.0"><body><outline text="World">
<outline text="River Post" xmlUrl="%s/feed"/><outline text="Bad" xmlUrl="nowhere"/></outline></body></opml>"""


def test_an_imported_list_is_collected_without_a_line_by_hand(
    site: Any, mediawatch: Command, home: Path, warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", warehouse.database_url or "")
    monkeypatch.setenv("MEDIAWATCH_WORKERS", "1")
    site.page("/feed", _rss(site, 2, 1))
    for number in range(2):
        told = f"<p>The council of town {number} met and agreed to open bridge {number} again before winter.</p>" * 4
        site.page(f"/story-{number}", f"<!doctype html><html><head><title>Bridge {number}</title></head>{told}</html>")
    opml = home / "feeds.opml"
    opml.write_text(OPML % site.url(""))
    words = ("--media-type", "digital_native", "--tier", "2", "--region", "North", "--every-hours", "1")
    code, out, errors = mediawatch("sources", "import", str(opml), *words)
    assert (code, out) == (0, f"1 source written to {home / 'include' / 'sources' / 'feeds.yaml'}\n")
    assert "Bad" in errors
    code, out, _ = mediawatch("sources", "list")
    assert (code, _table(out)[0][5]) == (0, "not collected yet")
    topics = home / "include" / "topics"
    topics.mkdir()
    for kind in ("digital_native", "blog"):
        query = f"id: {kind.replace('_', '-')}\nlabel: x\nquery: bridge AND media_type:{kind} AND collection:world\n"
        (topics / f"{kind}.yaml").write_text(query)
    code, _, errors = mediawatch("fetch", "--source", "river-post")
    assert code == 0, errors
    assert _tagged(warehouse) == {"digital-native": 2}
    source = home / "include" / "sources" / "feeds.yaml"
    source.write_text(source.read_text().replace("digital_native", "blog"))
    assert mediawatch("topics", "retag", "--all")[0] == 0
    assert _tagged(warehouse) == {"blog": 2}, "history goes by the file as it is now"
    source.write_text(source.read_text().replace("blog", "digital_native"))
    code, out, _ = mediawatch("sources", "list", "--media-type", "digital_native", "--collection", "World")
    assert code == 0
    row = _table(out)[0]
    assert row[:7] == ["river-post", "River Post", "digital_native", "2", "World", "ok", "2"]
    assert _table(mediawatch("sources", "list", "--health", "failing")[1]) == []
    code, out, _ = mediawatch("sources", "export", "--to", str(home / "out.opml"))
    assert (code, out) == (0, f"1 source written to {home / 'out.opml'}\n")
    code, out, _ = mediawatch("sources", "import", str(home / "out.opml"))
    assert (code, out) == (0, "1 feed left out: a source has them already\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nothing.opml"), "cannot be read"),
        (("import", "{home}"), "cannot be read"),
        (("import", "{opml}", "--media-type", "paper"), "--media-type must be one of print_native"),
        (("import", "{opml}", "--country", "Norway"), "--country must be two capitals"),
        (("import", "{opml}", "--tier", "0"), "tier"),
        (("import", "{opml}", "--to", ".."), "cannot name a source file"),
        (("export", "nobody"), "there is no source 'nobody'"),
    ],
)
def test_what_was_asked_wrongly_ends_with_2(mediawatch: Command, home: Path, words: tuple[str, ...], said: str) -> None:
    (home / "feeds.opml").write_text(OPML % "https://a.example")
    given = [word.replace("{home}", str(home)).replace("{opml}", str(home / "feeds.opml")) for word in words]
    code, _, errors = mediawatch("sources", *given)
    assert (code, said in errors) == (2, True), errors
    assert not list((home / "include" / "sources").iterdir())


def test_a_list_without_a_feed_ends_with_1(mediawatch: Command, home: Path) -> None:
    (home / "feeds.opml").write_text("<opml><body><outline text='x' htmlUrl='https://a.example'/></body></opml>")
    code, _, errors = mediawatch("sources", "import", str(home / "feeds.opml"))
    assert (code, "names no feed that can be asked" in errors) == (1, True)


def test_a_publisher_that_is_left_to_the_pages_is_no_row(warehouse: Settings, home: Path) -> None:
    path = home / "include" / "sources" / "list.yaml"
    path.write_text("sources:\n  one:\n    feeds: [https://a.example/rss]\n    media_type: agency\n    tier: 1\n")
    with transaction(warehouse) as connection:
        keep_sources(connection, load_sources(path.parent))
        row = connection.execute(text("select publisher_id, media_type, tier from news.source where source_id = 'one'"))
        assert row.one() == (None, "agency", 1)
        assert connection.execute(text("select count(*) from news.publisher where publisher_id = 'one'")).scalar() == 0
