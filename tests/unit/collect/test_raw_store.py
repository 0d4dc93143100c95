"""The raw store keeps every byte once and gives back exactly the document that was collected."""

from __future__ import annotations

import gzip
import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument, document_id
from mediawatch.settings import Settings


def _raw(storage_url: str, data: bytes, offset: int = 0, length: int | None = None) -> RawDocument:
    own = data[offset:][:length] if length is not None else data[offset:]
    sha256 = hashlib.sha256(own).hexdigest()
    return RawDocument(
        document_id=document_id("file://box/a", sha256),
        uri="file://box/a",
        inbox="box",
        media_type="text/plain",
        raw_sha256=sha256,
        byte_length=len(own),
        storage_url=storage_url,
        observed_at=datetime(2026, 1, 1, tzinfo=UTC),
        byte_offset=offset,
    )


def _put(store: RawStore, data: bytes, suffix: str) -> str:
    return store.put_stream(io.BytesIO(data), suffix).storage_url


def test_address_is_the_hash_of_what_was_delivered(store: RawStore) -> None:
    data = gzip.compress(b"{}")
    sha256 = hashlib.sha256(data).hexdigest()
    assert _put(store, data, ".jsonl.gz") == f"raw/{sha256[:2]}/{sha256}.jsonl.gz"
    assert (store.storage.folder / f"raw/{sha256[:2]}/{sha256}.jsonl.gz").read_bytes() == data


def test_the_same_bytes_are_kept_once_and_nothing_temporary_stays(store: RawStore) -> None:
    assert _put(store, b"text", ".txt") == _put(store, b"text", ".txt")
    files = [path for path in store.storage.folder.rglob("*") if path.is_file()]
    assert len(files) == 1


def test_a_truncated_file_under_the_right_name_is_replaced(store: RawStore) -> None:
    url = _put(store, b"the whole text", ".txt")
    (store.storage.folder / url).write_bytes(b"the")
    _put(store, b"the whole text", ".txt")
    assert (store.storage.folder / url).read_bytes() == b"the whole text"


def test_above_the_limit_nothing_is_kept(store: RawStore) -> None:
    with pytest.raises(Quarantine) as caught:
        store.put_stream(io.BytesIO(b"x" * 11), ".txt", max_bytes=10)
    assert caught.value.reason == "too_large"
    assert not [path for path in store.storage.folder.rglob("*") if path.is_file()]


def test_a_stream_that_fails_leaves_nothing(store: RawStore) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        store.put_stream(Failing(), ".txt")
    assert not [path for path in store.storage.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("suffix", ["", ".txt", ".txt.gz"])
def test_items_come_back_by_offset_in_any_order(store: RawStore, suffix: str) -> None:
    data = b"".join(b"%05d" % number for number in range(2000))
    url = _put(store, gzip.compress(data) if suffix.endswith(".gz") else data, suffix)
    items = [_raw(url, data, 5 * number, 5) for number in range(2000)]
    with store.reader() as reader:
        assert [reader.read(item) for item in items] == [b"%05d" % number for number in range(2000)]
        assert reader.read(items[7]) == b"00007"
    assert store.read(items[1234]) == b"01234"


def test_a_shard_is_read_without_opening_its_container_again(store: RawStore, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"abcdefgh" * 100
    url = _put(store, gzip.compress(data), ".jsonl.gz")
    opened: list[object] = []
    real = gzip.GzipFile
    monkeypatch.setattr(gzip, "GzipFile", lambda *args, **rest: opened.append(args) or real(*args, **rest))
    with store.reader() as reader:
        for place in range(0, 800, 8):
            assert reader.read(_raw(url, data, place, 8)) == b"abcdefgh"
    assert len(opened) == 1


def test_other_bytes_than_those_collected_are_noticed(store: RawStore) -> None:
    url = _put(store, b"what was said", ".txt")
    raw = _raw(url, b"what was said")
    (store.storage.folder / url).write_bytes(b"what was sa1d")
    with pytest.raises(Quarantine) as caught:
        store.read(raw)
    assert caught.value.reason == "raw_corrupt"


def test_missing_and_damaged_files_are_told_apart(store: RawStore) -> None:
    data = b"what was said" * 500
    url = _put(store, gzip.compress(data), ".txt.gz")
    raw = _raw(url, data)
    (store.storage.folder / url).write_bytes(gzip.compress(data)[:-30])
    with pytest.raises(Quarantine) as caught:
        store.read(raw)
    assert caught.value.reason == "raw_corrupt"
    (store.storage.folder / url).unlink()
    with pytest.raises(Quarantine) as caught:
        store.read(raw)
    assert caught.value.reason == "raw_missing"


@pytest.mark.parametrize("url", ["raw/../../etc/passwd", "/etc/passwd", "runs/x", "raw//x", "raw/./x"])
def test_a_storage_url_cannot_lead_out(store: RawStore, url: str) -> None:
    with pytest.raises(ValueError, match="no place in the"):
        store.file(url)


def test_an_ending_cannot_lead_out(store: RawStore) -> None:
    with pytest.raises(ValueError, match="ending"):
        _put(store, b"x", "/../../x")


def test_the_lake_may_move(store: RawStore, settings: Settings, tmp_path: Path) -> None:
    raw = _raw(_put(store, b"text", ".txt"), b"text")
    settings.lake.rename(tmp_path / "elsewhere")
    moved = RawStore(tmp_path / "elsewhere")
    assert moved.read(raw) == b"text"
    assert moved.read(replace(raw, uri="file://box/b")) == b"text"
