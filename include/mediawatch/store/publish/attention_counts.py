"""Counts of articles a day, brought up to date: news.coverage_count, news.topic_count and news.publisher_count.

Triggers enter the days of whatever changes into ops.attention_due; the views count these days anew until this has. A
change that commits meanwhile enters its day behind what is taken here, and is counted by the next.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_LOCK = 0x6D77_6174  # 'mwat': one that counts at a time


def recount(connection: Connection) -> int:
    """Count the days that are due; how many. Where another transaction counts just now, the days are left to the next,
    and views go on counting them themselves."""
    if not connection.execute(text("select pg_try_advisory_xact_lock(:key)"), {"key": _LOCK}).scalar():
        return 0
    zone: str = connection.execute(text("select news.reporting_time_zone()")).scalar_one()
    if connection.execute(text("select time_zone from ops.attention_zone")).scalar() != zone:
        connection.execute(text("delete from ops.attention_due"))
        connection.execute(text(_EVERY_DAY))
        for table in ("news.coverage_count", "news.topic_count", "news.publisher_count"):
            connection.execute(text(f"delete from {table}"))
        connection.execute(text("update ops.attention_zone set time_zone = :zone"), {"zone": zone})
    elif not connection.execute(text("select exists (select from ops.attention_due)")).scalar():
        return 0
    connection.execute(text("create temporary table due_now on commit drop as select * from ops.attention_due"))
    _join_by_index(connection, "off")
    for statement in (*_COUNT, "delete from ops.attention_due d using due_now n where d.change = n.change"):
        connection.execute(text(statement))
    _join_by_index(connection, "default")
    days: int = connection.execute(text("select count(distinct day) from due_now")).scalar_one()
    connection.execute(text("drop table due_now"))
    return days


def _join_by_index(connection: Connection, others: str) -> None:
    """Have the articles of days be found by the index, for the rest of the transaction or until `others` are allowed
    again: how few days are due Postgres cannot know from views, and so reads all articles for three of them."""
    for kind in ("hashjoin", "mergejoin", "seqscan"):
        connection.execute(text(f"set local enable_{kind} to {others}"))


_EVERY_DAY = """
insert into ops.attention_due (day)
select day::date from (select min(coverage_at) as first, max(coverage_at) as last from news.article) span
cross join lateral generate_series(
    (first at time zone 'UTC')::date::timestamp, (last at time zone 'UTC')::date::timestamp, interval '1 day'
) day
"""

# The views count the days that are due; these stay entered until what they give is written. A day that is entered
# between two statements may be there already: it stays entered, and what is written of it here is never read.
_COUNT = (
    "delete from news.coverage_count where day in (select day from ops.attention_stale_day)",
    "delete from news.topic_count where day in (select day from ops.attention_stale_day)",
    "delete from news.publisher_count where day in (select day from ops.attention_stale_day)",
    """
    insert into news.coverage_count (day, total, total_unique)
    select day, count(*), count(*) filter (where unique_text) from ops.attention_article group by day
    on conflict (day) do update set total = excluded.total, total_unique = excluded.total_unique
    """,
    """
    insert into news.topic_count (topic_id, day, matching, matching_about, matching_unique)
    select topic_id, day, count(*), count(*) filter (where grade = 'about'), count(*) filter (where unique_text)
    from ops.attention_topic group by topic_id, day
    on conflict (topic_id, day) do update set matching = excluded.matching, matching_about = excluded.matching_about,
        matching_unique = excluded.matching_unique
    """,
    """
    insert into news.publisher_count (day, publisher, source_id, host, total, total_unique)
    select day, publisher, source_id, host, count(*), count(*) filter (where unique_text)
    from ops.attention_article group by day, publisher, source_id, host
    """,
)
