"""Articles: their bytes, texts, versions, fingerprints, and the links between near-duplicates."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from mediawatch.store.schema.tables.shared_columns import article_columns, link_columns, raw_columns
from mediawatch.store.schema.tables.table_definition import Time, article_ref, col, run_ref, table

raw_document = table(
    "news",
    "raw_document",
    "The bytes that articles came from",
    col("raw_id", Text, "16 hex digits that name these bytes at this uri", primary_key=True, null=False),
    *raw_columns(),
    run_ref("Run that first took it in"),
    col("article_id", BigInteger, "The article that these bytes last became"),
    col("erased_at", Time, "When maintenance deleted the bytes, by the policy of what is kept; null: they are kept"),
)
Index("raw_document_uri_idx", raw_document.c.uri, postgresql_using="hash")
Index("raw_document_article_id_idx", raw_document.c.article_id)
Index("raw_document_storage_url_idx", raw_document.c.storage_url, postgresql_using="hash")

article = table(
    "news",
    "article",
    "One row for each article: its current version",
    col("article_id", BigInteger, "Number of the article", Identity(), primary_key=True, null=False),
    col("uri", Text, "Identity: normalised URL, else file://<inbox>/<path>[#item]", null=False, unique=True),
    *article_columns(),
    col(
        "coverage_at",
        Time,
        "Moment that the article counts for: date_published, else first_seen_at",
        Computed("coalesce(date_published, first_seen_at)", persisted=True),
    ),
    col(
        "coverage_at_source",
        Text,
        "date_published or observed_at",
        Computed("case when date_published is null then 'observed_at' else 'date_published' end", persisted=True),
    ),
    col("version", Integer, "How many versions of it are known", null=False, server_default=text("1")),
    col("raw_id", Text, "The bytes of the current version", ForeignKey("news.raw_document.raw_id"), null=False),
    col("first_seen_at", Time, "When its first version was seen in the world", null=False),
    col("last_seen_at", Time, "Last time that it was delivered", null=False),
    run_ref("Run that wrote the current row"),
    col("terms", TSVECTOR, "Tokens of the topic analyser: what retagging searches", null=False),
    col(
        "search",
        TSVECTOR,
        "For full-text search by people: websearch_to_tsquery; scripts without spaces by word",
        Computed(
            "setweight(to_tsvector(news.text_search_config(in_language), left(headline, 10000)), 'A') || "
            "setweight(to_tsvector(news.text_search_config(in_language), "
            "left(article_body, case when search_words is null then 200000 else 60000 end)), 'B') || "
            "setweight(to_tsvector('pg_catalog.simple'::regconfig, left(coalesce(search_words, ''), 150000)), 'B')",
            persisted=True,
        ),
    ),
)
Index("article_terms_idx", article.c.terms, postgresql_using="gin")
Index("article_search_idx", article.c.search, postgresql_using="gin")
Index("article_coverage_at_idx", article.c.coverage_at, article.c.article_id)  # pages begin behind such a key
Index("article_text_sha256_idx", article.c.text_sha256)
Index("article_raw_id_idx", article.c.raw_id)
Index("article_source_idx", article.c.source_id, article.c.first_seen_at)
Index(
    "article_warned_idx",
    article.c.source_id,
    article.c.first_seen_at,
    postgresql_where=text("warnings <> '[]'"),
)
# Articles whose address was made of a file's, `<uri>#<8 hex digits>`, by the address that it was made of.
Index(
    "article_made_of_idx",
    text("left(uri, length(uri) - 9)"),
    postgresql_where=text("uri ~ '^file://.*#[0-9a-f]{8}$'"),
    _table=article,
)

article_version = table(
    "news",
    "article_version",
    "Every text that an article has had",
    article_ref("The article"),
    col("content_sha256", Text, "Names the version", primary_key=True, null=False),
    col("headline", Text, "Headline of this version", null=False),
    col("article_body", Text, "Text of this version", null=False),
    col(
        "change_kind",
        Text,
        "first, correction, update, headline, trivial, cut or withdrawn, against the version before",
        null=False,
    ),
    col("raw_id", Text, "Its bytes", ForeignKey("news.raw_document.raw_id"), null=False),
    col("observed_at", Time, "When it was last seen in the world: the latest is current", null=False),
    col("first_observed_at", Time, "When it was first seen", null=False),
    run_ref("Run that wrote it"),
    col("compared_with", Text, "The version before it, which change_kind was judged against; null for the first"),
)

fingerprint = table(
    "news",
    "fingerprint",
    "FracMinHash of the current text: finds articles that share passages. Its horizon is the whole history",
    col("hash", BigInteger, "Hash of a 5-word shingle, one in 8 kept", null=False),
    article_ref("The article", primary=False),
    col(
        "leads",
        Boolean,
        "Whether the article is the original of copies: those are found by common hashes too",
        null=False,
        server_default=text("false"),
    ),
    PrimaryKeyConstraint("hash", "article_id"),
)
Index("fingerprint_article_id_idx", fingerprint.c.article_id)
Index("fingerprint_leads_idx", fingerprint.c.hash, postgresql_where=fingerprint.c.leads)

common_hash = table(
    "news",
    "common_hash",
    "Hashes that too many different texts hold to say anything (footers, forms): the stop list of news.fingerprint",
    col("hash", BigInteger, "The hash", primary_key=True, autoincrement=False, null=False),
    col("texts", Integer, "How many different texts held it when it was put here", null=False),
    run_ref("Run that put it here"),
)

duplicate_link = table(
    "news",
    "duplicate_link",
    "Articles that repeat another: each points at the original, never in chains",
    article_ref("The article that repeats"),
    col(
        "duplicate_of",
        BigInteger,
        "The original",
        ForeignKey("news.article.article_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    *link_columns(),
    run_ref("Run that found it"),
)
Index("duplicate_link_duplicate_of_idx", duplicate_link.c.duplicate_of)
