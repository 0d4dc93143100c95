"""Names between which `and` stands without a blank: 王小明和李美丽, สมชาย ใจดีและมานี รักไทย, مريم أحمدي وعلي رضائي."""

from __future__ import annotations

import re

from mediawatch.words import phrases

_HAN = "[\u3400-\u9fff]"
_AND = phrases("and_glued")
_AND_HAN = "|".join(word for word in _AND if re.match(_HAN, word))
_BETWEEN_HAN = re.compile(rf"(?<!{_HAN})({_HAN}{{2,4}})(?:{_AND_HAN})(?={_HAN}{{2,4}}(?!{_HAN}))")
_BETWEEN_OTHERS = re.compile(rf"(?<=\S)\s*(?:{'|'.join(word for word in _AND if not re.match(_HAN, word))})\s*(?=\S)")
_PREFIXED = re.compile(r"(?<=\w)\s+(?:و(?=[\u0621-\u064a]{3})|ו(?=[\u05d0-\u05ea]{3}))")
_OWN = frozenset(phrases("begins_with_and"))
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARTS = re.compile(r"([,،;|•]|\s+(?=[,،;|•]))")


def parted(line: str) -> str:
    """`line` with a semicolon where such an `and` stands, and without signs that only say where to break or which way
    to write. In Arabic and Hebrew names of one word each are not parted: the letter could be their own."""
    line = _BETWEEN_HAN.sub(r"\1;", _BETWEEN_OTHERS.sub("; ", _UNSEEN.sub("", line)))
    return "".join(map(_without_prefix, _PARTS.split(line))) if _PREFIXED.search(line) else line


def _without_prefix(part: str) -> str:
    out, start = "", 0
    for match in _PREFIXED.finditer(part):
        before, behind = part[start : match.start()].split(), part[match.end() - 1 :].split()
        if len(before) > 1 and len(behind) > 1 and behind[0] not in _OWN:
            out, start = f"{out}{part[start : match.start()]}; ", match.end()
    return out + part[start:]
