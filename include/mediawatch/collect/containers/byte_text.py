"""A file as text that still knows where its characters stand in bytes."""

from __future__ import annotations

import codecs
import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mediawatch.collect.containers.field_names import fold_name, known_names
from mediawatch.collect.containers.item import Item

_CODE_PAGES = (
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp932",
    "gb18030",
    "big5",
    "cp949",
)
"""The code pages in which spreadsheet programs write."""

_OTHER_PAGES = ("koi8_r", "euc_jp")
"""Those in which other programs write tables."""

HEAD_LINES = 20
"""Lines of a table among which the names of its columns stand."""

_CELL_ENDS = re.compile(r"[,;\t|\n]")

SAMPLE = 64 * 1024
"""Bytes of a table by which its code page is told."""

_UNUSUAL = math.log(1e-4)
"""What a letter adds that a language does not write."""


class ByteText:
    """`text` is `data` read in `codec`, without a byte order mark. Raises UnicodeDecodeError where it is not in it."""

    def __init__(self, data: bytes, codec: str) -> None:
        skip = 0
        if codec in ("utf-8-sig", "utf-16"):
            skip = 3 if codec == "utf-8-sig" else 2
            codec = "utf-8" if skip == 3 else "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        self.codec = codec
        self.data = data
        self.text = data[skip:].decode(codec)
        self._char, self._byte = 0, skip

    def offset(self, char: int) -> int:
        """Byte offset of a character; asked for in rising order."""
        self._byte += len(self.text[self._char : char].encode(self.codec))
        self._char = char
        return self._byte

    def item(self, number: int | str, start: int, end: int, **rest: Any) -> Item:
        """The item whose characters are start to end; `rest` are further fields of Item."""
        first, last = self.offset(start), self.offset(end)
        return Item(str(number), first, last - first, hashlib.sha256(self.data[first:last]).hexdigest(), **rest)


def of_table(data: bytes) -> tuple[ByteText, str]:
    """(the text of a table, its encoding): by its byte order mark, as UTF-8 where that reads, else as the names of its
    columns say, or statistics and languages of its beginning, since single rows are too short for them."""
    source, charset = of_plain_text(data)
    if charset is not None:
        return source, charset
    from charset_normalizer import from_bytes

    found = from_bytes(data[:SAMPLE], cp_isolation=list(_CODE_PAGES)).best()
    guess = found.encoding if found else "cp1252"
    guess = _latin(data[:SAMPLE]) if guess in _letters() else guess
    named = _by_names(data[:SAMPLE])
    for codec in (guess if guess in named or not named else named[0], guess, "cp1252"):
        try:
            source = ByteText(data, codec)
        except UnicodeDecodeError:
            continue
        if len(source.text.encode(codec, "replace")) == len(data):  # else its characters have no places in bytes
            return source, codec
    return ByteText(data, "latin-1"), "cp1252"


def _by_names(data: bytes) -> list[str]:
    """The code pages in which most names of columns read as names of fields; none where no page makes one of bytes
    beyond ASCII."""
    lines = data.splitlines()[:HEAD_LINES]
    known: dict[str, int] = {}
    for codec in (*_CODE_PAGES, *_OTHER_PAGES):
        try:
            cells = _CELL_ENDS.split("\n".join(line.decode(codec) for line in lines if len(line) < SAMPLE // 16))
        except UnicodeDecodeError:
            continue
        known[codec] = sum(1 for cell in cells if not cell.isascii() and fold_name(cell.strip(' "')) in known_names())
    most = max(known.values(), default=0)
    return [codec for codec, count in known.items() if count == most > 0]


@cache
def _letters() -> Mapping[str, tuple[Mapping[str, float], ...]]:
    """Code page of Latin letters -> for each of its languages, letter -> logarithm of about how often it comes."""
    import yaml

    loaded: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return MappingProxyType({
        codec: tuple(
            {letter: -math.log((2 + place) * math.log(2 + len(letters))) for place, letter in enumerate(letters)}
            for letters in languages.values()
        )
        for codec, languages in loaded.items()
    })  # fmt: skip


def _latin(data: bytes) -> str:
    """The code page of Latin letters in which the lines of a table read best, each in a language of that page."""
    lines = [beyond for line in data.splitlines() if (beyond := Counter(byte for byte in line if byte > 0x7F))]

    def fit(codec: str) -> float:
        read = {byte: bytes((byte,)).decode(codec, "replace") for line in lines for byte in line}
        return sum(
            max(
                sum(count * known.get(read[byte], _UNUSUAL) for byte, count in line.items())
                for known in _letters()[codec]
            )
            for line in lines
        )

    return max(_letters(), key=fit)


def of_plain_text(data: bytes) -> tuple[ByteText, str | None]:
    """(the text of a file of unknown encoding, the encoding where it is sure). By its byte order mark, as UTF-8 where
    that reads, else byte by byte: what marks off its items is ASCII."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and len(data) % 2 == 0:
        try:
            text = ByteText(data, "utf-16")
        except UnicodeDecodeError:
            pass
        else:
            return text, text.codec
    try:
        return ByteText(data, "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"), "utf-8"
    except UnicodeDecodeError:
        return ByteText(data, "latin-1"), None
