"""Read single things from the warehouse, for the CLI."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError
from mediawatch.model import RawDocument


def article(connection: Connection, key: str) -> dict[str, Any]:
    """An article by its number, uri or url, with raw document, tags with evidence, versions and links.

    Raises UsageError where there is none.
    """
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else -1
    for place in ("article_id = :number", "uri = :key", "url = :key"):  # no index knows urls: most are uris
        query = f"{_ARTICLE} where {place} order by article_id limit 1"
        row = connection.execute(text(query), {"number": number, "key": key}).mappings().first()
        if row is not None:
            break
    else:
        raise UsageError(f"there is no article {key!r}: give its number, uri or url as in news.article")
    ident = {"article": row["article_id"], "raw": row["raw_id"]}
    tags = _rows(
        connection,
        """
        select t.*, (
            select jsonb_agg(to_jsonb(e) order by e.evidence_no) from news.topic_evidence e
            where e.article_id = t.article_id and e.topic_id = t.topic_id
        ) as evidence
        from news.article_topic t where t.article_id = :article order by t.grade, t.score desc, t.topic_id
        """,
        ident,
    )
    return {
        "article": dict(row),
        "raw": _rows(connection, "select * from news.raw_document where raw_id = :raw", ident)[0],
        "tags": [{**tag, "evidence": tag["evidence"] or []} for tag in tags],
        "versions": _rows(
            connection,
            "select * from news.article_version where article_id = :article "
            'order by observed_at, content_sha256 collate "C"',
            ident,
        ),
        "links": _rows(
            connection,
            """
            select a.uri, o.uri as original, l.kind, l.containment from news.duplicate_link l
            join news.article a on a.article_id = l.article_id
            join news.article o on o.article_id = l.duplicate_of
            where l.article_id = :article or l.duplicate_of = :article order by o.uri, a.uri
            """,
            ident,
        ),
    }


_ARTICLE = """
select *, news.coverage_day(published_on, date_published_precision, coverage_at) as day from news.article
"""


def raw_document(row: dict[str, Any]) -> RawDocument:
    """The RawDocument of a row of news.raw_document: what the raw store reads its bytes by."""
    names = RawDocument.__dataclass_fields__.keys() - {"document_id", "asked_for"}
    return RawDocument(document_id=row["raw_id"], **{name: row[name] for name in names})


def _rows(connection: Connection, query: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), parameters).mappings()]
