"""An HTML page: parsed once, read for metadata, body and date."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from mediawatch.clean.draft import Draft
from mediawatch.clean.text import sanitise
from mediawatch.errors import Quarantine


def parse_page(text: str, *, url: str | None, as_of: datetime) -> Draft:
    """The Draft of a page in `text`; `url` is where it stood, `as_of` bounds the dates looked for. Raises Quarantine."""
    import trafilatura

    if not text.strip():
        raise Quarantine("empty_text", "the page is empty")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    tree = html.document_fromstring(sanitise(text).encode("utf-8"), parser=parser)
    found: Any = trafilatura.bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        raise Quarantine("empty_text", "no article was found in the page")
    draft = Draft(body=found.text, extraction_method="trafilatura", headline=found.title or "", headline_source="title")
    if found.date:
        draft.date_published = datetime.fromisoformat(found.date).astimezone()
        draft.date_published_source = "htmldate"
    draft.publisher = found.sitename or (urlsplit(url).hostname if url else None)
    draft.publisher_source = "site-name"
    return draft
