"""How rows go to Postgres, whatever their number: one helper, three uses.

`copy_rows` appends them to a table, by COPY: one stream. `upsert_rows` copies them into a temporary table and inserts
or updates from there. `execute_rows` hands them to a statement that joins them with tables, as one JSON parameter: one
round trip. No statement is sent once a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import psycopg
from psycopg import sql
from sqlalchemy import Connection, CursorResult, Table, column, select, text
from sqlalchemy import table as named_table
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.exc import DBAPIError


def copy_rows(connection: Connection, table: Table | str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Append rows, as values of `columns` in that order, to a table (a temporary one by its name); their number.

    Lists become arrays, or JSON in a column of jsonb. Nothing is skipped: raises DBAPIError where a row breaks a
    constraint.
    """
    name = (table.schema, table.name) if isinstance(table, Table) else (table,)
    return _copy(connection, sql.Identifier(*filter(None, name)), _json_columns(table, columns), columns, rows)


def upsert_rows(
    connection: Connection,
    table: Table,
    rows: Iterable[Mapping[str, Any]],
    key: Sequence[str],
    conflict: Callable[[Insert], Insert] | None = None,
) -> int:
    """Insert rows, which have the same columns and no `key` twice, or update those that are there; the number of both.

    What is there is replaced by what is sent, column by column, or treated as `conflict` says:
    `lambda new: new.on_conflict_do_nothing()`. Raises DBAPIError where a row breaks another constraint.
    """
    listed = list(rows)
    if not listed:
        return 0
    columns = list(listed[0])
    sent = f"sent_{table.name}"
    named = named_table(sent, *map(column, columns))
    likewise = select(*(table.c[name] for name in columns))
    connection.execute(text(f"create temporary table {sent} as {likewise} with no data"))
    copied = ([row[name] for name in columns] for row in listed)
    _copy(connection, sql.Identifier(sent), _json_columns(table, columns), columns, copied)
    new = insert(table).from_select(columns, select(named))
    replaced = {name: new.excluded[name] for name in columns if name not in key}
    upsert = conflict(new) if conflict else new.on_conflict_do_update(index_elements=key, set_=replaced)
    written = connection.execute(upsert.execution_options(preserve_rowcount=True)).rowcount
    connection.execute(text(f"drop table {sent}"))
    return written


def _json_columns(table: Table | str, columns: Sequence[str]) -> list[bool]:
    return [isinstance(table, Table) and isinstance(table.c[name].type, JSONB) for name in columns]


def _copy(
    connection: Connection,
    name: sql.Identifier,
    as_json: Sequence[bool],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> int:
    statement = sql.SQL("copy {} ({}) from stdin").format(name, sql.SQL(", ").join(map(sql.Identifier, columns)))
    number = 0
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(
                    [
                        _as_json(value) if json and value is not None else value
                        for value, json in zip(row, as_json, strict=True)
                    ]
                )
                number += 1
    except psycopg.Error as error:  # as SQLAlchemy tells it, so that `transaction` knows what may pass
        raise DBAPIError.instance(
            statement.as_string(), None, error, psycopg.Error, dialect=connection.dialect
        ) from error
    return number


def execute_rows(
    connection: Connection, statement: str, rows: Iterable[Mapping[str, Any]], **parameters: Any
) -> CursorResult[Any] | None:
    """Execute a statement that reads its rows by `jsonb_to_recordset(cast(:rows as jsonb))`; None without any rows."""
    listed = list(rows)
    return connection.execute(text(statement), {"rows": _as_json(listed), **parameters}) if listed else None


def _as_json(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()
