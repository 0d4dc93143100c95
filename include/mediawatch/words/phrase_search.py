"""Looks for phrases of word lists in texts, each text for the phrases that its letters can make.

An expression of phrases in 70 languages is tried at each word of a text, and its phrases in scripts that part no words
at each character. Most texts are in ASCII or in scripts with capitals: asked for the phrases of these alone, they are
looked through several times as fast.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from mediawatch.words.word_lists import has_boundaries, pattern_of_words, phrases, variants

_UNCASED = re.compile(  # नदी, 河, ნავი
    "[\u0590-\u10ff\u1100-\u1cff\u2d00-\u2ddf\u2e80-\ua63f\ua800-\uab2f\uabc0-\ufaff"
    "\ufb1d-\ufdff\ufe70-\ufefc\uff66-\uffdc]"
)
"""Letters without capitals, Georgian ones among them; also what stands between their blocks."""

_WORD = re.compile(r"\w+")
_WORD_OF_PHRASE = re.compile(r"[\w*]+")
_LETTER_APOSTROPHE = "ʼ"  # the one that is a letter
_BEGUN = 4
"""Letters by which a word that a phrase only begins is looked up, at most."""


def _is_cased(phrase: str) -> bool:
    return not _UNCASED.search(phrase)


def _needed_by(phrase: str) -> str:
    """The longest word of a phrase; with a `*` the beginning of one whose end it leaves open, where that is longer and
    has so many letters that it can be looked up. Nothing where it has neither."""
    words = _WORD_OF_PHRASE.findall(phrase.lower().replace(_LETTER_APOSTROPHE, "'"))
    closed = max((word for word in words if "*" not in word), key=len, default="")
    opened = max((word.partition("*")[0] for word in words if "*" in word), key=len, default="")
    return f"{opened}*" if len(opened) >= max(_BEGUN, len(closed) + 1) else closed


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

    def at_most(self, small: str, words: Sequence[str] | None = None) -> int:
        """No fewer than the phrases that stand in a text in small letters where each list is looked for by itself, told
        in a fraction of the time: how often it has a word that one of them cannot do without. `words`: the runs of
        letters and digits in it, where they are known."""
        whole, begun, anywhere = self._needed
        if anywhere.search(small) or (not small.isascii() and _UNCASED.search(small)):
            return len(small)
        words = _WORD.findall(small) if words is None else words
        found = sum([whole[word] for word in words if word in whole])
        opened = [word for word in words if word[:_BEGUN] in begun]
        return found + sum([sum(map(word.startswith, begun[word[:_BEGUN]])) for word in opened])

    @cached_property
    def _needed(self) -> tuple[dict[str, int], dict[str, list[str]], re.Pattern[str]]:
        """Of each phrase the longest word, in how many lists; or the beginning of one whose end it leaves open, by its
        first letters; of those that have neither, or stand within words, the first character."""
        whole: Counter[str] = Counter()
        begun: defaultdict[str, list[str]] = defaultdict(list)
        anywhere = {_LETTER_APOSTROPHE}
        for listed in self._phrases(_is_cased):
            words = set()
            for phrase in listed:
                written = set(variants(phrase))
                needed = set(map(_needed_by, written))
                words |= needed - {""}
                if "" in needed or not has_boundaries(phrase):
                    anywhere.update(variant[0].lower() for variant in written)
            whole.update(word for word in words if not word.endswith("*"))
            for word in words:
                if word.endswith("*"):
                    begun[word[:_BEGUN]].append(word[:-1])
        return dict(whole), dict(begun), re.compile("[" + "".join(map(re.escape, anywhere)) + "]")

    def _of(self, small: str) -> Iterable[re.Pattern[str]]:
        if small.isascii():
            return (self._ascii,)
        return (self._cased, self._uncased) if _UNCASED.search(small) else (self._cased,)

    @cached_property
    def _ascii(self) -> re.Pattern[str]:
        return self._made(str.isascii)

    @cached_property
    def _cased(self) -> re.Pattern[str]:
        return self._made(_is_cased)

    @cached_property
    def _uncased(self) -> re.Pattern[str]:
        return self._made(lambda phrase: _UNCASED.search(phrase) is not None)

    def _made(self, holds: Callable[[str], bool]) -> re.Pattern[str]:
        # without regard to case it would take nearly twice as long
        return re.compile("|".join(map(pattern_of_words, self._phrases(holds))).lower())

    def _phrases(self, holds: Callable[[str], bool]) -> list[list[str]]:
        return [[phrase for phrase in phrases(name, key=key) if holds(phrase)] for name, key in self._lists]
