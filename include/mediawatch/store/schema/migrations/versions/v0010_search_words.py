"""Full-text search finds words of scripts that put no space between words."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in Path(__file__).with_name("v0010_search_words.sql").read_text(encoding="utf-8").split(";\n\n"):
        if statement.strip():
            op.execute(statement.replace(":", r"\:"))


def downgrade() -> None:
    raise NotImplementedError("revisions go forward only: restore a backup instead")
