"""Which parser reads which kind of document: one entry for each media type that collect may hand over.

A parser is loaded with the first document that needs it. It takes (document, its bytes, as_of), gives a Draft and
raises Quarantine with an `errors.Reason`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from mediawatch.clean.draft import Draft
from mediawatch.clean.language.charset import decode
from mediawatch.collect.containers.word_text import DOCX, RTF
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument, kind_of, parameters_of

if TYPE_CHECKING:
    from mediawatch.clean.dates.written import Order

Parser = Callable[[RawDocument, bytes, datetime], Draft]


def _page(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.html_page import parse_page

    decoded = decode(data, raw.charset, markup=True)
    if archive := parameters_of(raw.media_type).get("export"):
        draft = _of_html_export(decoded.text, archive)
    else:
        draft = parse_page(decoded.text, url=raw.final_url or raw.url, as_of=as_of, asked=raw.asked_for)
        _use_container(parameters_of(raw.media_type), draft)
    draft.warnings[:0] = decoded.warnings
    return draft


def _of_export(text: str, archive: str) -> Draft:
    from mediawatch.clean.formats.archives.proquest import parse_proquest
    from mediawatch.clean.formats.archives.ris import parse_ris
    from mediawatch.clean.formats.export_article import parse_export
    from mediawatch.collect.containers.exports import PROQUEST, RIS

    if archive == RIS:
        return parse_ris(text)
    return parse_proquest(text) if archive == PROQUEST else parse_export(text, archive)


def _of_html_export(markup: str, archive: str) -> Draft:
    from mediawatch.clean.formats.archives.europresse import parse_europresse
    from mediawatch.clean.formats.export_article import parse_html_export
    from mediawatch.collect.containers.exports import EUROPRESSE

    return parse_europresse(markup) if archive == EUROPRESSE else parse_html_export(markup, archive)


def _use_container(said: dict[str, str], draft: Draft) -> None:
    """What a book says of its pages, where the page does not say it itself."""
    from mediawatch.clean.formats.stated_dates import use_date

    if not draft.publisher and (publisher := said.get("publisher")):
        draft.publisher, draft.publisher_source = publisher, "epub"
    if draft.date_published is None:
        use_date([said.get("published", "")], draft, "epub")
    draft.declared_language = draft.declared_language or said.get("language") or None


def _plain(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.plain_text import parse_plain

    decoded = decode(data, raw.charset)
    if archive := parameters_of(raw.media_type).get("export"):
        draft = _of_export(decoded.text, archive)
    else:
        draft = parse_plain(decoded.text, markdown=kind_of(raw.media_type) == "text/markdown")
    draft.warnings[:0] = decoded.warnings
    return draft


def _item(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.json_item import parse_item

    decoded = decode(data, raw.charset)
    said = parameters_of(raw.media_type)
    draft = parse_item(decoded.text, publisher=said.get("publisher", ""), method=said.get("method", "json"))
    draft.warnings[:0] = decoded.warnings
    return draft


def _pdf(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.pdf import read_pdf
    from mediawatch.clean.formats.plain_text import parse_plain

    found = read_pdf(data)
    draft = parse_plain(found.text, headline=found.headline, above=found.above)
    draft.url = draft.url or found.url or None
    draft.extraction_method = "pdf"
    return draft


def _mail(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.mail import parse_mail

    return parse_mail(data, as_of=as_of, charset=raw.charset)


def _row(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.json_item import parse_fields
    from mediawatch.collect.containers.table_rows import row_of

    decoded = decode(data, raw.charset)
    said = parameters_of(raw.media_type)
    row = row_of(decoded.text, said.get("delimiter", ","), said.get("columns", ""))
    order: Order | None = "dmy" if said.get("order") == "dmy" else "mdy" if said.get("order") == "mdy" else None
    draft = parse_fields(dict(row), method="csv", order=order)
    draft.warnings[:0] = decoded.warnings
    return draft


def _docx(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.word_document import parse_docx

    return parse_docx(data)


def _rtf(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.word_document import parse_rtf

    return parse_rtf(data)


def _xml(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    from mediawatch.clean.formats.xml_article import parse_xml

    said = parameters_of(raw.media_type)
    return parse_xml(
        data,
        charset=raw.charset,
        kind=said.get("kind", "record"),
        publisher=said.get("publisher", ""),
        language=said.get("language", ""),
    )


PARSERS: dict[str, Parser] = {
    "text/plain": _plain,
    "text/markdown": _plain,
    "text/html": _page,
    "application/json": _item,
    "application/pdf": _pdf,
    "message/rfc822": _mail,
    "text/csv": _row,
    "application/xml": _xml,
    DOCX: _docx,
    RTF: _rtf,
}
"""Media type -> its parser. The gate of collect lets no other type through."""


def parse(raw: RawDocument, data: bytes, as_of: datetime) -> Draft:
    """The Draft of `data`, the bytes of `raw`. Raises Quarantine, unsupported_media_type where there is no parser."""
    parser = PARSERS.get(kind_of(raw.media_type))
    if parser is None:
        raise Quarantine("unsupported_media_type", f"no parser for {raw.media_type}")
    return parser(raw, data, as_of)
