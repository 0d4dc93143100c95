"""A run's links: found by deduplicate, kept in its folder, read by the gates, load and publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Connection

from mediawatch.deduplicate.history import History
from mediawatch.deduplicate.relate import relate
from mediawatch.deduplicate.same_page import Bodies, Delivery
from mediawatch.deduplicate.versions import ADDRESS_REUSED, Addresses, fullest, place, reused
from mediawatch.lake.run_folder import RunFolder, ShardRef
from mediawatch.model import DuplicateLink
from mediawatch.store.lookups.article_history import PostgresHistory
from mediawatch.store.publish import staging
from mediawatch.workflow.run_articles import RunArticles

_RIVALS = 200
"""Articles with several versions whose texts are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Found:
    """Links of articles of the run and of the history; `touched`: the uris whose links these are, all of them."""

    links: list[DuplicateLink]
    touched: list[str]


def find(articles: RunArticles, stays: Mapping[str, str], history: History) -> Found:
    """The links of a run's articles, of each the version that is to be current, against all that is published.
    `stays`: document_id -> uri of the documents that go on."""
    cut, replaced = _cut(articles, stays, history)
    current = articles.placements({name: uri for name, uri in stays.items() if name not in cut}, replaced)
    relations = relate(current, history, bodies=articles.bodies_of_texts)
    # What was published already and has not changed is not decided anew: its links stand.
    done = set(stays.values()) - relations.touched
    standing = [link for link in history.links(done) if link.uri in done]
    return Found([*relations.links, *standing], sorted(relations.touched))


def _cut(articles: RunArticles, stays: Mapping[str, str], history: History) -> tuple[set[str], set[str]]:
    """The documents whose text was cut from that of another version of their article, in the run or published, and the
    uris at which the published text was cut from one of the run. `publication` chooses in the same way."""
    versions = articles.texts_at(stays)
    published = {standing.uri: standing.text_sha256 for standing in history.standings(versions)}
    rivals = sorted(uri for uri, own in versions.items() if len({*own.values(), published.get(uri, "")} - {""}) > 1)
    cut, replaced = set(), set()
    for start in range(0, len(rivals), _RIVALS):
        page = rivals[start : start + _RIVALS]
        bodies = articles.bodies([name for uri in page for name in versions[uri]])
        standing = {published[uri] for uri in page if uri in published}
        texts = {text.text_sha256: text.article_body for text in history.texts(standing)} if standing else {}
        for uri in page:
            stands = texts.get(published.get(uri, ""))
            own = {bodies[name] for name in versions[uri]}
            full = fullest(own | ({stands} if stands is not None else set()))
            cut |= {name for name in versions[uri] if bodies[name] not in full}
            if stands is not None and stands not in full:
                replaced.add(uri)
    return cut, replaced


def write(folder: RunFolder, found: Found) -> None:
    """Keep what `find` found in the run's folder."""
    folder.links.write(found.links)
    folder.touched.write(found.touched)


def touched(folder: RunFolder) -> list[str]:
    """uris of the articles whose links `find` decided."""
    return cast(list[str], folder.touched.read())


def look_anew(
    connection: Connection, folder: RunFolder, articles: RunArticles, merged: dict[str, str]
) -> tuple[list[str], dict[str, str]]:
    """Place and link a run's articles by what is published now, in staging; (uris of `publication.publish`, `merged`
    with addresses as they are now)."""
    history = PostgresHistory(connection)
    cleaned = folder.accepted("clean")
    kept = articles.deliveries()
    placed = _place_anew(folder, cleaned, kept, articles.bodies, history)
    warnings = articles.field("warnings", placed)
    moved = [(item, placed[item.document_id]) for item in kept if item.document_id in placed]
    staging.move(
        connection,
        folder.run_id,
        [
            staging.Move(
                item.uri, item.content_sha256, uri, _warnings_at(uri, item.content_sha256, warnings[item.document_id])
            )
            for item, uri in moved
        ],
    )
    at = {(item.uri, item.content_sha256): uri for item, uri in moved}
    found = find(articles, {item.document_id: placed.get(item.document_id, item.uri) for item in kept}, history)
    staging.load_links(connection, folder.run_id, found.links)
    return found.touched, _leads_to(folder, cleaned, merged, at)


def _place_anew(
    folder: RunFolder, cleaned: Sequence[ShardRef], kept: Sequence[Delivery], bodies: Bodies, addresses: Addresses
) -> dict[str, str]:
    """Those of a run's articles that stand at another file address now than deduplicate gave them, since another run
    has published there meanwhile: document_id -> uri. `cleaned`: the shards of clean; `kept`: what deduplicate let
    through, where it put it."""
    at_file = {item.document_id: item for item in kept if item.uri.startswith("file://")}
    delivered: dict[str, str] = {}
    for shard in cleaned if at_file else ():
        table = folder.fields(shard, ["document_id", "uri"])
        delivered |= dict(zip(*(column.to_pylist() for column in table.columns), strict=True))
    placed = place([replace(item, uri=delivered[name]) for name, item in at_file.items()], bodies, addresses)
    now = {name: placed.get(name, delivered[name]) for name in at_file}
    moved = {name: uri for name, uri in now.items() if uri != at_file[name].uri}
    stay = {(item.uri, item.content_sha256) for item in kept if item.document_id not in moved}
    return {name: uri for name, uri in moved.items() if (uri, at_file[name].content_sha256) not in stay}


def _warnings_at(uri: str, content_sha256: str, warnings: Sequence[str]) -> list[str]:
    """The warnings of an article that `look_anew` puts at `uri`, given those that it had where it stood before."""
    told = [warning for warning in warnings if not warning.startswith(f"{ADDRESS_REUSED}:")]
    return [*told, *reused(uri, content_sha256)]


def _leads_to(
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
