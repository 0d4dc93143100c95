"""A run's links: found by deduplicate, kept in its folder, read by the gates, load and publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from mediawatch.deduplicate.history import History, Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.lake.parquet import RunFolder, read_table, write_table
from mediawatch.model import Article, DuplicateLink

_TOUCHED = "touched.json"


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
    write_table(links_file(folder), DuplicateLink, [*relations.links, *standing])
    folder.write_json(_TOUCHED, sorted(relations.touched))


def links_file(folder: RunFolder) -> Path:
    """Where the links are; the file is not there before deduplicate."""
    return folder.stage("deduplicate") / "links.parquet"


def links(folder: RunFolder) -> list[DuplicateLink]:
    """The links that deduplicate stated, for articles of the run and of the history."""
    path = links_file(folder)
    return read_table(path, DuplicateLink) if path.exists() else []


def touched(folder: RunFolder) -> list[str]:
    """uris of the articles whose links `link` decided."""
    return cast(list[str], folder.read_json(_TOUCHED))


def _age(article: Article) -> tuple[datetime, str]:
    return article.observed_at, article.content_sha256
