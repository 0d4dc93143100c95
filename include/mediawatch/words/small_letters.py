"""Small letters, as texts use them: in scripts whose capitals begin names and sentences."""

from __future__ import annotations

from typing import Final

GEORGIAN: Final = "\u10d0-\u10ff"
"""Range of the letters of Georgian, for an expression. Unicode calls them small, since the script has had capitals for
headings since Unicode 11; no text begins a name or a sentence with one."""


def is_small(text: str) -> bool:
    """Whether a letter, or each letter of a word, is small and could be a capital. Those of Georgian could not, as
    those of Arabic could not; `str.islower` takes them for small ones."""
    return text.islower() and not "\u10d0" <= text[0] <= "\u10ff"
