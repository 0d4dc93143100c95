"""What browsers save of what they have loaded."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.clean import clean
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
LINES = (
    "Die Schleuse von Märzhof wurde am Dienstag wieder geöffnet, und der erste Kahn fuhr mit Ton nach Norden.",
    "Die Wärterin sagte, die neuen Tore würden sechzig Jahre halten, wenn der Fluß es ihnen erlaube.",
    "Wer den Treidelpfad bezahlt, den das Hochwasser mitgenommen hat, entscheidet der Rat im Herbst.",
)
PAGE = (
    '<!DOCTYPE html><html lang="de"><head><meta charset="iso-8859-1"><title>Schleuse offen</title></head><body>'
    f"<article><h1>Schleuse offen</h1>{''.join(f'<p>{line}</p>' for line in LINES)}</article></body></html>"
)


def entry(path: str, content: dict[str, Any], status: int = 200) -> dict[str, Any]:
    return {
        "startedDateTime": "2026-03-10T08:00:00Z",
        "request": {"method": "GET", "url": f"https://post.example/{path}"},
        "response": {"status": status, "content": content},
    }


PACKED = base64.b64encode(PAGE.encode("iso-8859-1")).decode()
ENTRIES = [
    entry("a.js", {"mimeType": "text/javascript", "text": "a = 1"}),
    entry("lock?utm_source=x", {"mimeType": "text/html; charset=utf-8", "text": PAGE}),
    entry("gone", {"mimeType": "text/html", "text": PAGE}, 404),
    entry("empty", {"mimeType": "text/html"}),
    entry("packed", {"mimeType": "text/html", "text": PACKED, "encoding": "base64"}),
    entry("broken", {"mimeType": "text/html", "text": "a", "encoding": "base64"}),
]


def test_each_page_that_was_loaded_is_a_document(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / "session.har").write_bytes(json.dumps({"log": {"entries": ENTRIES}}).encode("utf-8-sig"))
    found = collect()
    assert [each.uri for each in found] == [f"file://box/session.har#{number}" for number in (2, 5, 6)]
    broken = found.pop()
    assert isinstance(broken, Excluded)
    assert (broken.reason, "no base64" in (broken.detail or "")) == ("wrong_shape", True)
    for raw, path in zip(found, ("lock", "packed"), strict=True):
        assert isinstance(raw, RawDocument)
        article = clean(raw, store.read(raw), as_of=AT, settings=settings)
        assert (article.uri, article.headline) == (f"https://post.example/{path}", "Schleuse offen")
        assert [line for line in article.article_body.split("\n") if line] == list(LINES)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "not_json"),
        (b"[]", "wrong_shape"),
        (b'{"log": {"entries": 1}}', "wrong_shape"),
        (b'{"log": {"entries": [1, {}]}}', "empty"),
        (b'{"log": ' + b"[" * 5_000, "too_deep"),
    ],
)
def test_what_is_no_such_file(data: bytes, reason: str, inbox: Path, collect: Collect) -> None:
    (inbox / "a.har").write_bytes(data)
    (each,) = collect()
    assert isinstance(each, Excluded)
    assert each.reason == reason
