"""One JSON object as an article: schema.org NewsArticle (and its kin) or a ninjs 3 item."""

from __future__ import annotations

import json
import re
from typing import Any

from mediawatch.clean.dates.written import parse_date, parse_stamp
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import finish_body
from mediawatch.clean.people.names import split_authors
from mediawatch.clean.text import one_line, repair, sanitise
from mediawatch.errors import Quarantine

_BODY = ("articleBody", "body_text", "body", "text", "description_text")
_MARKUP = ("body_xhtml", "body_html")
_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|li|a|em|strong|b|i|span|blockquote)\b[^>]{0,400}>", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|tr|table|blockquote|section|article|figure|figcaption)\b[^>]{0,400}>",
    re.IGNORECASE,
)


def parse_item(text: str) -> Draft:
    """The Draft of a JSON item. Raises Quarantine bad_json or not_an_article."""
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Quarantine("bad_json", f"not JSON: {error}") from error
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    if not isinstance(item, dict):
        raise Quarantine("bad_json", f"an article is a JSON object, this is a {type(item).__name__}")
    body = _body(item)
    if not body.strip():
        raise Quarantine(
            "not_an_article",
            f"no text under any of {', '.join(_BODY + _MARKUP)}; keys: {', '.join(list(item)[:12])}"[:500],
        )
    draft = Draft(body="", extraction_method="json")
    repaired = repair(body)
    if repaired != body and sanitise(repaired) != sanitise(body):
        draft.warn("mojibake-repaired", "characters read in a wrong encoding before delivery")
    if headline := _headline(item):
        draft.headline, draft.headline_source = headline, "json"
    _use_dates(item, draft)
    _use_people(item, draft)
    draft.url = _url(item)
    draft.section = _word(item, "articleSection", "section", "subject") or None
    draft.keywords = tuple(_words(item.get("keywords")))
    draft.declared_language = _word(item, "inLanguage", "language") or None
    draft.dateline = _word(item, "dateline", "located") or None
    finish_body(repaired, draft)
    return draft


def _body(item: dict[str, Any]) -> str:
    for key in _BODY:
        value = item.get(key)
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return _plain(value) if _TAG.search(value) else value
    for key in _MARKUP:
        if isinstance(value := item.get(key), str) and value.strip():
            return _plain(value)
    # ninjs 2 and 3 carry several renditions: bodies: [{role, contentType, value}]
    bodies = [
        entry for entry in _list(item.get("bodies")) if isinstance(entry, dict) and isinstance(entry.get("value"), str)
    ]
    bodies.sort(key=lambda entry: "html" in str(entry.get("contentType") or entry.get("contenttype") or ""))
    return _plain(bodies[0]["value"]) if bodies else ""


def _plain(markup: str) -> str:
    """The text of an HTML fragment, a line for each block."""
    if not _TAG.search(markup):
        return markup
    from lxml import html

    tree = html.fragment_fromstring(_BREAKS.sub(lambda match: f"\n\n{match[0]}", sanitise(markup)), create_parent="div")
    for element in tree.xpath(".//script|.//style|.//figure|.//noscript"):
        element.drop_tree()
    return str(tree.text_content())


def _headline(item: dict[str, Any]) -> str:
    if title := _word(item, "headline", "title", "name"):
        return title
    for entry in _list(item.get("headlines")):  # ninjs 2 and 3
        if isinstance(entry, dict) and (title := one_line(str(entry.get("value") or ""))):
            return title
    return ""


def _use_dates(item: dict[str, Any], draft: Draft) -> None:
    for keys, published in (
        (("datePublished", "firstCreated", "firstcreated", "versionCreated", "versioncreated"), True),
        (("dateModified", "contentModified"), False),
    ):
        stated = next((item[key] for key in keys if item.get(key)), None)
        if stated is None:
            continue
        try:
            moment = parse_stamp(str(stated)) or parse_date(str(stated))
        except ValueError:
            draft.warn("ambiguous-date", str(stated)[:80])
            continue
        if moment is None:
            draft.warn("unreadable-date", str(stated)[:80])
        elif published:
            draft.date_published, draft.date_published_source = moment, "json"
        else:
            draft.date_modified = moment


def _use_people(item: dict[str, Any], draft: Draft) -> None:
    names = split_authors(
        _words(item.get("author") or item.get("byline") or item.get("by") or _persons(item.get("people")))
    )
    if names:
        draft.author, draft.author_source = names, "json"
    publisher = _words(item.get("publisher") or item.get("provider") or item.get("copyrightHolder"), split=False)
    if publisher:
        draft.publisher, draft.publisher_source = publisher[0], "json"


def _persons(people: Any) -> list[Any]:
    """ninjs: those of `people` whose role is to have written the item."""
    return [
        person
        for person in _list(people)
        if isinstance(person, dict) and str(person.get("rel")) in ("author", "creator")
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _url(item: dict[str, Any]) -> str | None:
    stated = (item.get(key) for key in ("@id", "url", "uri", "mainEntityOfPage", "contentUrl"))
    for value in stated:
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str) and value.strip().lower().startswith(("http://", "https://")):
            return value.strip()
    return None


def _word(item: dict[str, Any], *keys: str) -> str:
    for key in keys:
        if found := _words(item.get(key), split=False):
            return found[0]
    return ""


def _words(value: Any, *, split: bool = True) -> list[str]:
    """The texts in a value that may be a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [one_line(part) for part in (value.split(",") if split else [value]) if part.strip()]
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("value") or value.get("@value"), split=False)
    if isinstance(value, list):
        return [word for part in value[:200] for word in _words(part, split=False)]
    return []
