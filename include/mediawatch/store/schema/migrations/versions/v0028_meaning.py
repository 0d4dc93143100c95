"""What the beginning of an article says, as a sentence encoder tells it for all languages. Its SQL is frozen
beside this file."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
