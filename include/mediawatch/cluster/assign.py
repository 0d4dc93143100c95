"""Puts the articles of a run into stories: the accounts of one event, whoever wrote them.

Only originals are compared, within a language. An article is a vector of TF-IDF weights (Salton and Buckley
1988, with the root of the count as TF); two articles are as similar as the cosine of their vectors, less the
further apart their dates are. Articles of the run and the stories that they may belong to are joined by
average link (`linkage`), so that a story holds together as a whole and not by a chain of neighbours. The
articles of a run are taken in the order of their dates, so the answer does not depend on the order in which
they were handed over.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import nsmallest
from itertools import chain

import numpy as np

from mediawatch.cluster.linkage import Floats, agglomerate
from mediawatch.cluster.records import (
    Assignments,
    Frequencies,
    Member,
    Membership,
    StoryArticle,
    StoryIndex,
    base_language,
)
from mediawatch.cluster.space import Space, similarity
from mediawatch.cluster.terms import profile

__all__ = ["Assignments", "StoryArticle", "StoryIndex", "assign"]

THRESHOLD = 0.10
"""Similarity at which two articles are one story; fitted on development data, see docs/decisions."""

GROWTH = 0.009
"""How much more similar clusters must be for each doubling of their size; fitted likewise."""

CANDIDATES = 16
"""Standing stories that an article is compared with."""

CHUNK = 1000
"""Articles that are joined at a time: bounds the memory of a run, not its length."""


def assign(articles: Sequence[StoryArticle], index: StoryIndex) -> Assignments:
    """The stories of those articles that stand in none yet. Raises ValueError where a uri comes twice."""
    if len({article.uri for article in articles}) < len(articles):
        raise ValueError("an article is given twice")
    standing = index.located({uri for a in articles for uri in (a.uri, a.original)})
    new = {a.uri: a for a in sorted(articles, key=lambda a: (a.coverage_at, a.uri)) if a.uri not in standing}
    speaks = {u for u, a in new.items() if a.original == u or a.original not in new.keys() | standing.keys()}
    by_language: defaultdict[str, list[StoryArticle]] = defaultdict(list)
    for uri in new:
        if uri in speaks:
            by_language[base_language(new[uri].in_language)].append(new[uri])
    runs = [_Run(language, group, index) for language, group in sorted(by_language.items())]
    memberships = {m.uri: m for run in runs for m in run.assign()}
    for uri in new.keys() - speaks:
        own = memberships.get(new[uri].original) or Membership(uri, standing[new[uri].original], 1.0, ())
        memberships[uri] = replace(own, uri=uri)
    return Assignments(
        memberships=tuple(memberships[uri] for uri in sorted(memberships)),
        headlines={story: uri for run in runs for story, uri in run.headlines.items()},
        profiles={uri: p for run in runs for uri, p in run.profiles.items()},
        signatures={uri: terms for run in runs for uri, terms in run.signatures.items()},
        frequencies={run.language: run.added for run in runs},
    )


class _Run:
    """The new articles of one language, in the order of their dates."""

    def __init__(self, language: str, articles: Sequence[StoryArticle], index: StoryIndex) -> None:
        self.language = language
        self.articles = articles
        self.index = index
        self.profiles = {a.uri: profile(a.headline, a.article_body, language) for a in articles}
        counts = Counter(chain.from_iterable(self.profiles.values()))
        self.added = Frequencies(len(articles), counts)
        self.space = Space(language, index, self.added)
        self.signatures = {uri: self.space.signature(terms) for uri, terms in self.profiles.items()}
        self.headlines: dict[str, str] = {}
        self._made: defaultdict[str, list[Member]] = defaultdict(list)  # what this run added to stories, ...
        self._made_near: defaultdict[str, set[str]] = defaultdict(set)  # ... and by which terms they are found

    def assign(self) -> list[Membership]:
        found: list[Membership] = []
        for start in range(0, len(self.articles), CHUNK):
            found += self._assign_chunk(self.articles[start : start + CHUNK])
        return found

    def _assign_chunk(self, chunk: Sequence[StoryArticle]) -> Iterator[Membership]:
        own = [Member(a.uri, "", self.profiles[a.uri], a.coverage_at, a.dated) for a in chunk]
        stories = self._candidates(own)
        names = list(stories)
        sizes = np.array([len(members) for members in stories.values()], np.intp)
        firsts = np.cumsum(sizes) - sizes
        members = [member for story in stories.values() for member in story]
        self.space.learn(set().union(*(member.profile for member in members)))
        everyone = [*own, *members]
        vectors = self.space.vectors([m.profile for m in everyone])
        new, old = vectors[: len(own)], vectors[len(own) :]
        among = similarity(own, own, new, new)
        to_stories: Floats = np.empty((len(own), 0), np.float32)
        if names:
            to_stories = np.add.reduceat(similarity(own, members, new, old), firsts, axis=1)
            to_stories /= sizes.astype(np.float32)
        for cluster in agglomerate(among, to_stories, sizes.tolist(), THRESHOLD, GROWTH):
            together, column = list(cluster.rows), cluster.story
            alike = among[np.ix_(together, together)].sum(axis=1) - among[together, together]
            story = _name(chunk[together[0]])
            if column is not None:
                story = names[column]
                alike += to_stories[together, column] * sizes[column]
                first = len(own) + int(firsts[column])
                together += range(first, first + int(sizes[column]))
            others = len(together) - 1
            centre = np.asarray(vectors[together].sum(axis=0)).ravel()
            self.headlines[story] = _most_central([everyone[i] for i in together], vectors[together] @ centre)
            for row, total in zip(cluster.rows, alike.tolist(), strict=True):
                mean = round(min(1.0, total / others), 6) if others else 1.0
                yield Membership(own[row].uri, story, mean, self.space.shared_terms(vectors, row, centre))
                self._made[story].append(replace(own[row], story=story))
                for term in self.signatures[own[row].uri]:
                    self._made_near[term].add(story)

    def _candidates(self, own: Sequence[Member]) -> dict[str, list[Member]]:
        """The stories that these articles may belong to, in the order of their names, with their members.

        For each article the CANDIDATES stories with which its signature has most in common, and two terms at least: so
        the cost of an article does not grow with the number of stories.
        """
        terms = {term for member in own for term in self.signatures[member.uri]}
        holders: defaultdict[str, set[str]] = defaultdict(set)
        for term, story in self.index.near(self.language, terms):
            holders[term].add(story)
        near: set[str] = set()
        for member in own:
            counts: Counter[str] = Counter()
            for term in self.signatures[member.uri]:
                counts.update(holders[term] | self._made_near[term])
            several = [story for story, count in counts.items() if count > 1]
            near.update(nsmallest(CANDIDATES, several, key=lambda story: (-counts[story], story)))
        stories: dict[str, list[Member]] = {story: [] for story in sorted(near)}
        for found in self.index.members(near) if near else ():
            stories[found.story].append(found)
        for story, members in stories.items():
            members.sort(key=lambda m: (m.coverage_at, m.uri))
            members += self._made[story]
        return {story: members for story, members in stories.items() if members}


def _most_central(articles: Sequence[Member], closeness: Floats) -> str:
    ranked = zip(
        (-closeness.round(5)).tolist(), (m.coverage_at for m in articles), (m.uri for m in articles), strict=True
    )
    return min(ranked)[2]


def _name(first: StoryArticle) -> str:
    text = f"{first.uri}\0{first.headline}\0{first.article_body}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
