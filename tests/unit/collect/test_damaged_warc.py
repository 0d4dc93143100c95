"""Damage in the middle of a WARC file costs what it hit, and is said with its place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.archives.warc import read_pages, record_places
from mediawatch.model import Excluded, RawDocument
from mediawatch.storage.door import file_of

Collect = Callable[..., list[RawDocument | Excluded]]
Record = Callable[..., bytes]
PAGE = b"<!DOCTYPE html><html><body><p>Talks in Delhi ended late.</p></body></html>"


def _write(path: Path, records: list[bytes], *, packed: bool) -> Path:
    path.write_bytes(b"".join(gzip.compress(record) if packed else record for record in records))
    return path


NUMBERS = range(1, 8)


def _pages(warc_record: Record) -> list[bytes]:
    head = "Content-Type: text/html\r\n"
    return [warc_record(f"https://a.example/{n}", PAGE + b"<p>%d" % n + b"x" * 300 * n, headers=head) for n in NUMBERS]


def _told(path: Path) -> tuple[list[str], list[tuple[int, int, str]]]:
    """(addresses of the pages, place, length and reason of what cannot be read)."""
    found = list(read_pages(file_of(path), 10**6))
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    places = [page.byte_offset for page in found]
    assert list(record_places(file_of(path))) == places, "a pass over the places alone sees the same"
    for cut in range(1, len(places)):
        parts = [
            *read_pages(file_of(path), 10**6, stop=places[cut]),
            *read_pages(file_of(path), 10**6, start=places[cut], before=cut),
        ]
        assert [(page.number, page.sha256) for page in parts] == [(page.number, page.sha256) for page in found]
    return [page.uri or "" for page in found if page.data], [
        (page.byte_offset, page.byte_length, str(page.problem.reason)) for page in found if page.problem
    ]


def _addresses(*without: int) -> list[str]:
    return [f"https://a.example/{n}" for n in NUMBERS if n not in without]


@pytest.mark.parametrize("where", [0.0, 0.02, 0.3, 0.6, 0.97])
@pytest.mark.parametrize("damaged", [1, 4, 7])
@pytest.mark.parametrize("how", ["flipped", "zeroed", "cut out"])
def test_a_damaged_member_costs_itself_alone(
    warc_record: Record, tmp_path: Path, where: float, damaged: int, how: str
) -> None:
    members = [gzip.compress(record) for record in _pages(warc_record)]
    hurt = bytearray(members[damaged - 1])
    place = int(where * (len(hurt) - 1))
    if how == "flipped":
        hurt[place] ^= 0xFF
    elif how == "zeroed":
        hurt[place : place + 20] = bytes(len(hurt[place : place + 20]))
    else:
        del hurt[place : place + 40]
    members[damaged - 1] = bytes(hurt)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    pages, lost = _told(path)
    # A flipped byte of a member's own header, such as its time, damages nothing; nor does a lost end of the last one.
    harmless = how == "flipped" or damaged == 7
    assert pages == _addresses(damaged) or (pages == _addresses() and harmless)
    begins = sum(map(len, members[: damaged - 1]))
    assert all(begins <= start <= begins + len(hurt) and reason == "broken_warc" for start, _, reason in lost)
    assert bool(lost) == (pages != _addresses())


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("length", ["short", "long", "over the next", "over the end", "none", "0"])
@pytest.mark.parametrize("false", [1, 4, 7])
def test_a_false_length_costs_its_record_alone(
    warc_record: Record, tmp_path: Path, packed: bool, length: str, false: int
) -> None:
    records = _pages(warc_record)
    match = re.search(rb"Content-Length: (\d+)", records[false - 1])
    assert match
    stated = int(match[1])
    said = {
        "short": stated - 200,
        "long": stated + 150,
        "over the next": stated + 4 + len(records[false % 7]),
        "over the end": 10**9,
        "none": -1,
        "0": 0,
    }[length]
    line = b"X-Length: 5" if said < 0 else b"Content-Length: %d" % said
    records[false - 1] = records[false - 1].replace(match[0], line, 1)
    path = _write(tmp_path / ("a.warc.gz" if packed else "a.warc"), records, packed=packed)
    pages, lost = _told(path)
    assert pages == _addresses(false), "what is before it and behind it is read, itself not"
    assert lost
    assert {reason for _, _, reason in lost} <= {"broken_warc", "gzip_bomb"}


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_that_holds_a_member_or_the_name_of_the_format_is_no_damage(
    warc_record: Record, tmp_path: Path, packed: bool
) -> None:
    inner = gzip.compress(b"<p>" + b"packed" * 50, compresslevel=0)
    quoted = b"<pre>a WARC/1.0\r\nrecord, and at the beginning of a line:\nWARC/1.0\n</pre>"
    records = [
        warc_record("https://a.example/1", inner, headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"),
        warc_record("https://a.example/2", PAGE + quoted, headers="Content-Type: text/html\r\n"),
        warc_record("https://a.example/3", PAGE, headers="Content-Type: text/html\r\n"),
    ]
    path = _write(tmp_path / ("a.warc.gz" if packed else "a.warc"), records, packed=packed)
    if packed:
        path.write_bytes(b"".join(gzip.compress(record, compresslevel=0) for record in records))
    assert _told(path) == ([f"https://a.example/{n}" for n in (1, 2, 3)], [])


def test_the_loss_is_said_with_its_place(warc_record: Record, inbox: Path, collect: Collect) -> None:
    members = [gzip.compress(record) for record in _pages(warc_record)]
    start = sum(map(len, members[:3]))
    members[3] = members[3][:60] + bytes(50) + members[3][110:]
    (inbox / "a.warc.gz").write_bytes(b"".join(members))
    (lost,) = [item for item in collect() if isinstance(item, Excluded)]
    assert (lost.reason, str(lost.outcome)) == ("broken_warc", "quarantined")
    assert f"bytes {start:,} to {start + len(members[3]):,}" in lost.detail


@given(st.binary(max_size=200), st.integers(0, 3000), st.booleans())
def test_whatever_stands_in_a_file_it_comes_to_an_end(tmp_path_factory, junk: bytes, place: int, packed: bool) -> None:
    record = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\n"
        + b"x" * 50
        + b"\r\n\r\n"
    )
    whole = b"".join([gzip.compress(record) if packed else record] * 12)
    path = tmp_path_factory.mktemp("junk") / "a.warc"
    path.write_bytes(whole[:place] + junk + whole[place + len(junk) :])
    places = list(record_places(file_of(path)))
    assert places == sorted(set(places))
    assert len(list(read_pages(file_of(path), 10**6))) == max(1, len(places))
