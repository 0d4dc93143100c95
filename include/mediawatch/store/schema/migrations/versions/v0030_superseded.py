"""More words: for ends of entries of the quarantine, and for kinds of facts. Its SQL is frozen beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
