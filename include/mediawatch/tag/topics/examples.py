"""A topic's own examples: what the analyst says it must catch and must leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from mediawatch.model import Article, Medium
from mediawatch.tag.match.explain import Explanation, explain
from mediawatch.tag.match.tagger import Evaluator
from mediawatch.tag.topics.definition import Example, Topic


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that came out otherwise than its topic says."""

    topic_id: str
    example: Example
    expected: str  # 'match', 'match (about)', 'no match'
    got: str
    where: str  # file:line
    explanation: Explanation

    def __str__(self) -> str:
        text = f"{self.example.headline} {self.example.text}".strip()
        shown = text if len(text) <= 80 else text[:77] + "..."
        return f"{self.where}: {self.topic_id}: expected {self.expected}, got {self.got}: {shown!r}"


def check_examples(topics: Iterable[Topic]) -> list[ExampleFailure]:
    """The examples of `topics` that fail; none is what every run asks for before it works."""
    failures = []
    for topic in topics:
        evaluator = Evaluator(topic)
        for example in topic.examples:
            article = article_of(example)
            media = {article.source_id or "": _medium(example)}
            expected = _said(example.matches, example.grade)
            asked = evaluator if media == _NOTHING_SAID else Evaluator(topic, media)
            tag = asked.tag_one(article)
            got = _said(tag is not None, tag.grade if tag and example.grade else None)
            if got != expected:
                where = f"{topic.path}:{example.line}"
                failures.append(ExampleFailure(topic.id, example, expected, got, where, explain(article, topic, media)))
    return failures


def article_of(example: Example) -> Article:
    """An article with the example's text and metadata, and neutral values in all else."""
    published = datetime.fromisoformat(example.date_published) if example.date_published else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Article(
        document_id="0" * 16,
        uri=f"https://{example.site}/" if example.site else "file://examples/example.txt",
        headline=example.headline,
        headline_source="front-matter",
        article_body=example.text,
        in_language=example.language,
        language_source="example",
        language_confidence=1.0,
        word_count=len(example.text.split()),
        content_sha256="",
        text_sha256="",
        extraction_method="example",
        observed_at=datetime(2025, 1, 1, tzinfo=UTC),
        author=(example.author,) if example.author else (),
        publisher=example.publisher,
        source_id=example.source or "example",
        section=example.section,
        keywords=tuple(word.strip() for word in example.keywords.split(",")) if example.keywords else (),
        date_published=published.astimezone(UTC) if published else None,
    )


def _medium(example: Example) -> Medium:
    collections = (example.collection,) if example.collection else ()
    return Medium(example.media_type, None, example.region, example.country, collections)


_NOTHING_SAID = {"example": Medium()}


def _said(matches: bool, grade: str | None) -> str:
    return ("match" if matches else "no match") + (f" ({grade})" if grade else "")
