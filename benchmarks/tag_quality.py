"""F1 of the tags on labelled articles, straight from a file of articles, without the rest of the flow.

    python benchmarks/tag_quality.py FOLDER

FOLDER holds topics/*.yaml, topics.jsonl.gz (schema.org NewsArticle a line) and topics.gold.jsonl. Prints
precision, recall and F1 over article-topic pairs for the grade `about` and for any grade, and with --topics
also for each topic.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mediawatch.model import Article
from mediawatch.tag import Tagger, load_topics


def articles(path: Path) -> Iterator[Article]:
    """The articles of a .jsonl.gz file as they stand there."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield Article(
                document_id="", uri=item["url"], url=item["url"], headline=item.get("headline", ""),
                headline_source="json", article_body=item["articleBody"], in_language=item.get("inLanguage", "en"),
                language_source="declared", language_confidence=1.0, word_count=0, content_sha256="",
                text_sha256="", extraction_method="json", observed_at=datetime(2026, 1, 1, tzinfo=UTC),
            )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", action="store_true", help="print each topic as well")
    options = parser.parse_args()
    gold = [json.loads(line) for line in (options.folder / "topics.gold.jsonl").read_text().splitlines()]
    names = [line["topic"] for line in gold if "topic" in line]
    truth = {line["url"]: set(line["topics"]) for line in gold if "url" in line}
    batch = list(articles(options.folder / "topics.jsonl.gz"))
    tags = Tagger(load_topics(options.folder / "topics")).tag(batch)
    for grades in (("about",), ("about", "mentions")):
        per_topic: dict[str, list[int]] = {name: [0, 0, 0] for name in names}
        for article, found in zip(batch, tags, strict=True):
            have = {tag.topic_id for tag in found if tag.grade in grades}
            want = truth[article.uri]
            for name in have | want:
                per_topic[name][0 if name in have & want else 1 if name in have else 2] += 1
        hits, false, missed = (sum(column) for column in zip(*per_topic.values(), strict=True))
        precision, recall = hits / (hits + false), hits / (hits + missed)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{'+'.join(grades):15} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        if options.topics:
            for name, (right, wrong, lost) in per_topic.items():
                if wrong or lost:
                    print(f"    {name:28} right {right:3} wrong {wrong:3} lost {lost:3}")


if __name__ == "__main__":
    main()
