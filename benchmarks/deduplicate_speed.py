"""Fingerprint and match: articles a second of one core's time, against a history in memory.

    python benchmarks/deduplicate_speed.py ../shared/eval [--history 15000] [--batch 1000]

The history is dev/bulk.jsonl.gz (and, where that is not enough, articles made of its paragraphs); the batch is from
dev/duplicates.jsonl.gz, edits included, so that it repeats itself and the history.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace
from pathlib import Path

from deduplicate_quality import placement, read
from doubles import MemoryHistory
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.garbage import seldom


def history_of(folder: Path, size: int) -> list[Placement]:
    """So many articles: the bulk file's, then texts of 12 to 20 of its paragraphs drawn at random."""
    items = [{"url": f"https://bulk.example/{n}", **item} for n, item in enumerate(read(folder / "bulk.jsonl.gz"))]
    pick = random.Random(1)
    paragraphs = [p for item in items for p in item["articleBody"].split("\n\n")]
    while len(items) < size:
        body = "\n\n".join(pick.choices(paragraphs, k=pick.randint(12, 20)))
        items.append({"url": f"https://made.example/{len(items)}", "articleBody": body})
    return [replace(placement(item), uri=item["url"]) for item in items[:size]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds dev/")
    parser.add_argument("--history", type=int, default=15_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    history = MemoryHistory()
    past = history_of(arguments.folder / "dev", arguments.history)
    for start in range(0, len(past), 5_000):
        chunk = past[start : start + 5_000]
        history.publish(chunk, relate(chunk, history))
    items = read(arguments.folder / "dev" / "duplicates.jsonl.gz")
    random.Random(2).shuffle(items)
    for number in range(arguments.rounds):
        batch = items[number * arguments.batch : (number + 1) * arguments.batch]
        started = time.process_time()
        with seldom():  # as the stages have it
            places = [placement(item) for item in batch]
            marked = time.process_time()
            relations = relate(places, history)
        done = time.process_time()
        print(
            f"history {arguments.history}: {len(batch) / (marked - started):.0f} fingerprints/s, "
            f"{len(batch) / (done - marked):.0f} matched/s, together {len(batch) / (done - started):.0f} articles/s; "
            f"{len(relations.links)} links, {len(relations.touched)} touched"
        )


if __name__ == "__main__":
    main()
