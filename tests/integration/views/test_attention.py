"""Attention, share of voice and rising topics, on rows small enough to count by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from mediawatch.collect.web.source_files import LoadedSources
from mediawatch.collect.web.sources import Source
from mediawatch.store.ledger.crawl_state import keep_sources
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import engine
from sqlalchemy import Table, text

Set = Callable[[str, str], None]
Add = Callable[..., None]

DAY_22, DAY_23, DAY_25 = date(2025, 4, 22), date(2025, 4, 23), date(2025, 4, 25)


def test_an_analyst_s_word_wins_over_a_tag(newsroom: Any) -> None:
    for number in (1, 2, 3, 4):
        newsroom.article(number)
    newsroom.topic("pahalgam")
    newsroom.tag("pahalgam", 1, 2, 3, grade="mentions", score=0.25)
    newsroom.override("pahalgam", 2, False)
    newsroom.override("pahalgam", 3, True, who="ravi")
    newsroom.override("pahalgam", 4, True, why="a photo essay")
    query = "select article_id, grade, score, topic_version, decided_by, who, why from news.article_topic_effective"
    assert newsroom.rows(f"{query} order by 1") == [
        (1, "mentions", 0.25, 1, "query", None, None),
        (3, "mentions", 0.25, 1, "query and analyst", "ravi", "read it"),
        (4, None, None, None, "analyst", "asha", "a photo essay"),
    ]


@pytest.fixture
def april(newsroom: Any) -> Any:
    """Two topics in a week.

    22nd: 1 pahalgam about; 2 copy of 1, pahalgam mentions; 3 summit; 4 neither
    23rd: 5 both; 6 truncation of 5, both; 7 excerpt of 1, pahalgam rejected; 8 neither, added to summit
    25th: 9 without a date, neither
    """
    for number, published in {
        1: "2025-04-22T08:00Z", 2: "2025-04-22T10:00Z", 3: "2025-04-22T12:00Z", 4: "2025-04-22T20:00Z",
        5: "2025-04-23T01:00Z", 6: "2025-04-23T02:00Z", 7: "2025-04-23T03:00Z", 8: "2025-04-23T04:00Z",
        9: None,
    }.items():  # fmt: skip
        newsroom.article(number, published, publisher="A" if number % 2 else "B")
    newsroom.topic("pahalgam")
    newsroom.topic("summit")
    newsroom.link(2, 1, "copy")
    newsroom.link(6, 5, "truncation")
    newsroom.link(7, 1, "excerpt")
    newsroom.tag("pahalgam", 1, 5, 6, 7)
    newsroom.tag("pahalgam", 2, grade="mentions")
    newsroom.tag("summit", 3, 5, 6)
    newsroom.override("pahalgam", 7, False)
    newsroom.override("summit", 8, True)
    return newsroom


def test_attention_a_day(april: Any) -> None:
    query = (
        "select day, topic_id, matching, total, ratio, matching_unique, total_unique, ratio_unique, matching_about "
        "from news.topic_attention_daily order by day, topic_id"
    )
    assert april.rows(query) == [
        (DAY_22, "pahalgam", 2, 4, 0.5, 1, 3, 1 / 3, 1),
        (DAY_22, "summit", 1, 4, 0.25, 1, 3, 1 / 3, 1),
        (DAY_23, "pahalgam", 2, 4, 0.5, 1, 3, 1 / 3, 2),
        (DAY_23, "summit", 3, 4, 0.75, 2, 3, 2 / 3, 2),
        (DAY_25, "pahalgam", 0, 1, 0, 0, 1, 0, 0),
        (DAY_25, "summit", 0, 1, 0, 0, 1, 0, 0),
    ]


def test_attention_counts_by_the_day_of_the_reporting_time_zone(april: Any, set_setting: Set) -> None:
    set_setting("mediawatch.time_zone", "Asia/Kolkata")  # article 4, at 20:00 UTC, is of the 23rd there
    assert april.rows("select distinct day, total from news.topic_attention_daily order by day") == [
        (DAY_22, 3),
        (DAY_23, 5),
        (DAY_25, 1),
    ]


def test_a_day_of_nothing_but_repeats_has_no_ratio_of_unique_texts(newsroom: Any) -> None:
    newsroom.article(1, "2025-04-22T08:00Z")
    newsroom.article(2, "2025-04-23T08:00Z")
    newsroom.link(2, 1, "exact")
    newsroom.topic("pahalgam")
    newsroom.tag("pahalgam", 1, 2)
    query = (
        "select matching, matching_unique, total_unique, ratio_unique from news.topic_attention_daily where day = :day"
    )
    assert newsroom.rows(query, day=DAY_23) == [(1, 0, 0, None)]


def test_share_of_voice_between_topics(april: Any) -> None:
    query = (
        "select day, topic_id, matching, matching_all_topics, share, "
        "matching_unique, matching_unique_all_topics, share_unique from news.share_of_voice order by day, topic_id"
    )
    assert april.rows(query) == [
        (DAY_22, "pahalgam", 2, 3, 2 / 3, 1, 2, 0.5),
        (DAY_22, "summit", 1, 3, 1 / 3, 1, 2, 0.5),
        (DAY_23, "pahalgam", 2, 5, 0.4, 1, 3, 1 / 3),
        (DAY_23, "summit", 3, 5, 0.6, 2, 3, 2 / 3),
    ]


def test_share_of_voice_between_publishers(april: Any) -> None:
    query = (
        "select day, topic_id, publisher, matching, matching_all_publishers, share, "
        "matching_unique, matching_unique_all_publishers, share_unique "
        "from news.share_of_voice_publisher order by day, topic_id, publisher"
    )
    assert april.rows(query) == [
        (DAY_22, "pahalgam", "A", 1, 2, 0.5, 1, 1, 1.0),
        (DAY_22, "pahalgam", "B", 1, 2, 0.5, 0, 1, 0.0),
        (DAY_22, "summit", "A", 1, 1, 1.0, 1, 1, 1.0),
        (DAY_23, "pahalgam", "A", 1, 2, 0.5, 1, 1, 1.0),
        (DAY_23, "pahalgam", "B", 1, 2, 0.5, 0, 1, 0.0),
        (DAY_23, "summit", "A", 1, 3, 1 / 3, 1, 2, 0.5),
        (DAY_23, "summit", "B", 2, 3, 2 / 3, 1, 2, 0.5),
    ]


def test_rising_topics(newsroom: Any, set_setting: Set) -> None:
    """Today 8 unique texts, 4 of pahalgam; in the 28 days before 40, 2 of them pahalgam and 10 summit."""
    set_setting("mediawatch.today", "2025-04-23")
    for topic in ("pahalgam", "summit", "chess"):
        newsroom.topic(topic)
    newsroom.topic("retired", active=False)
    for number in range(1, 9):
        newsroom.article(number, "2025-04-23T12:00Z")
    for number in range(9, 49):
        newsroom.article(number, f"2025-04-{number % 22 + 1:02}T12:00Z")
    newsroom.article(49, "2025-03-26T00:00Z")  # the first moment of the 28 days
    newsroom.article(50, "2025-03-25T23:59Z")  # too early
    newsroom.article(51, "2025-04-24T00:00Z")  # tomorrow
    newsroom.article(52, "2025-04-23T13:00Z")  # a reprint
    newsroom.article(53, "2025-04-22T13:00Z")  # a reprint
    newsroom.link(52, 1, "exact")
    newsroom.link(53, 9, "copy")
    newsroom.tag("pahalgam", 1, 2, 3, 4, 9, 49, 50, 51, 52, 53)
    newsroom.tag("summit", *range(9, 19))
    newsroom.tag("retired", 1)
    query = (
        "select topic_id, day, matching, matching_unique, total_unique, matching_unique_28_days, "
        "total_unique_28_days, expected, lift, score from news.topic_rising order by score desc"
    )
    pahalgam, chess, summit = newsroom.rows(query)
    assert pahalgam[:7] == ("pahalgam", DAY_23, 5, 4, 8, 2, 41)
    assert pahalgam[7:9] == (pytest.approx(8 * 2 / 41), pytest.approx(4 / (8 * 2 / 41)))
    cells = [(4, 6 * 8 / 49), (4, 43 * 8 / 49), (2, 6 * 41 / 49), (39, 43 * 41 / 49)]
    assert pahalgam[9] == pytest.approx(math.sqrt(2 * sum(n * math.log(n / expected) for n, expected in cells)))
    assert chess == ("chess", DAY_23, 0, 0, 8, 0, 41, 0, None, 0)
    assert summit[:7] == ("summit", DAY_23, 0, 0, 8, 10, 41)
    assert summit[7:9] == (pytest.approx(80 / 41), 0)
    assert summit[9] == pytest.approx(
        -math.sqrt(2 * (8 * math.log(49 / 39) + 10 * math.log(49 / 41) + 31 * math.log((31 / 41) / (39 / 49))))
    )


def test_nothing_rises_in_an_empty_warehouse(newsroom: Any) -> None:
    newsroom.topic("pahalgam")
    ((expected, lift, score),) = newsroom.rows("select expected, lift, score from news.topic_rising")
    assert (expected, lift, score) == (None, None, None)


def _publisher(add: Add, publisher_id: str, name: str, **row: Any) -> None:
    add(tables.publisher, publisher_id=publisher_id, name=name, **row)


@pytest.mark.parametrize(
    ("article", "publisher"),
    [
        ({"publisher": "the hindu"}, "The Hindu"),  # a name, whatever its case
        ({"publisher": "hindu"}, "The Hindu"),  # the short name
        ({"publisher": "THE HINDU GROUP"}, "The Hindu"),  # an alias
        ({"publisher": "The Hindu", "source_id": "tass-feed"}, "The Hindu"),  # the article's word before the source's
        ({"source_id": "tass-feed"}, "TASS"),
        ({"publisher": "Tass newsroom", "source_id": "tass-feed"}, "TASS"),
        ({"url": "https://www.thehindu.com/news/1"}, "The Hindu"),
        ({"url": "https://sport.thehindu.com:8443/news/1"}, "The Hindu"),
        ({"url": "https://www.news.example.co.uk/1"}, "Example"),
        ({"url": "https://notthehindu.com/1"}, "notthehindu.com"),
        ({"url": "https://elsewhere.org/1", "publisher": "Elsewhere Daily"}, "Elsewhere Daily"),
        ({}, None),
    ],
)
def test_the_publisher_that_an_article_counts_for(newsroom: Any, article: dict[str, str], publisher: str) -> None:
    _publisher(newsroom.add, "hindu", "The Hindu", aliases=["The Hindu Group"], domains=["thehindu.com"])
    _publisher(newsroom.add, "tass", "TASS", domains=["tass.ru"])
    _publisher(newsroom.add, "example", "Example", domains=["example.co.uk"])
    _publisher(newsroom.add, "twin", "Twin", aliases=["The Hindu"], domains=["thehindu.com"])  # gives no second row
    table: Table = tables.source
    newsroom.add(table, source_id="tass-feed", publisher_id="tass", kind="feed")
    newsroom.article(1, **article)
    ((shown, publisher_id),) = newsroom.rows("select publisher, publisher_id from news.article_coverage")
    assert shown == publisher
    assert publisher_id == {"The Hindu": "hindu", "TASS": "tass", "Example": "example"}.get(publisher)


def test_a_source_file_says_by_what_its_publisher_is_known(newsroom: Any) -> None:
    listed = {"publisher": "Example Daily", "aliases": ["The Daily"], "sitemaps": ["https://www.daily.example/map.xml"]}
    daily = Source(source_id="daily", **listed)
    with engine(newsroom.settings).begin() as connection:
        keep_sources(connection, LoadedSources((daily,)))
        change = "update news.publisher set aliases = aliases || '{Ex Daily}', domains = '{ex.example}'"
        connection.execute(text(change))
        for _ in range(2):
            keep_sources(connection, LoadedSources((daily,)))
    known = newsroom.rows("select publisher_id, name, aliases, domains from news.publisher")
    assert known == [("daily", "Example Daily", ["The Daily", "Ex Daily"], ["ex.example", "daily.example"])]
    newsroom.article(1, url="https://m.daily.example/1")
    newsroom.article(2, publisher="the daily")
    assert newsroom.rows("select publisher_id from news.article_coverage") == [("daily",), ("daily",)]


def test_share_of_voice_between_kinds_of_media_and_collections(newsroom: Any) -> None:
    for name, more in {
        "post": {"media_type": "print_native", "tier": 1, "collections": ["National", "Morning"]},
        "blog": {"media_type": "blog", "region": "Hills", "collections": ["Morning"]},
        "bare": {},
    }.items():
        newsroom.add(tables.source, source_id=name, kind="feed", **more)
    newsroom.add(tables.publisher, publisher_id="post", name="The Post", domains=["example.org"])
    for number, source_id in {1: "post", 2: "blog", 3: "bare", 4: None, 5: "blog"}.items():
        newsroom.article(number, "2025-04-22T08:00Z", source_id=source_id, url=f"https://other{number}.example/x")
    newsroom.article(6, "2025-04-22T08:00Z", publisher="The Post")
    newsroom.topic("pahalgam")
    newsroom.tag("pahalgam", 1, 2, 3, 4, 5, 6)
    newsroom.link(5, 2, "copy")
    query = "select media_type, matching, matching_all, matching_unique from news.share_of_voice_media_type order by 1"
    assert newsroom.rows(query) == [("blog", 2, 6, 1), ("print_native", 2, 6, 2), (None, 2, 6, 2)]
    query = "select collection, matching, matching_all, matching_unique from news.share_of_voice_collection order by 1"
    assert newsroom.rows(query) == [("Morning", 4, 6, 3), ("National", 2, 6, 2)]
    query = "select article_id, media_type, tier, region, collections from news.article_coverage order by 1"
    assert newsroom.rows(query) == [
        (1, "print_native", 1, None, ["National", "Morning"]),
        (2, "blog", None, "Hills", ["Morning"]),
        (3, None, None, None, []),
        (4, None, None, None, []),
        (5, "blog", None, "Hills", ["Morning"]),
        (6, "print_native", 1, None, ["National", "Morning"]),
    ]
