"""Average link, checked against the definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.cluster.linkage import Cluster, agglomerate


def by_definition(among: np.ndarray, threshold: float, growth: float) -> set[tuple[int, ...]]:
    """Every pair of clusters tried anew at every step, means taken over all pairs of rows."""
    clusters = [(row,) for row in range(len(among))]
    while True:
        scored = [
            (among[np.ix_(a, b)].mean() - growth * np.log2(len(a) * len(b)) - threshold, a, b)
            for i, a in enumerate(clusters)
            for b in clusters[i + 1 :]
        ]
        if not scored or max(scored)[0] < 0:
            return set(clusters)
        _, a, b = max(scored)
        clusters = [c for c in clusters if c not in (a, b)] + [tuple(sorted(a + b))]


@given(st.integers(0, 10_000), st.integers(1, 9), st.sampled_from([0.0, 0.02, 0.1]))
def test_it_is_average_link(seed: int, n: int, growth: float) -> None:
    among = np.random.default_rng(seed).random((n, n)).astype(np.float32)
    among = (among + among.T) / 2
    found = agglomerate(among, np.empty((n, 0), np.float32), [], 0.5, growth)
    assert all(cluster.story is None for cluster in found)
    assert {cluster.rows for cluster in found} == by_definition(among.astype(float), 0.5, growth)


def test_standing_stories_take_articles_in_and_are_never_joined() -> None:
    among = np.array([[1.0, 0.1, 0.6], [0.1, 1.0, 0.1], [0.6, 0.1, 1.0]], np.float32)
    to_stories = np.array([[0.9, 0.8], [0.1, 0.9], [0.5, 0.5]], np.float32)
    assert agglomerate(among, to_stories, [1, 1], 0.5, 0.0) == [Cluster((0, 2), 0), Cluster((1,), 1)]


def test_a_story_counts_by_its_size() -> None:
    """After row 0 joined the story of nine, row 1's mean similarity to it is (9 * 0.5 + 0.9) / 10."""
    among = np.array([[1.0, 0.9], [0.9, 1.0]], np.float32)
    to_stories = np.array([[0.95], [0.5]], np.float32)
    assert agglomerate(among, to_stories, [9], 0.53, 0.0) == [Cluster((0, 1), 0)]
    assert agglomerate(among, to_stories, [9], 0.55, 0.0) == [Cluster((1,), None), Cluster((0,), 0)]


@pytest.mark.parametrize("stories", [0, 3])
def test_nothing_new(stories: int) -> None:
    assert agglomerate(np.empty((0, 0), np.float32), np.empty((0, stories), np.float32), [1] * stories, 0.1, 0.0) == []
