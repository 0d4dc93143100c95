"""What is followed: a topic with its queries and examples."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from mediawatch.tag.language import words
from mediawatch.tag.query.parse import parse_query
from mediawatch.tag.query.tree import Node

Grade = Literal["about", "mentions"]


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the topic must match or must not."""

    text: str
    matches: bool
    headline: str = ""
    language: str = "en"
    grade: Grade | None = None  # the grade that it must get
    site: str | None = None
    publisher: str | None = None
    author: str | None = None
    date_published: str | None = None  # ISO 8601
    source: str | None = None  # id of the source that delivered it
    media_type: str | None = None  # of that source, as all below
    region: str | None = None
    country: str | None = None
    collection: str | None = None
    line: int = 0  # in the topic's file


@dataclass(frozen=True, slots=True)
class Topic:
    """What is followed. `query` serves every language that has none of its own in `queries` (None: such articles are
    not looked at). Tags below `grade` or `threshold` are not given. `version` is set by the store."""

    id: str
    label: str
    query: str | None
    queries: dict[str, str] = field(default_factory=dict)
    description: str = ""
    mediatopics: tuple[str, ...] = ()
    grade: Grade = "mentions"
    threshold: float = 0.0
    examples: tuple[Example, ...] = ()
    path: str = ""
    version: int = 1

    @property
    def definition(self) -> dict[str, Any]:
        """All that decides and describes the tags, for news.topic_version.definition. Examples are no part of it."""
        return {
            "id": self.id,
            "label": self.label,
            "description": self.description,
            "query": self.query,
            "queries": dict(sorted(self.queries.items())),
            "mediatopics": list(self.mediatopics),
            "grade": self.grade,
            "threshold": self.threshold,
        }

    @property
    def definition_sha256(self) -> str:
        text = json.dumps(self.definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_definition(cls, definition: dict[str, Any], version: int) -> Topic:
        """The topic that `definition` was made from: how the store brings an earlier version back."""
        return cls(
            **{**definition, "mediatopics": tuple(definition["mediatopics"]), "version": version},
        )

    def tree(self, language: str) -> Node | None:
        """The parsed query for an article in `language` (BCP 47): the one of the full tag, of its first subtag, or the
        general one; None where the topic has none for it."""
        text = self.queries.get(language) or self.queries.get(words.base_language(language)) or self.query
        return None if text is None else parse_query(text)

    def trees(self) -> list[Node]:
        """All parsed queries of the topic."""
        texts = [*([self.query] if self.query is not None else []), *self.queries.values()]
        return [parse_query(text) for text in texts]
