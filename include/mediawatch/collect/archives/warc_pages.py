"""WARC records -> raw documents, the same for delivered archives and for our own crawls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mediawatch.collect.archives.warc import Page
from mediawatch.collect.raw import screening
from mediawatch.errors import Quarantine
from mediawatch.model import Excluded, Outcome, RawDocument, document_id

_WEB_BEGAN = datetime(1990, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=1)


def exclude(
    uri: str, sha256: str, problem: Quarantine, *, skipped: bool = False, raw: RawDocument | None = None
) -> Excluded:
    outcome = Outcome.SKIPPED if skipped else Outcome.QUARANTINED
    name = document_id(uri, sha256)
    return Excluded(name, uri, sha256, "collect", outcome, str(problem.reason), problem.detail, raw)


def screened(page: Page) -> Quarantine | None:
    if page.data is None:
        return page.problem
    try:
        screening.not_empty(page.data)
        screening.not_binary(page.data, nul_allowed=True)
        if page.media_type == "text/html":
            screening.html_not_deep(page.data)
    except Quarantine as problem:
        return problem
    return None


def page_document(
    page: Page, storage_url: str, *, inbox: str, uri: str, observed_at: datetime, source: str = "warc"
) -> RawDocument:
    """The raw document of a WARC record. `uri` where the record names no address, `observed_at`, the
    run's time, where no date on which it can have been captured.
    """
    address = page.uri or uri
    sha256 = page.sha256
    # A page that was captured in the future would be the current version of its article for ever.
    captured = page.observed_at
    if captured and not _WEB_BEGAN <= captured <= observed_at + _CLOCKS_DIFFER:
        captured = None
    return RawDocument(
        document_id=document_id(address, sha256),
        uri=address,
        inbox=inbox,
        media_type=page.media_type,
        raw_sha256=sha256,
        byte_length=page.byte_length,
        storage_url=storage_url,
        observed_at=captured or observed_at,
        byte_offset=page.byte_offset,
        url=page.url,
        charset=page.charset,
        observed_at_source=source if captured else "ingested",
        http_status=page.http_status,
        etag=page.etag,
        last_modified=page.last_modified,
    )


def warc_documents(
    pages: Iterator[Page], storage_url: str, *, inbox: str, uri: str, observed_at: datetime
) -> Iterator[RawDocument | Excluded]:
    """Pages that passed the screening, and why the other records did not. `uri` is the file's own."""
    for page in pages:
        raw = page_document(page, storage_url, inbox=inbox, uri=f"{uri}#{page.number}", observed_at=observed_at)
        problem = screened(page)
        if problem is None:
            yield raw
        else:
            kept = raw if page.data is not None else None
            yield exclude(raw.uri, raw.raw_sha256, problem, skipped=page.skipped, raw=kept)
