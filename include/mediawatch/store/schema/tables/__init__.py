"""The warehouse, as SQLAlchemy tables: the one place that names its columns and says what they mean.

Schemas: `news` is what analysts read, `ops` what operators read, `staging` what `load` writes and `publish` empties.
Alembic (migrations/) creates them; a test holds the two against each other.

Where a table is written down, each in the module of what it is for:

    source_tables     news.publisher, news.source, ops.url_state
    article_tables    news.raw_document, news.article, news.article_version, news.fingerprint, news.common_hash,
                      news.duplicate_link
    story_tables      news.story, news.story_article, news.story_merge, news.story_profile, news.story_signature,
                      news.round_up, news.round_up_term, news.story_related, news.story_mark, news.story_due,
                      news.story_fact_due,
                      news.story_link, news.term_frequency, ops.story_queue
    fact_tables       news.story_fact, news.story_fact_mention
    topic_tables      news.topic, news.topic_version, news.article_topic, news.topic_evidence, news.topic_override
    attention_tables  news.coverage_count, news.publisher_count, news.topic_count, ops.attention_due, ops.attention_zone
    ledger_tables     ops.run, ops.history, ops.document, ops.document_count, ops.quarantine
    quality_tables    ops.quality_run, ops.quality_result
    takedown_tables   ops.removal, ops.removed_document
    operation_tables  ops.notice, ops.notice_delivery, ops.disk_use
    desk_tables       ops.digest, ops.digest_story, ops.feed
    staging_tables    staging.raw_document, staging.article, staging.duplicate_link, staging.article_topic,
                      staging.topic_evidence

`table_definition` has what all are made with, `shared_columns` the columns that news and staging have in common.
"""

from __future__ import annotations

from mediawatch.store.schema.tables.article_tables import (
    article,
    article_version,
    common_hash,
    duplicate_link,
    fingerprint,
    raw_document,
)
from mediawatch.store.schema.tables.attention_tables import (
    attention_due,
    attention_zone,
    coverage_count,
    publisher_count,
    topic_count,
)
from mediawatch.store.schema.tables.desk_tables import digest, digest_story, feed
from mediawatch.store.schema.tables.fact_tables import story_fact, story_fact_mention
from mediawatch.store.schema.tables.ledger_tables import document, document_count, history, quarantine, run
from mediawatch.store.schema.tables.operation_tables import disk_use, notice, notice_delivery
from mediawatch.store.schema.tables.quality_tables import quality_result, quality_run
from mediawatch.store.schema.tables.source_tables import publisher, source, url_state
from mediawatch.store.schema.tables.staging_tables import (
    STAGING,
    staging_article,
    staging_article_topic,
    staging_duplicate_link,
    staging_raw_document,
    staging_topic_evidence,
)
from mediawatch.store.schema.tables.story_tables import (
    round_up,
    round_up_term,
    story,
    story_article,
    story_due,
    story_fact_due,
    story_link,
    story_mark,
    story_merge,
    story_profile,
    story_queue,
    story_related,
    story_signature,
    term_frequency,
)
from mediawatch.store.schema.tables.table_definition import SCHEMAS, metadata
from mediawatch.store.schema.tables.takedown_tables import removal, removed_document
from mediawatch.store.schema.tables.topic_tables import (
    article_topic,
    topic,
    topic_evidence,
    topic_override,
    topic_version,
)

__all__ = [
    "SCHEMAS",
    "STAGING",
    "article",
    "article_topic",
    "article_version",
    "attention_due",
    "attention_zone",
    "common_hash",
    "coverage_count",
    "digest",
    "digest_story",
    "disk_use",
    "document",
    "document_count",
    "duplicate_link",
    "feed",
    "fingerprint",
    "history",
    "metadata",
    "notice",
    "notice_delivery",
    "publisher",
    "publisher_count",
    "quality_result",
    "quality_run",
    "quarantine",
    "raw_document",
    "removal",
    "removed_document",
    "round_up",
    "round_up_term",
    "run",
    "source",
    "staging_article",
    "staging_article_topic",
    "staging_duplicate_link",
    "staging_raw_document",
    "staging_topic_evidence",
    "story",
    "story_article",
    "story_due",
    "story_fact",
    "story_fact_due",
    "story_fact_mention",
    "story_link",
    "story_mark",
    "story_merge",
    "story_profile",
    "story_queue",
    "story_related",
    "story_signature",
    "term_frequency",
    "topic",
    "topic_count",
    "topic_evidence",
    "topic_override",
    "topic_version",
    "url_state",
]
