"""Takedowns: what was removed on request, and is not taken in again."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Texts, Time, col, table

removal = table(
    "ops",
    "removal",
    "What a publisher or author had removed, and what is therefore not taken in again",
    col("removal_id", BigInteger, "Number of the removal", Identity(), primary_key=True, null=False),
    col("who", Text, "On whose word", null=False),
    col("why", Text, "Why: the letter, the law, the ticket", null=False),
    col("publisher", Text, "Publisher whose articles were meant, as it was asked; null where single ones were"),
    col("names", Texts, "Names of that publisher, in lower case: what bears one is not taken in", null=False),
    col("hosts", Texts, "Hosts: what comes from one, or from below it, is not taken in", null=False),
    col("source_ids", Texts, "Sources: what they deliver is not taken in", null=False),
    col("removed_at", Time, "When", null=False, server_default=text("now()")),
    col("lifted_at", Time, "Since when it is taken in again; null: it is not"),
    col("counts", JSONB, "How much was removed, by kind", null=False, server_default=text("'{}'")),
)

removed_document = table(
    "ops",
    "removed_document",
    "What was removed: addresses and hashes, no text. The same address or the same bytes are not taken in again",
    col(
        "removal_id",
        BigInteger,
        "The removal",
        ForeignKey("ops.removal.removal_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    col("uri", Text, "Address of the article, or of a document that it came from", primary_key=True, null=False),
    col("raw_sha256", Text, "Hash of the document's bytes; empty where none are known", primary_key=True, null=False),
    col("article_id", BigInteger, "Number that the article had; null for a document that was in quarantine"),
)
Index("removed_document_uri_idx", removed_document.c.uri, postgresql_using="hash")
Index("removed_document_raw_sha256_idx", removed_document.c.raw_sha256)
