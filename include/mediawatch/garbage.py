"""How often Python looks for garbage in rings while articles are worked on.

Texts, fingerprints, profiles, marks and statements are hundreds of thousands of lists, dicts and tuples, and next to no
rings: looking through them all again and again took a tenth to a sixth of the processor time of `cluster`, and 7 % of
that of `clean`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 100)
"""Objects made since the last look, and looks of each generation before the next one's (Python 3.11: 700, 10, 10)."""


@contextmanager
def seldom() -> Iterator[None]:
    """While it lasts Python looks for rings as often as SELDOM says."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
