"""A test double: a StoryIndex in dictionaries, for tests and benchmarks. It does what the warehouse does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import nlargest, nsmallest

from mediawatch.cluster.records import (
    IN_NO_STORY,
    MEMBERS,
    Assignments,
    Frequencies,
    Member,
    Signature,
    Span,
    StoryArticle,
    base_language,
)


class MemoryIndex:
    """Every story stays open to new articles, whatever the spans. `publish` does what the warehouse's does."""

    def __init__(self) -> None:
        self.story_of: dict[str, str] = {}
        self.round_ups: set[str] = set()
        self._articles: dict[str, StoryArticle] = {}  # representatives
        self._decided: dict[str, dict[str, int]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._standing: defaultdict[str, set[str]] = defaultdict(set)  # story -> its representatives
        self._copies: defaultdict[str, set[str]] = defaultdict(set)
        self._holders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._documents: defaultdict[str, int] = defaultdict(int)
        self._counts: defaultdict[tuple[str, str], int] = defaultdict(int)

    def publish(self, articles: Iterable[StoryArticle], decided: Assignments) -> None:
        """Take in new articles and what was decided about them and others."""
        for article in articles:
            if article.uri in decided.profiles:
                self._articles[article.uri] = article
                self._decided[article.uri] = dict(decided.profiles[article.uri])
                self._names[article.uri] = decided.names[article.uri]
                for term in decided.signatures[article.uri]:
                    self._holders[base_language(article.in_language), term].add(article.uri)
            elif article.uri not in decided.round_ups:
                self._copies[article.original].add(article.uri)
        self.round_ups |= decided.round_ups
        for membership in decided.memberships:
            self._move(membership.uri, membership.story)
        for gone, story in decided.merged.items():
            for uri in list(self._standing[gone]):
                self._move(uri, story)
        for language, added in decided.frequencies.items():
            self._documents[language] += added.documents
            for term, count in added.counts.items():
                self._counts[language, term] += count

    def _move(self, uri: str, story: str) -> None:
        if uri in self._articles:
            self._standing[self.story_of.get(uri, story)].discard(uri)
            self._standing[story].add(uri)
        for moved in (uri, *self._copies[uri]):
            self.story_of[moved] = story

    def located(self, uris: Collection[str]) -> dict[str, str]:
        found = {uri: self.story_of[uri] for uri in uris if uri in self.story_of}
        return found | {uri: IN_NO_STORY for uri in uris if uri in self.round_ups}

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        counts = {term: n for term in terms if (n := self._counts.get((language, term)))}
        return Frequencies(self._documents[language], counts)

    def near(
        self, language: str, signatures: Sequence[Signature], spans: Sequence[Span], limit: int
    ) -> Iterator[tuple[int, str]]:
        del spans
        for place, signature in enumerate(signatures):
            weights: defaultdict[str, int] = defaultdict(int)
            counts: Counter[str] = Counter()
            for term, weight in signature.items():
                stories = {self.story_of[uri] for uri in self._holders.get((language, term), ())}
                counts.update(stories)
                for story in stories:
                    weights[story] += weight
            ranked = ((-weights[story], story) for story, count in counts.items() if count > 1)
            for _, story in nsmallest(limit, ranked):
                yield place, story

    def members(self, stories: Collection[str]) -> list[Member]:
        latest = [
            nlargest(MEMBERS, (self._articles[uri] for uri in self._standing[story]), lambda a: (a.coverage_at, a.uri))
            for story in stories
        ]
        return [
            Member(
                a.uri, self.story_of[a.uri], self._decided[a.uri], a.coverage_at, a.dated, self._names[a.uri], a.form
            )
            for story in latest
            for a in story
        ]
