"""Takedown (the command `remove`): articles go out of the warehouse, the raw store and the lake; a record of it stays,
and the blocklist keeps them from being taken in again.

    chosen = preview(settings, Demand(publisher="The Daily Example"))
    remove(settings, chosen.demand, who="...", why="...")

Where a run meets such a document again it skips it, with the number of the removal as the reason: by address and bytes
right after collect, by publisher, host and address of the article right after clean. A run that was on its way is
stopped before it publishes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection

from mediawatch.collect.raw.erasure import erase
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.deduplicate.relate import relate
from mediawatch.errors import Permanent, UsageError
from mediawatch.lake.run_folder import RunFolder
from mediawatch.model import Article, Excluded, Outcome, RawDocument, Stage
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.ledger.crawl_state import PostgresUrlHistory
from mediawatch.store.lookups import blocklist
from mediawatch.store.lookups.article_history import PostgresHistory
from mediawatch.store.lookups.blocklist import Rules
from mediawatch.store.publish import deletion, publication, stories
from mediawatch.store.publish.deletion import Bytes, Demand
from mediawatch.store.server.connect import transaction

__all__ = ["Chosen", "Demand", "Removed", "block", "block_articles", "check", "known_addresses", "preview", "remove"]

REASON = "removed"
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a demand means here. `articles`: article_id, uri, headline, publisher, day of each."""

    demand: Demand
    articles: list[dict[str, Any]]
    documents: int


@dataclass(frozen=True, slots=True)
class Removed:
    """What was done. `still_there`: addresses of the files in the inboxes that hold the texts still."""

    removal_id: int
    articles: int
    documents: int
    still_there: list[str]


def preview(settings: Settings, demand: Demand) -> Chosen:
    """What would be removed. Raises UsageError where a named article is not there, or nothing at all is meant."""
    with transaction(settings) as connection:
        return _chosen(connection, demand)


def remove(settings: Settings, demand: Demand, *, who: str, why: str) -> Removed:
    """Remove what is meant: its bytes, its rows in one transaction, the shards of the runs that held its text.

    The record names `who` and `why`. The transaction ends last, so that the same call ends what was interrupted. Raises
    as `preview`.
    """
    if not who.strip() or not why.strip():
        raise UsageError("say on whose word and why: --who and --why are kept with the removal")
    with transaction(settings) as connection:
        publication.lock(connection)  # no run becomes visible between the choice and its end
        stories.lock(connection)  # and no story changes
        chosen = _chosen(connection, demand)
        ids = [row["article_id"] for row in chosen.articles]
        documents = deletion.bytes_of(connection, ids, chosen.demand)
        # Bytes before rows: what is interrupted here is found and ended by the same call.
        _erase(connection, RawStore(of(settings)), documents)
        uris = sorted({row["uri"] for row in chosen.articles})
        relations = relate([], PostgresHistory(connection), removed=uris)
        number, run_ids = deletion.take_out(
            connection, chosen.demand, chosen.articles, documents, relations, who=who, why=why
        )
        for run_id in run_ids:
            RunFolder(of(settings), run_id).forget_texts()
    still_there = sorted({item.uri for item in documents if item.uri.startswith("file://")})
    return Removed(number, len(ids), len(documents), still_there)


# ------------------------------------------------------------------ what a run blocks
def block(settings: Settings, connection: Connection, documents: Sequence[RawDocument]) -> list[Excluded]:
    """Those of a run's documents that a removal forbids, as skipped; their bytes are erased again."""
    named = blocklist.blocked(
        connection, {key for raw in documents for key in (raw.uri, raw.url, raw.raw_sha256) if key}
    )
    rules = blocklist.rules(connection)
    out = [
        _skipped("collect", raw, number)
        for raw in documents
        for number in [_number(named, raw.uri, raw.url, raw.raw_sha256)]
        if number or _covers(rules, None, raw.source_id, raw.url, raw.final_url, raw.uri)
    ]
    _erase_again(settings, connection, out, documents)
    return out


def block_articles(
    settings: Settings, articles: Sequence[Article], documents: Sequence[RawDocument]
) -> tuple[list[Article], list[Excluded]]:
    """(articles of a shard that may go on, what a removal forbids): now that it is known what they are. Once the
    latter is written down, `erase_blocked`."""
    raws = {raw.document_id: raw for raw in documents}
    with transaction(settings) as connection:
        named = blocklist.blocked(connection, {url for a in articles for url in (a.uri, a.url, a.canonical_url) if url})
        rules = blocklist.rules(connection)
    out = {
        a.document_id: _skipped("clean", raws[a.document_id], number)
        for a in articles
        for number in [_number(named, a.uri, a.url, a.canonical_url)]
        if number or _covers(rules, a.publisher, a.source_id, a.url, a.uri)
    }
    return [article for article in articles if article.document_id not in out], list(out.values())


def erase_blocked(settings: Settings, blocked: Sequence[Excluded], documents: Sequence[RawDocument]) -> None:
    """Erase again the bytes of those of the documents that were blocked."""
    if blocked:
        with transaction(settings) as connection:
            _erase_again(settings, connection, blocked, documents)


def check(connection: Connection, run_id: str) -> None:
    """Raises Permanent where something in the run's staging was removed since the run read it."""
    if forbidden := blocklist.staged(connection, run_id):
        raise Permanent(
            f"{len(forbidden)} articles of this run were removed while it was on its way ({forbidden[0]} is one): "
            "trigger a new run, which leaves them out"
        )


def known_addresses(settings: Settings) -> PostgresUrlHistory:
    """What the fetcher knows of addresses, to which those of removed pages are due nevermore."""
    return _Blocked(settings)


class _Blocked(PostgresUrlHistory):
    def url_states(self, urls: Iterable[str]) -> dict[str, UrlState]:
        listed = list(urls)
        states = super().url_states(listed)
        with transaction(self._settings) as connection:
            named = blocklist.blocked(connection, listed)
            rules = blocklist.rules(connection)
        for url in listed:
            if url in named or _covers(rules, None, None, url):
                states[url] = replace(states.get(url) or UrlState(url), next_due=NEVER)
        return states


# ------------------------------------------------------------------ parts of it
def _checked(demand: Demand) -> Demand:
    """The demand with plain names of hosts. Raises UsageError for a name that would bar everything or nothing."""
    if demand.publisher is not None and not demand.publisher.strip():
        raise UsageError("the publisher's name is empty")
    hosts = tuple(host.strip().strip(".").lower() for host in demand.hosts)
    for given, host in zip(demand.hosts, hosts, strict=True):
        if not host or set(host) & set("/:@*? "):
            raise UsageError(f"{given!r} is no host: give its name alone, such as news.example.com")
    return replace(demand, publisher=demand.publisher and demand.publisher.strip(), hosts=hosts)


def _chosen(connection: Connection, demand: Demand) -> Chosen:
    demand = deletion.resolved(connection, _checked(demand))
    articles = deletion.found(connection, demand)
    known = {str(row["article_id"]) for row in articles} | {row["uri"] for row in articles}
    for key in demand.articles:
        if key not in known and not deletion.found(connection, Demand(articles=(key,))):
            raise UsageError(f"there is no article {key!r}: give its number, uri or url as in news.article")
    if not articles and not demand.hosts:
        raise UsageError("nothing is published that this names: see the names in news.article_coverage.publisher")
    documents = deletion.bytes_of(connection, [row["article_id"] for row in articles], demand)
    return Chosen(demand, articles, len(documents))


def _erase(
    connection: Connection, store: RawStore, documents: Sequence[Bytes], *, neighbours_known: bool = True
) -> None:
    """Delete the files that nobody else needs, and in the others the documents' own bytes; what another document has
    too, as equal bytes at two places are one file, stays.

    What a run has just taken in (not `neighbours_known`) has its neighbours in no table yet, so that only a file that
    holds nothing else is deleted.
    """
    if not documents:
        return
    by_file: defaultdict[str, list[Bytes]] = defaultdict(list)
    for item in documents:
        by_file[item.storage_url].append(item)
    shared = deletion.shared(connection, by_file, [item.document_id for item in documents])
    kept = {storage_url for storage_url, _ in shared}
    for storage_url, items in by_file.items():
        own = [(item.byte_offset, item.byte_length) for item in items if (storage_url, item.byte_offset) not in shared]
        file = store.file(storage_url)
        if not own or not file.exists():
            continue
        whole = neighbours_known or all(item.uri.startswith("file://") and "#" not in item.uri for item in items)
        if storage_url in kept or not whole or "/web/" in storage_url:  # a crawl's file may be written still
            erase(file, own)
        else:
            file.remove()
        for original in store.originals(storage_url):
            original.remove()  # its items are read from the rendition, the text is in it too


def _skipped(stage: Stage, raw: RawDocument, number: int | None) -> Excluded:
    detail = f"removal {number} forbids it, see ops.removal" if number else "a removal forbids all of its publisher"
    return Excluded(raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.SKIPPED, REASON, detail)


def _erase_again(
    settings: Settings, connection: Connection, blocked: Sequence[Excluded], documents: Sequence[RawDocument]
) -> None:
    names = {item.document_id for item in blocked}
    own = [
        Bytes(raw.document_id, raw.uri, raw.raw_sha256, raw.storage_url, raw.byte_offset, raw.byte_length)
        for raw in documents
        if raw.document_id in names
    ]
    _erase(connection, RawStore(of(settings)), own, neighbours_known=False)


def _number(named: dict[str, int], *keys: str | None) -> int | None:
    return next((named[key] for key in keys if key and key in named), None)


def _covers(rules: Rules, publisher: str | None, source_id: str | None, *urls: str | None) -> bool:
    """Whether a rule forbids what bears this name, comes from this source or from one of these addresses."""
    if not rules:
        return False
    if (publisher and publisher.lower() in rules.names) or source_id in rules.source_ids:
        return True
    for host in map(_host, urls):
        parts = host.split(".")
        if host and any(".".join(parts[start:]) in rules.hosts for start in range(len(parts))):
            return True
    return False


def _host(url: str | None) -> str:
    """Host of an address; empty where it has none or is none."""
    if not url or not url.lower().startswith("http"):
        return ""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:  # such as http://[oops
        return ""
