"""What a run takes in: files, pages of the web, archives part by part, or quarantined documents once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from mediawatch.code_version import code_version
from mediawatch.collect.archives import warc_ranges
from mediawatch.collect.archives.warc_ranges import Part
from mediawatch.collect.files.inbox import collect_files
from mediawatch.collect.files.readers import again
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.fetch import Fetcher, WebSettings
from mediawatch.errors import Quarantine, UsageError
from mediawatch.lake.parquet import record
from mediawatch.lake.run_folder import folder_name
from mediawatch.model import Excluded, Outcome, RawDocument
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.ledger import entries, upkeep
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.request import roots, source_faults, sources
from mediawatch.workflow.run import Run
from mediawatch.workflow.takedown import block, known_addresses

PUBLISHED = "already_published"


def take(settings: Settings, run: Run) -> tuple[list[RawDocument], list[Excluded]]:
    """(documents that are new, what is quarantined or skipped), each document once, in the order in which they came.

    Skipped is what a removal forbids, and, unless the run reprocesses or replays, what was taken or quarantined before
    and is not to be tried again.
    """
    taken: dict[str, RawDocument] = {}
    captures: dict[str, datetime] = {}
    excluded: list[Excluded] = []
    for item in _found(settings, run):
        if isinstance(item, Excluded):
            excluded.append(item)
            continue
        before = taken.setdefault(item.document_id, item)
        if before.observed_at != item.observed_at:
            first = captures.get(item.document_id, before.observed_at)
            captures[item.document_id] = min(first, item.observed_at)
        if before.observed_at < item.observed_at:
            taken[item.document_id] = item  # a page that returned to an earlier text is current by its last capture
    run.folder.captures.write(captures)
    with transaction(settings) as connection:
        kept = {item.document_id: item.raw for item in excluded if item.raw}
        found_again = block(settings, connection, [*taken.values(), *kept.values()])
        blocked = {item.document_id: item for item in found_again}
        taken = {name: raw for name, raw in taken.items() if name not in blocked}
        excluded = [*(item for item in excluded if item.document_id not in blocked), *blocked.values()]
        if not run.request.reprocess and run.request.replay is None:
            uris = [raw.uri for raw in taken.values()] + [item.uri for item in excluded]
            known = entries.known(connection, uris, code_version())
            for place, item in enumerate(excluded):
                what = known.get((item.uri, item.raw_sha256))
                if what is not None and item.outcome is Outcome.QUARANTINED:
                    excluded[place] = _already(item, what)
            for raw in list(taken.values()):
                what = known.get((raw.uri, raw.raw_sha256))
                if what is not None:
                    excluded.append(_already(raw, what))
                    del taken[raw.document_id]
            upkeep.note_kept_again(connection, [item.raw for item in excluded if item.reason == PUBLISHED and item.raw])
        taken, left = _portion(settings, run, taken)
        observed = entries.first_observed(connection, list(taken.values()))
    run.folder.left.write(left)
    documents = [replace(raw, observed_at=observed.get(raw.document_id, raw.observed_at)) for raw in taken.values()]
    return documents, _once(excluded)


def _portion(settings: Settings, run: Run, taken: dict[str, RawDocument]) -> tuple[dict[str, RawDocument], int]:
    """(what one run takes of these documents, how many it leaves to the next one): so that it ends in its time, in
    memory that does not grow with what is delivered. Fetched pages are all taken, since they are not fetched again.

    Raises UsageError where the run reprocesses: the next one would begin with the same documents.
    """
    limit = settings.run_documents
    delivered = [name for name, raw in taken.items() if raw.inbox != "web"]
    if len(delivered) <= limit or run.request.replay is not None:
        return taken, 0
    if run.request.reprocess:
        raise UsageError(
            f"{len(delivered):,} documents are to be reprocessed, and a run takes {limit:,} "
            f"(MEDIAWATCH_RUN_DOCUMENTS): name folders or archives for {-(-len(delivered) // limit)} runs"
        )
    left = set(delivered[limit:])
    return {name: raw for name, raw in taken.items() if name not in left}, len(left)


def plan(settings: Settings, run: Run) -> list[Part]:
    """Keep the archives that were asked for, and say in which parts to read them. What the first attempt of a run
    found holds for every later one."""
    parts = run.folder.parts.read()
    if parts is None:
        parts, excluded = warc_ranges.plan(
            dict(roots(settings, run.request)),
            run.request.archives or (),
            RawStore(of(settings)),
            run.folder,
            records=run.request.records,
            observed_at=run.observed_at,
            settings=settings,
        )
        run.folder.excluded_archives.write(excluded)
        run.folder.parts.write(parts)
    return cast(list[Part], parts)


def read(settings: Settings, run: Run, part: Part) -> None:
    """Read one part and keep what it holds for `take`."""
    found = list(warc_ranges.read_part(part, RawStore(of(settings)), observed_at=run.observed_at, settings=settings))
    run.folder.part_excluded(part["number"]).write(item for item in found if isinstance(item, Excluded))
    pages = run.folder.part_pages(part["number"])
    pages.write(item for item in found if isinstance(item, RawDocument))  # last: it is done


def _found(settings: Settings, run: Run) -> Iterator[RawDocument | Excluded]:
    """Everything that the run was asked to take in, whether it was taken before or not."""
    request = run.request
    if request.replay is not None:
        yield from _replayed(settings, request.replay)
        return
    if request.archives is not None:
        yield from _archived(settings, run)
        return
    store = RawStore(of(settings))
    for name, path in roots(settings, request):
        yield from collect_files({name: path}, store, observed_at=run.observed_at, settings=settings)
    yield from _fetched(settings, run)
    yield from _tried_again(settings, run)


def _tried_again(settings: Settings, run: Run) -> Iterator[RawDocument]:
    """Documents that earlier runs quarantined for a reason that depends on the machine, as long as they have tries."""
    with transaction(settings) as connection:
        found, numbers = entries.retryable(connection)
    documents = [_raw(entry) for entry in found]
    run.folder.retried.write({"documents": [raw.document_id for raw in documents], "entries": numbers})
    yield from documents


def _raw(entry: Mapping[str, Any]) -> RawDocument:
    """The document of a quarantine entry that keeps it."""
    kept = entry["raw"]
    return record(RawDocument, {**kept, "observed_at": datetime.fromisoformat(kept["observed_at"])})


def _replayed(settings: Settings, ids: Sequence[int]) -> Iterator[RawDocument | Excluded]:
    """The documents of open quarantine entries; those that collect quarantined have to pass its screening first."""
    with transaction(settings) as connection:
        asked = entries.open_quarantine(connection, ids=ids)
    with RawStore(of(settings)).reader() as reader:
        for entry in asked:
            if entry["raw"] is None:
                continue
            raw = replace(_raw(entry), asked_for=True)
            if entry["stage"] != "collect":
                yield raw
                continue
            try:
                data = reader.read(raw)
            except Quarantine:  # its bytes are gone: clean says so of every document alike
                yield raw
            else:
                yield again(raw, data, settings)


def _archived(settings: Settings, run: Run) -> Iterator[RawDocument | Excluded]:
    """What the parts hold; those that nobody has read yet are read here."""
    parts = plan(settings, run)
    yield from run.folder.excluded_archives.read()
    for part in parts:
        pages = run.folder.part_pages(part["number"])
        if not pages.exists():
            read(settings, run, part)
        yield from run.folder.part_excluded(part["number"]).read()
        yield from pages.read()


def _fetched(settings: Settings, run: Run) -> Iterator[RawDocument | Excluded]:
    """Pages from the web; what was learnt of their addresses is kept for the run's publication."""
    chosen = sources(settings, run.request)
    run.folder.source_faults.write(source_faults(settings, run.request))
    if not run.request.urls and not chosen:
        return
    manners = WebSettings(allow=settings.web_allow, delay=settings.web_delay)
    manners = replace(manners, user_agent=settings.user_agent or manners.user_agent)
    fetcher = Fetcher(RawStore(of(settings)), known_addresses(settings), settings, manners)
    crawl = fetcher.fetch(
        run.request.urls, chosen, crawl_id=folder_name(run.folder.run_id), observed_at=run.observed_at
    )
    run.folder.url_states.write(crawl.states.values())
    yield from crawl


def _already(item: RawDocument | Excluded, what: str) -> Excluded:
    reason, detail = {
        "published": (PUBLISHED, "a published run has taken these bytes from here"),
        "quarantined": ("already_quarantined", "these bytes were quarantined before: see ops.quarantine_open"),
    }[what]
    raw = item.raw if isinstance(item, Excluded) else item
    return Excluded(item.document_id, item.uri, item.raw_sha256, "collect", Outcome.SKIPPED, reason, detail, raw)


def _once(excluded: Sequence[Excluded]) -> list[Excluded]:
    """One entry a document: the ledger has one row for each."""
    return list({item.document_id: item for item in reversed(excluded)}.values())[::-1]
