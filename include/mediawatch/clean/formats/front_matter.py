"""YAML front matter of Markdown and text files: `---`, mappings of plain values, `---`."""

from __future__ import annotations

import re
from typing import Any

from mediawatch.clean.dates.written import Ambiguous, parse_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.people.names import split_authors
from mediawatch.clean.text import one_line

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.{0,16000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_front_matter(text: str, draft: Draft) -> str:
    """Fills `draft` from front matter and gives the text after it; all of `text` where there is none that reads."""
    match = _BLOCK.match(text.replace("\r\n", "\n"))
    if not match:
        return text
    fields = _load(match["yaml"])
    if fields is None:
        draft.warn("bad-front-matter", "the block between the --- lines is no YAML mapping")
        return text
    if headline := _text(fields, "headline", "title"):
        draft.headline, draft.headline_source = headline, "front-matter"
    _use_dates(fields, draft)
    names = split_authors(_list(fields, "author", "authors", "by", "byline"))
    if names:
        draft.author, draft.author_source = names, "front-matter"
    if publisher := _text(fields, "publisher", "source", "site"):
        draft.publisher, draft.publisher_source = publisher, "front-matter"
    draft.section = _text(fields, "section", "category", "categories") or None
    draft.keywords = tuple(_list(fields, "keywords", "tags"))
    draft.declared_language = _text(fields, "language", "lang", "inlanguage") or None
    draft.url = _text(fields, "url", "canonical_url", "canonical", "link") or None
    draft.dateline = _text(fields, "dateline") or None
    return text.replace("\r\n", "\n")[match.end() :]


def _load(block: str) -> dict[str, Any] | None:
    import yaml

    if re.search(r"(?:^|[\s\[,:-])[&*]\w", block):  # anchors and aliases: no front matter needs them, bombs do
        return None
    try:
        # BaseLoader leaves every value text: dates and booleans are ours to read
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {str(key).strip().lower(): value for key, value in fields.items()} if isinstance(fields, dict) else None


def _use_dates(fields: dict[str, Any], draft: Draft) -> None:
    for keys, published in (
        (("datepublished", "date_published", "date", "published"), True),
        (("datemodified", "date_modified", "updated", "lastmod", "modified"), False),
    ):
        stated = _text(fields, *keys)
        if not stated:
            continue
        try:
            moment = parse_date(stated)
        except Ambiguous:
            draft.warn("ambiguous-date", stated)
            continue
        if moment is None:
            draft.warn("unreadable-date", stated[:80])
        elif published:
            draft.date_published, draft.date_published_source = moment, "front-matter"
        else:
            draft.date_modified = moment


def _text(fields: dict[str, Any], *keys: str) -> str:
    """The first of `keys` that holds text (of a list its first entry)."""
    for key in keys:
        value = fields.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str) and value.strip():
            return one_line(value)
    return ""


def _list(fields: dict[str, Any], *keys: str) -> list[str]:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            return [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, list):
            return [one_line(part) for part in value if isinstance(part, str) and part.strip()]
    return []
