"""Traditional Chinese characters to simplified ones, so that a query finds a word in either.

The table is OpenCC's. Where one simplified character stands for several traditional ones (后 for 后 and 後) these are
one, which hardly ever changes what a phrase of two characters finds. A character is replaced by one character, so
places in the text stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))  # CJK unified ideographs, extension A and the first block
FIRST = "\u3400"
"""No character below this one is replaced."""


def simplified(text: str) -> str:
    """`text` with its traditional characters replaced; as long as before."""
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    characters = [chr(code) for block in _BLOCKS for code in block]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        ord(one): other for one, other in zip(characters, converted, strict=True) if one != other and len(other) == 1
    }
    return {one: table.get(ord(other), other) for one, other in table.items()}  # 薴 -> 苧 -> 苎
