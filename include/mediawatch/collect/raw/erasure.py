"""Take a document's bytes out of a file of the raw store, for good, and leave its neighbours readable.

A neighbour is found by offset and hash, so a file that several documents share keeps its length: the erased item
becomes `{}` and spaces, the erased WARC record a record of type metadata that says nothing, of exactly its length.
The file's name is then no longer its hash, and says instead what was delivered; a blank line or another such record at
its end makes it differ in length from that, so that the store takes the file anew where it is delivered again.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import IO, cast

from mediawatch.storage.door import StoredFile

Range = tuple[int, int]  # offset, length in bytes: as RawDocument has them

_BLOCK = 1024 * 1024
_STORED = 65_535  # bytes of a block that deflate does not compress; each costs 5 more
_RECORD = (
    b"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
    b"WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Length: %010d\r\n\r\n"
)
_RECORD_END = b"\r\n\r\n"
_RECORD_FRAME = len(_RECORD % 0) + len(_RECORD_END)


def erase(file: StoredFile, ranges: Iterable[Range]) -> None:
    """Replace these ranges of the file, atomically. Offsets count as in `RawDocument`: in the decompressed content of
    a .gz file of text, in the file itself for WARC. Who erases from the same file meanwhile loses nothing. Raises
    FileNotFoundError where the file is gone."""
    patches = sorted((offset, _filler(file.name, length)) for offset, length in set(ranges))
    packed = file.name.endswith(".gz") and not file.name.endswith(".warc.gz")

    def patch(held: IO[bytes], out: IO[bytes]) -> None:
        if not packed:
            _patch(held, out, patches, file.name)
            return
        with gzip.GzipFile(fileobj=held) as source, gzip.GzipFile(filename="", mode="wb", fileobj=out) as target:
            _patch(cast(IO[bytes], source), cast(IO[bytes], target), patches, file.name)

    file.storage.rewrite(file.key, patch)


def _patch(source: IO[bytes], out: IO[bytes], patches: Sequence[tuple[int, bytes]], name: str) -> None:
    place = 0
    for offset, filler in patches:
        _copy(source, out, offset - place)
        out.write(filler)
        source.seek(offset + len(filler))
        place = offset + len(filler)
    _copy(source, out, None)
    out.write(_tail(name))


def _copy(source: IO[bytes], out: IO[bytes], length: int | None) -> None:
    """So many bytes, or all that are left."""
    while length is None or length > 0:
        block = source.read(_BLOCK if length is None else min(_BLOCK, length))
        if not block:
            return
        out.write(block)
        if length is not None:
            length -= len(block)


def _filler(name: str, length: int) -> bytes:
    if name.endswith(".warc.gz"):
        return _member(length)
    if name.endswith(".warc"):
        return _record(length)
    return b"{}".ljust(length) if length > 1 else b" " * length


def _tail(name: str) -> bytes:
    if name.endswith((".warc", ".warc.gz")):
        return _filler(name, 2 * _RECORD_FRAME)
    return b"\n"


def _record(length: int) -> bytes:
    """A WARC record of `length` bytes; spaces where no record is so short."""
    content = length - _RECORD_FRAME
    return _RECORD % content + b" " * content + _RECORD_END if content >= 0 else b" " * length


def _member(length: int) -> bytes:
    """A gzip member of `length` bytes with such a record, stored without compression; zeros where none is so short.

    Where a further block's 5 bytes make a length impossible, a file name of up to 6 bytes in the member's header makes
    up for it.
    """
    for name in range(7):
        room = length - 18 - name  # 10 of header, 8 of checksum and size
        blocks = max(1, -(-room // (_STORED + 5)))
        size = room - 5 * blocks
        if size < _RECORD_FRAME or size > blocks * _STORED or size <= (blocks - 1) * _STORED:
            continue
        content = _record(size)
        title = b"x" * (name - 1) + b"\0" if name else b""
        body = b"".join(
            struct.pack("<BHH", start + _STORED >= size, len(piece), len(piece) ^ 0xFFFF) + piece
            for start in range(0, size, _STORED)
            for piece in [content[start : start + _STORED]]
        )
        header = b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + b"\0\0\0\0\0\xff" + title
        return header + body + struct.pack("<II", zlib.crc32(content), size)
    return b"\0" * length
