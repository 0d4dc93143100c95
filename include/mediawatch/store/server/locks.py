"""Locks between runs: held until their transaction ends, waited for within a bound."""

from __future__ import annotations

from sqlalchemy import Connection, text

WAIT_SECONDS = 900
"""A publication of as many documents as a run may take ends sooner, and a task of the workflow may take twice that."""


def wait_for(connection: Connection, key: int, *, shared: bool = False) -> None:
    """Take the lock with this number for the rest of the transaction: `shared` with others who do so, or alone.

    No statement of the transaction waits longer than WAIT_SECONDS for a lock, this one or a row's: then it fails, which
    `transaction` reports as Transient.
    """
    connection.execute(text("select set_config('lock_timeout', :bound, true)"), {"bound": f"{WAIT_SECONDS}s"})
    compute_between(connection)
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    connection.execute(text(f"select {function}(:key)"), {"key": key})


def try_for(connection: Connection, name: str, *, shared: bool = False) -> bool:
    """Take the lock of this name for the rest of the transaction, if nobody has it: `shared` with others who do so, or
    alone. It goes with its connection, so that a process that is killed on whatever machine holds it no more."""
    compute_between(connection)
    function = "pg_try_advisory_xact_lock_shared" if shared else "pg_try_advisory_xact_lock"
    found = connection.execute(text(f"select {function}(hashtextextended(:name, 19))"), {"name": name})
    return bool(found.scalar_one())


def compute_between(connection: Connection) -> None:
    """Let the transaction compute between two statements for as long as it takes: a managed Postgres ends those that
    are idle for longer than it is set to."""
    connection.execute(text("select set_config('idle_in_transaction_session_timeout', '0', true)"))
