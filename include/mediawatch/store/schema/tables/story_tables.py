"""Stories: which articles tell of one event, what cluster compares to find that out, and links across languages."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Texts, Time, article_ref, col, table

story = table(
    "news",
    "story",
    "One event, told by one or more articles",
    col("story_id", BigInteger, "Number of the story", Identity(), primary_key=True, null=False),
    col("headline", Text, "Headline of its most central article", null=False),
    col("in_language", Text, "Language of its articles", null=False),
    col("first_published", Time, "Earliest date of publication; where none is known, first seen", null=False),
    col("last_published", Time, "Latest date of publication; where none is known, last first seen", null=False),
    col("article_count", Integer, "Articles, repeats included", null=False),
    col("publisher_count", Integer, "Different publishers", null=False),
    col("run_id", Text, "Run whose clustering last looked at it; null where none has since that is noted"),
)
Index("story_run_id_idx", story.c.run_id)

story_article = table(
    "news",
    "story_article",
    "Which story an article belongs to, and why",
    article_ref("The article"),
    col(
        "story_id",
        BigInteger,
        "Its story",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    col("similarity", REAL, "0..1, average similarity to the story's articles when it joined", null=False),
    col("shared_terms", Texts, "The terms that tied it to the story", null=False, server_default=text("'{}'")),
)
Index("story_article_story_id_idx", story_article.c.story_id)

story_merge = table(
    "news",
    "story_merge",
    "Numbers that stories once had: an article that came later showed two to be one event",
    col("story_id", BigInteger, "The story that is no more", primary_key=True, autoincrement=False, null=False),
    col(
        "merged_into",
        BigInteger,
        "The story that has most of its articles, never one that is no more",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    col("merged_at", Time, "Moment of the run that found it", null=False),
)
Index("story_merge_merged_into_idx", story_merge.c.merged_into)

story_profile = table(
    "news",
    "story_profile",
    "What clustering compares: the terms of an article that represents its duplicate group",
    article_ref("The article"),
    col("profile", JSONB, "Term -> weighted count, before it is known how common the term is", null=False),
    col("content_sha256", Text, "The version that it was made of", null=False),
    col("marks", JSONB, "Mark that carries over into other languages -> count, as written; null: not read yet"),
    col("statements", JSONB, "Values that its sentences state, and of what; null: not read yet"),
    col(
        "statements_version",
        Text,
        "Version of the code that read the statements; null: of one before it was kept, or not read",
    ),
    col(
        "names",
        Texts,
        "Countries and names that it tells, as its marks are spelt; null: put into its story before they were kept",
    ),
    col(
        "meaning",
        LargeBinary,
        "Vector of a sentence encoder for its first 300 characters, 512 half-precision floats; null: not asked for yet",
    ),
)

Index(
    "story_profile_statements_version_idx",
    func.coalesce(story_profile.c.statements_version, ""),
    postgresql_where=story_profile.c.statements.is_not(None),
)

story_signature = table(
    "news",
    "story_signature",
    "The most telling terms of the articles of story_profile: how clustering finds candidate stories",
    col("language", Text, "Base language: stories stay within one", null=False),
    col("term", Text, "The term", null=False),
    col("moment", Time, "When the article was published, and once more when it was first seen", null=False),
    article_ref("The article", primary=False),
    PrimaryKeyConstraint("language", "term", "moment", "article_id"),
)
Index("story_signature_article_id_idx", story_signature.c.article_id)

round_up = table(
    "news",
    "round_up",
    "Articles that tell of several events: they stand in no story, news.story_related says which they tell of",
    article_ref("The article"),
    col("is_due", Boolean, "Whether it is to be compared with stories", null=False),
)
Index("round_up_is_due_idx", round_up.c.article_id, postgresql_where=round_up.c.is_due)

round_up_term = table(
    "news",
    "round_up_term",
    "The most telling terms of the parts of round-ups: how those are found that tell of a story",
    col("language", Text, "Base language: stories stay within one", null=False),
    col("term", Text, "The term", null=False),
    col("moment", Time, "When the article was published, and once more when it was first seen", null=False),
    article_ref("The article", primary=False),
    PrimaryKeyConstraint("language", "term", "moment", "article_id"),
)
Index("round_up_term_article_id_idx", round_up_term.c.article_id)

story_related = table(
    "news",
    "story_related",
    "Round-ups that tell of a story among others: they are no articles of it and count in none of its numbers",
    col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    article_ref("The round-up", primary=False),
    col("similarity", REAL, "0..1, of the part that is most like the story's articles", null=False),
    col("shared_terms", Texts, "The terms that made most of it", null=False),
    PrimaryKeyConstraint("story_id", "article_id"),
)
Index("story_related_article_id_idx", story_related.c.article_id)

story_mark = table(
    "news",
    "story_mark",
    "The most telling marks of each story: how stories of one event in other languages are found",
    col("mark", Text, "n: name, k: its consonants, # number, @ country, as cluster spells them", null=False),
    col("moment", Time, "Beginning or end of the story's span", null=False),
    col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    PrimaryKeyConstraint("mark", "moment", "story_id"),
)
Index("story_mark_story_id_idx", story_mark.c.story_id)


def _queue(name: str, comment: str) -> Table:
    """Stories that wait for something."""
    story = ForeignKey("news.story.story_id", ondelete="CASCADE")
    number = col("story_id", BigInteger, "The story", story, primary_key=True, autoincrement=False, null=False)
    return table("news", name, comment, number)


story_due = _queue("story_due", "Stories that changed since they were last compared with those in other languages")
story_fact_due = _queue(
    "story_fact_due", "Stories that changed since their accounts were last compared with each other"
)

story_link = table(
    "news",
    "story_link",
    "Stories of one event that are told in different languages",
    col(
        "story_id",
        BigInteger,
        "One story, that with the lower number",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    col(
        "other_story_id",
        BigInteger,
        "The other story",
        ForeignKey("news.story.story_id", ondelete="CASCADE"),
        null=False,
    ),
    col("kind", Text, "same_event", null=False),
    col(
        "similarity",
        REAL,
        "0..1, how alike their marks are and, where their languages are known to the encoder, what they say",
        null=False,
    ),
    col("shared", Texts, "Names, numbers and countries that both have, as each writes them", null=False),
    PrimaryKeyConstraint("story_id", "other_story_id"),
)
Index("story_link_other_story_id_idx", story_link.c.other_story_id)

term_frequency = table(
    "news",
    "term_frequency",
    "How many articles hold a term: the rolling window that weighs terms",
    col("language", Text, "Base language", primary_key=True, null=False),
    col("term", Text, "The term; empty for the number of articles", primary_key=True, null=False),
    col("day", Date, "First of the ten days in which the articles were clustered", primary_key=True, null=False),
    col("articles", Integer, "Articles that hold it", null=False),
)
Index("term_frequency_day_idx", term_frequency.c.day)

story_queue = table(
    "ops",
    "story_queue",
    "Articles that cluster has to look at, entered by whatever published, changed or removed something of theirs",
    article_ref("The article"),
    col("coverage_at", Time, "The moment that it counts for: the earliest are taken first", null=False),
    col("anew", Boolean, "Whether what a story was told of it holds no more", null=False),
    col(
        "change",
        BigInteger,
        "Number of the entry: what is entered again while it is looked at stays here",
        null=False,
        server_default=text("nextval('ops.story_change')"),
    ),
)
Index("story_queue_coverage_at_idx", story_queue.c.coverage_at, story_queue.c.article_id)
