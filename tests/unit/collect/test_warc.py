"""WARC records as pages: bodies decoded, faults confined to their record, the same bytes when read again."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.archives.http_body import decode_body, join_chunks
from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import Excluded, Outcome, RawDocument
from mediawatch.storage.door import file_of

Collect = Callable[..., list[RawDocument | Excluded]]
Record = Callable[..., bytes]
PAGE = b"<!DOCTYPE html><html><body><p>Talks in Delhi ended late.</p></body></html>"


def _chunked(data: bytes, size: int = 7) -> bytes:
    pieces = [data[place : place + size] for place in range(0, len(data), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _write(path: Path, records: list[bytes], *, packed: bool) -> Path:
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_records_of_every_kind(
    warc_record: Record, inbox: Path, collect: Collect, store: RawStore, packed: bool
) -> None:
    html = "Content-Type: text/html\r\n"
    records = [
        warc_record("", b"software: mine\r\n", kind="warcinfo"),
        warc_record(
            "https://a.example/plain?utm_source=x", PAGE, headers=html + 'ETag: "v1"\r\nLast-Modified: then\r\n'
        ),
        warc_record(
            "https://a.example/russian",
            "<p>Дели</p>".encode("cp1251"),
            headers="Content-Type: text/html; charset=Windows-1251\r\n",
        ),
        warc_record("https://a.example/chunked", _chunked(PAGE), headers=html + "Transfer-Encoding: chunked\r\n"),
        warc_record("https://a.example/gzip", gzip.compress(PAGE), headers=html + "Content-Encoding: gzip\r\n"),
        warc_record(
            "https://a.example/both",
            _chunked(gzip.compress(PAGE)),
            headers=html + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        ),
        warc_record(
            "https://a.example/stored-decoded",
            PAGE,
            headers=html + "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
        ),
        warc_record("https://a.example/untyped", PAGE, headers="Server: x\r\n"),
        warc_record("https://a.example/xhtml", PAGE, headers="Content-Type: application/xhtml+xml\r\n"),
        warc_record("https://a.example/moved", b"", status="301 Moved"),
        warc_record("https://a.example/gone", PAGE, status="404 Not Found"),
        warc_record("https://a.example/picture", b"\x89PNG", headers="Content-Type: image/png\r\n"),
        warc_record(
            "https://a.example/bomb", gzip.compress(bytes(5_000_000)), headers=html + "Content-Encoding: gzip\r\n"
        ),
        warc_record("https://a.example/empty", b"", headers=html),
        warc_record("https://a.example/deep", b"<div>" * 5000, headers=html),
        warc_record("https://a.example/last", PAGE + b"last", headers=html, date="2026-10-02T00:00:00+02:00"),
    ]
    _write(inbox / ("crawl.warc.gz" if packed else "crawl.warc"), records, packed=packed)
    found = {document.uri.rpartition("/")[2].partition("?")[0]: document for document in collect()}
    assert len(found) == len(records)
    assert found["plain"].uri == "https://a.example/plain?utm_source=x", "as the archive has it"
    for name in ("plain", "chunked", "gzip", "both", "stored-decoded", "untyped", "xhtml"):
        raw = found[name]
        assert isinstance(raw, RawDocument), raw
        assert store.read(raw) == PAGE
        assert raw.url == f"https://a.example/{name}", "what article it names"
        assert raw.media_type == "text/html"
        assert raw.http_status == 200
        assert raw.observed_at == datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
        assert raw.observed_at_source == "warc"
    plain, russian, last = found["plain"], found["russian"], found["last"]
    assert isinstance(plain, RawDocument)
    assert (plain.etag, plain.last_modified) == ('"v1"', "then")
    assert isinstance(russian, RawDocument)
    assert russian.charset == "windows-1251"
    assert store.read(russian).decode("cp1251") == "<p>Дели</p>"
    assert isinstance(last, RawDocument)
    assert last.observed_at == datetime(2026, 10, 1, 22, 0, tzinfo=UTC)
    assert store.read(last) == PAGE + b"last"
    reasons = {
        name: (document.reason, str(document.outcome))
        for name, document in found.items()
        if isinstance(document, Excluded)
    }
    suffix = "crawl.warc.gz#1" if packed else "crawl.warc#1"
    assert reasons == {
        suffix: ("not_a_page", "skipped"),
        "moved": ("http_status", "skipped"),
        "gone": ("http_status", "skipped"),
        "picture": ("not_a_page", "skipped"),
        "bomb": ("too_large", "quarantined"),
        "empty": ("empty", "quarantined"),
        "deep": ("too_deep", "quarantined"),
    }


def test_an_address_that_no_browser_could_open_still_names_its_page(
    warc_record: Record, inbox: Path, collect: Collect
) -> None:
    _write(inbox / "a.warc", [warc_record("https://odd::name/a b", PAGE)], packed=False)
    (raw,) = collect()
    assert isinstance(raw, RawDocument)
    assert (raw.uri, raw.url) == ("https://odd::name/a%20b", None)


def test_the_same_page_twice_is_one_document(warc_record: Record, inbox: Path, collect: Collect) -> None:
    record = warc_record("https://a.example/x", PAGE)
    changed = warc_record("https://a.example/x", PAGE + b"<p>More.</p>")
    _write(inbox / "a.warc.gz", [record, record, changed], packed=True)
    assert len(collect()) == 2


@pytest.mark.parametrize("packed", [True, False])
def test_a_damaged_file_gives_what_comes_before_the_damage(
    warc_record: Record, inbox: Path, collect: Collect, store: RawStore, packed: bool
) -> None:
    file = _write(
        inbox / ("a.warc.gz" if packed else "a.warc"),
        [warc_record(f"https://a.example/{number}", PAGE + b"%d" % number) for number in range(3)],
        packed=packed,
    )
    whole = file.read_bytes()
    file.write_bytes(whole + b"this is no record at all\r\n\r\n" * 20)
    *pages, broken = collect()
    assert [store.read(page) for page in pages if isinstance(page, RawDocument)] == [
        PAGE + b"%d" % number for number in range(3)
    ]
    assert isinstance(broken, Excluded)
    assert (broken.reason, broken.outcome) == ("broken_warc", Outcome.QUARANTINED)


def test_what_is_no_warc_file_is_said_to_be_none(inbox: Path, collect: Collect) -> None:
    (inbox / "a.warc").write_bytes(b"just text " * 100)
    (only,) = collect()
    assert isinstance(only, Excluded)
    assert only.reason == "broken_warc"


def test_a_record_that_declares_more_than_gzip_could_hold_ends_the_file(
    warc_record: Record, inbox: Path, collect: Collect
) -> None:
    record = warc_record("https://a.example/x", PAGE)
    length = re.search(rb"Content-Length: \d+", record)
    assert length
    record = record.replace(length[0], b"Content-Length: 99999999999")
    _write(inbox / "a.warc.gz", [record], packed=True)
    (only,) = collect()
    assert isinstance(only, Excluded)
    assert only.reason == "gzip_bomb"


@pytest.mark.parametrize("packed", [True, False])
def test_ranges_of_records_make_up_the_file(warc_record: Record, tmp_path: Path, packed: bool) -> None:
    records = [warc_record(f"https://a.example/{number}", PAGE * number) for number in range(1, 30)]
    file = _write(tmp_path / "a.warc.gz", records, packed=packed)
    whole = [(page.uri, page.sha256, page.byte_offset, page.byte_length) for page in read_pages(file_of(file), 10**6)]
    assert len(whole) == len(records)
    for cut in (1, 7, 28):
        at = whole[cut][2]
        parts = [*read_pages(file_of(file), 10**6, stop=at), *read_pages(file_of(file), 10**6, start=at)]
        assert [(page.uri, page.sha256, page.byte_offset, page.byte_length) for page in parts] == whole
    assert sum(length for *_, length in whole) == file.stat().st_size


def test_a_file_packed_as_a_whole_can_be_read_back(
    warc_record: Record, inbox: Path, collect: Collect, store: RawStore
) -> None:
    """One gzip member for all records, where the standard asks for one each: no record has a place in the file."""
    bodies = [PAGE + b"%d" % number for number in range(5)]
    records = [warc_record(f"https://a.example/{number}", body) for number, body in enumerate(bodies)]
    (inbox / "a.warc.gz").write_bytes(gzip.compress(b"".join(records)))
    found = collect()
    assert [store.read(raw) for raw in found if isinstance(raw, RawDocument)] == bodies
    assert {raw.uri for raw in found} == {f"https://a.example/{number}" for number in range(5)}
    kept = {
        str(path.relative_to(store.storage.folder))
        for path in (store.storage.folder / "raw").rglob("*")
        if path.is_file()
    }
    assert kept == {raw.storage_url for raw in found if isinstance(raw, RawDocument)}  # nothing that no document names
    (inbox / "a.warc.gz").write_bytes(gzip.compress(records[0] * 2 + bytes(20_000_000)))
    (bomb,) = collect()
    assert isinstance(bomb, Excluded)
    assert bomb.reason == "gzip_bomb"


@given(st.binary(max_size=2000), st.integers(1, 50), st.sampled_from(["", "gzip", "deflate", "raw", "gzip,gzip"]))
def test_decoding_undoes_encoding(data: bytes, size: int, encoding: str) -> None:
    body = data
    if encoding == "raw":
        engine = zlib.compressobj(wbits=-15)
        body = engine.compress(data) + engine.flush()
    elif encoding == "deflate":
        body = zlib.compress(data)
    else:
        for _ in filter(None, encoding.split(",")):
            body = gzip.compress(body)
    name = "deflate" if encoding == "raw" else encoding
    assert decode_body(_chunked(body, size), transfer="chunked", encoding=name, limit=10_000) == data


def test_a_body_cut_off_in_transit_gives_what_came() -> None:
    assert join_chunks(b"5\r\nhello\r\n5\r\nwo") == b"hellowo"
    packed = gzip.compress(bytes(range(256)) * 100)
    cut = decode_body(packed[:-30], transfer="", encoding="gzip", limit=10**6)
    assert 0 < len(cut) <= 25600
    assert (bytes(range(256)) * 100).startswith(cut)


def test_the_bound_holds_for_every_encoding() -> None:
    for name, packed in (("gzip", gzip.compress(bytes(10**6))), ("deflate", zlib.compress(bytes(10**6)))):
        with pytest.raises(Quarantine):
            decode_body(packed, transfer="", encoding=name, limit=10**5)


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_that_the_file_cuts_off_is_no_page(
    warc_record: Record, inbox: Path, collect: Collect, packed: bool
) -> None:
    whole, cut = (warc_record(f"https://a.example/{name}", PAGE * 20) for name in ("whole", "cut"))
    path = _write(inbox / ("a.warc.gz" if packed else "a.warc"), [whole, cut], packed=packed)
    path.write_bytes(path.read_bytes()[:-60])
    first, second = collect()
    assert isinstance(first, RawDocument)
    assert isinstance(second, Excluded)
    assert (second.uri, second.reason, second.outcome) == ("https://a.example/cut", "broken_warc", Outcome.QUARANTINED)


def test_a_length_that_takes_in_the_next_records_makes_no_page_of_them(
    warc_record: Record, inbox: Path, collect: Collect
) -> None:
    first, second = (warc_record(f"https://a.example/{number}", PAGE) for number in (1, 2))
    _write(inbox / "a.warc", [re.sub(rb"(?<=Content-Length: )\d+", b"99999", first, count=1), second], packed=False)
    found, other = collect()
    assert isinstance(found, Excluded)
    assert (found.uri, found.reason) == ("https://a.example/1", "broken_warc")
    assert isinstance(other, RawDocument)
    assert other.uri == "https://a.example/2"


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00", "1969-12-31T23:59:59Z", "2062-01-01T00:00:00Z"]
)
def test_a_date_on_which_nothing_was_captured_is_none(
    warc_record: Record, inbox: Path, collect: Collect, date: str
) -> None:
    _write(inbox / "a.warc", [warc_record("https://a.example/x", PAGE, date=date)], packed=False)
    (raw,) = collect()
    assert isinstance(raw, RawDocument)
    assert (raw.observed_at, raw.observed_at_source) == (datetime(2026, 11, 21, 12, tzinfo=UTC), "ingested")


def test_headers_that_no_table_could_hold_are_left_out(warc_record: Record, inbox: Path, collect: Collect) -> None:
    headers = f'Content-Type: text/html; charset=ut\0f-8\r\nETag: "a\0b"\r\nLast-Modified: {"x" * 5000}\r\n'
    _write(inbox / "a.warc", [warc_record("https://a.example/x", PAGE, headers=headers)], packed=False)
    (raw,) = collect()
    assert isinstance(raw, RawDocument)
    assert (raw.charset, raw.etag, raw.last_modified) == (None, None, None)


def test_an_address_that_no_index_could_hold_is_the_files_own(
    warc_record: Record, inbox: Path, collect: Collect
) -> None:
    address = "https://a.example/" + "".join(chr(0x4E00 + number) for number in range(400))  # 3,600 when escaped
    _write(inbox / "a.warc", [warc_record(address, PAGE)], packed=False)
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert (found.uri, found.reason) == ("file://box/a.warc#1", "bad_url")


def test_a_body_that_is_packed_over_and_over_is_not_unpacked_to_the_end() -> None:
    packed = data = b"Delegations met in Delhi on Monday."
    once = gzip.compress(data, mtime=0)
    for _ in range(6):
        packed = gzip.compress(packed, mtime=0)
    assert decode_body(packed, transfer="", encoding=", ".join(["gzip"] * 6), limit=10_000) == once
    assert decode_body(packed, transfer="", encoding=", ".join(["gzip"] * 5), limit=10_000) == once
