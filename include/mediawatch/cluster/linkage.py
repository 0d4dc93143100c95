"""Average-link agglomeration of new articles, with each other and into stories that stand already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NEVER = -9.0  # below every similarity


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that came together; `story` is the column of the standing story that they joined, or None."""

    rows: tuple[int, ...]
    story: int | None


def agglomerate(
    among: Floats, to_stories: Floats, story_sizes: Sequence[int], threshold: float, growth: float
) -> list[Cluster]:
    """Joins the most similar two clusters, again and again, until no two are similar enough.

    `among` (n, n), symmetric: similarity of new articles; `to_stories` (n, m): mean similarity of each to the
    members of a standing story, of which there are `story_sizes` (m). Enough is `threshold` for two single
    articles, and `growth` more for each doubling of either side, so that large stories do not draw in what is
    merely related. The similarity of two clusters is the mean over all pairs of their articles (Lance and
    Williams 1967). Two standing stories are never joined. Ties go to the lower row and column, so the result
    depends on the order of the rows only there. O(n (n + m)) memory and, where stories are small, time.
    """
    n = len(among)
    size = np.concatenate((np.ones(n), np.asarray(story_sizes, np.float64)))
    mean = np.hstack((among, to_stories)).astype(np.float64)
    mean[np.arange(n), np.arange(n)] = _NEVER
    members: list[list[int]] = [[row] for row in range(n)]
    joined: dict[int, list[int]] = {}
    margin = mean - growth * np.log2(size)[None, :]  # by how much a pair is similar enough, before threshold and row
    best = margin.argmax(1) if n else np.empty(0, np.intp)
    while n:
        surplus = margin[np.arange(n), best] - growth * np.log2(size[:n]) - threshold
        row = int(surplus.argmax())
        column = int(best[row])
        if surplus[row] < 0:
            break
        lost = np.flatnonzero((best == row) | (best == column) | (np.arange(n) == column))  # whose best is no more
        share = size[row] / (size[row] + size[column])
        size[column] += size[row]
        mean[:, column] = share * mean[:, row] + (1 - share) * mean[:, column]
        if column < n:
            mean[column] = share * mean[row] + (1 - share) * mean[column]
            mean[column, column] = _NEVER
            members[column] += members[row]
            margin[column] = mean[column] - growth * np.log2(size)
        else:
            joined.setdefault(column - n, []).extend(members[row])
        members[row] = []
        mean[row] = mean[:, row] = margin[row] = margin[:, row] = _NEVER
        margin[:, column] = mean[:, column] - growth * np.log2(size[column])
        best[margin[:, column] > margin[np.arange(n), best]] = column
        for stale in lost:
            best[stale] = margin[stale].argmax()
    return [Cluster(tuple(sorted(rows)), None) for rows in members if rows] + [
        Cluster(tuple(sorted(rows)), column) for column, rows in sorted(joined.items())
    ]
