"""WARC files of an inbox in ranges of records, each of which can be read by itself: what a backfill is mapped over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypedDict, cast
from urllib.parse import unquote

from mediawatch.collect.archives.warc import read_pages, record_places
from mediawatch.collect.archives.warc_pages import warc_documents
from mediawatch.collect.files.delivery import deliver, ending, is_archive
from mediawatch.collect.files.walk import find
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine, Reason, UsageError
from mediawatch.model import Excluded, RawDocument
from mediawatch.settings import Settings
from mediawatch.storage.door import StoredFile

MAX_PARTS = 1_000
"""Airflow maps a task over at most 1,024."""


class Range(TypedDict):
    """Records of one stored WARC file. Places in bytes."""

    inbox: str
    uri: str  # of the file
    storage_url: str
    start: int
    stop: int | None  # None: to the end of the file
    before: int  # records of the file that stand before it
    records: int


class Part(TypedDict):
    """What one task reads."""

    number: int  # from 0
    ranges: list[Range]


class Note(Protocol):
    """A small JSON document; None where nothing was written."""

    def read(self) -> Any | None: ...
    def write(self, content: Any) -> None: ...


class Notes(Protocol):
    """Where a run keeps how an archive in a certain state is cut: `mediawatch.lake.run_folder.RunFolder`."""

    def archive_plan(self, state: str) -> Note: ...


def plan(
    roots: Mapping[str, Path],
    patterns: Sequence[str],
    store: RawStore,
    notes: Notes,
    *,
    records: int,
    observed_at: datetime,
    settings: Settings,
) -> tuple[list[Part], list[Excluded]]:
    """Keep the WARC files of the inboxes `roots` whose path in the inbox fits one of `patterns` (`*` for anything, all
    of them where there is no pattern), and cut them into ranges of `records` records; what could not be taken. Each
    file is noted as soon as it is cut, so that after an interruption the same call, of the same run, goes on behind it.

    Raises UsageError where a pattern fits no WARC file.
    """
    ranges: list[Range] = []
    excluded: list[Excluded] = []
    unused = set(patterns)
    for inbox, root in roots.items():
        for found in find(inbox, root, settings.quiet_seconds):
            name = unquote(found.uri.removeprefix(f"file://{inbox}/"))
            fits = {pattern for pattern in patterns if fnmatchcase(name, pattern)}
            if not is_archive(ending(found.uri)) or (patterns and not fits):
                continue
            unused -= fits
            # Another note where the file has changed.
            note = notes.archive_plan(f"{found.uri} {found.size} {found.modified_ns} {records}")
            if noted := note.read():
                ranges += cast(list[Range], noted)
                continue
            file = deliver(inbox, found, store, observed_at, settings)
            if isinstance(file, Excluded):
                excluded.append(file)
            elif not file.stored.byte_length:
                excluded.append(file.whole(Quarantine(Reason.EMPTY, "it holds no bytes")))
            else:
                cut = list(_cut(inbox, found.uri, file.stored.storage_url, file.file, records))
                note.write(cut)
                ranges += cut
    if unused:
        raise UsageError(
            f"no WARC file of {', '.join(roots)} fits {', '.join(sorted(unused))}: a pattern is a path in the inbox "
            "that ends in .warc, .wet (also with .gz or .zst) or .wacz, with * for anything"
        )
    size = -(-len(ranges) // MAX_PARTS) or 1
    parts = [ranges[start : start + size] for start in range(0, len(ranges), size)]
    return [Part(number=number, ranges=part) for number, part in enumerate(parts)], excluded


def _cut(inbox: str, uri: str, storage_url: str, file: StoredFile, records: int) -> Iterator[Range]:
    """The file in ranges. The last one goes to the end, so that what cannot be read comes to light there."""
    places = record_places(file)
    starts = []
    count = 0
    while page := list(islice(places, records)):
        starts.append(page[0])
        count += len(page)
    starts = starts or [0]
    for number, start in enumerate(starts):
        last = number + 1 == len(starts)
        before = number * records
        yield Range(
            inbox=inbox,
            uri=uri,
            storage_url=storage_url,
            start=start,
            stop=None if last else starts[number + 1],
            before=before,
            records=count - before if last else records,
        )


def read_part(
    part: Part, store: RawStore, *, observed_at: datetime, settings: Settings
) -> Iterator[RawDocument | Excluded]:
    """The pages of a part, and why its other records are none: the same as when the files are read as a whole."""
    for item in part["ranges"]:
        pages = read_pages(
            store.file(item["storage_url"]),
            settings.max_document_bytes,
            start=item["start"],
            stop=item["stop"],
            before=item["before"],
        )
        yield from warc_documents(
            pages, item["storage_url"], inbox=item["inbox"], uri=item["uri"], observed_at=observed_at
        )
