"""Which texts are worth measuring against each other: those whose fingerprints share enough hashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from mediawatch.deduplicate.fingerprint import KEPT_SHARE
from mediawatch.deduplicate.thresholds import COMMON_HASH, COMMON_HEADS, ENOUGH_HASHES, MIN_SHARE, MIN_SHARE_BY_ONE

Pair = tuple[str, str]
"""Two text_sha256, the lesser first."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text by its fingerprint. `rank` is the place of its earliest article in the order of originals."""

    text_sha256: str
    hashes: Sequence[int]
    shingle_count: int
    rank: int


def candidate_pairs(active: Collection[Marked], postings: Iterable[tuple[int, str, int]]) -> list[Pair]:
    """Pairs of texts to measure, each with at least one active text, sorted.

    `active`: the texts to be decided. `postings`: (hash, text_sha256, shingle_count) of the texts of the
    history that hold one of their hashes; none of them active. A hash of more than COMMON_HASH active texts
    pairs them with the COMMON_HEADS earliest of them only, as `History.by_hashes` does for the history.
    """
    holders: defaultdict[int, list[Marked]] = defaultdict(list)
    sizes: dict[str, int] = {}
    for text in active:
        sizes[text.text_sha256] = text.shingle_count
        for value in text.hashes:
            holders[value].append(text)
    shared: defaultdict[Pair, int] = defaultdict(int)
    for texts in holders.values():
        if len(texts) > COMMON_HASH:
            heads = sorted(texts, key=lambda text: text.rank)[:COMMON_HEADS]
            pairs = {_pair(a.text_sha256, b.text_sha256) for a in heads for b in texts if a is not b}
        else:
            pairs = {_pair(a.text_sha256, b.text_sha256) for a, b in combinations(texts, 2)}
        for pair in pairs:
            shared[pair] += 1
    for value, other, shingle_count in postings:
        sizes[other] = shingle_count
        for text in holders.get(value, ()):
            shared[_pair(text.text_sha256, other)] += 1
    return sorted((a, b) for (a, b), count in shared.items() if _enough(count, min(sizes[a], sizes[b])))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _enough(count: int, shingles: int) -> bool:
    """Enough for an excerpt, or the share of the smaller text that a copy or truncation may have. It asks the
    same of a pair whichever of the two comes first."""
    if count >= ENOUGH_HASHES:
        return True
    share = count * KEPT_SHARE / shingles
    return share >= (MIN_SHARE if count > 1 else MIN_SHARE_BY_ONE)
