"""Joiners: signs between letters that change how these are drawn (Persian, Hindi, Malayalam)."""

from __future__ import annotations

from typing import Final

WITHOUT_JOINERS: Final = dict.fromkeys(map(ord, "\u200c\u200d"))
"""For str.translate, where words are compared: some write ZWNJ and ZWJ, some do not."""
