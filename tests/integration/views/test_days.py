"""The day that an article counts for: one that its source states is that day in every reporting time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from mediawatch.store.schema import tables

Set = Callable[[str, str], None]

ZONES = ("Pacific/Honolulu", "America/New_York", "UTC", "Asia/Kolkata", "Pacific/Kiritimati")
"""From ten hours west of Greenwich to fourteen east."""

DAY = date(2026, 3, 10)

COUNTED = {
    "news.article_coverage": "select distinct day from news.article_coverage where article_id <= 3",
    "news.topic_attention_daily": "select distinct day from news.topic_attention_daily where matching = 2",
    "news.share_of_voice": "select distinct day from news.share_of_voice where matching = 2",
    "news.share_of_voice_publisher": "select distinct day from news.share_of_voice_publisher where matching = 2",
    "news.share_of_voice_media_type": "select distinct day from news.share_of_voice_media_type where matching = 2",
    "news.share_of_voice_collection": "select distinct day from news.share_of_voice_collection where matching = 2",
    "news.topic_rising": "select distinct day from news.topic_rising where matching = 2 and total_unique = 2",
    "news.coverage_daily": "select distinct day from news.coverage_daily",
    "news.publisher_daily": "select distinct day from news.publisher_daily where total = 3",
    "news.topic_daily": "select distinct day from news.topic_daily where matching = 2",
}
"""Every view that counts by day, and a question that has one answer where all bare days are counted for theirs."""

OF_SUMMARIES = {
    *("ops.attention_stale_day", "ops.attention_article", "ops.attention_topic"),
    *("ops.publisher_counted", "ops.publisher_resolved"),
}
"""What the counts that are kept are made of: nobody asks these views but the ones above."""


@pytest.fixture
def stated(newsroom: Any) -> Any:
    """Three articles of a bare day, one of them a copy; two of the topic."""
    newsroom.topic("pier")
    newsroom.add(tables.source, source_id="courier", kind="feed", collections=["Harbour"])
    for number in (1, 2, 3):
        newsroom.article(
            number,
            "2026-03-10T00:00+00:00",
            published_on=DAY,
            date_published_precision="day",
            publisher="Courier",
            source_id="courier",
        )
    newsroom.link(2, 1, "copy")
    newsroom.tag("pier", 1, 2)
    return newsroom


def test_no_view_that_counts_by_day_is_forgotten(newsroom: Any) -> None:
    by_day = newsroom.rows(
        "select c.table_schema || '.' || c.table_name from information_schema.columns c "
        "join information_schema.views using (table_schema, table_name) "
        "where c.table_schema in ('news', 'ops') and c.column_name = 'day'"
    )
    assert {name for (name,) in by_day} - OF_SUMMARIES == set(COUNTED)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("view", COUNTED)
def test_a_bare_day_counts_as_that_day_in_every_zone(stated: Any, set_setting: Set, view: str, zone: str) -> None:
    set_setting("mediawatch.time_zone", zone)
    set_setting("mediawatch.today", str(DAY))
    assert stated.rows(COUNTED[view]) == [(DAY,)]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/New_York", date(2026, 3, 9)), ("UTC", date(2026, 3, 10)), ("Pacific/Kiritimati", date(2026, 3, 10))],
)
def test_a_time_of_day_counts_in_the_reporting_zone(newsroom: Any, set_setting: Set, zone: str, day: date) -> None:
    newsroom.article(1, "2026-03-10T02:30+00:00", published_on=DAY, date_published_precision="minute")
    set_setting("mediawatch.time_zone", zone)
    assert newsroom.rows("select day from news.article_coverage") == [(day,)]


@pytest.mark.parametrize("zone", ZONES)
def test_the_28_days_before_today_are_28_bare_days(newsroom: Any, set_setting: Set, zone: str) -> None:
    newsroom.topic("pier")
    for number, day in enumerate((date(2026, 2, 9), date(2026, 2, 10), date(2026, 3, 9), DAY, date(2026, 3, 11)), 1):
        newsroom.article(number, f"{day}T00:00+00:00", published_on=day, date_published_precision="day")
    newsroom.tag("pier", 1, 2, 3, 4, 5)
    set_setting("mediawatch.time_zone", zone)
    set_setting("mediawatch.today", str(DAY))
    assert newsroom.rows("select matching, matching_unique_28_days from news.topic_rising") == [(1, 2)]


def test_a_warehouse_of_before_knows_its_bare_days(newsroom: Any) -> None:
    newsroom.article(1, "2026-03-10T00:00+00:00")
    newsroom.article(2, "2026-03-10T09:15+00:00")
    newsroom.article(3)
    statements = [s for s in _migration().split(";\n\n") if "update news.article" in s]
    newsroom.execute(statements[0])
    assert newsroom.rows("select published_on, date_published_precision from news.article order by article_id") == [
        (DAY, "day"),
        (DAY, "minute"),
        (None, None),
    ]


def _migration() -> str:
    from pathlib import Path

    import mediawatch.store.schema.migrations.versions as versions

    (folder,) = versions.__path__
    return (Path(folder) / "v0003_published_on.sql").read_text(encoding="utf-8")
