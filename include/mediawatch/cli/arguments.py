"""What several groups of commands share: an option, and the name of a new run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Annotated

import typer

TopicsDir = Annotated[
    Path | None, typer.Option("--topics", help="Folder of topic files.", show_default="include/topics")
]


def new_run_id() -> str:
    """A name that tells when the run began, and that no other run has."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}-{token_hex(2)}"
