"""The fingerprint of a text: what is stored of it so that its repeats are found later.

Two texts are *exactly* equal when their normalised forms are: compatibility forms, letter case, white space,
and all punctuation, quotes, dashes and symbols are folded away, so that only the sequence of words (letters,
digits and their marks) counts. Near-repeats are found through shingles: every run of SHINGLE_WORDS words, or
of SHINGLE_CHARACTERS characters in scripts that do not part their words, is hashed to 64 bits, and a fixed
eighth of all possible hashes is kept (FracMinHash; Irber et al. 2022, doi 10.1101/2022.01.11.475838). The
share of kept hashes that two texts have in common estimates the containment of one in the other, whatever
their lengths.

The hashes are stored, so they must never change between machines, Python or numpy versions: the arithmetic is
modulo 2**64 on code points, with no seed and no platform type.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 5
SHINGLE_CHARACTERS = 8  # five words of Chinese or Thai are about as many characters as make eight or more
KEPT_SHARE = 8  # one hash of so many is kept; a power of two
OPENING = 48  # shingles at the beginning of a text of which ...
WINDOW = 16  # ... one of so many neighbours is kept: one in eight such windows has none of the eighth

LONG = 1 << 16
"""Characters of a text whose powers are not kept for the next: sixteen bytes each."""

_PLANES = (range(0x20000), range(0xE0000, 0xF0000))
"""Where Unicode has combining marks: the others hold ideographs, private use or nothing. To look at all takes five
times as long, in every process that starts."""

_ASCII = {point: chr(point).lower() if chr(point).isalnum() else " " for point in range(128)}


def _mark_class() -> str:
    """All combining marks as ranges of a regex class: `\\w` lacks them, and Hindi's vowel signs are marks."""
    ranges: list[list[int]] = []
    for point in chain.from_iterable(_PLANES):
        if unicodedata.category(chr(point))[0] == "M":
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


_SEPARATOR = re.compile(rf"[^\w{_mark_class()}]+")  # `_` counts as a letter here
_SEPARATOR_WITHOUT_MARKS = re.compile(r"\W+")  # for texts without marks, which is faster
_MAY_BE_MARK = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff\u2c00-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"  # kana, Han
)

# Multiplier of the polynomial hash and the steps of its finaliser: Steele, Lea, Flood 2014 (SplitMix64).
_BASE = 0x9E3779B97F4A7C15
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_STEP = np.uint64(_BASE)
_FACTORS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = np.uint64(30), np.uint64(27), np.uint64(31)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`text_sha256` names the normalised text (hex); `hashes` are the kept shingle hashes, distinct, sorted,
    signed 64 bit as Postgres' bigint; `shingle_count` is the number of distinct shingles before the
    choice."""

    text_sha256: str
    hashes: tuple[int, ...]
    shingle_count: int


def fingerprint(body: str, language: str = "und") -> Fingerprint:
    """The fingerprint of an article's body. An empty text, or one of punctuation only, has no shingles.

    `language` is accepted and not asked: the script of the text decides how it is cut, since two copies must
    be cut the same way even where the language of one was guessed wrongly (traditional Chinese is often taken
    for Korean).
    """
    del language
    text = normalise(body)
    hashes = shingle_hashes(text)
    distinct = distinct_of(np.sort(hashes))
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Fingerprint(sha256, kept(hashes, distinct), len(distinct))


def distinct_of(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct ones of sorted hashes; ten times as fast as `np.unique`, which makes a table of them."""
    if len(ordered) < 2:
        return ordered
    first = np.empty(len(ordered), np.bool_)
    first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def kept(hashes: NDArray[np.int64], distinct: NDArray[np.int64]) -> tuple[int, ...]:
    """Those of a text's shingle hashes that make its fingerprint, distinct and sorted. `hashes`: all in the order of
    the text, `distinct`: the distinct ones, sorted.

    Of a window without one of the eighth it is the least by its last bits, then by the others: the same in every text
    that has these shingles.
    """
    eighth = distinct[distinct & np.int64(KEPT_SHARE - 1) == 0].tolist()
    opening = hashes[:OPENING].tolist()
    chosen: set[int] = set()
    last = -1
    for place, value in enumerate([*opening, 0]):
        if value % KEPT_SHARE == 0:  # or the end
            if place - last > WINDOW:
                gap = [(value % KEPT_SHARE, value) for value in opening[last + 1 : place]]
                chosen.update(min(gap[i : i + WINDOW])[1] for i in range(len(gap) - WINDOW + 1))
            last = place
    return tuple(sorted(chosen.union(eighth))) if chosen else tuple(eighth)


def normalise(body: str) -> str:
    """The words of `body` in lower case, one space between them; what 'exact' compares."""
    if body.isascii():
        return " ".join(body.translate(_ASCII).split())
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", body)).casefold()
    folded = unicodedata.normalize("NFKC", folded).replace("_", " ")
    separator = _SEPARATOR if _MAY_BE_MARK.search(folded) else _SEPARATOR_WITHOUT_MARKS
    return separator.sub(" ", folded).strip()


def is_unspaced(text: str) -> bool:
    """Whether more than half of the letters of a normalised text stand in scripts that do not part words."""
    return not text.isascii() and 2 * len(_UNSPACED.findall(text)) > len(text) - text.count(" ")


def shingle_hashes(text: str) -> NDArray[np.int64]:
    """One hash for each shingle of a *normalised* text, in the order of the text, repeats included.

    Shape (tokens - size + 1,), where tokens are words, or characters where `is_unspaced`; a text of fewer
    tokens is one shingle, an empty one none. The hash of a span is read off the prefix sums of a polynomial
    hash, so that the cost is linear in characters whatever the size of the shingle.
    """
    if not text:
        return np.empty(0, np.int64)
    unspaced = is_unspaced(text)
    if unspaced:
        text = text.replace(" ", "")
    if text.isascii():
        points: NDArray[np.unsignedinteger[Any]] = np.frombuffer(text.encode("ascii"), "u1")
    else:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if unspaced:
        size = min(SHINGLE_CHARACTERS, len(points))
        starts = np.arange(len(points) - size + 1)
        ends = starts + size
    else:
        spaces = (points == ord(" ")).nonzero()[0]
        words = len(spaces) + 1
        size = min(SHINGLE_WORDS, words)
        starts, ends = np.empty(words, np.intp), np.empty(words, np.intp)
        starts[0], ends[-1] = 0, len(points)
        np.add(spaces, 1, out=starts[1:])
        ends[:-1] = spaces
        starts, ends = starts[: words + 1 - size], ends[size - 1 :]
    powers, inverses = (_kept_powers if len(points) < LONG else _powers)(1 << len(points).bit_length())
    prefix = np.empty(len(points) + 1, np.uint64)
    prefix[0] = 0
    np.multiply(_mixed(points), powers[: len(points)], out=prefix[1:])
    np.cumsum(prefix[1:], out=prefix[1:])
    spans = prefix.take(ends)
    spans -= prefix.take(starts)
    spans *= inverses.take(starts)
    return _mix(spans).view(np.int64)


def _powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first powers of the base and of its inverse, shape (length,) each."""
    return np.full(length, _BASE, np.uint64).cumprod(), np.full(length, _BASE_INVERSE, np.uint64).cumprod()


_kept_powers = lru_cache(_powers)  # most texts have one of a few of these lengths


def _mixed(points: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.uint64]:
    """The hash of each code point; of those of a byte it is known."""
    return _MIXED_BYTES.take(points) if points.dtype == np.uint8 else _mix(points.astype(np.uint64))


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser: every bit of the input stirs every bit of the output; shape (n,) as given."""
    mixed = values + _STEP
    shifted = mixed >> _SHIFTS[0]
    for factor, shift in zip(_FACTORS, _SHIFTS[1:], strict=True):
        mixed ^= shifted
        mixed *= factor
        np.right_shift(mixed, shift, out=shifted)
    mixed ^= shifted
    return mixed


_MIXED_BYTES = _mix(np.arange(256, dtype=np.uint64))
