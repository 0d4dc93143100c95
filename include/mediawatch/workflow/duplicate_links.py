"""A run's links: found by deduplicate, kept in its folder, read by the gates, load and publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from mediawatch.deduplicate.history import History, Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.deduplicate.versions import ADDRESS_REUSED, Addresses, place
from mediawatch.lake.run_folder import RunFolder, ShardRef
from mediawatch.model import Article, DuplicateLink


@dataclass(frozen=True, slots=True)
class Found:
    """Links of articles of the run and of the history; `touched`: the uris whose links these are, all of them."""

    links: list[DuplicateLink]
    touched: list[str]


def find(articles: Sequence[Article], history: History) -> Found:
    """The links of a run's articles, newest version of each, against all that is published."""
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
    done = newest.keys() - relations.touched
    standing = [link for link in history.links(done) if link.uri in done]
    return Found([*relations.links, *standing], sorted(relations.touched))


def write(folder: RunFolder, found: Found) -> None:
    """Keep what `find` found in the run's folder."""
    folder.links.write(found.links)
    folder.touched.write(found.touched)


def touched(folder: RunFolder) -> list[str]:
    """uris of the articles whose links `find` decided."""
    return cast(list[str], folder.touched.read())


def place_anew(
    folder: RunFolder, cleaned: Sequence[ShardRef], kept: Sequence[Article], addresses: Addresses
) -> dict[str, Article]:
    """Those of a run's articles that stand at another file address now than deduplicate gave them, since another run
    has published there meanwhile: document_id -> the article at its new address. `cleaned`: the shards of clean."""
    at_file = {article.document_id: article for article in kept if article.uri.startswith("file://")}
    delivered: dict[str, str] = {}
    for shard in cleaned if at_file else ():
        table = folder.fields(shard, ["document_id", "uri"])
        delivered |= dict(zip(*(column.to_pylist() for column in table.columns), strict=True))
    placed = place([_as_delivered(article, delivered[name]) for name, article in at_file.items()], addresses)
    moved = {a.document_id: a for a in placed if a.uri != at_file[a.document_id].uri}
    stay = {(a.uri, a.content_sha256) for a in kept if a.document_id not in moved}
    return {name: article for name, article in moved.items() if (article.uri, article.content_sha256) not in stay}


def leads_to(
    folder: RunFolder, cleaned: Sequence[ShardRef], merged: Mapping[str, str], at: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """document_id -> uri for the documents that deduplicate merged into others, given where those stand now.

    `merged`: document_id -> uri by deduplicate. `at`: (uri by deduplicate, content_sha256) -> uri of what moved.
    """
    found = dict(merged)
    for shard in cleaned if merged and at else ():
        table = folder.fields(shard, ["document_id", "content_sha256"])
        for name, content in zip(*(column.to_pylist() for column in table.columns), strict=True):
            if name in merged:
                found[name] = at.get((merged[name], content), merged[name])
    return found


def _as_delivered(article: Article, uri: str) -> Article:
    """The article at the address that its document came from, before it was given one of its own."""
    told = tuple(warning for warning in article.warnings if not warning.startswith(f"{ADDRESS_REUSED}:"))
    return replace(article, uri=uri, warnings=told)


def _age(article: Article) -> tuple[datetime, str]:
    return article.observed_at, article.content_sha256
