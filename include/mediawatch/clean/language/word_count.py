"""The words of a text in any script, counted as Unicode Standard Annex 29 parts them.

ICU does the parting. It adds to the annex what that leaves to dictionaries: Chinese, Japanese, Thai, Lao, Khmer and
Burmese put no space between words, and ICU finds their words in word lists of its own. Tibetan counts by syllable,
since it marks the end of each and of no word.
"""

from __future__ import annotations

from icu4py.breakers import WordBreaker

_RULES = "en"  # the locale; all but Finnish and Swedish, which keep a colon inside a word, part words by the same rules


def count_words(text: str) -> int:
    """Returns how many words `text` has. A number is a word; punctuation, symbols and emoji are none."""
    try:
        return sum(_is_word(segment) for segment in WordBreaker(text, _RULES))
    except UnicodeEncodeError:  # half of a character, which only unclean text holds
        return count_words(text.encode("utf-8", "replace").decode())


def _is_word(segment: str) -> bool:
    # the first character decides nearly always; `_x` and a letter behind a stray mark are words too
    return segment[0].isalnum() or any(map(str.isalnum, segment))
