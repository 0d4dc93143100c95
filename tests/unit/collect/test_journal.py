"""A crawl's journal survives an end at any byte, and responses written to WARC are read back as they came."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.web.crawl_journal import PAGE, Job, Journal, Line, Target, WarcFile
from mediawatch.storage.door import file_of

AT = datetime(2025, 5, 5, 10, 0, tzinfo=UTC)


def _line(number: int) -> Line:
    return Line(f"https://a.example/{number}", PAGE, AT.isoformat(), file="pages-0001.warc.gz", redirects=["x"])


def test_lines_and_robots_come_back(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add_robots("https://a.example", 200, "User-agent: *")
    for number in range(3):
        journal.add(_line(number))
    again = Journal(tmp_path)
    assert list(again.lines.values()) == [_line(number) for number in range(3)]
    assert again.robots == {"https://a.example": (200, "User-agent: *")}


def test_a_cut_off_line_is_dropped_and_the_next_is_whole(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(3):
        journal.add(_line(number))
    whole = journal.path.read_bytes()
    second = whole.index(b"\n", whole.index(b"\n") + 1)
    for cut in range(second + 1, len(whole)):
        journal.path.write_bytes(whole[:cut])
        again = Journal(tmp_path)
        assert len(again.lines) == 2
        again.add(_line(7))
        assert set(Journal(tmp_path).lines) == {f"https://a.example/{number}" for number in (0, 1, 7)}


def test_responses_are_kept_as_they_came(tmp_path: Path) -> None:
    page = "<!doctype html><p>Дели</p>".encode("cp1251")
    warc = WarcFile(tmp_path)
    headers = [("Content-Type", "text/html; charset=windows-1251"), ("Content-Encoding", "gzip"), ("ETag", '"1"')]
    headers += [("Transfer-Encoding", "chunked"), ("X-Odd", "caf\xe9")]
    places = [warc.add(f"https://a.example/{number}", 200, headers, gzip.compress(page), AT) for number in range(3)]
    warc.close()
    pages = list(read_pages(file_of(tmp_path / warc.name), 10**6))
    assert [(found.byte_offset, found.byte_length) for found in pages] == places
    assert [found.data for found in pages] == [page] * 3
    assert {(found.charset, found.etag, found.observed_at) for found in pages} == {("windows-1251", '"1"', AT)}
    assert WarcFile(tmp_path).name != warc.name


def test_a_status_without_a_name_can_be_kept(tmp_path: Path) -> None:
    warc = WarcFile(tmp_path)
    warc.add("https://a.example/", 299, [("Content-Type", "text/html")], b"<p>x", AT)
    warc.close()
    (page,) = read_pages(file_of(tmp_path / warc.name), 10**6)
    assert page.http_status == 299


def test_a_job_comes_back(tmp_path: Path) -> None:
    job = Job([Target("https://a.example/?x", "https://a.example/", etag='"1"')], "M/1", ["h:1"], *(1.0, 2.0, 3, 4),
              *(6.0, 7.0, 8.0, 9))  # fmt: skip
    job.write(tmp_path / "job.json")
    assert Job.read(tmp_path / "job.json") == job


def test_folders_are_made_by_no_one_else(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WarcFile(tmp_path / "missing")
