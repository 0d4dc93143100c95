"""The desk: feeds and digests that people asked for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Identity, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Time, col, table

digest = table(
    "ops",
    "digest",
    "The last digest of each audience that is sent any",
    col("audience", Text, "The audience, as its file in include/alerts is named", primary_key=True, null=False),
    col("until_article_id", BigInteger, "Number of the newest article that it looked at", null=False),
    col("made_at", Time, "When it was made", null=False),
)

digest_story = table(
    "ops",
    "digest_story",
    "Stories that an audience was told of: told again only where they grew",
    col("audience", Text, "The audience", primary_key=True, null=False),
    col("story_id", BigInteger, "The story", primary_key=True, autoincrement=False, null=False),
    col("articles", Integer, "How many articles it had then", null=False),
    col("told_at", Time, "When it was told last", null=False),
)

feed = table(
    "ops",
    "feed",
    "Feeds that somebody made: whoever knows the token may read one, until it is revoked",
    col("feed_id", BigInteger, "Number of the feed", Identity(), primary_key=True, null=False),
    col("token_sha256", Text, "Hash of the token in its address; the token itself is kept nowhere", null=False),
    col("title", Text, "Name to show", null=False),
    col("definition", JSONB, "What it holds: topic, story, query and filters", null=False),
    col("who", Text, "Who made it", null=False),
    col("made_at", Time, "When", null=False, server_default=text("now()")),
    col("revoked_at", Time, "Since when it is read no more; null: it is read"),
    UniqueConstraint("token_sha256"),
)
