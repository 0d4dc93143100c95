"""Other users of the machine and the files of a run."""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

from mediawatch.lake import RunFolder
from mediawatch.run import note
from mediawatch_airflow.local.lakefiles import unpack

NOW = datetime(2025, 5, 5, tzinfo=UTC)


def _begin(lake: Path) -> int:
    note(RunFolder(lake, "cli:1"), {}, as_of=NOW, observed_at=NOW, topics=(), versions={})
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
