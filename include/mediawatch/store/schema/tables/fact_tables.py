"""Facts: what the accounts of a story say of the same thing."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, Text

from mediawatch.store.schema.tables.table_definition import Texts, article_ref, col, table

story_fact = table(
    "news",
    "story_fact",
    "What accounts of a story say of the same thing: numbers and days, where they agree and where they differ",
    col("story_id", BigInteger, "The story", ForeignKey("news.story.story_id", ondelete="CASCADE"), null=False),
    col("fact_no", Integer, "1, 2, 3 ... within the story: differences first, then by number of accounts", null=False),
    col("kind", Text, "count, measure (a time of day and a result too), age, day or place", null=False),
    col("relation", Text, "agreed, differ, or series: a toll that only grows from day to day", null=False),
    col("about", Text, "The clause of the account that was first: what the values are said of", null=False),
    col("unit", Text, "What is measured or what became of people (dead, injured); null: the text or the value says it"),
    col(
        "account_values",
        Texts,
        "The values, that which was said first first: a number, a time of day (HH:MM), a result (3-1), a day "
        "(YYYY-MM-DD), or two with / between for what lies between them; .. leaves an end open",
        null=False,
    ),
    col("account_count", Integer, "Accounts that give a value: copies are none of their own", null=False),
    PrimaryKeyConstraint("story_id", "fact_no"),
)

story_fact_mention = table(
    "news",
    "story_fact_mention",
    "Where an account gives its value of a fact: the words, and their sentence",
    col("story_id", BigInteger, "The story", null=False),
    col("fact_no", Integer, "The fact", null=False),
    article_ref("The account", primary=False),
    col("value_no", Integer, "Place of its value in account_values, from 1", null=False),
    col("field", Text, "headline or article_body", null=False),
    col("start_char", Integer, "Offset of the value's first character, from 0", null=False),
    col("end_char", Integer, "Offset behind its last character", null=False),
    col("value_text", Text, "The words; substr(field, start_char+1, end_char-start_char)", null=False),
    col("sentence_start", Integer, "Offset of its sentence, from 0", null=False),
    col("sentence_end", Integer, "Offset behind its sentence", null=False),
    col("about_start", Integer, "Offset of the clause that it is said in, from 0", null=False),
    col("about_end", Integer, "Offset behind that clause", null=False),
    PrimaryKeyConstraint("story_id", "fact_no", "article_id", "field", "start_char"),
    ForeignKeyConstraint(
        ["story_id", "fact_no"], ["news.story_fact.story_id", "news.story_fact.fact_no"], ondelete="CASCADE"
    ),
)
Index("story_fact_mention_article_id_idx", story_fact_mention.c.article_id)
