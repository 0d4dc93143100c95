"""Runs the SQL that is frozen beside a migration: what every revision's `upgrade` does."""

from __future__ import annotations

from pathlib import Path

from alembic import op


def run_frozen_sql(script: str) -> None:
    """Execute the statements of `<name>.sql` beside the migration `<name>.py`, whose `__file__` is `script`. A
    statement ends with a semicolon before an empty line, so that functions may hold semicolons."""
    for statement in Path(script).with_suffix(".sql").read_text(encoding="utf-8").split(";\n\n"):
        if statement.strip():
            op.execute(statement.replace(":", r"\:"))  # a colon alone begins no parameter
