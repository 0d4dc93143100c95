"""A run's folder in the lake: the only module that knows the name of a file in it.

    <lake>/runs/<run>/                     what it is                            written by      read by
      request.json                         request, moment and topics            begin           every task after it
      lock                                 held while a command works on it      the command     the same command again
      parts.json                           parts of a backfill's archives        plan            read, collect
      parts/plan-<hash>.json               one archive, cut into ranges          plan            plan, again
      parts/excluded-plan.parquet          Excluded: archives not taken          plan            collect
      parts/pages-0000.parquet             RawDocument: pages of a part          read            collect
      parts/excluded-0000.parquet          Excluded: records that are none       read            collect
      url-states.parquet                   UrlState: what a crawl learnt         collect         its gate, publish
      source-faults.json                   what is wrong with source files       collect         its gate
      captures.json                        document_id -> its first capture      collect         publish
      retried.json                         quarantined documents tried again     collect         gate of clean, publish
      left.json                            how many it left to the next run      collect         publish
      collected.json                       the shards of collect                 collect         collect, again
      <stage>/shard-0000.parquet           records that left the stage           the stage       the stages after it
      <stage>/columns-0000.parquet         what its gate looks at: no texts      the stage       its gate, that of load
      <stage>/excluded-0000.parquet        Excluded: what did not, and why       the stage       its gate, load, publish
      <stage>/excluded-gate.parquet        Excluded: what its gate rejected      its gate        readers of its shards
      <stage>.json                         the shards that its gate accepted     its gate        the tasks after it
      deduplicate/links.parquet            DuplicateLink                         deduplicate     gates, load
      touched.json                         uris whose links were decided         deduplicate     publish

Every file is written whole (`storage.door`): a killed process leaves all of it or none. A task that runs again
overwrites what it wrote, so tasks are idempotent. A shard is known by its hash, and a changed one is not read.
"""

from __future__ import annotations

import hashlib
import json
import re
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypedDict, TypeVar, get_args

import pyarrow as pa

from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.errors import Permanent
from mediawatch.lake.parquet import read_columns, read_records, to_table, write_records, write_table
from mediawatch.model import DuplicateLink, Excluded, RawDocument, Stage
from mediawatch.storage.door import Storage, StoredFile, at

Record = TypeVar("Record")

RUNS = "runs"
"""Folder of the lake that holds a folder for each run; the rest of the lake is the raw store."""
SHARDS = ".parquet"
"""Ending of the files that hold records: what is left of a run without them tells what it was, not what it read."""
GATE = -1  # the "shard" of what a gate rejected
Columns = Callable[[pa.Table], pa.Table]


class ShardRef(TypedDict):
    """What travels between tasks: where a shard is, never what is in it. `path` is relative to the lake."""

    stage: str
    number: int
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A small JSON document of a run."""

    file: StoredFile

    def write(self, content: Any) -> None:
        data = json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()
        self.file.storage.write(self.file.key, data)

    def read(self) -> Any | None:
        """What was written; None where nothing was."""
        try:
            return json.loads(self.file.read())
        except FileNotFoundError:
            return None

    def remove(self) -> None:
        self.file.remove()


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[Record]):
    """Records of one kind in a Parquet file."""

    file: StoredFile
    kind: type[Record]

    def write(self, records: Iterable[Record]) -> int:
        """Write the records; their number."""
        with self.file.storage.writing(self.file.key) as path:
            return write_records(path, self.kind, records)

    def read(self) -> list[Record]:
        """What was written; nothing where no file is."""
        try:
            data = self.file.read()
        except FileNotFoundError:
            return []
        return read_records(data, self.kind)

    def columns(self) -> pa.Table:
        """What was written, as a table."""
        return read_columns(self.file.read())

    def exists(self) -> bool:
        return self.file.exists()

    def remove(self) -> None:
        self.file.remove()


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run in the lake."""

    lake: Path | Storage
    run_id: str

    @property
    def storage(self) -> Storage:
        return at(self.lake)

    @property
    def key(self) -> str:
        """Where the folder is in the lake."""
        return f"{RUNS}/{folder_name(self.run_id)}"

    def remove_unless_begun(self) -> None:
        """Remove a folder that holds a lock and nothing else."""
        if {entry.key for entry in self.storage.below(self.key)} <= {self.lock.key}:
            self.storage.remove_below(self.key)

    # -------------------------------------------------------------- documents of the run as a whole
    @property
    def request(self) -> JsonFile:
        return self._json("request.json")

    @property
    def lock(self) -> StoredFile:
        """Whose lock a command holds while it works on the run."""
        return self._file("lock")

    @property
    def url_states(self) -> RecordFile[UrlState]:
        return RecordFile(self._file(f"url-states{SHARDS}"), UrlState)

    @property
    def source_faults(self) -> JsonFile:
        """What is wrong with source files, in words."""
        return self._json("source-faults.json")

    @property
    def captures(self) -> JsonFile:
        return self._json("captures.json")

    @property
    def retried(self) -> JsonFile:
        """`documents`: ids of quarantined documents that the run tries again by itself; `entries`: their numbers."""
        return self._json("retried.json")

    @property
    def left(self) -> JsonFile:
        """How many new documents the run left to the next one."""
        return self._json("left.json")

    @property
    def collected(self) -> JsonFile:
        """What every attempt of the run works on."""
        return self._json("collected.json")

    @property
    def links(self) -> RecordFile[DuplicateLink]:
        return RecordFile(self._file(f"deduplicate/links{SHARDS}"), DuplicateLink)

    @property
    def touched(self) -> JsonFile:
        return self._json("touched.json")

    # -------------------------------------------------------------- parts of a backfill
    @property
    def parts(self) -> JsonFile:
        return self._json("parts.json")

    @property
    def excluded_archives(self) -> RecordFile[Excluded]:
        return RecordFile(self._file(f"parts/excluded-plan{SHARDS}"), Excluded)

    def part_pages(self, number: int) -> RecordFile[RawDocument]:
        return RecordFile(self._file(f"parts/pages-{number:04d}{SHARDS}"), RawDocument)

    def part_excluded(self, number: int) -> RecordFile[Excluded]:
        return RecordFile(self._file(f"parts/excluded-{number:04d}{SHARDS}"), Excluded)

    def archive_plan(self, state: str) -> JsonFile:
        """The ranges of an archive in a certain `state`: another file where the archive has changed."""
        return self._json(f"parts/plan-{hashlib.sha256(state.encode()).hexdigest()}.json")

    # -------------------------------------------------------------- writing a stage
    def write(
        self,
        stage: Stage,
        number: int,
        kind: type[Record],
        records: Iterable[Record],
        excluded: Iterable[Excluded] = (),
        columns: Columns | None = None,
    ) -> ShardRef:
        """Write shard `number` of a stage, what it excluded and what its gate will look at; the reference to hand on.

        `columns` makes the gate's columns of the shard's table, so that no gate decodes what was just written.
        """
        self.write_excluded(stage, number, excluded)
        table = to_table(kind, records)
        if columns is not None:
            with self.storage.writing(self._columns(stage, number).key) as path:
                write_table(path, columns(table))
        key = f"{self.key}/{stage}/shard-{number:04d}{SHARDS}"
        with self.storage.writing(key) as path:
            rows = write_table(path, table)
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return ShardRef(stage=stage, number=number, path=key, rows=rows, sha256=sha256)

    def write_excluded(self, stage: Stage, number: int, excluded: Iterable[Excluded]) -> None:
        self._excluded(stage, number).write(excluded)

    def accept(self, stage: Stage, shards: Sequence[ShardRef]) -> None:
        """Note the shards that the stage's gate accepted, their rows counted anew."""
        self._accepted(stage).write({"shards": shards, "rows": sum(shard["rows"] for shard in shards)})

    # -------------------------------------------------------------- reading a stage
    def accepted(self, stage: Stage) -> list[ShardRef]:
        """The shards that passed the gate of `stage`. Raises Permanent where it has not run."""
        manifest = self._accepted(stage).read()
        if manifest is None:
            raise Permanent(f"the gate of {stage} has not run for {self.run_id}: clear the run from {stage} on")
        return typing.cast(list[ShardRef], manifest["shards"])

    def shard(self, stage: Stage, number: int) -> ShardRef:
        """Shard `number` of an earlier stage: shards keep their numbers from stage to stage. Raises Permanent."""
        for shard in self.accepted(stage):
            if shard["number"] == number:
                return shard
        raise Permanent(f"stage {stage} of {self.run_id} has no shard {number}: clear the run from {stage} on")

    def read(self, shard: ShardRef, kind: type[Record]) -> list[Record]:
        """Records of a shard, without those that the stage's gate rejected.

        Raises Permanent where the file is gone or is not the one that was handed on.
        """
        records = self.read_whole(shard, kind)
        rejected = self.rejected(typing.cast(Stage, shard["stage"]))
        return [r for r in records if r.document_id not in rejected] if rejected else records  # type: ignore[attr-defined]

    def read_whole(self, shard: ShardRef, kind: type[Record]) -> list[Record]:
        """All records of a shard, as its stage wrote them."""
        return read_records(self.checked(shard), kind)

    def fields(self, shard: ShardRef, names: Sequence[str]) -> pa.Table:
        """Some fields of all records of a shard, without the texts."""
        return read_columns(self.checked(shard), names)

    def columns(self, stage: Stage, number: int) -> pa.Table:
        """What the stage handed its gate about its shard `number`. Raises Permanent where that is gone."""
        try:
            return read_columns(self._columns(stage, number).read())
        except FileNotFoundError:
            raise Permanent(f"columns {number} of {stage} are gone: clear the run from stage {stage} on") from None

    def checked(self, shard: ShardRef) -> bytes:
        """The shard's file, checked against its reference. Raises Permanent."""
        if not shard["path"].startswith(f"{self.key}/"):
            raise Permanent(f"shard {shard['path']} is not of run {self.run_id}")
        try:
            data = self.storage.read(shard["path"])
        except ValueError:
            raise Permanent(f"shard {shard['path']} is not of run {self.run_id}") from None
        except FileNotFoundError:
            raise Permanent(f"shard {shard['path']} is gone: clear the run from stage {shard['stage']} on") from None
        if hashlib.sha256(data).hexdigest() != shard["sha256"]:
            raise Permanent(f"shard {shard['path']} was changed since it was written: clear stage {shard['stage']}")
        return data

    def rejected(self, stage: Stage) -> frozenset[str]:
        """document_ids that the stage's gate rejected."""
        return frozenset(item.document_id for item in self._excluded(stage, GATE).read())

    def excluded(self, stage: Stage, numbers: Iterable[int]) -> list[Excluded]:
        """What the stage itself excluded, shard by shard."""
        return [item for number in numbers for item in self._excluded(stage, number).read()]

    # -------------------------------------------------------------- doing a stage again, and forgetting texts
    def forget_gate(self, stage: Stage) -> None:
        """Remove what an earlier attempt of the stage's gate decided."""
        self._excluded(stage, GATE).remove()
        self._accepted(stage).remove()

    def clear(self, stage: Stage) -> None:
        """Remove what an earlier attempt left in a stage's folder, so that nothing of it is taken for new."""
        self.storage.remove_below(f"{self.key}/{stage}")

    def forget_texts(self) -> None:
        """Delete what the stages made of the texts: the run can then be cleared from collect on, from nowhere else."""
        self.collected.remove()
        stages = tuple(f"{self.key}/{stage}/" for stage in get_args(Stage))
        for entry in self.storage.below(self.key):
            if entry.key.startswith(stages) and entry.key.endswith(SHARDS):
                self.storage.remove(entry.key)

    def _file(self, name: str) -> StoredFile:
        return StoredFile(self.storage, f"{self.key}/{name}")

    def _json(self, name: str) -> JsonFile:
        return JsonFile(self._file(name))

    def _columns(self, stage: Stage, number: int) -> StoredFile:
        return self._file(f"{stage}/columns-{number:04d}{SHARDS}")

    def _excluded(self, stage: Stage, number: int) -> RecordFile[Excluded]:
        name = "gate" if number == GATE else f"{number:04d}"
        return RecordFile(self._file(f"{stage}/excluded-{name}{SHARDS}"), Excluded)

    def _accepted(self, stage: Stage) -> JsonFile:
        return self._json(f"{stage}.json")


def folder_name(run_id: str) -> str:
    """A folder name for any run id: readable, and different for different ids."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", run_id).strip("-")[:80]
    return f"{plain}-{hashlib.sha256(run_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
