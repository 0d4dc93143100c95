"""What score.py would say of cluster's decisions, without a database.

    python benchmarks/cluster_quality.py ../shared/eval [--runs 3] [--shuffle 7] [--threshold 0.12 0.14 0.16]

Relates and clusters the articles of dev/stories.jsonl.gz in so many runs, in the file's order or shuffled by
a seed, and hands the stories to the evaluation's own cluster_scores. With several runs or a shuffle it also
compares the stories with those of one run in the file's order, by the same measure.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

from deduplicate_quality import OBSERVED, load_score, placement, read
from doubles import MemoryHistory, MemoryIndex
from mediawatch.cluster import assign as room
from mediawatch.cluster.assign import assign
from mediawatch.cluster.records import StoryArticle
from mediawatch.deduplicate.relate import relate


def story_articles(items: list[dict[str, Any]], history: MemoryHistory) -> list[StoryArticle]:
    originals = {s.uri: s.original for s in history.standings([item["url"] for item in items])}
    articles = []
    for item in items:
        place = history.articles[item["url"]]
        articles.append(
            StoryArticle(
                uri=place.uri,
                original=originals[place.uri],
                headline=item["headline"],
                article_body=place.article_body,
                in_language=item.get("inLanguage", "en"),
                coverage_at=place.date_published or OBSERVED,
                observed_at=OBSERVED,
                dated=place.date_published is not None,
            )
        )
    return articles


def cluster(items: list[dict[str, Any]], runs: int) -> tuple[dict[str, str], float]:
    """uri -> story (a round-up alone), and the seconds that clustering took."""
    history, index, seconds = MemoryHistory(), MemoryIndex(), 0.0
    for number in range(runs):
        batch = items[number::runs]
        places = [placement(item) for item in batch]
        history.publish(places, relate(places, history))
        articles = story_articles(batch, history)
        started = time.process_time()
        decided = assign(articles, index)
        seconds += time.process_time() - started
        index.publish(articles, decided)
    return {uri: uri for uri in index.round_ups} | index.story_of, seconds  # a round-up stands in no story


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds score.py and dev/")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--shuffle", type=int, default=None)
    parser.add_argument("--threshold", type=float, nargs="+", default=[room.THRESHOLD])
    arguments = parser.parse_args()
    score = load_score(arguments.folder)
    items = read(arguments.folder / "dev" / "stories.jsonl.gz")
    gold = score.read_gold(str(arguments.folder / "dev" / "stories.gold.jsonl"))
    truth = {line["url"]: line["story"] for line in gold}
    for threshold in arguments.threshold:
        room.THRESHOLD = threshold
        plain, _ = cluster(items, 1)
        mixed = list(items)
        if arguments.shuffle is not None:
            random.Random(arguments.shuffle).shuffle(mixed)
        story_of, seconds = cluster(mixed, arguments.runs)
        result = score.rnd(score.cluster_scores(truth, story_of, set()))
        agreement = score.rnd(score.cluster_scores(plain, story_of, set()))["bcubed"]["f1"]
        print(
            f"threshold {threshold:.3f}: BCubed {result['bcubed']} pairs F1 {result['pairs']['f1']}"
            f" {result['stories']} stories, {len(items) / seconds:.0f} articles/s, agreement {agreement}"
        )


if __name__ == "__main__":
    main()
