"""A delivered file: kept in the raw store before anything reads it, then read from there alone.

Limits (bytes, from Settings): a delivered file `max_file_bytes`, a container 8 times that after decompression; a WARC
file 64 times that, since it is never in memory as a whole.
"""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from mediawatch.collect.archives.unpack import unpacked
from mediawatch.collect.archives.warc_pages import exclude
from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.word_text import DOCX, RTF
from mediawatch.collect.files.walk import Found
from mediawatch.collect.raw.raw_store import RawStore, Stored
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import Excluded, RawDocument, document_id
from mediawatch.settings import Settings
from mediawatch.storage.door import StoredFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 100
"""Times that a .gz may grow beyond its first megabyte: text reaches 20, gzip's limit is 1,032."""
WARC_TIMES = 64
"""Times that a WARC file may be larger than others."""

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".adoc": "text/plain",
    ".asciidoc": "text/plain",
    ".rst": "text/plain",
    ".org": "text/plain",
    ".ris": "text/plain",
    ".nbib": "text/plain",
    ".enw": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".jsonl": "application/json",
    ".ndjson": "application/json",
    ".jl": "application/json",
    ".eml": "message/rfc822",
    ".mbox": "message/rfc822",
    ".mht": "message/rfc822",
    ".mhtml": "message/rfc822",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".enex": "application/xml",
    ".docx": DOCX,
    ".doc": "application/msword",
    ".epub": "text/html",
    ".har": "text/html",
    ".rtf": RTF,
    ".pdf": "application/pdf",
    ".warc": "text/html",
    ".wet": "text/plain",
    ".wacz": "text/html",
}
_ARCHIVES = (".warc", ".wet", ".wacz")
_CONTAINERS = (".jsonl", ".ndjson", ".jl", ".mbox", ".csv", ".tsv", ".xlsx", ".xlsm", ".epub", ".har", *_ARCHIVES)
ENDINGS = tuple(_MEDIA_TYPES)
"""What collect reads; `.gz` may follow each, `.zst` WARC and WET."""


def ending(name: str) -> str:
    """`.txt`, `.jsonl.gz` and so on for a file that collect can read, '' for any other. In lower case."""
    stem = name.lower()
    packing = next((packing for packing in (".gz", ".zst") if stem.endswith(packing)), "")
    last = Path(stem.removesuffix(packing)).suffix
    if last not in _MEDIA_TYPES or (packing and last == ".wacz") or (packing == ".zst" and last not in _ARCHIVES):
        return ""
    return last + packing


def is_archive(kind: str) -> bool:
    """Whether a file of this ending holds records of the web."""
    return kind.startswith(_ARCHIVES)


class Decompressed(io.RawIOBase):
    """The content of a .gz file, refused as soon as it grows beyond `limit` or out of proportion."""

    def __init__(self, packed: BinaryIO, limit: int) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._limit = limit
        self._packed_size = packed.seek(0, io.SEEK_END)
        packed.seek(0)
        self._size = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            piece = self._stream.read(len(memoryview(buffer)))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Quarantine(Reason.BROKEN_GZIP, f"after {self._size:,} bytes: {error}") from error
        self._size += len(piece)
        if self._size > self._limit:
            raise Quarantine(Reason.TOO_LARGE, f"it decompresses to more than {self._limit:,} bytes")
        if self._size > max(1024 * 1024, MAX_RATIO * self._packed_size):
            raise Quarantine(Reason.GZIP_BOMB, f"{self._packed_size:,} bytes grow to more than {self._size:,}")
        memoryview(buffer).cast("B")[: len(piece)] = piece
        return len(piece)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One stored file on its way to documents."""

    inbox: str
    uri: str
    stored: Stored
    file: StoredFile  # in the raw store
    source: Path  # in the inbox
    store: RawStore
    ending: str
    observed_at: datetime
    settings: Settings

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES.get(self.ending.removesuffix(".gz"), "application/octet-stream")

    def open(self) -> io.BufferedReader:
        """The content, decompressed, within the limit of a container."""
        if self.ending.endswith(".gz"):
            limit = 8 * self.settings.max_file_bytes
            return io.BufferedReader(Decompressed(self.file.open(), limit), 256 * 1024)
        return cast(io.BufferedReader, self.file.open())

    def read(self, limit: int) -> bytes:
        """All of the content, of at most `limit` bytes."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise Quarantine(Reason.TOO_LARGE, f"it holds more than {limit:,} bytes")
        return data

    def document(self, item: Item) -> RawDocument:
        uri = self.uri if item.number is None else f"{self.uri}#{item.number}"
        return RawDocument(
            document_id=document_id(uri, item.sha256),
            uri=uri,
            inbox=self.inbox,
            media_type=item.media_type or self.media_type,
            raw_sha256=item.sha256,
            byte_length=item.byte_length,
            storage_url=self.stored.storage_url,
            observed_at=self.observed_at,
            byte_offset=item.byte_offset,
            url=item.url,
            charset=item.charset,
        )

    def rendition(self, data: bytes, suffix: str) -> Delivery:
        """The same file by its text, in which items have places of their own; kept beside what was delivered."""
        stored = self.store.put_rendition(self.stored, data, suffix)
        return replace(self, stored=stored, file=self.store.file(stored.storage_url))

    def whole(self, problem: Quarantine) -> Excluded:
        """Quarantine the file itself. Its hash is that of the delivered bytes, as they may not be decompressible; where
        it is one document and not packed, they can be sent through again.
        """
        size, sha256 = self.stored.byte_length, self.stored.sha256
        one = size and self.ending in _MEDIA_TYPES and self.ending not in _CONTAINERS
        return exclude(self.uri, sha256, problem, raw=self.document(Item(None, 0, size, sha256)) if one else None)


def deliver(
    inbox: str, found: Found, store: RawStore, observed_at: datetime, settings: Settings
) -> Delivery | Excluded:
    """The file of a name in an inbox, kept; or why it is not taken."""
    if found.problem is not None:
        return exclude(found.uri, "", found.problem, skipped=found.waits)
    kind = ending(found.uri)
    limit = settings.max_file_bytes * (WARC_TIMES if is_archive(kind) else 1)
    try:
        if not kind:
            detail = "no reader for files of this name: docs/formats.md lists what is read"
            raise Quarantine(Reason.UNSUPPORTED_ENDING, detail)
        if found.size > limit:
            raise Quarantine(Reason.TOO_LARGE, f"the file is larger than {limit:,} bytes")
        kept = _keep(found, kind, store, limit)
    except Quarantine as refused:
        return exclude(found.uri, "", refused)
    except OSError as error:
        return exclude(found.uri, "", Quarantine(Reason.UNREADABLE, f"cannot be read: {error.strerror or error}"))
    if kept is None or not found.still_the_same():
        changed = Quarantine(Reason.STILL_BEING_WRITTEN, "it changed while it was read")
        return exclude(found.uri, "", changed, skipped=True)
    stored, kind, problem = kept
    where = store.file(stored.storage_url, kept=True)
    delivery = Delivery(inbox, found.uri, stored, where, found.path, store, kind, observed_at, settings)
    return delivery.whole(problem) if problem else delivery


def _keep(found: Found, kind: str, store: RawStore, limit: int) -> tuple[Stored, str, Quarantine | None] | None:
    """The file in the raw store, its ending there, and why it could not be unpacked; None where it is gone.

    An archive whose records have no places of their own is kept as `unpack` makes it, and only so: no document would
    name the copy that was delivered, and so no removal find it.
    """
    problem = None
    stream = found.open()
    if stream is None:
        return None
    with stream:
        if is_archive(kind):
            try:
                if (other := unpacked(stream, kind, limit)) is not None:
                    content, kept_as = other
                    return store.put_stream(content, kept_as), kept_as, None
            except Quarantine as refused:
                problem = refused
            kind = kind.replace(".wet", ".warc")
        stream.seek(0)
        return store.put_stream(stream, kind, limit), kind, problem
