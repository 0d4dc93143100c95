"""News agencies by the names that datelines, credits and bylines give them."""

from __future__ import annotations

import re

from mediawatch.words import pattern, phrases

BYLINE_AGENCY = pattern("agencies", key="byline")
"""Pattern of an agency's name where a person's could stand (matched without case)."""

CREDIT_AGENCY = rf"(?:{'|'.join(pattern('agencies', key=key) for key in ('byline', 'credit', 'wire'))})"
"""Pattern of an agency's name in a credit (matched without case)."""

AGENCY = pattern("agencies")
"""Pattern of an agency's name in a dateline's brackets, slashes or after a dash, where short ones that are words too
are known as well (matched without case)."""

AGENCIES_OF_WORDS = frozenset(
    name.casefold() for name in (*phrases("agencies", key="credit"), *phrases("agencies", key="wire")) if " " in name
)
"""Names of agencies of two words and more, as no person is called: `Estadão Conteúdo`."""

_CREDIT = re.compile(rf"\W*({AGENCY})(?:\W.{{0,30}})?", re.IGNORECASE)
_WORDS_TOO = frozenset(name for name in phrases("agencies", key="dateline") if name.isascii())


def is_credit(text: str) -> bool:
    """Whether `text`, out of a dateline's brackets, begins with an agency's name: `AP`, `dpa/lno`, `ANI/TASS`. A name
    that is a word too has capitals: `MAP`, not `map`."""
    match = _CREDIT.fullmatch(text)
    return match is not None and not (match[1] in _WORDS_TOO and match[1].islower())
