"""The parts of a title: `The river rises - Weather - The Valley Letter`."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from mediawatch.clean.text import one_line

_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
SEPARATOR = re.compile(rf"\s+[-|–—:·•»«›‹/<>]+\s+|\s*[|｜｜]\s*|\s::\s|(?<={_CJK})_+|(?<!_)_+(?={_CJK})")
"""What stands between the parts of a title."""

_COLON = re.compile(rf":\s+|(?<={_CJK})\s*(?:[_(（]|[-–—](?={_CJK}))")
ANCHOR = re.compile(r"(?:\s[#§]|\s?[¶🔗])\s*$")
"""The sign of a heading's link to itself."""

_WORD = re.compile(r"[^\W_]+")


def _signs() -> str:
    """The marks that write vowels and tones as ranges of a set of characters: the letters before them are no words by
    themselves."""
    marks = [code for code in range(0x300, 0x11000) if unicodedata.category(chr(code)) in ("Mn", "Mc")]
    begins = [code for code in marks if unicodedata.category(chr(code - 1)) not in ("Mn", "Mc")]
    ends = [code for code in marks if unicodedata.category(chr(code + 1)) not in ("Mn", "Mc")]
    return "".join(f"{chr(begin)}-{chr(end)}" for begin, end in zip(begins, ends, strict=True))


_SIGNS = _signs()
_SIGN = re.compile(f"[{_SIGNS}]")
_WORD_WITH_SIGNS = re.compile(rf"(?:[^\W_]|[{_SIGNS}\u200c\u200d])+")

MOST_PARTS = 6
"""Parts of a title that are put together; one with more is a list of words for search machines."""


def fold(text: str) -> str:
    """`text` for comparison: words alone, in one case."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join((_WORD_WITH_SIGNS if _SIGN.search(text) else _WORD).findall(text))


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
    """A part of a title as it is written, or a run of parts, and, folded, what a colon parts it from (empty where
    another sign does)."""

    text: str
    behind_colon: str = ""


def sides_of(title: str) -> dict[str, Side]:
    """The parts of a title between its separators, and runs of them, by their folded words; a colon is a separator too,
    and in Chinese, Japanese and Korean `_`, a dash and a bracket."""
    cuts = [(match.start(), match.end(), False) for match in SEPARATOR.finditer(title)]
    cuts += [(match.start(), match.end(), ":" in match[0]) for match in _COLON.finditer(title)]
    marks = [(0, 0, False), *sorted(cuts)[:MOST_PARTS], (len(title), len(title), False)]
    pieces = [(begin, end) for (_, begin, _), (end, _, _) in itertools.pairwise(marks)]
    found: dict[str, Side] = {}
    for first in range(len(pieces)):
        for last in range(first, len(pieces)):
            if (first, last) == (0, len(pieces) - 1):
                continue
            text = title[pieces[first][0] : pieces[last][1]].rstrip(")）")
            other = ""
            if first and marks[first][2]:
                other = title[pieces[first - 1][0] : pieces[first - 1][1]]
            elif last + 1 < len(pieces) and marks[last + 1][2]:
                other = title[pieces[last + 1][0] : pieces[last + 1][1]]
            found.setdefault(fold(text), Side(one_line(text), fold(other)))
    found.pop("", None)
    return found
