"""Wildcard patterns of all topics, asked at once for a word."""

from __future__ import annotations

import re
from collections.abc import Iterator


def compile_wildcard(pattern: str) -> re.Pattern[str]:
    """`terror*` (any number of letters), `organi?ation` (one letter) as a regular expression for folded words."""
    return re.compile("".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in pattern), re.DOTALL)


def literal_beginning(pattern: str) -> str:
    """What stands before the first wildcard sign."""
    return re.split(r"[*?]", pattern, maxsplit=1)[0]


def longest_run(pattern: str) -> str:
    """The longest row of letters between wildcard signs."""
    return max(re.split(r"[*?]", pattern), key=len)


_TRIGRAM = 3  # letters; a pattern that begins with a sign has as many in a row


class WildcardTable:
    """Patterns by the beginning that they require, so that a word is tried against few of them; those that begin with
    a wildcard sign by three letters that they hold."""

    def __init__(self) -> None:
        self._by_beginning: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        self._by_trigram: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        self._lengths: list[int] = []

    def add(self, pattern: str, number: int) -> None:
        beginning = literal_beginning(pattern)
        compiled = (compile_wildcard(pattern), number)
        if not beginning:
            self._by_trigram.setdefault(longest_run(pattern)[:_TRIGRAM], []).append(compiled)
            return
        self._by_beginning.setdefault(beginning, []).append(compiled)
        self._lengths = sorted({len(key) for key in self._by_beginning})

    def __bool__(self) -> bool:
        return bool(self._lengths or self._by_trigram)

    def matching(self, form: str) -> Iterator[int]:
        """Numbers of the patterns that the folded word `form` satisfies as a whole."""
        for length in self._lengths:
            for pattern, number in self._by_beginning.get(form[:length], ()):
                if pattern.fullmatch(form):
                    yield number
        if self._by_trigram:
            for trigram in {form[at : at + _TRIGRAM] for at in range(len(form) - _TRIGRAM + 1)}:
                for pattern, number in self._by_trigram.get(trigram, ()):
                    if pattern.fullmatch(form):
                        yield number
