"""What the dearest queries cost on a text of 1 MB: natural words, and one word repeated.

    python benchmarks/tag_worst.py ARTICLES.jsonl.gz

Prints processor seconds for reading the text (once an article, whatever the number of topics) and for each query on it,
with all evidence. The aim is one second or less for each query.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from mediawatch.model import Article
from mediawatch.tag import Evaluator, Topic
from tag_quality import articles

SIZE = 1_000_000

QUERIES = {
    "word": "the",
    "phrase": '"of the"',
    "phrase of 30": '"' + "the " * 30 + '"',
    "loose phrase": '"the of"~100',
    "loose phrase, one word": '"the the the"~100',
    "NEAR/100": "the NEAR/100 of",
    "NEAR/100, one word": "the NEAR/100 the",
    "50 NEAR": " OR ".join(f"the NEAR/{n} of" for n in range(50)),
    "100 wildcards": " OR ".join(f"{a}{b}*" for a in "thoandsi" for b in "ehrnaoituc")[: 80 * 7],
    "2,000 words": " OR ".join(f"w{n}" for n in range(2000)),
    "backtracking wildcard": "aa*a*a*b",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    natural = "\n".join(article.article_body for article in islice(articles(options.file), 2000))[:SIZE]
    texts = {
        "news": natural,
        "'the' alone": "the " * (SIZE // 4),
        "'the of'": "the of " * (SIZE // 7),
        "one word of a": "a" * SIZE,
        "words of a": ("a" * 60 + " ") * (SIZE // 61),
    }
    for name, body in texts.items():
        article = Article(
            document_id="", uri="", headline="", headline_source="", article_body=body, in_language="en",
            language_source="", language_confidence=1.0, word_count=0, content_sha256="", text_sha256="",
            extraction_method="", observed_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        print(f"{name}, {len(body)} characters")
        for kind, query in QUERIES.items():
            evaluator = Evaluator(Topic(id="t", label="t", query=query))
            started = time.process_time()
            known = evaluator.document(article)
            assert known is not None
            read = time.process_time() - started
            started = time.process_time()
            tag = evaluator.tag_one(article)
            seconds = max(0.0, time.process_time() - started - read)
            rows = len(tag.evidence) if tag else 0
            print(f"    {kind:24} read {read:5.2f} s, query {seconds:5.2f} s, {rows} evidence rows")


if __name__ == "__main__":
    main()
