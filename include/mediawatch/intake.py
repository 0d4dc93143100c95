"""What a run takes in: files, pages of the web, archives part by part, or quarantined documents once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

from mediawatch.collect import ranges
from mediawatch.collect.fetch import Fetcher, UrlState, WebSettings
from mediawatch.collect.files import collect_files
from mediawatch.collect.ranges import Part
from mediawatch.collect.raw_store import RawStore
from mediawatch.lake import RunFolder, folder_name, read_table, record, write_table
from mediawatch.model import RawDocument, SetAside
from mediawatch.removal import known_addresses
from mediawatch.request import Request, roots, sources
from mediawatch.settings import Settings
from mediawatch.store import ledger
from mediawatch.store.connect import transaction

URL_STATES = "url-states.parquet"
"""File in the run's folder: what a crawl learnt of addresses, kept for the run's publication."""
_PARTS = "parts.json"


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
    if request.archives is not None:
        yield from _archived(settings, folder, request, observed_at)
        return
    store = RawStore(settings.lake)
    for name, path in roots(settings, request):
        yield from collect_files({name: path}, store, observed_at=observed_at, settings=settings)
    yield from _fetched(settings, folder, request, observed_at)


def plan(settings: Settings, folder: RunFolder, request: Request, observed_at: datetime) -> list[Part]:
    """Keep the archives that were asked for, and say in which parts to read them. What the first attempt of a run
    found holds for every later one."""
    parts = folder.read_json(_PARTS)
    if parts is None:
        parts, aside = ranges.plan(
            dict(roots(settings, request)),
            request.archives or (),
            RawStore(settings.lake),
            folder,
            records=request.records,
            observed_at=observed_at,
            settings=settings,
        )
        write_table(folder.path / "parts" / "aside-plan.parquet", SetAside, aside)
        folder.write_json(_PARTS, parts)
    return cast(list[Part], parts)


def read(settings: Settings, folder: RunFolder, part: Part, observed_at: datetime) -> None:
    """Read one part and keep what it holds for `found`."""
    found = list(ranges.read_part(part, RawStore(settings.lake), observed_at=observed_at, settings=settings))
    pages, aside = _part_files(folder, part)
    write_table(aside, SetAside, [item for item in found if isinstance(item, SetAside)])
    write_table(pages, RawDocument, [item for item in found if isinstance(item, RawDocument)])  # last: it is done


def _archived(
    settings: Settings, folder: RunFolder, request: Request, observed_at: datetime
) -> Iterator[RawDocument | SetAside]:
    """What the parts hold; those that nobody has read yet are read here."""
    parts = plan(settings, folder, request, observed_at)
    yield from read_table(folder.path / "parts" / "aside-plan.parquet", SetAside)
    for part in parts:
        pages, aside = _part_files(folder, part)
        if not pages.exists():
            read(settings, folder, part, observed_at)
        yield from read_table(aside, SetAside)
        yield from read_table(pages, RawDocument)


def _part_files(folder: RunFolder, part: Part) -> tuple[Path, Path]:
    place = folder.path / "parts"
    return place / f"pages-{part['number']:04d}.parquet", place / f"aside-{part['number']:04d}.parquet"


def _fetched(
    settings: Settings, folder: RunFolder, request: Request, observed_at: datetime
) -> Iterator[RawDocument | SetAside]:
    """Pages from the web; what was learnt of their addresses is kept for the run's publication."""
    chosen = sources(settings, request)
    if not request.urls and not chosen:
        return
    manners = WebSettings(allow=settings.web_allow, delay=settings.web_delay)
    manners = replace(manners, user_agent=settings.user_agent or manners.user_agent)
    fetcher = Fetcher(RawStore(settings.lake), known_addresses(settings), settings, manners)
    crawl = fetcher.fetch(request.urls, chosen, crawl_id=folder_name(folder.run_id), observed_at=observed_at)
    write_table(folder.path / URL_STATES, UrlState, crawl.states.values())
    yield from crawl
