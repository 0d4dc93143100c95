"""A run's links: found by deduplicate, kept in its folder, read by the gates, load and publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from mediawatch.deduplicate.history import History, Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.lake.run_folder import RunFolder
from mediawatch.model import Article


def link(folder: RunFolder, articles: Sequence[Article], history: History) -> None:
    """Find the links of the run's articles, newest version of each, and write them to the lake."""
    newest: dict[str, Article] = {}
    for article in articles:
        other = newest.get(article.uri)
        if other is None or _age(article) > _age(other):
            newest[article.uri] = article
    relations = relate(
        [
            Placement(
                uri=article.uri,
                article_body=article.article_body,
                text_sha256=article.text_sha256,
                hashes=article.fingerprint,
                shingle_count=article.shingle_count,
                date_published=article.date_published,
                observed_at=article.observed_at,
            )
            for article in newest.values()
        ],
        history,
    )
    # What was published already and has not changed is not decided anew: its links stand.
    settled = newest.keys() - relations.touched
    standing = [link for link in history.links(settled) if link.uri in settled]
    folder.links.write([*relations.links, *standing])
    folder.touched.write(sorted(relations.touched))


def touched(folder: RunFolder) -> list[str]:
    """uris of the articles whose links `link` decided."""
    return cast(list[str], folder.touched.read())


def _age(article: Article) -> tuple[datetime, str]:
    return article.observed_at, article.content_sha256
