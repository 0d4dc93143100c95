"""The two ways in which rows go to Postgres, whatever their number.

`copy_rows` appends them to a table, by COPY: one stream. `execute_rows` hands them to a statement that joins them with
tables, as one JSON parameter: one round trip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import psycopg
from psycopg import sql
from sqlalchemy import Connection, CursorResult, Table, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError


def copy_rows(connection: Connection, table: Table | str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Append rows, as values of `columns` in that order, to a table (a temporary one by its name); their number.

    Lists become arrays, or JSON in a column of jsonb. Nothing is skipped: raises DBAPIError where a row breaks a
    constraint.
    """
    as_json = [isinstance(table, Table) and isinstance(table.c[column].type, JSONB) for column in columns]
    name = (table.schema, table.name) if isinstance(table, Table) else (table,)
    statement = sql.SQL("copy {} ({}) from stdin").format(
        sql.Identifier(*filter(None, name)), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    number = 0
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([_as_json(value) if json else value for value, json in zip(row, as_json, strict=True)])
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
