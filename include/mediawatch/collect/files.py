"""Article files on disk -> raw documents.

Every name in the inboxes comes out once, as RawDocument or as SetAside. A file's bytes go into the raw
store first; everything after that reads the stored copy, so that a file which changes meanwhile cannot be
two things at once.

Limits (bytes, from Settings): a document has `max_document_bytes` after decompression, a PDF 4 times that
(most of its bytes are pictures); a delivered file `max_file_bytes`, a container 8 times that after
decompression; a WARC file 64 times that, since it is never in memory as a whole.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mediawatch.collect import screen
from mediawatch.collect.containers import Item, json_file, json_lines
from mediawatch.collect.pages import set_aside, warc_documents
from mediawatch.collect.raw_store import RawStore, Stored
from mediawatch.collect.reasons import Reason
from mediawatch.collect.walk import Found, find
from mediawatch.collect.warc import read_pages
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument, SetAside, document_id
from mediawatch.settings import Settings

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

QUIET_SECONDS = 1.0
"""A file that changed within this time is looked at again before it is taken."""
MAX_RATIO = 100
"""Times that a .gz may grow beyond its first megabyte: text reaches 20, gzip's limit is 1,032."""

MAX_ITEMS = 1_000_000
"""Items of one container; 512 MB of articles of 500 bytes."""
MAX_FAULTS = 1_000
"""Faulty items of one container, where they are more than half."""

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".json": "application/json",
    ".jsonl": "application/json",
    ".warc": "text/html",
    ".pdf": "application/pdf",
}
ENDINGS = tuple(_MEDIA_TYPES)
"""What collect reads; `.gz` may follow each."""


def ending(name: str) -> str:
    """`.txt`, `.jsonl.gz` and so on for a file that collect can read, '' for any other. In lower case."""
    stem = name.lower()
    packed = stem.endswith(".gz")
    last = Path(stem.removesuffix(".gz")).suffix
    return (last + ".gz" if packed else last) if last in _MEDIA_TYPES else ""


class _Decompressed(io.RawIOBase):
    """The content of a .gz file, refused as soon as it grows beyond `limit` or out of proportion."""

    def __init__(self, path: Path, limit: int) -> None:
        self._stream = gzip.open(path)  # noqa: SIM115 - closed by close()
        self._limit = limit
        self._packed = path.stat().st_size
        self._size = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer) -> int:
        try:
            piece = self._stream.read(len(memoryview(buffer)))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Quarantine(Reason.BROKEN_GZIP, f"after {self._size:,} bytes: {error}") from error
        self._size += len(piece)
        if self._size > self._limit:
            raise Quarantine(Reason.TOO_LARGE, f"it decompresses to more than {self._limit:,} bytes")
        if self._size > max(1024 * 1024, MAX_RATIO * self._packed):
            raise Quarantine(Reason.GZIP_BOMB, f"{self._packed:,} bytes grow to more than {self._size:,}")
        memoryview(buffer).cast("B")[: len(piece)] = piece
        return len(piece)


@dataclass(frozen=True, slots=True)
class _Delivery:
    """One stored file on its way to documents."""

    inbox: str
    uri: str
    stored: Stored
    path: Path  # in the raw store
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
            return io.BufferedReader(_Decompressed(self.path, limit), 256 * 1024)
        return cast(io.BufferedReader, self.path.open("rb", buffering=256 * 1024))

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
            media_type=self.media_type,
            raw_sha256=item.sha256,
            byte_length=item.byte_length,
            storage_url=self.stored.storage_url,
            observed_at=self.observed_at,
            byte_offset=item.byte_offset,
            url=item.url,
        )

    def whole(self, problem: Quarantine) -> SetAside:
        """The file itself set aside. Its hash is that of the delivered bytes, as they may not be
        decompressible.
        """
        return set_aside(self.uri, self.stored.sha256, problem)


def _one_document(delivery: _Delivery) -> Iterator[RawDocument | SetAside]:
    """Text, HTML and PDF: the file is the document."""
    kind = delivery.media_type
    limit = delivery.settings.max_document_bytes * (4 if kind == "application/pdf" else 1)
    data = delivery.read(limit)
    screen.not_empty(data)
    if kind == "application/pdf":
        if b"%PDF-" not in data[:1024]:
            raise Quarantine(Reason.NOT_PDF, "it does not begin as a PDF file does")
    else:
        screen.not_binary(data, nul_allowed=kind == "text/html")
    if kind == "text/html":
        screen.html_not_deep(data)
    yield delivery.document(Item(None, 0, len(data), hashlib.sha256(data).hexdigest()))


def _from_items(delivery: _Delivery, items: Iterator[Item]) -> Iterator[RawDocument | SetAside]:
    """A document for each item. A file that is made of faults, or of more items than any delivery has, ends early
    with one fault of its own, so that a few bytes cannot flood the ledger."""
    count = faults = 0
    for item in items:
        count += 1
        raw = delivery.document(item)
        if item.problem is None:
            yield raw
        else:
            faults += 1
            yield set_aside(raw.uri, raw.raw_sha256, item.problem, raw=raw)
        if count >= MAX_ITEMS or (faults > MAX_FAULTS and 2 * faults > count):
            detail = f"{faults:,} of its first {count:,} items are faulty; what follows was not read"
            raise Quarantine(Reason.TOO_MANY_ITEMS, detail)
    if count == 0:
        raise Quarantine(Reason.EMPTY, "it holds no item")


def _json(delivery: _Delivery) -> Iterator[RawDocument | SetAside]:
    data = delivery.read(delivery.settings.max_file_bytes)
    screen.not_empty(data)
    yield from _from_items(delivery, json_file(data, delivery.settings.max_document_bytes))


def _json_lines(delivery: _Delivery) -> Iterator[RawDocument | SetAside]:
    with delivery.open() as stream:
        screen.not_binary(stream.peek(64 * 1024)[: 64 * 1024])
        yield from _from_items(delivery, json_lines(stream, delivery.settings.max_document_bytes))


def _warc(delivery: _Delivery) -> Iterator[RawDocument | SetAside]:
    pages = read_pages(delivery.path, delivery.settings.max_document_bytes)
    return warc_documents(
        pages,
        delivery.stored.storage_url,
        inbox=delivery.inbox,
        uri=delivery.uri,
        observed_at=delivery.observed_at,
    )


def _empty(delivery: _Delivery) -> Iterator[RawDocument | SetAside]:
    yield delivery.whole(Quarantine(Reason.EMPTY, "it holds no bytes"))


_READERS: dict[str, Callable[[_Delivery], Iterator[RawDocument | SetAside]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".warc": _warc,
}


def _collect_one(
    inbox: str, found: Found, store: RawStore, observed_at: datetime, settings: Settings
) -> Iterator[RawDocument | SetAside]:
    if found.problem is not None:
        yield set_aside(found.uri, "", found.problem, skipped=found.waits)
        return
    kind = ending(found.uri)
    base = kind.removesuffix(".gz")
    limit = settings.max_file_bytes * (64 if base == ".warc" else 1)
    try:
        if not kind:
            raise Quarantine(Reason.UNSUPPORTED_ENDING, f"collect reads {' '.join(ENDINGS)}, each also with .gz")
        if found.size > limit:
            raise Quarantine(Reason.TOO_LARGE, f"the file is larger than {limit:,} bytes")
        with found.path.open("rb") as stream:
            stored = store.put_stream(stream, kind, limit)
    except Quarantine as refused:
        yield set_aside(found.uri, "", refused)
        return
    except OSError as error:
        yield set_aside(found.uri, "", Quarantine(Reason.UNREADABLE, f"cannot be read: {error.strerror or error}"))
        return
    if not found.still_the_same():
        changed = Quarantine(Reason.STILL_BEING_WRITTEN, "it changed while it was read")
        yield set_aside(found.uri, "", changed, skipped=True)
        return
    path = store.path(stored.storage_url)
    delivery = _Delivery(inbox, found.uri, stored, path, kind, observed_at, settings)
    read = _READERS.get(base, _one_document) if stored.byte_length else _empty
    try:
        yield from read(delivery)
    except Quarantine as problem:
        yield delivery.whole(problem)


def collect_files(
    roots: Mapping[str, Path],
    store: RawStore,
    *,
    observed_at: datetime,
    settings: Settings,
    quiet_seconds: float = QUIET_SECONDS,
) -> Iterator[RawDocument | SetAside]:
    """Every article file of the inboxes `roots` (inbox name -> folder or single file), in a fixed order.

    A document that an inbox holds twice (same uri, same bytes: a page that a WARC file captured twice)
    comes out once. `observed_at` is this run's time, for all that carries no time of its own. Raises
    UsageError where a root does not exist.
    """
    seen: set[str] = set()
    for inbox, root in roots.items():
        for found in find(inbox, root, quiet_seconds):
            for document in _collect_one(inbox, found, store, observed_at, settings):
                if document.uri.startswith("file://"):  # a place in an inbox, which is looked at once
                    yield document
                elif document.document_id not in seen:
                    seen.add(document.document_id)
                    yield document
