"""The schema in the database, in store/schema/tables and in docs/schema.md are one, and each part says what it is."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from mediawatch.settings import Settings
from mediawatch.store.schema.describe import describe
from mediawatch.store.schema.tables import SCHEMAS, metadata
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "schema.md"


def test_the_migrations_make_what_the_tables_describe(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table_schema": "ops",
                "include_schemas": True,
                "include_name": lambda name, kind, parents: name in SCHEMAS if kind == "schema" else True,
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_every_table_view_and_column_has_a_comment(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        bare = connection.execute(
            text(
                """
                select c.relnamespace::regnamespace || '.' || c.relname || coalesce('.' || a.attname, '')
                from pg_class c
                left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace in ('news'::regnamespace, 'ops'::regnamespace, 'staging'::regnamespace)
                    and c.relkind in ('r', 'p', 'v', 'm')
                    and (
                        coalesce(obj_description(c.oid, 'pg_class'), '') = ''
                        or coalesce(col_description(c.oid, a.attnum), '') = ''
                    )
                order by 1
                """
            )
        ).scalars()
        assert list(bare) == []


def test_every_function_and_schema_has_a_comment(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        bare = connection.execute(
            text(
                """
                select n.nspname || coalesce('.' || p.proname, '')
                from pg_namespace n
                left join pg_proc p on p.pronamespace = n.oid
                where n.nspname in ('news', 'ops', 'staging')
                    and (
                        obj_description(n.oid, 'pg_namespace') is null
                        or p.oid is not null and obj_description(p.oid, 'pg_proc') is null
                    )
                """
            )
        ).scalars()
        assert list(bare) == []


def test_the_schema_needs_no_extension(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        assert list(connection.execute(text("select extname from pg_extension")).scalars()) == ["plpgsql"]
        languages = connection.execute(
            text(
                "select distinct l.lanname from pg_proc p join pg_language l on l.oid = p.prolang "
                "where p.pronamespace in ('news'::regnamespace, 'ops'::regnamespace)"
            )
        ).scalars()
        assert set(languages) <= {"sql", "plpgsql"}  # triggers need the latter, which every Postgres has


def test_the_reference_is_of_this_schema(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        now = describe(connection)
    assert REFERENCE.read_text(encoding="utf-8") == now, "run: make docs"


def test_the_reference_shows_keys_defaults_and_angle_brackets(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        connection.exec_driver_sql(
            "create table news.example (a int primary key, b text default 'x', "
            "c int generated always as (a + 1) stored, d text references news.topic)"
        )
        connection.exec_driver_sql("comment on table news.example is 'For the test'")
        connection.exec_driver_sql("comment on column news.example.a is 'one <or> other | more'")
        connection.exec_driver_sql("create index on news.example (b)")
        told = describe(connection)
    section = told.split("### news.example\n")[1].split("###")[0].strip().splitlines()
    assert section == [
        "For the test.",
        "",
        "| column | type | null | what |",
        "|---|---|---|---|",
        "| a | integer | no | one &lt;or> other \\| more |",
        "| b | text, default `'x'::text` | yes |  |",
        "| c | integer, computed | yes |  |",
        "| d | text | yes |  |",
        "",
        "- PRIMARY KEY (a)",
        "- FOREIGN KEY (d) REFERENCES news.topic(topic_id)",
        "- INDEX btree (b)",
    ]
