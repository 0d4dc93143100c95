"""What lies under the ending of a text file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mediawatch.collect.files.sniff import told_by_content
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument

Collect = Callable[..., list[RawDocument | Excluded]]
MAIL = (
    "From: Ada <ada@h.example>\nTo: list@h.example\nSubject: The lock\nDate: Tue, 10 Mar 2026 09:00:00 +0100\n\nText.\n"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(("<!DOCTYPE html><html><p>x", ".html"), ("\n\n<html lang=en>", ".html"), ("<!-- saved -->\n<p>x", ".html")),
        *(("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C'><html>", ".html"), ("<p>Words</p>", ".html")),
        *(("<?xml version='1.0'?>\n<rss version='2.0'>", ".xml"), ("<feed xmlns='x'>", ".xml")),
        *(('{"title": "x"}', ".json"), ('[{"title": "x"}]', ".json"), ('{"a": 1}\n{"a": 2}\n', ".json")),
        *((MAIL, ".eml"), (MAIL.replace("\n", "\r\n"), ".eml"), ("Received: by x;\n\tTue\n" + MAIL, ".eml")),
        ("Von: Ada\nGesendet: Dienstag, 10. März 2026 09:00\nAn: Liste\nBetreff: Die Schleuse\n\nText.", ".eml"),
        ("De : Ada\nEnvoyé : mardi 10 mars 2026 09:00\nÀ : Liste\nObjet : L’écluse\n\nTexte.", ".eml"),
        ("From: a\nSubject: b\n\nno third line", ""),
        *(("The lock is open.", ""), ("<3 is what they said", ""), ("[Harrow] The lock", ""), ("{", ""), ("", "")),
        (
            "From: the river\nIt rose: nobody knew why\nSubject: water\nbut then it fell.\n",
            "",
        ),
    ],
)
def test_what_a_text_is(text: str, told: str) -> None:
    assert told_by_content(text.encode()) == told
    if text:
        assert told_by_content(text.encode("utf-16")) == (told if told != ".json" else ".json")


def test_it_is_read_as_what_it_is(inbox: Path, collect: Collect, store: RawStore) -> None:
    page = b"<!doctype html><title>x</title><p>The lock is open."
    (inbox / "page.txt").write_bytes(page)
    (inbox / "page.txt.gz").write_bytes(gzip.compress(page))
    (inbox / "mail.txt").write_text(MAIL)
    (inbox / "list.txt").write_text(json.dumps([{"text": "a"}, {"text": "b"}]))
    found = {raw.uri.removeprefix("file://box/"): raw for raw in collect() if isinstance(raw, RawDocument)}
    assert {name: raw.media_type for name, raw in found.items()} == {
        "list.txt#1": "application/json",
        "list.txt#2": "application/json",
        "mail.txt": "message/rfc822",
        "page.txt": "text/html",
        "page.txt.gz": "text/html",
    }
    assert store.read(found["page.txt.gz"]) == page


def test_a_page_called_text_is_screened_as_a_page(inbox: Path, collect: Collect) -> None:
    (inbox / "deep.txt").write_text("<!doctype html>" + "<b><i>" * 50_000)
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert found.reason == "too_deep"
    assert found.raw is not None


def test_the_messages_of_a_mailbox(inbox: Path, collect: Collect, store: RawStore) -> None:
    message = "From ada@h.example Tue Mar 10 09:00:00 2026\n" + MAIL + ">From the bank one saw it.\n\n"
    (inbox / "a.mbox").write_text(message + message.replace("The lock", "The weir"))
    found = collect()
    assert [document.uri for document in found] == ["file://box/a.mbox#1", "file://box/a.mbox#2"]
    assert all(isinstance(raw, RawDocument) and raw.media_type == "message/rfc822" for raw in found)
    assert b"Subject: The weir" in store.read(found[1])  # type: ignore[arg-type]
    assert not store.read(found[1]).startswith(b"From ada")  # type: ignore[arg-type]


def test_what_is_no_mailbox_says_so(inbox: Path, collect: Collect) -> None:
    (inbox / "a.mbox").write_text(MAIL)
    (inbox / "b.mbox").write_text("From here on the river is deep.\n")
    assert {found.uri: found.reason for found in collect() if isinstance(found, Excluded)} == {
        "file://box/a.mbox": "not_a_mailbox",
        "file://box/b.mbox": "not_a_mailbox",
    }
