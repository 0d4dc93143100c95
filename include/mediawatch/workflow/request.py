"""What a run is asked to do, and the check of it at the door."""

from __future__ import annotations

import os
import string
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from mediawatch.collect.web.source_files import LoadedSources, load_sources
from mediawatch.collect.web.sources import Source
from mediawatch.errors import UsageError, unknown_name
from mediawatch.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do."""

    dag_id: str
    run_id: str
    inboxes: tuple[str, ...] = ("seeds", "inbox")  # names in settings.inboxes; not read where paths are given
    paths: tuple[Path, ...] = ()  # folders and files to take instead
    inbox_name: str | None = None  # inbox name for `paths`; None: each folder's own
    archives: tuple[str, ...] | None = None  # patterns of WARC files in `inboxes`: they alone are taken; (): all
    records: int = 5_000  # of archives, for each task that reads
    urls: tuple[str, ...] = ()  # pages to fetch
    sources: tuple[str, ...] | None = ()  # ids of sources to collect as far as they are due; None: all enabled ones
    replay: tuple[int, ...] | None = None  # quarantine entries to send through again, instead of files
    reprocess: bool = False  # take documents too that a published run has taken, or that were quarantined
    max_quarantined_share: float | None = None  # a person's word for this run; None: settings.max_quarantined_share
    shard_size: int | None = None  # documents; None: settings.shard_size
    as_of: datetime | None = None  # None: now
    topics_dir: Path | None = None  # None: settings.topics_dir
    attempt: int = 1

    @property
    def name(self) -> str:
        """The run's id in the warehouse."""
        return f"{self.dag_id}:{self.run_id}"


def roots(settings: Settings, request: Request) -> list[tuple[str, Path]]:
    """(inbox name, folder or file) pairs to read. An inbox name is part of addresses: what no address may hold is
    percent-escaped in it, and nothing else, so that what was published is known again. Raises UsageError for what does
    not exist, and for a path that the warehouse cannot note."""
    if request.replay is not None:
        return []
    if request.paths:
        for path in request.paths:
            if not path.exists():
                raise UsageError(f"there is no file or folder {path}")
            if os.fsencode(path) != str(path).encode("utf-8", "replace"):
                raise UsageError(f"the name {str(path)!a} is not UTF-8: rename it, or name the folder above it")
        named = [(path.resolve(), path.resolve() if path.is_dir() else path.resolve().parent) for path in request.paths]
        return [
            (quote(os.fsencode(request.inbox_name or folder.name), safe=string.punctuation), path)
            for path, folder in named
        ]
    unknown = [name for name in request.inboxes if name not in settings.inboxes]
    if unknown:
        raise unknown_name("inbox", unknown, settings.inboxes)
    roots = [(name, settings.inboxes[name]) for name in request.inboxes]
    return [(name, folder) for name, folder in roots if folder.exists()]


def fits(settings: Settings, request: Request) -> None:
    """Raises UsageError where one run cannot take what it is asked for, with the number of runs that can. Of files and
    archives a run takes what it may and leaves the rest to the next one."""
    asked, limit = len(request.replay or ()), settings.run_documents
    if asked > limit:
        raise UsageError(
            f"{asked:,} documents are to be replayed, and a run takes {limit:,} (MEDIAWATCH_RUN_DOCUMENTS): replay "
            f"them in {-(-asked // limit)} runs"
        )


_FIRST_YEAR, _LAST_YEAR = 1000, 9000


def moment(text: str, name: str) -> datetime:
    """A date with time and zone, as a person writes it for `name`. Raises UsageError for anything else, and for
    one that lies at an end of the calendar."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise UsageError(f"{name} must be a date with time and zone, as 2025-05-05T12:00:00+00:00, not {text!r}")
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise UsageError(f"{name} must lie between the years {_FIRST_YEAR} and {_LAST_YEAR}, not in {found.year}")
    return found


def sources(settings: Settings, request: Request) -> list[Source]:
    """The sources to collect. A file that is wrong stops its own source alone (source_faults tells of it). Raises
    UsageError for a named source that is unknown, disabled or wrong."""
    if request.sources is not None and not request.sources:
        return []
    loaded = load_sources(settings.sources_dir)
    known = {source.source_id: source for source in loaded.sources}
    if request.sources is None:
        return [source for source in known.values() if source.enabled]
    faults = {fault.source_id: fault for fault in loaded.faults}
    for name in request.sources:
        if name not in known and name in faults:
            raise UsageError(str(faults[name]))
        if name not in known:
            raise unknown_name("source", [name], {**known, **faults}, f" in {settings.sources_dir}")
        if not known[name].enabled:
            raise UsageError(f"source {name!r} is disabled: set `enabled: true` in its file in {settings.sources_dir}")
    return [known[name] for name in request.sources]


def source_faults(settings: Settings, request: Request) -> list[str]:
    """What is wrong with source files, a line for each, where the run collects every enabled source."""
    loaded = load_sources(settings.sources_dir) if request.sources is None else LoadedSources()
    return [fault.told for fault in loaded.faults]
