"""An inbox full of files that nobody wants: the run succeeds, each is accounted for, memory stays bounded."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import unquote_to_bytes

import flow
import psutil
from hostile import SECRET, canary, write_hostile_files
from mediawatch.settings import Settings

# Bytes of the run and its worker processes. Workers are forks and share most of their pages, so each page is counted
# once, by the share of it that a process has: their resident sets would count it again for each worker that is alive
# at the moment, and how many are is chance where one was just killed.
MAX_MEMORY = 1_500_000_000


def test_hostile_files(warehouse: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    expected = write_hostile_files(folder)

    status, peak = run_measured(warehouse, folder)

    assert status == 0
    assert peak < MAX_MEMORY
    assert flow.all_adds_up(warehouse)
    assert not canary(folder).exists()
    assert not flow.column(warehouse, "select uri from news.article where article_body like '%' || :s || '%'", s=SECRET)
    run_id = flow.column(warehouse, "select run_id from ops.run")[0]
    found: dict[bytes, set[str]] = {}
    for uri, (outcome, reasons) in flow.outcomes(warehouse, run_id).items():
        assert outcome == "published" or reasons, f"{uri} is {outcome} without a reason"
        name = unquote_to_bytes(uri.removeprefix("file://desk/").partition("#")[0])
        found.setdefault(name, set()).add(outcome)
    for path, expectation in expected.items():
        outcome = found.get(os.fsencode(path.relative_to(folder)))
        assert outcome, f"{path} is not in the ledger"
        if expectation != "either":
            assert expectation in outcome, f"{path}: {outcome}"
            assert outcome <= {expectation, "merged", "skipped"}, f"{path}: {outcome}"


def run_measured(settings: Settings, folder: Path) -> tuple[int, int]:
    """`mediawatch run` in a process of its own: (exit status, peak bytes of it and its children)."""
    environment = {
        **os.environ,
        "MEDIAWATCH_DATABASE_URL": settings.database_url or "",
        "MEDIAWATCH_LAKE": str(settings.lake),
        "MEDIAWATCH_HOME": str(flow.HOME),
        "MEDIAWATCH_WORKERS": "2",
        "MEDIAWATCH_CLEAN_SECONDS": "4",  # what hangs a parser takes all of it
    }
    process = subprocess.Popen([sys.executable, "-m", "mediawatch.cli", "run", str(folder)], env=environment)
    peak = 0
    ended = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not ended.is_set():
            total = 0
            try:
                whole = psutil.Process(process.pid)
                for one in (whole, *whole.children(recursive=True)):
                    memory = one.memory_full_info()
                    total += getattr(memory, "pss", memory.uss)  # systems without shares tell what is a process's own
            except psutil.Error:
                pass
            peak = max(peak, total)
            time.sleep(0.1)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return process.wait(timeout=400), peak
    finally:
        ended.set()
        watcher.join()
        if process.poll() is None:
            process.kill()
