"""WARC files: their response records, HTML in resource records and text in conversion records (WET) as pages.

The file is read in one pass; memory is one record. What a record holds is decoded by itself (http_body), so
that a page that is damaged or that grows beyond its bound never stops the reading of the rest.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote

from fastwarc.warc import ArchiveIterator, HeaderMap, WarcRecord, WarcRecordType

from mediawatch.collect.archives.http_body import content_type_of, decode_body, stated
from mediawatch.collect.archives.warc_records import walk
from mediawatch.collect.redirects import sends_on
from mediawatch.collect.urls import normalise_url
from mediawatch.errors import Quarantine, Reason
from mediawatch.storage.door import StoredFile

MAX_DECODED = 64 * 1024 * 1024
"""Bytes that a page may decode to where the caller sets no narrower bound."""
MAX_TARGET = 2000
"""Characters of an escaped WARC-Target-URI, as of an address (urls.MAX_URL): a longer one fits no index of Postgres,
and its page is known by the file and its number there."""
_GZIP = b"\x1f\x8b"  # how each member begins
_CONTENT_ITSELF = (WarcRecordType.resource, WarcRecordType.conversion)  # no HTTP headers stand before it
_PRINTABLE = "!$&'()*+,;=:@/?#[]%~"
HTML_TYPES = ("text/html", "application/xhtml+xml")
_SNIFFED = 16 * 1024
"""Bytes in which a page without a declared type must begin: templates put licences and notes before it."""
_BEFORE_HTML = re.compile(rb"\xef\xbb\xbf|[\s\0]+|<!--.*?-->|<\?xml\b[^>]{0,200}\?>", re.DOTALL)
# The elements by which the WHATWG MIME Sniffing standard (section 7.1) tells HTML.
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|meta|link)[\s/>]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Page:
    """One record. `byte_offset` and `byte_length` are of the record in the file, as it stands there.

    `data` is the decoded body and None where `problem` says why there is none; `skipped` marks a record
    that is no page and yet no fault (another type, another status).
    """

    number: int  # of the record, from 1
    byte_offset: int
    byte_length: int
    uri: str | None  # WARC-Target-URI, normalised where it is an address
    url: str | None  # the same, None where it is no address that could be fetched
    data: bytes | None
    record_id: str = ""
    observed_at: datetime | None = None
    charset: str | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    problem: Quarantine | None = None
    skipped: bool = False
    ends_file: bool = False  # the file cannot be read beyond this
    media_type: str = "text/html"

    @property
    def sha256(self) -> str:
        """Of the decoded body; of what names the record where there is no body."""
        return hashlib.sha256(self.record_id.encode() if self.data is None else self.data).hexdigest()


def body_of(record: WarcRecord, limit: int = MAX_DECODED) -> bytes:
    """The decoded body of a response record whose HTTP headers have been parsed, the content of any other. Consumes
    the record. Raises Quarantine('broken_warc') where the file ends within the record: it is cut off, or the record's
    length is wrong and takes in those that follow."""
    declared = record.content_length
    payload = bytes(record.reader.read())
    if len(payload) < declared:
        raise Quarantine(
            Reason.BROKEN_WARC, f"the file ends after {len(payload):,} of the {declared:,} bytes of this record"
        )
    headers = record.http_headers if record.is_http_parsed else HeaderMap()
    return decode_body(
        payload,
        transfer=headers.get("Transfer-Encoding") or "",
        encoding=headers.get("Content-Encoding") or "",
        limit=limit,
    )


def read_page(record_bytes: bytes, limit: int = MAX_DECODED) -> bytes:
    """The decoded body of the one record that `record_bytes` holds (gzip member or plain).

    Raises Quarantine('raw_corrupt') where there is no record that can hold a page.
    """
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(record_bytes), parse_http=True)), None)
        if record is None or not (record.is_http_parsed or record.record_type in _CONTENT_ITSELF):
            raise Quarantine("raw_corrupt", "no page stands at that place of the WARC file")
        return body_of(record, limit)
    except OSError as error:
        raise Quarantine("raw_corrupt", f"the WARC record cannot be read: {error}") from error


def is_html(content_type: str | None, body: bytes) -> bool:
    """Whether a response is a page, by its type, or by its first bytes where it declares none: an element with which
    pages begin, behind any byte order mark, comments and XML declaration."""
    if content_type:
        return content_type.lower() in HTML_TYPES
    head = body[:_SNIFFED]
    place = 0
    while skipped := _BEFORE_HTML.match(head, place):
        place = skipped.end()
    return _HTML_START.match(head, place) is not None


def _content_type(record: WarcRecord) -> tuple[str, str | None]:
    """(media type, character set) that the response declares, or the record where it holds the content itself."""
    values = (record.http_headers if record.is_http_parsed else record.headers).items()
    return content_type_of(value for name, value in values if name.lower() == "content-type")


def _judge(record: WarcRecord, limit: int) -> tuple[bytes | None, Quarantine | None, bool]:
    """Body, problem, and whether the problem is none: (data, None, False) for a page."""
    itself = record.record_type in _CONTENT_ITSELF
    if not itself and (record.record_type != WarcRecordType.response or not record.is_http_parsed):
        kind = (record.headers.get("WARC-Type") or "unknown")[:40]
        return None, Quarantine(Reason.NOT_A_PAGE, f"a record of type {kind} is no HTTP response"), True
    status = None if itself else record.http_headers.status_code
    if status not in (None, 200):
        return None, Quarantine(Reason.HTTP_STATUS, f"the server answered {status}"), True
    content_type, charset = _content_type(record)
    text = record.record_type == WarcRecordType.conversion and content_type == "text/plain"
    if content_type and content_type not in HTML_TYPES and not text:
        return None, Quarantine(Reason.NOT_A_PAGE, f"a response of type {content_type[:80]} is no page"), True
    if record.content_length > 2 * limit:
        return None, Quarantine(Reason.TOO_LARGE, f"the response has {record.content_length:,} bytes"), False
    try:
        data = body_of(record, limit)
    except Quarantine as problem:
        return None, problem, False
    if text:
        return data, None, False
    if not is_html(content_type, data):
        return None, Quarantine(Reason.NOT_A_PAGE, "a response without a type that does not look like a page"), True
    refresh = record.http_headers.get("Refresh") if record.http_headers else None
    leads = sends_on(data, record.headers.get("WARC-Target-URI") or "", charset, refresh)
    if leads is not None and leads.bare:
        return (
            None,
            Quarantine(Reason.REDIRECT_PAGE, f"it only sends on to {(leads.url or 'where a script says')[:300]}"),
            True,
        )
    return data, None, False


def _page(record: WarcRecord, limit: int) -> Page:
    """The record without its number and length, which only the walk over the file tells. Raises OSError where its data
    are damaged."""
    target = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    uri: str | None = None
    url: str | None = None
    bad: Quarantine | None = None
    if target or record.record_type == WarcRecordType.response:
        # As the archive has it, even where no browser could open it: this is where the bytes were found. What article
        # it names is another matter, and `url` says it.
        escaped = quote(target[:MAX_TARGET], safe=_PRINTABLE, errors="replace")
        uri = escaped if target and max(len(target), len(escaped)) <= MAX_TARGET else None
        try:
            url = normalise_url(target)
        except Quarantine as problem:
            bad = None if uri else problem
    data, problem_, skipped = _judge(record, limit)
    if data is not None and bad is not None:
        data, problem_ = None, bad
    page = Page(0, record.stream_pos, 0, uri, url, data, problem=problem_, skipped=skipped)
    page.record_id = record.headers.get("WARC-Record-ID") or ""
    if record.is_http_parsed or record.record_type in _CONTENT_ITSELF:
        media_type, charset = _content_type(record)
        page.observed_at = _date(record)
        page.charset = stated(charset)
        page.media_type = media_type if media_type == "text/plain" else "text/html"
    if record.record_type == WarcRecordType.response and record.is_http_parsed:
        headers = record.http_headers
        page.http_status = headers.status_code
        page.etag = stated(headers.get("ETag"))
        page.last_modified = stated(headers.get("Last-Modified"))
    return page


def _date(record: WarcRecord) -> datetime | None:
    """WARC-Date in UTC, None where it is missing or no date."""
    text = record.headers.get("WARC-Date") or ""
    try:
        date = datetime.fromisoformat(text.strip())
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):  # an offset can lead out of the calendar
        return None


def packed_as_a_whole(stream: BinaryIO) -> bool:
    """Whether a .warc.gz is one gzip member and not, as the standard asks, one for each record: then only the file as
    a whole can be unpacked."""
    records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False)
    try:
        places = [record.stream_pos for record in itertools.islice(records, 2)]
    except (OSError, ValueError):
        return False  # whoever reads the file will say what is wrong with it
    if len(places) < 2:
        return False
    stream.seek(places[1])
    return stream.read(len(_GZIP)) != _GZIP


def record_places(file: StoredFile) -> Iterator[int]:
    """Where each record of the file stands, and each stretch of it that cannot be read, in bytes."""
    return (step.place for step in walk(file, lambda record: None, parse_http=False))


def read_pages(
    file: StoredFile, limit: int, *, start: int = 0, stop: int | None = None, before: int = 0
) -> Iterator[Page]:
    """Every record whose place in the file is in [start, stop), in order. `limit` bounds a decoded page, in
    bytes; `before` records stand before `start`.

    `start` must be the place of a record (0, a byte_offset plus byte_length that this function gave, or one of
    `record_places`). A stretch that cannot be read gives a Page with the problem `broken_warc` (or `gzip_bomb`, which
    ends the file); so does a record that is damaged or whose length is false.
    """
    size = file.size() or 0
    number = before
    for step in walk(file, lambda record: _page(record, limit), start=start, stop=stop):
        number += 1
        page = step.item
        if page is None:
            yield _broken(number, step.place, step.end, step.problem, size)
            continue
        page.number = number
        page.byte_length = step.end - step.place
        if step.problem is not None:
            page.data, page.problem, page.skipped = None, step.problem, False
        if page.data is None:
            page.record_id = ascii(page.record_id or f"{number} {page.uri or ''}")
        yield page
    if number == before == 0:
        yield _broken(1, 0, size, None, size)


def _broken(number: int, place: int, end: int, problem: Quarantine | None, size: int) -> Page:
    """A stretch of the file that holds no record."""
    problem = problem or Quarantine(Reason.BROKEN_WARC, "it holds no WARC record")
    mark = f"{number} {place} {end} {problem.reason}"
    return Page(number, place, end - place, None, None, None, mark, problem=problem, ends_file=end == size)
