"""Pages for operators read what they show and no table whole. Its SQL is frozen beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
