"""How alike two articles are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from mediawatch.cluster.records import Member
from mediawatch.cluster.space import DAYS, SEEN_DAYS, among, similarity
from scipy import sparse

MONDAY = datetime(2025, 5, 5, tzinfo=UTC)


def members(number: int) -> list[Member]:
    """Every third without a date, days two weeks apart at most."""
    return [
        Member(f"https://a.example/{n}", "", {}, MONDAY + timedelta(days=n * 7 % 15), bool(n % 3))
        for n in range(number)
    ]


def vectors(number: int) -> sparse.csr_matrix:
    table = sparse.random(number, 40, 0.2, format="csr", dtype=np.float32, rng=np.random.default_rng(3))
    table.data += 0.1
    return table


@pytest.mark.parametrize("number", [1, 2, 255, 256, 257, 600])
def test_of_each_to_each_it_is_the_same_whichever_is_asked_first(number: int) -> None:
    articles, table = members(number), vectors(number)
    alike = among(articles, table)
    assert (alike == alike.T).all()
    np.testing.assert_allclose(alike, similarity(articles, articles, table, table), atol=1e-5)


def test_it_is_the_cosine_less_what_the_days_between_take_off() -> None:
    articles, table = members(300), vectors(300)
    cosine, alike = (table @ table.T).toarray(), among(articles, table)
    for a, b in ((1, 2), (0, 3), (0, 1), (299, 4), (297, 3), (3, 280)):
        days = (articles[a].coverage_at - articles[b].coverage_at) / timedelta(days=1)
        deviation = {(True, True): DAYS, (False, False): SEEN_DAYS}.get((articles[a].dated, articles[b].dated))
        fades = np.exp(-0.5 * (days / deviation) ** 2) if deviation else 1.0
        assert alike[a, b] == pytest.approx(cosine[a, b] * fades, abs=1e-5)
