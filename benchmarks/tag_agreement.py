"""Whether batch and history agree: every article and query by the tagger at once, and by prefilter and evaluator alone.

    python benchmarks/tag_agreement.py ARTICLES.jsonl.gz [--articles 10000] [--topics 100]

The prefilter is evaluated here, over sets of `index_terms`, by the rules of Postgres' tsquery. Prints the differences.
"""

from __future__ import annotations

import argparse
import re
from itertools import islice
from pathlib import Path

from mediawatch.tag import Evaluator, Tagger, index_terms, prefilter
from tag_quality import articles
from tag_speed import make_topics


def as_python(query: str) -> str:
    """A prefilter as a Python expression over `terms` (a set) and `begins` (a function)."""
    lexeme = re.compile(r"'((?:[^'\\]|''|\\\\)*)'(:\*)?")

    def expression(match: re.Match[str]) -> str:
        text = match.group(1).replace("''", "'").replace("\\\\", "\\")
        return f"begins({text!r})" if match.group(2) else f"({text!r} in terms)"

    parts = re.split(r"('(?:[^'\\]|''|\\\\)*'(?::\*)?)", query)
    return "".join(
        lexeme.sub(expression, part) if part.startswith("'") else part.replace("&", "and").replace("|", "or")
        for part in parts
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--topics", type=int, default=100)
    options = parser.parse_args()
    batch = list(islice(articles(options.file), options.articles))
    topics = make_topics(batch, options.topics)
    together = [{tag.topic_id: tag for tag in tags} for tags in Tagger(topics).tag(batch)]
    indexed = [set(index_terms(article.headline, article.article_body, article.in_language)) for article in batch]
    tags = passed = differences = 0
    for topic in topics:
        query = prefilter(topic)
        asked = compile(as_python(query or "True"), topic.id, "eval")
        evaluator = Evaluator(topic)
        for article, found, terms in zip(batch, together, indexed, strict=True):

            def begins(text: str, terms: set[str] = terms) -> bool:
                return any(term.startswith(text) for term in terms)

            let_through = eval(asked, {"terms": terms, "begins": begins})
            tag = evaluator.tag_one(article) if let_through else None
            passed += bool(let_through)
            tags += tag is not None
            differences += tag != found.get(topic.id)
    print(f"{len(batch)} articles, {len(topics)} queries: {tags} tags, {passed} let through, {differences} differences")


if __name__ == "__main__":
    main()
