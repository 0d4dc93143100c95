"""Attention: articles a day, counted ahead of the views that read them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Date, Identity, Index, Integer, Text, text

from mediawatch.store.schema.tables.table_definition import col, table

coverage_count = table(
    "news",
    "coverage_count",
    "How many articles count for each day: what the views of attention read, for days that ops.attention_due has not",
    col("day", Date, "Day in the time zone of ops.attention_zone", primary_key=True, null=False),
    col("total", Integer, "All articles of the day", null=False),
    col("total_unique", Integer, "Of total, articles with a text of their own", null=False),
)

topic_count = table(
    "news",
    "topic_count",
    "How many articles of each day belong to each topic, overrides applied; no row where none does",
    col("topic_id", Text, "The topic", primary_key=True, null=False),
    col("day", Date, "Day, as in news.coverage_count", primary_key=True, null=False),
    col("matching", Integer, "Articles of the day that belong to the topic, of either grade", null=False),
    col("matching_about", Integer, "Of matching, articles of grade about", null=False),
    col("matching_unique", Integer, "Of matching, articles with a text of their own", null=False),
)
Index("topic_count_day_idx", topic_count.c.day)

publisher_count = table(
    "news",
    "publisher_count",
    "How many articles of each day name a publisher, came from a source and stand on a host: news.publisher_daily says "
    "whose they are",
    col("count_no", BigInteger, "Number of the row", Identity(), primary_key=True, null=False),
    col("day", Date, "Day, as in news.coverage_count", null=False),
    col("publisher", Text, "Publisher as the articles name it"),
    col("source_id", Text, "Configured source that delivered them"),
    col("host", Text, "Host of their addresses, without www."),
    col("total", Integer, "All of them", null=False),
    col("total_unique", Integer, "Of total, articles with a text of their own", null=False),
)
Index("publisher_count_day_idx", publisher_count.c.day)

attention_due = table(
    "ops",
    "attention_due",
    "Days whose counts (news.coverage_count and its kin) hold no more: entered by triggers, taken by publish",
    col("change", BigInteger, "Number of the entry", Identity(), primary_key=True, null=False),
    col("day", Date, "Day in UTC of an article that changed: the days beside it may be meant too", null=False),
)

attention_zone = table(
    "ops",
    "attention_zone",
    "One row: the time zone that the days of news.coverage_count are days of",
    col("single", Boolean, "true: there is no second row", primary_key=True, null=False, server_default=text("true")),
    col("time_zone", Text, "Time zone; where it is not that of the session, views count anew", null=False),
)
