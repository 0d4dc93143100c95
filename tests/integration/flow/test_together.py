"""Two runs at the same moment, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import flow
from mediawatch.settings import Settings

STORY = (
    "The ferry between the two islands will sail twice a day from Monday, the harbour office said on Friday.\n\n"
    "It has sailed once a day since the old ship was sold, and people who work on the other island had to stay there "
    "over night. The new ship carries eighty passengers and twelve cars, and takes forty minutes for the crossing.\n\n"
    "Tickets cost the same as before. The first ship leaves at six in the morning, the last one at nine in the evening."
)


def test_copies_published_at_once_give_one_original_and_one_link(warehouse: Settings, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "MEDIAWATCH_DATABASE_URL": warehouse.database_url or "",
        "MEDIAWATCH_LAKE": str(warehouse.lake),
        "MEDIAWATCH_HOME": str(flow.HOME),
    }
    script = str(flow.HOME / "tests" / "crash.py")
    processes = []
    for paper in ("herald", "courier"):
        (tmp_path / paper).mkdir()
        (tmp_path / paper / "ferry.txt").write_text(f"date 2025-05-0{len(paper) - 3} {STORY}")
        command = [sys.executable, script, "meet", str(tmp_path / paper), paper]
        processes.append(subprocess.Popen(command, env=environment))
    assert [process.wait(timeout=300) for process in processes] == [0, 0]

    links = flow.rows(
        warehouse,
        "select a.uri, o.uri as original, l.kind from news.duplicate_link l join news.article a using (article_id) "
        "join news.article o on o.article_id = l.duplicate_of",
    )
    assert links == [{"uri": "file://courier/ferry.txt", "original": "file://herald/ferry.txt", "kind": "exact"}]
    assert flow.column(warehouse, "select publication from ops.run order by 1") == [1, 2]
    assert flow.column(warehouse, "select article_count from news.story") == [2]
    assert flow.all_adds_up(warehouse)
