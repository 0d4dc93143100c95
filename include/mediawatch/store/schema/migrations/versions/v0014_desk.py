"""What the desk reads: counts a day, kept up by publish; an index for pages of articles; feeds with tokens."""

from __future__ import annotations

from mediawatch.store.schema.migrations.frozen_sql import run_frozen_sql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(__file__)


def downgrade() -> None:
    raise NotImplementedError("what runs did meanwhile would be lost: restore a backup instead")
