"""How alike two articles are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from mediawatch.cluster.records import Frequencies, Member
from mediawatch.cluster.similarity.compared import (
    DAYS,
    SEEN_DAYS,
    Compared,
    among,
    cosines_with_means,
    fading,
    similarity,
)
from mediawatch.cluster.similarity.space import Space
from memory_index import MemoryIndex
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
    compared = Compared.of(members(number), vectors(number))
    alike = among(compared)
    assert (alike == alike.T).all()
    np.testing.assert_allclose(alike, similarity(compared, compared), atol=1e-5)


def test_it_is_the_cosine_less_what_the_days_between_take_off() -> None:
    articles, table = members(300), vectors(300)
    cosine, alike = (table @ table.T).toarray(), among(Compared.of(articles, table))
    for a, b in ((1, 2), (0, 3), (0, 1), (299, 4), (297, 3), (3, 280)):
        days = (articles[a].coverage_at - articles[b].coverage_at) / timedelta(days=1)
        deviation = {(True, True): DAYS, (False, False): SEEN_DAYS}.get((articles[a].dated, articles[b].dated))
        fades = np.exp(-0.5 * (days / deviation) ** 2) if deviation else 1.0
        assert alike[a, b] == pytest.approx(cosine[a, b] * fades, abs=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_no_story_is_nearer_than_its_days_and_mean_words_allow(seed: int) -> None:
    """By that bound most stories are left out before countries and names are compared."""
    draw = np.random.default_rng(seed)
    own, sizes = 40, draw.integers(1, 6, 60)
    when = draw.uniform(0, 30, own + sizes.sum())
    dated = draw.random(len(when)) < draw.choice([0.0, 0.7, 1.0])
    everyone = [
        Member(
            f"https://a.example/{n}",
            "",
            {},
            MONDAY + timedelta(days=float(day)),
            bool(known),
            frozenset({f"n:{n % 7}"}),
        )
        for n, (day, known) in enumerate(zip(when, dated, strict=True))
    ]
    compared = Compared.of(everyone, vectors(len(everyone)))
    new, standing = slice(own), slice(own, None)
    means = np.add.reduceat(similarity(compared.part(new), compared.part(standing)), sizes.cumsum() - sizes, axis=1)
    means /= sizes
    left = fading(everyone[new], everyone[standing], sizes)
    most = cosines_with_means(compared.vectors[new], compared.vectors[standing], sizes) * left
    assert (means <= most + 1e-5).all()
    assert (left < 0.5).any()  # days take something off
    assert cosines_with_means(compared.vectors[new], compared.vectors[own:own], sizes[:0]).shape == (own, 0)
    assert fading(everyone[new], [], sizes[:0]).shape == (own, 0)


def test_of_two_terms_that_weigh_alike_the_first_of_the_alphabet_is_told() -> None:
    profiles = [dict.fromkeys(["zebra", "yak", "xerus", "wolf", "vole", "urial", "tapir"], 1)] * 2
    space = Space("en", MemoryIndex(), Frequencies(2, dict.fromkeys(profiles[0], 1)))
    _, terms = space.explain(space.vectors(profiles), [0, 1])
    assert terms == [("tapir", "urial", "vole", "wolf", "xerus")] * 2
