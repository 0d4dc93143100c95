"""Which texts are worth measuring against each other: those whose fingerprints share enough hashes.

Everything lies in arrays of numbers, and pairs are counted for some texts at a time: a run of a hundred thousand
articles has millions of hashes, and texts with one footer make hundreds of thousands of pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediawatch.deduplicate.fingerprint import KEPT_SHARE
from mediawatch.deduplicate.history import Hashes
from mediawatch.deduplicate.thresholds import COMMON_HASH, COMMON_HEADS, ENOUGH_HASHES, MIN_SHARE, MIN_SHARE_BY_ONE

Pair = tuple[str, str]
"""Two text_sha256, the lesser first."""

_BLOCK = 2_000_000  # pairs that are counted at a time, each as often as it shares a hash


@dataclass(frozen=True, slots=True)
class Marked:
    """A text by its fingerprint. `rank` is the place of its earliest article in the order of originals."""

    text_sha256: str
    hashes: Hashes
    shingle_count: int
    rank: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of texts to measure, each with at least one active text. Pairs that hang together follow each other."""

    texts: Sequence[str]  # text_sha256 by number
    sizes: NDArray[np.int64]  # shingle_count by number
    numbers: NDArray[np.int32]  # shape (pairs, 2)

    def __len__(self) -> int:
        return len(self.numbers)

    def portions(self, shingles: int) -> Iterator[list[Pair]]:
        """The pairs in portions whose texts have up to so many shingles, of one pair at least."""
        portion: list[Pair] = []
        seen: set[int] = set()
        total = 0
        for start in range(0, len(self.numbers), _BLOCK):
            for a, b in self.numbers[start : start + _BLOCK].tolist():
                more = sum(int(self.sizes[number]) for number in {a, b} - seen)
                if portion and total + more > shingles:
                    yield portion
                    portion, seen, total, more = [], set(), 0, int(self.sizes[a] + self.sizes[b])
                seen |= {a, b}
                total += more
                portion.append(_pair(self.texts[a], self.texts[b]))
        if portion:
            yield portion

    def involved(self) -> set[str]:
        """The texts of all pairs."""
        return {self.texts[number] for number in np.unique(self.numbers).tolist()}


def candidate_pairs(active: Iterable[Marked], postings: Iterable[tuple[int, str, int]]) -> Candidates:
    """The pairs to measure.

    `active`: the texts to be decided. `postings`: (hash, text_sha256, shingle_count) of the texts of the
    history that hold one of their hashes; none of them active. A hash of more than COMMON_HASH active texts
    pairs them with the COMMON_HEADS earliest of them only, as `History.by_hashes` does for the history.
    """
    marks = sorted(active, key=lambda text: text.rank)
    texts = [text.text_sha256 for text in marks]
    sizes = [text.shingle_count for text in marks]
    own = _Postings(
        np.concatenate([np.asarray(text.hashes, np.int64) for text in marks]) if marks else np.empty(0, np.int64),
        np.repeat(np.arange(len(marks), dtype=np.int32), [len(text.hashes) for text in marks]),
    )
    numbers: dict[str, int] = {}
    hashes, holders = array("q"), array("i")
    for value, text, shingle_count in postings:
        number = numbers.get(text)
        if number is None:
            number = numbers[text] = len(texts)
            texts.append(text)
            sizes.append(shingle_count)
        hashes.append(value)
        holders.append(number)
    theirs = _Postings(np.array(hashes, np.int64), np.array(holders, np.int32))
    lengths = np.array(sizes, np.int64)
    return Candidates(texts, lengths, _together(_counted(own, theirs, lengths), len(texts)))


class _Postings:
    """(hash, number of the text that holds it), by hash, and of one hash by number."""

    def __init__(self, hashes: NDArray[np.int64], holders: NDArray[np.int32]) -> None:
        order = np.lexsort((holders, hashes))
        self.hashes, self.holders = hashes[order], holders[order]


def _counted(own: _Postings, theirs: _Postings, sizes: NDArray[np.int64]) -> NDArray[np.int32]:
    """Pairs that share enough hashes, shape (pairs, 2): an active text, and an earlier one or one of the history."""
    found: list[NDArray[np.int32]] = []
    # For each place in `own` the texts to pair its own with: a stretch of `own` before it, and one of `theirs`.
    starts = np.searchsorted(own.hashes, own.hashes, "left")
    holders_of_hash = np.searchsorted(own.hashes, own.hashes, "right") - starts
    before = np.arange(len(own.hashes)) - starts
    before[holders_of_hash > COMMON_HASH] = np.minimum(before[holders_of_hash > COMMON_HASH], COMMON_HEADS)
    starts_theirs = np.searchsorted(theirs.hashes, own.hashes, "left")
    many_theirs = np.searchsorted(theirs.hashes, own.hashes, "right") - starts_theirs
    by_text = np.argsort(own.holders, kind="stable")
    ends = np.flatnonzero(np.diff(own.holders[by_text], append=-1)) + 1  # where a text's places end
    totals = np.cumsum((before + many_theirs)[by_text])
    begin = 0
    while begin < len(by_text):
        done = int(totals[begin - 1]) if begin else 0
        fits = int(np.searchsorted(totals[ends - 1], done + _BLOCK, "right"))
        first_end = int(np.searchsorted(ends, begin, "right"))
        end = int(ends[max(fits - 1, first_end)])
        places = by_text[begin:end]
        keys = np.concatenate(
            [
                _keys(own.holders[places], starts[places], before[places], own.holders, len(sizes)),
                _keys(own.holders[places], starts_theirs[places], many_theirs[places], theirs.holders, len(sizes)),
            ]
        )
        pairs, counts = np.unique(keys, return_counts=True)
        left, right = pairs // len(sizes), pairs % len(sizes)
        enough = _enough(counts, np.minimum(sizes[left], sizes[right]))
        found.append(np.stack([left[enough], right[enough]], axis=1).astype(np.int32))
        begin = end
    return np.concatenate(found) if found else np.empty((0, 2), np.int32)


def _keys(
    holders: NDArray[np.int32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    partners: NDArray[np.int32],
    texts: int,
) -> NDArray[np.int64]:
    """holder * texts + partner for each holder and each partner of its stretch of `partners`."""
    offsets = np.cumsum(lengths) - lengths
    places = np.arange(int(lengths.sum())) + np.repeat(starts - offsets, lengths)
    keys: NDArray[np.int64] = np.repeat(holders, lengths).astype(np.int64) * texts + partners[places]
    return keys


def _together(pairs: NDArray[np.int32], texts: int) -> NDArray[np.int32]:
    """The pairs in an order in which those follow each other whose texts hang together."""
    if not len(pairs):
        return pairs
    from scipy import sparse

    edges = sparse.coo_array((np.ones(len(pairs), np.bool_), (pairs[:, 0], pairs[:, 1])), shape=(texts, texts))
    _, component = sparse.csgraph.connected_components(edges, directed=False)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0], component[pairs[:, 0]]))]


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _enough(counts: NDArray[np.int64], shingles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Enough for an excerpt, or the share of the smaller text that a copy or truncation may have. It asks the
    same of a pair whichever of the two comes first."""
    share = counts * KEPT_SHARE / shingles
    enough: NDArray[np.bool_] = (counts >= ENOUGH_HASHES) | (share >= np.where(counts > 1, MIN_SHARE, MIN_SHARE_BY_ONE))
    return enough
