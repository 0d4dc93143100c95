"""How long a changed topic takes over history: preview and apply, for topics of every breadth.

    python benchmarks/tag_history.py ARTICLES.jsonl.gz [--articles 100000] [--texts 3]

Fills a new database of the embedded Postgres with generated articles (each the texts of three of the file), through
staging and publish, and follows some topics. Then each topic's query changes: `preview` says what that would do,
`apply` does it, both as `mediawatch topics` calls them. Prints how many articles the prefilter lets through, what
changed, and the seconds: by the clock, and of the processor, which a busy machine does not change much. The aim is 5 s
for 100,000 articles.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mediawatch.settings import Settings
from mediawatch.store.publish.topic_tags import Change
from mediawatch.store.server.connect import transaction
from mediawatch.tag import Topic, load_topics, prefilter
from mediawatch.workflow import retagging as desk
from sqlalchemy import text
from tag_quality import articles
from tag_warehouse import fresh_warehouse, generated, publish

CHANGES = {
    "selective": ("coffee AND quota*", "(coffee OR cocoa) AND (quota* OR export*) AND NOT headline:sugar"),
    "names": ('"federal reserve" AND volcker', '("federal reserve" OR fed) AND (volcker OR greenspan) AND rate*'),
    "near": ("oil NEAR/5 price*", "(oil OR crude) NEAR/8 (price* OR barrel)"),
    "broad": ("japan AND trade", "(japan OR dollar OR yen) AND (trade OR currency OR tariff*)"),
    "broadest": ("bank", "bank OR company"),
}
"""Query before and after."""


def write(folder: Path, queries: dict[str, str]) -> list[Topic]:
    for name, query in queries.items():
        (folder / f"{name}.yaml").write_text(f"id: {name}\nlabel: {name}\nquery: >-\n  {query}\n", encoding="utf-8")
    return list(load_topics(folder))


def processor_seconds(settings: Settings) -> tuple[float, float]:
    """Processor seconds of this process and of the server process that works for it (0 where there is no /proc)."""
    with transaction(settings) as connection:
        pid: int = connection.execute(text("select pg_backend_pid()")).scalar_one()
    stat = Path(f"/proc/{pid}/stat")
    ticks = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13])) if stat.exists() else 0
    return time.process_time(), ticks / os.sysconf("SC_CLK_TCK")


def timed(settings: Settings, work: Callable[[], list[Change]]) -> tuple[Change, str]:
    """What `work` gives, and how long it took."""
    here, server = processor_seconds(settings)
    started = time.perf_counter()
    [change] = work()
    seconds = time.perf_counter() - started
    here_after, server_after = processor_seconds(settings)
    return change, f"{seconds:5.2f} s ({here_after - here:.2f} here + {server_after - server:.2f} in Postgres)"


def measure(settings: Settings, folder: Path, name: str) -> None:
    [topic] = [topic for topic in load_topics(folder) if topic.id == name]
    with transaction(settings) as connection:
        proposed: int = connection.execute(
            text("select count(*) from news.article where terms @@ cast(:query as tsquery)"),
            {"query": prefilter(topic)},
        ).scalar_one()
    expected, previewing = timed(settings, lambda: desk.preview(settings, folder, [name]))
    run_id = f"topics_retag:{name}:{time.time()}"
    change, applying = timed(settings, lambda: desk.apply(settings, run_id, folder, [name]))
    if change != expected:
        raise SystemExit(f"{name}: preview said {expected}, apply did {change}")
    print(f"{name}: let through {proposed:,}, added {change.added:,}, removed {change.removed:,}, kept {change.kept:,}")
    print(f"    preview {previewing}, apply {applying}; load {os.getloadavg()[0]:.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=3)
    options = parser.parse_args()
    batch = generated(list(articles(options.file)), options.articles, options.texts)
    words = sum(article.word_count for article in batch) / len(batch)
    with fresh_warehouse() as settings, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        topics = write(folder, {name: before for name, (before, _) in CHANGES.items()})
        started = time.perf_counter()
        publish(settings, batch, topics)
        seconds = time.perf_counter() - started
        print(
            f"{len(batch):,} articles of {words:.0f} words published in {seconds:.0f} s; load {os.getloadavg()[0]:.1f}"
        )
        del batch
        write(folder, {name: after for name, (_, after) in CHANGES.items()})
        for name in CHANGES:
            measure(settings, folder, name)


if __name__ == "__main__":
    main()
