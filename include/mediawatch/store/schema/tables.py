"""The warehouse, as SQLAlchemy tables: the one place that names its columns and says what they mean.

Schemas: `news` is what analysts read, `ops` what operators read, `staging` what `load` writes and `publish` empties.
Alembic (migrations/) creates them; a test holds the two against each other. In staging an article has no number yet,
so rows are keyed by run, uri and content_sha256 there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

SCHEMAS = ("news", "ops", "staging")

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    }
)

Time = DateTime(timezone=True)
Texts = ARRAY(Text)


def _col(name: str, kind: Any, comment: str, *rest: Any, null: bool = True, **kw: Any) -> Column[Any]:
    return Column(name, kind, *rest, comment=comment, nullable=null, **kw)


def _article_columns() -> list[Column[Any]]:
    """What clean found out about an article; the same in news and staging."""
    return [
        _col("url", Text, "Normalised address on the web, where it has one"),
        _col("canonical_url", Text, "Address that the page itself names as canonical"),
        _col("headline", Text, "Headline; made from the first sentence where none was given", null=False),
        _col(
            "headline_source",
            Text,
            "Where the headline comes from: json-ld, h1, title, first-sentence ...",
            null=False,
        ),
        _col("article_body", Text, "The text as plain text, one line a paragraph, NFC", null=False),
        _col("dateline", Text, "Place that the report was filed from, as printed"),
        _col("author", Texts, "Persons who wrote it", null=False, server_default=text("'{}'")),
        _col("author_source", Text, "Where the authors come from"),
        _col("publisher", Text, "Name of the publisher, as the article or its source says"),
        _col("publisher_source", Text, "Where the publisher's name comes from"),
        _col("source_id", Text, "Configured source that delivered it, see news.source"),
        _col("section", Text, "Section of the paper"),
        _col("keywords", Texts, "Keywords that the publisher gave", null=False, server_default=text("'{}'")),
        _col("date_published", Time, "When it was published, as far as it says; a bare date is midnight UTC"),
        _col("date_published_source", Text, "Where date_published comes from"),
        _col("published_on", Date, "Day of publication that the source states, in the source's own time zone"),
        _col(
            "date_published_precision",
            Text,
            "How exactly the source states it: day (date_published is its midnight in UTC), minute or second",
        ),
        _col("date_modified", Time, "When it was last changed, as far as it says"),
        _col("in_language", Text, "Language of the body, BCP 47; und where it is not certain", null=False),
        _col("language_source", Text, "Which detector decided", null=False),
        _col("language_confidence", REAL, "0..1; of those at .9 and above, .95 or more are right", null=False),
        _col("declared_language", Text, "Language that the document itself claims"),
        _col(
            "word_count",
            Integer,
            "Words of the body, as Unicode parts them; scripts without spaces by word lists",
            null=False,
        ),
        _col("search_words", Text, "Words of headline and body in scripts without spaces, parted, for column search"),
        _col("content_sha256", Text, "Hash of headline and body: names the version", null=False),
        _col("text_sha256", Text, "Hash of the normalised body: equal in exact duplicates", null=False),
        _col("shingle_count", Integer, "Distinct shingles of the body", null=False, server_default=text("0")),
        _col("extraction_method", Text, "How the body was got out of the document", null=False),
        _col(
            "warnings",
            JSONB,
            "What clean found odd, a list of 'code: words'",
            null=False,
            server_default=text("'[]'"),
        ),
        _col("observed_at", Time, "When this version was last seen in the world", null=False),
    ]


def _raw_columns() -> list[Column[Any]]:
    return [
        _col("uri", Text, "Where the bytes were found: a URL, or file://<inbox>/<path>[#item]", null=False),
        _col("raw_sha256", Text, "sha256 of the document's own bytes", null=False),
        _col("media_type", Text, "What kind of document it is", null=False),
        _col("charset", Text, "Character set that the delivery declared"),
        _col("byte_length", BigInteger, "Length of the document in bytes", null=False),
        _col("storage_url", Text, "File in the raw store, relative to the lake", null=False),
        _col(
            "byte_offset",
            BigInteger,
            "Where the document starts in that file (decompressed for .gz)",
            null=False,
        ),
        _col("observed_at", Time, "HTTP or WARC date, else when it was first taken in", null=False),
        _col("observed_at_source", Text, "http, warc or ingested", null=False),
        _col("url", Text, "Address that the delivery names"),
        _col("http_status", Integer, "Status of the response"),
        _col("final_url", Text, "Address after redirects"),
        _col("etag", Text, "ETag of the response"),
        _col("last_modified", Text, "Last-Modified of the response"),
        _col("source_id", Text, "Configured source that delivered it"),
        _col("inbox", Text, "Inbox that it was found in; web for fetched pages", null=False),
    ]


def _link_columns() -> list[Column[Any]]:
    return [
        _col("kind", Text, "exact, copy, truncation, excerpt or form", null=False),
        _col("containment", REAL, "Share of this article's shingles that stand in the original", null=False),
        _col("containment_of_original", REAL, "Share of the original's shingles that stand here", null=False),
        _col("shared_words", Integer, "Words that the two have in common, in shared passages", null=False),
    ]


def _tag_columns() -> list[Column[Any]]:
    return [
        _col("topic_version", Integer, "Version of the topic's definition that matched", null=False),
        _col("grade", Text, "about: in the headline or the first 80 words; mentions: elsewhere", null=False),
        _col("score", REAL, "0..1, how strongly the article matches", null=False),
        _col(
            "filters",
            JSONB,
            "Site, language and date clauses that held",
            null=False,
            server_default=text("'{}'"),
        ),
    ]


def _evidence_columns() -> list[Column[Any]]:
    return [
        _col("field", Text, "headline or article_body", null=False),
        _col("start_char", Integer, "Offset of the first character, from 0", null=False),
        _col("end_char", Integer, "Offset behind the last character", null=False),
        _col("evidence_text", Text, "The words; substr(field, start_char+1, end_char-start_char)", null=False),
        _col("clause", Text, "The part of the query that they satisfied", null=False),
    ]


def _table(schema: str, name: str, comment: str, *items: Any) -> Table:
    return Table(name, metadata, *items, schema=schema, comment=comment)


def _article_ref(comment: str, *, primary: bool = True) -> Column[Any]:
    return _col(
        "article_id",
        BigInteger,
        comment,
        ForeignKey("news.article.article_id", ondelete="CASCADE"),
        primary_key=primary,
        null=False,
    )


_run: Callable[[str], Column[Any]] = lambda comment: _col("run_id", Text, comment, null=False)  # noqa: E731

# ------------------------------------------------------------------ news
publisher = _table(
    "news",
    "publisher",
    "Publishers, and the names and domains that they go by",
    _col("publisher_id", Text, "Short name, as in include/sources", primary_key=True, null=False),
    _col("name", Text, "Name to show", null=False),
    _col("aliases", Texts, "Other names that articles use", null=False, server_default=text("'{}'")),
    _col("domains", Texts, "Registrable domains", null=False, server_default=text("'{}'")),
    _col("country", Text, "ISO 3166 alpha-2"),
)

source = _table(
    "news",
    "source",
    "Where articles come from: inboxes, feeds, sitemaps, sites",
    _col("source_id", Text, "Short name, as in include/sources", primary_key=True, null=False),
    _col(
        "publisher_id",
        Text,
        "Publisher of all that it delivers; null where it is left to the pages",
        ForeignKey("news.publisher.publisher_id"),
    ),
    _col("kind", Text, "feed, sitemap, site or inbox; unknown where its file was never read", null=False),
    _col("url", Text, "Address of the feed, sitemap or site"),
    _col("language", Text, "Language that it publishes in"),
    _col("country", Text, "ISO 3166 alpha-2"),
    _col("collections", Texts, "Groups that analysts put it in", null=False, server_default=text("'{}'")),
    _col("enabled", Boolean, "Whether the daily run collects it", null=False, server_default=text("true")),
    _col("definition", JSONB, "Its whole entry", null=False, server_default=text("'{}'")),
    _col("listings", Texts, "Normalised addresses of its listings", null=False, server_default=text("'{}'")),
    _col("fault", Text, "What is wrong with its file, which is why it is not collected; null: nothing"),
    _col("title", Text, "What its file calls it"),
    _col("media_type", Text, "print_native, digital_native, broadcast, agency, blog or other; null: not said"),
    _col("tier", SmallInteger, "1 for the most important, to 9; null: not said"),
    _col("region", Text, "Where it is read, in words"),
)

raw_document = _table(
    "news",
    "raw_document",
    "The bytes that articles came from",
    _col("raw_id", Text, "16 hex digits that name these bytes at this uri", primary_key=True, null=False),
    *_raw_columns(),
    _run("Run that first took it in"),
    _col("article_id", BigInteger, "The article that these bytes last became"),
    _col("erased_at", Time, "When maintenance deleted the bytes, by the policy of what is kept; null: they are kept"),
)
Index("raw_document_uri_idx", raw_document.c.uri, postgresql_using="hash")
Index("raw_document_article_id_idx", raw_document.c.article_id)
Index("raw_document_storage_url_idx", raw_document.c.storage_url, postgresql_using="hash")

article = _table(
    "news",
    "article",
    "One row for each article: its current version",
    _col("article_id", BigInteger, "Number of the article", Identity(), primary_key=True, null=False),
    _col("uri", Text, "Identity: normalised URL, else file://<inbox>/<path>[#item]", null=False, unique=True),
    *_article_columns(),
    _col(
        "coverage_at",
        Time,
        "Moment that the article counts for: date_published, else first_seen_at",
        Computed("coalesce(date_published, first_seen_at)", persisted=True),
    ),
    _col(
        "coverage_at_source",
        Text,
        "date_published or observed_at",
        Computed("case when date_published is null then 'observed_at' else 'date_published' end", persisted=True),
    ),
    _col("version", Integer, "How many versions of it are known", null=False, server_default=text("1")),
    _col("raw_id", Text, "The bytes of the current version", ForeignKey("news.raw_document.raw_id"), null=False),
    _col("first_seen_at", Time, "When its first version was seen in the world", null=False),
    _col("last_seen_at", Time, "Last time that it was delivered", null=False),
    _run("Run that wrote the current row"),
    _col("terms", TSVECTOR, "Tokens of the topic analyser: what retagging searches", null=False),
    _col(
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
# Articles whose address was made of a file's, `<uri>#<8 hex digits>`, by the address that it was made of.
Index(
    "article_made_of_idx",
    text("left(uri, length(uri) - 9)"),
    postgresql_where=text("uri ~ '^file://.*#[0-9a-f]{8}$'"),
    _table=article,
)

article_version = _table(
    "news",
    "article_version",
    "Every text that an article has had",
    _article_ref("The article"),
    _col("content_sha256", Text, "Names the version", primary_key=True, null=False),
    _col("headline", Text, "Headline of this version", null=False),
    _col("article_body", Text, "Text of this version", null=False),
    _col(
        "change_kind",
        Text,
        "first, correction, update, headline, trivial, cut or withdrawn, against the version before",
        null=False,
    ),
    _col("raw_id", Text, "Its bytes", ForeignKey("news.raw_document.raw_id"), null=False),
    _col("observed_at", Time, "When it was last seen in the world: the latest is current", null=False),
    _col("first_observed_at", Time, "When it was first seen", null=False),
    _run("Run that wrote it"),
    _col("compared_with", Text, "The version before it, which change_kind was judged against; null for the first"),
)

fingerprint = _table(
    "news",
    "fingerprint",
    "FracMinHash of the current text: finds articles that share passages. Its horizon is the whole history",
    _col("hash", BigInteger, "Hash of a 5-word shingle, one in 8 kept", null=False),
    _article_ref("The article", primary=False),
    _col(
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

common_hash = _table(
    "news",
    "common_hash",
    "Hashes that too many different texts hold to say anything (footers, forms): the stop list of news.fingerprint",
    _col("hash", BigInteger, "The hash", primary_key=True, autoincrement=False, null=False),
    _col("texts", Integer, "How many different texts held it when it was put here", null=False),
    _run("Run that put it here"),
)

duplicate_link = _table(
    "news",
    "duplicate_link",
    "Articles that repeat another: each points at the original, never in chains",
    _article_ref("The article that repeats"),
    _col(
        "duplicate_of",
        BigInteger,
        "The original",
        ForeignKey("news.article.article_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    *_link_columns(),
    _run("Run that found it"),
)
Index("duplicate_link_duplicate_of_idx", duplicate_link.c.duplicate_of)

story = _table(
    "news",
    "story",
    "One event, told by one or more articles",
    _col("story_id", BigInteger, "Number of the story", Identity(), primary_key=True, null=False),
    _col("headline", Text, "Headline of its most central article", null=False),
    _col("in_language", Text, "Language of its articles", null=False),
    _col("first_published", Time, "Earliest date of publication; where none is known, first seen", null=False),
    _col("last_published", Time, "Latest date of publication; where none is known, last first seen", null=False),
    _col("article_count", Integer, "Articles, repeats included", null=False),
    _col("publisher_count", Integer, "Different publishers", null=False),
    _col("run_id", Text, "Run whose clustering last looked at it; null where none has since that is noted"),
)
Index("story_run_id_idx", story.c.run_id)

story_article = _table(
    "news",
    "story_article",
    "Which story an article belongs to, and why",
    _article_ref("The article"),
    _col(
        "story_id",
        BigInteger,
        "Its story",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    _col("similarity", REAL, "0..1, average similarity to the story's articles when it joined", null=False),
    _col("shared_terms", Texts, "The terms that tied it to the story", null=False, server_default=text("'{}'")),
)
Index("story_article_story_id_idx", story_article.c.story_id)

story_merge = _table(
    "news",
    "story_merge",
    "Numbers that stories once had: an article that came later showed two to be one event",
    _col("story_id", BigInteger, "The story that is no more", primary_key=True, autoincrement=False, null=False),
    _col(
        "merged_into",
        BigInteger,
        "The story that has most of its articles, never one that is no more",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    _col("merged_at", Time, "Moment of the run that found it", null=False),
)
Index("story_merge_merged_into_idx", story_merge.c.merged_into)

story_profile = _table(
    "news",
    "story_profile",
    "What clustering compares: the terms of an article that represents its duplicate group",
    _article_ref("The article"),
    _col("profile", JSONB, "Term -> weighted count, before it is known how common the term is", null=False),
    _col("content_sha256", Text, "The version that it was made of", null=False),
    _col("marks", JSONB, "Mark that carries over into other languages -> count, as written; null: not read yet"),
    _col("statements", JSONB, "Values that its sentences state, and of what; null: not read yet"),
)

story_signature = _table(
    "news",
    "story_signature",
    "The most telling terms of the articles of story_profile: how clustering finds candidate stories",
    _col("language", Text, "Base language: stories stay within one", null=False),
    _col("term", Text, "The term", null=False),
    _col("moment", Time, "When the article was published, and once more when it was first seen", null=False),
    _article_ref("The article", primary=False),
    PrimaryKeyConstraint("language", "term", "moment", "article_id"),
)
Index("story_signature_article_id_idx", story_signature.c.article_id)

round_up = _table(
    "news",
    "round_up",
    "Articles that tell of several events: they stand in no story, news.story_related says which they tell of",
    _article_ref("The article"),
    _col("is_due", Boolean, "Whether it is to be compared with stories", null=False),
)
Index("round_up_is_due_idx", round_up.c.article_id, postgresql_where=round_up.c.is_due)

round_up_term = _table(
    "news",
    "round_up_term",
    "The most telling terms of the parts of round-ups: how those are found that tell of a story",
    _col("language", Text, "Base language: stories stay within one", null=False),
    _col("term", Text, "The term", null=False),
    _col("moment", Time, "When the article was published, and once more when it was first seen", null=False),
    _article_ref("The article", primary=False),
    PrimaryKeyConstraint("language", "term", "moment", "article_id"),
)
Index("round_up_term_article_id_idx", round_up_term.c.article_id)

story_related = _table(
    "news",
    "story_related",
    "Round-ups that tell of a story among others: they are no articles of it and count in none of its numbers",
    _col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    _article_ref("The round-up", primary=False),
    _col("similarity", REAL, "0..1, of the part that is most like the story's articles", null=False),
    _col("shared_terms", Texts, "The terms that made most of it", null=False),
    PrimaryKeyConstraint("story_id", "article_id"),
)
Index("story_related_article_id_idx", story_related.c.article_id)

story_mark = _table(
    "news",
    "story_mark",
    "The most telling marks of each story: how stories of one event in other languages are found",
    _col("mark", Text, "n: name, k: its consonants, # number, @ country, as cluster spells them", null=False),
    _col("moment", Time, "Beginning or end of the story's span", null=False),
    _col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    PrimaryKeyConstraint("mark", "moment", "story_id"),
)
Index("story_mark_story_id_idx", story_mark.c.story_id)

story_due = _table(
    "news",
    "story_due",
    "Stories that changed since they were last compared with those in other languages",
    _col(
        "story_id",
        BigInteger,
        "The story",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        null=False,
    ),
)

story_link = _table(
    "news",
    "story_link",
    "Stories of one event that are told in different languages",
    _col(
        "story_id",
        BigInteger,
        "One story, that with the lower number",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    _col(
        "other_story_id",
        BigInteger,
        "The other story",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    _col("kind", Text, "same_event", null=False),
    _col("similarity", REAL, "0..1, how alike their marks are", null=False),
    _col("shared", Texts, "Names, numbers and countries that both have, as each writes them", null=False),
    PrimaryKeyConstraint("story_id", "other_story_id"),
)
Index("story_link_other_story_id_idx", story_link.c.other_story_id)

story_fact = _table(
    "news",
    "story_fact",
    "What accounts of a story say of the same thing: numbers and days, where they agree and where they differ",
    _col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    _col("fact_no", Integer, "1, 2, 3 ... within the story: differences first, then by number of accounts", null=False),
    _col("kind", Text, "count, measure, age or day", null=False),
    _col("relation", Text, "agreed, differ, or series: a toll that only grows from day to day", null=False),
    _col("about", Text, "The clause of the account that was first: what the values are said of", null=False),
    _col("unit", Text, "What is measured or what became of people (dead, injured); null: the text names it"),
    _col(
        "account_values",
        Texts,
        "The values, that which was said first first: a number, a day (YYYY-MM-DD), or two with / between for what "
        "lies between them; .. leaves an end open",
        null=False,
    ),
    _col("account_count", Integer, "Accounts that give a value: copies are none of their own", null=False),
    PrimaryKeyConstraint("story_id", "fact_no"),
)

story_fact_mention = _table(
    "news",
    "story_fact_mention",
    "Where an account gives its value of a fact: the words, and their sentence",
    _col("story_id", BigInteger, "The story", null=False),
    _col("fact_no", Integer, "The fact", null=False),
    _article_ref("The account", primary=False),
    _col("value_no", Integer, "Place of its value in account_values, from 1", null=False),
    _col("field", Text, "headline or article_body", null=False),
    _col("start_char", Integer, "Offset of the value's first character, from 0", null=False),
    _col("end_char", Integer, "Offset behind its last character", null=False),
    _col("value_text", Text, "The words; substr(field, start_char+1, end_char-start_char)", null=False),
    _col("sentence_start", Integer, "Offset of its sentence, from 0", null=False),
    _col("sentence_end", Integer, "Offset behind its sentence", null=False),
    _col("about_start", Integer, "Offset of the clause that it is said in, from 0", null=False),
    _col("about_end", Integer, "Offset behind that clause", null=False),
    PrimaryKeyConstraint("story_id", "fact_no", "article_id", "field", "start_char"),
    ForeignKeyConstraint(
        ["story_id", "fact_no"], ["news.story_fact.story_id", "news.story_fact.fact_no"], ondelete="CASCADE"
    ),
)
Index("story_fact_mention_article_id_idx", story_fact_mention.c.article_id)

term_frequency = _table(
    "news",
    "term_frequency",
    "How many articles hold a term: the rolling window that weighs terms",
    _col("language", Text, "Base language", primary_key=True, null=False),
    _col("term", Text, "The term; empty for the number of articles", primary_key=True, null=False),
    _col("day", Date, "First of the ten days in which the articles were clustered", primary_key=True, null=False),
    _col("articles", Integer, "Articles that hold it", null=False),
)
Index("term_frequency_day_idx", term_frequency.c.day)

topic = _table(
    "news",
    "topic",
    "What is followed",
    _col("topic_id", Text, "Short name, the id of its file", primary_key=True, null=False),
    _col("label", Text, "Name to show", null=False),
    _col("mediatopics", Texts, "IPTC Media Topic codes", null=False, server_default=text("'{}'")),
    _col(
        "active", Boolean, "Whether the topics folder of the settings holds it", null=False, server_default=text("true")
    ),
    _col(
        "complete",
        Boolean,
        "Whether every published article was judged by its newest definition",
        null=False,
        server_default=text("true"),
    ),
)

topic_version = _table(
    "news",
    "topic_version",
    "Each definition that a topic has had",
    _col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    _col("version", Integer, "1, 2, 3 ...", primary_key=True, null=False),
    _col("definition", JSONB, "The topic file", null=False),
    _col("definition_sha256", Text, "Hash of what decides about tags", null=False),
    _col("valid_from", Time, "When a run first used it", null=False),
    _col(
        "read_at", Time, "When it was last read from its file by what used it", null=False, server_default=text("now()")
    ),
)

article_topic = _table(
    "news",
    "article_topic",
    "Tags: the topics that an article deals with",
    _article_ref("The article"),
    _col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    *_tag_columns(),
    _run("Run that tagged it"),
)
Index("article_topic_topic_id_idx", article_topic.c.topic_id)

topic_evidence = _table(
    "news",
    "topic_evidence",
    "Why a tag was given: the words, and where they stand",
    _article_ref("The article"),
    _col("topic_id", Text, "The topic", primary_key=True, null=False),
    _col("evidence_no", Integer, "1, 2, 3 ... within the tag", primary_key=True, null=False),
    *_evidence_columns(),
)

topic_override = _table(
    "news",
    "topic_override",
    "An analyst's word against (or for) a tag; it survives retagging",
    _article_ref("The article"),
    _col("topic_id", Text, "The topic", ForeignKey("news.topic.topic_id"), primary_key=True, null=False),
    _col("relevant", Boolean, "true: belongs to the topic; false: does not", null=False),
    _col("who", Text, "Who says so", null=False),
    _col("why", Text, "Why"),
    _col("decided_at", Time, "When", null=False, server_default=text("now()")),
)

coverage_count = _table(
    "news",
    "coverage_count",
    "How many articles count for each day: what the views of attention read, for days that ops.attention_due has not",
    _col("day", Date, "Day in the time zone of ops.attention_zone", primary_key=True, null=False),
    _col("total", Integer, "All articles of the day", null=False),
    _col("total_unique", Integer, "Of total, articles with a text of their own", null=False),
)

topic_count = _table(
    "news",
    "topic_count",
    "How many articles of each day belong to each topic, overrides applied; no row where none does",
    _col("topic_id", Text, "The topic", primary_key=True, null=False),
    _col("day", Date, "Day, as in news.coverage_count", primary_key=True, null=False),
    _col("matching", Integer, "Articles of the day that belong to the topic, of either grade", null=False),
    _col("matching_about", Integer, "Of matching, articles of grade about", null=False),
    _col("matching_unique", Integer, "Of matching, articles with a text of their own", null=False),
)
Index("topic_count_day_idx", topic_count.c.day)

# ------------------------------------------------------------------ ops
run = _table(
    "ops",
    "run",
    "Runs of the workflow",
    _col("run_id", Text, "Name of the run", primary_key=True, null=False),
    _col("dag_id", Text, "DAG, or cli", null=False),
    _col("attempt", Integer, "How often it was begun", null=False, server_default=text("1")),
    _col("started_at", Time, "When it was first begun", null=False),
    _col("finished_at", Time, "When it ended"),
    _col("state", Text, "running, published, nothing_new, mostly_quarantined or failed", null=False),
    _col("params", JSONB, "What was asked for", null=False),
    _col("as_of", Time, "The moment that plausibility of dates is judged from", null=False),
    _col("code_version", Text, "Version of the code and its lock", null=False),
    _col("report", JSONB, "Counts and findings"),
    _col("error", Text, "Why it failed"),
    _col("history_seen", BigInteger, "State of schema news that deduplicate judged by: ops.history.changes then"),
    _col("publication", BigInteger, "Publication number that this run became", unique=True),
    _col(
        "keeps_documents",
        Boolean,
        "Whether ops.document has its rows; old runs are counted in ops.document_count",
        null=False,
        server_default=text("true"),
    ),
)

Index("run_keeps_documents_idx", run.c.started_at, postgresql_where=run.c.keeps_documents)
Index("run_running_idx", run.c.started_at, postgresql_where=run.c.state == "running")

history = _table(
    "ops",
    "history",
    "One row: which state schema news is in, as far as runs judge by it (articles, versions, links, topics)",
    _col("single", Boolean, "true: there is no second row", primary_key=True, null=False, server_default=text("true")),
    _col("changes", BigInteger, "Moved by each transaction that changes them", null=False, server_default=text("0")),
)

attention_due = _table(
    "ops",
    "attention_due",
    "Days whose counts in news.coverage_count and news.topic_count hold no more: entered by triggers, taken by publish",
    _col("change", BigInteger, "Number of the entry", Identity(), primary_key=True, null=False),
    _col("day", Date, "Day in UTC of an article that changed: the days beside it may be meant too", null=False),
)

attention_zone = _table(
    "ops",
    "attention_zone",
    "One row: the time zone that the days of news.coverage_count are days of",
    _col("single", Boolean, "true: there is no second row", primary_key=True, null=False, server_default=text("true")),
    _col("time_zone", Text, "Time zone; where it is not that of the session, views count anew", null=False),
)

digest = _table(
    "ops",
    "digest",
    "The last digest of each audience that is sent any",
    _col("audience", Text, "The audience, as its file in include/alerts is named", primary_key=True, null=False),
    _col("until_article_id", BigInteger, "Number of the newest article that it looked at", null=False),
    _col("made_at", Time, "When it was made", null=False),
)

digest_story = _table(
    "ops",
    "digest_story",
    "Stories that an audience was told of: told again only where they grew",
    _col("audience", Text, "The audience", primary_key=True, null=False),
    _col("story_id", BigInteger, "The story", primary_key=True, autoincrement=False, null=False),
    _col("articles", Integer, "How many articles it had then", null=False),
    _col("told_at", Time, "When it was told last", null=False),
)

feed = _table(
    "ops",
    "feed",
    "Feeds that somebody made: whoever knows the token may read one, until it is revoked",
    _col("feed_id", BigInteger, "Number of the feed", Identity(), primary_key=True, null=False),
    _col("token_sha256", Text, "Hash of the token in its address; the token itself is kept nowhere", null=False),
    _col("title", Text, "Name to show", null=False),
    _col("definition", JSONB, "What it holds: topic, story, query and filters", null=False),
    _col("who", Text, "Who made it", null=False),
    _col("made_at", Time, "When", null=False, server_default=text("now()")),
    _col("revoked_at", Time, "Since when it is read no more; null: it is read"),
    UniqueConstraint("token_sha256"),
)

story_queue = _table(
    "ops",
    "story_queue",
    "Articles that cluster has to look at, entered by whatever published, changed or removed something of theirs",
    _article_ref("The article"),
    _col("coverage_at", Time, "The moment that it counts for: the earliest are taken first", null=False),
    _col("anew", Boolean, "Whether what a story was told of it holds no more", null=False),
    _col(
        "change",
        BigInteger,
        "Number of the entry: what is entered again while it is looked at stays here",
        null=False,
        server_default=text("nextval('ops.story_change')"),
    ),
)
Index("story_queue_coverage_at_idx", story_queue.c.coverage_at, story_queue.c.article_id)

document = _table(
    "ops",
    "document",
    "The ledger: what became of each document of each run",
    _col(
        "run_id",
        Text,
        "The run",
        ForeignKey("ops.run.run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    _col("document_id", Text, "Names these bytes at this uri", primary_key=True, null=False),
    _col("uri", Text, "Where it was found", null=False),
    _col("raw_sha256", Text, "Hash of its bytes; empty where they could not be read", null=False),
    _col("last_stage", Text, "How far it got", null=False),
    _col("outcome", Text, "pending, published, unchanged, merged, skipped or quarantined", null=False),
    _col("reasons", Texts, "Why it was set aside", null=False, server_default=text("'{}'")),
    _col("detail", Text, "The same in words"),
    _col("duplicate", Boolean, "Whether its article repeats another", null=False, server_default=text("false")),
    _col("article_id", BigInteger, "The article that it became"),
)
Index("document_uri_idx", document.c.uri, postgresql_using="hash")
Index("document_document_id_idx", document.c.document_id)
# What a run skips because it is known: store.ledger.retention asks for it in these words.
Index(
    "document_known_idx",
    document.c.run_id,
    postgresql_where=text("outcome = 'skipped' and reasons <@ array['already_published', 'already_quarantined']"),
)

document_count = _table(
    "ops",
    "document_count",
    "Documents of runs that have no row in ops.document any more: known ones of all runs but the last, and old ones",
    _col(
        "run_id",
        Text,
        "The run",
        ForeignKey("ops.run.run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    _col("last_stage", Text, "How far they got", primary_key=True, null=False),
    _col("outcome", Text, "What became of them, as in ops.document", primary_key=True, null=False),
    _col("reasons", Texts, "Why they were set aside", primary_key=True, null=False),
    _col("duplicate", Boolean, "Whether their articles repeat others", primary_key=True, null=False),
    _col("documents", BigInteger, "How many", null=False),
)

notice = _table(
    "ops",
    "notice",
    "What people were told, a row a message; include/alerts says who is told what",
    _col("notice_id", BigInteger, "Number of the message", Identity(), primary_key=True, null=False),
    _col("key", Text, "What makes it this message: it is posted once", null=False, unique=True),
    _col("audience", Text, "Who is told: name of a file in include/alerts", null=False),
    _col("kind", Text, "run_failed, source_silent, digest ...: docs/alerts.md", null=False),
    _col(
        "subject",
        Text,
        "What it is about: a DAG, a source, a topic, a folder; empty where the kind says it all",
        null=False,
    ),
    _col("severity", Text, "problem, recovery or information", null=False),
    _col("title", Text, "First line", null=False),
    _col("body", Text, "The message as plain text", null=False),
    _col("html", Text, "The message as mail shows it, where that is more than the text"),
    _col("posted_at", Time, "When it was entered", null=False),
    _col("closed_at", Time, "Of a problem: when it was over; null: it stands"),
)
Index("notice_audience_kind_subject_idx", notice.c.audience, notice.c.kind, notice.c.subject, notice.c.posted_at)

notice_delivery = _table(
    "ops",
    "notice_delivery",
    "What became of a message by each channel of its audience",
    _col(
        "notice_id",
        BigInteger,
        "The message",
        ForeignKey("ops.notice.notice_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    _col("channel", Text, "Name of the channel: MEDIAWATCH_CHANNELS has its address", primary_key=True, null=False),
    _col("state", Text, "waiting, sending, sent, failed or expired", null=False),
    _col("attempts", Integer, "How often it was tried", null=False, server_default=text("0")),
    _col("due_at", Time, "When it is to be sent, or tried again", null=False),
    _col("tried_at", Time, "When it was tried last"),
    _col("sent_at", Time, "When the channel took it"),
    _col("error", Text, "Why the channel did not take it, without its address"),
)
Index(
    "notice_delivery_due_idx",
    notice_delivery.c.due_at,
    postgresql_where=text("state in ('waiting', 'sending')"),
)

disk_use = _table(
    "ops",
    "disk_use",
    "How large is what lies outside of the database, each time that maintenance measured it",
    _col("what", Text, "shards, raw store, backups, logs", primary_key=True, null=False),
    _col("measured_at", Time, "When", primary_key=True, null=False),
    _col("files", BigInteger, "How many files", null=False),
    _col("bytes", BigInteger, "Their size", null=False),
)

quality_run = _table(
    "ops",
    "quality_run",
    "Each validation by a quality gate",
    _col("quality_run_id", BigInteger, "Number of the validation", Identity(), primary_key=True, null=False),
    _col("run_id", Text, "The run", ForeignKey("ops.run.run_id", ondelete="CASCADE"), null=False),
    _col("stage", Text, "The stage that was checked", null=False),
    _col("suite", Text, "Name of the suite", null=False),
    _col("success", Boolean, "Whether the run could go on", null=False),
    _col("max_failed_severity", Text, "critical, warning, info; null where all held"),
    _col("rows_in", BigInteger, "Rows that the stage took, counted in the lake", null=False),
    _col("rows_out", BigInteger, "Rows that passed the gate, counted in the lake", null=False),
    _col(
        "duplicates",
        BigInteger,
        "Of rows_out, those that repeat another article",
        null=False,
        server_default=text("0"),
    ),
    _col("checked_at", Time, "When", null=False, server_default=text("now()")),
    UniqueConstraint("run_id", "stage"),
)

quality_result = _table(
    "ops",
    "quality_result",
    "The outcome of each expectation",
    _col(
        "quality_run_id",
        BigInteger,
        "The validation",
        ForeignKey("ops.quality_run.quality_run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    _col("expectation", Text, "Key of the expectation, see docs/quality.md", primary_key=True, null=False),
    _col("kind", Text, "row: sets rows aside; batch: stops the run", null=False),
    _col("column_name", Text, "Column that it looks at"),
    _col("severity", Text, "critical, warning or info", null=False),
    _col("success", Boolean, "Whether it held", null=False),
    _col("unexpected_count", BigInteger, "Rows that broke it", null=False, server_default=text("0")),
    _col("observed", Text, "The figure that was seen"),
    _col("sample", JSONB, "Up to three of the values that broke it", null=False, server_default=text("'[]'")),
)

quarantine = _table(
    "ops",
    "quarantine",
    "Documents that were set aside: references, not payloads",
    _col("quarantine_id", BigInteger, "Number", Identity(), primary_key=True, null=False),
    _col("uri", Text, "Where the document was found", null=False),
    _col("raw_sha256", Text, "Hash of its bytes", null=False),
    _col("stage", Text, "Stage that set it aside", null=False),
    _col("code_version", Text, "Version of the code that did", null=False),
    _col("reasons", Texts, "Why, as codes", null=False),
    _col("error", Text, "Why, in words"),
    _col("document_id", Text, "Names these bytes at this uri", null=False),
    _col("raw", JSONB(none_as_null=True), "Where its bytes are kept; null where they are not"),
    _col("first_run_id", Text, "Run that first set it aside", null=False),
    _col("last_run_id", Text, "Run that last did", null=False),
    _col("occurrences", Integer, "Runs that did", null=False, server_default=text("1")),
    _col("state", Text, "open, replayed or discarded", null=False, server_default=text("'open'")),
    UniqueConstraint("uri", "raw_sha256", "stage", "code_version"),
)
Index("quarantine_document_id_idx", quarantine.c.document_id)
Index(
    "quarantine_open_reasons_idx",
    quarantine.c.reasons,
    postgresql_using="gin",
    postgresql_where=quarantine.c.state == "open",
)

url_state = _table(
    "ops",
    "url_state",
    "What the fetcher knows of a URL",
    _col("url", Text, "Normalised address", primary_key=True, null=False),
    _col("canonical_url", Text, "Address that it leads to, by redirects"),
    _col("etag", Text, "ETag of the last full response"),
    _col("last_modified", Text, "Last-Modified of the last full response"),
    _col("next_due", Time, "Not to be asked before"),
    _col("failures", Integer, "Failures in a row", null=False, server_default=text("0")),
    _col("last_status", Integer, "HTTP status of the last answer; null where the last request had none"),
    _col("last_fetched_at", Time, "When it was last asked"),
    _col("last_success_at", Time, "When it last answered with a page or a listing, or that nothing is new"),
    _col("source_id", Text, "Source that named it last"),
    _col("kind", Text, "page, feed, sitemap or site; nested: a sitemap that an index names"),
    _col("waiting_since", Time, "Since when a page waits to be fetched; null: it was fetched or given up"),
    _col("given_up_at", Time, "When a page was given up that could not be fetched"),
    _col("last_outcome", Text, "What became of it last: page, listing or a reason of docs/sources.md"),
    _col("changed_at", Time, "Newest time of change that a listing states"),
    _col("fetched_change", Time, "changed_at as it was when it was last fetched: the change that is here"),
    _col(
        "notes",
        Texts,
        "Of a listing: what people should know of it, a list of code: words",
        null=False,
        server_default=text("'{}'"),
    ),
)
Index("url_state_waiting_idx", url_state.c.source_id, postgresql_where=url_state.c.waiting_since.is_not(None))

removal = _table(
    "ops",
    "removal",
    "What a publisher or author had removed, and what is therefore not taken in again",
    _col("removal_id", BigInteger, "Number of the removal", Identity(), primary_key=True, null=False),
    _col("who", Text, "On whose word", null=False),
    _col("why", Text, "Why: the letter, the law, the ticket", null=False),
    _col("publisher", Text, "Publisher whose articles were meant, as it was asked; null where single ones were"),
    _col("names", Texts, "Names of that publisher, in lower case: what bears one is not taken in", null=False),
    _col("hosts", Texts, "Hosts: what comes from one, or from below it, is not taken in", null=False),
    _col("source_ids", Texts, "Sources: what they deliver is not taken in", null=False),
    _col("removed_at", Time, "When", null=False, server_default=text("now()")),
    _col("lifted_at", Time, "Since when it is taken in again; null: it is not"),
    _col("counts", JSONB, "How much was removed, by kind", null=False, server_default=text("'{}'")),
)

removed_document = _table(
    "ops",
    "removed_document",
    "What was removed: addresses and hashes, no text. The same address or the same bytes are not taken in again",
    _col(
        "removal_id",
        BigInteger,
        "The removal",
        ForeignKey("ops.removal.removal_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    _col("uri", Text, "Address of the article, or of a document that it came from", primary_key=True, null=False),
    _col("raw_sha256", Text, "Hash of the document's bytes; empty where none are known", primary_key=True, null=False),
    _col("article_id", BigInteger, "Number that the article had; null for a document that was in quarantine"),
)
Index("removed_document_uri_idx", removed_document.c.uri, postgresql_using="hash")
Index("removed_document_raw_sha256_idx", removed_document.c.raw_sha256)


# ------------------------------------------------------------------ staging
def _staging(name: str, comment: str, *items: Any, key: tuple[str, ...]) -> Table:
    return _table(
        "staging",
        name,
        comment,
        _run("The run that will publish it"),
        _col("shard", Integer, "Shard that it was loaded from", null=False),
        *items,
        PrimaryKeyConstraint("run_id", *key),
    )


def _staged_article() -> list[Column[Any]]:
    return [
        _col("uri", Text, "The article", null=False),
        _col("content_sha256", Text, "Its version", null=False),
    ]


staging_raw_document = _staging(
    "raw_document",
    "Raw documents of a run that is not published yet",
    _col("raw_id", Text, "Names these bytes at this uri", null=False),
    *_raw_columns(),
    key=("raw_id",),
)
staging_article = _staging(
    "article",
    "Articles of a run that is not published yet",
    _col("document_id", Text, "The document, which is also its raw_id", null=False),
    _col("uri", Text, "Identity of the article", null=False),
    *_article_columns(),
    _col("terms", Texts, "Tokens of the topic analyser", null=False),
    _col("fingerprint", ARRAY(BigInteger), "FracMinHash of the body", null=False),
    key=("uri", "content_sha256"),
)
staging_duplicate_link = _staging(
    "duplicate_link",
    "Links of a run that is not published yet",
    _col("uri", Text, "The article that repeats", null=False),
    _col("duplicate_of", Text, "The original's uri", null=False),
    *_link_columns(),
    key=("uri", "duplicate_of"),
)
staging_article_topic = _staging(
    "article_topic",
    "Tags of a run that is not published yet",
    *_staged_article(),
    _col("topic_id", Text, "The topic", null=False),
    *_tag_columns(),
    key=("uri", "content_sha256", "topic_id"),
)
staging_topic_evidence = _staging(
    "topic_evidence",
    "Evidence of a run that is not published yet",
    *_staged_article(),
    _col("topic_id", Text, "The topic", null=False),
    _col("evidence_no", Integer, "1, 2, 3 ... within the tag", null=False),
    *_evidence_columns(),
    key=("uri", "content_sha256", "topic_id", "evidence_no"),
)
STAGING = (
    staging_raw_document,
    staging_article,
    staging_duplicate_link,
    staging_article_topic,
    staging_topic_evidence,
)
