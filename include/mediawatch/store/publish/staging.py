"""Write a run's shards to schema staging, where nobody reads them but the gate and publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from mediawatch.model import Article, DuplicateLink, RawDocument, Tag
from mediawatch.store.schema.tables import (
    STAGING,
    staging_article,
    staging_article_topic,
    staging_duplicate_link,
    staging_raw_document,
    staging_topic_evidence,
)
from mediawatch.store.server.send_rows import copy_rows, execute_rows

LINKS_SHARD = -1  # links belong to the run as a whole, not to one of its shards
_KEY = ("run_id", "shard")
_ARTICLE_COLUMNS = tuple(c.name for c in staging_article.columns if c.name not in (*_KEY, "terms"))
_RAW_COLUMNS = tuple(c.name for c in staging_raw_document.columns if c.name not in (*_KEY, "raw_id"))
_LINK_COLUMNS = tuple(c.name for c in staging_duplicate_link.columns if c.name not in _KEY)
_TOPIC = ("uri", "content_sha256", "topic_id")
_TAG_COLUMNS = ("topic_version", "grade", "score", "filters")
_EVIDENCE_COLUMNS = ("field", "start_char", "end_char", "evidence_text", "clause")


@dataclass(frozen=True, slots=True)
class Tagged:
    """What tag adds to one article."""

    document_id: str
    uri: str
    content_sha256: str
    tags: tuple[Tag, ...]
    terms: tuple[str, ...]


def load(
    connection: Connection,
    run_id: str,
    shard: int,
    raw: Sequence[RawDocument],
    articles: Sequence[Article],
    tagged: Mapping[str, Tagged],
) -> dict[str, int]:
    """Replace the shard's rows in staging; rows written, by table. `tagged` is by document_id."""
    for table in STAGING:
        connection.execute(delete(table).where(table.c.run_id == run_id, table.c.shard == shard))
    key = (run_id, shard)
    tags: list[tuple[Any, ...]] = []
    evidence: list[tuple[Any, ...]] = []
    for article in articles:
        for tag in tagged[article.document_id].tags:
            topic = (*key, article.uri, article.content_sha256, tag.topic_id)
            tags.append((*topic, *_values(tag, _TAG_COLUMNS)))
            evidence += [
                (*topic, place, *_values(item, _EVIDENCE_COLUMNS)) for place, item in enumerate(tag.evidence, 1)
            ]
    return {
        "raw_document": copy_rows(
            connection,
            staging_raw_document,
            (*_KEY, "raw_id", *_RAW_COLUMNS),
            ((*key, item.document_id, *_values(item, _RAW_COLUMNS)) for item in raw),
        ),
        "article": copy_rows(
            connection,
            staging_article,
            (*_KEY, *_ARTICLE_COLUMNS, "terms"),
            ((*key, *_values(a, _ARTICLE_COLUMNS), list(tagged[a.document_id].terms)) for a in articles),
        ),
        "article_topic": copy_rows(connection, staging_article_topic, (*_KEY, *_TOPIC, *_TAG_COLUMNS), tags),
        "topic_evidence": copy_rows(
            connection, staging_topic_evidence, (*_KEY, *_TOPIC, "evidence_no", *_EVIDENCE_COLUMNS), evidence
        ),
    }


def load_links(connection: Connection, run_id: str, links: Iterable[DuplicateLink]) -> int:
    """Replace the run's links in staging; their number."""
    connection.execute(delete(staging_duplicate_link).where(staging_duplicate_link.c.run_id == run_id))
    rows = ((run_id, LINKS_SHARD, *_values(link, _LINK_COLUMNS)) for link in links)
    return copy_rows(connection, staging_duplicate_link, (*_KEY, *_LINK_COLUMNS), rows)


class Move(NamedTuple):
    """An article of the run, by its address in staging and its content, and what it is to have there."""

    old: str
    content_sha256: str
    uri: str
    warnings: Sequence[str]


def move(connection: Connection, run_id: str, moves: Iterable[Move]) -> None:
    """Put articles of the run at other addresses, their tags and evidence with them."""
    rows = [{**item._asdict(), "warnings": list(item.warnings)} for item in moves]
    for statement in _MOVE:
        execute_rows(connection, statement, rows, run=run_id)


def clear(connection: Connection, run_id: str) -> None:
    """Remove all that a run has in staging."""
    for table in STAGING:
        connection.execute(delete(table).where(table.c.run_id == run_id))


def counts(connection: Connection, run_id: str) -> dict[str, int]:
    """Rows that a run has in staging, by table."""
    return {
        table.name: int(
            connection.execute(select(func.count()).select_from(table).where(table.c.run_id == run_id)).scalar_one()
        )
        for table in STAGING
    }


def _values(record: Any, names: Sequence[str]) -> list[Any]:
    """Fields of a record, its tuples as lists, which become arrays."""
    values = (getattr(record, name) for name in names)
    return [list(value) if isinstance(value, tuple) else value for value in values]


_MOVED = """from jsonb_to_recordset(cast(:rows as jsonb)) as r(old text, content_sha256 text, uri text, warnings jsonb)
where t.run_id = :run and t.uri = r.old and t.content_sha256 = r.content_sha256"""
_MOVE = (
    f"update staging.article t set uri = r.uri, warnings = r.warnings {_MOVED}",
    f"update staging.article_topic t set uri = r.uri {_MOVED}",
    f"update staging.topic_evidence t set uri = r.uri {_MOVED}",
)
