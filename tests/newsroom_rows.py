"""A newsroom to fill by hand: rows with everything that a test does not speak of left at a plain default."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mediawatch.settings import Settings
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import engine
from sqlalchemy import Connection, Table, insert, text

SEEN = datetime(2025, 4, 25, 6, 0, tzinfo=UTC)


class Newsroom:
    """Inserts rows into a warehouse and asks it; every statement stands for itself."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.add(
            tables.run,
            run_id="run-1",
            dag_id="daily",
            started_at=SEEN,
            state="published",
            params={},
            as_of=SEEN,
            code_version="code-1",
        )

    def add(self, table: Table, **row: Any) -> None:
        with engine(self.settings).begin() as connection:
            connection.execute(insert(table), row)

    def rows(self, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
        with engine(self.settings).begin() as connection:
            return [tuple(row) for row in connection.execute(text(query), parameters)]

    def execute(self, statement: str) -> None:
        with engine(self.settings).begin() as connection:
            connection.exec_driver_sql(statement)

    def article(self, number: int, published: str | datetime | None = None, **row: Any) -> int:
        """Article `number`; published in ISO 8601 or not at all, then seen for the first time at SEEN."""
        words = {"headline": f"Headline {number}", "article_body": f"Body of article {number}."}
        raw_id = row.pop("raw_id", f"{number:016x}")
        with engine(self.settings).begin() as connection:
            if not _known(connection, raw_id):
                connection.execute(insert(tables.raw_document), self._raw(raw_id, f"https://example.org/{number}"))
            connection.execute(
                insert(tables.article),
                {
                    "article_id": number,
                    "uri": f"https://example.org/{number}",
                    **words,
                    "headline_source": "h1",
                    "date_published": datetime.fromisoformat(published) if isinstance(published, str) else published,
                    "in_language": "en",
                    "language_source": "test",
                    "language_confidence": 1.0,
                    "word_count": 4,
                    "content_sha256": f"content-{number}",
                    "text_sha256": f"text-{number}",
                    "extraction_method": "plain-text",
                    "observed_at": SEEN,
                    "raw_id": raw_id,
                    "first_seen_at": SEEN,
                    "last_seen_at": SEEN,
                    "run_id": "run-1",
                    "terms": "",
                    **row,
                },
            )
        return number

    def raw(self, raw_id: str, uri: str, **row: Any) -> None:
        self.add(tables.raw_document, **{**self._raw(raw_id, uri), **row})

    def topic(self, topic_id: str, **row: Any) -> None:
        self.add(tables.topic, topic_id=topic_id, **{"label": topic_id.title(), **row})

    def tag(self, topic_id: str, *articles: int, grade: str = "about", **row: Any) -> None:
        for article_id in articles:
            self.add(
                tables.article_topic,
                article_id=article_id,
                topic_id=topic_id,
                **{"topic_version": 1, "grade": grade, "score": 0.5, "run_id": "run-1", **row},
            )

    def override(self, topic_id: str, article_id: int, relevant: bool, **row: Any) -> None:
        said = {"who": "asha", "why": "read it", **row}
        self.add(tables.topic_override, topic_id=topic_id, article_id=article_id, relevant=relevant, **said)

    def link(self, article_id: int, duplicate_of: int, kind: str) -> None:
        self.add(
            tables.duplicate_link,
            article_id=article_id,
            duplicate_of=duplicate_of,
            kind=kind,
            containment=1,
            containment_of_original=1,
            shared_words=100,
            run_id="run-1",
        )

    @staticmethod
    def _raw(raw_id: str, uri: str) -> dict[str, Any]:
        return {
            "raw_id": raw_id,
            "uri": uri,
            "raw_sha256": f"sha-{raw_id}",
            "media_type": "text/html",
            "byte_length": 1000,
            "storage_url": f"raw/{raw_id}.html",
            "byte_offset": 0,
            "observed_at": SEEN,
            "observed_at_source": "http",
            "inbox": "web",
            "run_id": "run-1",
        }


def _known(connection: Connection, raw_id: str) -> bool:
    found = connection.execute(text("select 1 from news.raw_document where raw_id = :raw_id"), {"raw_id": raw_id})
    return found.scalar() is not None
