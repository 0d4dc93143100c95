"""Kept files -> raw documents: one reader for each kind of file, chosen by its ending and, for text, by its content.

A document has `max_document_bytes` after decompression, a PDF 4 times that (most of its bytes are pictures).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from mediawatch.collect.archives.har import har_pages
from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.archives.warc_pages import exclude, warc_documents
from mediawatch.collect.containers.book import book_pages
from mediawatch.collect.containers.byte_text import ByteText, of_plain_text
from mediawatch.collect.containers.exports import export_items, html_export_items
from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.json_columns import column_lines
from mediawatch.collect.containers.json_items import check_item, json_file, json_lines
from mediawatch.collect.containers.mail_heads import mailbox_items
from mediawatch.collect.containers.spreadsheet import spreadsheet_lines
from mediawatch.collect.containers.table_rows import table_items
from mediawatch.collect.containers.word_text import DOCX, RTF, docx_text, rtf_text
from mediawatch.collect.containers.xml_items import xml_items
from mediawatch.collect.containers.zipped import opened
from mediawatch.collect.files.column_mapping import mapping_beside
from mediawatch.collect.files.delivery import Delivery
from mediawatch.collect.files.sniff import told_by_content
from mediawatch.collect.raw import screening
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import Excluded, RawDocument, kind_of
from mediawatch.settings import Settings

MAX_ITEMS = 1_000_000
"""Items of one container; 512 MB of articles of 500 bytes."""
MAX_FAULTS = 1_000
"""Faulty items of one container, where they are more than half."""

SCREENED = 64 * 1024
"""Bytes of the beginning of a container that are screened before its items are told apart."""

_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a compound file of Microsoft's begins, which Word wrote until 2003."""

UNPACKED = 64 * 1024 * 1024
"""Bytes of a word processor's file after unpacking."""

Documents = Iterator[RawDocument | Excluded]


def read_file(delivery: Delivery) -> Documents:
    """The documents of a kept file. What is wrong with the file as a whole comes out as one Excluded."""
    read = _READERS.get(delivery.ending.removesuffix(".gz"), _one_document) if delivery.stored.byte_length else _empty
    try:
        yield from read(delivery)
    except Quarantine as problem:
        yield delivery.whole(problem)


def again(raw: RawDocument, data: bytes, settings: Settings) -> RawDocument | Excluded:
    """A document that collect quarantined, judged by its bytes as if it were delivered now."""
    kind = kind_of(raw.media_type)
    try:
        _check_length(kind, data, settings)
        if kind == "application/json":
            screening.not_empty(data)
            check_item(data)
        else:
            _screen(kind, data)
    except Quarantine as problem:
        return exclude(raw.uri, raw.raw_sha256, problem, raw=raw)
    return raw


def _screen(kind: str, data: bytes) -> None:
    """What must hold of a text, a page, a mail or a PDF before a parser sees it. Raises Quarantine."""
    screening.not_empty(data)
    if kind == "application/pdf":
        if b"%PDF-" not in data[:1024]:
            raise Quarantine(Reason.NOT_PDF, "it does not begin as a PDF file does")
    elif kind == DOCX:
        opened(data, UNPACKED).close()
    else:
        screening.not_binary(data, nul_allowed=kind == "text/html")
    if kind == "text/html":
        screening.html_not_deep(data)


def _limit(kind: str, settings: Settings) -> int:
    return settings.max_document_bytes * (4 if kind in ("application/pdf", DOCX, RTF) else 1)


def _check_length(kind: str, data: bytes, settings: Settings) -> None:
    limit = _limit(kind, settings)
    if len(data) > limit:
        raise Quarantine(Reason.TOO_LARGE, f"it holds more than {limit:,} bytes")


def _one_document(delivery: Delivery) -> Documents:
    """HTML, Markdown, mails and PDF: the file is the document."""
    yield from _as_document(delivery, delivery.read(_limit(delivery.media_type, delivery.settings)))


def _as_document(delivery: Delivery, data: bytes) -> Documents:
    _check_length(delivery.media_type, data, delivery.settings)
    _screen(delivery.media_type, data)
    yield delivery.document(Item(None, 0, len(data), hashlib.sha256(data).hexdigest()))


def _text(delivery: Delivery) -> Documents:
    """A text file: what it holds may be a page, a mail or JSON that was given the ending of a text."""
    data = delivery.read(delivery.settings.max_file_bytes)
    told = told_by_content(data)
    if told:
        delivery = replace(delivery, ending=told + (".gz" if delivery.ending.endswith(".gz") else ""))
    if told == ".html":
        yield from _page(delivery)
    elif read := _READERS.get(told):
        yield from read(delivery)
    elif articles := list(export_items(*of_plain_text(data))) if not told else []:
        screening.not_binary(data[:SCREENED])
        yield from _from_items(delivery, _screened(iter(articles), data, delivery))
    else:
        yield from _as_document(delivery, data)


def _page(delivery: Delivery) -> Documents:
    """An HTML file: a page, or an export of an archive with many articles."""
    data = delivery.read(delivery.settings.max_file_bytes)
    articles = list(html_export_items(data))
    if articles:
        screening.not_binary(data[:SCREENED], nul_allowed=True)
        yield from _from_items(delivery, _screened(iter(articles), data, delivery))
    else:
        yield from _as_document(delivery, data)


def _from_items(delivery: Delivery, items: Iterator[Item]) -> Documents:
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
            yield exclude(raw.uri, raw.raw_sha256, item.problem, raw=raw)
        if count >= MAX_ITEMS or (faults > MAX_FAULTS and 2 * faults > count):
            detail = f"{faults:,} of its first {count:,} items are faulty; what follows was not read"
            raise Quarantine(Reason.TOO_MANY_ITEMS, detail)
    if count == 0:
        raise Quarantine(Reason.EMPTY, "it holds no item")


def _json(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    screening.not_empty(data)
    if columns := column_lines(data):
        lines, items = columns
        yield from _from_items(delivery.rendition(lines, ".jsonl"), _screened(iter(items), lines, delivery))
        return
    yield from _from_items(delivery, json_file(data, delivery.settings.max_document_bytes))


def _json_lines(delivery: Delivery) -> Documents:
    with delivery.open() as stream:
        head = stream.peek(64 * 1024)[: 64 * 1024]
        screening.not_binary(head)
        if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[" and not _is_json(head.split(b"\n", 1)[0]):
            yield from _json(delivery)  # one list over many lines
            return
        yield from _from_items(delivery, json_lines(stream, delivery.settings.max_document_bytes))


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _screened(items: Iterator[Item], data: bytes, delivery: Delivery) -> Iterator[Item]:
    """The items with what is wrong with the bytes of each, as it would be with a file of its own."""
    for item in items:
        own = data[item.byte_offset : item.byte_offset + item.byte_length]
        kind = kind_of(item.media_type or delivery.media_type)
        try:
            _check_length(kind, own, delivery.settings)
            if (item.charset or "").startswith("utf-16"):  # without the mark by which a file of its own would be told
                own = own.decode(item.charset or "", "replace").encode("utf-8", "replace")
            _screen(kind, own)
        except Quarantine as problem:
            item = replace(item, problem=problem)
        yield item


def _mailbox(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    screening.not_empty(data)
    items = list(mailbox_items(data))
    if not items:
        raise Quarantine(Reason.NOT_A_MAILBOX, "no line in it begins a message as `From <sender> <time>` does")
    yield from _from_items(delivery, _screened(iter(items), data, delivery))


def _table(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    screening.not_empty(data)
    screening.not_binary(data[:SCREENED])
    tabs = "\t" if delivery.ending.startswith(".tsv") else None
    rows = table_items(data, mapping_beside(delivery.source), delimiter=tabs)
    yield from _from_items(delivery, _screened(rows, data, delivery))


def _spreadsheet(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    mapping = mapping_beside(delivery.source)
    lines, items = spreadsheet_lines(data, mapping, delivery.settings.max_file_bytes)
    yield from _from_items(delivery.rendition(lines, ".jsonl"), _screened(iter(items), lines, delivery))


def _xml(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    screening.not_empty(data)
    if told_by_content(data) == ".html":
        yield from _page(replace(delivery, ending=".html" + ".gz" * delivery.ending.endswith(".gz")))
        return
    yield from _from_items(delivery, _screened(xml_items(data), data, delivery))


def _book(delivery: Delivery) -> Documents:
    data = delivery.read(delivery.settings.max_file_bytes)
    pages, items = book_pages(data, delivery.settings.max_file_bytes)
    yield from _from_items(delivery.rendition(pages, ".html"), _screened(iter(items), pages, delivery))


def _har(delivery: Delivery) -> Documents:
    pages, items = har_pages(delivery.read(delivery.settings.max_file_bytes))
    yield from _from_items(delivery.rendition(pages, ".html"), _screened(iter(items), pages, delivery))


def _word(delivery: Delivery) -> Documents:
    """A word processor's file: one article, or an export of an archive with many."""
    data = delivery.read(_limit(delivery.media_type, delivery.settings))
    text = rtf_text(data) if delivery.media_type == RTF else docx_text(data, delivery.settings.max_file_bytes)
    lines = text.encode("utf-8", "replace")
    articles = list(export_items(ByteText(lines, "utf-8"), "utf-8"))
    if articles:
        yield from _from_items(delivery.rendition(lines, ".txt"), _screened(iter(articles), lines, delivery))
    else:
        yield from _as_document(delivery, data)


def _doc(delivery: Delivery) -> Documents:
    """What archives and programs call .doc: RTF, HTML or text in most. Word's own format of before 2007 is not read."""
    head = delivery.read(_limit(delivery.media_type, delivery.settings))[:8]
    if head == _OLD_WORD:
        detail = "Word's own format of before 2007 is not read: save it as .docx"
        raise Quarantine(Reason.UNSUPPORTED_ENDING, detail)
    told = ".rtf" if head.startswith(b"{\\rtf") else ".docx" if head.startswith(b"PK") else ".txt"
    delivery = replace(delivery, ending=told + ".gz" * delivery.ending.endswith(".gz"))
    yield from _READERS[told](delivery)


def _warc(delivery: Delivery) -> Documents:
    pages = read_pages(delivery.file, delivery.settings.max_document_bytes)
    return warc_documents(
        pages,
        delivery.stored.storage_url,
        inbox=delivery.inbox,
        uri=delivery.uri,
        observed_at=delivery.observed_at,
    )


def _empty(delivery: Delivery) -> Documents:
    yield delivery.whole(Quarantine(Reason.EMPTY, "it holds no bytes"))


_READERS: dict[str, Callable[[Delivery], Documents]] = {
    ".txt": _text,
    ".text": _text,
    ".ris": _text,
    ".nbib": _text,
    ".enw": _text,
    ".html": _page,
    ".htm": _page,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".jl": _json_lines,
    ".mbox": _mailbox,
    ".csv": _table,
    ".tsv": _table,
    ".xlsx": _spreadsheet,
    ".xlsm": _spreadsheet,
    ".docx": _word,
    ".doc": _doc,
    ".epub": _book,
    ".har": _har,
    ".xml": _xml,
    ".rss": _xml,
    ".atom": _xml,
    ".enex": _xml,
    ".rtf": _word,
    ".warc": _warc,
}
"""Ending -> reader; a file of any other ending is one document."""
