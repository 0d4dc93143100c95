"""Average-link agglomeration of new articles, with each other and into stories that stand already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Rows that came together; `story` is the column of the standing story that they joined, or None."""

    rows: tuple[int, ...]
    story: int | None


def agglomerate(among: Floats, to_stories: Floats, story_sizes: Sequence[int], threshold: float) -> list[Cluster]:
    """Joins the most similar two clusters, again and again, until no two are as similar as `threshold`.

    `among` (n, n), symmetric: similarity of new articles; `to_stories` (n, m): mean similarity of each to the
    members of a standing story, of which there are `story_sizes` (m). The similarity of two clusters is the
    mean over all pairs of their articles (Lance and Williams 1967). Two standing stories are never joined.
    Ties go to the lower row and column, so the result depends on the order of the rows only there. O(n (n +
    m)) memory and, where stories are small, time.
    """
    n = len(among)
    table = np.hstack((among, to_stories)).astype(np.float32)
    table[np.arange(n), np.arange(n)] = -1.0
    size = np.concatenate((np.ones(n), np.asarray(story_sizes, np.float64))).astype(np.float32)
    members: list[list[int]] = [[row] for row in range(n)]
    joined: dict[int, list[int]] = {}
    best = table.argmax(1) if n else np.empty(0, np.intp)
    value = table[np.arange(n), best] if n else np.empty(0, np.float32)
    while n and value.max() >= threshold:
        row = int(value.argmax())
        column = int(best[row])
        share = size[row] / (size[row] + size[column])
        table[:, column] = share * table[:, row] + (1 - share) * table[:, column]
        size[column] += size[row]
        if column < n:
            table[column] = share * table[row] + (1 - share) * table[column]
            table[column, column] = -1.0
            members[column] = sorted(members[column] + members[row])
        else:
            joined.setdefault(column - n, []).extend(members[row])
        members[row] = []
        table[row] = -1.0
        table[:, row] = -1.0
        value[row] = -1.0
        stale = np.flatnonzero((best == row) | (best == column) | (table[:, column] >= value))
        stale = stale[[bool(members[r]) for r in stale]] if len(stale) else stale
        if column < n and column not in stale:
            stale = np.append(stale, column)
        best[stale] = table[stale].argmax(1)
        value[stale] = table[stale, best[stale]]
    return [Cluster(tuple(rows), None) for rows in members if rows] + [
        Cluster(tuple(sorted(rows)), column) for column, rows in sorted(joined.items())
    ]
