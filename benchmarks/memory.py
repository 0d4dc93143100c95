"""How much memory one run takes, stage by stage: short articles, each tenth a copy of the one before it.

    python benchmarks/memory.py [--documents 100000] [--again] [--workers 1]

A new warehouse and lake of its own Postgres, `mediawatch run FOLDER` as a process of its own, and of it, its workers
and the server the proportional set size (Linux), twice a second: pages that processes share count once. Ends with the
greatest sum of all processes and the greatest of each kind, by stage. `--again`: then a second run over the same files,
for which nothing is new.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import psutil
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import newsroom

A_FILE = 5_000  # articles of one file of JSON Lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-memory-"))
    settings = conftest._settings(place)
    try:
        embedded.ensure(settings)
        migrate(settings)
        folder = wire(place / "wire", arguments.documents)
        environment = {
            **os.environ,
            "MEDIAWATCH_POSTGRES_DIR": str(settings.postgres_dir),
            "MEDIAWATCH_LAKE": str(settings.lake),
            "MEDIAWATCH_HOME": str(settings.home),
            "MEDIAWATCH_WORKERS": str(arguments.workers),
        }
        environment.pop("MEDIAWATCH_DATABASE_URL", None)
        for again in (False, True) if arguments.again else (False,):
            command = [sys.executable, "-c", "from mediawatch.cli import main; main()", "run", str(folder)]
            begun = time.monotonic()
            peaks, ended = watch(command, environment, settings.postgres_dir)
            print(f"{arguments.documents:,} documents{' again' if again else ''}: exit {ended}", flush=True)
            print(f"{time.monotonic() - begun:.0f} s at a load of {os.getloadavg()[0]:.1f}")
            for stage, kinds in peaks.items():
                told = ", ".join(f"{kind} {size / 1e6:,.0f} MB" for kind, size in kinds.items())
                print(f"  {stage:12} {told}")
            print(f"  greatest     {max(kinds['together'] for kinds in peaks.values()) / 1e6:,.0f} MB", flush=True)
    finally:
        embedded.stop(settings)
        shutil.rmtree(place, ignore_errors=True)


def wire(folder: Path, number: int) -> Path:
    """Files of so many articles of some 80 words, each tenth a copy of the one before it at another address."""
    folder.mkdir()
    words = newsroom._WORDS.split()
    for start in range(0, number, A_FILE):
        with (folder / f"{start:07}.jsonl").open("w", encoding="utf-8") as file:
            for place in range(start, min(number, start + A_FILE)):
                chance = random.Random(place - (place % 10 == 9))
                said = [" ".join(chance.choices(words, k=12)).capitalize() for _ in range(6)]
                told = {
                    "url": f"https://wire{place % 40}.example/{place}",
                    "headline": " ".join(chance.choices(words, k=8)).capitalize(),
                    "articleBody": ". ".join(f"{sentence} {chance.randrange(10**6)}" for sentence in said),
                    "inLanguage": "en",
                    "datePublished": f"2026-05-{1 + place % 28:02}T06:00:00Z",
                }
                file.write(json.dumps(told) + "\n")
    return folder


def watch(command: list[str], environment: dict[str, str], server: Path) -> tuple[dict[str, dict[str, int]], int]:
    """Stage -> kind of process -> the most bytes that such processes took together; and the command's exit status."""
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    stage = ["begin"]

    def listen() -> None:
        for line in process.stderr or ():
            stage[0] = line.strip().removesuffix(" ...")
            print(f"  {time.strftime('%H:%M:%S')} {line.strip()}", file=sys.stderr, flush=True)

    threading.Thread(target=listen, daemon=True).start()
    postmaster = psutil.Process(int((server / "postmaster.pid").read_text().split()[0]))
    peaks: defaultdict[str, dict[str, int]] = defaultdict(dict)
    while process.poll() is None:
        sizes = {"the run": 0, "its workers": 0, "Postgres": 0}
        with suppress(psutil.Error):
            run = psutil.Process(process.pid)
            sizes["the run"] = pss(run)
            sizes["its workers"] = sum(map(pss, run.children(recursive=True)))
            sizes["Postgres"] = sum(map(pss, [postmaster, *postmaster.children(recursive=True)]))
        sizes["together"] = sum(sizes.values())
        peak = peaks[stage[0]]
        for kind, size in sizes.items():
            peak[kind] = max(size, peak.get(kind, 0))
        time.sleep(0.5)
    return peaks, process.returncode


def pss(process: psutil.Process) -> int:
    """Bytes of a process, those that it shares divided among those that share them."""
    with suppress(OSError, IndexError, StopIteration):
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main()
