"""Average link, checked against the definition."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.cluster.similarity.linkage import agglomerate


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


@given(st.integers(0, 10_000), st.integers(1, 14), st.sampled_from([0.0, 0.02, 0.1]))
def test_it_is_average_link(seed: int, n: int, growth: float) -> None:
    among = np.random.default_rng(seed).random((n, n)).astype(np.float32)
    among = (among + among.T) / 2
    found = agglomerate(among, [1] * n, 0.5, growth)
    assert set(found) == by_definition(among.astype(float), 0.5, growth)
    assert found == sorted(found)


@given(st.integers(0, 10_000), st.integers(1, 40), st.sampled_from([0.0, 0.05]))
def test_of_equals_none_is_forgotten(seed: int, n: int, growth: float) -> None:
    """However many pairs are equally similar: each row is in one cluster, and no two clusters are left to be joined."""
    among = np.random.default_rng(seed).choice(np.array([0.0, 0.25, 0.5, 0.75], np.float32), (n, n))
    among = np.maximum(among, among.T)
    found = agglomerate(among, [1] * n, 0.5, growth)
    assert sorted(row for cluster in found for row in cluster) == list(range(n))
    assert not [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if among[np.ix_(a, b)].mean(dtype=float) - growth * np.log2(len(a) * len(b)) > 0.5 + 1e-5
    ]


def test_the_input_stays_as_it_is() -> None:
    among = np.full((5, 5), 0.8, np.float32)
    before = among.copy()
    assert agglomerate(among, [1] * 5, 0.5, 0.0) == [(0, 1, 2, 3, 4)]
    assert (among == before).all()


def test_parts_that_nothing_connects_are_joined_by_themselves() -> None:
    part = np.array([[1.0, 0.7, 0.4], [0.7, 1.0, 0.6], [0.4, 0.6, 1.0]], np.float32)
    among = np.zeros((6, 6), np.float32)
    among[::2, ::2] = among[1::2, 1::2] = part
    assert agglomerate(among, [1] * 6, 0.5, 0.0) == [(0, 2, 4), (1, 3, 5)]
    assert agglomerate(among, [1] * 6, 0.55, 0.0) == [(0, 2), (1, 3), (4,), (5,)]


def test_a_row_counts_by_its_size() -> None:
    """After row 0 joined the story of nine, row 1's mean similarity to it is (9 * 0.5 + 0.9) / 10."""
    among = np.array([[1.0, 0.9, 0.95], [0.9, 1.0, 0.5], [0.95, 0.5, 1.0]], np.float32)
    assert agglomerate(among, [1, 1, 9], 0.53, 0.0) == [(0, 1, 2)]
    assert agglomerate(among, [1, 1, 9], 0.55, 0.0) == [(0, 2), (1,)]


def test_nothing_is_no_cluster() -> None:
    assert agglomerate(np.empty((0, 0), np.float32), [], 0.1, 0.0) == []
