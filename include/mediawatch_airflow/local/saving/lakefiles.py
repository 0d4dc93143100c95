"""The lake in a backup: the raw store whole, of the runs what is needed to know them and to end them.

Bytes are stored before a database names them and are never written anew, so a copy that is made after the databases
were read has all that they name. Files of a crawl in progress only grow; its journal, which comes first by name, says
nothing about pages that are not in the WARC file by then. Shards of a run that has ended well are of no more use; its
manifests stay, and so do all files of a run that can still be taken up.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Collection, Iterator
from pathlib import Path

from mediawatch.errors import Permanent
from mediawatch.lake.run_folder import RUNS, SHARDS

PARTS = ("raw", RUNS)
_COMPRESSION = 3  # of gzip: three times the speed of its default, a tenth more bytes
_DRAFT = ".restoring"
_OLD = ".replaced"


def pack(lake: Path, tar: Path, *, ended: Collection[str]) -> dict[str, int]:
    """Write the lake to `tar`; files by part. `ended`: folder names of the runs whose shards are left out."""
    counts = dict.fromkeys(PARTS, 0)
    with tarfile.open(tar, "w:gz", compresslevel=_COMPRESSION) as out:
        for path in _files(lake):
            inside = path.relative_to(lake)
            part = inside.parts[0]
            if part == RUNS and path.suffix == SHARDS and inside.parts[1] in ended:
                continue
            try:
                out.add(path, inside.as_posix(), recursive=False)
            except FileNotFoundError:  # removed meanwhile
                continue
            counts[part] += 1
    return counts


def names(tar: Path) -> set[str]:
    """What a tar holds, as storage_urls are written: relative to the lake."""
    with tarfile.open(tar, "r:gz") as file:
        return {member.name for member in file if member.isfile()}


def unpack(lake: Path, tar: Path) -> Path:
    """Extract beside what stands there; the draft for `swap`. Raises Permanent where the tar cannot be read."""
    lake.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = lake / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    try:
        with tarfile.open(tar, "r:gz") as file:
            file.extractall(draft, filter="data")
    except (tarfile.TarError, EOFError) as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise Permanent(f"{tar} cannot be read: {error}") from None
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return draft


def swap(lake: Path, draft: Path) -> None:
    """Put the draft in place of what stands there. The lake's own folder stays: it may be where a disk is mounted."""
    old = lake / _OLD
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for part in PARTS:
        if (lake / part).exists():
            (lake / part).rename(old / part)
        if (draft / part).exists():
            (draft / part).rename(lake / part)
    shutil.rmtree(old)
    shutil.rmtree(draft, ignore_errors=True)


def _files(lake: Path) -> Iterator[Path]:
    """Finished files, in a fixed order. What is still being written has a name that begins with a dot, or is in tmp."""
    for part in PARTS:
        for folder, folders, found in os.walk(lake / part):
            folders[:] = sorted(name for name in folders if Path(folder) != lake / "raw" or name != "tmp")
            for name in sorted(found):
                if not name.startswith("."):
                    yield Path(folder) / name
