"""The reference of the warehouse, docs/schema.md, written from the live catalog.

    python -m mediawatch.store.schema.describe > docs/schema.md

Brings the warehouse that the settings name up to date first, so that the reference describes this code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from mediawatch.errors import MediaWatchError
from mediawatch.settings import load
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.schema.tables import SCHEMAS
from mediawatch.store.server.connect import transaction

_SCHEMA = text("select obj_description(to_regnamespace(:schema), 'pg_namespace')")

_RELATIONS = text(
    """
    select c.oid, c.relname as name, c.relkind = 'v' as is_view, obj_description(c.oid, 'pg_class') as comment
    from pg_class c
    where c.relnamespace = to_regnamespace(:schema) and c.relkind in ('r', 'p', 'v', 'm')
    order by is_view, c.relname
    """
)

_COLUMNS = text(
    """
    select
        a.attname as name,
        format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as required,
        a.attgenerated <> '' as generated,
        a.attidentity <> '' as identity,
        case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as preset,
        col_description(a.attrelid, a.attnum) as comment
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = :oid and a.attnum > 0 and not a.attisdropped
    order by a.attnum
    """
)

_KEYS = text(
    """
    select pg_get_constraintdef(oid) as definition
    from pg_constraint
    where conrelid = :oid and contype in ('p', 'u', 'f')
    order by position(contype in 'puf'), conname
    """
)

_INDEXES = text(
    """
    select regexp_replace(pg_get_indexdef(indexrelid), '^.* USING ', '') as definition
    from pg_index
    where indrelid = :oid and not indisunique
    order by definition
    """
)

_FUNCTIONS = text(
    """
    select
        p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as signature,
        pg_get_function_result(p.oid) as result,
        obj_description(p.oid, 'pg_proc') as comment
    from pg_proc p
    where p.pronamespace = to_regnamespace(:schema)
    order by 1
    """
)


def describe(connection: Connection) -> str:
    """The schemas, tables, views and functions of the warehouse as Markdown, with what their comments say."""
    return "\n".join(_lines(connection)) + "\n"


def _lines(connection: Connection) -> Iterator[str]:
    yield "# The warehouse, table by table"
    yield ""
    yield "Made from the comments in the database by `make docs`; a test compares the two."
    yield "Queries to copy are in [sql.md](sql.md)."
    for schema in SCHEMAS:
        relations = _rows(connection, _RELATIONS, schema=schema)
        functions = _rows(connection, _FUNCTIONS, schema=schema)
        yield from ("", f"## Schema {schema}", "", _sentence(connection.execute(_SCHEMA, {"schema": schema}).scalar()))
        yield from ("", "| name | kind | what |", "|---|---|---|")
        for relation in relations:
            kind = "view" if relation["is_view"] else "table"
            link = f"[{relation['name']}](#{schema}{relation['name']})"  # how GitHub names the heading below
            yield _row(link, kind, relation["comment"])
        for relation in relations:
            yield from ("", f"### {schema}.{relation['name']}", "", _sentence(relation["comment"]), "")
            columns = _rows(connection, _COLUMNS, oid=relation["oid"])
            yield from _view(columns) if relation["is_view"] else _table(connection, relation["oid"], columns)
        if functions:
            yield from ("", f"### Functions of {schema}", "", "| function | gives | what |", "|---|---|---|")
            for function in functions:
                yield _row(f"`{function['signature']}`", function["result"], function["comment"])


def _view(columns: Sequence[RowMapping]) -> Iterator[str]:
    yield from ("| column | type | what |", "|---|---|---|")
    for column in columns:
        yield _row(column["name"], _type(column["type"]), column["comment"])


def _table(connection: Connection, oid: int, columns: Sequence[RowMapping]) -> Iterator[str]:
    yield from ("| column | type | null | what |", "|---|---|---|---|")
    for column in columns:
        notes = [
            "numbered by the database" if column["identity"] else "",
            "computed" if column["generated"] else "",
            f"default `{column['preset']}`" if column["preset"] else "",
        ]
        kind = ", ".join(filter(None, [_type(column["type"]), *notes]))
        yield _row(column["name"], kind, "no" if column["required"] else "yes", column["comment"])
    keys = _rows(connection, _KEYS, oid=oid)
    indexes = _rows(connection, _INDEXES, oid=oid)
    if keys or indexes:
        yield ""
    yield from (f"- {key['definition']}" for key in keys)
    yield from (f"- INDEX {index['definition']}" for index in indexes)


def _rows(connection: Connection, query: Any, **parameters: Any) -> Sequence[RowMapping]:
    return connection.execute(query, parameters).mappings().all()


def _type(name: str) -> str:
    return name.replace("timestamp with time zone", "timestamptz")


def _sentence(comment: str | None) -> str:
    return f"{comment}." if comment else ""


def _row(*cells: str | None) -> str:
    marked = ((cell or "").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(marked) + " |"


def main() -> int:
    """Print the reference; 1 and a message where the warehouse cannot be reached or brought up to date."""
    try:
        settings = load()
        migrate(settings)
        with transaction(settings) as connection:
            sys.stdout.write(describe(connection))
    except MediaWatchError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
