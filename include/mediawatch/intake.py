"""What a run takes in: files, pages of the web, or quarantined documents once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mediawatch.collect.fetch import Fetcher, UrlState, WebSettings
from mediawatch.collect.files import collect_files
from mediawatch.collect.raw_store import RawStore
from mediawatch.lake import RunFolder, folder_name, record, write_table
from mediawatch.model import RawDocument, SetAside
from mediawatch.request import Request, roots, sources
from mediawatch.settings import Settings
from mediawatch.store import ledger
from mediawatch.store.connect import transaction
from mediawatch.store.web import PostgresUrlHistory

URL_STATES = "url-states.parquet"
"""File in the run's folder: what a crawl learnt of addresses, kept for the run's publication."""


def found(
    settings: Settings, folder: RunFolder, request: Request, observed_at: datetime
) -> Iterator[RawDocument | SetAside]:
    """Everything that the run was asked to take in, whether it was taken before or not."""
    if request.replay is not None:
        with transaction(settings) as connection:
            entries = ledger.open_quarantine(connection, ids=request.replay)
        for entry in entries:
            if entry["raw"] is not None:
                times = {"observed_at": datetime.fromisoformat(entry["raw"]["observed_at"])}
                yield record(RawDocument, {**entry["raw"], **times})
        return
    store = RawStore(settings.lake)
    for name, path in roots(settings, request):
        yield from collect_files({name: path}, store, observed_at=observed_at, settings=settings)
    yield from _fetched(settings, folder, request, observed_at)


def _fetched(
    settings: Settings, folder: RunFolder, request: Request, observed_at: datetime
) -> Iterator[RawDocument | SetAside]:
    """Pages from the web; what was learnt of their addresses is kept for the run's publication."""
    chosen = sources(settings, request)
    if not request.urls and not chosen:
        return
    manners = WebSettings(allow=settings.web_allow, delay=settings.web_delay)
    manners = replace(manners, user_agent=settings.user_agent or manners.user_agent)
    fetcher = Fetcher(RawStore(settings.lake), PostgresUrlHistory(settings), settings, manners)
    crawl = fetcher.fetch(request.urls, chosen, crawl_id=folder_name(folder.run_id), observed_at=observed_at)
    write_table(folder.path / URL_STATES, UrlState, crawl.states.values())
    yield from crawl
