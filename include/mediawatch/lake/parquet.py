"""Records <-> Parquet: the columns of a file are the fields of a dataclass; a nested dataclass is a struct."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

Record = TypeVar("Record")


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
    simple = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        bytes: pa.binary(),
        date: pa.date32(),
    }
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


def to_table(kind: type[Record], records: Iterable[Record]) -> pa.Table:
    """Records as an Arrow table."""
    rows, columns = list(records), schema(typing.cast(Any, kind))
    return pa.Table.from_pydict(
        {field.name: _column([getattr(row, field.name) for row in rows], field.type) for field in columns},
        schema=columns,
    )


def write_table(path: Path, table: pa.Table) -> int:
    """Write a table as a Parquet file; the number of rows."""
    pq.write_table(table, path, compression="zstd")
    return int(table.num_rows)


def _column(values: list[Any], kind: pa.DataType) -> list[Any]:
    """The values of a field as Arrow takes them: only what holds records has to be turned into dicts."""
    nested = pa.types.is_struct(kind) or (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type))
    return [plain(value) for value in values] if nested else values


def write_records(path: Path, kind: type[Record], records: Iterable[Record]) -> int:
    """Write records as a Parquet file; the number of rows."""
    return write_table(path, to_table(kind, records))


def read_records(data: bytes, kind: type[Record]) -> list[Record]:
    """Records of a Parquet file that `write_records` wrote, from its bytes."""
    table = pq.read_table(pa.BufferReader(data), schema=schema(typing.cast(Any, kind)))
    rows = table.to_pylist(maps_as_pydicts="strict")
    return [record(kind, row) for row in rows]


def read_columns(data: bytes, names: Sequence[str] | None = None) -> pa.Table:
    """A Parquet file of a few small columns, or those of its columns with these names, as a table, from its bytes."""
    return pq.read_table(pa.BufferReader(data), columns=None if names is None else list(names))
