"""Average-link agglomeration."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float32]

_NEVER = -9.0  # below every similarity


def agglomerate(alike: Floats, sizes: Sequence[int], threshold: float, growth: float) -> list[tuple[int, ...]]:
    """Joins the most similar two clusters, again and again, until no two are similar enough; the rows of each.

    `alike` (n, n), symmetric: mean similarity of the articles of two rows, of which row i stands for `sizes[i]`
    (its diagonal is not read). Enough is `threshold` for two single articles, and `growth` (not negative) more for
    each doubling of either side, so that large stories do not draw in what is merely related. The similarity of
    two clusters is the mean over all pairs of their articles (Lance and Williams 1967). Ties go to the lower rows,
    so the result depends on the order of the rows only there.

    A mean reaches the threshold only where one of its pairs does. So rows that no chain of such pairs connects
    never come together, and each connected part is joined by itself: memory of O(n²) once, time of O(k²) a part
    of k rows.
    """
    if not len(alike):
        return []
    linked = csr_matrix(alike >= threshold)
    parts, part_of = connected_components(linked, directed=False)
    order = np.argsort(part_of, kind="stable")
    ends = np.cumsum(np.bincount(part_of, minlength=parts))[:-1]
    found: list[tuple[int, ...]] = []
    for rows in np.split(order, ends):
        if len(rows) == 1:
            found.append((int(rows[0]),))
            continue
        weights = np.asarray(sizes, np.float64)[rows]
        for places in _join(alike[np.ix_(rows, rows)].astype(np.float64), weights, threshold, growth):
            found.append(tuple(sorted(rows[places].tolist())))
    return sorted(found)


def _join(mean: NDArray[np.float64], size: NDArray[np.float64], threshold: float, growth: float) -> list[list[int]]:
    """The clusters of one part. Uses up its arrays."""
    n = len(mean)
    every = np.arange(n)
    mean[every, every] = _NEVER
    members = [[row] for row in range(n)]
    price = growth * np.log2(size)
    margin = mean - price  # by how much a pair is similar enough, before threshold and the row's own price
    best = margin.argmax(1)
    while True:
        surplus = margin[every, best] - price - threshold
        row = int(surplus.argmax())
        column = int(best[row])
        if surplus[row] < 0:
            return [rows for rows in members if rows]
        lost = np.flatnonzero((best == row) | (best == column))  # whose best is no more
        share = size[row] / (size[row] + size[column])
        size[column] += size[row]
        price[column] = growth * np.log2(size[column])
        mean[:, column] = mean[column] = share * mean[row] + (1 - share) * mean[column]
        mean[row] = mean[:, row] = margin[row] = margin[:, row] = _NEVER
        mean[column, column] = _NEVER
        members[column] += members[row]
        members[row] = []
        margin[column] = mean[column] - price
        margin[:, column] = mean[:, column] - price[column]
        best[margin[:, column] > margin[every, best]] = column
        stale = np.append(lost, column)
        best[stale] = margin[stale].argmax(1)
