"""Whether batch and history agree, in Postgres: tags as a run publishes them, and as retagging finds them later.

    python benchmarks/tag_agreement.py ARTICLES.jsonl.gz [--articles 10000] [--topics 100]

Publishes the articles with their tags into a new database of the embedded Postgres, by staging and publish. Then
deletes all tags and has what `mediawatch topics retag --all` calls find them again, by prefilter and evaluator.
Compares tags and evidence, row by row and column by column, and prints the number of differences. The queries are of
every kind: some written for Reuters' news of 1987, the rest made from the words of the articles (as in tag_speed.py).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from itertools import islice
from pathlib import Path

import yaml
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.tag import Topic, load_topics
from mediawatch.workflow import retagging as desk
from sqlalchemy import text
from tag_quality import articles
from tag_speed import make_topics
from tag_warehouse import fresh_warehouse, publish, published_form

WRITTEN = """
oil AND price*
(oil OR gas) AND (barrel OR opec) AND NOT corn
"trade deficit" OR "trade surplus"
"japan trade"~4
"trade japan trade"~6
dollar NEAR/5 (yen OR mark)
dollar NEAR/0 yen
bank ONEAR/3 england
(india NEAR/2 navy) OR pirate*
"new york" NEAR/10 ("stock exchange" OR market*)
headline:wheat
headline:("net loss" OR (sharp* NEAR/3 fall))
lead:(share AND quarter)
lead:"first quarter"
body:merger AND headline:(bid OR offer)
US AND (japan OR korea)
U.S.
GATT OR OPEC
=share
="net profit"
acqui* AND (shares OR stock)
organi?ation
wom?n -men
-oil gold
"interest rates" AND language:en
oil AND language:fr
takeover AND date_published:[1987-01-01 TO 1987-12-31]
coffee AND (brazil OR colombian) AND NOT headline:quota
oil AND site:news.example AND NOT publisher:reuters
1987
opec -iran -"saudi arabia"
+gold +silver mine
o'connor OR "sotheby's"
café OR zürich OR são
joint-venture OR "joint venture"
"BUSINESS SUMMARY" OR "NEW YORK"
""".strip().splitlines()


def written_topics(folder: Path, generated: list[Topic], count: int) -> list[Topic]:
    """Topic files of the written queries and as many generated ones as make `count`."""
    queries = WRITTEN + [topic.query or "" for topic in generated[: max(0, count - len(WRITTEN))]]
    for number, query in enumerate(queries[:count]):
        entry = {"id": f"q{number:03}", "label": query, "query": query}
        (folder / f"q{number:03}.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
    return list(load_topics(folder))


TABLES = (
    "select article_id, topic_id, topic_version, grade, score, filters::text from news.article_topic",
    "select * from news.topic_evidence",
)


def tags(settings: Settings) -> list[set[tuple[object, ...]]]:
    """All tags, and all evidence."""
    with transaction(settings) as connection:
        return [{tuple(row) for row in connection.execute(text(query))} for query in TABLES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--topics", type=int, default=100)
    options = parser.parse_args()
    found = islice(articles(options.file), options.articles)
    batch = [published_form(article, number) for number, article in enumerate(found)]
    with fresh_warehouse() as settings, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        topics = written_topics(folder, make_topics(batch, options.topics), options.topics)
        publish(settings, batch, topics)
        came_in = tags(settings)
        with transaction(settings) as connection:
            connection.execute(text("delete from news.topic_evidence"))
            connection.execute(text("delete from news.article_topic"))
        started = time.perf_counter()
        desk.apply(settings, "topics_retag:all", folder, everything=True)
        seconds = time.perf_counter() - started
        later = tags(settings)
    differences = [len(before ^ after) for before, after in zip(came_in, later, strict=True)]
    print(f"{len(batch):,} articles, {len(topics)} queries; load {os.getloadavg()[0]:.1f}")
    print(f"came in:     {len(came_in[0]):,} tags, {len(came_in[1]):,} evidence rows")
    print(f"found later: {len(later[0]):,} tags, {len(later[1]):,} evidence rows, in {seconds:.0f} s")
    print(f"differences: {differences[0]} tags, {differences[1]} evidence rows")


if __name__ == "__main__":
    main()
