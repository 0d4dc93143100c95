"""Average-link agglomeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

_ROWS = 256  # that are taken at a time, so that what is made on the way stays small


def agglomerate(alike: Floats, sizes: Sequence[int], threshold: float, growth: float) -> list[tuple[int, ...]]:
    """Joins the most similar two clusters, again and again, until no two are similar enough; the rows of each.

    `alike` (n, n), symmetric: mean similarity of the articles of two rows, of which row i stands for `sizes[i]`
    (its diagonal is not read). Enough is `threshold` for two single articles, and `growth` (not negative) more for
    each doubling of either side, so that large stories do not draw in what is merely related. The similarity of
    two clusters is the mean over all pairs of their articles (Lance and Williams 1967). Ties go to the lower rows,
    so the result depends on the order of the rows only there.

    A pair's margin is its similarity less what its sizes ask. What is joined has to no other cluster a greater margin
    than the better of its parts had (a mean is between its parts, and a larger cluster asks for more). So two clusters
    that are each other's best stay so until they are joined, whatever is joined before: all such pairs are joined at
    once, with the same result as one by one (Bruynooghe 1978; Murtagh 1983). And a cluster whose best margin is not
    enough never joins any more: it is left out of what follows. Memory of O(n²).
    """
    members = [[row] for row in range(len(alike))]
    mean, size, rows = alike, np.asarray(sizes, np.float32), np.arange(len(alike))
    price = _price(size, growth)
    while len(rows):
        best, margin = _nearest(mean, price, np.arange(len(rows)))
        left = np.flatnonzero(margin >= threshold)
        mean, size, price, rows = mean[np.ix_(left, left)], size[left], price[left], rows[left]
        best, margin = np.searchsorted(left, best[left]), margin[left]
        for into, gone in _join(mean, size, price, best, margin, threshold, growth):
            members[rows[into]] += members[rows[gone]]
            members[rows[gone]] = []
    return sorted(tuple(sorted(cluster)) for cluster in members if cluster)


def _join(
    mean: Floats, size: Floats, price: Floats, best: Places, margin: Floats, threshold: float, growth: float
) -> Iterator[tuple[int, int]]:
    """Joins until half of the clusters or fewer may go on: pairs of rows, of which the second goes into the first.

    Changes all arrays; `price` is what each row's size asks, `best` and `margin` are what `_nearest` says of each.
    """
    while 2 * np.count_nonzero(margin >= threshold) > len(mean):
        rows = np.flatnonzero(margin >= threshold)
        into = rows[(best[best[rows]] == rows) & (rows < best[rows])]
        if not len(into):  # of equals, which rounding made unequal, each may be the best of the next
            into = np.array([margin.argmax()])
        gone = best[into]
        yield from zip(into.tolist(), gone.tolist(), strict=True)
        share = size[into] / (size[into] + size[gone])
        joined = share[:, None] * mean[into]
        joined += (1 - share)[:, None] * mean[gone]
        among = share * joined[:, into] + (1 - share) * joined[:, gone]
        joined[:, into] = (among + among.T) / 2  # as symmetric as the rest, in spite of rounding
        mean[into] = joined
        mean[:, into] = joined.T
        size[into] += size[gone]
        price[into] = _price(size[into], growth)
        price[gone] = np.inf  # nobody can pay for a row that is gone
        margin[gone] = -np.inf
        touched = np.zeros(len(mean), bool)
        touched[into] = touched[gone] = True
        stale = np.flatnonzero((margin >= threshold) & touched[best])
        best[stale], margin[stale] = _nearest(mean, price, stale)


def _nearest(mean: Floats, price: Floats, rows: Places) -> tuple[Places, Floats]:
    """Of each of these rows: the row with the greatest margin (the lowest of equals), and that margin before the
    threshold is taken off."""
    best, margin = np.empty(len(rows), np.int64), np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _ROWS):
        some = slice(start, start + _ROWS)
        own = rows[some]
        every = np.arange(len(own))
        left = mean[own]
        left -= price[own, None] + price
        left[every, own] = -np.inf
        best[some] = left.argmax(1)
        margin[some] = left[every, best[some]]
    return best, margin


def _price(size: Floats, growth: float) -> Floats:
    price: Floats = (growth * np.log2(size)).astype(np.float32)
    return price
