"""The page after a fetched one, of an article of several pages: it is fetched too, though no listing names it."""

from __future__ import annotations

import re

from lxml import html
from lxml.etree import LxmlError

from mediawatch.collect.page_numbers import page_of

MAX_FOLLOWED = 20
"""Pages of one article that a crawl follows; articles of more than ten are galleries."""

_ARTICLE = re.compile(  # "@type": "NewsArticle"
    rb"\bog:type\b[^>]{0,100}\b(?:article|news)|\b(?:article|news)\b[^>]{0,100}\bog:type\b"
    rb"|\"@type\"\s*:\s*\[?\s*\"[A-Za-z]{0,30}(?:Article|BlogPosting|Report|Review)\"|<article\b",
    re.IGNORECASE,
)
_LINK = re.compile(rb"<(?:a|link)\b[^>]{0,2000}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)


def next_page(body: bytes, url: str) -> str | None:
    """The normalised address of the page after this one, where the page at `url` says that it is an article; lists
    have next pages too."""
    if not _ARTICLE.search(body):
        return None
    digits = re.compile(rb"(?<!\d)(?:[2-9]|[12]\d)(?!\d)")
    if not any(digits.search(match[1][-30:]) for match in _LINK.finditer(body)):
        return None  # to parse it costs more
    try:
        page = page_of(html.document_fromstring(body, parser=html.HTMLParser(huge_tree=True)), url)
    except (LxmlError, ValueError, AssertionError):
        return None
    return page.next if page is not None and page.number < MAX_FOLLOWED else None
