"""Which texts are measured against each other: counted in arrays, block by block, as counting one by one gives it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.deduplicate import candidates
from mediawatch.deduplicate.candidates import Marked, candidate_pairs
from mediawatch.deduplicate.fingerprint import KEPT_SHARE
from mediawatch.deduplicate.thresholds import ENOUGH_HASHES, MIN_SHARE, MIN_SHARE_BY_ONE

PRINTS = st.lists(st.sets(st.integers(-6, 6), max_size=8).map(sorted), max_size=9)


def one_by_one(
    active: list[Marked], postings: list[tuple[int, str, int]], common: int, heads: int
) -> set[frozenset[str]]:
    """The same by the words of the docstring."""
    sizes = {text.text_sha256: text.shingle_count for text in active} | {text: size for _, text, size in postings}
    shared: dict[frozenset[str], int] = {}
    for value in {value for text in active for value in text.hashes}:
        holders = sorted((text for text in active if value in text.hashes), key=lambda text: text.rank)
        first = holders[:heads] if len(holders) > common else holders
        pairs = {frozenset((a.text_sha256, b.text_sha256)) for a in first for b in holders if a is not b}
        pairs |= {frozenset((a.text_sha256, other)) for a in holders for known, other, _ in postings if known == value}
        for pair in pairs:
            shared[pair] = shared.get(pair, 0) + 1
    found = set()
    for pair, count in shared.items():
        share = count * KEPT_SHARE / min(sizes[text] for text in pair)
        if count >= ENOUGH_HASHES or share >= (MIN_SHARE if count > 1 else MIN_SHARE_BY_ONE):
            found.add(pair)
    return found


@settings(max_examples=60, deadline=None)
@given(own=PRINTS, known=PRINTS, size=st.integers(1, 80), block=st.integers(1, 40))
def test_pairs_are_those_that_share_enough(own: list[list[int]], known: list[list[int]], size: int, block: int) -> None:
    active = [Marked(f"own-{n}", hashes, size + n, (n * 5) % 11) for n, hashes in enumerate(own)]
    postings = [(value, f"known-{n}", size + n) for n, hashes in enumerate(known) for value in hashes]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(candidates, "_BLOCK", block)
        patch.setattr(candidates, "COMMON_HASH", 3)
        patch.setattr(candidates, "COMMON_HEADS", 2)
        found = candidate_pairs(active, postings)
        told = [pair for portion in found.portions(100) for pair in portion]

    assert len(told) == len(set(told)) == len(found)
    assert {frozenset(pair) for pair in told} == one_by_one(active, postings, 3, 2)
    assert all(a < b for a, b in told)
    assert found.involved() == {text for pair in told for text in pair}


def test_pairs_that_hang_together_come_in_portions_of_bounded_size() -> None:
    groups = [
        [Marked(f"{group} {n}", range(group * 10, group * 10 + 9), 90, n) for n in range(4)] for group in range(5)
    ]
    mixed = [text for row in zip(*groups, strict=True) for text in row]

    portions = list(candidate_pairs(mixed, []).portions(2 * 4 * 90))

    assert len({pair for portion in portions for pair in portion}) == 5 * len(list(combinations(range(4), 2)))
    for portion in portions:
        texts = {text for pair in portion for text in pair}
        assert len(texts) <= 8
    assert len(portions) == 3
