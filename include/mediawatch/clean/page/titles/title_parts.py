"""The parts of a title: `The river rises - Weather - The Valley Letter`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from mediawatch.clean.text import one_line

SEPARATOR = re.compile(r"\s+[-|–—:·•»«›‹/]+\s+|\s*[|｜｜]\s*|\s::\s")
"""What stands between the parts of a title."""

_COLON = re.compile(r":\s+|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\s*[_(（]")
_WORD = re.compile(r"[^\W_]+")

MOST_PARTS = 6
"""Parts of a title that are put together; one with more is a list of words for search machines."""


def fold(text: str) -> str:
    """`text` for comparison: words alone, in one case."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def likeness(first: str, second: str) -> float:
    """Share of words in common, 0..1, of the longer text."""
    a, b = fold(first).split(), fold(second).split()
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    return len(set(a) & set(b)) / max(len(set(a)), len(set(b)))


@dataclass(frozen=True, slots=True)
class Side:
    """A beginning or an end of a title as it is written, and, folded, what a colon parts it from; empty where another
    sign does."""

    text: str
    behind_colon: str = ""


def sides_of(title: str) -> dict[str, Side]:
    """The beginnings and ends of a title at its separators, by their folded words; a colon is a separator too, and in
    Chinese and Japanese `_` and a bracket."""
    cuts = [(match.start(), match.end(), False) for match in SEPARATOR.finditer(title)]
    cuts += [(match.start(), match.end(), ":" in match[0]) for match in _COLON.finditer(title)]
    found: dict[str, Side] = {}
    for start, end, colon in sorted(cuts)[:MOST_PARTS]:
        first, last = title[:start], title[end:].rstrip(")）")
        found.setdefault(fold(first), Side(one_line(first), fold(last) if colon else ""))
        found.setdefault(fold(last), Side(one_line(last), fold(first) if colon else ""))
    found.pop("", None)
    return found
