"""The body of an HTTP response as its page means it: chunks joined, content encodings undone, within a
bound; and what of its headers may be kept.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from fastwarc.stream_io import BrotliReader

from mediawatch.errors import Quarantine

_STEP = 64 * 1024  # bytes of output asked for at a time
_MAX_CODINGS = 5
"""Content encodings of one body that are undone, as many as curl does; servers use one. A few bytes that are packed
thousands of times would else cost minutes each."""
_MAX_HEADER = 1000  # characters; entity tags have some 40


def stated(value: str | None) -> str | None:
    """A header's value as it may be kept: None where it is empty, longer than any in use, or holds characters that
    cannot be printed (Postgres refuses NUL and halves of characters)."""
    return value if value and len(value) <= _MAX_HEADER and value.isprintable() else None


def too_large(limit: int) -> Quarantine:
    return Quarantine("too_large", f"the decoded page is larger than {limit:,} bytes")


def join_chunks(payload: bytes) -> bytes:
    """The data of a chunked body (RFC 9112, section 7.1). Raises ValueError where it is none.

    A body that ends before its last chunk gives what came: a page cut off in transit is still a page.
    """
    out: list[bytes] = []
    place = 0
    while place < len(payload):
        end = payload.find(b"\r\n", place, place + 4096)
        if end < 0:
            raise ValueError("a chunk has no size line")
        digits = payload[place:end].partition(b";")[0].strip()
        if not digits or digits.strip(b"0123456789abcdefABCDEF"):
            raise ValueError("a chunk's size is no number")
        size = int(digits, 16)
        if size == 0:
            break
        out.append(payload[end + 2 : end + 2 + size])
        place = end + 2 + size
        if payload[place : place + 2] not in (b"\r\n", b""):
            raise ValueError("a chunk is longer than its size says")
        place += 2
    return b"".join(out)


def _inflate(payload: bytes, window: int, limit: int) -> bytes:
    """zlib's formats by `window` (31 gzip, 15 zlib, -15 bare), every member of a gzip file."""
    out: list[bytes] = []
    size = 0
    rest = payload
    while rest:
        engine = zlib.decompressobj(window)
        pending = rest
        while not engine.eof:
            piece = engine.decompress(pending, _STEP)
            pending = engine.unconsumed_tail
            size += len(piece)
            if size > limit:
                raise too_large(limit)
            out.append(piece)
            if not piece and not pending:
                return b"".join(out)  # cut off in transit: what came
        rest = engine.unused_data if window == 31 and engine.unused_data[:2] == b"\x1f\x8b" else b""
    return b"".join(out)


def _gunzip(payload: bytes, limit: int) -> bytes:
    return _inflate(payload, 31, limit)


def _deflate(payload: bytes, limit: int) -> bytes:
    try:
        return _inflate(payload, 15, limit)
    except zlib.error:  # many servers send it without zlib's header
        return _inflate(payload, -15, limit)


def _unbrotli(payload: bytes, limit: int) -> bytes:
    reader = BrotliReader(io.BytesIO(payload))
    out: list[bytes] = []
    size = 0
    while piece := bytes(reader.read(_STEP)):
        size += len(piece)
        if size > limit:
            raise too_large(limit)
        out.append(piece)
    return b"".join(out)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
}


def decode_body(payload: bytes, *, transfer: str, encoding: str, limit: int) -> bytes:
    """What the page's author sent, from what stood on the wire.

    `transfer` and `encoding` are the values of Transfer-Encoding and Content-Encoding. Many archives store
    the body decoded and keep those headers, so that a body which is not what its header says is taken as it
    stands. Raises Quarantine('too_large') above `limit` bytes.
    """
    body = payload
    if "chunked" in transfer.lower():
        try:
            body = join_chunks(payload)
        except ValueError:
            body = payload
    names = [part.strip().lower() for part in encoding.split(",")]
    for name in names[: -_MAX_CODINGS - 1 : -1]:
        decoder = _DECODERS.get(name)
        if decoder is None:
            continue
        try:
            body = decoder(body, limit)
        except (zlib.error, OSError):
            break
    if len(body) > limit:
        raise too_large(limit)
    return body
