"""The newest articles of a feed as Atom and as JSON Feed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from sqlalchemy import Connection

from mediawatch.desk import archive_search, article_list
from mediawatch.desk.day_range import chosen
from mediawatch.desk.feed.tokens import Feed
from mediawatch.desk.shape.evidence_marks import Piece
from mediawatch.settings import Settings

ENTRIES = 50
DAYS = 90
"""Days of news that a feed looks back: whoever reads it less often takes an export."""

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
register_namespace("", _ATOM)


def entries(connection: Connection, settings: Settings, feed: Feed) -> list[dict[str, Any]]:
    """The feed's newest articles, as lists show them; with a query each has a snippet of the words that it found."""
    days = chosen(connection, days=DAYS)
    if not feed.query.strip():
        return article_list.page(connection, days, feed.filters, limit=ENTRIES)[0]
    topic = archive_search.topic_of(feed.query)
    found = archive_search.search(connection, settings, topic, days, feed.filters, limit=ENTRIES, count=False)
    return found.hits


def atom(feed: Feed, rows: Sequence[dict[str, Any]], address: str) -> bytes:
    """RFC 4287. `address` is the feed's own."""
    root = Element(f"{{{_ATOM}}}feed")
    _say(root, "id", f"urn:mediawatch:feed:{feed.feed_id}")
    _say(root, "title", feed.title)
    _say(root, "updated", _updated(rows).isoformat())
    SubElement(root, f"{{{_ATOM}}}link", rel="self", href=address)
    for row in rows:
        entry = SubElement(root, f"{{{_ATOM}}}entry")
        _say(entry, "id", _id(row))
        _say(entry, "title", row["headline"])
        _say(entry, "updated", row["coverage_at"].astimezone(UTC).isoformat())
        if link := _link(row):
            SubElement(entry, f"{{{_ATOM}}}link", href=link)
        author = SubElement(entry, f"{{{_ATOM}}}author")
        _say(author, "name", row["publisher"] or "unknown publisher")
        for topic in row["topics"]:
            SubElement(entry, f"{{{_ATOM}}}category", term=topic["topic_id"], label=_clean(topic["label"]))
        _say(entry, "summary", _summary(row))
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def json_feed(feed: Feed, rows: Sequence[dict[str, Any]], address: str) -> bytes:
    """JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": address,
        "items": [
            {
                "id": _id(row),
                **({"url": link} if (link := _link(row)) else {}),
                "title": row["headline"],
                "content_text": _summary(row),
                "date_published": row["coverage_at"].astimezone(UTC).isoformat(),
                "language": row["in_language"],
                "tags": [topic["topic_id"] for topic in row["topics"]],
                **({"authors": [{"name": row["publisher"]}]} if row["publisher"] else {}),
            }
            for row in rows
        ],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _say(parent: Element, name: str, words: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = _clean(words)


def _clean(words: str) -> str:
    return _NO_XML.sub("", words)


def _id(row: dict[str, Any]) -> str:
    return f"urn:mediawatch:article:{row['article_id']}"


def _link(row: dict[str, Any]) -> str | None:
    """The article's address where it is one on the web: a reader opens it."""
    url = row["url"]
    return _clean(url) if url and re.match(r"https?://[^/\s]", url) else None


def _summary(row: dict[str, Any]) -> str:
    """The words around what was found, marked »so«, else what the list says of the article."""
    pieces: Sequence[Piece] = row.get("snippet") or ()
    found = "".join(f"»{piece.words}«" if piece.keys else piece.words for piece in pieces)
    facts = [row["publisher"] or "", str(row["day"]), row["in_language"]]
    if row["reprints"]:
        facts.append(f"+ {row['reprints']} {'reprint' if row['reprints'] == 1 else 'reprints'}")
    line = ", ".join(filter(None, facts))
    return f"{found} ({line})" if found else line


def _updated(rows: Sequence[dict[str, Any]]) -> datetime:
    newest: datetime = max((row["coverage_at"] for row in rows), default=datetime(1970, 1, 1, tzinfo=UTC))
    return min(newest.astimezone(UTC), datetime.now(UTC) + timedelta(days=1))
