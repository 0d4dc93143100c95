"""Counts a day: what is kept is what the rows say, whatever changed, at once and after it was counted again."""

from __future__ import annotations

import pytest
from mediawatch.desk.day_range import telling
from mediawatch.settings import Settings
from mediawatch.store.publish.attention_counts import recount
from mediawatch.store.server.connect import engine, transaction
from newsroom_rows import Newsroom
from sqlalchemy import text

_BY_HAND = """
select news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day, e.topic_id, count(*),
    count(*) filter (where e.grade = 'about'), count(*) filter (where c.unique_text)
from news.article_topic_effective e
join news.article a using (article_id) join news.article_coverage c using (article_id)
group by 1, 2 order by 1, 2
"""
_TOTALS = """
select day, count(*), count(*) filter (where unique_text) from news.article_coverage group by 1 order by 1
"""
_PUBLISHERS = """
select publisher, publisher_id, day, count(*), count(*) filter (where unique_text) from news.article_coverage
group by 1, 2, 3 order by 1, 2, 3
"""
CHANGES = {
    "an article comes": "insert",
    "an article goes": "delete from news.article where article_id = 3",
    "an article is dated": "update news.article set date_published = '2025-04-20T10:00Z' where article_id = 2",
    "a bare day": "update news.article set published_on = '2025-04-21', date_published_precision = 'day' "
    "where article_id = 1",
    "a tag comes": "insert into news.article_topic (article_id, topic_id, topic_version, grade, score, run_id) "
    "values (4, 'summit', 1, 'about', 1, 'run-1')",
    "a tag changes": "update news.article_topic set grade = 'about' where article_id = 2",
    "a tag goes": "delete from news.article_topic where article_id = 1",
    "rejected": "insert into news.topic_override (article_id, topic_id, relevant, who) values "
    "(1, 'summit', false, 'a')",
    "added": "insert into news.topic_override (article_id, topic_id, relevant, who) values (4, 'summit', true, 'a')",
    "a link comes": "insert into news.duplicate_link values (2, 1, 'copy', 1, 1, 9, 'run-1')",
    "a link goes": "delete from news.duplicate_link",
    "the zone changes": "zone",
    "an article names another publisher": "update news.article set publisher = 'The Gulf Post' where article_id = 1",
    "an article has another address": "update news.article set url = 'https://www.bay.example/1' where article_id = 2",
    "an article comes from a source": "update news.article set source_id = 'gulf' where article_id = 3",
}
CONFIGURED = {
    "a publisher has an alias": "update news.publisher set aliases = '{The Tide}' where publisher_id = 'gulf'",
    "a publisher has a domain": "update news.publisher set domains = '{EXAMPLE.org}' where publisher_id = 'gulf'",
    "a publisher has another name": "update news.publisher set name = 'Gulf' where publisher_id = 'gulf'",
    "a publisher comes": "insert into news.publisher (publisher_id, name, aliases, domains) "
    "values ('tide', 'Tide News', '{the tide}', '{}')",
    "a source changes hands": "update news.source set publisher_id = null where source_id = 'gulf'",
}


@pytest.fixture
def newsroom(warehouse: Settings) -> Newsroom:
    room = Newsroom(warehouse)
    for number, published in {1: "2025-04-22T23:30Z", 2: "2025-04-22T10:00Z", 3: "2025-04-23T01:00Z", 4: None}.items():
        room.article(number, published)
    room.topic("summit")
    room.tag("summit", 1, 3)
    room.tag("summit", 2, grade="mentions")
    room.link(3, 1, "exact")
    room.execute(
        "insert into news.publisher (publisher_id, name, aliases, domains) "
        "values ('gulf', 'Gulf Post', '{The Gulf Post}', '{gulf.example}'), ('bay', 'Bay', '{Gulf Post}', '{x.test}')"
    )
    room.execute("insert into news.source (source_id, publisher_id, kind, url) values ('gulf', 'gulf', 'feed', 'x')")
    for number, named, url in (
        (1, "GULF POST", "https://a.test/1"), (2, None, "https://www.news.gulf.example:80/2"), (3, "The Tide", None),
        (4, None, "https://m.x.test/4"), (6, None, "https://elsewhere.test/6"), (7, None, None),
    ):  # fmt: skip
        if number > 4:
            room.article(number, "2025-04-24T10:00Z")
        room.execute(
            f"update news.article set publisher = {_sql(named)}, url = {_sql(url)} where article_id = {number}"
        )
    room.execute("update news.article set source_id = 'gulf' where article_id = 7")
    with transaction(warehouse) as connection:
        recount(connection)
    return room


def _sql(value: str | None) -> str:
    return "null" if value is None else f"'{value}'"


def _same(room: Newsroom) -> None:
    kept = "select day, topic_id, matching, matching_about, matching_unique from news.topic_daily order by 1, 2"
    assert room.rows(kept) == room.rows(_BY_HAND)
    assert room.rows("select day, total, total_unique from news.coverage_daily order by 1") == room.rows(_TOTALS)
    kept = "select publisher, publisher_id, day, total, total_unique from news.publisher_daily order by 1, 2, 3"
    assert room.rows(kept) == room.rows(_PUBLISHERS)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_once_and_kept_afterwards(newsroom: Newsroom, warehouse: Settings, change: str) -> None:
    assert newsroom.rows("select * from ops.attention_stale_day") == []
    _same(newsroom)
    before = newsroom.rows(_BY_HAND), newsroom.rows(_TOTALS), newsroom.rows(_PUBLISHERS)
    if CHANGES[change] == "insert":
        newsroom.article(5, "2025-05-01T10:00Z")
    elif CHANGES[change] == "zone":
        with engine(warehouse).begin() as connection:
            name = connection.execute(text("select current_database()")).scalar_one()
            connection.exec_driver_sql(f"alter database {name} set mediawatch.time_zone = 'Asia/Kolkata'")
        engine(warehouse).dispose()
    else:
        newsroom.execute(CHANGES[change])
    assert (newsroom.rows(_BY_HAND), newsroom.rows(_TOTALS), newsroom.rows(_PUBLISHERS)) != before
    _same(newsroom)
    with transaction(warehouse) as connection:
        assert recount(connection) > 0
    assert newsroom.rows("select * from ops.attention_stale_day") == []
    _same(newsroom)
    with transaction(warehouse) as connection:
        assert recount(connection) == 0


@pytest.mark.parametrize("change", CONFIGURED)
def test_what_is_known_of_publishers_changes_whose_articles_are_without_counting(
    newsroom: Newsroom, change: str
) -> None:
    before = newsroom.rows(_PUBLISHERS)
    newsroom.execute(CONFIGURED[change])
    assert newsroom.rows("select * from ops.attention_stale_day") == []
    assert newsroom.rows(_PUBLISHERS) != before
    _same(newsroom)


def test_a_change_that_commits_while_days_are_counted_is_not_lost(newsroom: Newsroom, warehouse: Settings) -> None:
    newsroom.override("summit", 1, False)
    with transaction(warehouse) as connection:
        recount(connection)
        newsroom.override("summit", 2, False)  # by a transaction of its own, which commits first
    _same(newsroom)
    with transaction(warehouse) as connection:
        recount(connection)
    _same(newsroom)


def test_two_count_one_after_the_other(newsroom: Newsroom, warehouse: Settings) -> None:
    newsroom.override("summit", 1, False)
    with transaction(warehouse) as first:
        assert recount(first) == 1
        with transaction(warehouse) as second:
            assert recount(second) == 0
    _same(newsroom)


def test_the_counts_are_read_where_they_hold(newsroom: Newsroom) -> None:
    """Told by a count that no row gives: an archive of years is not counted for each page."""
    newsroom.execute("update news.topic_count set matching = 99")
    newsroom.execute("update news.coverage_count set total = 990")
    query = "select matching, total from news.topic_attention_daily where matching > 0"
    assert set(newsroom.rows(query)) == {(99, 990)}


def test_the_front_page_shows_days_that_tell_something(newsroom: Newsroom, warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        days = telling(connection)
        assert days is not None
        assert (str(days.since), str(days.until)) == ("2025-03-27", "2025-04-23")
        connection.execute(text("set local mediawatch.today = '2025-05-10'"))
        assert telling(connection) is None  # the page shows them by itself
        connection.execute(text("delete from news.article_topic"))
        connection.execute(text("set local mediawatch.today = '2026-05-10'"))
        assert telling(connection) is None
