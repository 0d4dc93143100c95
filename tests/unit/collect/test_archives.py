"""Archives of every kind: `.warc.zst`, WACZ, WET, resource records, bodies in brotli and zstd, damage in them."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from backports import zstd
from mediawatch.collect.archives.http_body import decode_body
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import Excluded, RawDocument

Collect = Callable[..., list[RawDocument | Excluded]]
Record = Callable[..., bytes]
HTML = "Content-Type: text/html; charset=utf-8\r\n"
TEXT = "The council met on Tuesday and agreed to open the bridge again before winter. "


def _page(number: int) -> bytes:
    return f"<!doctype html><html><body><p>Story {number}. {TEXT * 3}</p></body></html>".encode()


@pytest.fixture
def records(warc_record: Record) -> list[bytes]:
    return [warc_record(f"https://a.example/{number}", _page(number), headers=HTML) for number in range(1, 7)]


def _pages(found: list[RawDocument | Excluded], store: RawStore) -> list[int]:
    """Numbers of the stories, whose bytes are read again as clean reads them."""
    numbers = []
    for raw in found:
        if isinstance(raw, RawDocument):
            number = int(raw.uri.rpartition("/")[2])
            assert store.read(raw) == _page(number)
            numbers.append(number)
    return numbers


def _dictionary(records: list[bytes]) -> zstd.ZstdDict:
    return zstd.train_dict([record + bytes([n]) for n in range(30) for record in records], 2048)


def _dictionary_frame(content: bytes) -> bytes:
    return struct.pack("<II", 0x184D2A5D, len(content)) + content


@pytest.mark.parametrize("kind", ["frames", "whole", "dictionary", "packed dictionary", "raw dictionary", "skippable"])
def test_warc_zst(records: list[bytes], inbox: Path, collect: Collect, store: RawStore, kind: str) -> None:
    if kind == "whole":
        data = zstd.compress(b"".join(records))
    elif kind == "frames":
        data = b"".join(map(zstd.compress, records))
    elif kind == "skippable":
        skipped = struct.pack("<II", 0x184D2A50, 5) + b"notes"
        data = skipped + b"".join(zstd.compress(record) + skipped for record in records)
    elif kind == "raw dictionary":
        words = zstd.ZstdDict(records[0], is_raw=True)
        data = _dictionary_frame(records[0]) + b"".join(zstd.compress(record, zstd_dict=words) for record in records)
    else:
        trained = _dictionary(records)
        content = trained.dict_content
        frame = _dictionary_frame(zstd.compress(content) if kind == "packed dictionary" else content)
        data = frame + b"".join(zstd.compress(record, zstd_dict=trained) for record in records)
    (inbox / "crawl.warc.zst").write_bytes(data)
    found = collect()
    assert _pages(found, store) == [1, 2, 3, 4, 5, 6]
    assert [item for item in found if isinstance(item, Excluded)] == []


@pytest.mark.parametrize("where", [2, 30, -20])
def test_a_damaged_frame_costs_its_record_alone(
    records: list[bytes], inbox: Path, collect: Collect, store: RawStore, where: int
) -> None:
    options = {zstd.CompressionParameter.checksum_flag: 1}
    frames = [zstd.compress(record, options=options) for record in records]
    start = len(frames[0]) + len(frames[1])
    hurt = bytearray(frames[2])
    hurt[where] ^= 0xFF
    (inbox / "crawl.warc.zst").write_bytes(b"".join([*frames[:2], bytes(hurt), *frames[3:]]))
    found = collect()
    assert _pages(found, store) == [1, 2, 4, 5, 6]
    (lost,) = [item for item in found if isinstance(item, Excluded)]
    assert lost.reason == "broken_warc"
    assert f"zstd frame at byte {start} of the archive" in lost.detail


def _wacz(*members: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        for name, data in members:
            archive.writestr(name, data)
        archive.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("second", ["gz", "plain", "whole"])
def test_wacz(records: list[bytes], inbox: Path, collect: Collect, store: RawStore, second: str, method: int) -> None:
    first = b"".join(map(gzip.compress, records[:4]))
    rest = b"".join(records[4:])
    name, data = {
        "gz": ("archive/b.warc.gz", b"".join(map(gzip.compress, records[4:]))),
        "plain": ("archive/b.warc", rest),
        "whole": ("archive/b.warc.gz", gzip.compress(rest)),
    }[second]
    (inbox / "crawl.wacz").write_bytes(_wacz(("archive/a.warc.gz", first), (name, data), method=method))
    found = collect()
    assert _pages(found, store) == [1, 2, 3, 4, 5, 6]
    assert [item for item in found if isinstance(item, Excluded)] == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"no zip at all", "broken_warc"),
        (_wacz(), "broken_warc"),
        (_wacz(("data.warc.gz", gzip.compress(b"x")), ("../archive/x.warc", b"x")), "broken_warc"),
        (_wacz(("archive/a.warc.gz", gzip.compress(b"no record")))[:-60], "broken_warc"),
        (_wacz(("archive/a.warc", bytes(9_000_000)), method=zipfile.ZIP_DEFLATED), "gzip_bomb"),
    ],
)
def test_a_wacz_that_cannot_be_read(inbox: Path, collect: Collect, data: bytes, reason: str) -> None:
    (inbox / "crawl.wacz").write_bytes(data)
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert (found.uri.rpartition("/")[2], found.reason) == ("crawl.wacz", reason)


@pytest.mark.parametrize("name", ["a.warc.wet.gz", "a.wet", "a.warc.wet", "a.warc.gz", "a.wet.zst"])
def test_wet(inbox: Path, collect: Collect, store: RawStore, name: str) -> None:
    def conversion(number: int, media_type: str, content: bytes) -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/{number}\r\n"
            f"WARC-Date: 2026-10-01T08:30:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content + b"\r\n\r\n"

    text = ("Мост откроют. " + TEXT).encode()
    records = [
        conversion(1, "text/plain", text),
        conversion(2, "image/png", b"\x89PNG"),
        conversion(3, "text/plain", b" "),
    ]
    pack = gzip.compress if name.endswith(".gz") else zstd.compress if name.endswith(".zst") else bytes
    (inbox / name).write_bytes(b"".join(map(pack, records)))
    raw, picture, empty = collect()
    assert isinstance(raw, RawDocument)
    assert (raw.uri, raw.url, raw.media_type) == ("https://a.example/1", "https://a.example/1", "text/plain")
    assert raw.observed_at_source == "warc"
    assert store.read(raw) == text
    assert isinstance(picture, Excluded)
    assert isinstance(empty, Excluded)
    assert (picture.reason, empty.reason) == ("not_a_page", "empty")


def test_html_in_resource_records(inbox: Path, collect: Collect, store: RawStore) -> None:
    def resource(address: str, media_type: str, content: bytes) -> bytes:
        typed = f"Content-Type: {media_type}\r\n" if media_type else ""
        head = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-10-01T08:30:00Z\r\n"
        return f"{head}{typed}Content-Length: {len(content)}\r\n\r\n".encode() + content + b"\r\n\r\n"

    cyrillic = "<html><p>Мост</p>".encode("koi8-r")
    records = [
        resource("https://a.example/1", "text/html; charset=KOI8-R", cyrillic),
        resource("https://a.example/2", "", _page(2)),
        resource("file:///home/clerk/3.html", "text/html", _page(3)),
        resource("https://a.example/4", "application/json", b"{}"),
        resource("urn:pageinfo:https://a.example/5", "application/json", b"{}"),
    ]
    (inbox / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    found = collect()
    pages = [item for item in found if isinstance(item, RawDocument)]
    assert [page.uri for page in pages] == ["https://a.example/1", "https://a.example/2", "file:///home/clerk/3.html"]
    assert [page.url for page in pages] == ["https://a.example/1", "https://a.example/2", None]
    assert pages[0].charset == "koi8-r"
    assert [store.read(page) for page in pages] == [cyrillic, _page(2), _page(3)]
    assert {item.reason for item in found if isinstance(item, Excluded)} == {"not_a_page"}


@pytest.mark.parametrize("encoding", ["br", "zstd"])
def test_bodies_in_brotli_and_zstd(encoding: str) -> None:
    pack = {"br": brotli.compress, "zstd": zstd.compress}[encoding]
    body = _page(1) * 500
    packed = pack(body)

    def decoded(data: bytes, limit: int = 10**7) -> bytes:
        return decode_body(data, transfer="", encoding=encoding, limit=limit)

    assert decoded(packed) == body
    assert decoded(packed[: len(packed) // 2]) == body[: len(decoded(packed[: len(packed) // 2]))], "what came"
    assert decoded(b"<html>not packed at all") == b"<html>not packed at all"
    assert decode_body(gzip.compress(packed), transfer="", encoding=f"{encoding}, gzip", limit=10**7) == body
    with pytest.raises(Quarantine, match="too_large"):
        decoded(pack(bytes(50_000_000)), 10**6)
    if encoding == "zstd":
        assert decoded(packed + packed, 10**7) == body + body


def test_a_page_that_only_sends_on_is_no_article(warc_record: Record, inbox: Path, collect: Collect) -> None:
    refresh = b'<html><head><meta http-equiv="refresh" content="0; url=/x"><title>Redirecting</title></head></html>'
    (inbox / "a.warc").write_bytes(
        warc_record("https://a.example/1", refresh, headers=HTML)
        + warc_record("https://a.example/2", _page(2), headers=HTML)
    )
    gone, page = collect()
    assert isinstance(gone, Excluded)
    assert (gone.reason, str(gone.outcome)) == ("redirect_page", "skipped")
    assert isinstance(page, RawDocument)
