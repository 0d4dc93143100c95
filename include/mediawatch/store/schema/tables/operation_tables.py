"""Operation: what people were told of the state of things, and disk use."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, Text, text

from mediawatch.store.schema.tables.table_definition import Time, col, table

notice = table(
    "ops",
    "notice",
    "What people were told, a row a message; include/alerts says who is told what",
    col("notice_id", BigInteger, "Number of the message", Identity(), primary_key=True, null=False),
    col("key", Text, "What makes it this message: it is posted once", null=False, unique=True),
    col("audience", Text, "Who is told: name of a file in include/alerts", null=False),
    col("kind", Text, "run_failed, source_silent, digest ...: docs/alerts.md", null=False),
    col(
        "subject",
        Text,
        "What it is about: a DAG, a source, a topic, a folder; empty where the kind says it all",
        null=False,
    ),
    col("severity", Text, "problem, recovery or information", null=False),
    col("title", Text, "First line", null=False),
    col("body", Text, "The message as plain text", null=False),
    col("html", Text, "The message as mail shows it, where that is more than the text"),
    col("posted_at", Time, "When it was entered", null=False),
    col("closed_at", Time, "Of a problem: when it was over; null: it stands"),
)
Index("notice_audience_kind_subject_idx", notice.c.audience, notice.c.kind, notice.c.subject, notice.c.posted_at)

notice_delivery = table(
    "ops",
    "notice_delivery",
    "What became of a message by each channel of its audience",
    col(
        "notice_id",
        BigInteger,
        "The message",
        ForeignKey("ops.notice.notice_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    col("channel", Text, "Name of the channel: MEDIAWATCH_CHANNELS has its address", primary_key=True, null=False),
    col("state", Text, "waiting, sending, sent, failed or expired", null=False),
    col("attempts", Integer, "How often it was tried", null=False, server_default=text("0")),
    col("due_at", Time, "When it is to be sent, or tried again", null=False),
    col("tried_at", Time, "When it was tried last"),
    col("sent_at", Time, "When the channel took it"),
    col("error", Text, "Why the channel did not take it, without its address"),
)
Index(
    "notice_delivery_due_idx",
    notice_delivery.c.due_at,
    postgresql_where=text("state in ('waiting', 'sending')"),
)

disk_use = table(
    "ops",
    "disk_use",
    "How large is what lies outside of the database, each time that maintenance measured it",
    col("what", Text, "shards, raw store, backups, logs", primary_key=True, null=False),
    col("measured_at", Time, "When", primary_key=True, null=False),
    col("files", BigInteger, "How many files", null=False),
    col("bytes", BigInteger, "Their size", null=False),
)
