"""Lists of articles: pages by key hold each article once, whatever is filtered, and as counts say; a topic's too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from mediawatch.desk import article_list, topic_desk
from mediawatch.desk.article_list import Filters, Key
from mediawatch.desk.day_range import DayRange
from mediawatch.desk.export import selection
from mediawatch.settings import Settings
from mediawatch.store.publish.attention_counts import recount
from mediawatch.store.server.connect import engine, transaction
from newsroom_rows import Newsroom
from sqlalchemy import text

DAYS = DayRange(date(2025, 3, 1), date(2025, 5, 31))
ARTICLES = 240
FILTERS = {
    "all": Filters(),
    "repeats": Filters(text="repeats"),
    "a topic": Filters(topic="summit"),
    "a rare topic": Filters(topic="rare"),
    "a topic's own texts": Filters(topic="summit", text="unique"),
    "a topic that nothing is on": Filters(topic="none"),
    "a publisher by name": Filters(publisher="Gulf Post"),
    "a publisher by its id": Filters(publisher="gulf"),
    "a publisher's repeats": Filters(publisher="Gulf Post", text="repeats"),
    "a host": Filters(publisher="rare.example"),
    "nobody": Filters(publisher="'; drop table news.article; --"),
    "a publisher in a language": Filters(publisher="Gulf Post", language="hi"),
    "a publisher on a topic": Filters(publisher="Gulf Post", topic="summit"),
    "a source": Filters(source="gulf"),
}


@pytest.fixture(scope="module")
def filled(shared_warehouse: Settings) -> Settings:
    """Articles at odd hours around midnight, some with bare days, of three publishers; two days not counted yet."""
    room = Newsroom(shared_warehouse)
    room.execute(
        "insert into news.publisher (publisher_id, name, aliases, domains) "
        "values ('gulf', 'Gulf Post', '{}', '{gulf.example}')"
    )
    room.execute("insert into news.source (source_id, publisher_id, kind, url) values ('gulf', 'gulf', 'feed', 'x')")
    for topic in ("summit", "rare", "none"):
        room.topic(topic)
    begin = datetime(2025, 3, 2, 22, 0, tzinfo=UTC)
    for number in range(1, ARTICLES + 1):
        at = begin + timedelta(hours=number * 7 % 2_000)
        row: dict[str, Any] = {"in_language": "hi" if number % 5 == 0 else "en"}
        if number % 4 == 0:
            at = at.replace(hour=0, minute=0)
            row |= {"date_published_precision": "day", "published_on": at.date()}
        if number % 3 == 0:
            row |= {"url": f"https://www.gulf.example/{number}"}
        elif number % 3 == 1:
            row |= {"source_id": "gulf"} if number % 2 else {"publisher": "gulf POST"}
        elif number % 47 == 0:
            row |= {"url": f"https://rare.example/{number}"}
        room.article(number, at, **row)
        if number % 6 == 0:
            room.tag("summit", number, score=0.1 + number % 7 / 10, grade="mentions" if number % 4 else "about")
        if number % 80 == 7:
            room.tag("rare", number)
        if number % 9 == 1 and number > 1:
            room.link(number, number - 1, "copy")
    room.override("summit", 12, False)
    room.override("summit", 13, True)
    with transaction(shared_warehouse) as connection:
        recount(connection)
    room.execute("update news.article set source_id = 'gulf' where article_id in (5, 6)")  # days that are due again
    return shared_warehouse


@pytest.fixture(scope="module", params=["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def zone(filled: Settings, request: pytest.FixtureRequest) -> Settings:
    with engine(filled).begin() as connection:
        name = connection.execute(text("select current_database()")).scalar_one()
        connection.exec_driver_sql(f"alter database {name} set mediawatch.time_zone = '{request.param}'")
    engine(filled).dispose()
    if request.param == "America/Los_Angeles":  # in the last one views count every day anew
        with transaction(filled) as connection:
            recount(connection)
    return filled


def _by_hand(filters: Filters) -> str:
    held = ["c.day between '2025-03-01' and '2025-05-31'"]
    if filters.topic:
        held.append(
            "exists (select from news.article_topic_effective e where e.article_id = c.article_id "
            f"and e.topic_id = '{filters.topic}')"
        )
    if filters.publisher:
        name = filters.publisher.replace("'", "''")
        held.append(f"'{name}' in (c.publisher, c.publisher_id)")
    if filters.language:
        held.append(f"c.in_language = '{filters.language}'")
    if filters.source:
        held.append(f"c.source_id = '{filters.source}'")
    if filters.text:
        held.append("c.unique_text" if filters.text == "unique" else "not c.unique_text")
    return f"from news.article_coverage c where {' and '.join(held)}"


@pytest.mark.parametrize("name", FILTERS)
def test_pages_and_counts_hold_what_the_views_say(zone: Settings, name: str) -> None:
    filters = FILTERS[name]
    with transaction(zone) as connection:
        asked = f"select c.article_id {_by_hand(filters)} order by c.coverage_at desc, c.article_id desc"
        expected = list(connection.execute(text(asked)).scalars())
        counted = f"select c.day, count(*) {_by_hand(filters)} group by 1 order by 1"
        by_day = [tuple(row) for row in connection.execute(text(counted))]
        found: list[int] = []
        after: Key | None = None
        while True:
            rows, after = article_list.page(connection, DAYS, filters, after, 7)
            found += [row["article_id"] for row in rows]
            if after is None:
                break
        assert found == expected
        assert [(row["day"], row["matching"]) for row in article_list.count(connection, DAYS, filters)] == by_day
    wanted = selection.Wanted(DAYS, filters, bodies=False)
    exported = selection.rows(lambda: transaction(zone), zone, wanted)
    assert [row["article_id"] for row in exported] == expected
    assert bool(expected) == (name not in ("a topic that nothing is on", "nobody"))


@pytest.mark.parametrize("order", ["newest", "weakest"])
def test_the_matches_of_a_topic_go_on_behind_a_key(filled: Settings, order: topic_desk.Order) -> None:
    by = {"newest": "a.coverage_at desc, a.article_id desc", "weakest": "t.score, a.article_id"}[order]
    query = (
        "select a.article_id from news.article_topic t join news.article a using (article_id) "
        f"where t.topic_id = 'summit' order by {by}"
    )
    with transaction(filled) as connection:
        expected = list(connection.execute(text(query)).scalars())
        found: list[int] = []
        after: tuple[float, int] | None = None
        while True:
            told = topic_desk.topic_page(connection, "summit", DAYS, order, after)
            assert told is not None
            found += [row["article_id"] for row in told["matches"]]
            if told["after"] is None:
                break
            value, _, number = told["after"].rpartition("-")
            after = (float(value), int(number))
    assert found == expected  # one that an analyst rejected is among them, one that only an analyst added is not
    assert 12 in found
    assert 13 not in found


def test_a_portion_is_looked_for_only_on_the_days_that_hold_it(filled: Settings) -> None:
    with transaction(filled) as connection:
        near = article_list.narrowed(connection, DAYS, Filters(publisher="Gulf Post"), None, 10)
        assert near is not None
        assert near.days <= 8
        rare = article_list.narrowed(connection, DAYS, Filters(topic="rare"), None, 10)
        assert rare is not None
        assert DAYS.since < rare.since
        assert rare.until < DAYS.until
        assert article_list.narrowed(connection, DAYS, Filters(topic="none"), None, 10) is None
        assert article_list.narrowed(connection, DAYS, replace(Filters(), source="gulf"), None, 10) == DAYS
