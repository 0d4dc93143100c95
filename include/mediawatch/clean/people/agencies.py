"""News agencies by the names that datelines, credits and bylines give them."""

from __future__ import annotations

import re

from mediawatch.words import pattern

BYLINE_AGENCY = pattern("agencies", key="byline")
"""Pattern of an agency's name where a person's could stand (matched without case)."""

AGENCY = pattern("agencies")
"""Pattern of an agency's name in brackets, slashes or after a dash (matched without case)."""

_CREDIT = re.compile(rf"\W*{AGENCY}(?:\W.{{0,30}})?", re.IGNORECASE)


def is_credit(text: str) -> bool:
    """Whether `text`, out of a dateline's brackets, begins with an agency's name: `AP`, `dpa/lno`, `ANI/TASS`."""
    return bool(_CREDIT.fullmatch(text))
