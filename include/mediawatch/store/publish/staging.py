"""Write a run's shards to schema staging, where nobody reads them but the gate and publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from mediawatch.lake.parquet import plain
from mediawatch.model import Article, DuplicateLink, RawDocument, Tag
from mediawatch.store.schema.tables import (
    STAGING,
    staging_article,
    staging_article_topic,
    staging_duplicate_link,
    staging_raw_document,
    staging_topic_evidence,
)

LINKS_SHARD = -1  # links belong to the run as a whole, not to one of its shards
_PAGE = 1_000
_ARTICLE_COLUMNS = tuple(c.name for c in staging_article.columns if c.name not in ("run_id", "shard", "terms"))
_RAW_COLUMNS = tuple(c.name for c in staging_raw_document.columns if c.name not in ("run_id", "shard", "raw_id"))


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
    key = {"run_id": run_id, "shard": shard}
    tags, evidence = [], []
    for article in articles:
        version = {**key, "uri": article.uri, "content_sha256": article.content_sha256}
        for tag in tagged[article.document_id].tags:
            topic = {**version, "topic_id": tag.topic_id}
            tags.append(
                {
                    **topic,
                    "topic_version": tag.topic_version,
                    "grade": tag.grade,
                    "score": tag.score,
                    "filters": dict(tag.filters),
                }
            )
            for number, item in enumerate(tag.evidence, 1):
                evidence.append({**topic, "evidence_no": number, **plain(item)})
    return {
        "raw_document": _insert(connection, staging_raw_document, (_raw_row(key, item) for item in raw)),
        "article": _insert(
            connection,
            staging_article,
            (_article_row(key, item, tagged[item.document_id].terms) for item in articles),
        ),
        "article_topic": _insert(connection, staging_article_topic, tags),
        "topic_evidence": _insert(connection, staging_topic_evidence, evidence),
    }


def load_links(connection: Connection, run_id: str, links: Iterable[DuplicateLink]) -> int:
    """Replace the run's links in staging; their number."""
    connection.execute(delete(staging_duplicate_link).where(staging_duplicate_link.c.run_id == run_id))
    key = {"run_id": run_id, "shard": LINKS_SHARD}
    return _insert(connection, staging_duplicate_link, ({**key, **plain(link)} for link in links))


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


def _insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    listed = list(rows)
    for start in range(0, len(listed), _PAGE):
        connection.execute(insert(table), listed[start : start + _PAGE])
    return len(listed)


def _raw_row(key: Mapping[str, Any], raw: RawDocument) -> dict[str, Any]:
    return {**key, "raw_id": raw.document_id, **{name: getattr(raw, name) for name in _RAW_COLUMNS}}


def _article_row(key: Mapping[str, Any], article: Article, terms: Sequence[str]) -> dict[str, Any]:
    row = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
    for name in ("author", "keywords", "warnings", "fingerprint"):
        row[name] = list(row[name])
    return {**key, **row, "terms": list(terms)}
