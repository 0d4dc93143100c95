"""Stories, and how texts travel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from mediawatch.store.schema import tables


def test_a_story_with_its_texts_topics_and_terms(newsroom: Any) -> None:
    first, last = datetime(2025, 4, 22, 8, tzinfo=UTC), datetime(2025, 4, 23, 20, tzinfo=UTC)
    named = {"headline": "Attack in Pahalgam", "in_language": "en"}
    dates = {"first_published": first, "last_published": last}
    newsroom.add(tables.story, story_id=1, **named, **dates, article_count=4, publisher_count=3)
    newsroom.add(tables.story, story_id=2, **named, **dates, article_count=0, publisher_count=0)
    newsroom.article(1, "2025-04-23T20:00Z")
    newsroom.article(2, "2025-04-22T08:00Z")
    newsroom.article(3, "2025-04-22T08:00Z")
    newsroom.article(4, "2025-04-22T09:00Z")
    for number, terms in {1: ["attack", "kashmir"], 2: ["attack"], 3: ["baisaran", "attack"], 4: ["kashmir"]}.items():
        newsroom.add(tables.story_article, article_id=number, story_id=1, similarity=0.5, shared_terms=terms)
    newsroom.link(4, 2, "truncation")
    newsroom.link(1, 2, "excerpt")
    for topic in ("pahalgam", "water", "summit", "chess"):
        newsroom.topic(topic)
    newsroom.tag("pahalgam", 1, 2, 4)
    newsroom.tag("summit", 1, 2)
    newsroom.tag("chess", 1)
    newsroom.override("chess", 1, False)
    newsroom.override("water", 3, True)
    newsroom.override("summit", 2, True)
    query = (
        "select story_id, duration, article_count, publisher_count, unique_texts, first_article_id, topics, terms "
        "from news.story_overview order by story_id"
    )
    span = timedelta(days=1, hours=12)
    assert newsroom.rows(query) == [
        (1, span, 4, 3, 3, 2, ["pahalgam", "summit", "water"], ["attack", "kashmir", "baisaran"]),
        (2, span, 0, 0, 0, None, [], []),
    ]


def test_who_copied_a_text_and_how_soon(newsroom: Any) -> None:
    newsroom.article(1, "2025-04-22T08:00Z", publisher="Agency", headline="Attack", url="https://agency.org/1")
    newsroom.article(2, "2025-04-22T09:00Z", publisher="Daily")
    newsroom.article(3, "2025-04-22T11:00Z", publisher="Daily")
    newsroom.article(4, "2025-04-22T20:00Z", publisher="Courier")
    newsroom.article(5, None, publisher="Blog")  # does not say when: counts as a copy, not for the times
    newsroom.article(6, "2025-04-22T08:30Z", publisher="Herald")
    newsroom.article(7, "2025-04-22T08:00Z")
    newsroom.article(8, "2025-04-22T10:00Z")
    for number, kind in {2: "exact", 3: "copy", 4: "truncation", 5: "copy", 6: "excerpt"}.items():
        newsroom.link(number, 1, kind)
    newsroom.link(8, 7, "excerpt")
    query = (
        "select original_id, headline, publisher, url, copies, exact, edited, truncated, excerpts, publisher_count, "
        "publishers, first_copy_at, last_copy_at, time_to_first_copy, median_time_to_copy "
        "from news.syndication order by original_id"
    )
    moment = lambda hour: datetime(2025, 4, 22, hour, tzinfo=UTC)  # noqa: E731
    assert newsroom.rows(query) == [
        (
            1, "Attack", "Agency", "https://agency.org/1", 4, 1, 2, 1, 1, 3, ["Blog", "Courier", "Daily"],
            moment(9), moment(20), timedelta(hours=1), timedelta(hours=3),
        ),
        (7, "Headline 7", None, None, 0, 0, 0, 0, 1, 0, [], None, None, None, None),
    ]  # fmt: skip


def test_a_value_that_a_later_text_of_the_same_publisher_changed(newsroom: Any) -> None:
    at = datetime(2025, 4, 22, 8, tzinfo=UTC)
    newsroom.add(
        tables.story, story_id=1, headline="Slide", in_language="en", first_published=at, last_published=at,
        article_count=3, publisher_count=2,
    )  # fmt: skip
    for number, (hour, publisher, toll) in enumerate(((8, "Daily", 26), (9, "Herald", 26), (11, "Daily", 28)), 1):
        body = f"The slide killed {toll} people."
        newsroom.article(number, f"2025-04-22T{hour:02}:00Z", publisher=publisher, article_body=body)
        newsroom.add(tables.story_article, article_id=number, story_id=1, similarity=1)
    newsroom.add(
        tables.story_fact, story_id=1, fact_no=1, kind="count", relation="differ", about="x", unit="dead",
        account_values=["26", "28"], account_count=3,
    )  # fmt: skip
    for number, value_no in ((1, 1), (2, 1), (3, 2)):
        newsroom.add(
            tables.story_fact_mention, story_id=1, fact_no=1, article_id=number, field="article_body", start_char=17,
            end_char=19, sentence_start=0, sentence_end=27, about_start=0, about_end=27, value_no=value_no,
            value_text="26" if value_no == 1 else "28",
        )  # fmt: skip
    query = "select article_id, value_no, said_it_first, changed_to_value_no from news.story_fact_account order by 1"
    assert newsroom.rows(query) == [(1, 1, True, 2), (2, 1, False, None), (3, 2, True, None)]
