"""trafilatura, told to leave zero-width joiners in words: Persian, Hindi and Sinhala spell with them."""

from __future__ import annotations

from functools import cache

from mediawatch.words import JOINERS


@cache
def keep_joiners() -> None:
    """Has trafilatura keep U+200C and U+200D, which it takes for control characters, from now on in this process. Those
    that spell nothing are left to the sanitiser."""
    from trafilatura import utils

    def printable(char: str) -> str:
        return char if char.isprintable() or char.isspace() or char in JOINERS else ""

    vars(utils)["return_printables_and_spaces"] = printable
