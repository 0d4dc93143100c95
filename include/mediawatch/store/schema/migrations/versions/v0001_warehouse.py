"""The first warehouse: schemas news, ops, staging as tables.py describes them. Its SQL is frozen beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("the first schema has nothing before it: drop the database instead")
