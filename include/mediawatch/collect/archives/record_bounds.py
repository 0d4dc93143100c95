"""Where records of a WARC file begin and whether one is whole, found without trusting what the one before it says.

In a `.warc.gz` each record is a gzip member: a place is one where a member begins that holds the beginning of a record.
In a plain file it is a line that names the WARC version, with a record's headers after it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
"""How each gzip member begins: its magic bytes, and deflate, the one method that there is."""
MAX_HEADER = 64 * 1024
"""Bytes of a record's own headers that are looked at."""

_BLOCK = 1024 * 1024
_STEP = 64 * 1024
_VERSION = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_PLAIN = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d+[ \t]*\r?\n(?=[A-Za-z0-9-]{1,60}[ \t]*:)")
_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*(\d{1,19})[ \t]*\r?\n", re.IGNORECASE)
_HEADERS_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What stands at a record's place: its end in the file, the bytes of content that it holds there, and those that it
    declares (None where it does not say)."""

    end: int
    held: int
    declared: int | None

    @property
    def false_length(self) -> bool:
        return self.declared != self.held


def is_packed(stream: BinaryIO, place: int) -> bool:
    """Whether a gzip member begins at `place`."""
    stream.seek(place)
    return stream.read(len(GZIP)) == GZIP


def next_record(stream: BinaryIO, start: int, end: int, *, packed: bool) -> int | None:
    """The place of the first record in [start, end) of the file, None where there is none. Memory: one block."""
    place = start
    while place < end:
        stream.seek(place)
        block = stream.read(min(_BLOCK, end - place) + MAX_HEADER)
        for found in _candidates(block, packed=packed, begins=place == 0):
            if place + found >= end or found >= _BLOCK:
                break
            if not packed or _begins_record(stream, place + found):
                return place + found
        place += _BLOCK
    return None


def _candidates(block: bytes, *, packed: bool, begins: bool) -> Iterator[int]:
    if not packed:
        for match in _PLAIN.finditer(block):
            if match.start() or begins:
                yield match.start()
        return
    found = block.find(GZIP)
    while found >= 0:
        yield found
        found = block.find(GZIP, found + 1)


def _begins_record(stream: BinaryIO, place: int) -> bool:
    """Whether the gzip member at `place` holds the beginning of a record: compressed data may look like a member."""
    stream.seek(place)
    try:
        head = zlib.decompressobj(31).decompress(stream.read(4096), 64)
    except zlib.error:
        return False
    return _VERSION.match(head) is not None


def record_bounds(stream: BinaryIO, place: int, *, packed: bool, at_most: int) -> Bounds | None:
    """The bounds of the record at `place`, by its own bytes alone; None where they are damaged or cut off.

    `at_most` bytes are decompressed of a member; one that holds more is taken to hold what it declares.
    """
    stream.seek(place)
    if packed:
        return _member_bounds(stream, place, at_most)
    head = stream.read(MAX_HEADER)
    ends = _HEADERS_END.search(head)
    if ends is None or not _VERSION.match(head):
        return None
    declared = _LENGTH.search(head, 0, ends.end())
    if declared is None:
        return None
    content = place + ends.end()
    length = int(declared[1])
    stream.seek(content + length)
    after = stream.read(16)
    if after.startswith((b"\r\n\r\n", b"\n\n")) or (not after.strip(b"\r\n") and _size(stream) >= content + length):
        return Bounds(content + length + (2 if after.startswith(b"\n\n") else min(4, len(after))), length, length)
    return Bounds(content + length, -1, length)


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, 2)


def _member_bounds(stream: BinaryIO, place: int, at_most: int) -> Bounds | None:
    engine = zlib.decompressobj(31)
    head = b""
    size = read = trailing = 0
    while not engine.eof:
        piece = stream.read(_STEP)
        if not piece:
            return None
        read += len(piece)
        pending = piece
        while pending and not engine.eof:
            try:
                out = engine.decompress(pending, _BLOCK)
            except zlib.error:
                return None
            pending = engine.unconsumed_tail
            size += len(out)
            if len(head) < MAX_HEADER:
                head += out[: MAX_HEADER - len(head)]
            kept = out.rstrip(b"\r\n")
            trailing = len(out) - len(kept) if kept else trailing + len(out)
            if size > at_most:
                return Bounds(place + read, _declared(head) or 0, _declared(head))
    ends = _HEADERS_END.search(head)
    if ends is None or not _VERSION.match(head):
        return None
    end = place + read - len(engine.unused_data)
    declared = _declared(head)
    held = size - ends.end()
    # A record ends with two line breaks; some writers leave them out, and content may end with some of its own.
    if declared is not None and held - min(trailing, 4) <= declared <= held:
        held = declared
    elif declared is not None and held >= 4:
        held -= min(trailing, 4)
    return Bounds(end, held, declared)


def _declared(head: bytes) -> int | None:
    ends = _HEADERS_END.search(head)
    match = _LENGTH.search(head, 0, ends.end()) if ends else None
    return int(match[1]) if match else None
