"""What must hold after collect: rows are RawDocuments."""

from __future__ import annotations

from mediawatch.clean.formats.parsers import PARSERS
from mediawatch.quality.expectation import Expectation, Limits, batch, row
from mediawatch.quality.suites import common

_LARGEST = 4  # times max_document_bytes: collect's limit of a PDF; a WARC record has its headers and packing besides
_SCREEN = "The screening in collect should have quarantined it: report the sample."


def suite(limits: Limits) -> tuple[Expectation, ...]:
    return (
        *common.uri("collect", limits),
        row(
            "collect.document_id_true",
            "ExpectColumnValuesToBeInSet",
            "document_id.true",
            "document_id is made from uri and raw_sha256, so that the same bytes have one name in every run.",
            "The manifest was changed by hand, or written by another version of the code: collect again.",
            reason="bad_document_id",
            value_set=[True],
        ),
        row(
            "collect.raw_sha256_shape",
            "ExpectColumnValuesToMatchRegex",
            "raw_sha256",
            "raw_sha256 is 64 hex digits.",
            _SCREEN,
            reason="bad_sha256",
            regex=common.SHA256,
        ),
        row(
            "collect.byte_length_in_limits",
            "ExpectColumnValuesToBeBetween",
            "byte_length",
            f"No document is empty or longer than {_LARGEST * limits.max_document_bytes:,} bytes, the limit of a PDF.",
            _SCREEN,
            reason="bad_byte_length",
            min_value=1,
            max_value=_LARGEST * limits.max_document_bytes,
        ),
        row(
            "collect.media_type_known",
            "ExpectColumnValuesToBeInSet",
            "media_type",
            "Every document is of a kind that clean can read.",
            "Convert the file to text, HTML or JSON.",
            reason="unknown_media_type",
            value_set=list(PARSERS),
        ),
        row(
            "collect.bytes_stored",
            "ExpectColumnValuesToMatchRegex",
            "storage_url",
            "The bytes are kept in the raw store, at a path inside the lake.",
            "The raw store could not be written, or the manifest is from another lake: collect again.",
            reason="bytes_not_stored",
            regex=r"\A(?!/)(?!(?:.*/)?\.\.(?:/|\Z))[^\x00-\x1f]+\Z",
        ),
        row(
            "collect.observed_at_present",
            "ExpectColumnValuesToNotBeNull",
            "observed_at",
            "It is known when each document was seen, which decides between versions.",
            "The collector left the time out: report the sample.",
            reason="no_observed_at",
        ),
        common.documents_unique("collect"),
        common.rows_add_up("collect"),
        common.rows_counted("collect"),
        # A folder full of junk is screened, not a failure: here the share is only shown.
        common.quarantined_share("collect", limits, "warning"),
        batch(
            "collect.sources_deliver",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "silent_sources",
            "Every enabled source delivers: no listing of it fails twice in a row, nor its pages; it has delivered, is "
            "not without an article for 7 days or longer than in the 35 days before, and gives no less than a quarter "
            "of its usual. Said of runs that collect from the web.",
            "Look at the source's address in a browser, and at its robots.txt; correct its file in include/sources, or "
            "disable it. news.source_health has the figures.",
            severity="warning",
            max_value=0,
        ),
        batch(
            "collect.source_files",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "wrong_source_files",
            "Every file in include/sources can be read. A wrong one stops its own source alone.",
            "Correct the file at the line that is named; docs/sources.md explains every key.",
            severity="warning",
            max_value=0,
        ),
        batch(
            "collect.topic_files",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "wrong_topic_files",
            "Every file in include/topics can be read and passes its own examples. A wrong one stops its own topic "
            "alone: that goes on as its last good definition says.",
            "Correct the file at the line that is named; `mediawatch topics test` tells whether it is right.",
            severity="warning",
            max_value=0,
        ),
        batch(
            "collect.listings_whole",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "listing_notes",
            "Every listing is read whole, at the address that its source file gives: none has moved for good, names "
            "sitemaps on a host that the file does not allow, or names more than a crawl may ask for.",
            "moved: write the new address into the file. other-host: name the host under sitemap_hosts. "
            "sitemaps-left-out, pages-left-out: they come in the next crawls; a larger max_pages takes more at a time.",
            severity="warning",
            max_value=0,
        ),
        batch(
            "collect.sources_usual",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "unusual_sources",
            "No source gives more than twice the most, or less than half of the least, of a day of the last 28 days.",
            "A feed that lists its archive, a changed sitemap, or a day of great news: look at what it delivered.",
            severity="warning",
            max_value=0,
        ),
    )
