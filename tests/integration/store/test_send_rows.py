"""Rows arrive in Postgres as they were sent, whatever is in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.errors import Transient
from mediawatch.settings import Settings
from mediawatch.store.ledger.crawl_state import keep_states
from mediawatch.store.schema.tables import quality_result, quality_run, quarantine, run
from mediawatch.store.server.connect import transaction
from mediawatch.store.server.send_rows import copy_rows, execute_rows, upsert_rows
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

STRANGE = ["", "\t", "\n", "\\N", "\\", '"', "{a,b}", "'", "NULL", "हिन्दी", "𝒶"]
NOW = datetime(2025, 5, 5, 12, 30, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        ("text", STRANGE),
        ("text", []),
        ("text", [""]),
        ("text", ["a", None, "b"]),
        ("bigint", [1, -2, 2**40, 0]),
        ("bigint", [1, None]),
        ("float8", [0.1, 2.0]),
        ("boolean", [True, False]),
        ("timestamptz", [NOW]),
        ("numeric", [2**70]),
    ],
)
def test_a_list_arrives_as_it_was_sent(warehouse: Settings, kind: str, listed: list[Any]) -> None:
    with transaction(warehouse) as connection:
        asked = text(f"select cast(:listed as {kind}[]) as listed, cardinality(cast(:listed as {kind}[])) as number")
        found = connection.execute(asked, {"listed": listed}).one()
        assert (found.listed, found.number) == (listed, len(listed))


def test_a_text_that_no_array_holds_is_refused(warehouse: Settings) -> None:
    with pytest.raises(DBAPIError, match="NUL"), transaction(warehouse) as connection:
        connection.execute(text("select cast(:listed as text[])"), {"listed": ["a", "b\0c"]})


def test_copied_rows_come_back_as_they_were(warehouse: Settings) -> None:
    rows = [
        (place, value, STRANGE[: place + 1], NOW, 0.1 + place, place % 2 == 0) for place, value in enumerate(STRANGE)
    ]
    with transaction(warehouse) as connection:
        connection.execute(
            text(
                'create temporary table "Odd name" (place int, "a value" text, listed text[], at timestamptz, '
                "figure float8, flag boolean, left_out text default 'x')"
            )
        )
        columns = ("place", "a value", "listed", "at", "figure", "flag")
        assert copy_rows(connection, "Odd name", columns, iter(rows)) == len(rows)
        assert copy_rows(connection, "Odd name", columns, []) == 0
        found = [tuple(row) for row in connection.execute(text('select * from "Odd name" order by place'))]
    assert found == [(*row, "x") for row in rows]


def test_a_column_of_json_takes_lists_and_dicts(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        connection.execute(
            insert(run).values(
                run_id="a", dag_id="a", params={}, as_of=NOW, code_version="1", state="running", started_at=NOW
            )
        )
        number = connection.execute(
            insert(quality_run)
            .values(run_id="a", stage="clean", suite="clean", success=True, rows_in=1, rows_out=1, duplicates=0)
            .returning(quality_run.c.quality_run_id)
        ).scalar_one()
        columns = (
            *("quality_run_id", "expectation", "kind", "column_name", "severity", "success", "unexpected_count"),
            *("observed", "sample"),
        )
        rows = [
            (number, str(place), "row", None, "info", False, 1, None, sample)
            for place, sample in enumerate((STRANGE, [], {"a": [1, NOW]}))
        ]
        copy_rows(connection, quality_result, columns, rows)
        found = connection.execute(text("select sample from ops.quality_result order by expectation")).scalars().all()
    assert found == [STRANGE, [], {"a": [1, NOW.isoformat().replace("+00:00", "Z")]}]


@pytest.mark.parametrize(("value", "told"), [("7", "unique"), ("seven", "integer")])
def test_a_row_that_cannot_be_stored_is_told_as_by_any_statement(warehouse: Settings, value: str, told: str) -> None:
    def send() -> None:
        with transaction(warehouse) as connection:
            connection.execute(text("create temporary table numbers (number int unique)"))
            copy_rows(connection, "numbers", ("number",), [(7,), (value,)])

    with pytest.raises(DBAPIError, match=told):
        send()


def test_a_lost_connection_is_transient(warehouse: Settings) -> None:
    def send() -> None:
        with transaction(warehouse) as connection, transaction(warehouse) as other:
            connection.execute(text("create temporary table numbers (number int)"))
            other.execute(
                text("select pg_terminate_backend(:pid)"),
                {"pid": connection.execute(text("select pg_backend_pid()")).scalar_one()},
            )
            copy_rows(connection, "numbers", ("number",), [(7,)])

    with pytest.raises(Transient):
        send()


def test_rows_that_a_statement_reads(warehouse: Settings) -> None:
    statement = """
        insert into pairs select r.name, r.names, cast(:extra as int)
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(name text, names text[])
    """
    with transaction(warehouse) as connection:
        connection.execute(text("create temporary table pairs (name text, names text[], extra int)"))
        rows = [{"name": value, "names": STRANGE} for value in STRANGE]
        sent = execute_rows(connection, statement, rows, extra=7)
        assert sent is not None
        assert sent.rowcount == len(STRANGE)
        assert execute_rows(connection, statement, [], extra=7) is None
        found = connection.execute(text("select name, names, extra from pairs")).all()
    assert sorted(map(tuple, found)) == sorted((value, STRANGE, 7) for value in STRANGE)


def _entry(uri: str, run_id: str, **more: Any) -> dict[str, Any]:
    return {
        **{"uri": uri, "raw_sha256": "a", "stage": "clean", "code_version": "1", "document_id": "d", "error": "\t"},
        **{"reasons": STRANGE, "raw": {"path": STRANGE}, "first_run_id": run_id, "last_run_id": run_id},
        **more,
    }


def test_rows_that_are_there_are_replaced_or_treated_as_told(warehouse: Settings) -> None:
    key = ("uri", "raw_sha256", "stage", "code_version")
    with transaction(warehouse) as connection:
        assert upsert_rows(connection, quarantine, [_entry(value, "one") for value in STRANGE], key) == len(STRANGE)
        again = [_entry(STRANGE[0], "two", raw=None), _entry("new", "two")]
        assert upsert_rows(connection, quarantine, again, key) == 2
        assert upsert_rows(connection, quarantine, again, key, lambda new: new.on_conflict_do_nothing()) == 0
        assert upsert_rows(connection, quarantine, [], key) == 0
        query = "select uri, raw, raw is null as bare, reasons, occurrences, last_run_id from ops.quarantine"
        found = {row.uri: row for row in connection.execute(text(query))}
    assert set(found) == {*STRANGE, "new"}
    assert (found[STRANGE[0]].bare, found[STRANGE[0]].last_run_id) == (True, "two")  # null, not JSON's null
    assert found["new"].last_run_id == "two"
    assert all((found[value].raw, found[value].last_run_id) == ({"path": STRANGE}, "one") for value in STRANGE[1:])
    assert all((row.reasons, row.occurrences) == (STRANGE, 1) for row in found.values())


def test_what_a_crawl_learnt_last_of_an_address_stays(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        keep_states(connection, [UrlState("https://a.example/"), UrlState("https://b.example/", failures=2)])
        keep_states(
            connection, [UrlState("https://a.example/", failures=1), UrlState("https://a.example/", failures=3)]
        )
        rows = connection.execute(text("select url, failures from ops.url_state order by url")).all()
    assert [tuple(row) for row in rows] == [("https://a.example/", 3), ("https://b.example/", 2)]
