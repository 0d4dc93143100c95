"""What a whole run costs as the history grows: 1,000 new articles, and nothing new.

    python benchmarks/scaling_runs.py [--sizes 10000 100000 1000000] [--new 1000] [--rounds 2]

For each size a new warehouse of its own Postgres, filled by statements alone (tests/synthetic.sql: articles, versions,
fingerprints, links, stories, tags, ledger, statistics). Then runs of so many new articles and the same file again,
from collect to report with every gate. Seconds by the clock, and of processor time: this process, its workers and the
server.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil
from mediawatch.settings import Settings
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest
import newsroom
import plans
from mediawatch.workflow import steps
from stages import HeldRun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--new", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-scaling-"))
    base = conftest._settings(place)
    try:
        server = embedded.ensure(base)
        for name in ("fsync", "full_page_writes", "synchronous_commit"):  # its data is thrown away
            conftest.run_sql(server, f"alter system set {name} = off")
        conftest.run_sql(server, "select pg_reload_conf()")
        for size in arguments.sizes:
            conftest.run_sql(server, f"create database history_{size}")
            settings = replace(base, database_url=server.url(f"history_{size}"), lake=place / f"lake-{size}")
            migrate(settings)
            begun = time.monotonic()
            plans.fill(settings, size)
            filled = time.monotonic() - begun
            for number in range(arguments.rounds):
                folder = place / f"{size}-{number}"
                folder.mkdir()
                write(folder / "wire.jsonl", arguments.new, f"{size} {number}")
                found = {"history": size, "round": number, "filled_s": round(filled)}
                for what in ("new", "nothing"):
                    request = steps.Request("scaling", f"{what}-{number}", paths=(folder,))
                    wall, spent = cost(base.postgres_dir, partial(_run, settings, request))
                    found |= {f"{what}_s": round(wall, 1), f"{what}_cpu_s": round(spent, 1)}
                print(json.dumps({**found, "load": round(os.getloadavg()[0], 1)}), flush=True)
            engine(settings).dispose()
            conftest.run_sql(server, f"drop database history_{size} with (force)")
    finally:
        embedded.stop(base)
        shutil.rmtree(place, ignore_errors=True)


def _run(settings: Settings, request: steps.Request) -> None:
    HeldRun(settings, request).end()


def write(path: Path, number: int, seed: str) -> None:
    """A wire of so many articles, no two alike."""
    with path.open("w", encoding="utf-8") as file:
        for place in range(number):
            title = f"Wire {seed} {place}"
            body = newsroom.article(title).split("<p>", 1)[1].replace("</p><p>", "\n\n").split("</p>")[0]
            url = f"https://wire.example/{seed.replace(' ', '-')}/{place}"
            file.write(json.dumps({"url": url, "headline": title, "articleBody": body, "inLanguage": "en"}) + "\n")


def cost(server: Path, work: Callable[[], object]) -> tuple[float, float]:
    """(seconds by the clock, seconds of processor time) of some work, here and in the server."""
    postmaster = psutil.Process(int((server / "postmaster.pid").read_text().split()[0]))

    def spent() -> float:
        own = sum(os.times()[:4])
        those = [postmaster, *postmaster.children(recursive=True)]
        ended = postmaster.cpu_times()
        return own + ended.children_user + ended.children_system + sum(sum(p.cpu_times()[:2]) for p in those)

    before, begun = spent(), time.monotonic()
    work()
    return time.monotonic() - begun, spent() - before


if __name__ == "__main__":
    main()
