"""What is followed: a topic with its queries and examples."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from mediawatch.tag.language import words
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.tree import Node, Or
from mediawatch.tag.topics.parts import part_ids, resolved
from mediawatch.tag.translate.advice import parse_query

Grade = Literal["about", "mentions"]
Query = str | tuple[str, ...]
"""The text of a query, or of several of which one must hold."""


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
    section: str | None = None  # of the article
    keywords: str | None = None  # parted by commas
    line: int = 0  # in the topic's file


@dataclass(frozen=True, slots=True)
class Queries:
    """What is asked of an article: `query` serves every language that has none of its own in `queries` (None: such
    articles are not looked at)."""

    query: Query | None
    queries: dict[str, Query] = field(default_factory=dict)

    @property
    def definition(self) -> dict[str, Any]:
        """Both, as JSON has them."""
        return {"query": _json(self.query), "queries": {name: _json(q) for name, q in sorted(self.queries.items())}}

    @classmethod
    def from_definition(cls, definition: dict[str, Any]) -> Queries:
        queries = {name: _asked(query) for name, query in definition["queries"].items()}
        return cls(_asked(definition["query"]), {name: query for name, query in queries.items() if query is not None})

    def tree(self, language: str) -> Node | None:
        """The parsed query for an article in `language` (BCP 47), parts not yet put in: the one of the full tag, of its
        first subtag, or the general one; None where there is none for it."""
        asked = self.queries.get(language) or self.queries.get(words.base_language(language)) or self.query
        return None if asked is None else parsed(asked)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is followed. `query` and `queries` as in Queries; `parts` are those of the topics that they name, and of the
    topics that these name, by their ids. Tags below `grade` or `threshold` are not given. `version` is set by the
    store."""

    id: str
    label: str
    query: Query | None
    queries: dict[str, Query] = field(default_factory=dict)
    description: str = ""
    mediatopics: tuple[str, ...] = ()
    grade: Grade = "mentions"
    threshold: float = 0.0
    examples: tuple[Example, ...] = ()
    path: str = ""
    version: int = 1
    parts: dict[str, Queries] = field(default_factory=dict)

    @property
    def asks(self) -> Queries:
        return Queries(self.query, self.queries)

    @property
    def definition(self) -> dict[str, Any]:
        """All that decides and describes the tags, for news.topic_version.definition, with the queries of the topics
        that it has for parts: a change of theirs is one of its own. Examples are no part of it."""
        definition = {
            "id": self.id,
            "label": self.label,
            "description": self.description,
            **self.asks.definition,
            "mediatopics": list(self.mediatopics),
            "grade": self.grade,
            "threshold": self.threshold,
        }
        if self.parts:  # without parts as before, so that nothing is tagged anew
            definition["parts"] = {name: part.definition for name, part in sorted(self.parts.items())}
        return definition

    @property
    def definition_sha256(self) -> str:
        text = json.dumps(self.definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def from_definition(cls, definition: dict[str, Any], version: int) -> Topic:
        """The topic that `definition` was made from: how the store brings an earlier version back."""
        asks = Queries.from_definition(definition)
        parts = {name: Queries.from_definition(part) for name, part in definition.get("parts", {}).items()}
        changed = {
            "query": asks.query,
            "queries": asks.queries,
            "parts": parts,
            "mediatopics": tuple(definition["mediatopics"]),
            "version": version,
        }
        return cls(**{**definition, **changed})

    def tree(self, language: str) -> Node | None:
        """What is asked of an article in `language` (BCP 47), with the queries of its parts in their places; None where
        the topic has no query for it, or where all that it asks for is a part that has none. Raises QueryError where a
        part is not known."""
        tree = self.asks.tree(language)
        if tree is None:
            return None
        for part in part_ids(tree):
            if part.id not in self.parts:
                raise QueryError(0, f"there is no topic {part.id} here", "only a topic's file can name another topic")
        return resolved(tree, lambda name: self.parts[name].tree(language)) if self.parts else tree

    def trees(self) -> list[Node]:
        """All parsed queries of the topic, in each language in which one of them or of its parts differs."""
        languages = dict.fromkeys(
            ["und", *self.queries, *(name for part in self.parts.values() for name in part.queries)]
        )
        trees = [self.tree(language) for language in languages]
        return list(dict.fromkeys(tree for tree in trees if tree is not None))


def parsed(query: Query) -> Node:
    """The tree of a query, or of several joined by OR. Raises QueryError."""
    if isinstance(query, str):
        return parse_query(query)
    trees = tuple(map(parse_query, query))
    parts = tuple(part for tree in trees for part in (tree.parts if isinstance(tree, Or) else (tree,)))
    return trees[0] if len(trees) == 1 else Or(parts, "\nOR ".join(query))


def _json(query: Query | None) -> str | list[str] | None:
    return list(query) if isinstance(query, tuple) else query


def _asked(query: str | list[str] | None) -> Query | None:
    return tuple(query) if isinstance(query, list) else query
