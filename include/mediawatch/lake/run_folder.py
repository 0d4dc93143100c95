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

Every file is written whole (`whole_file`): a killed process leaves all of it or none. A task that runs again overwrites
what it wrote, so tasks are idempotent. A shard is known by its hash, and a changed one is not read.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import typing
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypedDict, TypeVar, get_args

import pyarrow as pa

from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.errors import Permanent
from mediawatch.lake.parquet import read_columns, read_records, to_table, write_records, write_table
from mediawatch.lake.whole_file import replacing
from mediawatch.model import DuplicateLink, Excluded, RawDocument, Stage

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

    path: Path

    def write(self, content: Any) -> None:
        with replacing(self.path) as temporary:
            temporary.write_bytes(json.dumps(content, ensure_ascii=False, indent=1, default=str).encode())

    def read(self) -> Any | None:
        """What was written; None where nothing was."""
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[Record]):
    """Records of one kind in a Parquet file."""

    path: Path
    kind: type[Record]

    def write(self, records: Iterable[Record]) -> int:
        """Write the records; their number."""
        return write_records(self.path, self.kind, records)

    def read(self) -> list[Record]:
        """What was written; nothing where no file is."""
        return read_records(self.path, self.kind) if self.exists() else []

    def columns(self) -> pa.Table:
        """What was written, as a table."""
        return read_columns(self.path)

    def exists(self) -> bool:
        return self.path.exists()


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run in the lake."""

    lake: Path
    run_id: str

    @property
    def path(self) -> Path:
        return self.lake / RUNS / folder_name(self.run_id)

    def stage(self, stage: Stage) -> Path:
        return self.path / stage

    def make(self) -> None:
        """Make the folder. Nobody else may enter the lake: it has what inboxes may keep from others."""
        with suppress(FileExistsError):
            self.lake.mkdir(parents=True, mode=0o700)
        self.path.mkdir(parents=True, exist_ok=True)

    def remove_unless_begun(self) -> None:
        """Remove a folder that holds a lock and nothing else."""
        with suppress(OSError):
            if {file.name for file in self.path.iterdir()} <= {self.lock.name}:
                shutil.rmtree(self.path)

    # -------------------------------------------------------------- documents of the run as a whole
    @property
    def request(self) -> JsonFile:
        return JsonFile(self.path / "request.json")

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def url_states(self) -> RecordFile[UrlState]:
        return RecordFile(self.path / f"url-states{SHARDS}", UrlState)

    @property
    def source_faults(self) -> JsonFile:
        """What is wrong with source files, in words."""
        return JsonFile(self.path / "source-faults.json")

    @property
    def captures(self) -> JsonFile:
        return JsonFile(self.path / "captures.json")

    @property
    def retried(self) -> JsonFile:
        """`documents`: ids of quarantined documents that the run tries again by itself; `entries`: their numbers."""
        return JsonFile(self.path / "retried.json")

    @property
    def left(self) -> JsonFile:
        """How many new documents the run left to the next one."""
        return JsonFile(self.path / "left.json")

    @property
    def collected(self) -> JsonFile:
        """What every attempt of the run works on."""
        return JsonFile(self.path / "collected.json")

    @property
    def links(self) -> RecordFile[DuplicateLink]:
        return RecordFile(self.stage("deduplicate") / f"links{SHARDS}", DuplicateLink)

    @property
    def touched(self) -> JsonFile:
        return JsonFile(self.path / "touched.json")

    # -------------------------------------------------------------- parts of a backfill
    @property
    def parts(self) -> JsonFile:
        return JsonFile(self.path / "parts.json")

    @property
    def excluded_archives(self) -> RecordFile[Excluded]:
        return RecordFile(self.path / "parts" / f"excluded-plan{SHARDS}", Excluded)

    def part_pages(self, number: int) -> RecordFile[RawDocument]:
        return RecordFile(self.path / "parts" / f"pages-{number:04d}{SHARDS}", RawDocument)

    def part_excluded(self, number: int) -> RecordFile[Excluded]:
        return RecordFile(self.path / "parts" / f"excluded-{number:04d}{SHARDS}", Excluded)

    def archive_plan(self, state: str) -> JsonFile:
        """The ranges of an archive in a certain `state`: another file where the archive has changed."""
        return JsonFile(self.path / "parts" / f"plan-{hashlib.sha256(state.encode()).hexdigest()}.json")

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
            write_table(self._columns(stage, number), columns(table))
        path = self.stage(stage) / f"shard-{number:04d}{SHARDS}"
        rows = write_table(path, table)
        return ShardRef(
            stage=stage,
            number=number,
            path=str(path.relative_to(self.lake)),
            rows=rows,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )

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
        return read_records(self.resolve(shard), kind)

    def fields(self, shard: ShardRef, names: Sequence[str]) -> pa.Table:
        """Some fields of all records of a shard, without the texts."""
        return read_columns(self.resolve(shard), names)

    def columns(self, stage: Stage, number: int) -> pa.Table:
        """What the stage handed its gate about its shard `number`. Raises Permanent where that is gone."""
        try:
            return read_columns(self._columns(stage, number))
        except FileNotFoundError:
            raise Permanent(f"columns {number} of {stage} are gone: clear the run from stage {stage} on") from None

    def resolve(self, shard: ShardRef) -> Path:
        """The shard's file, checked against its reference. Raises Permanent."""
        path = (self.lake / shard["path"]).resolve()
        if not path.is_relative_to(self.path.resolve()):
            raise Permanent(f"shard {shard['path']} is not of run {self.run_id}")
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            raise Permanent(f"shard {shard['path']} is gone: clear the run from stage {shard['stage']} on") from None
        if found != shard["sha256"]:
            raise Permanent(f"shard {shard['path']} was changed since it was written: clear stage {shard['stage']}")
        return path

    def rejected(self, stage: Stage) -> frozenset[str]:
        """document_ids that the stage's gate rejected."""
        return frozenset(item.document_id for item in self._excluded(stage, GATE).read())

    def excluded(self, stage: Stage, numbers: Iterable[int]) -> list[Excluded]:
        """What the stage itself excluded, shard by shard."""
        return [item for number in numbers for item in self._excluded(stage, number).read()]

    # -------------------------------------------------------------- doing a stage again, and forgetting texts
    def forget_gate(self, stage: Stage) -> None:
        """Remove what an earlier attempt of the stage's gate decided."""
        self._excluded(stage, GATE).path.unlink(missing_ok=True)
        self._accepted(stage).remove()

    def clear(self, stage: Stage) -> None:
        """Remove what an earlier attempt left in a stage's folder, so that nothing of it is taken for new."""
        shutil.rmtree(self.stage(stage), ignore_errors=True)

    def forget_texts(self) -> None:
        """Delete what the stages made of the texts: the run can then be cleared from collect on, from nowhere else."""
        self.collected.remove()
        for stage in get_args(Stage):
            for file in self.stage(stage).glob(f"*{SHARDS}"):
                file.unlink(missing_ok=True)

    def _columns(self, stage: Stage, number: int) -> Path:
        return self.stage(stage) / f"columns-{number:04d}{SHARDS}"

    def _excluded(self, stage: Stage, number: int) -> RecordFile[Excluded]:
        name = "gate" if number == GATE else f"{number:04d}"
        return RecordFile(self.stage(stage) / f"excluded-{name}{SHARDS}", Excluded)

    def _accepted(self, stage: Stage) -> JsonFile:
        return JsonFile(self.path / f"{stage}.json")


def folder_name(run_id: str) -> str:
    """A folder name for any run id: readable, and different for different ids."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", run_id).strip("-")[:80]
    return f"{plain}-{hashlib.sha256(run_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
