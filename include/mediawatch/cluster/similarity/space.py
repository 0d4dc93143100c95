"""The vector space of one language: how telling each term is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain, count, islice
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediawatch.cluster.records import Frequencies, Profile, Signature, StoryIndex

IDF_POWER = 1.5
UNSEEN_DOCUMENTS = 50  # a young warehouse weighs terms as if it had seen so many more articles, on other matters
SIGNATURE_TERMS = 16
SHARED_TERMS = 5


class Space:
    """Weighs terms by how common they are in the rolling window and among the new articles together."""

    def __init__(self, language: str, index: StoryIndex, added: Frequencies) -> None:
        self._language, self._index, self._added = language, index, added
        self._columns: defaultdict[str, int] = defaultdict(count().__next__)
        """Term -> column, which it gets where it is first asked for."""
        self._names: list[str] = []
        self._weights: list[float] = []
        """Of the columns, in their order."""
        self.learn(added.counts)

    def learn(self, terms: Iterable[str]) -> None:
        """Weighs those terms that it has not met before."""
        self._columns_of(terms, -1)

    def _columns_of(self, terms: Iterable[str], number: int) -> NDArray[np.int32]:
        columns = np.fromiter(map(self._columns.__getitem__, terms), np.int32, number)
        unknown = list(islice(self._columns, len(self._names), None))
        if unknown:
            window = self._index.frequencies(self._language, unknown)
            documents = window.documents + self._added.documents + UNSEEN_DOCUMENTS
            held = (window.counts.get(term, 0) + self._added.counts.get(term, 0) for term in unknown)
            self._weights += [max(0.0, log((documents + 1) / (times + 0.5))) ** IDF_POWER for times in held]
            self._names += unknown
        return columns

    def signature(self, profile: Profile) -> Signature:
        """The terms that weigh most in an article: one on the same event has some of them. All must be learnt."""
        idf = {term: self._weights[self._columns[term]] for term in profile}
        weights = [(-sqrt(times) * idf[term], term) for term, times in profile.items()]
        return {term: round(idf[term] * 1_000_000) for _, term in nsmallest(SIGNATURE_TERMS, weights)}

    def vectors(self, profiles: Sequence[Profile]) -> sparse.csr_matrix:
        """Shape (articles, terms), rows of length 1 (or 0 where no term tells anything)."""
        ends = np.cumsum([0, *map(len, profiles)])
        columns = self._columns_of(chain.from_iterable(profiles), ends[-1])
        counts = np.fromiter(chain.from_iterable(p.values() for p in profiles), np.float32, ends[-1])
        values = np.sqrt(counts) * np.array(self._weights, np.float32)[columns]
        squares = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
        norms = np.sqrt(squares[ends[1:]] - squares[ends[:-1]])
        values /= np.repeat(np.maximum(norms, 1e-9), np.diff(ends)).astype(np.float32)
        return sparse.csr_matrix((values, columns, ends), shape=(len(profiles), len(self._names)))

    def explain(self, table: sparse.csr_matrix, rows: Sequence[int]) -> tuple[list[float], list[tuple[str, ...]]]:
        """Of the articles in `rows` of `table`, which are one story: how close each is to all of them together, and
        the terms that make most of its similarity to the others, heaviest first."""
        if len(rows) == 1:
            return [1.0], [()]
        parts = [slice(table.indptr[row], table.indptr[row + 1]) for row in rows]
        columns, place = np.unique(np.concatenate([table.indices[part] for part in parts]), return_inverse=True)
        values = np.concatenate([table.data[part] for part in parts])
        centre = np.bincount(place, values, len(columns))[place]
        products = values * centre
        shared = (values * (centre - values)).round(6)
        close, names = [], []
        start = 0
        for part in parts:
            own = slice(start, start := start + part.stop - part.start)
            close.append(float(products[own].sum()))
            names.append(self._heaviest(shared[own], table.indices[part]))
        return close, names

    def _heaviest(self, weights: NDArray[np.float64], columns: NDArray[np.int32]) -> tuple[str, ...]:
        """The names of SHARED_TERMS columns at most that weigh anything, the heaviest first, of two alike the one that
        comes first in the alphabet."""
        if len(weights) > SHARED_TERMS:
            some = np.flatnonzero(weights >= np.partition(weights, -SHARED_TERMS)[-SHARED_TERMS])
            weights, columns = weights[some], columns[some]
        ranked = sorted(
            (-weight, self._names[column]) for weight, column in zip(weights.tolist(), columns.tolist(), strict=True)
        )
        return tuple(name for weight, name in ranked[:SHARED_TERMS] if weight < 0)

    def in_common(self, row: sparse.csr_matrix, others: sparse.csr_matrix, limit: int) -> tuple[str, ...]:
        """The terms that make most of the similarity of one vector to several others, heaviest first."""
        shared = row.multiply(others.sum(axis=0)).tocoo()
        ranked = sorted(zip(-shared.data.round(6), (self._names[i] for i in shared.col.tolist()), strict=True))
        return tuple(name for weight, name in ranked[:limit] if weight < 0)
