"""Joiners: signs between letters that change how these are drawn (Persian, Hindi, Malayalam)."""

from __future__ import annotations

from typing import Final

JOINERS: Final = "\u200c\u200d"
"""ZWNJ and ZWJ."""

WITHOUT_JOINERS: Final = dict.fromkeys(map(ord, JOINERS))
"""For str.translate, where words are compared: some write them, some do not."""
