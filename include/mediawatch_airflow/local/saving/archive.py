"""A backup as a folder: its parts, its manifest, and the checksums that say whether it is whole.

    <DIR>/mediawatch-2026-11-22T021300Z/
        manifest.json       what it is: versions, schema revisions, rows of each table, files of the lake
        airflow.dump        Airflow's metadata, pg_dump's custom format
        mediawatch.dump     the warehouse
        lake.tar.gz         raw store and the runs' manifests
        roles.json          roles of the server, with what they may do
        secrets.json ...    keys and passwords of the local Airflow
        SHA256SUMS          of all of these; `sha256sum -c SHA256SUMS` checks it by hand

It is made under a name that begins with a dot and renamed when it is whole and on disk. It holds articles, keys and
password hashes: folder 700, files 600.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mediawatch.errors import Permanent, UsageError

FORMAT = 1
PREFIX = "mediawatch-"
MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"
DATABASES = ("airflow", "mediawatch")
LAKE = "lake.tar.gz"
ROLES = "roles.json"
SECRETS = ("secrets.json", "passwords.json")
_DRAFT = re.compile(rf"\.{PREFIX}\d{{4}}-\d\d-\d\dT\d{{6}}Z")
"""A dot and a `name`: nothing else in the folder, which may be anybody's, was begun here."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. Keys of the mappings: the database's name, `airflow` or `mediawatch`."""

    made_at: str  # ISO time at which the databases were read
    mediawatch: str  # version of the code
    airflow: str
    postgres: Mapping[str, int]  # major version of the server
    revisions: Mapping[str, str | None]  # of the schemas
    rows: Mapping[str, Mapping[str, int]]  # table -> rows
    files: Mapping[str, int]  # raw, runs -> files in the tar
    format: int = FORMAT


def name(moment: datetime) -> str:
    return f"{PREFIX}{moment.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def all_in(folder: Path) -> list[Path]:
    """The finished backups below `folder`, the newest last."""
    return sorted(path for path in folder.glob(f"{PREFIX}*") if (path / CHECKSUMS).is_file())


@contextmanager
def being_made(folder: Path, title: str) -> Iterator[Path]:
    """A draft to fill, which stands as `folder/title` once the block ends well and is removed where it does not.

    One backup at a time; what a killed one left behind is removed. Raises Permanent where another one is at work.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Permanent(f"another backup is being made in {folder}: wait for it") from None
        for left in folder.iterdir():
            if _DRAFT.fullmatch(left.name) and left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
        if (folder / title).exists():
            raise Permanent(f"{folder / title} is there already: backups need a second between them")
        draft = folder / f".{title}"
        draft.mkdir(mode=0o700)
        try:
            yield draft
            for path in draft.iterdir():
                path.chmod(0o600)
                _sync(path)
            _sync(draft)
            draft.rename(folder / title)
            _sync(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise


def close(draft: Path, manifest: Manifest) -> None:
    """Write the manifest and, last, the checksums."""
    (draft / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1, default=dict) + "\n", encoding="utf-8")
    sums = [f"{_sha256(path)}  {path.name}\n" for path in sorted(draft.iterdir())]
    (draft / CHECKSUMS).write_text("".join(sums), encoding="utf-8")


def verified(folder: Path) -> Manifest:
    """The manifest of a backup of which every part is there and has its checksum. Raises Permanent."""
    if not folder.is_dir():
        raise UsageError(f"there is no backup {folder}")
    try:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        sums = {line[66:]: line[:64] for line in lines}
    except (OSError, UnicodeDecodeError):
        raise Permanent(f"{folder} is no backup, or not a whole one: it has no readable {CHECKSUMS}") from None
    missing = [part for part in (MANIFEST, LAKE, ROLES, *(f"{each}.dump" for each in DATABASES)) if part not in sums]
    if missing:
        raise Permanent(f"{folder} is damaged: {CHECKSUMS} does not name {', '.join(missing)}")
    for part, expected in sums.items():
        if "/" in part or not (folder / part).is_file():
            raise Permanent(f"{folder} is damaged: {part} is not there")
        if _sha256(folder / part) != expected:
            raise Permanent(f"{folder} is damaged: {part} is not what was written (its sha256 differs)")
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if told.get("format") != FORMAT:
        raise Permanent(
            f"{folder} has format {told.get('format')}, this release reads {FORMAT}: use the one that made it"
        )
    return Manifest(**told)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
