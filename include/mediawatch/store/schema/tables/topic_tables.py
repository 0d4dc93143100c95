"""Topics: their definitions, the tags that they gave, the evidence of each tag, and what analysts overrule."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.shared_columns import evidence_columns, tag_columns
from mediawatch.store.schema.tables.table_definition import Texts, Time, article_ref, col, run_ref, table

topic = table(
    "news",
    "topic",
    "What is followed",
    col("topic_id", Text, "Short name, the id of its file", primary_key=True, null=False),
    col("label", Text, "Name to show", null=False),
    col("mediatopics", Texts, "IPTC Media Topic codes", null=False, server_default=text("'{}'")),
    col(
        "active", Boolean, "Whether the topics folder of the settings holds it", null=False, server_default=text("true")
    ),
    col(
        "complete",
        Boolean,
        "Whether every published article was judged by its newest definition",
        null=False,
        server_default=text("true"),
    ),
)

topic_version = table(
    "news",
    "topic_version",
    "Each definition that a topic has had",
    col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    col("version", Integer, "1, 2, 3 ...", primary_key=True, null=False),
    col("definition", JSONB, "The topic file", null=False),
    col("definition_sha256", Text, "Hash of what decides about tags", null=False),
    col("valid_from", Time, "When a run first used it", null=False),
    col(
        "read_at", Time, "When it was last read from its file by what used it", null=False, server_default=text("now()")
    ),
)

article_topic = table(
    "news",
    "article_topic",
    "Tags: the topics that an article deals with",
    article_ref("The article"),
    col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    *tag_columns(),
    run_ref("Run that tagged it"),
)
Index(  # a topic's articles are read from it alone: their rows lie all over the table
    "article_topic_topic_idx",
    article_topic.c.topic_id,
    article_topic.c.article_id,
    postgresql_include=["grade", "score"],
)

topic_evidence = table(
    "news",
    "topic_evidence",
    "Why a tag was given: the words, and where they stand",
    article_ref("The article"),
    col("topic_id", Text, "The topic", primary_key=True, null=False),
    col("evidence_no", Integer, "1, 2, 3 ... within the tag", primary_key=True, null=False),
    *evidence_columns(),
)

topic_override = table(
    "news",
    "topic_override",
    "An analyst's word against (or for) a tag; it survives retagging",
    article_ref("The article"),
    col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    col("relevant", Boolean, "true: belongs to the topic; false: does not", null=False),
    col("who", Text, "Who says so", null=False),
    col("why", Text, "Why"),
    col("decided_at", Time, "When", null=False, server_default=text("now()")),
)
