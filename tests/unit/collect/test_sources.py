"""Source files: what is read, and that every fault names file and line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from mediawatch.collect.web.source_files import SourceError, load_sources, read_source, read_sources
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.workflow.request import Request, source_faults, sources

GOOD = """\
# a daily
publisher: The Daily Example
country: IN
language: en-IN
collections: [national, hourly]
feeds:
  - https://www.daily.example/rss.xml
sitemaps:
  - https://www.daily.example/sitemap.xml
crawl_delay: 2
every_hours: 6
"""


def _write(folder: Path, text: str, name: str = "daily-example.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_source(tmp_path: Path) -> None:
    source = read_source(_write(tmp_path, GOOD))
    assert (source.source_id, source.publisher, source.enabled) == ("daily-example", "The Daily Example", False)
    assert source.feeds == ("https://www.daily.example/rss.xml",)
    assert (source.crawl_delay, source.every_hours, source.max_pages) == (2, 6, 200)
    assert source.collections == ("national", "hourly")


def test_the_domains_of_a_publisher(tmp_path: Path) -> None:
    feed = "feeds:\n  - https://feeds.service.example/daily\n"
    more = "aliases: [Daily Example]\ndomains: [example-daily.co.uk, WWW.Daily.Example]\n"
    source = read_source(_write(tmp_path, GOOD.replace("feeds:\n  - https://www.daily.example/rss.xml\n", feed) + more))
    assert source.aliases == ("Daily Example",)
    assert source.publisher_domains == ("example-daily.co.uk", "daily.example")  # not that of the feed service
    numbered = GOOD.replace("https://www.daily.example/sitemap.xml", "http://127.0.0.1:8099/sitemap.xml")
    assert read_source(_write(tmp_path, numbered)).publisher_domains == ()


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("country: IN", "country: India"), 3, "country"),
        (("language: en-IN", "language: English"), 4, "language"),
        (("country: IN", "county: IN"), 3, "there is no such key"),
        (("  - https://www.daily.example/rss.xml", "  - www.daily.example/rss.xml"), 7, "http"),
        (("https://www.daily.example/sitemap.xml", "https://me:secret@daily.example/"), 9, "password"),
        (("crawl_delay: 2", "crawl_delay: -1"), 10, "crawl_delay"),
        (("every_hours: 6", "every_hours: often"), 11, "every_hours"),
        (("publisher: The Daily Example", "tier: 0"), 2, "tier"),
        (("publisher: The Daily Example", "media_type: paper"), 2, "print_native"),
        (("country: IN", "publisher: Another"), 3, "second time"),
        (("country: IN", "source_id: daily"), 3, "file's name"),
        (("country: IN", "country: [IN"), 4, "YAML"),
        (("collections: [national, hourly]", "collections: national"), 5, "collections"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    path = _write(tmp_path, GOOD.replace(*change))
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "publisher: X\n"])
def test_a_file_that_is_no_source(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"daily-example\.yaml:1: "):
        read_source(_write(tmp_path, text))


def test_a_file_whose_name_is_no_id(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="source_id"):
        read_source(_write(tmp_path, GOOD, "Daily Example.yaml"))


def test_what_ships_is_valid_and_asks_nothing_of_the_internet() -> None:
    loaded = load_sources(Path(__file__).parents[3] / "include" / "sources")
    assert loaded.sources
    assert not loaded.faults
    assert not [source.source_id for source in loaded.sources if source.enabled]


def test_a_folder_that_is_not_there_has_no_sources(tmp_path: Path) -> None:
    loaded = load_sources(tmp_path / "nowhere")
    assert (loaded.sources, loaded.faults) == ((), ())


def test_a_wrong_file_stops_its_own_source_alone(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    _write(tmp_path, GOOD.replace("IN", "India"), "wrong.yaml")
    _write(tmp_path, GOOD, "other.yml")
    _write(tmp_path, GOOD, "twice.yaml")
    _write(tmp_path, GOOD, "twice.yml")
    (tmp_path / "binary.yaml").write_bytes(b"publisher: \xff\xfe")
    loaded = load_sources(tmp_path)
    assert [source.source_id for source in loaded.sources] == ["daily-example", "other", "twice"]
    assert {fault.source_id for fault in loaded.faults} == {"wrong", "twice", "binary"}
    told = {fault.source_id: fault.told for fault in loaded.faults}
    assert told["wrong"] == "wrong.yaml:3: country: must be the two capitals of ISO 3166-1, as IN or GB, not 'India'"
    assert told["twice"].startswith("twice.yml:1: another file")


@pytest.mark.parametrize("written", ["NO", "no", "'NO'", "NO # Norway"])
def test_norway_is_a_country(tmp_path: Path, written: str) -> None:
    change = ("country: IN", f"country: {written}")
    if written == "no":
        with pytest.raises(SourceError, match="two capitals"):
            read_source(_write(tmp_path, GOOD.replace(*change)))
        return
    assert read_source(_write(tmp_path, GOOD.replace(*change))).country == "NO"


def test_norwegian_is_a_language_and_yes_is_true(tmp_path: Path) -> None:
    source = read_source(_write(tmp_path, GOOD.replace("en-IN", "no") + "enabled: yes\n"))
    assert (source.language, source.enabled) == ("no", True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("collections: [national, hourly]", "collections: national"), "must be a list, as `[national]`"),
        (("collections: [national, hourly]", "collections:"), "is empty"),
        (("The Daily Example", "1843"), "must be text; put it in quotes, as '1843'"),
        (("The Daily Example", ""), "is empty"),
        (("crawl_delay: 2", "crawl_delay: two"), "must be a number, not 'two'"),
        (("crawl_delay: 2", "crawl_delay: 2000"), "must be at most 600, not 2000"),
        (("every_hours: 6", "enabled: perhaps"), "must be true or false"),
        (("crawl_delay: 2", "max_pages: 1.5"), "must be a whole number"),
        (("publisher: The Daily Example", "region:"), "is empty"),
        (("publisher: The Daily Example", "? [a, b]\n: c"), "no YAML: found unhashable key"),
    ],
)
def test_faults_speak_the_words_of_the_file(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(_write(tmp_path, GOOD.replace(*change)))
    assert words in str(caught.value)
    assert not [word for word in ("tuple", "Input", "pydantic", "parse", "validation") if word in str(caught.value)]


MANY = """\
# imported
defaults:
  every_hours: 1
  collections: [World]
  enabled: true
sources:
  river-post:
    title: River Post, front
    publisher: River Post
    feeds: [https://river.example/rss?a=1&b=2, https://river.example/world.rss]
  hill-blog:
    feeds:
      - https://hill.example/feed
    media_type: blog
    tier: 3
    region: Highlands
    collections: [Blogs, "Hills, all"]
    enabled: false
"""


def test_a_file_of_many_sources(tmp_path: Path) -> None:
    found = read_sources(_write(tmp_path, MANY))
    assert not found.faults
    post, blog = found.sources
    assert (post.source_id, post.publisher, post.name, len(post.feeds)) == (
        *("river-post", "River Post"),
        *("River Post, front", 2),
    )
    assert (post.every_hours, post.collections, post.enabled) == (1, ("World",), True)
    assert (blog.publisher, blog.name, blog.publisher_domains) == (None, "hill-blog", ())
    assert (blog.media_type, blog.tier, blog.region, blog.enabled) == ("blog", 3, "Highlands", False)
    assert blog.collections == ("Blogs", "Hills, all")


@pytest.mark.parametrize(
    ("change", "line", "source_id", "words"),
    [
        (("media_type: blog", "media_type: paper"), 14, "hill-blog", "print_native"),
        (("https://hill.example/feed", "hill.example/feed"), 13, "hill-blog", "http"),
        (("  hill-blog:", "  Hill Blog:"), 11, "Hill Blog", "small letters"),
        (("every_hours: 1", "every_hours: 0"), 3, "river-post", "at least 0.25"),
        (("    publisher: River Post\n", "    source_id: x\n"), 9, "river-post", "the name before the colon"),
    ],
)
def test_one_wrong_source_of_many_stops_itself_alone(
    tmp_path: Path, change: tuple[str, str], line: int, source_id: str, words: str
) -> None:
    path = _write(tmp_path, MANY.replace(*change))
    found = read_sources(path)
    assert source_id in {fault.source_id for fault in found.faults}
    assert str(found.faults[0]).startswith(f"{path}:{line}: ")
    assert words in str(found.faults[0])
    assert len(found.sources) + len(found.faults) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("defaults:", "default:"), "beside `sources:`"),
        (("sources:", "sources: none\nx:"), "beside `sources:`"),
        (("  hill-blog:", "  river-post:"), "second time"),
    ],
)
def test_a_file_of_many_that_cannot_be_read(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_sources(_write(tmp_path, MANY.replace(*change)))


def test_an_id_that_two_files_hold_is_named(tmp_path: Path) -> None:
    _write(tmp_path, MANY, "a-list.yaml")
    _write(tmp_path, GOOD, "river-post.yaml")
    found = load_sources(tmp_path)
    assert [source.source_id for source in found.sources] == ["hill-blog", "river-post"]
    (fault,) = found.faults
    assert "a source of a-list.yaml already" in str(fault)


def test_who_names_a_wrong_source_is_told_what_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "include" / "sources"
    folder.mkdir(parents=True)
    _write(folder, GOOD + "enabled: true\n")
    _write(folder, GOOD.replace("IN", "India") + "enabled: true\n", "wrong.yaml")
    settings = Settings(home=tmp_path, lake=tmp_path, database_url=None, postgres_dir=tmp_path)
    asked = partial(Request, dag_id="cli", run_id="1")
    assert [source.source_id for source in sources(settings, asked(sources=None))] == ["daily-example"]
    assert [line.partition(":")[0] for line in source_faults(settings, asked(sources=None))] == ["wrong.yaml"]
    assert [source.source_id for source in sources(settings, asked(sources=("daily-example",)))] == ["daily-example"]
    with pytest.raises(UsageError, match=r"wrong\.yaml:3: country: must be the two capitals"):
        sources(settings, asked(sources=("wrong",)))
