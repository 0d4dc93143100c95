"""Other users of the machine: what they may see of a run's files and of passwords."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mediawatch.errors import UsageError
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import warehouse_url
from mediawatch.workflow.run import note
from mediawatch_airflow.local.saving.lakefiles import unpack

NOW = datetime(2025, 5, 5, tzinfo=UTC)


def _begin(lake: Path) -> int:
    note(RunFolder(lake, "cli:1"), {}, as_of=NOW, observed_at=NOW, topics=(), versions={}, read_at={})
    return lake.stat().st_mode & 0o777


def test_a_lake_that_is_made_is_closed_to_others(tmp_path: Path) -> None:
    assert _begin(tmp_path / "var" / "lake") == 0o700
    with tarfile.open(tmp_path / "lake.tar.gz", "w:gz"):
        pass
    unpack(tmp_path / "restored", tmp_path / "lake.tar.gz")
    assert (tmp_path / "restored").stat().st_mode & 0o777 == 0o700


def test_rights_that_somebody_gave_a_lake_stay(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake").chmod(0o770)
    assert _begin(tmp_path / "lake") == 0o770


def test_a_password_that_would_stand_on_command_lines_is_refused() -> None:
    assert warehouse_url("postgresql://u:secret@h/db?sslmode=require").endswith("u:secret@h/db?sslmode=require")
    with pytest.raises(UsageError, match="before the @") as told:
        warehouse_url("postgresql://u@h/db?sslmode=require&password=secret")
    assert "secret" not in str(told.value)
