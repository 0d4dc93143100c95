"""What changed from one version of a text to the next, word by word, for a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

CONTEXT = 14  # words that are shown on either side of a change
MAX_WORDS = 6_000
"""Of both texts together, between their common beginning and end: beyond this, whole paragraphs are compared. Matching
takes some 0.2 s there on one core."""

_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both texts: the same in both, only in the earlier one, only in the later one, or left out (`gap`,
    where `words` says how many words are not shown)."""

    kind: Literal["same", "removed", "added", "gap"]
    words: str


def changes(before: str, after: str) -> list[Change]:
    """The later text as changes against the earlier; what is the same is shown near changes alone. Empty: no change."""
    if before == after:
        return []
    # A blank behind the last word too: it may stand in the middle of the other text.
    old, new = _WORD.findall(f"{before} "), _WORD.findall(f"{after} ")
    low = _common(old, new)
    high = _common(old[low:][::-1], new[low:][::-1])
    old_middle, new_middle = old[low : len(old) - high], new[low : len(new) - high]
    if len(old_middle) + len(new_middle) > MAX_WORDS:
        old_middle, new_middle = _by_paragraph(old_middle), _by_paragraph(new_middle)
    found = [Change("same", "".join(old[:low]))]
    matcher = SequenceMatcher(None, [w.strip() for w in old_middle], [w.strip() for w in new_middle], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(new_middle[c:d])))
            continue
        if a < b:
            found.append(Change("removed", "".join(old_middle[a:b])))
        if c < d:
            found.append(Change("added", "".join(new_middle[c:d])))
    found.append(Change("same", "".join(old[len(old) - high :])))
    told = [change for change in found if change.words]
    if not any(change.kind != "same" for change in told):
        return []
    return list(_shortened(told))


def _common(left: list[str], right: list[str]) -> int:
    """How many words both begin with."""
    number = 0
    for a, b in zip(left, right, strict=False):
        if a.strip() != b.strip():
            break
        number += 1
    return number


def _by_paragraph(words: list[str]) -> list[str]:
    return re.findall(r"[^\n]+\n*|\n+", "".join(words))


def _shortened(told: list[Change]) -> Iterator[Change]:
    for place, change in enumerate(told):
        if change.kind != "same":
            yield change
            continue
        words = _WORD.findall(change.words)
        head = CONTEXT if place else 0
        tail = CONTEXT if place + 1 < len(told) else 0
        hidden = len(words) - head - tail
        if hidden <= CONTEXT:
            yield change
            continue
        if head:
            yield Change("same", "".join(words[:head]))
        yield Change("gap", f"{hidden:,}")
        if tail:
            yield Change("same", "".join(words[len(words) - tail :]))
