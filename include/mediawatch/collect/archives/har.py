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
    for number, url, page, charset in _loaded(entries):
        sha256 = hashlib.sha256(page).hexdigest()
        items.append(Item(str(number), len(pages), len(page), sha256, url=url, media_type="text/html", charset=charset))
        pages += page + b"\n"
    if not items:
        raise Quarantine(Reason.EMPTY, "no page of HTML in it holds its text")
    return bytes(pages), items


def _loaded(entries: list[Any]) -> Iterator[tuple[int, str, bytes, str | None]]:
    """(number, address, bytes, encoding where the browser has decoded it) of each page that was answered."""
    for number, entry in enumerate(entries, 1):
        match entry:
            case {
                "request": {"url": str(address)},
                "response": {"status": int(status), "content": {"mimeType": str(kind), "text": str(text)} as content},
            } if status == _OK and text and kind.partition(";")[0].strip().lower() in _PAGES:
                try:
                    url = normalise_url(address)
                    if content.get("encoding") == "base64":
                        yield number, url, base64.b64decode(text), None
                    else:
                        yield number, url, text.encode("utf-8", "replace"), "utf-8"
                except (Quarantine, binascii.Error, ValueError):
                    continue
