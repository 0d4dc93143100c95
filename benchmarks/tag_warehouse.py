"""A warehouse of its own for benchmarks of topics: articles go in by staging and publish, as a run puts them there.

Collecting, cleaning and deduplicating are left out, since tags and history do not depend on them.
"""

from __future__ import annotations

import hashlib
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from mediawatch import settings as environment
from mediawatch.deduplicate.versions import change_kind, fullest
from mediawatch.model import Article, RawDocument
from mediawatch.settings import Settings
from mediawatch.store.ledger import runs
from mediawatch.store.publish import publication, staging
from mediawatch.store.publish.staging import Tagged
from mediawatch.store.publish.topic_versions import Followed
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine, transaction
from mediawatch.tag import Tagger, Topic, index_terms
from mediawatch.workflow import retagging

SHARD = 10_000
OBSERVED = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def fresh_warehouse() -> Iterator[Settings]:
    """A new, migrated database of the embedded Postgres; dropped at the end."""
    configured = environment.load()
    server = embedded.ensure(configured)
    name = f"benchmark_{os.getpid()}"
    with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    with tempfile.TemporaryDirectory(prefix="mediawatch-benchmark-") as folder:
        own = replace(configured, database_url=server.url(name), lake=Path(folder) / "lake")
        try:
            migrate(own)
            yield own
        finally:
            engine(own).dispose()
            with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
                connection.execute(f"drop database {name} with (force)".encode())


def publish(settings: Settings, articles: Sequence[Article], topics: Sequence[Topic]) -> None:
    """Tag `articles` in batches of SHARD and publish each batch as a run."""
    tagger = Tagger(topics)
    for start in range(0, len(articles), SHARD):
        batch = articles[start : start + SHARD]
        run_id = f"benchmark:{start}"
        tagged = {
            article.document_id: Tagged(
                article.document_id,
                article.uri,
                article.content_sha256,
                tags,
                tuple(index_terms(article.headline, article.article_body, article.in_language)),
            )
            for article, tags in zip(batch, tagger.tag(batch), strict=True)
        }
        with transaction(settings) as connection:
            runs.begin(connection, run_id, dag_id="benchmark", params={}, as_of=OBSERVED, code_version="benchmark")
            staging.load(connection, run_id, 0, [_raw(article) for article in batch], batch, tagged)
            publication.lock(connection)
            followed = Followed(topics, {topic.topic_id: OBSERVED for topic in topics}, None)
            publication.publish(
                connection,
                run_id,
                followed,
                [],
                {},
                {},
                judge=retagging.Judge,
                change_kind=change_kind,
                fullest=fullest,
            )
            runs.finish(connection, run_id, "published", report={})
    # What autovacuum does within a minute or two of such a load: statistics, and the index's pending list.
    with engine(settings).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum analyze news.article")


def generated(sources: Sequence[Article], count: int, texts: int, seed: int = 11) -> list[Article]:
    """`count` articles, the text of each of `texts` articles that are drawn from `sources` by a fixed seed."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        drawn = draw.sample(sources, texts)
        body = "\n\n".join(article.article_body for article in drawn)
        made.append(published_form(replace(drawn[0], article_body=body), number))
    return made


def published_form(article: Article, number: int) -> Article:
    """`article` with an identity and the hashes that publish goes by."""
    uri = f"https://news.example/{number}"
    content = hashlib.sha256(f"{uri} {article.headline} {article.article_body}".encode()).hexdigest()
    return replace(
        article, document_id=content[:16], uri=uri, url=uri, content_sha256=content, text_sha256=content,
        word_count=len(article.article_body.split()), observed_at=OBSERVED,
    )  # fmt: skip


def _raw(article: Article) -> RawDocument:
    return RawDocument(
        document_id=article.document_id, uri=article.uri, inbox="benchmark", media_type="application/json",
        raw_sha256=article.content_sha256, byte_length=len(article.article_body), storage_url="benchmark",
        observed_at=OBSERVED,
    )  # fmt: skip
