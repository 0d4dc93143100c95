"""Connections to the warehouse, and what a database error means for a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError

from mediawatch.errors import Terminal, Transient
from mediawatch.settings import Settings


@cache
def _engine(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=2,
        connect_args={"options": "-c timezone=UTC", "connect_timeout": 10, "application_name": "mediawatch"},
    )


def engine(settings: Settings) -> Engine:
    """The warehouse's engine, one a process and URL; starts the embedded Postgres where that is the warehouse."""
    from mediawatch.store.server.embedded import warehouse_url

    return _engine(warehouse_url(settings))


@contextmanager
def transaction(settings: Settings) -> Iterator[Connection]:
    """One transaction. A lost connection, a lock that timed out and a serialisation conflict are Transient; a missing
    table and a missing right are Terminal and say what to do; every other database error stays what it is."""
    try:
        with engine(settings).begin() as connection:
            yield connection
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", None) or ""
        told = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        if code in ("42P01", "42703", "3F000"):
            raise Terminal(f"the warehouse is not up to date ({told}): run `mediawatch migrate`") from error
        if code == "42501":
            raise Terminal(f"the warehouse does not allow that ({told}): use a role that may write") from error
        if code == "28P01" or code == "3D000":
            raise Terminal(f"the warehouse refused the connection: {told}") from error
        away = isinstance(error, OperationalError) and not code
        if away or error.connection_invalidated or code[:2] in ("08", "40", "53", "55", "57"):
            raise Transient(f"the warehouse did not answer: {told}") from error
        raise
