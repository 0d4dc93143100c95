"""Settings as a task sees them: the environment, and over it Airflow's connections where they are defined, `mediawatch`
for the warehouse and `mediawatch_lake` for the bucket of the lake.

A connection may come from the metadata database, an environment variable or a secrets backend, which is how a
deployment hands out passwords and keys without putting them into every process.
"""

from __future__ import annotations

import dataclasses
import json

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException
from mediawatch import settings as environment
from mediawatch.errors import UsageError
from mediawatch.settings import Bucket, Settings

CONNECTION_ID = "mediawatch"
LAKE_CONNECTION_ID = "mediawatch_lake"
_OF_LOGIN = {
    "s3": ("access_key_id", "secret_access_key"),
    "az": ("account_name", "account_key"),
    "gs": (None, None),  # its key is a JSON document, in the extra as `service_account_key`
}
_AS_AIRFLOW_HAS_THEM = {
    "endpoint_url": "endpoint",
    "region_name": "region",
    "aws_session_token": "session_token",
    "keyfile_dict": "service_account_key",
    "key_path": "application_credentials",
    "sas_token": "sas_key",
}
"""Names in the extra of Airflow's own connections to AWS, Google and Azure -> those of obstore's options."""


def settings() -> Settings:
    """Settings for a task. Raises UsageError where a connection is not what it must be."""
    configured = environment.load()
    warehouse = _defined(CONNECTION_ID)
    if warehouse is not None:
        configured = dataclasses.replace(configured, database_url=connection_url(warehouse))
    lake = _defined(LAKE_CONNECTION_ID) if configured.bucket else None
    if lake is not None and configured.bucket is not None:
        configured = dataclasses.replace(configured, bucket=with_keys(configured.bucket, lake))
    return configured


def _defined(name: str) -> Connection | None:
    try:
        found: Connection = Connection.get(name)
    except AirflowNotFoundException:
        return None
    return found


def with_keys(bucket: Bucket, connection: Connection) -> Bucket:
    """The bucket with what a connection says of the way into it: login and password are the key and its secret (S3) or
    account and key (Azure), the extra (JSON) holds further options."""
    options = dict(bucket.options)
    for name, value in zip(_OF_LOGIN[bucket.url[:2]], (connection.login, connection.password), strict=True):
        if name and value:
            options[name] = value
    for name, value in connection.extra_dejson.items():
        if value not in (None, ""):
            options[_AS_AIRFLOW_HAS_THEM.get(name, name)] = value if isinstance(value, str) else json.dumps(value)
    return dataclasses.replace(bucket, options=tuple(sorted(options.items())))


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
