"""Paragraphs that recur across a publisher's articles: flagged for people to look at, never deleted."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from mediawatch.clean.headline import fold
from mediawatch.model import Article

MIN_ARTICLES = 3
"""Articles of one publisher that a paragraph must stand in. Two may be versions of one story."""

MIN_CHARS = 20
MAX_FLAGS = 5


def flag_recurring(articles: Sequence[Article]) -> list[Article]:
    """`articles` in order, with a warning for each paragraph (at most MAX_FLAGS) that MIN_ARTICLES of them share.

    Texts that are equal as a whole count once: a story carried three times does not make its paragraphs furniture.
    """
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for article in articles:
        for key, _ in _paragraphs(article):
            seen[key].add(article.text_sha256)
    return [_flagged(article, seen) for article in articles]


def _flagged(article: Article, seen: dict[tuple[str, str], set[str]]) -> Article:
    shared = {key: line for key, line in _paragraphs(article) if len(seen[key]) >= MIN_ARTICLES}
    if not shared:
        return article
    flags = [f"recurring-paragraph: in {len(seen[key])} articles: {line[:120]}" for key, line in shared.items()]
    return dataclasses.replace(article, warnings=(*article.warnings, *flags[:MAX_FLAGS]))


def _paragraphs(article: Article) -> Iterator[tuple[tuple[str, str], str]]:
    """((publisher or host, words), paragraph); articles of nobody in particular have none."""
    publisher = article.publisher or (urlsplit(article.url).hostname if article.url else None)
    if publisher:
        for line in article.article_body.split("\n"):
            if len(line) >= MIN_CHARS:
                yield (publisher, fold(line)), line
