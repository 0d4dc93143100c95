"""A run's intermediate results: Parquet shards in a folder, one row a record.

    <lake>/runs/<run>/<stage>/shard-0000.parquet      records that left the stage
    <lake>/runs/<run>/<stage>/aside-0000.parquet      SetAside: what did not, and why (aside-gate: by the gate)
    <lake>/runs/<run>/<stage>/manifest.json           shards of the stage, with hash and row count

Every file is written under a temporary name, synced and renamed, so that a killed process leaves either the whole
file or none, and a task that runs again overwrites the same path. The columns of a shard are the fields of its
dataclass; a nested dataclass is a struct.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypedDict, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from mediawatch.errors import Terminal
from mediawatch.model import SetAside, Stage

Record = TypeVar("Record")

GATE = -1  # the "shard" of what a gate set aside
COLLECTED = "collected.json"  # the shards of collect: what every attempt of the run works on


class ShardRef(TypedDict):
    """What travels between tasks: where a shard is, never what is in it. `path` is relative to the lake."""

    stage: str
    number: int
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run in the lake."""

    lake: Path
    run_id: str

    @property
    def path(self) -> Path:
        return self.lake / "runs" / folder_name(self.run_id)

    def stage(self, stage: Stage) -> Path:
        return self.path / stage

    # -------------------------------------------------------------- writing
    def write(
        self, stage: Stage, number: int, kind: type[Record], records: Iterable[Record], aside: Iterable[SetAside] = ()
    ) -> ShardRef:
        """Write shard `number` of a stage and what it set aside; the reference to hand on."""
        self.write_aside(stage, number, aside)
        path = self.stage(stage) / f"shard-{number:04d}.parquet"
        rows = write_table(path, kind, records)
        return ShardRef(
            stage=stage,
            number=number,
            path=str(path.relative_to(self.lake)),
            rows=rows,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )

    def write_aside(self, stage: Stage, number: int, aside: Iterable[SetAside]) -> None:
        name = "gate" if number == GATE else f"{number:04d}"
        write_table(self.stage(stage) / f"aside-{name}.parquet", SetAside, aside)

    def write_json(self, name: str, content: Any) -> None:
        """A small JSON document of the run, such as its request or a stage's manifest."""
        _replace(self.path / name, json.dumps(content, ensure_ascii=False, indent=1, default=str).encode())

    # -------------------------------------------------------------- reading
    def read_json(self, name: str) -> Any | None:
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def read(self, shard: ShardRef, kind: type[Record]) -> list[Record]:
        """Records of a shard, without those that the stage's gate set aside.

        Raises Terminal where the file is gone or is not the one that was handed on.
        """
        records = self.read_whole(shard, kind)
        rejected = self.rejected(typing.cast(Stage, shard["stage"]))
        return [r for r in records if r.document_id not in rejected] if rejected else records  # type: ignore[attr-defined]

    def read_whole(self, shard: ShardRef, kind: type[Record]) -> list[Record]:
        """All records of a shard, as its stage wrote them."""
        return read_table(self.resolve(shard), kind)

    def document_ids(self, shard: ShardRef) -> list[str]:
        """document_id of each record of a shard, as its stage wrote them."""
        column = pq.read_table(self.resolve(shard), columns=["document_id"]).column(0)
        return typing.cast(list[str], column.to_pylist())

    def resolve(self, shard: ShardRef) -> Path:
        """The shard's file, checked against its reference. Raises Terminal."""
        path = (self.lake / shard["path"]).resolve()
        if not path.is_relative_to(self.path.resolve()):
            raise Terminal(f"shard {shard['path']} is not of run {self.run_id}")
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            raise Terminal(f"shard {shard['path']} is gone: clear the run from stage {shard['stage']} on") from None
        if found != shard["sha256"]:
            raise Terminal(f"shard {shard['path']} was changed since it was written: clear stage {shard['stage']}")
        return path

    def rejected(self, stage: Stage) -> frozenset[str]:
        """document_ids that the stage's gate set aside."""
        return frozenset(item.document_id for item in self._aside_file(stage, "gate"))

    def aside(self, stage: Stage, numbers: Iterable[int]) -> list[SetAside]:
        """What the stage itself set aside, shard by shard."""
        return [item for number in numbers for item in self._aside_file(stage, f"{number:04d}")]

    def _aside_file(self, stage: Stage, name: str) -> list[SetAside]:
        path = self.stage(stage) / f"aside-{name}.parquet"
        return read_table(path, SetAside) if path.exists() else []

    def forget_gate(self, stage: Stage) -> None:
        """Remove what an earlier attempt of the stage's gate decided."""
        (self.stage(stage) / "aside-gate.parquet").unlink(missing_ok=True)
        (self.path / f"{stage}.json").unlink(missing_ok=True)

    def clear(self, stage: Stage) -> None:
        """Remove what an earlier attempt left in a stage's folder, so that nothing of it is taken for new."""
        shutil.rmtree(self.stage(stage), ignore_errors=True)


def folder_name(run_id: str) -> str:
    """A folder name for any run id: readable, and different for different ids."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", run_id).strip("-")[:80]
    return f"{plain}-{hashlib.sha256(run_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


# ------------------------------------------------------------------ records as Arrow tables
@cache
def schema(kind: type[Any]) -> pa.Schema:
    """Arrow schema of a dataclass. Raises TypeError for a field type that the lake does not know."""
    hints = get_type_hints(kind)
    return pa.schema([pa.field(f.name, _arrow_type(hints[f.name])) for f in fields(kind)])


def _arrow_type(hint: Any) -> pa.DataType:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _arrow_type(next(arg for arg in args if arg is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin in (tuple, list):
        return pa.list_(_arrow_type(args[0]))
    if origin is dict:
        return pa.map_(_arrow_type(args[0]), _arrow_type(args[1]))
    if is_dataclass(hint):
        return pa.struct(list(schema(typing.cast(type, hint))))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return pa.string()
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}
    if hint is datetime:
        return pa.timestamp("us", "UTC")
    if hint in simple:
        return simple[hint]
    raise TypeError(f"the lake has no column type for {hint!r}")


def plain(value: Any) -> Any:
    """A record as plain dicts and lists (for Arrow, JSON and SQL)."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value] if value and not isinstance(value[0], str | int) else list(value)
    return value


@cache
def _readers(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((f.name, _reader(hints[f.name])) for f in fields(kind))


def _reader(hint: Any) -> Any:
    """How to turn an Arrow value back into a field's type; None where it is right as it is."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(arg for arg in args if arg is not type(None)))
        return None if inner is None else lambda value: None if value is None else inner(value)
    if origin is tuple:
        inner = _reader(args[0])
        return tuple if inner is None else lambda value: tuple(inner(item) for item in value)
    if origin is dict:
        return dict
    if is_dataclass(hint):
        return lambda value: record(typing.cast(type, hint), value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is datetime:
        return lambda value: value if value is None else value.astimezone(UTC)
    return None


def record(kind: type[Record], row: Mapping[str, Any]) -> Record:
    """The record that `plain` made this row of."""
    return kind(
        **{
            name: row[name] if reader is None else reader(row[name])
            for name, reader in _readers(typing.cast(Any, kind))
        }
    )


def write_table(path: Path, kind: type[Record], records: Iterable[Record]) -> int:
    """Write records as Parquet, atomically; the number of rows."""
    rows, columns = list(records), schema(typing.cast(Any, kind))
    table = pa.Table.from_pydict(
        {field.name: _column([getattr(row, field.name) for row in rows], field.type) for field in columns},
        schema=columns,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    pq.write_table(table, temporary, compression="zstd")
    _publish_file(temporary, path)
    return int(table.num_rows)


def _column(values: list[Any], kind: pa.DataType) -> list[Any]:
    """The values of a field as Arrow takes them: only what holds records has to be turned into dicts."""
    nested = pa.types.is_struct(kind) or (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))
    return [plain(value) for value in values] if nested else values


def read_table(path: Path, kind: type[Record]) -> list[Record]:
    """Records of a Parquet file that `write_table` wrote."""
    rows = pq.read_table(path, schema=schema(typing.cast(Any, kind))).to_pylist(maps_as_pydicts="strict")
    return [record(kind, row) for row in rows]


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path)
    temporary.write_bytes(content)
    _publish_file(temporary, path)


def _temporary(path: Path) -> Path:
    """A name beside it that nobody else has: process numbers repeat among containers that share a lake."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}")


def _publish_file(temporary: Path, path: Path) -> None:
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
