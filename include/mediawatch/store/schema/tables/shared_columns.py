"""Columns that a table of schema news and its table of schema staging have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, BigInteger, Column, Date, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Texts, Time, col


def article_columns() -> list[Column[Any]]:
    """What clean found out about an article."""
    return [
        col("url", Text, "Normalised address on the web, where it has one"),
        col("canonical_url", Text, "Address that the page itself names as canonical"),
        col("headline", Text, "Headline; made from the first sentence where none was given", null=False),
        col(
            "headline_source",
            Text,
            "Where the headline comes from: json-ld, h1, title, first-sentence ...",
            null=False,
        ),
        col("article_body", Text, "The text as plain text, one line a paragraph, NFC", null=False),
        col("dateline", Text, "Place that the report was filed from, as printed"),
        col("author", Texts, "Persons who wrote it", null=False, server_default=text("'{}'")),
        col("author_source", Text, "Where the authors come from"),
        col("publisher", Text, "Name of the publisher, as the article or its source says"),
        col("publisher_source", Text, "Where the publisher's name comes from"),
        col("source_id", Text, "Configured source that delivered it, see news.source"),
        col("section", Text, "Section of the paper"),
        col("keywords", Texts, "Keywords that the publisher gave", null=False, server_default=text("'{}'")),
        col("date_published", Time, "When it was published, as far as it says; a bare date is midnight UTC"),
        col("date_published_source", Text, "Where date_published comes from"),
        col("published_on", Date, "Day of publication that the source states, in the source's own time zone"),
        col(
            "date_published_precision",
            Text,
            "How exactly the source states it: day (date_published is its midnight in UTC), minute or second",
        ),
        col("date_modified", Time, "When it was last changed, as far as it says"),
        col("in_language", Text, "Language of the body, BCP 47; und where it is not certain", null=False),
        col("language_source", Text, "Which detector decided", null=False),
        col("language_confidence", REAL, "0..1; of those at .9 and above, .95 or more are right", null=False),
        col("declared_language", Text, "Language that the document itself claims"),
        col(
            "word_count",
            Integer,
            "Words of the body, as Unicode parts them; scripts without spaces by word lists",
            null=False,
        ),
        col("search_words", Text, "Words of headline and body in scripts without spaces, parted, for column search"),
        col("content_sha256", Text, "Hash of headline and body: names the version", null=False),
        col("text_sha256", Text, "Hash of the normalised body: equal in exact duplicates", null=False),
        col("shingle_count", Integer, "Distinct shingles of the body", null=False, server_default=text("0")),
        col("extraction_method", Text, "How the body was got out of the document", null=False),
        col(
            "warnings",
            JSONB,
            "What clean found odd, a list of 'code: words'",
            null=False,
            server_default=text("'[]'"),
        ),
        col("observed_at", Time, "When this version was last seen in the world", null=False),
    ]


def raw_columns() -> list[Column[Any]]:
    """What is known of the bytes of a document."""
    return [
        col("uri", Text, "Where the bytes were found: a URL, or file://<inbox>/<path>[#item]", null=False),
        col("raw_sha256", Text, "sha256 of the document's own bytes", null=False),
        col("media_type", Text, "What kind of document it is", null=False),
        col("charset", Text, "Character set that the delivery declared"),
        col("byte_length", BigInteger, "Length of the document in bytes", null=False),
        col("storage_url", Text, "File in the raw store, relative to the lake", null=False),
        col(
            "byte_offset",
            BigInteger,
            "Where the document starts in that file (decompressed for .gz)",
            null=False,
        ),
        col("observed_at", Time, "HTTP or WARC date, else when it was first taken in", null=False),
        col("observed_at_source", Text, "http, warc or ingested", null=False),
        col("url", Text, "Address that the delivery names"),
        col("http_status", Integer, "Status of the response"),
        col("final_url", Text, "Address after redirects"),
        col("etag", Text, "ETag of the response"),
        col("last_modified", Text, "Last-Modified of the response"),
        col("source_id", Text, "Configured source that delivered it"),
        col("inbox", Text, "Inbox that it was found in; web for fetched pages", null=False),
    ]


def link_columns() -> list[Column[Any]]:
    """How an article repeats another."""
    return [
        col("kind", Text, "exact, copy, truncation, excerpt or form", null=False),
        col("containment", REAL, "Share of this article's shingles that stand in the original", null=False),
        col("containment_of_original", REAL, "Share of the original's shingles that stand here", null=False),
        col("shared_words", Integer, "Words that the two have in common, in shared passages", null=False),
    ]


def tag_columns() -> list[Column[Any]]:
    """A tag, but for its article and topic."""
    return [
        col("topic_version", Integer, "Version of the topic's definition that matched", null=False),
        col("grade", Text, "about: in the headline or the first 80 words; mentions: elsewhere", null=False),
        col("score", REAL, "0..1, how strongly the article matches", null=False),
        col(
            "filters",
            JSONB,
            "Site, language and date clauses that held",
            null=False,
            server_default=text("'{}'"),
        ),
    ]


def evidence_columns() -> list[Column[Any]]:
    """Words that a tag stands on, and where they are."""
    return [
        col("field", Text, "headline or article_body", null=False),
        col("start_char", Integer, "Offset of the first character, from 0", null=False),
        col("end_char", Integer, "Offset behind the last character", null=False),
        col("evidence_text", Text, "The words; substr(field, start_char+1, end_char-start_char)", null=False),
        col("clause", Text, "The part of the query that they satisfied", null=False),
    ]
