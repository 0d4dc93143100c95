"""WARC files: their response records as pages."""

from __future__ import annotations

import io

from fastwarc.warc import ArchiveIterator, WarcRecord

from mediawatch.collect.http_body import decode_body
from mediawatch.errors import Quarantine

MAX_DECODED = 64 * 1024 * 1024
"""Bytes that a page may decode to where the caller sets no narrower bound."""


def body_of(record: WarcRecord, limit: int = MAX_DECODED) -> bytes:
    """The decoded body of a response record whose HTTP headers have been parsed. Consumes the record."""
    headers = record.http_headers
    return decode_body(
        bytes(record.reader.read()),
        transfer=headers.get("Transfer-Encoding") or "",
        encoding=headers.get("Content-Encoding") or "",
        limit=limit,
    )


def read_page(record_bytes: bytes, limit: int = MAX_DECODED) -> bytes:
    """The decoded body of the one response record that `record_bytes` holds (gzip member or plain).

    Raises Quarantine('raw_corrupt') where there is no such record.
    """
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(record_bytes), parse_http=True)), None)
        if record is None or not record.is_http_parsed:
            raise Quarantine("raw_corrupt", "no HTTP response record stands at that place of the WARC file")
        return body_of(record, limit)
    except OSError as error:
        raise Quarantine("raw_corrupt", f"the WARC record cannot be read: {error}") from error
