"""The words of a text in any script, counted as Unicode Standard Annex 29 parts them.

ICU does the parting. It adds to the annex what that leaves to dictionaries: Chinese, Japanese, Thai, Lao, Khmer and
Burmese put no space between words, and ICU finds their words in word lists of its own. Tibetan counts by syllable,
since it marks the end of each and of no word.

Lines in Latin, Greek and Cyrillic letters without marks of their own are counted by an expression that says what the
annex says of those characters: a tenth of the time, and clean counts the words of every text, as does its gate.
"""

from __future__ import annotations

import re as std_re
from itertools import pairwise

import regex as re
from icu4py.breakers import WordBreaker

_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\u3005\u3007\u30fc"
_UNSPACED = re.compile(rf"[{_SCRIPTS}][{_SCRIPTS}\p{{M}}]*")
_MAY_BE_UNSPACED = std_re.compile("[\u0e00-\u109f\u1780-\u1a7f\u2e80-\uabff\uf900-\uffff\U00010000-\U0010ffff]")
_TSHEG = "\u0f0b"  # what stands between syllables of Tibetan, within words and between them
_RULES = "en"  # the locale: one for all texts, so that no count depends on the language that was found

_LETTERS = (
    r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
    r"\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03f5\u03f7-\u03ff\u0400-\u0481\u048a-\u052f"
)
_PLAIN = std_re.compile(rf"[{_LETTERS}\t\n\r -~\u00a0«·»–—‘’“”„•…]*")
_LETTER, _DIGIT, _BOTH = f"[{_LETTERS}]", "[0-9]", f"[{_LETTERS}0-9]"
_PLAIN_WORD = std_re.compile(  # rules 5 to 13b of the annex
    rf"{_BOTH}+(?:(?:_+|(?<={_LETTER})[':.·‘’](?={_LETTER})|(?<={_DIGIT})['.,;‘’](?={_DIGIT})){_BOTH}+)*"
)


def count_words(text: str) -> int:
    """Returns how many words `text` has. A number is a word; punctuation, symbols and emoji are none."""
    if _PLAIN.fullmatch(text):
        return len(_PLAIN_WORD.findall(text))
    lines = text.split("\n")
    return sum(map(count_words, lines)) if len(lines) > 1 else _count_by_icu(text)


def _count_by_icu(text: str) -> int:
    try:
        return sum(1 for part in WordBreaker(text, _RULES) if part[0].isalnum() or _is_word(part))
    except UnicodeEncodeError:  # half of a character, which only unclean text holds
        return _count_by_icu(text.encode("utf-8", "replace").decode())


def parted(text: str) -> str | None:
    """Returns the words of the runs of `text` that stand in scripts without spaces, a space between any two and a line
    break between runs: what full-text search needs of them. Of Tibetan it gives the syllables, and any two that follow
    each other, which most words are made of. None where there is no such run."""
    if text.isascii() or not _MAY_BE_UNSPACED.search(text):
        return None
    lines = []
    for run in _UNSPACED.findall(text):
        words = list(filter(_is_word, WordBreaker(run, _RULES)))
        lines.append(" ".join(words))
        if _TSHEG in run:
            lines.append(" ".join(map(_TSHEG.join, pairwise(words))))
    return "\n".join(filter(None, lines)) or None


def _is_word(segment: str) -> bool:
    # the first character decides nearly always; `_x` and a letter behind a stray mark are words too
    return segment[0].isalnum() or (len(segment) > 1 and any(map(str.isalnum, segment)))
