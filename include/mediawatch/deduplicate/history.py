"""What deduplicate asks of the warehouse, and an answer from memory for tests and benchmarks.

Every question is asked for a whole batch at once, so that an implementation needs one set-based query a
question, whatever the size of the batch. `relate` asks each of them at most twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from mediawatch.deduplicate.thresholds import COMMON_HASH
from mediawatch.model import DuplicateLink

OrderKey = tuple[bool, datetime, datetime, str]


def order_key(uri: str, date_published: datetime | None, observed_at: datetime) -> OrderKey:
    """Whose text it was first: explicit date of publication (none comes last), then observation, then uri."""
    return (date_published is None, date_published or datetime.min.replace(tzinfo=UTC), observed_at, uri)


@dataclass(frozen=True, slots=True)
class Placement:
    """A text at an address: what `relate` needs of an article of this run, one (the current version) for each
    uri.

    The fingerprint's three parts as `fingerprint()` gives them for `article_body`; `date_published` only
    where the article says it (no guess, not coverage_at).
    """

    uri: str
    article_body: str
    text_sha256: str
    hashes: tuple[int, ...]
    shingle_count: int
    date_published: datetime | None
    observed_at: datetime

    @property
    def key(self) -> OrderKey:
        return order_key(self.uri, self.date_published, self.observed_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """A published article as the warehouse has it now, without its text.

    `original` is the uri that its link of kind exact, copy or truncation points to, and its own uri where it
    has none (it leads a group or stands alone).
    """

    uri: str
    text_sha256: str
    date_published: datetime | None
    observed_at: datetime
    original: str

    @property
    def key(self) -> OrderKey:
        return order_key(self.uri, self.date_published, self.observed_at)


@dataclass(frozen=True, slots=True)
class PublishedText:
    """A distinct text of the warehouse: one body of those that have this text_sha256, and the original of the
    group that all of them belong to (equal texts are always of one group)."""

    text_sha256: str
    article_body: str
    original: str


class History(Protocol):
    """The published articles, in their current versions, before this run. Answers may come in any order; uris
    and hashes that the warehouse does not know are left out. Nobody changes it while `relate` runs."""

    def standings(self, uris: Collection[str]) -> Iterable[Standing]:
        """The articles of these uris. [news.article left join its duplicate_link that is no excerpt]"""

    def members(self, originals: Collection[str]) -> Iterable[Standing]:
        """All articles of the groups that these uris lead, the originals themselves included."""

    def texts(self, text_sha256s: Collection[str]) -> Iterable[PublishedText]:
        """The distinct texts with these hashes, one row each. [distinct on (text_sha256)]"""

    def placed(self, text_sha256s: Collection[str]) -> Iterable[Standing]:
        """Every article that has one of these texts."""

    def by_hashes(self, hashes: Collection[int]) -> Iterable[tuple[int, str, int]]:
        """(hash, text_sha256, shingle_count) of the distinct texts whose fingerprint holds one of these
        hashes.

        A hash of more than COMMON_HASH distinct texts (the stop list) is answered with none of them but those
        of originals that have copies: boilerplate stays cheap, and a story that hundreds printed is still
        found by the head of its group.
        """

    def links(self, uris: Collection[str]) -> Iterable[DuplicateLink]:
        """Every link, excerpts included, that goes from or to one of these uris."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What `relate` decided. To publish it: delete the links of every touched uri, then insert `links`.

    `links` is complete for each touched uri and has none of any other, sorted by (uri, duplicate_of).
    `touched` may name articles of the history (re-pointed to a new original, or newly found to hold an
    excerpt), uris that are gone, and articles without any link. `new_originals` names each uri that led
    copies in the history and does so no more: its uri -> the uri that now leads the earliest of those
    articles that are left of its group.
    """

    links: tuple[DuplicateLink, ...]
    touched: frozenset[str]
    new_originals: Mapping[str, str]


class MemoryHistory:
    """A History in dictionaries. `publish` does to it what the warehouse's publish does."""

    def __init__(self) -> None:
        self.articles: dict[str, Placement] = {}
        self.outgoing: dict[str, list[DuplicateLink]] = {}
        self._incoming: defaultdict[str, set[str]] = defaultdict(set)
        self._by_text: defaultdict[str, set[str]] = defaultdict(set)
        self._by_hash: defaultdict[int, dict[str, int]] = defaultdict(dict)

    def publish(self, batch: Iterable[Placement], relations: Relations, removed: Iterable[str] = ()) -> None:
        """Take in the articles of a run and what was decided about them."""
        for uri in removed:
            self._forget(uri)
        for article in batch:
            self._forget(article.uri)
            self.articles[article.uri] = article
            self._by_text[article.text_sha256].add(article.uri)
            for value in article.hashes:
                self._by_hash[value][article.text_sha256] = article.shingle_count
        for uri in relations.touched:
            for link in self.outgoing.pop(uri, ()):
                self._incoming[link.duplicate_of].discard(uri)
        for link in relations.links:
            self.outgoing.setdefault(link.uri, []).append(link)
            self._incoming[link.duplicate_of].add(link.uri)

    def _forget(self, uri: str) -> None:
        old = self.articles.pop(uri, None)
        if old is None:
            return
        self._by_text[old.text_sha256].discard(uri)
        if not self._by_text[old.text_sha256]:
            for value in old.hashes:
                del self._by_hash[value][old.text_sha256]

    def _original(self, uri: str) -> str:
        return next((link.duplicate_of for link in self.outgoing.get(uri, ()) if link.kind != "excerpt"), uri)

    def _standing(self, uri: str) -> Standing:
        a = self.articles[uri]
        return Standing(uri, a.text_sha256, a.date_published, a.observed_at, self._original(uri))

    def _group(self, original: str) -> set[str]:
        return {original} | {u for u in self._incoming[original] if self._original(u) == original}

    def standings(self, uris: Collection[str]) -> list[Standing]:
        return [self._standing(uri) for uri in uris if uri in self.articles]

    def members(self, originals: Collection[str]) -> list[Standing]:
        return [self._standing(u) for o in originals if o in self.articles for u in self._group(o)]

    def texts(self, text_sha256s: Collection[str]) -> list[PublishedText]:
        heads = {sha: min(uris) for sha in text_sha256s if (uris := self._by_text.get(sha))}
        return [PublishedText(sha, self.articles[u].article_body, self._original(u)) for sha, u in heads.items()]

    def placed(self, text_sha256s: Collection[str]) -> list[Standing]:
        return [self._standing(uri) for sha in text_sha256s for uri in self._by_text.get(sha, ())]

    def by_hashes(self, hashes: Collection[int]) -> list[tuple[int, str, int]]:
        postings: list[tuple[int, str, int]] = []
        for value in hashes:
            texts = self._by_hash.get(value, {})
            stopped = len(texts) > COMMON_HASH
            postings.extend((value, text, count) for text, count in texts.items() if not stopped or self._leads(text))
        return postings

    def family(self, uris: Collection[str]) -> list[tuple[str, str]]:
        """For `versions.merge`: the bodies at these uris and at those made of them."""
        wanted = set(uris)
        made = re.compile(r"(.+)#[0-9a-f]{8}")
        return [
            (uri, a.article_body)
            for uri, a in self.articles.items()
            if uri in wanted or ((match := made.fullmatch(uri)) and match[1] in wanted)
        ]

    def _leads(self, text_sha256: str) -> bool:
        return any(len(self._group(uri)) > 1 for uri in self._by_text[text_sha256])

    def links(self, uris: Collection[str]) -> list[DuplicateLink]:
        wanted = set(uris)
        sources = wanted | {u for uri in wanted for u in self._incoming.get(uri, ())}
        return [
            link
            for uri in sources
            for link in self.outgoing.get(uri, ())
            if link.uri in wanted or link.duplicate_of in wanted
        ]
