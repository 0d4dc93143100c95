"""Sentences of a text, with their places.

A sentence ends at a line's end, at the sentence marks of any script (Unicode: Sentence_Terminal), and at a full stop
that is not part of an abbreviation, an initial or a number.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

_END = regex.compile(
    r"""(?:[?!…。！？।॥؟۔።᠃。᙮]+|(?<full>\.+))  # the mark ...
    ["'’”»)\]」』]*                              # ... what closes with it ...
    (?=\s|$|(?<=[。！？])|(?<=[.]["”»])(?=\p{Lu}))  # ... and a blank, which Chinese and Japanese do without
    |\n+""",
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}.]+$")
_NEXT = regex.compile(r"\s*[\"'“„«‘(\[]*(.)", regex.DOTALL)
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col lt sgt capt rep sen gov hon rev jr sr vs no nos vol inc ltd co corp mt ft "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "u.s u.k u.n a.m p.m e.g i.e d.c ph.d "
    "hr fr nr bzw ca z.b u.a mme mlle m art etc sra dra pág ud ing avv on sig dott "
    "г гг ул им тыс млн млрд руб т.е т.д стр др проф".split()
)
"""Words before a full stop that seldom end a sentence, in the languages whose sentences end at one."""


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
    return not (word in _ABBREVIATIONS or len(word) == 1 or regex.fullmatch(r"(?:\p{L}\.)+\p{L}", word))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if part.strip():
        yield start + left, start + len(part.rstrip())
