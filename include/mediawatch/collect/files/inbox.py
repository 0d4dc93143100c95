"""Article files on disk -> raw documents.

Every name in the inboxes comes out once, as RawDocument or as SetAside. A file's bytes go into the raw
store first; everything after that reads the stored copy, so that a file which changes meanwhile cannot be
two things at once. A document has `max_document_bytes` after decompression, a PDF 4 times that (most of its bytes are
pictures).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.archives.warc_pages import set_aside, warc_documents
from mediawatch.collect.files.containers import Item, check_item, json_file, json_lines
from mediawatch.collect.files.delivery import Delivery, deliver
from mediawatch.collect.files.walk import find
from mediawatch.collect.raw import screening
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import RawDocument, SetAside
from mediawatch.settings import Settings

QUIET_SECONDS = 1.0
"""A file that changed within this time is looked at again before it is taken."""
MAX_ITEMS = 1_000_000
"""Items of one container; 512 MB of articles of 500 bytes."""
MAX_FAULTS = 1_000
"""Faulty items of one container, where they are more than half."""


def _screen(media_type: str, data: bytes) -> None:
    """What must hold of a text, a page or a PDF before a parser sees it. Raises Quarantine."""
    screening.not_empty(data)
    if media_type == "application/pdf":
        if b"%PDF-" not in data[:1024]:
            raise Quarantine(Reason.NOT_PDF, "it does not begin as a PDF file does")
    else:
        screening.not_binary(data, nul_allowed=media_type == "text/html")
    if media_type == "text/html":
        screening.html_not_deep(data)


def _limit(media_type: str, settings: Settings) -> int:
    return settings.max_document_bytes * (4 if media_type == "application/pdf" else 1)


def _one_document(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    """Text, HTML and PDF: the file is the document."""
    data = delivery.read(_limit(delivery.media_type, delivery.settings))
    _screen(delivery.media_type, data)
    yield delivery.document(Item(None, 0, len(data), hashlib.sha256(data).hexdigest()))


def again(raw: RawDocument, data: bytes, settings: Settings) -> RawDocument | SetAside:
    """A document that collect set aside, judged by its bytes as if it were delivered now."""
    limit = _limit(raw.media_type, settings)
    try:
        if len(data) > limit:
            raise Quarantine(Reason.TOO_LARGE, f"it holds more than {limit:,} bytes")
        if raw.media_type == "application/json":
            screening.not_empty(data)
            check_item(data)
        else:
            _screen(raw.media_type, data)
    except Quarantine as problem:
        return set_aside(raw.uri, raw.raw_sha256, problem, raw=raw)
    return raw


def _from_items(delivery: Delivery, items: Iterator[Item]) -> Iterator[RawDocument | SetAside]:
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


def _json(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    data = delivery.read(delivery.settings.max_file_bytes)
    screening.not_empty(data)
    yield from _from_items(delivery, json_file(data, delivery.settings.max_document_bytes))


def _json_lines(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    with delivery.open() as stream:
        screening.not_binary(stream.peek(64 * 1024)[: 64 * 1024])
        yield from _from_items(delivery, json_lines(stream, delivery.settings.max_document_bytes))


def _warc(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    pages = read_pages(delivery.path, delivery.settings.max_document_bytes)
    return warc_documents(
        pages,
        delivery.stored.storage_url,
        inbox=delivery.inbox,
        uri=delivery.uri,
        observed_at=delivery.observed_at,
    )


def _empty(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    yield delivery.whole(Quarantine(Reason.EMPTY, "it holds no bytes"))


_READERS: dict[str, Callable[[Delivery], Iterator[RawDocument | SetAside]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".warc": _warc,
}


def _read(delivery: Delivery) -> Iterator[RawDocument | SetAside]:
    base = delivery.ending.removesuffix(".gz")
    read = _READERS.get(base, _one_document) if delivery.stored.byte_length else _empty
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
    comes out once, and once more where it was captured earlier or later. `observed_at` is this run's time, for all that
    carries no time of its own. Raises UsageError where a root does not exist.
    """
    seen: dict[str, tuple[datetime, datetime]] = {}  # first and last capture
    for inbox, root in roots.items():
        for found in find(inbox, root, quiet_seconds):
            taken = deliver(inbox, found, store, observed_at, settings)
            for document in [taken] if isinstance(taken, SetAside) else _read(taken):
                if document.uri.startswith("file://"):  # a place in an inbox, which is looked at once
                    yield document
                    continue
                captured = document.observed_at if isinstance(document, RawDocument) else observed_at
                first, last = seen.get(document.document_id, (None, None))
                if first is None or last is None or not first <= captured <= last:
                    seen[document.document_id] = (min(first or captured, captured), max(last or captured, captured))
                    yield document
