"""Publishers, sources, and what the crawler knows of each address."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Texts, Time, col, table

publisher = table(
    "news",
    "publisher",
    "Publishers, and the names and domains that they go by",
    col("publisher_id", Text, "Short name, as in include/sources", primary_key=True, null=False),
    col("name", Text, "Name to show", null=False),
    col("aliases", Texts, "Other names that articles use", null=False, server_default=text("'{}'")),
    col("domains", Texts, "Registrable domains", null=False, server_default=text("'{}'")),
    col("country", Text, "ISO 3166 alpha-2"),
)

source = table(
    "news",
    "source",
    "Where articles come from: inboxes, feeds, sitemaps, sites",
    col("source_id", Text, "Short name, as in include/sources", primary_key=True, null=False),
    col(
        "publisher_id",
        Text,
        "Publisher of all that it delivers; null where it is left to the pages",
        ForeignKey("news.publisher.publisher_id"),
    ),
    col("kind", Text, "feed, sitemap, site or inbox; unknown where its file was never read", null=False),
    col("url", Text, "Address of the feed, sitemap or site"),
    col("language", Text, "Language that it publishes in"),
    col("country", Text, "ISO 3166 alpha-2"),
    col("collections", Texts, "Groups that analysts put it in", null=False, server_default=text("'{}'")),
    col("enabled", Boolean, "Whether the daily run collects it", null=False, server_default=text("true")),
    col("definition", JSONB, "Its whole entry", null=False, server_default=text("'{}'")),
    col("listings", Texts, "Normalised addresses of its listings", null=False, server_default=text("'{}'")),
    col("fault", Text, "What is wrong with its file, which is why it is not collected; null: nothing"),
    col("title", Text, "What its file calls it"),
    col("media_type", Text, "print_native, digital_native, broadcast, agency, blog or other; null: not said"),
    col("tier", SmallInteger, "1 for the most important, to 9; null: not said"),
    col("region", Text, "Where it is read, in words"),
)

url_state = table(
    "ops",
    "url_state",
    "What the fetcher knows of a URL",
    col("url", Text, "Normalised address", primary_key=True, null=False),
    col("canonical_url", Text, "Address that it leads to, by redirects"),
    col("etag", Text, "ETag of the last full response"),
    col("last_modified", Text, "Last-Modified of the last full response"),
    col("next_due", Time, "Not to be asked before"),
    col("failures", Integer, "Failures in a row", null=False, server_default=text("0")),
    col("last_status", Integer, "HTTP status of the last answer; null where the last request had none"),
    col("last_fetched_at", Time, "When it was last asked"),
    col("last_success_at", Time, "When it last answered with a page or a listing, or that nothing is new"),
    col("source_id", Text, "Source that named it last"),
    col("kind", Text, "page, feed, sitemap or site; nested: a sitemap that an index names"),
    col("waiting_since", Time, "Since when a page waits to be fetched; null: it was fetched or given up"),
    col("given_up_at", Time, "When a page was given up that could not be fetched"),
    col("last_outcome", Text, "What became of it last: page, listing or a reason of docs/sources.md"),
    col("changed_at", Time, "Newest time of change that a listing states"),
    col("fetched_change", Time, "changed_at as it was when it was last fetched: the change that is here"),
    col(
        "notes",
        Texts,
        "Of a listing: what people should know of it, a list of code: words",
        null=False,
        server_default=text("'{}'"),
    ),
)
Index("url_state_waiting_idx", url_state.c.source_id, postgresql_where=url_state.c.waiting_since.is_not(None))
Index("url_state_notes_idx", url_state.c.source_id, postgresql_where=text("notes <> '{}'"))
Index(
    "url_state_given_up_idx",
    url_state.c.source_id,
    url_state.c.given_up_at,
    postgresql_where=url_state.c.given_up_at.is_not(None),
)
Index(
    "url_state_page_idx",
    url_state.c.source_id,
    url_state.c.last_success_at,
    postgresql_where=url_state.c.kind == text("'page'"),
)
