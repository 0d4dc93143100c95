"""Erased bytes are gone, and what stood beside them is found where it was."""

from __future__ import annotations

import gzip
import io
import multiprocessing
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.raw.erasure import _member, erase
from mediawatch.storage.door import file_of
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


@pytest.mark.parametrize("packed", [False, True])
def test_an_item_of_a_container(packed: bool, tmp_path: Path) -> None:
    lines = [b'{"a": 1}\n', b'{"secret": "word"}\n', b'{"c": 3}\n']
    path = tmp_path / ("x.jsonl.gz" if packed else "x.jsonl")
    path.write_bytes(gzip.compress(b"".join(lines)) if packed else b"".join(lines))
    erase(file_of(path), [(len(lines[0]), len(lines[1]) - 1)])
    left = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    assert left == lines[0] + b"{}".ljust(len(lines[1]) - 1) + b"\n" + lines[2] + b"\n"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_two_processes_erase_from_one_file(tmp_path: Path) -> None:
    line = b'{"secret": "word"}'
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(gzip.compress((line + b"\n") * 40))
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(2)

    def each_second(first: int) -> None:
        start.wait(20)
        for number in range(first, 40, 2):
            erase(file_of(path), [(number * (len(line) + 1), len(line))])

    both = [fork.Process(target=each_second, args=(first,)) for first in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [one.exitcode for one in both] == [0, 0]
    assert gzip.decompress(path.read_bytes()) == (b"{}".ljust(len(line)) + b"\n") * 40 + b"\n" * 40
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("size", [400, 70_000, 200_000])
def test_a_page_of_a_warc_file(size: int, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        for name in "abc":
            noise = "".join(f"{number * 7919 % 10007:x} " for number in range(size // 5))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            page = io.BytesIO(f"<html><p>{name} {noise}</p></html>".encode())
            writer.write_record(
                writer.create_warc_record(f"https://x.example/{name}", "response", payload=page, http_headers=headers)
            )
    before = [page for page in read_pages(file_of(path), 10**7) if page.data]
    erase(file_of(path), [(before[1].byte_offset, before[1].byte_length)])
    after = list(read_pages(file_of(path), 10**7))
    assert [page.uri for page in after if page.data] == ["https://x.example/a", "https://x.example/c"]
    assert [page.byte_offset for page in after if page.data] == [before[0].byte_offset, before[2].byte_offset]
    assert not any(page.ends_file for page in after)
    assert b"x.example/b" not in b"".join(
        record.reader.read() + str(record.headers.asdict()).encode()
        for record in ArchiveIterator(path.open("rb"), record_types=WarcRecordType.any_type)
    )


def test_a_member_can_have_any_length() -> None:
    for length in [*range(280, 360), *range(65_500, 65_900), *range(131_050, 131_120)]:
        member = _member(length)
        assert len(member) == length
        assert gzip.decompress(member).startswith(b"WARC/1.0")
