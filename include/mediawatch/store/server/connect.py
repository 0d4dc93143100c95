"""Connections to the warehouse, and what a database error means for a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from mediawatch.errors import Permanent, Transient
from mediawatch.settings import Settings
from mediawatch.store.server.array_parameters import FlatListDumper


@cache
def _engine(url: str) -> Engine:
    made = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=2,
        isolation_level="READ COMMITTED",  # what locks and queues are made for, whatever the role's default is
        json_deserializer=msgspec.json.decode,  # profiles and marks of stories are read by the thousand
        # A pooler that hands out servers by transaction knows no prepared statements, and refuses `options`.
        connect_args={
            "prepare_threshold": None,
            "connect_timeout": 10,
            "application_name": "mediawatch",
            "client_encoding": "UTF8",
        },
    )
    event.listen(made, "connect", _as_expected)
    return made


_EXPECTED = "set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set standard_conforming_strings to on"
"""How times and literals go to and fro. A pooler follows what is set so, since the server reports it."""


def _as_expected(connection: Any, _: Any) -> None:
    """Whatever the defaults of the role, the database and the environment (PGCLIENTENCODING) are."""
    connection.adapters.register_dumper(list, FlatListDumper)
    connection.execute(_EXPECTED)
    connection.commit()


def engine(settings: Settings) -> Engine:
    """The warehouse's engine, one a process and URL; starts the embedded Postgres where that is the warehouse."""
    from mediawatch.store.server.embedded import warehouse_url

    return _engine(warehouse_url(settings))


@contextmanager
def transaction(settings: Settings) -> Iterator[Connection]:
    """One transaction. A lost connection, a lock that timed out and a serialisation conflict are Transient; a missing
    table and a missing right are Permanent and say what to do; every other database error stays what it is."""
    try:
        with engine(settings).begin() as connection:
            yield connection
    except DBAPIError as error:
        code = getattr(error.orig, "sqlstate", None) or ""
        told = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        if code in ("42P01", "42703", "3F000"):
            raise Permanent(f"the warehouse is not up to date ({told}): run `mediawatch migrate`") from error
        if code == "42501":
            raise Permanent(f"the warehouse does not allow that ({told}): use a role that may write") from error
        if code == "28P01" or code == "3D000":
            raise Permanent(f"the warehouse refused the connection: {told}") from error
        if code == "53100":
            raise Transient(
                f"the disk of the warehouse is full ({told}): docs/runbook.md says what may be deleted"
            ) from error
        away = isinstance(error, OperationalError) and not code
        if away or error.connection_invalidated or code[:2] in ("08", "40", "53", "55", "57"):
            raise Transient(f"the warehouse did not answer: {told}") from error
        raise
