"""The vector space of one language: how telling each term is, and how alike two articles are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediawatch.cluster.linkage import Floats
from mediawatch.cluster.records import Frequencies, Member, Profile, StoryIndex

IDF_POWER = 1.5
UNSEEN_DOCUMENTS = 50  # a young warehouse weighs terms as if it had seen so many more articles, on other matters
SIGNATURE_TERMS = 16
SHARED_TERMS = 5
DAYS = 4.0  # standard deviation of the dates of an event's articles
SEEN_DAYS = 14.0  # ... of the days on which articles without a date were seen


class Space:
    """Weighs terms by how common they are in the rolling window and among the new articles together."""

    def __init__(self, language: str, index: StoryIndex, added: Frequencies) -> None:
        self._language, self._index, self._added = language, index, added
        self._idf: dict[str, float] = {}
        self._columns: dict[str, int] = {}
        self._names: list[str] = []
        self.learn(added.counts)

    def learn(self, terms: Iterable[str]) -> None:
        """Weighs those terms that it has not met before."""
        unknown = sorted(set(terms) - self._idf.keys())
        if not unknown:
            return
        window = self._index.frequencies(self._language, unknown)
        documents = window.documents + self._added.documents + UNSEEN_DOCUMENTS
        for term in unknown:
            held = window.counts.get(term, 0) + self._added.counts.get(term, 0)
            self._idf[term] = max(0.0, log((documents + 1) / (held + 0.5))) ** IDF_POWER
            self._columns[term] = len(self._names)
            self._names.append(term)

    def signature(self, profile: Profile) -> tuple[str, ...]:
        """The terms that weigh most in an article, heaviest first: an article on the same event has some of them."""
        weights = ((-count * self._idf[term], term) for term, count in profile.items())
        return tuple(term for _, term in nsmallest(SIGNATURE_TERMS, weights))

    def vectors(self, profiles: Sequence[Profile]) -> sparse.csr_matrix:
        """Shape (articles, terms), rows of length 1 (or 0 where no term tells anything). All terms must be learnt."""
        ends = np.cumsum([0, *map(len, profiles)])
        columns = np.fromiter(map(self._columns.__getitem__, chain.from_iterable(profiles)), np.int32, ends[-1])
        values = np.fromiter(chain.from_iterable(p.values() for p in profiles), np.float32, ends[-1])
        values *= np.fromiter(self._idf.values(), np.float32, len(self._idf))[columns]
        table = sparse.csr_matrix((values, columns, ends), shape=(len(profiles), len(self._names)))
        norms = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
        return sparse.diags(1 / np.maximum(norms, 1e-9), dtype=np.float32).dot(table).tocsr()

    def shared_terms(self, table: sparse.csr_matrix, row: int, centre: NDArray[np.float32]) -> tuple[str, ...]:
        """The terms that make most of the similarity of one article of `table` to the others of its story.

        `centre` (terms,) is the sum of the vectors of the story, the article's own included.
        """
        part = slice(table.indptr[row], table.indptr[row + 1])
        columns, own = table.indices[part], table.data[part]
        parts = (own * (centre[columns] - own)).round(6)
        first = np.lexsort((columns, -parts))[:SHARED_TERMS]
        return tuple(self._names[columns[i]] for i in first if parts[i] > 0)


def similarity(a: Sequence[Member], b: Sequence[Member], rows: sparse.csr_matrix, columns: sparse.csr_matrix) -> Floats:
    """Shape (a, b): cosine of the vectors, times a Gaussian of the days between the two.

    Of two dates of publication, or of two days on which undated articles were seen; where one article is
    dated and the other not, nothing is known of the time between them and nothing is taken off.
    """
    cosine: Floats = (rows @ columns.T).toarray()
    days_a, days_b = (np.array([m.coverage_at.timestamp() / 86400 for m in side]) for side in (a, b))
    dated_a, dated_b = (np.array([m.dated for m in side], bool) for side in (a, b))
    apart = days_a[:, None] - days_b[None, :]
    apart /= np.where(dated_a[:, None] & dated_b[None, :], DAYS, SEEN_DAYS)
    apart[dated_a[:, None] != dated_b[None, :]] = 0.0
    alike: Floats = (cosine * np.exp(-0.5 * apart**2)).astype(np.float32)
    return alike
