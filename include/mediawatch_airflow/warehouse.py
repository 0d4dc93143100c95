"""Settings as a task sees them: the environment, and over it Airflow's connection `mediawatch` where it is defined.

A connection may come from the metadata database, an environment variable or a secrets backend, which is how a
deployment hands out the warehouse's password without putting it into every process.
"""

from __future__ import annotations

import dataclasses

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException
from mediawatch import settings as environment
from mediawatch.errors import UsageError
from mediawatch.settings import Settings

CONNECTION_ID = "mediawatch"


def settings() -> Settings:
    """Settings for a task. Raises UsageError where the connection is not one to Postgres."""
    configured = environment.load()
    try:
        connection = Connection.get(CONNECTION_ID)
    except AirflowNotFoundException:
        return configured
    return dataclasses.replace(configured, database_url=connection_url(connection))


def connection_url(connection: Connection) -> str:
    """SQLAlchemy URL of a connection. Its extra (JSON) may hold libpq's parameters, such as `sslmode`."""
    from sqlalchemy import URL

    if connection.conn_type not in ("postgres", "postgresql"):
        raise UsageError(
            f"the Airflow connection {CONNECTION_ID!r} must be of type postgres, not {connection.conn_type!r}"
        )
    query = {key: str(value) for key, value in connection.extra_dejson.items() if isinstance(value, str | int | float)}
    return URL.create(
        "postgresql+psycopg",
        username=connection.login,
        password=connection.password,
        host=connection.host,
        port=connection.port,
        database=connection.schema,
        query=query,
    ).render_as_string(hide_password=False)
