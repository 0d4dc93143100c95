"""What a browser has loaded, as its developer tools save it (`.har`): the pages in it, one after the other, as items
need a place in a text."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from mediawatch.collect.containers.item import Item
from mediawatch.collect.raw.screening import json_not_deep
from mediawatch.collect.urls import normalise_url
from mediawatch.errors import Quarantine, Reason

_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200


def har_pages(data: bytes) -> tuple[bytes, list[Item]]:
    """(the pages that were loaded, an item for each, numbered as the requests are). What pages load besides (scripts,
    pictures, answers of services) is passed over. Raises Quarantine: not_json, too_deep, wrong_shape."""
    json_not_deep(data)
    try:
        recorded = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Quarantine(Reason.NOT_JSON, str(error)[:300]) from error
    log = recorded.get("log") if isinstance(recorded, dict) else None
    if not isinstance(log, dict) or not isinstance(entries := log.get("entries"), list):
        raise Quarantine(Reason.WRONG_SHAPE, "it has no log with entries, as browsers save them")
    pages = bytearray()
    items: list[Item] = []
    for number, url, page, charset, problem in _loaded(entries):
        sha256, kind = hashlib.sha256(page).hexdigest(), "text/html"
        items.append(Item(str(number), len(pages), len(page), sha256, url, problem, kind, charset))
        pages += page + b"\n"
    if not items:
        raise Quarantine(Reason.EMPTY, "no page of HTML in it holds its text")
    return bytes(pages), items


def _loaded(entries: list[Any]) -> Iterator[tuple[int, str, bytes, str | None, Quarantine | None]]:
    """(number, address, bytes, encoding where the browser has decoded it, what is wrong) of each page of the web that
    was answered; pages of the browser's own have no such address."""
    for number, entry in enumerate(entries, 1):
        match entry:
            case {
                "request": {"url": str(address)},
                "response": {"status": int(status), "content": {"mimeType": str(kind), "text": str(text)} as content},
            } if status == _OK and text and kind.partition(";")[0].strip().lower() in _PAGES:
                try:
                    url = normalise_url(address)
                except Quarantine:
                    continue
                page = text.encode("utf-8", "replace")
                if content.get("encoding") != "base64":
                    yield number, url, page, "utf-8", None
                    continue
                try:
                    yield number, url, base64.b64decode(page), None, None
                except binascii.Error as error:
                    yield number, url, page, None, Quarantine(Reason.WRONG_SHAPE, f"its page is no base64: {error}")
