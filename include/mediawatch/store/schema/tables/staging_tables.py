"""Staging: the rows of a run that is not published yet; `load` writes them and `publish` empties them.

An article has no number yet, so that rows are keyed by run, uri and content_sha256.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, Integer, PrimaryKeyConstraint, Table, Text

from mediawatch.store.schema.tables.shared_columns import (
    article_columns,
    evidence_columns,
    link_columns,
    raw_columns,
    tag_columns,
)
from mediawatch.store.schema.tables.table_definition import Texts, col, run_ref, table


def _staging(name: str, comment: str, *items: Any, key: tuple[str, ...]) -> Table:
    return table(
        "staging",
        name,
        comment,
        run_ref("The run that will publish it"),
        col("shard", Integer, "Shard that it was loaded from", null=False),
        *items,
        PrimaryKeyConstraint("run_id", *key),
    )


def _staged_article() -> list[Column[Any]]:
    return [
        col("uri", Text, "The article", null=False),
        col("content_sha256", Text, "Its version", null=False),
    ]


staging_raw_document = _staging(
    "raw_document",
    "Raw documents of a run that is not published yet",
    col("raw_id", Text, "Names these bytes at this uri", null=False),
    *raw_columns(),
    key=("raw_id",),
)

staging_article = _staging(
    "article",
    "Articles of a run that is not published yet",
    col("document_id", Text, "The document, which is also its raw_id", null=False),
    col("uri", Text, "Identity of the article", null=False),
    *article_columns(),
    col("terms", Texts, "Tokens of the topic analyser", null=False),
    col("fingerprint", ARRAY(BigInteger), "FracMinHash of the body", null=False),
    key=("uri", "content_sha256"),
)

staging_duplicate_link = _staging(
    "duplicate_link",
    "Links of a run that is not published yet",
    col("uri", Text, "The article that repeats", null=False),
    col("duplicate_of", Text, "The original's uri", null=False),
    *link_columns(),
    key=("uri", "duplicate_of"),
)

staging_article_topic = _staging(
    "article_topic",
    "Tags of a run that is not published yet",
    *_staged_article(),
    col("topic_id", Text, "The topic", null=False),
    *tag_columns(),
    key=("uri", "content_sha256", "topic_id"),
)

staging_topic_evidence = _staging(
    "topic_evidence",
    "Evidence of a run that is not published yet",
    *_staged_article(),
    col("topic_id", Text, "The topic", null=False),
    col("evidence_no", Integer, "1, 2, 3 ... within the tag", null=False),
    *evidence_columns(),
    key=("uri", "content_sha256", "topic_id", "evidence_no"),
)

STAGING = (
    staging_raw_document,
    staging_article,
    staging_duplicate_link,
    staging_article_topic,
    staging_topic_evidence,
)
