"""The records that flow between the stages, one frozen dataclass each.

    RawDocument --clean--> Article --deduplicate--> Article + DuplicateLink --tag--> Tag (with Evidence)

A record that leaves a stage has passed the sanitiser: no NUL, no lone surrogates, bounded uri and body. Times are
aware datetimes in UTC. Field names follow schema.org NewsArticle in snake_case, ninjs 3 where it has none.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, get_args
from urllib.parse import quote, unquote

STAGES = ("collect", "clean", "deduplicate", "tag", "load", "publish")
"""The stages that the ledger counts, in the order of the flow."""

Stage = Literal["collect", "clean", "deduplicate", "tag", "load", "publish", "cluster"]
"""Stages that have a gate. cluster comes after publish and looks at articles, not at the documents of a run."""


class Outcome(StrEnum):
    """What became of a document in a run (column ops.document.outcome)."""

    PENDING = "pending"  # the run has not finished with it
    PUBLISHED = "published"  # its article or version is new or changed in schema news
    UNCHANGED = "unchanged"  # it went all the way and the article says already what it says
    MERGED = "merged"  # another document of the run is the same version of the same article
    SKIPPED = "skipped"  # a published run took these bytes at this uri before
    QUARANTINED = "quarantined"  # at fault, see ops.quarantine


def document_id(uri: str, raw_sha256: str) -> str:
    """16 hex digits that name these bytes at this uri; the same in every run."""
    return hashlib.sha256(f"{uri}\0{raw_sha256}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def printable(text: str) -> str:
    """`text` on one line, each character that cannot be printed written out, as in `\\u001b`: so what a strange page
    or server said can stand in a table, in jsonb, in a log and on a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def media_type(kind: str, /, **parameters: str) -> str:
    """A media type with parameters (`text/csv; delimiter="%3B"`): what an item's container says that the item's own
    bytes do not. Values are percent-encoded, empty ones are left out."""
    written = (f'; {name}="{quote(value, safe=" ")}"' for name, value in parameters.items() if value)
    return kind + "".join(written)


def kind_of(media_type: str) -> str:
    """The media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def parameters_of(media_type: str) -> dict[str, str]:
    """The parameters of a media type that `media_type` has written."""
    return {name: unquote(value) for name, value in re.findall(r';\s*([a-z]+)="([^"]*)"', media_type)}


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it was delivered: a reference to its bytes, and what the delivery itself says about them.

    `uri` is where it came from: a normalised URL, or `file://<inbox>/<relative path>`, with `#<item>` for an item of a
    container (JSON Lines, JSON list, WARC). `raw_sha256` is of this document's own bytes (for an item: the item's), so
    that an unchanged item of a grown container is known. `storage_url` with `byte_offset` and `byte_length` finds the
    bytes in the raw store; the offset counts in the decompressed content for .gz files of text, in the file for WARC.
    """

    document_id: str
    uri: str
    inbox: str  # inbox name for files, "web" for fetched pages
    media_type: str  # one of clean.parsers.PARSERS, with what the container says of its items as parameters
    raw_sha256: str
    byte_length: int
    storage_url: str
    observed_at: datetime  # HTTP or WARC date, else this run's first ingestion
    byte_offset: int = 0
    url: str | None = None  # the address on the web, where the delivery names one (WARC, fetch)
    charset: str | None = None  # declared by HTTP or WARC header, lower case
    observed_at_source: str = "ingested"  # 'http', 'warc', 'ingested'
    http_status: int | None = None
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    source_id: str | None = None
    asked_for: bool = False  # a person replays it: it is taken for an article, whatever the page looks like


@dataclass(frozen=True, slots=True)
class Excluded:
    """A document that does not go on from a stage, and why: quarantined, skipped, or merged into another one. The
    ledger and ops.quarantine are written from it.

    `detail` may quote the document, so it is made printable here.
    """

    document_id: str
    uri: str
    raw_sha256: str
    stage: Stage
    outcome: Outcome  # QUARANTINED, SKIPPED or MERGED
    reason: str  # stable snake_case code
    detail: str  # in words, for this document
    raw: RawDocument | None = None  # where its bytes are, if they were kept: what replay starts from

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", printable(self.detail))


Precision = Literal["day", "minute", "second"]
"""How exactly a source states a moment. A bare day has no time of day: date_published is then its midnight in UTC."""


@dataclass(frozen=True, slots=True)
class Article:
    """What clean makes of a RawDocument, with deduplicate's fingerprints already on it."""

    document_id: str
    uri: str  # identity of the article: normalised URL where there is one, else the RawDocument's uri
    headline: str
    headline_source: str  # 'json-ld', 'h1', 'og:title', 'title', 'first-sentence', 'front-matter', 'json', ...
    article_body: str
    in_language: str  # BCP 47, 'und' where unknown
    language_source: str
    language_confidence: float
    word_count: int
    content_sha256: str  # of headline and body: names the version
    text_sha256: str  # of the body as deduplicate normalises it: equal means 'exact'
    extraction_method: str  # 'plain-text', 'trafilatura', 'json', ...
    observed_at: datetime
    fingerprint: tuple[int, ...] = ()  # FracMinHash, signed 64 bit, sorted
    shingle_count: int = 0
    url: str | None = None
    canonical_url: str | None = None
    dateline: str | None = None
    author: tuple[str, ...] = ()
    author_source: str | None = None
    publisher: str | None = None
    publisher_source: str | None = None
    source_id: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    date_published: datetime | None = None
    date_published_source: str | None = None
    published_on: date | None = None  # the day that the source states, in the source's own zone
    date_published_precision: Precision | None = None
    date_modified: datetime | None = None
    declared_language: str | None = None
    warnings: tuple[str, ...] = ()  # stable codes, `code: words`
    page_number: int | None = None  # of an article of several pages, as it was delivered: which of them this is
    next_page: str | None = None  # normalised address of the page after it
    search_words: str | None = None  # words of scripts without spaces, parted by spaces, for full-text search


MediaType = Literal["print_native", "digital_native", "broadcast", "agency", "blog", "other"]
"""What a medium is at home in: on paper, on the web, on the air; or it serves other media, or is one person's."""
MEDIA_TYPES: tuple[str, ...] = get_args(MediaType)


@dataclass(frozen=True, slots=True)
class Medium:
    """What the file of a source says of the medium that it delivers; None and nothing where it does not."""

    media_type: str | None = None  # of MEDIA_TYPES
    tier: int | None = None  # 1 for the most important
    region: str | None = None
    country: str | None = None  # ISO 3166-1, two capitals
    collections: tuple[str, ...] = ()


DuplicateKind = Literal["exact", "copy", "truncation", "excerpt", "form"]
GROUPING_KINDS: frozenset[str] = frozenset({"exact", "copy", "truncation"})
"""Kinds of link that make an article a repeat of its original. An excerpt only quotes a passage, and a form has the
same sentences about other facts."""


@dataclass(frozen=True, slots=True)
class DuplicateLink:
    """`uri` repeats `duplicate_of` (its original). Containments are 0..1 shares of shingles."""

    uri: str
    duplicate_of: str
    kind: DuplicateKind
    containment: float  # share of uri's shingles that stand in the original
    containment_of_original: float  # share of the original's shingles that stand in uri
    shared_words: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that earned a tag: `field[start_char:end_char] == evidence_text`, offsets in characters."""

    field: Literal["headline", "article_body"]
    start_char: int
    end_char: int
    evidence_text: str
    clause: str  # the part of the query that they satisfied, as the analyst wrote it


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic that an article deals with."""

    topic_id: str
    topic_version: int
    grade: Literal["about", "mentions"]
    score: float  # 0..1
    evidence: tuple[Evidence, ...]
    filters: dict[str, str] = field(default_factory=dict)  # site, language, date clauses that held


WARNINGS: dict[str, str] = {
    "charset-mismatch": "the declared encoding does not fit the bytes; another one was used",
    "replaced-characters": "some bytes could not be decoded and became U+FFFD",
    "mojibake-repaired": "text that had been decoded wrongly before it was delivered was repaired",
    "body-truncated": "the body was longer than the limit and was cut",
    "bad-url": "an address in the document cannot be used",
    "foreign-canonical": "the canonical link names another site, or a home page, and was not followed",
    "future-date": "a date lies after the run's as_of and was not used",
    "implausible-date": "a date lies before 1990 and was not used",
    "unreadable-date": "a date could not be read",
    "ambiguous-date": "day and month of a numeric date cannot be told apart; it was not used",
    "date-conflict": "two statements of the date of publication differ by more than a day",
    "undated-dateline": "the dateline names a day without a year, and no other date of the document tells it",
    "relative-date": "a relative date (`yesterday`) has no known date to count from; it was not used",
    "inferred-date": "a day without a year, or a relative date, was resolved from another date of the document",
    "cut-short": "the page holds or states more than twice the text that was read",
    "pages-joined": "the article stands on several pages, which were joined",
    "pages-missing": "the article has pages that were not delivered",
    "short-body": "the body has fewer than 25 words",
    "language-conflict": "the declared language is not the one of the text",
    "cut-text": "the document says itself that its text is only the beginning of the article's",
    "summary-only": "the document has no text; its summary stands in its place",
    "unread-field": "a field looks like a date, an author or a text and was not read: its name is not in the table",
    "bad-front-matter": "the front matter could not be read and stays in the text",
}
"""Every warning that clean can put on an article: stable kebab-case codes, only added to, and what each means."""
