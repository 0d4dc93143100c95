"""Counts in place of ledger rows for what is known and what is old; an index by place in the raw store."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("what runs did meanwhile would be lost: restore a backup instead")
