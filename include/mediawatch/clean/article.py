"""`clean()`: the one entrance of the stage. Has a document parsed, then checks, bounds and measures what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from urllib.parse import urljoin

from mediawatch.clean.dates.moments import in_utc, plausible, precision_of
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.parsers import parse
from mediawatch.clean.language.word_count import count_words, parted
from mediawatch.clean.text import bounded, content_sha256, one_line, sanitise
from mediawatch.errors import Quarantine
from mediawatch.model import Article, RawDocument
from mediawatch.settings import Settings

MAX_HEADLINE = 500
MAX_FIELD = 300
MAX_LIST = 50
"""Bounds in characters, and of lists in entries; fields that are longer hold something else."""

SHORT_BODY_WORDS = 25

SEARCHED_CHARS = 200_000
"""Characters of a body that full-text search sees, as in column news.article.search."""


def clean(raw: RawDocument, data: bytes, *, as_of: datetime, settings: Settings) -> Article:
    """The article in `data`, the bytes of `raw`. `as_of` (aware) judges which dates are in the future.

    Pure, but with no limit of time: see isolate.clean_batch. Raises Quarantine with an `errors.Reason`.
    """
    draft = parse(raw, data, as_of)
    return assemble(raw, draft, as_of=as_of, settings=settings)


def assemble(raw: RawDocument, draft: Draft, *, as_of: datetime, settings: Settings) -> Article:
    """The Article of a Draft: sanitised, bounded, with language, hashes and fingerprint. Raises Quarantine."""
    from mediawatch.clean.language.declared_language import contradicts, normalise_tag
    from mediawatch.clean.page.headline import from_first_sentence

    told = tell(draft.body, draft.warn, settings=settings)
    body = told.article_body
    headline, headline_source = bounded(one_line(draft.headline), MAX_HEADLINE), draft.headline_source
    if not headline:
        headline, headline_source = from_first_sentence(body), "first-sentence"
    declared = normalise_tag(draft.declared_language)
    if contradicts(draft.declared_language, told.in_language):
        draft.warn("language-conflict", f"declared {declared}, the text is {told.in_language}")
    _resolve_doubts(raw, draft, told.in_language, as_of)
    published = _plausible(draft, draft.date_published, as_of)
    modified = _plausible(draft, draft.date_modified, as_of)
    precision = precision_of(published) if published else None
    url, canonical, uri = _addresses(raw, draft)
    return Article(
        document_id=raw.document_id,
        uri=uri,
        headline=headline,
        headline_source=headline_source,
        content_sha256=content_sha256(headline, body),
        extraction_method=draft.extraction_method,
        observed_at=raw.observed_at,
        url=url,
        canonical_url=canonical,
        dateline=_field(draft.dateline),
        author=_fields(draft.author),
        author_source=draft.author_source if draft.author else None,
        publisher=_field(draft.publisher),
        publisher_source=draft.publisher_source if _field(draft.publisher) else None,
        source_id=raw.source_id,
        section=_field(draft.section),
        keywords=_fields(draft.keywords),
        date_published=in_utc(published) if published else None,
        date_published_source=draft.date_published_source if published else None,
        published_on=published.date() if published else None,
        date_published_precision=precision,
        date_modified=in_utc(modified) if modified else None,
        declared_language=declared,
        search_words=searched(headline, body),
        page_number=draft.page.number if draft.page else None,
        next_page=draft.page.next if draft.page else None,
        warnings=tuple(one_line(warning)[:MAX_FIELD] for warning in draft.warnings),
        **{each.name: getattr(told, each.name) for each in fields(told)},
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an article by its text alone; the fields are Article's."""

    article_body: str
    in_language: str
    language_source: str
    language_confidence: float
    word_count: int
    text_sha256: str
    fingerprint: tuple[int, ...]
    shingle_count: int


def tell(text: str, warn: Callable[[str, str], None], *, settings: Settings) -> Told:
    """The Told of a text, which is sanitised and bounded. Raises Quarantine, empty_text, where no word is left."""
    from mediawatch.clean.language.detect import detect
    from mediawatch.deduplicate.fingerprint import fingerprint

    body = sanitise(text)
    if len(body) > settings.max_body_chars:
        warn("body-truncated", f"{len(body)} characters, the limit is {settings.max_body_chars}")
        body = bounded(body, settings.max_body_chars)
    words = count_words(body)
    if not words:
        raise Quarantine("empty_text", "no words are left that belong to an article")
    if words < SHORT_BODY_WORDS:
        warn("short-body", f"{words} words")
    language = detect(body)
    print_ = fingerprint(body, language.tag)
    return Told(
        article_body=body,
        in_language=language.tag,
        language_source=language.source,
        language_confidence=language.confidence,
        word_count=words,
        text_sha256=print_.text_sha256,
        fingerprint=tuple(print_.hashes),
        shingle_count=print_.shingle_count,
    )


def searched(headline: str, body: str) -> str | None:
    """What full-text search needs beside headline and body, as in Article.search_words."""
    return parted(f"{headline}\n{body[:SEARCHED_CHARS]}")


def _resolve_doubts(raw: RawDocument, draft: Draft, language: str, as_of: datetime) -> None:
    """Decides on the draft's numeric dates whose day and month could be exchanged, by the rest of the document; those
    that stay in doubt are not used."""
    from mediawatch.clean.dates.day_order import Evidence, resolve

    tags = tuple(filter(None, (draft.declared_language, language)))
    # a stamp that was read orders the two: nothing is published after its last change
    for doubt, source, published in sorted(draft.doubts, key=lambda each: each[2]):
        url = draft.url or raw.final_url or raw.url
        moment = resolve(doubt, Evidence(as_of, tuple(draft.date_texts), draft.date_modified, url, tags))
        if moment is None:
            draft.warn("ambiguous-date", str(doubt)[:80])
        elif published and draft.date_published is None:
            draft.date_published, draft.date_published_source = moment, source
        elif not published and draft.date_modified is None:
            draft.date_modified = moment


def _plausible(draft: Draft, moment: datetime | None, as_of: datetime) -> datetime | None:
    code = plausible(moment, as_of) if moment else None
    if moment and code:
        draft.warn(code, f"{moment:%Y-%m-%d} was not used")
        return None
    return moment


def _addresses(raw: RawDocument, draft: Draft) -> tuple[str | None, str | None, str]:
    """(url, canonical_url, uri). The article's identity is its canonical address, where that is its own to give:
    on the same registrable domain as the page's address, or for a local file anywhere; that of a page of several is the
    whole article's."""
    from mediawatch.collect.urls import canonical_identity, normalise_url

    def usable(address: str | None, base: str = "") -> str | None:
        if not address:
            return None
        try:
            return normalise_url(urljoin(base, address))
        except Quarantine as error:
            draft.warn("bad-url", error.detail)
        except ValueError as error:  # of urljoin, for one such as `http://[`
            draft.warn("bad-url", f"{address[:200]!r}: {error}")
        return None

    own = usable(raw.final_url or raw.url) or usable(draft.url)
    if draft.page is not None:
        canonical = usable(draft.canonical, own or "")
        return own, canonical, draft.page.whole
    if draft.canonical is None:
        return own, None, own or raw.uri
    if own is None:
        canonical = usable(draft.canonical)
        return None, canonical, canonical or raw.uri
    stated = usable(draft.canonical.strip(), own)
    uri = canonical_identity(own, stated)
    if stated and stated != uri:
        draft.warn("foreign-canonical", stated)
        return own, None, uri
    return own, stated, uri


def _field(text: str | None) -> str | None:
    return bounded(one_line(text), MAX_FIELD) or None


def _fields(texts: tuple[str, ...]) -> tuple[str, ...]:
    tidy = (_field(text) for text in texts[:MAX_LIST])
    return tuple(dict.fromkeys(text for text in tidy if text))
