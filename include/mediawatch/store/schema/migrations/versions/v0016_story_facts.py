"""What the accounts of a story say of the same thing. Its SQL is frozen beside this file."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_name("v0016_story_facts.sql").read_text(encoding="utf-8").split(";\n\n"):
        if statement.strip():
            op.execute(statement.replace(":", r"\:"))


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
