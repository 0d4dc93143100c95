"""OPML as people have it: what is taken, what is told, and that it comes back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from mediawatch.collect.catalogue.import_list import file_text, plan_import
from mediawatch.collect.catalogue.opml import read_opml, write_opml
from mediawatch.collect.web.source_files import load_sources
from mediawatch.collect.web.sources import Source
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.workflow.source_lists import choose, export_opml, import_opml

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>My feeds & more</title></head><body>
<outline text="World" title="World">
  <outline text="River Post" title="River Post" type="rss" xmlUrl="https://river.example/rss?a=1&b=2" htmlUrl="x"/>
  <outline text="Asia">
    <outline TEXT="Hügel-Zeitung" XMLURL=" https://hill.example/feed " language="de-at"/>
    <outline text="River Post" xmlUrl="https://RIVER.example:443/rss?a=1&amp;b=2"/>
  </outline>
</outline>
<outline text="Новости реки" xmlUrl="feed://reka.example/rss"/>
<outline text="Secure" xmlUrl="feed:https://secure.example/rss" category="/Tech/Web,Law"/>
<outline xmlUrl="https://untitled.example/feed.xml"/>
<outline text="River Post" xmlUrl="https://river.example/sport.rss"/>
<outline text="A page" htmlUrl="https://page.example/"/>
<outline text="Empty folder"><outline text="nothing"/></outline>
<outline text="No scheme" xmlUrl="www.page.example/rss"/>
<outline text="Secret" xmlUrl="https://me:pw@page.example/rss"/>
<outline text="Podcast player" xmlUrl=""/>
</body></opml>
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, lake=tmp_path / "lake", database_url=None, postgres_dir=tmp_path / "postgres")


def _write(folder: Path, text: str | bytes, name: str = "my-feeds.opml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_a_list_says() -> None:
    found = read_opml(LIST.encode(), "list")
    assert found.title == "My feeds & more"
    assert [(outline.url, outline.title, outline.collections) for outline in found.outlines] == [
        ("https://river.example/rss?a=1&b=2", "River Post", ("World", "Asia")),
        ("https://hill.example/feed", "Hügel-Zeitung", ("World", "Asia")),
        ("http://reka.example/rss", "Новости реки", ()),
        ("https://secure.example/rss", "Secure", ("Tech", "Web", "Law")),
        ("https://untitled.example/feed.xml", None, ()),
        ("https://river.example/sport.rss", "River Post", ()),
    ]
    assert found.outlines[1].language == "de-at"
    told = "\n".join(found.faults)
    assert [word in told for word in ("A page", "nothing", "No scheme", "password", "Podcast player")] == [True] * 5
    assert len(found.faults) == 5
    assert "sources discover https://page.example/" in told


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + LIST.encode(),
        LIST.replace("UTF-8", "utf-16").encode("utf-16"),
        LIST.replace("</body></opml>", "").encode(),
        LIST.replace("<?xml", "\n\n<?xml").encode(),
        LIST.replace("<opml version", '<!DOCTYPE opml [<!ENTITY a "b">]><opml version').replace("& ", "").encode(),
        LIST.replace("<head><title>My feeds & more</title></head>", "").encode(),
    ],
)
def test_lists_that_are_not_well_formed(text: bytes) -> None:
    assert len(read_opml(text, "list").outlines) >= 5


@pytest.mark.parametrize("text", ["", "words", "<rss><channel/></rss>", "<html><p>x</p></html>", "{}"])
def test_what_is_no_list(text: str) -> None:
    with pytest.raises(UsageError, match="no OPML"):
        read_opml(text.encode(), "list")


def test_no_entity_is_expanded_and_no_file_read() -> None:
    text = """<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hosts"><!ENTITY a "haha"><!ENTITY b "&a;&a;">]>
    <opml><body><outline text="&x;&b;" xmlUrl="https://a.example/rss"/><outline text="a">&x;</outline></body></opml>"""
    found = read_opml(text.encode(), "list")
    assert not any("localhost" in (outline.title or "") for outline in found.outlines)
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    began = time.process_time()
    read_opml(f'<!DOCTYPE opml [{bomb}]><opml><body><outline text="&e11;"/></body></opml>'.encode(), "list")
    assert time.process_time() - began < 2


def test_a_list_nested_deeply_comes_to_an_end() -> None:
    deep = "<opml><body>" + '<outline text="x">' * 3000
    assert read_opml(deep.encode(), "list").outlines == []


def test_an_import_makes_one_file_that_can_be_read(settings: Settings) -> None:
    opml = _write(settings.home, LIST)
    done = import_opml(settings, opml, None, {"enabled": True, "every_hours": 2.0, "country": "NO"})
    assert done.added == ["river-post", "hugel-zeitung", "reka-example", "secure", "untitled-example", "river-post-2"]
    assert (len(done.faults), done.known) == (5, {})
    loaded = load_sources(settings.sources_dir)
    assert not loaded.faults
    by_id = {source.source_id: source for source in loaded.sources}
    post = by_id["river-post"]
    assert (post.title, post.publisher, post.feeds) == ("River Post", None, ("https://river.example/rss?a=1&b=2",))
    assert (post.collections, post.enabled, post.every_hours, post.country) == (("World", "Asia"), True, 2, "NO")
    assert by_id["hugel-zeitung"].language == "de-at"
    again = import_opml(settings, opml, None, {})
    assert (again.added, len(again.known)) == ([], 6)


def test_more_of_a_list_comes_to_the_end_of_its_file(settings: Settings) -> None:
    first = import_opml(settings, _write(settings.home, LIST), "papers", {"enabled": False})
    kept = first.path.read_text() + "  # mine\n"
    first.path.write_text(kept)
    more = LIST.replace("</body>", '<outline text="River Post" xmlUrl="https://new.example/rss"/></body>')
    done = import_opml(settings, _write(settings.home, more, "other.opml"), "papers", {"enabled": True})
    assert (done.path, done.added) == (first.path, ["river-post-3"])
    assert first.path.read_text().startswith(kept.rstrip())
    loaded = load_sources(settings.sources_dir)
    assert (len(loaded.sources), loaded.faults) == (7, ())
    assert not any(source.enabled for source in loaded.sources), "the file's own defaults hold"
    single = settings.sources_dir / "single.yaml"
    single.write_text("publisher: One\nfeeds: [https://one.example/rss]\n")
    with pytest.raises(UsageError, match="cannot be extended"):
        import_opml(settings, _write(settings.home, LIST.replace("river.example", "stream.example")), "single", {})
    assert single.read_text() == "publisher: One\nfeeds: [https://one.example/rss]\n"


@pytest.mark.parametrize("name", ["", "***", "..", "новости"])
def test_a_name_that_no_file_can_have(settings: Settings, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name"):
        import_opml(settings, _write(settings.home, LIST), name, {})


def test_a_list_comes_back_as_it_was(tmp_path: Path) -> None:
    sources = (
        Source(
            source_id="river-post",
            title="River Post, all",
            publisher="River Post",
            feeds=("https://river.example/rss?a=1&b=2", "https://river.example/sport"),
            sitemaps=("https://river.example/news.xml",),
            sites=("https://river.example/world",),
            collections=("World", "Paper & ink"),
            language="en",
            country="IN",
            media_type="print_native",
            tier=1,
            region="North",
        ),
        Source(source_id="hill", feeds=("https://hill.example/feed",)),
    )
    data = write_opml(sources, "Sources")
    plan = plan_import(read_opml(data, "list").outlines, ())
    path = tmp_path / "again.yaml"
    path.write_text(file_text(plan, {"enabled": False}, "again"))
    again = {source.source_id: source for source in load_sources(tmp_path).sources}
    assert {**again["river-post"].model_dump(), "collections": None} == {
        **sources[0].model_dump(),
        "collections": None,
    }
    assert set(again["river-post"].collections) == {"World", "Paper & ink"}
    assert again["hill"].model_copy(update={"title": None}) == sources[1]
    assert write_opml(load_sources(tmp_path).sources, "Sources") == write_opml(
        sorted(again.values(), key=lambda source: source.source_id), "Sources"
    )


def test_what_is_exported_can_be_chosen(settings: Settings) -> None:
    import_opml(settings, _write(settings.home, LIST), None, {})
    data, count = export_opml(settings, collection="Asia")
    assert (count, len(read_opml(data, "list").outlines)) == (2, 2)
    assert export_opml(settings, ["secure"])[1] == 1
    with pytest.raises(UsageError, match="there is no source 'nobody'"):
        choose(settings, ["secure", "nobody"])


def test_seven_hundred_feeds_are_imported_in_no_time(settings: Settings) -> None:
    folders = "".join(
        f'<outline text="Folder {folder}">'
        + "".join(
            f'<outline text="Paper {folder} {n}" xmlUrl="https://p{folder}-{n}.example/rss?x=1&amp;y={n}"/>'
            for n in range(20)
        )
        + "</outline>"
        for folder in range(35)
    )
    opml = _write(settings.home, f"<opml><body>{folders}</body></opml>")
    began = time.process_time()
    assert len(import_opml(settings, opml, None, {"enabled": True}).added) == 700
    assert len(load_sources(settings.sources_dir).sources) == 700
    assert time.process_time() - began < 10
