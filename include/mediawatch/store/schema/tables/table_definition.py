"""How a table is written down: its metadata, and short forms for columns that say what they mean."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, ForeignKey, MetaData, Table, Text

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


def col(name: str, kind: Any, comment: str, *rest: Any, null: bool = True, **kw: Any) -> Column[Any]:
    """A column with what it means; it may be null unless `null` is false."""
    return Column(name, kind, *rest, comment=comment, nullable=null, **kw)


def table(schema: str, name: str, comment: str, *items: Any) -> Table:
    """A table of `metadata` with what its rows are; `items` are its columns and constraints."""
    return Table(name, metadata, *items, schema=schema, comment=comment)


def article_ref(comment: str, *, primary: bool = True) -> Column[Any]:
    """Column `article_id` of rows that are deleted with their article; `primary` puts it into the primary key."""
    return col(
        "article_id",
        BigInteger,
        comment,
        ForeignKey("news.article.article_id", ondelete="CASCADE"),
        primary_key=primary,
        null=False,
    )


def run_ref(comment: str) -> Column[Any]:
    """Column `run_id`, which may outlive the run itself: no foreign key."""
    return col("run_id", Text, comment, null=False)
