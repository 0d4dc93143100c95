"""Texts with their evidence marked: a text cut into pieces, each with the evidence that covers it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SNIPPET = 170
"""Characters that a snippet shows on either side of the words that it is made around."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `keys` name the evidence that covers it, none where it is plain; `begins` those of them that
    begin here for the first time: a page gives these the place that links lead to."""

    words: str
    keys: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def pieces(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """`text` whole and in order, cut where a span (start, end, key; characters from 0) begins or ends. Spans may
    overlap; what of them lies outside of the text is left out."""
    inside = sorted((max(0, start), min(end, len(text)), key) for start, end, key in spans)
    inside = [span for span in inside if span[0] < span[1]]
    cuts = sorted({0, len(text), *(at for start, end, _ in inside for at in (start, end))})
    found: list[Piece] = []
    begun: set[str] = set()
    following = 0
    active: list[tuple[int, int, str]] = []
    for start, end in pairwise(cuts):
        active = [span for span in active if span[1] > start]
        while following < len(inside) and inside[following][0] <= start:
            active.append(inside[following])
            following += 1
        keys = tuple(dict.fromkeys(span[2] for span in active))
        begins = tuple(key for key in keys if key not in begun)
        begun.update(begins)
        found.append(Piece(text[start:end], keys, begins))
    return found


def paragraphs(parts: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by paragraph: cut at line ends, which are left out, as empty paragraphs are. A piece that goes
    over a line end begins only once."""
    lines: list[list[Piece]] = [[]]
    for part in parts:
        begins = part.begins
        for number, words in enumerate(part.words.split("\n")):
            if number:
                lines.append([])
            if words:
                lines[-1].append(Piece(words, part.keys, begins))
                begins = ()
    return [line for line in lines if line]


def snippet(
    text: str, evidence: Sequence[Mapping[str, Any]], field: str = "article_body", *, around: int = SNIPPET
) -> list[Piece]:
    """The surroundings of the first evidence in `field`, about `around` characters either side, everything that is
    evidence in it marked; the beginning of the text where there is none. `evidence` has field, start_char, end_char."""
    spans = [(item["start_char"], item["end_char"]) for item in evidence if item["field"] == field]
    first = min(spans, default=(0, 0))
    start = _word_start(text, first[0] - around)
    end = _word_end(text, max(first[1], start) + (around if spans else 2 * around))
    found = pieces(text[start:end], [(low - start, high - start, "mark") for low, high in spans])
    flat = [Piece(re.sub(r"\s+", " ", part.words), part.keys, part.begins) for part in found]
    if start:
        flat.insert(0, Piece("… "))
    if end < len(text):
        flat.append(Piece(" …"))
    return flat


def _word_start(text: str, at: int) -> int:
    """The first word that begins at `at` or within the next 30 characters; `at` where none does."""
    if at <= 0:
        return 0
    gap = re.compile(r"\s+").search(text, at, at + 30)
    return gap.end() if gap else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    cut = max(text.rfind(" ", at - 30, at), text.rfind("\n", at - 30, at))
    return cut if cut > 0 else at
