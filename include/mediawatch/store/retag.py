"""History follows a changed topic: what a definition would add and remove among published articles, and doing so.

The tsquery that the topic's `prefilter` gives proposes articles by `news.article.terms`; the evaluator that tags
batches decides, so that history and batches agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, text

from mediawatch.lake import plain
from mediawatch.model import Article, Tag
from mediawatch.store.tables import article_topic, topic_evidence
from mediawatch.tag import Evaluator, Topic, prefilter

_PAGE = 2_000
SAMPLES = 3

_COLUMNS = (
    "a.article_id, a.uri, a.url, a.canonical_url, a.headline, a.headline_source, a.article_body, a.in_language, "
    "a.author, a.publisher, a.source_id, a.date_published, a.observed_at, a.content_sha256, a.text_sha256, a.word_count"
)
OUTSIDE_OF_RUN = "not exists (select from candidate c where c.article_id = a.article_id and c.is_current)"
"""Scope for publish: not the articles that the run itself has just tagged (its temporary table `candidate`)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a definition does to the tags of published articles. Samples are headlines."""

    topic_id: str
    version: int
    added: int
    removed: int
    kept: int
    added_samples: tuple[str, ...] = ()
    removed_samples: tuple[str, ...] = ()


def changed(connection: Connection, topics: Sequence[Topic]) -> list[Topic]:
    """Those of `topics` whose definition news.topic_version does not have as its newest."""
    rows = connection.execute(
        text(
            "select distinct on (topic_id) topic_id, definition_sha256 from news.topic_version "
            "where topic_id = any(:ids) order by topic_id, version desc"
        ),
        {"ids": [topic.id for topic in topics]},
    )
    newest = {row.topic_id: row.definition_sha256 for row in rows}
    return [topic for topic in topics if newest.get(topic.id) != topic.definition_sha256]


def preview(connection: Connection, topic: Topic) -> Change:
    """What `topic` would change, without changing it."""
    found = {row.article_id: row for row, _ in _matches(connection, topic, "true")}
    return _compare(connection, topic, found, "true")


def apply(connection: Connection, topic: Topic, run_id: str, scope: str = "true") -> Change:
    """Replace the topic's tags and evidence on all articles in `scope` (an SQL condition on news.article a, one of this
    module's). The topic and its version must stand in news already."""
    matches = list(_matches(connection, topic, scope))
    change = _compare(connection, topic, {found.article_id: found for found, _ in matches}, scope)
    for table in ("topic_evidence", "article_topic"):
        connection.execute(
            text(
                f"delete from news.{table} t using news.article a "
                f"where a.article_id = t.article_id and t.topic_id = :topic and {scope}"
            ),
            {"topic": topic.id},
        )
    for start in range(0, len(matches), _PAGE):
        page = matches[start : start + _PAGE]
        connection.execute(insert(article_topic), [_tag_row(found.article_id, tag, run_id) for found, tag in page])
        connection.execute(
            insert(topic_evidence),
            [
                {"article_id": found.article_id, "topic_id": topic.id, "evidence_no": number, **plain(item)}
                for found, tag in page
                for number, item in enumerate(tag.evidence, 1)
            ],
        )
    return change


def article_of(row: Mapping[str, Any]) -> Article:
    """What the evaluator needs of a row of news.article, as the record that it takes."""
    return Article(
        document_id="",
        uri=row["uri"],
        headline=row["headline"],
        headline_source=row["headline_source"],
        article_body=row["article_body"],
        in_language=row["in_language"],
        language_source="",
        language_confidence=0.0,
        word_count=row["word_count"],
        content_sha256=row["content_sha256"],
        text_sha256=row["text_sha256"],
        extraction_method="",
        observed_at=row["observed_at"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        author=tuple(row["author"]),
        publisher=row["publisher"],
        source_id=row["source_id"],
        date_published=row["date_published"],
    )


def _matches(connection: Connection, topic: Topic, scope: str) -> Iterator[tuple[Any, Tag]]:
    query = prefilter(topic)
    proposed = "true" if query is None else "a.terms @@ cast(:query as tsquery)"
    evaluator = Evaluator(topic)
    statement = text(f"select {_COLUMNS} from news.article a where {proposed} and {scope}")
    parameters = {} if query is None else {"query": query}
    with connection.execute(statement.execution_options(yield_per=_PAGE), parameters) as rows:
        for row in rows:
            tag = evaluator.tag_one(article_of(row._asdict()))
            if tag is not None:
                yield row, tag


def _compare(connection: Connection, topic: Topic, found: Mapping[int, Any], scope: str) -> Change:
    old = {
        row.article_id: row.headline
        for row in connection.execute(
            text(
                "select a.article_id, a.headline from news.article_topic t join news.article a using (article_id) "
                f"where t.topic_id = :topic and {scope}"
            ),
            {"topic": topic.id},
        )
    }
    added = sorted(found.keys() - old.keys())
    removed = sorted(old.keys() - found.keys())
    return Change(
        topic_id=topic.id,
        version=topic.version,
        added=len(added),
        removed=len(removed),
        kept=len(found) - len(added),
        added_samples=tuple(found[number].headline for number in added[:SAMPLES]),
        removed_samples=tuple(old[number] for number in removed[:SAMPLES]),
    )


def _tag_row(article_id: int, tag: Tag, run_id: str) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "topic_id": tag.topic_id,
        "topic_version": tag.topic_version,
        "grade": tag.grade,
        "score": tag.score,
        "filters": dict(tag.filters),
        "run_id": run_id,
    }
