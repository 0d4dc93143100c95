"""Measures of the lines of a plain text."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?…:;,।。！？][\"'”’»)\]]*$")
SHORT_LINE = 2
"""Characters of a line that no rule looks at."""

_WIDE = re.compile(r"[\u1100-\u11ff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")


def width(text: str) -> int:
    """Characters of a line, those of Han, kana and Hangul twice."""
    return len(text) + len(_WIDE.findall(text))
