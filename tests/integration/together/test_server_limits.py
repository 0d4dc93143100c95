"""What a managed Postgres sets: it ends transactions that are idle, and a lock is waited for within a bound."""

from __future__ import annotations

import time
from typing import Any

import flow
import pytest
from mediawatch.cluster import assign
from mediawatch.errors import Transient
from mediawatch.settings import Settings
from mediawatch.store.publish import publication
from mediawatch.store.server import locks
from mediawatch.store.server.connect import engine, transaction
from mediawatch.workflow import steps
from sqlalchemy import text
from stages import Write, begun

FERRY = "The ferry to the island carried a chess club over the bay, and its captain promised the harbour a second boat."


def test_computing_between_statements_is_not_ended_by_the_server(
    room: Settings, desk: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(room) as connection:
        database: str = connection.execute(text("select current_database()")).scalar_one()
        connection.execute(text(f"alter database {database} set idle_in_transaction_session_timeout = '300ms'"))
    engine(room).dispose()

    def slow(function: Any) -> Any:
        def call(*given: Any) -> Any:
            time.sleep(0.8)
            return function(*given)

        return call

    monkeypatch.setattr(steps, "find", slow(steps.find))
    monkeypatch.setattr(assign, "assign", slow(assign.assign))
    begun(room, "slow", desk("wire", "ferry", FERRY)).end()

    assert flow.column(room, "select article_count from news.story") == [1]


def test_a_lock_that_is_held_too_long_is_to_be_tried_again(room: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "WAIT_SECONDS", 1)
    with transaction(room) as holder:
        publication.lock(holder)
        with pytest.raises(Transient, match="lock timeout"), transaction(room) as other:
            publication.lock(other)


def test_times_come_in_utc_without_options_that_poolers_refuse(room: Settings) -> None:
    with transaction(room) as connection:
        assert connection.execute(text("show timezone")).scalar_one() == "UTC"
        driver: Any = connection.connection.driver_connection
        assert "options" not in driver.info.get_parameters()
        assert driver.prepare_threshold is None


def test_no_default_of_a_role_or_database_changes_what_is_read_and_written(room: Settings, desk: Write) -> None:
    with transaction(room) as connection:
        database: str = connection.execute(text("select current_database()")).scalar_one()
        for odd in (
            "client_encoding = 'latin1'", "datestyle = 'German, DMY'", "standard_conforming_strings = off",
            "default_transaction_isolation = 'serializable'", "timezone = 'Asia/Kathmandu'",
            "intervalstyle = 'sql_standard'", "bytea_output = 'escape'", "transform_null_equals = on",
        ):  # fmt: skip
            connection.execute(text(f"alter database {database} set {odd}"))
    engine(room).dispose()

    begun(room, "odd", desk("wire", "ferry", f"{FERRY} यह नाव \\ नई है, сказал он 5.4.2026.")).end()

    assert flow.column(room, "select article_count from news.story") == [1]
    (body,) = flow.column(room, "select article_body from news.article")
    assert "यह नाव \\ नई है, сказал он 5.4.2026." in body
    with transaction(room) as connection:
        assert connection.execute(text("select cast(date '2026-05-04' as text)")).scalar_one() == "2026-05-04"
        assert connection.execute(text("show transaction_isolation")).scalar_one() == "read committed"
