"""Keeping tables and disks bounded: what may go by a policy, shown first, then deleted.

Nothing that a reader sees goes: articles, tags and stories stay. With raw bytes goes the proof of what a page said, and
that a later version of the code can read it anew; so all of them stay unless the policy says otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Literal

from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.lake.run_folder import RUNS, SHARDS, RunFolder, folder_name
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.ledger import upkeep
from mediawatch.store.server.connect import transaction

PORTION = 5_000
"""Files of the raw store that one maintenance deletes at most: minutes of work, the next one takes the rest."""
PIECE = 20
"""Files of the raw store that go at once: no run begins or ends meanwhile, so it is a matter of milliseconds."""
RawPolicy = Literal["all", "days", "tagged"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What is kept. `raw`: all bytes, those of the last `raw_days`, or these and those of articles with a topic."""

    shard_days: float = 30
    log_days: float = 30
    message_days: float = 365
    raw: RawPolicy = "all"
    raw_days: float = 365


@dataclass(frozen=True, slots=True)
class Freed:
    """What goes, or went: `what` in words, how many, bytes where they are files, and an example."""

    what: str
    number: int
    size: int = 0
    example: str = ""

    def __str__(self) -> str:
        size = f", {self.size / 1e6:,.1f} MB" if self.size else ""
        example = f", for example {self.example}" if self.example else ""
        return f"{self.what}: {self.number:,}{size}{example}"


def tidy(
    settings: Settings, policy: Policy, *, delete: bool, now: datetime | None = None, own: str | None = None
) -> list[Freed]:
    """Shards of ended runs, old messages and results of gates, raw bytes by policy: what goes by the policy, and with
    `delete` it is gone afterwards. `own`: the run in ops.run that does so, which is at work and reads none of it."""
    at = now or datetime.now(UTC)
    return [
        _shards(settings, at - timedelta(days=policy.shard_days), delete=delete),
        _rows(settings, policy, at, delete=delete, which="messages"),
        _rows(settings, policy, at, delete=delete, which="results"),
        _bytes(settings, policy, at, delete=delete, own=own),
    ]


def old_files(
    folder: Path, days: float, what: str, *, delete: bool, now: datetime | None = None, named: str | None = None
) -> Freed:
    """Files below a folder that nobody has written for so many days: logs. Empty folders go with them. `named`: only
    files whose names are like that, in a folder which others may write to as well."""
    before = ((now or datetime.now(UTC)) - timedelta(days=days)).timestamp()
    number, size, example = 0, 0, ""
    for path in _files(folder):
        if named is not None and not fnmatchcase(path.name, named):
            continue
        try:
            found = path.lstat()
            if found.st_mtime >= before:
                continue
            if delete:
                path.unlink()
        except OSError:  # somebody else has just removed it
            continue
        number, size, example = number + 1, size + found.st_size, example or str(path.relative_to(folder))
    if delete and named is None:
        for place, _, _ in os.walk(folder, topdown=False):
            if place != str(folder) and not any(Path(place).iterdir()):
                Path(place).rmdir()
    return Freed(what, number, size, example)


def sizes(settings: Settings, folders: dict[str, Path], now: datetime | None = None) -> dict[str, tuple[int, int]]:
    """Measure the lake's parts, backups and other folders, and note it for ops.size: name -> (files, bytes)."""
    lake = of(settings)
    found = {}
    for what, prefix in (("shards", RUNS), ("raw store", "raw")):
        entries = [entry.size for entry in lake.below(prefix)]
        found[what] = (len(entries), sum(entries))
    for what, folder in {"backups": settings.home / "var" / "backups", **folders}.items():
        entries = [path.lstat().st_size for path in _files(folder)]
        found[what] = (len(entries), sum(entries))
    with transaction(settings) as connection:
        upkeep.note_sizes(connection, found, now or datetime.now(UTC))
    return found


def _shards(settings: Settings, before: datetime, *, delete: bool) -> Freed:
    """Records of runs that ended long ago, and folders of runs that the warehouse does not know: of these nobody can be
    at work after so long."""
    with transaction(settings) as connection:
        ended = {folder_name(run_id): run_id for run_id in upkeep.ended_runs(connection, before)}
        live = {folder_name(run_id) for run_id in upkeep.running(connection)}
    number, size, example = 0, 0, ""
    lake = of(settings)
    for name, found in groupby(lake.below(RUNS), key=lambda entry: entry.key.split("/")[1]):
        entries = list(found)
        old = all(entry.modified < before for entry in entries)
        if name in live or (name not in ended and not old):
            continue
        shards = [entry for entry in entries if entry.key.endswith(SHARDS)]
        if not shards:
            continue
        number, example = number + len(shards), example or name
        size += sum(entry.size for entry in shards)
        if delete and name in ended:
            RunFolder(lake, ended[name]).forget_texts()
            for entry in shards:
                lake.remove(entry.key)
        elif delete:
            lake.remove_below(f"{RUNS}/{name}")
    return Freed("shards of ended runs", number, size, example)


def _rows(settings: Settings, policy: Policy, now: datetime, *, delete: bool, which: str) -> Freed:
    with transaction(settings) as connection:
        if which == "messages":
            before = now - timedelta(days=policy.message_days)
            return Freed("messages that are over", upkeep.old_messages(connection, before, delete=delete))
        before = now - timedelta(days=settings.ledger_days)
        return Freed("results of gates of old runs", upkeep.old_results(connection, before, delete=delete))


def _bytes(settings: Settings, policy: Policy, now: datetime, *, delete: bool, own: str | None) -> Freed:
    what = {
        "all": "raw bytes: all are kept",
        "days": f"raw bytes older than {policy.raw_days:g} days",
        "tagged": f"raw bytes older than {policy.raw_days:g} days of articles without a topic",
    }[policy.raw]
    if policy.raw == "all":
        return Freed(what, 0)
    before, size = now - timedelta(days=policy.raw_days), 0
    gone: list[str] = []
    with transaction(settings) as connection:
        chosen = upkeep.old_bytes(connection, before, untagged_only=policy.raw == "tagged", most=PORTION)
    store = RawStore(of(settings))
    for piece in (chosen[place : place + PIECE] for place in range(0, len(chosen), PIECE)):
        sizes = {url: sum(file.size() or 0 for file in (store.file(url), *store.originals(url))) for url in piece}
        if delete:
            with transaction(settings) as connection:
                # A run may read any of them, and take bytes in that are there already.
                if not (upkeep.keep_runs_out(connection) and upkeep.running(connection) <= {own}):
                    what += f": {'the rest is ' if gone else ''}left, since a run is at work"
                    break
                piece = upkeep.old_bytes(connection, before, untagged_only=policy.raw == "tagged", among=piece)
                for file in (file for url in piece for file in (*store.originals(url), store.file(url))):
                    file.remove()
                upkeep.note_erased(connection, piece, now)
        gone += piece
        size += sum(sizes[url] for url in piece)
    return Freed(what, len(gone), size, gone[0] if gone else "")


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield Path(place) / name
