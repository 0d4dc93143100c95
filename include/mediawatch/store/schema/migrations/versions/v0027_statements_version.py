"""Statements of articles say which code read them, so that those of an earlier one are read anew. Its SQL is frozen
beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
