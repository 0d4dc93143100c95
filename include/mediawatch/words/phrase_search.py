"""Looks for phrases of word lists in texts, each text for the phrases that its letters can make.

An expression of phrases in 70 languages is tried at each word of a text, and its phrases in scripts that part no words
at each character. Most texts are in ASCII or in scripts with capitals: asked for the phrases of these alone, they are
looked through several times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from mediawatch.words.word_lists import pattern_of_words, phrases

_UNCASED = re.compile(  # नदी, 河, ნავი
    "[\u0590-\u10ff\u1100-\u1cff\u2d00-\u2ddf\u2e80-\ua63f\ua800-\uab2f\uabc0-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]"
)
"""Letters without capitals, Georgian ones among them; also what stands between their blocks."""


class PhraseSearch:
    """The phrases of some lists, `(name, key)` each; a key of None stands for all."""

    def __init__(self, *lists: tuple[str, str | None]) -> None:
        self._lists = lists

    def all(self, small: str) -> list[str]:
        """The phrases that stand in a text in small letters, as it writes them: by languages, then in their order."""
        return [found for expression in self._of(small) for found in expression.findall(small)]

    def any(self, small: str) -> bool:
        """Whether one of them stands in a text in small letters."""
        return any(expression.search(small) for expression in self._of(small))

    def _of(self, small: str) -> Iterable[re.Pattern[str]]:
        if small.isascii():
            return (self._ascii,)
        return (self._cased, self._uncased) if _UNCASED.search(small) else (self._cased,)

    @cached_property
    def _ascii(self) -> re.Pattern[str]:
        return self._made(str.isascii)

    @cached_property
    def _cased(self) -> re.Pattern[str]:
        return self._made(lambda phrase: not _UNCASED.search(phrase))

    @cached_property
    def _uncased(self) -> re.Pattern[str]:
        return self._made(lambda phrase: _UNCASED.search(phrase) is not None)

    def _made(self, holds: Callable[[str], bool]) -> re.Pattern[str]:
        # without regard to case it would take nearly twice as long
        listed = [[phrase for phrase in phrases(name, key=key) if holds(phrase)] for name, key in self._lists]
        return re.compile("|".join(map(pattern_of_words, listed)).lower())
