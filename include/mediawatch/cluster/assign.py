"""Puts articles into stories: the accounts of one event, whoever wrote them.

Only originals are compared, within a language. An article is a vector of TF-IDF weights (Salton and Buckley
1988, with the root of the count as TF); two articles are as similar as the cosine of their vectors, less the
further apart their dates are. They are joined by average link (`linkage`), so that a story holds together as a
whole and not by a chain of neighbours.

Standing stories that a new article may join are *reopened*: their articles and the new ones are joined afresh, as
if they had come together. So a story depends little on the portions in which its articles came, and not at all
on their order within one. Stories that no new article comes near stay as they are, and so do their numbers; of
those that are reopened, each keeps its number where most of its articles are.
"""

from __future__ import annotations

import hashlib
from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediawatch.cluster.across import counted
from mediawatch.cluster.article_reading import ArticleReading, ArticleText, read_here, text_of
from mediawatch.cluster.records import (
    IN_NO_STORY,
    MANY,
    MEMBERS,
    Assignments,
    Frequencies,
    Member,
    Membership,
    RoundUp,
    Span,
    StoryArticle,
    StoryIndex,
    base_language,
)
from mediawatch.cluster.similarity.compared import Compared, among, cosines_with_means, fading, similarity
from mediawatch.cluster.similarity.linkage import Floats, agglomerate
from mediawatch.cluster.similarity.space import Space
from mediawatch.cluster.terms import is_inflected

__all__ = ["BATCH", "Assignments", "StoryArticle", "StoryIndex", "assign"]

THRESHOLD = 0.10
"""Similarity at which two articles are one story; fitted on development data, see docs/decisions."""

THRESHOLD_STEMS = 0.13
"""The same in languages whose words are compared by their stems, which meet by chance more often."""

GROWTH = 0.009
"""How much more similar clusters must be for each doubling of their size; fitted likewise."""

_ROUNDING = 1e-4
"""By how much sums of single precision may differ, at most."""

CANDIDATES = 6
"""Standing stories that an article is compared with."""

LIVE_DAYS = 30
"""An article is compared with those that were published or first seen within so many days of when it was: at four times
the standard deviation of an event's dates nothing of a similarity is left (`space`)."""

BATCH = 1000
"""Articles that should be given to one call of `assign`: memory goes by the square."""


def assign(
    articles: Sequence[StoryArticle],
    index: StoryIndex,
    read: Callable[[Sequence[ArticleText]], Iterable[ArticleReading]] = read_here,
) -> Assignments:
    """The stories of those articles that stand in none yet, and of those whose stories this changes. `read` reads
    texts, in their order. Raises ValueError where a uri comes twice."""
    if len({article.uri for article in articles}) < len(articles):
        raise ValueError("an article is given twice")
    standing = index.located({uri for a in articles for uri in (a.uri, a.original)})
    new = {a.uri: a for a in sorted(articles, key=lambda a: (a.coverage_at, a.uri)) if a.uri not in standing}
    speaks = [u for u, a in new.items() if a.original == u or a.original not in new.keys() | standing.keys()]
    readings = dict(zip(speaks, read([text_of(new[uri]) for uri in speaks]), strict=True))
    round_ups = {uri for uri, reading in readings.items() if reading.is_round_up}
    by_language: defaultdict[str, list[StoryArticle]] = defaultdict(list)
    for uri in speaks:
        if uri not in round_ups:
            by_language[base_language(new[uri].in_language)].append(new[uri])
    marks = {a.uri: readings[a.uri].marks for group in by_language.values() for a in group}
    runs = [_Run(language, group, readings, index) for language, group in sorted(by_language.items())]
    memberships = {m.uri: m for run in runs for m in run.assign()}
    for uri in new.keys() - readings.keys():
        original = new[uri].original
        if original in round_ups or standing.get(original) == IN_NO_STORY:
            round_ups.add(uri)
        else:
            own = memberships.get(original) or Membership(uri, standing[original], 1.0, ())
            memberships[uri] = replace(own, uri=uri)
    return Assignments(
        memberships=tuple(memberships[uri] for uri in sorted(memberships)),
        merged={gone: story for run in runs for gone, story in run.merged.items()},
        headlines={story: uri for run in runs for story, uri in run.headlines.items()},
        profiles={uri: p for run in runs for uri, p in run.profiles.items()},
        marks=marks,
        names={uri: readings[uri].names for uri in marks},
        signatures={uri: terms for run in runs for uri, terms in run.signatures.items()},
        frequencies={
            **{run.language: run.added for run in runs},
            **({MANY: Frequencies(len(marks), counted(list(marks.values())))} if marks else {}),
        },
        round_ups=frozenset(round_ups),
    )


class _Run:
    """The new articles of one language."""

    def __init__(
        self,
        language: str,
        articles: Sequence[StoryArticle],
        readings: Mapping[str, ArticleReading],
        index: StoryIndex,
    ) -> None:
        self.language = language
        self.threshold = THRESHOLD_STEMS if is_inflected(language) else THRESHOLD
        self.articles = {a.uri: a for a in articles}
        self.index = index
        self.profiles = {a.uri: readings[a.uri].profile for a in articles}
        self.forms = {a.uri: readings[a.uri].forms for a in articles}
        self.names = {a.uri: readings[a.uri].names for a in articles}
        counts = Counter(chain.from_iterable(self.profiles.values()))
        self.added = Frequencies(len(articles), counts)
        self.space = Space(language, index, self.added)
        self.signatures = {uri: self.space.signature(terms) for uri, terms in self.profiles.items()}
        self.headlines: dict[str, str] = {}
        self.merged: dict[str, str] = {}

    def assign(self) -> Iterator[Membership]:
        own = [
            Member(a.uri, "", self.profiles[a.uri], a.coverage_at, a.dated, self.names[a.uri], a.form)
            for a in self.articles.values()
        ]
        stories = self._candidates(own)
        pool, compared = self._gathered(own, stories)
        del own, stories  # profiles of those that are not reopened
        alike = among(compared)
        blocks = _blocks(pool)
        sizes = [len(block) for block in blocks]
        if len(blocks) == len(pool):
            clusters = agglomerate(alike, sizes, self.threshold, GROWTH)
        else:
            joined = agglomerate(_means(alike, blocks), sizes, self.threshold, GROWTH)
            clusters = [tuple(chain.from_iterable(blocks[i] for i in cluster)) for cluster in joined]
        for cluster, story in zip(clusters, self._named(clusters, pool), strict=True):
            rows = sorted(cluster)
            forms = [self.forms.get(pool[i].uri, {}) for i in rows]
            written = ChainMap(*(dict(form) for form in forms if form)) if any(forms) else {}
            others = len(rows) - 1
            close, terms = self.space.explain(compared.vectors, rows)
            central = zip((-round(c, 5) for c in close), (_place(pool[i]) for i in rows), strict=True)
            self.headlines[story] = min(central)[1][1]
            totals = alike[np.ix_(rows, rows)].sum(axis=1) - alike[rows, rows]
            for row, total, shared in zip(rows, totals.tolist(), terms, strict=True):
                mean = round(min(1.0, total / others), 6) if others else 1.0
                yield Membership(pool[row].uri, story, mean, self._shown(pool[row].uri, shared, written))

    def _gathered(
        self, own: Sequence[Member], stories: Mapping[str, Sequence[Member]]
    ) -> tuple[list[Member], Compared]:
        """The new articles and those of the standing stories that one of them may join, in order, and what is compared
        of them. Most candidates are out by their days alone, most of the others by their words alone: countries and
        names take off of a similarity, and nothing adds to it."""
        sizes = np.array([len(members) for members in stories.values()], np.int64)
        left = fading(own, list(chain.from_iterable(stories.values())), sizes)
        in_time = left.max(axis=0) >= _needed(sizes, self.threshold)
        everyone = [*own, *chain.from_iterable(compress(stories.values(), in_time))]
        sizes = sizes[in_time]
        new, standing = slice(len(own)), slice(len(own), None)
        vectors = self.space.vectors([member.profile for member in everyone])
        most = (cosines_with_means(vectors[new], vectors[standing], sizes) * left[:, in_time]).max(axis=0)
        is_near = most >= _needed(sizes, self.threshold) - _ROUNDING
        kept = np.append(np.arange(len(own)), len(own) + np.flatnonzero(np.repeat(is_near, sizes)))
        everyone = [everyone[row] for row in kept.tolist()]
        compared = Compared.of(everyone, vectors[kept])
        del vectors
        across = similarity(compared.part(new), compared.part(standing))
        reopened = len(own) + _reopened(across, sizes[is_near], self.threshold)
        rows = sorted((*range(len(own)), *reopened.tolist()), key=lambda row: _place(everyone[row]))
        return [everyone[row] for row in rows], compared.part(np.array(rows))

    def _shown(self, uri: str, terms: Sequence[str], written: Mapping[str, str]) -> tuple[str, ...]:
        """The terms as the article writes them, else as the others of its story do that are new."""
        own = self.forms.get(uri, {})
        if not own and not written:
            return tuple(terms)
        return tuple(own.get(term) or written.get(term, term) for term in terms)

    def _candidates(self, own: Sequence[Member]) -> dict[str, list[Member]]:
        """The stories that these articles may belong to, in the order of their names, with their members.

        CANDIDATES for each article, so that the cost of an article does not grow with the number of stories.
        """
        signatures = [self.signatures[member.uri] for member in own]
        spans = spans_around(list(self.articles.values()))
        near = {story for _, story in self.index.near(self.language, signatures, spans, CANDIDATES)}
        stories: dict[str, list[Member]] = {story: [] for story in sorted(near)}
        for found in self.index.members(near) if near else ():
            stories[found.story].append(found)
        return {story: members for story, members in stories.items() if members}

    def _named(self, clusters: Sequence[tuple[int, ...]], pool: Sequence[Member]) -> list[str]:
        """The story of each cluster: the standing one that has most articles in it, of two such the one with the lower
        number, else a new one. Notes which stories are no more."""
        shared = Counter((pool[row].story, place) for place, rows in enumerate(clusters) for row in rows)
        votes = sorted((-count, len(story), story, place) for (story, place), count in shared.items() if story)
        names: dict[int, str] = {}
        kept: set[str] = set()
        home: dict[str, int] = {}
        for _, _, story, place in votes:
            home.setdefault(story, place)
            if place not in names and story not in kept:
                names[place] = story
                kept.add(story)
        for place, rows in enumerate(clusters):
            if place not in names:
                names[place] = _name(self.articles, pool, rows)
        self.merged = {story: names[place] for story, place in home.items() if story not in kept}
        return [names[place] for place in range(len(clusters))]


def _needed(sizes: NDArray[np.int64], threshold: float) -> NDArray[np.float64]:
    """Mean similarity at which an article may join a story of so many articles."""
    needed: NDArray[np.float64] = threshold + GROWTH * np.log2(sizes)
    return needed


def _reopened(across: Floats, sizes: NDArray[np.int64], threshold: float) -> NDArray[np.int64]:
    """The columns of those standing stories that one of the new articles may join.

    `across` (new articles, articles of standing stories): similarity; each story's columns stand together, so many as
    `sizes` says. The similarity of a cluster to a story is a mean over its articles, so it is enough only where that of
    one article is.
    """
    if not len(sizes):
        return np.empty(0, np.int64)
    means = np.add.reduceat(across, np.cumsum(sizes) - sizes, axis=1) / sizes
    return np.flatnonzero(np.repeat(means.max(axis=0) >= _needed(sizes, threshold), sizes))


def _place(member: Member) -> tuple[datetime, str]:
    """By which the articles are put in order."""
    return member.coverage_at, member.uri


def _blocks(pool: Sequence[Member]) -> list[list[int]]:
    """What is joined as one: each article by itself, but a story of MEMBERS or more as it is."""
    sizes = Counter(member.story for member in pool)
    blocks: list[list[int]] = []
    large: dict[str, list[int]] = {}
    for row, member in enumerate(pool):
        if member.story and sizes[member.story] >= MEMBERS:
            if member.story not in large:
                blocks.append(large.setdefault(member.story, []))
            large[member.story].append(row)
        else:
            blocks.append([row])
    return blocks


def _means(alike: Floats, blocks: Sequence[Sequence[int]]) -> Floats:
    """Shape (blocks, blocks): mean similarity of the articles of two blocks."""
    sizes = np.array([len(block) for block in blocks])
    of = np.repeat(np.arange(len(blocks)), sizes)
    parts = (np.repeat(1 / sizes, sizes).astype(np.float32), (of, np.concatenate(blocks)))
    mean = sparse.csr_matrix(parts, shape=(len(blocks), len(alike)))
    means: Floats = np.asarray(mean @ (mean @ alike).T)
    return means


def spans_around(articles: Sequence[StoryArticle] | Sequence[RoundUp]) -> list[Span]:
    """When the articles were published and when they were first seen, each with LIVE_DAYS on either side; one span
    where the two overlap."""
    around = timedelta(days=LIVE_DAYS)
    moments = ([a.coverage_at for a in articles], [a.observed_at for a in articles])
    first, second = sorted((min(times) - around, max(times) + around) for times in moments)
    return [(first[0], max(first[1], second[1]))] if second[0] <= first[1] else [first, second]


def _name(new: dict[str, StoryArticle], pool: Sequence[Member], rows: Sequence[int]) -> str:
    """Of a new story, made of its first article."""
    first = pool[min(rows)]
    told = new[first.uri].article_body if first.uri in new else ""
    text = f"{first.uri}\0{first.story}\0{told}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
