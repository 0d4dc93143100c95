"""Alembic's entry: runs on the connection that `store.migrate` hands in, in one transaction for all revisions."""

from __future__ import annotations

from typing import Any

from alembic import context

from mediawatch.store.schema.tables import SCHEMAS, metadata


def _ours(name: str | None, kind: str, parents: Any) -> bool:
    return name in SCHEMAS if kind == "schema" else True


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="alembic_version",
    version_table_schema="ops",
    include_schemas=True,
    include_name=_ours,
)
with context.begin_transaction():
    context.run_migrations()
