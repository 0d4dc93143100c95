"""Clustering: articles a second of one core's time, with many live stories.

    python benchmarks/cluster_speed.py ../shared/eval [--stories 10000] [--batch 500]

The live stories are those of dev/bulk.jsonl.gz (and, where they are not enough, of its articles with other words),
the batch is taken from dev/stories.jsonl.gz and the end of the bulk file.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from datetime import timedelta
from pathlib import Path

from deduplicate_quality import OBSERVED, read
from doubles import MemoryIndex
from mediawatch.cluster.assign import assign
from mediawatch.cluster.records import StoryArticle
from mediawatch.garbage import seldom

LONGER = re.compile(r"\b[A-Za-z]{5,}\b")


def article(uri: str, headline: str, body: str, day: float) -> StoryArticle:
    when = OBSERVED + timedelta(days=day)
    return StoryArticle(uri, uri, headline, body, "en", when, when, True)


def disguised(body: str, number: int) -> str:
    """The text as one of another event: its longer words are others, so that it is like none that is there. Texts put
    together of many would be taken for round-ups, which have no story."""
    return LONGER.sub(lambda word: f"{word[0]}{number:x}", body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds dev/")
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    pick = random.Random(1)
    bulk = read(arguments.folder / "dev" / "bulk.jsonl.gz")
    index, made = MemoryIndex(), 0
    while len(set(index.story_of.values())) < arguments.stories:
        bodies = [item["articleBody"] for item in bulk[made : made + 1000]]
        bodies += [disguised(pick.choice(bulk)["articleBody"], made + n) for n in range(1000 - len(bodies))]
        chunk = [
            article(f"https://bulk.example/{made + n}", body[:80], body, pick.uniform(0, 30))
            for n, body in enumerate(bodies)
        ]
        index.publish(chunk, assign(chunk, index))
        made += len(chunk)
    stories = len(set(index.story_of.values()))
    items = read(arguments.folder / "dev" / "stories.jsonl.gz") + bulk[-2000:]
    pick.shuffle(items)
    for number in range(arguments.rounds):
        batch = [
            article(f"https://new.example/{number}/{n}", item["headline"], item["articleBody"], pick.uniform(0, 30))
            for n, item in enumerate(items[number * arguments.batch : (number + 1) * arguments.batch])
        ]
        started = time.process_time()
        with seldom():  # as the stage has it
            decided = assign(batch, index)
        seconds = time.process_time() - started
        joined = sum(m.story in set(index.story_of.values()) for m in decided.memberships[:50]) * 2
        print(
            f"{stories} live stories of {made} articles: {len(batch) / seconds:.0f} articles/s, {joined} % of them join"
        )


if __name__ == "__main__":
    main()
