"""Join the pages of an article: those of the run with each other, and with those that earlier runs took in.

What an earlier run took in is read anew from the raw store, so that the newest capture of each page counts, whichever
run brings it: a page that comes later is added, and one that comes again replaces itself and no other. Two runs that
bring pages of one article at the same moment do not see each other; the next delivery of one of them joins both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from mediawatch.clean.joined_pages import holds, join, of_one_article
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.lake.run_folder import RunFolder, ShardRef
from mediawatch.model import Article, Excluded, Outcome, RawDocument
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.lookups import earlier_pages

REASON = "page_of_article"


def join_shards(
    settings: Settings, connection: Connection, folder: RunFolder, shards: Sequence[ShardRef], *, as_of: datetime
) -> tuple[list[ShardRef], dict[int, list[Excluded]]]:
    """The shards, those that hold pages of several written anew with joined articles; and the documents that went into
    another one's article, by shard. Texts are read of articles of several pages alone."""
    names = ["document_id", "uri", "url", "canonical_url", "page_number"]
    tables = {shard["number"]: folder.fields(shard, names).to_pylist() for shard in shards}
    rows = [row for table in tables.values() for row in table]
    paged = {row["uri"] for row in rows if row["page_number"] is not None}
    on_web = {row["uri"] for row in rows if row["url"] or row["canonical_url"]}
    keys = {uri.rstrip("/") for uri in paged | earlier_pages.joined(connection, on_web - paged)}
    if not keys:
        return list(shards), {}
    holding = {number for number, table in tables.items() if any(row["uri"].rstrip("/") in keys for row in table)}
    read = {shard["number"]: folder.read(shard, Article) for shard in shards if shard["number"] in holding}
    pages = [article for number in sorted(read) for article in read[number] if article.uri.rstrip("/") in keys]
    joined, excluded = join_pages(settings, connection, pages, as_of=as_of)
    kept = {article.document_id: article for article in joined}
    gone = {item.document_id: item for item in excluded}
    out = [
        folder.write(
            "deduplicate",
            shard["number"],
            Article,
            [kept.get(a.document_id, a) for a in read[shard["number"]] if a.document_id not in gone],
        )
        if shard["number"] in holding
        else shard
        for shard in shards
    ]
    return out, {n: [gone[a.document_id] for a in articles if a.document_id in gone] for n, articles in read.items()}


def join_pages(
    settings: Settings, connection: Connection, articles: Sequence[Article], *, as_of: datetime
) -> tuple[list[Article], list[Excluded]]:
    """The articles, those of several pages joined, and the documents that went into another one's article."""
    on_web = {article.uri for article in articles if article.url or article.canonical_url}
    paged = {article.uri for article in articles if article.page_number is not None}
    paged |= earlier_pages.joined(connection, on_web - paged)
    if not paged:
        return list(articles), []
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    keys = {uri.rstrip("/") for uri in paged}
    for article in articles:
        if (key := article.uri.rstrip("/")) in keys:
            groups[key].append(article)
    names = {article.document_id for group in groups.values() for article in group}
    spellings = {f"{key}{end}" for key in keys for end in ("", "/")}
    known: defaultdict[str, list[Article]] = defaultdict(list)
    found = list(earlier_pages.documents(connection, spellings, names))
    standing = {uri for uri, _ in found}
    for article in _cleaned(settings, (raw for _, raw in found), as_of):
        if article.uri in spellings:
            known[article.uri.rstrip("/")].append(article)
    kept: dict[str, Article] = {}
    excluded: dict[str, Excluded] = {}
    for key, group in groups.items():
        uri = next((uri for uri in (key, f"{key}/") if uri in standing), None)
        for article, documents in _joined(group, known[key], uri, settings):
            kept[article.document_id] = article
            for document in documents:
                if document.document_id != article.document_id:
                    excluded[document.document_id] = _merged(document, article)
    out = [kept.get(article.document_id, article) for article in articles if article.document_id not in excluded]
    return out, list(excluded.values())


def _joined(
    group: Sequence[Article], known: Sequence[Article], uri: str | None, settings: Settings
) -> list[tuple[Article, list[Article]]]:
    """(article, the documents of the run that went into it) for what the run has at one address. `known` is what
    earlier runs had there, `uri` how the article's address is written that stands there."""
    everything = sorted((*group, *known), key=lambda a: (a.observed_at, a.document_id))
    later = [page for page in everything if (page.page_number or 1) > 1]
    if not later:
        return [_alone(article, uri, settings) for article in group]
    unnumbered = (article for article in everything if article.page_number is None)
    whole = [a for a in unnumbered if all(holds(a.article_body, page.article_body) for page in later)]
    if whole:  # one that shows all pages at once
        newest = whole[-1]
        pages = [newest]
    else:
        newest_of = {page.page_number or 1: page for page in everything}
        first = newest_of.get(1)
        pages = [page for page in newest_of.values() if first is None or page is first or of_one_article(page, first)]
    numbers = {page.page_number or 1 for page in pages}
    strangers = [page for page in group if not whole and (page.page_number or 1) not in numbers]
    mine = [page for page in group if page not in strangers]
    out = [(replace(page, uri=page.url or page.uri, page_number=None), [page]) for page in strangers]
    if mine:
        article = join(pages, settings=settings)
        own = max(mine, key=lambda a: (a.observed_at, -(a.page_number or 1), a.document_id))
        address = uri or article.uri
        observed = max(page.observed_at for page in mine)
        out.append((replace(article, document_id=own.document_id, uri=address, observed_at=observed), mine))
    return out


def _alone(article: Article, uri: str | None, settings: Settings) -> tuple[Article, list[Article]]:
    return replace(join([article], settings=settings), uri=uri or article.uri), [article]


def _cleaned(settings: Settings, documents: Iterable[RawDocument], as_of: datetime) -> Iterable[Article]:
    from mediawatch.clean.process.isolate import clean_batch

    listed = list(documents)
    if not listed:
        return
    readable: list[tuple[RawDocument, bytes]] = []
    with RawStore(of(settings)).reader() as reader:
        for raw in listed:
            try:
                readable.append((raw, reader.read(raw)))
            except Quarantine:  # its bytes are gone: what is left is joined
                continue
    yield from (a for a in clean_batch(readable, as_of=as_of, settings=settings) if isinstance(a, Article))


def _merged(page: Article, into: Article) -> Excluded:
    return Excluded(
        document_id=page.document_id,
        uri=into.uri,
        raw_sha256="",  # an Article does not know its bytes, and nobody replays what was merged
        stage="deduplicate",
        outcome=Outcome.MERGED,
        reason=REASON,
        detail=f"page {page.page_number or 1} of an article that document {into.document_id} of this run leads to",
    )
