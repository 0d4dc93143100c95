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
    members = [[row] for row in range(len(mean))]
    while len(members) > 1:
        left = _halve(mean, size, members, threshold, growth)
        if left is None:
            break
        mean, size = mean[np.ix_(left, left)], size[left]  # what is gone would be carried along to the end
        members = [members[place] for place in left]
    return [rows for rows in members if rows]


def _halve(
    mean: NDArray[np.float64], size: NDArray[np.float64], members: list[list[int]], threshold: float, growth: float
) -> NDArray[np.int64] | None:
    """Joins until half of the rows are left, which it returns, or until no two are similar enough: None."""
    n = len(mean)
    every = np.arange(n)
    mean[every, every] = _NEVER
    price = growth * np.log2(size)
    margin = mean - price  # by how much a pair is similar enough, before threshold and the row's own price
    best = margin.argmax(1)
    for _ in range(n - n // 2):
        surplus = margin[every, best] - price - threshold
        row = int(surplus.argmax())
        column = int(best[row])
        if surplus[row] < 0:
            return None
        lost = np.flatnonzero((best == row) | (best == column))  # whose best is no more
        share = size[row] / (size[row] + size[column])
        size[column] += size[row]
        price[column] = growth * np.log2(size[column])
        price[row] = np.inf  # nobody can pay for a row that is gone
        joined = share * mean[row] + (1 - share) * mean[column]
        joined[column] = _NEVER
        mean[:, column] = mean[column] = joined
        members[column] += members[row]
        members[row] = []
        margin[:, row] = -np.inf
        margin[column] = joined - price
        offered = joined - price[column]
        margin[:, column] = offered
        best[offered > margin[every, best]] = column
        stale = np.append(lost, column)
        best[stale] = margin[stale].argmax(1)
    return np.flatnonzero(np.isfinite(price))
