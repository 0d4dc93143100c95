"""A topic's articles are read from an index alone. Its SQL is frozen beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
