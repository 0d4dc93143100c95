"""A lake is the same in a folder and in a bucket; and a bucket's bad hours are waited for."""

from __future__ import annotations

import gzip
import io
import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from bucket import BUSY, CUT, LOST, SECRET, SLOW, Azurite, Faults, Google, SeaweedFs
from mediawatch.collect.raw.erasure import erase
from mediawatch.errors import Permanent, Transient, UsageError
from mediawatch.settings import Bucket
from mediawatch.storage.door import Storage, StoredFile, at
from mediawatch.storage.object_store import ObjectStore

_names = (f"lake-{number}" for number in itertools.count(1))


@pytest.fixture(params=["folder", "bucket", "google", "azure"])
def lake(request: pytest.FixtureRequest, server: SeaweedFs, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "folder":
        yield at(tmp_path / "lake")
    elif request.param == "bucket":
        yield ObjectStore(server.lake(next(_names)), tmp_path / "scratch")
    elif request.param == "azure":
        if shutil.which(Azurite.PROGRAM) is None:
            pytest.skip(f"{Azurite.PROGRAM} is not installed: npm install --global azurite")
        with Azurite(tmp_path) as azure:
            yield ObjectStore(azure.lake(next(_names)), tmp_path / "scratch")
    else:
        with Google(server.port) as google:
            yield ObjectStore(google.lake(next(_names)), tmp_path / "scratch")


@pytest.fixture
def far(server: SeaweedFs, faults: Faults, tmp_path: Path) -> ObjectStore:
    """A bucket behind the proxy, of which an answer is awaited for a second."""
    return ObjectStore(server.lake(next(_names), faults.port, timeout=1.0, retries=4), tmp_path / "scratch")


@pytest.fixture
def patient(server: SeaweedFs, faults: Faults, tmp_path: Path) -> ObjectStore:
    """The same bucket, of which an answer is awaited for as long as a busy machine takes: nothing is sent again."""
    return ObjectStore(server.lake(next(_names), faults.port, timeout=60.0, retries=0), tmp_path / "scratch")


def keys(lake: Storage, prefix: str) -> list[str]:
    return [entry.key for entry in lake.below(prefix)]


# ------------------------------------------------------------------ the same in both
def test_what_is_written_is_read(lake: Storage) -> None:
    assert lake.size("runs/a/x.json") is None
    with pytest.raises(FileNotFoundError):
        lake.read("runs/a/x.json")
    for content in (b"first", b"", b"second and longer"):
        lake.write("runs/a/x.json", content)
        assert (lake.read("runs/a/x.json"), lake.size("runs/a/x.json")) == (content, len(content))
    with lake.writing("runs/a/b/shard-0000.parquet") as path:
        path.write_bytes(b"rows")
    assert lake.read("runs/a/b/shard-0000.parquet") == b"rows"
    lake.remove("runs/a/x.json")
    lake.remove("runs/a/x.json")
    assert lake.size("runs/a/x.json") is None


def test_what_breaks_off_leaves_nothing(lake: Storage, tmp_path: Path) -> None:
    lake.write("runs/a/x", b"before")
    with suppress(ZeroDivisionError), lake.writing("runs/a/x") as path:
        path.write_bytes(b"half")
        raise ZeroDivisionError
    with suppress(ZeroDivisionError), lake.draft() as draft:
        draft.write_bytes(b"half")
        raise ZeroDivisionError
    assert lake.read("runs/a/x") == b"before"
    assert not [path for path in (tmp_path / "scratch").rglob("*") if path.is_file()]


def test_a_prefix_ends_where_a_name_ends(lake: Storage) -> None:
    for key in ("runs/a/x", "runs/a/c/z", "runs/ab/x", "raw/00/1.txt"):
        lake.write(key, b"12")
    assert keys(lake, "runs/a") == ["runs/a/x", "runs/a/c/z"] or keys(lake, "runs/a") == ["runs/a/c/z", "runs/a/x"]
    assert [entry.size for entry in lake.below("runs")] == [2, 2, 2]
    lake.remove_below("runs/a")
    assert keys(lake, "runs") == ["runs/ab/x"]
    assert keys(lake, "nothing") == []


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "raw//x", "raw/./x", "", "raw/..\\x"])
def test_no_key_leads_out(lake: Storage, key: str) -> None:
    for act in (lake.read, lake.size, lake.remove, lake.open, lambda key: lake.write(key, b"")):
        with pytest.raises(ValueError, match="no place in the lake"):
            act(key)


def test_a_stream_is_sought_in(lake: Storage) -> None:
    content = os.urandom(9_000_000)  # three ranges
    with lake.draft() as draft:
        draft.write_bytes(content)
        lake.keep(draft, "raw/00/big.bin")
    for kept in (False, True):
        with lake.open("raw/00/big.bin", kept=kept) as stream:
            assert stream.read(10) == content[:10]
            stream.seek(8_500_000)
            assert stream.read(100) == content[8_500_000:8_500_100]
            stream.seek(5)
            assert stream.read() == content[5:]
            assert stream.read(1) == b""
            assert stream.seek(0, io.SEEK_END) == len(content)
            stream.seek(len(content) + 10)
            assert stream.read(1) == b""
    lake.write("raw/00/none", b"")
    with lake.open("raw/00/none") as stream:
        assert stream.read() == b""
    with pytest.raises(FileNotFoundError), lake.open("raw/00/missing") as stream:
        stream.read()


def test_two_erase_from_one_file(lake: Storage) -> None:
    line = b'{"secret": "word"}'
    lake.write("raw/00/x.jsonl.gz", gzip.compress((line + b"\n") * 40))
    file = StoredFile(lake, "raw/00/x.jsonl.gz")
    start = threading.Barrier(2)

    def each_second(first: int) -> None:
        start.wait(20)
        for number in range(first, 40, 2):
            erase(file, [(number * (len(line) + 1), len(line))])

    both = [threading.Thread(target=each_second, args=(first,)) for first in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert gzip.decompress(file.read()) == (b"{}".ljust(len(line)) + b"\n") * 40 + b"\n" * 40


def test_a_working_folder_goes_on_where_it_was(lake: Storage) -> None:
    with lake.working_folder("raw/web/run") as folder:
        (folder / "pages.warc.gz").write_bytes(b"one")
        (folder / "journal.jsonl").write_bytes(b"{}\n")
    assert sorted(keys(lake, "raw/web/run")) == ["raw/web/run/journal.jsonl", "raw/web/run/pages.warc.gz"]
    with suppress(ZeroDivisionError), lake.working_folder("raw/web/run") as folder:
        assert (folder / "pages.warc.gz").read_bytes() == b"one"
        with (folder / "journal.jsonl").open("ab") as journal:
            journal.write(b"{}\n")
        raise ZeroDivisionError
    assert lake.read("raw/web/run/journal.jsonl") == b"{}\n{}\n"


# ------------------------------------------------------------------ a bucket's bad hours
@pytest.mark.parametrize("fault", [BUSY, SLOW, LOST])
def test_a_write_is_sent_until_it_is_answered(fault: str, far: ObjectStore, faults: Faults) -> None:
    faults.plan = [fault, fault]
    far.write("runs/a/x", b"content")
    assert [fault for _, _, fault in faults.seen] == [fault, fault, None]
    faults.plan = [fault]
    far.remove("runs/a/y")
    assert far.read("runs/a/x") == b"content"


@pytest.mark.parametrize("fault", [BUSY, SLOW, LOST, CUT])
def test_a_read_is_asked_for_until_it_is_answered(fault: str, far: ObjectStore, faults: Faults) -> None:
    content = os.urandom(300_000)
    far.write("raw/00/x", content)
    faults.plan = [fault]
    assert far.read("raw/00/x") == content
    faults.plan = [fault]
    assert far.size("raw/00/x") == len(content)
    faults.plan = [fault, None, fault]
    asked = len(faults.seen)
    with far.open("raw/00/x") as stream:
        stream.seek(1000)
        assert stream.read() == content[1000:]
    assert len(faults.seen) - asked <= 3, "a range is megabytes"
    faults.plan = [fault]
    assert keys(far, "raw") == ["raw/00/x"]


@pytest.mark.parametrize("fault", [BUSY, LOST])
def test_an_upload_in_parts_is_whole(fault: str, server: SeaweedFs, faults: Faults, tmp_path: Path) -> None:
    far = ObjectStore(server.lake(next(_names), faults.port), tmp_path / "scratch")
    content = os.urandom(20_000_000)
    faults.plan = [fault, None, fault, None, fault]
    with far.writing("raw/00/x.warc.gz") as path:
        path.write_bytes(content)
    assert len(faults.seen) >= 7  # begun, two parts, ended, and what was sent again
    with far.open("raw/00/x.warc.gz") as stream:
        assert stream.read() == content


@pytest.mark.parametrize("fault", [BUSY, LOST])
def test_what_is_erased_stays_erased(fault: str, far: ObjectStore, faults: Faults) -> None:
    far.write("raw/00/x.jsonl", b'{"a": 1}\n{"b": 2}\n')
    faults.plan = [None, fault]
    erase(StoredFile(far, "raw/00/x.jsonl"), [(0, 8)])
    assert far.read("raw/00/x.jsonl").startswith(b'{}      \n{"b": 2}\n\n')


def test_a_file_that_is_replaced_is_not_mixed_with_its_successor(patient: ObjectStore) -> None:
    patient.write("raw/00/x", b"a" * 9_000_000)
    with patient.open("raw/00/x") as stream:
        assert stream.read(10) == b"a" * 10
        patient.write("raw/00/x", b"b" * 9_000_000)
        stream.seek(8_000_000)
        with pytest.raises(Transient, match="changed while it was read"):
            stream.read(10)


def test_a_store_that_stays_away_is_told_without_its_keys(far: ObjectStore, faults: Faults) -> None:
    faults.plan = [BUSY] * 100
    with pytest.raises(Transient, match=r"^s3://lakes/lake-\d+ did not answer for runs/a/x \(503 SlowDown\)$"):
        far.write("runs/a/x", b"")
    faults.plan = [LOST] * 100
    with pytest.raises(Transient) as caught:
        far.read("runs/a/x")
    assert SECRET not in str(caught.value)


def test_a_wrong_key_is_nobodys_bad_hour(server: SeaweedFs, faults: Faults, tmp_path: Path) -> None:
    right = server.lake(next(_names), faults.port)
    wrong = Bucket(right.url, tuple((dict(right.options) | {"secret_access_key": "another"}).items()))
    with pytest.raises(Permanent, match=r"refuses access to runs/x \(403 SignatureDoesNotMatch\)$"):
        ObjectStore(wrong, tmp_path).write("runs/x", b"")
    assert faults.counts() == {"PUT": 1}, "asked again with a key that was refused"
    with pytest.raises(Permanent, match="there is no bucket at s3://never-made/lake"):
        ObjectStore(server.lake("lake", bucket="never-made"), tmp_path).read("runs/x")
    odd = Bucket(right.url, (("no_such_option", "s3cret"),))
    with pytest.raises(UsageError, match="no_such_option") as caught:
        ObjectStore(odd, tmp_path).read("runs/x")
    assert "s3cret" not in str(caught.value)
    assert SECRET not in repr(right)


def test_what_has_not_changed_is_not_sent_again(patient: ObjectStore, faults: Faults) -> None:
    patient.write("runs/a/x", b"x" * 100_000)
    sent: list[int] = []
    assert [len(patient.read("runs/a/x")) for _ in range(3)] == [100_000] * 3
    patient.write("runs/a/x", b"other")
    assert patient.read("runs/a/x") == b"other"
    patient.remove("runs/a/x")
    with pytest.raises(FileNotFoundError):
        patient.read("runs/a/x")
    assert faults.counts() == {"PUT": 2, "GET": 5, "POST": 1}
    assert not sent


def test_reading_needs_no_room_on_this_machine(patient: ObjectStore, tmp_path: Path) -> None:
    patient.write("runs/a/x", b"content")
    (tmp_path / "scratch").write_text("no folder")
    assert [patient.read("runs/a/x") for _ in range(2)] == [b"content"] * 2


def test_an_erasure_that_meets_another_begins_anew(patient: ObjectStore) -> None:
    patient.write("raw/00/x", b"first")
    seen: list[bytes] = []

    def patch(held: IO[bytes], out: IO[bytes]) -> None:
        content = held.read()
        if not seen:
            patient.write("raw/00/x", b"second")
        seen.append(content)
        out.write(content.upper())

    patient.rewrite("raw/00/x", patch)
    assert (seen, patient.read("raw/00/x")) == ([b"first", b"second"], b"SECOND")
    with pytest.raises(FileNotFoundError):
        patient.rewrite("raw/00/missing", patch)


def test_a_forked_process_is_told_at_once(far: ObjectStore) -> None:
    far.write("runs/a/x", b"")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            far.read("runs/a/x")
        except RuntimeError as error:
            os.write(writing, str(error).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    assert b"forked" in os.read(reading, 1000)
    os.close(reading)
