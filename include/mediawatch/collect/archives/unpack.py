"""Archives that are kept as one WARC file which can be read record by record: `.warc.zst`, WACZ, and `.warc.gz` that
was packed as a whole.

The raw store points to a record by its place in a file, so that it keeps these as what they hold: a `.warc.zst` (whose
records may need the dictionary at its beginning) and a `.warc.gz` of one gzip member unpacked, the WARC files of a WACZ
one after the other.
"""

from __future__ import annotations

import gzip
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Generator, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from mediawatch.collect.archives.warc import packed_as_a_whole
from mediawatch.collect.archives.warc_records import DAMAGED_FRAME
from mediawatch.errors import Quarantine, Reason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 100
"""Times that packed data may grow beyond their first megabyte: text reaches 20 to 30, gzip's limit is 1,032."""
MAX_DICTIONARY = 16 * 1024 * 1024
"""Bytes of the dictionary of a `.warc.zst`; archive teams use up to 1 MB."""

_FRAME = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)  # magic numbers of frames that hold no data (RFC 8878, section 3.1.2)
_DICTIONARY = 0x184D2A5D  # the first frame, where it is one ("Use of Zstandard in WARC files", IIPC)
_RAW_DICTIONARY = b"\x37\xa4\x30\xec"
_STEP = 16 * 1024
_BLOCK = 1024 * 1024


class _Pieces(io.RawIOBase):
    """A stream of what a generator yields, refused as soon as it grows beyond `limit` or out of proportion."""

    def __init__(self, pieces: Iterator[bytes], packed_size: int, limit: int) -> None:
        self._pieces, self._packed_size, self._limit = pieces, packed_size, limit
        self._rest = b""
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
            self._size += len(piece)
            if self._size > self._limit:
                raise Quarantine(Reason.TOO_LARGE, f"it unpacks to more than {self._limit:,} bytes")
            if self._size > max(1024 * 1024, MAX_RATIO * self._packed_size):
                raise Quarantine(Reason.GZIP_BOMB, f"{self._packed_size:,} bytes grow to more than {self._size:,}")
        view = memoryview(buffer).cast("B")
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def unpacked(stream: BinaryIO, ending: str, limit: int) -> tuple[BinaryIO, str] | None:
    """(the archive as the raw store keeps it, its ending there); None for one that is kept as it comes.

    `ending` is the delivered file's, such as `.warc.zst`; `limit` bounds the result in bytes. The stream raises
    Quarantine where what it reads is damaged as a whole or too large.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if not size:
        return None
    if ending.endswith(".zst"):
        return _buffered(_frames(stream, size), size, limit), ".warc"
    if ending == ".wacz":
        pieces, kept_as = _wacz(stream, limit)
        return _buffered(pieces, size, limit), kept_as
    if ending.endswith(".gz") and packed_as_a_whole(stream):
        stream.seek(0)
        return _buffered(_gunzipped(stream), size, limit), ".warc"
    stream.seek(0)
    return None


def _buffered(pieces: Iterator[bytes], size: int, limit: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Pieces(pieces, size, limit), _BLOCK))


def _gunzipped(stream: BinaryIO) -> Iterator[bytes]:
    size = 0
    try:
        with gzip.GzipFile(fileobj=stream) as whole:
            while piece := whole.read(_BLOCK):
                size += len(piece)
                yield piece
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Quarantine(Reason.BROKEN_GZIP, f"after {size:,} bytes: {error}") from error


# ------------------------------------------------------------------ .warc.zst
def _frames(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """What the frames hold. In the place of one that is damaged stands a line that says so, which is no WARC record, so
    that whoever reads the records comes upon it."""
    dictionary: zstd.ZstdDict | None = None
    place = 0
    while place < size:
        stream.seek(place)
        head = stream.read(8)
        magic, length = struct.unpack("<II", head) if len(head) == 8 else (0, 0)
        if magic in _SKIPPABLE:
            if magic == _DICTIONARY and place == 0:
                dictionary = _dictionary(stream.read(min(length, MAX_DICTIONARY + 1)))
            place += 8 + length
            continue
        stream.seek(place)
        after = None
        if head.startswith(_FRAME):
            after = yield from _frame(stream, place, dictionary)
        if after is None:
            yield b"\r\n\r\n%s%d of the archive\r\n\r\n" % (DAMAGED_FRAME, place)
            after = _next_frame(stream, place + 1, size)
        place = after


def _frame(stream: BinaryIO, place: int, dictionary: zstd.ZstdDict | None) -> Generator[bytes, None, int | None]:
    """Yields what one frame holds; returns the place behind it, None where it is damaged or cut off."""
    engine = zstd.ZstdDecompressor(zstd_dict=dictionary)
    read = 0
    try:
        while not engine.eof:
            pending = b""
            if engine.needs_input:
                pending = stream.read(_STEP)
                if not pending:
                    return None
                read += len(pending)
            if piece := engine.decompress(pending, _BLOCK):
                yield piece
    except zstd.ZstdError:
        return None
    return place + read - len(engine.unused_data)


def _dictionary(content: bytes) -> zstd.ZstdDict:
    """The dictionary that the first frame holds, packed or not. Raises Quarantine."""
    try:
        if content.startswith(_FRAME):
            content = zstd.ZstdDecompressor().decompress(content, MAX_DICTIONARY + 1)
        if len(content) > MAX_DICTIONARY:
            raise Quarantine(Reason.TOO_LARGE, f"its dictionary has more than {MAX_DICTIONARY:,} bytes")
        return zstd.ZstdDict(content, is_raw=not content.startswith(_RAW_DICTIONARY))
    except (zstd.ZstdError, ValueError) as error:
        raise Quarantine(Reason.BROKEN_WARC, f"its dictionary cannot be read: {error}") from error


def _next_frame(stream: BinaryIO, start: int, size: int) -> int:
    """Where the next frame begins; the end of the file where none does."""
    place = start
    while place < size:
        stream.seek(place)
        block = stream.read(_BLOCK + len(_FRAME))
        found = block.find(_FRAME)
        if found >= 0:
            return place + found
        place += _BLOCK
    return size


# ------------------------------------------------------------------ WACZ
def _wacz(stream: BinaryIO, limit: int) -> tuple[Iterator[bytes], str]:
    """(the WARC files of a WACZ one after the other, the ending of that). Raises Quarantine where it holds none."""
    try:
        archive = zipfile.ZipFile(stream)
        members = sorted(
            (item for item in archive.infolist() if _is_warc(item.filename)), key=lambda item: item.filename
        )
        if not members:
            raise Quarantine(Reason.BROKEN_WARC, "a WACZ without a WARC file in its folder archive/")
        if sum(item.file_size for item in members) > limit:
            raise Quarantine(Reason.TOO_LARGE, f"its WARC files have more than {limit:,} bytes")
        packed = all(item.filename.lower().endswith(".gz") and not _as_a_whole(archive, item) for item in members)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, ValueError) as error:
        raise Quarantine(Reason.BROKEN_WARC, f"no WACZ that can be read: {error}") from error
    return _members(archive, members, packed=packed), ".warc.gz" if packed else ".warc"


def _is_warc(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] == ("archive",) and path.name.lower().endswith((".warc", ".warc.gz"))


def _as_a_whole(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    with archive.open(item) as stream:
        return packed_as_a_whole(cast(BinaryIO, stream))


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], *, packed: bool) -> Iterator[bytes]:
    try:
        for item in members:
            with archive.open(item) as stream:
                if item.filename.lower().endswith(".gz") and not packed:
                    yield from _gunzipped(cast(BinaryIO, stream))
                else:
                    while piece := stream.read(_BLOCK):
                        yield piece
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise Quarantine(Reason.BROKEN_WARC, f"a WACZ whose WARC files cannot be read: {error}") from error
