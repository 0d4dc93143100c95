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


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:top@secret@h/db",
        "postgresql://u:top:secret@h:5x/db",
        "postgresql://u:secret@[::1/db",
        "postgresql://u:secret@h:port/db",
        "postgresql://u:secret@h1:1,h2:2/db",
        "u:secret@h/db",
        "[secret://u@h/db",
        "mysql://u:secret@h/db",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UsageError, match="MEDIAWATCH_DATABASE_URL must read") as told:
        warehouse_url(url)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "rest",
    [
        "u:p%40%3A%2F%5Bw@h:5432/db",
        "u@[fe80::1]:5432/db?sslmode=require",
        "/db?host=/var/run/a@b",
        "h",
        "postgres:@/mediawatch?host=/tmp/pg&port=5432",
        "u:p:w@h/db",
        "u:/p?@h/db",
    ],
)
def test_what_can_be_read_is_left_as_it_is(rest: str) -> None:
    from sqlalchemy import make_url

    assert warehouse_url(f" postgres://{rest} ") == f"postgresql+psycopg://{rest}"
    make_url(warehouse_url(f"postgres://{rest}"))
