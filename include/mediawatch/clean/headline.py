"""Headlines: the one that a page's own statements agree on, and the one made from a first sentence."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?:[.!?…][\"”’»)\]]*(?=\s+[\"“‘'«„(\[¿¡]?[^\W_a-zа-яё]|\s*$))|[।。！？]|\n")
_INITIAL = re.compile(
    r"(?:(?:^|\W)[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|Lt|Gen|Col|Maj|Sen|Rep|Gov|Jr|Sr|No|vs|Inc|Ltd|Co|Prof|Rs|U\.S|U\.K))\.$"
)

MAX_FIRST_SENTENCE = 160
"""Characters of a headline made from a first sentence; a longer sentence is cut at a word and marked with an ellipsis."""


def from_first_sentence(body: str) -> str:
    """The first sentence of `body`, one line, at most MAX_FIRST_SENTENCE characters."""
    end = len(body)
    for match in _SENTENCE.finditer(body):
        if not _INITIAL.search(body[: match.start() + 1][-8:]) or match[0] == "\n":
            end = match.end()
            break
    sentence = " ".join(body[:end].split())
    if len(sentence) <= MAX_FIRST_SENTENCE:
        return sentence
    cut = sentence.rfind(" ", MAX_FIRST_SENTENCE // 2, MAX_FIRST_SENTENCE)
    return sentence[: cut if cut > 0 else MAX_FIRST_SENTENCE - 1].rstrip(" ,;:–—-") + "…"
