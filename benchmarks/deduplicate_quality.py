"""What score.py would say of deduplicate's decisions, without a database.

    python benchmarks/deduplicate_quality.py ../shared/eval [--runs 3] [--shuffle 7]

Relates the articles of dev/duplicates.jsonl.gz in so many runs against a MemoryHistory, in the file's order
or shuffled by a seed, and hands the links to the evaluation's own score_duplicates.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from doubles import MemoryHistory
from mediawatch.deduplicate.fingerprint import fingerprint
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate

OBSERVED = datetime(2026, 1, 1, tzinfo=UTC)


class Links:
    """Answers the two queries of score_duplicates from links in memory; an article's id is its uri."""

    def __init__(self, history: MemoryHistory) -> None:
        self.history = history

    def rows(self, sql: str, *_: object) -> list[tuple[Any, ...]]:
        if "duplicate_link" in sql:
            links = (link for links in self.history.outgoing.values() for link in links)
            return [(link.uri, link.duplicate_of, link.kind) for link in links]
        return [(uri, uri, uri, uri) for uri in self.history.articles]


def load_score(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def placement(item: dict[str, Any]) -> Placement:
    published = item.get("datePublished")
    when = datetime.fromisoformat(published) if published else None
    mark = fingerprint(item["articleBody"])
    return Placement(
        uri=item["url"],
        article_body=item["articleBody"],
        text_sha256=mark.text_sha256,
        hashes=mark.hashes,
        shingle_count=mark.shingle_count,
        date_published=when.replace(tzinfo=when.tzinfo or UTC) if when else None,
        observed_at=OBSERVED,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds score.py and dev/")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--shuffle", type=int, default=None)
    arguments = parser.parse_args()
    articles = [placement(item) for item in read(arguments.folder / "dev" / "duplicates.jsonl.gz")]
    if arguments.shuffle is not None:
        random.Random(arguments.shuffle).shuffle(articles)
    history = MemoryHistory()
    started = time.process_time()
    for number in range(arguments.runs):
        batch = articles[number :: arguments.runs]
        history.publish(batch, relate(batch, history))
    seconds = time.process_time() - started
    score = load_score(arguments.folder)
    gold = score.read_gold(str(arguments.folder / "dev" / "duplicates.gold.jsonl"))
    result, line = score.score_duplicates(Links(history), gold)
    print(json.dumps(score.rnd(result), indent=1))
    print(f"{len(articles) / seconds:.0f} articles/s related in {arguments.runs} runs")
    print(line)


if __name__ == "__main__":
    main()
