"""A run's folder in the lake gives back what was written, and notices what was not."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mediawatch.errors import Permanent, told
from mediawatch.lake.parquet import schema
from mediawatch.lake.run_folder import GATE, RunFolder, ShardRef, folder_name
from mediawatch.model import Excluded, Outcome, RawDocument
from mediawatch.storage.local_folder import LocalFolder

NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)


def raw(name: str) -> RawDocument:
    return RawDocument(name, f"file://desk/{name}", "desk", "text/plain", "0" * 64, 4, f"raw/00/{name}.txt", NOW)


def excluded(name: str, outcome: Outcome = Outcome.QUARANTINED) -> Excluded:
    return Excluded(name, f"file://desk/{name}", "0" * 64, "collect", outcome, "empty", "no text", raw(name))


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path, "cli:1")


@pytest.fixture
def shard(folder: RunFolder) -> ShardRef:
    return folder.write("collect", 0, RawDocument, [raw("a"), raw("b")], [excluded("c")])


def test_records_come_back_as_they_were(folder: RunFolder, shard: ShardRef) -> None:
    assert shard["rows"] == 2
    assert folder.read(shard, RawDocument) == [raw("a"), raw("b")]
    assert folder.excluded("collect", [0, 1]) == [excluded("c")]  # there is no file 1


def test_what_the_gate_rejected_is_left_out(folder: RunFolder, shard: ShardRef) -> None:
    folder.write_excluded("collect", GATE, [excluded("a")])
    assert [item.document_id for item in folder.read(shard, RawDocument)] == ["b"]
    assert [item.document_id for item in folder.read_whole(shard, RawDocument)] == ["a", "b"]
    folder.forget_gate("collect")
    assert [item.document_id for item in folder.read(shard, RawDocument)] == ["a", "b"]


def test_a_gate_is_handed_columns_of_what_was_written(folder: RunFolder) -> None:
    folder.write("clean", 3, RawDocument, [raw("a"), raw("b")], columns=lambda table: table.select(["uri"]))
    assert folder.columns("clean", 3).to_pydict() == {"uri": [raw("a").uri, raw("b").uri]}
    with pytest.raises(Permanent, match="columns 4 of clean are gone: clear the run from stage clean on"):
        folder.columns("clean", 4)


def test_a_shard_that_was_changed_since_is_not_read(folder: RunFolder, shard: ShardRef) -> None:
    folder.write("collect", 0, RawDocument, [raw("z")])
    with pytest.raises(Permanent, match="was changed since it was written: clear stage collect"):
        folder.read(shard, RawDocument)


def test_a_shard_that_is_gone_is_named(folder: RunFolder, shard: ShardRef) -> None:
    folder.clear("collect")
    with pytest.raises(Permanent, match=r"collect/shard-0000\.parquet is gone: clear the run from stage collect on"):
        folder.read(shard, RawDocument)


def test_a_shard_of_another_run_is_refused(folder: RunFolder, shard: ShardRef) -> None:
    other = RunFolder(folder.lake, "cli:2")
    with pytest.raises(Permanent, match="is not of run cli:2"):
        other.read(shard, RawDocument)
    climbing: ShardRef = {**shard, "path": f"{other.key}/../../{shard['path']}"}
    with pytest.raises(Permanent, match="is not of run cli:2"):
        other.read(climbing, RawDocument)


def test_nothing_temporary_stays(folder: RunFolder, shard: ShardRef) -> None:
    folder.request.write({"at": NOW})
    assert folder.request.read() == {"at": str(NOW)}
    assert folder.parts.read() is None
    assert sorted(path.name for path in (folder.lake / folder.key).rglob("*") if path.is_file()) == [
        *("excluded-0000.parquet", "request.json", "shard-0000.parquet")
    ]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_no_half_of_a_file_takes_its_place(tmp_path: Path, code: int) -> None:
    lake = LocalFolder(tmp_path / "lake")
    lake.write("raw/ab/c.txt", b"before")

    def full(*_: object) -> None:
        raise OSError(
            code, "Error writing bytes to file. Detail: [errno 28] No space left on device"
        )  # as a write to an open file says it: no name

    def write() -> None:
        with lake.writing("raw/ab/c.txt") as file:
            file.write_bytes(b"half")
            full()

    def draft() -> None:
        with lake.draft() as file:
            file.write_bytes(b"half")
            full()

    for writer in (write, draft, lambda: lake.rewrite("raw/ab/c.txt", full)):
        with pytest.raises(OSError, match="Error writing") as problem:
            writer()
        said = told(problem.value) or ""
        assert said.startswith(f"the disk is full at {tmp_path}/lake/raw/")
        assert "errno" not in said.lower()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["c.txt"]
    assert lake.read("raw/ab/c.txt") == b"before"


def test_every_run_has_a_folder_of_its_own() -> None:
    names = ["cli:1", "cli/1", "cli-1", "../cli:1", "x" * 300, "x" * 301]
    assert len({folder_name(name) for name in names}) == len(names)
    assert all("/" not in folder_name(name) and len(folder_name(name)) < 100 for name in names)


def test_a_field_that_no_column_holds_is_refused() -> None:
    @dataclass
    class Odd:
        value: complex

    with pytest.raises(TypeError, match="no column type"):
        schema(Odd)
