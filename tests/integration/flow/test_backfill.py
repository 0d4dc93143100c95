"""Archives in parts: the same warehouse as when they are read as a whole, and after a kill -9 in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import crash
import flow
import newsroom
import pytest
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """Two archives, a page of the first once more in the second, a file that is none, and a link that leads out."""
    folder = tmp_path / "archive"
    newsroom.archive(folder / "2025" / "may.warc.gz", [f"May {number}" for number in range(7)])
    newsroom.archive(folder / "june.warc.gz", ["May 3", *(f"June {number}" for number in range(3))])
    (folder / "broken.warc").write_bytes(b"no record at all " * 20)
    (folder / "notes.txt").write_text("Not for a backfill.")
    newsroom.archive(tmp_path / "outside.warc.gz", ["Secret"])
    (folder / "link.warc.gz").symlink_to(tmp_path / "outside.warc.gz")
    return folder


def backfill(settings: Settings, folder: Path, **asked: Any) -> str:
    """A backfill in this process; the run's id."""
    request = replace(crash.backfill("1"), **asked)
    configured = replace(settings, inboxes={"archive": folder})
    run_id = steps.begin(configured, request)
    run_through(configured, run_id)
    return run_id


def outcomes(settings: Settings, run_id: str) -> dict[str, str]:
    found = flow.outcomes(settings, run_id)
    return {uri: " ".join((outcome, *reasons)) for uri, (outcome, reasons) in found.items()}


def test_killed_while_it_reads_then_again(
    warehouse: Settings, new_warehouse: Callable[[], AbstractContextManager[Settings]], archives: Path
) -> None:
    environment = {
        **os.environ,
        "MEDIAWATCH_DATABASE_URL": warehouse.database_url or "",
        "MEDIAWATCH_LAKE": str(warehouse.lake),
        "MEDIAWATCH_HOME": str(flow.HOME),
        "MEDIAWATCH_INBOXES": f"archive={archives}",
    }
    command = [sys.executable, crash.__file__, "read", str(archives)]
    died = subprocess.run(command, env=environment, timeout=300, check=False)
    assert died.returncode == -signal.SIGKILL
    read = sorted(warehouse.lake.glob("runs/*/parts/pages-*.parquet"))
    assert [path.name for path in read] == ["pages-0000.parquet", "pages-0001.parquet"]
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in read]

    run_id = backfill(warehouse, archives)
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in read] == before, "a part was read twice"
    assert len(list(read[0].parent.glob("pages-*.parquet"))) == 6  # records: june 5, may 9, broken 1
    assert flow.all_adds_up(warehouse)
    became = outcomes(warehouse, run_id)
    assert became.pop("file://archive/link.warc.gz") == "quarantined link_leads_out"
    assert became.pop("file://archive/broken.warc#1") == "quarantined broken_warc"
    pictures = {uri: what for uri, what in became.items() if uri.endswith(".png")}
    assert set(pictures.values()) == {"skipped not_a_page"}
    pages = [*(f"may-{number}" for number in range(7)), *(f"june-{number}" for number in range(3))]
    assert {uri for uri, what in became.items() if what == "published"} == {
        f"https://news.example/{page}" for page in pages
    }
    assert len(became) == len(pages) + len(pictures)

    (archives / "notes.txt").unlink()
    with new_warehouse() as other:  # read as ordinary files
        whole = flow.run(other, archives)
        assert outcomes(other, whole) == outcomes(warehouse, run_id)
        assert flow.news(other)["article_version"] == flow.news(warehouse)["article_version"]

    news = flow.news_exactly(warehouse)
    again = backfill(warehouse, archives, run_id="2")
    assert flow.column(warehouse, "select state from ops.run where run_id = :run", run=again) == ["nothing_new"]
    assert flow.news_exactly(warehouse) == news


def test_files_are_chosen_by_their_path_in_the_inbox(warehouse: Settings, archives: Path) -> None:
    run_id = backfill(warehouse, archives, archives=("2025/*.warc.gz",))
    assert {uri.rpartition("/")[2].partition("-")[0] for uri in outcomes(warehouse, run_id)} == {"may", "picture"}
    with pytest.raises(UsageError, match=r"fits 2024/\*\.warc"):
        backfill(warehouse, archives, run_id="2", archives=("2025/*.warc.gz", "2024/*.warc"))
