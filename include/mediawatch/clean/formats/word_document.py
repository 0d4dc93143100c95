"""Word processors' files with one article: the heading is its headline, the rest is read as text."""

from __future__ import annotations

import re

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import parse_plain
from mediawatch.clean.text import one_line
from mediawatch.collect.containers.word_text import docx_paragraphs, rtf_text
from mediawatch.words import pattern

_TITLE = re.compile(pattern("title_styles"), re.IGNORECASE)

LIMIT = 64 * 1024 * 1024
"""Bytes of a .docx after unpacking; collect has checked it against the limit of a file before."""


def parse_docx(data: bytes) -> Draft:
    """The Draft of a .docx. Raises Quarantine: broken_zip, zip_bomb, too_large."""
    paragraphs = docx_paragraphs(data, LIMIT)
    first = next((n for n, (style, text) in enumerate(paragraphs[:20]) if _TITLE.match(style) and text.strip()), None)
    if first is None:
        draft = parse_plain("\n\n".join(text for _, text in paragraphs))
    else:
        title = one_line(paragraphs[first][1])
        above = [one_line(text) for _, text in paragraphs[:first] if text.strip()]
        below = [text for style, text in paragraphs[first:] if not (_TITLE.match(style) and one_line(text) == title)]
        draft = parse_plain("\n\n".join(below), headline=title, above=above)
    draft.extraction_method = "docx"
    return draft


def parse_rtf(data: bytes) -> Draft:
    """The Draft of an .rtf. Raises Quarantine: broken_rtf, too_deep."""
    draft = parse_plain(rtf_text(data))
    draft.extraction_method = "rtf"
    return draft
