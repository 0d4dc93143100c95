"""python benchmarks/sixty_days.py [--days N] [--documents N] [--out CSV] [--plot SVG]: does it fill the disk?

A run a day in this process, with new articles each day and one that is broken, messages as an operator gets them, and
maintenance each seventh day with a week for shards and thirty days for all else. Days are made by aging: after each,
every time that a policy asks for is put back by a day. What grows with the news (articles, versions) is measured apart
from what has to be bounded. Airflow's own database and backups are not in it.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOME / "include")]

from mediawatch.notify.messages import Message  # noqa: E402
from mediawatch.settings import Settings  # noqa: E402
from mediawatch.store.ledger import notices  # noqa: E402
from mediawatch.store.schema.migrate import migrate  # noqa: E402
from mediawatch.store.server import embedded  # noqa: E402
from mediawatch.store.server.connect import transaction  # noqa: E402
from mediawatch.workflow import steps  # noqa: E402
from mediawatch.workflow.operations.maintenance import Policy, tidy  # noqa: E402
from mediawatch.workflow.runner import run_through  # noqa: E402
from sqlalchemy import text  # noqa: E402

POLICY = Policy(shard_days=7, message_days=30, raw="days", raw_days=30)
WORDS = (
    *("harbour", "council", "river", "school", "bridge", "court", "budget"),
    *("farm", "storm", "market", "vote", "coach", "clinic", "railway", "museum"),
)
MEASURED = ("shards_kb", "raw_kb", "ledger_rows", "results", "messages", "articles")
AGED = {
    "ops.run": ("started_at", "finished_at"),
    "ops.notice": ("posted_at", "closed_at"),
}


def article(chance: random.Random, day: int, number: int) -> str:
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(12)]
    return f"{' '.join(chance.choices(WORDS, k=5)).title()} {day} {number}\n\n" + " ".join(sentences)


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1000


def measure(settings: Settings) -> dict[str, float]:
    queries = {
        "ledger_rows": "select (select count(*) from ops.document)",
        "results": "select count(*) from ops.quality_result",
        "messages": "select count(*) from ops.notice",
        "articles": "select count(*) from news.article",
    }
    with transaction(settings) as connection:
        counts = {name: float(connection.execute(text(query)).scalar_one()) for name, query in queries.items()}
    return {"shards_kb": size(settings.lake / "runs"), "raw_kb": size(settings.lake / "raw"), **counts}


def a_day_goes_by(settings: Settings) -> None:
    with transaction(settings) as connection:
        for table, columns in AGED.items():
            changes = ", ".join(f"{name} = {name} - interval '1 day'" for name in columns)
            connection.execute(text(f"update {table} set {changes}"))
    for folder in (settings.lake / "runs").iterdir():
        found = folder.stat()
        os.utime(folder, (found.st_atime, found.st_mtime - 86_400))


def simulate(settings: Settings, days: int, documents: int) -> list[dict[str, float]]:
    chance = random.Random(1)
    inbox = settings.home / "inbox"
    rows = []
    for day in range(1, days + 1):
        inbox.mkdir(exist_ok=True)
        for number in range(documents):
            (inbox / f"{day}-{number}.txt").write_text(article(chance, day, number))
        (inbox / f"{day}-broken.json").write_text("{")
        run_id = steps.begin(settings, steps.Request(dag_id="media_monitor", run_id=str(day), paths=(inbox,)))
        run_through(settings, run_id)
        for file in inbox.iterdir():
            file.unlink()
        now = datetime.now(UTC)
        with transaction(settings) as connection:
            told = Message(str(day), "desk", "source_silent", str(day % 5), "t", "t", severity="problem")
            notices.post(connection, told, ["mail"], now, now)
            notices.close(connection, "desk", "source_silent", str(day % 5), now)
        a_day_goes_by(settings)
        if day % 7 == 0:
            tidy(settings, POLICY, delete=True)
        rows.append({"day": float(day), **measure(settings)})
        sys.stdout.write(" ".join(f"{name}={value:,.0f}" for name, value in rows[-1].items()) + "\n")
        sys.stdout.flush()
    return rows


def plot(rows: list[dict[str, float]]) -> str:
    """Each figure as a share of its largest, a line a figure."""
    width, height, left = 720, 300, 40
    colours = dict(zip(MEASURED, ("#0b6", "#06b", "#b60", "#b06", "#60b", "#888"), strict=True))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + 60}" font-family="sans-serif" '
        f'font-size="12"><rect width="{width}" height="{height + 60}" fill="#fff"/>'
    ]
    for number, name in enumerate(MEASURED):
        most = max(row[name] for row in rows) or 1
        across, up = (width - left - 20) / len(rows), (height - 40) / most
        points = " ".join(f"{left + row['day'] * across:.0f},{height - 20 - row[name] * up:.0f}" for row in rows)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colours[name]}" stroke-width="2"/>')
        x, y = left + number % 3 * 220, height + 15 + number // 3 * 20
        parts.append(f'<text x="{x}" y="{y}" fill="{colours[name]}">{name} (most: {most:,.0f})</text>')
    parts.append(f'<text x="{left}" y="{height - 4}">day 1 to {len(rows)}; each line as a share of its most</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--days", type=int, default=60)
    asked.add_argument("--documents", type=int, default=20)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--plot", type=Path)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="sixty-days-") as name:
        home = Path(name)
        (home / "include").mkdir()
        (home / "include" / "topics").symlink_to(HOME / "include" / "topics")
        settings = Settings(home=home, lake=home / "lake", database_url=None, postgres_dir=home / "postgres")
        settings = replace(settings, ledger_days=30)
        try:
            migrate(settings)
            rows = simulate(settings, options.days, options.documents)
        finally:
            embedded.stop(settings)
    if options.out:
        with options.out.open("w", newline="") as file:
            writer = csv.DictWriter(file, ["day", *MEASURED])
            writer.writeheader()
            writer.writerows(rows)
    if options.plot:
        options.plot.write_text(plot(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
