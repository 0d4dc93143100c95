"""The body of an HTTP response as its page means it: chunks joined, content encodings undone, within a
bound; and what of its headers may be kept.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterable

import brotli

from mediawatch.errors import Quarantine

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

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
    engine = brotli.Decompressor()
    out: list[bytes] = []
    size = 0
    pending = payload
    while not engine.is_finished():
        piece = engine.process(pending, output_buffer_limit=_STEP)
        pending = b""
        size += len(piece)
        if size > limit:
            raise too_large(limit)
        out.append(piece)
        if not piece and engine.can_accept_more_data():
            break  # cut off in transit: what came
    return b"".join(out)


def _unzstd(payload: bytes, limit: int) -> bytes:
    """Every frame, in turn. Windows up to 128 MB, as the zstd program allows; a body declares 8 MB (RFC 8878)."""
    out: list[bytes] = []
    size = 0
    rest = payload
    while rest:
        engine = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 27})
        pending = rest
        while not engine.eof:
            piece = engine.decompress(pending, _STEP)
            pending = b""
            size += len(piece)
            if size > limit:
                raise too_large(limit)
            out.append(piece)
            if not piece and engine.needs_input:
                return b"".join(out)  # cut off in transit: what came
        rest = engine.unused_data if engine.unused_data[:4] == b"\x28\xb5\x2f\xfd" else b""
    return b"".join(out)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
_FAULTS = (zlib.error, brotli.error, zstd.ZstdError)
_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+\Z")
_UNKNOWN_TYPES = frozenset({"unknown/unknown", "application/unknown", "*/*"})
_CHARSET = re.compile(r";\s*charset\s*=\s*(\"[^\"]*\"?|'[^']*'?|[^;,\s]+)", re.IGNORECASE)


def content_type_of(values: Iterable[str]) -> tuple[str, str | None]:
    """(media type, declared character set) of the Content-Type headers of a response, both in lower case; '' where
    there is no type, or one that says that it knows none.

    Several headers, and several values that a proxy joined by a comma, are read as the Fetch standard asks: the last
    that is a type counts, and keeps the character set of an earlier one of the same type.
    """
    media_type, charset = "", None
    for piece in re.split(r""",(?=(?:[^"]*"[^"]*")*[^"]*\Z)""", ",".join(values)[:_MAX_HEADER]):
        name = piece.partition(";")[0].strip().lower()
        if not _TYPE.match(name) or name in _UNKNOWN_TYPES:
            continue
        declared = _CHARSET.search(piece)
        if name != media_type:
            media_type, charset = name, None
        if declared:
            charset = declared[1].strip("\"' ").lower()[:40] or charset
    return media_type, charset


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
        except _FAULTS:
            break
    if len(body) > limit:
        raise too_large(limit)
    return body
