"""A test double: deduplicate's History in dictionaries, for tests and benchmarks. It does what the warehouse does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from mediawatch.deduplicate.history import Hashes, Placement, PublishedText, Relations, Standing
from mediawatch.deduplicate.thresholds import COMMON_HASH
from mediawatch.model import GROUPING_KINDS, DuplicateLink


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
            for value in map(int, article.hashes):
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
            for value in map(int, old.hashes):
                del self._by_hash[value][old.text_sha256]

    def _original(self, uri: str) -> str:
        return next((link.duplicate_of for link in self.outgoing.get(uri, ()) if link.kind in GROUPING_KINDS), uri)

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
        return [PublishedText(sha, self.articles[u].article_body or "", self._original(u)) for sha, u in heads.items()]

    def groups(self, text_sha256s: Collection[str]) -> list[tuple[str, str]]:
        return [(text.text_sha256, text.original) for text in self.texts(text_sha256s)]

    def placed(self, text_sha256s: Collection[str]) -> list[Standing]:
        return [self._standing(uri) for sha in text_sha256s for uri in self._by_text.get(sha, ())]

    def by_hashes(self, hashes: Hashes) -> list[tuple[int, str, int]]:
        postings: list[tuple[int, str, int]] = []
        for value in map(int, hashes):
            texts = self._by_hash.get(value, {})
            stopped = len(texts) > COMMON_HASH
            postings.extend((value, text, count) for text, count in texts.items() if not stopped or self._leads(text))
        return postings

    def family(self, uris: Collection[str]) -> list[tuple[str, str]]:
        """For `versions.merge`: the bodies at these uris and at those made of them."""
        wanted = set(uris)
        made = re.compile(r"(.+)#[0-9a-f]{8}")
        return [
            (uri, a.article_body or "")
            for uri, a in self.articles.items()
            if uri in wanted or ((match := made.fullmatch(uri)) and match[1] in wanted)
        ]

    def first_of_form(self, uris: Collection[str]) -> list[tuple[str, str]]:
        links = (link for uri in uris for link in self.outgoing.get(uri, ()))
        return [(link.uri, link.duplicate_of) for link in links if link.kind == "form"]

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
