"""What runs that happen at once go by: the state of history, cluster's queue, of which text a profile is."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n"):
        if statement.strip():
            op.execute(statement.replace(":", r"\:"))


def downgrade() -> None:
    raise NotImplementedError("what runs did meanwhile would be lost: restore a backup instead")
