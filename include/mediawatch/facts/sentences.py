"""Sentences of a text, with their places.

A sentence ends at a line's end, at the sentence marks of any script (Unicode: Sentence_Terminal), and at a full stop
that is not part of an abbreviation, an initial or a number.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from mediawatch.facts.words import fact_words

_END = regex.compile(
    r"""(?:[?!…。！？।॥؟۔።᠃。᙮]+|(?<full>\.+))  # the mark ...
    ["'’”»)\]」』]*                              # ... what closes with it ...
    (?=\s|$|(?<=[。！？])|(?<=[.]["”»])(?=\p{Lu}))  # ... and a blank, which Chinese and Japanese do without
    |\n+""",
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}.]+$")
_NEXT = regex.compile(r"\s*[\"'“„«‘(\[]*(.)", regex.DOTALL)



def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it."""
    start = 0
    for mark in _END.finditer(text):
        if mark["full"] is None or _ends(text, start, mark.start(), mark.end()):
            yield from _trimmed(text, start, mark.end())
            start = mark.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop at `stop` ends the sentence that began at `start`."""
    after = _NEXT.match(text, end)
    if after is None:
        return True
    if after[1].islower():
        return False
    last = _LAST_WORD.search(text, start, stop)
    if last is None:
        return not (after[1].isdigit() and text[stop - 1 : stop].isdigit() and end == stop + 1 and text[end] != " ")
    word = last.group().lower().lstrip(".")
    return not (word in fact_words.abbreviations() or len(word) == 1 or regex.fullmatch(r"(?:\p{L}\.)+\p{L}", word))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if part.strip():
        yield start + left, start + len(part.rstrip())
