"""The files of an inbox, in a fixed order, none of them outside of it."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from mediawatch.collect.files.column_mapping import is_mapping
from mediawatch.errors import Quarantine, Reason, UsageError

MAX_URI = 1000
"""Characters of a file's uri; longer names are shortened in the middle, with a hash for what is left out."""
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".download", "~")
"""Endings that programs give to files that they have not finished."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in an inbox. `problem` says why its content is not to be read, None where it is."""

    uri: str
    path: Path
    size: int
    modified_ns: int
    problem: Quarantine | None = None
    waits: bool = False  # the problem passes by itself or is none: skip, do not quarantine
    device_and_number: tuple[int, int] = (0, 0)  # of the file in its file system

    def still_the_same(self) -> bool:
        """Whether it is the file that was found, of the same size and time of change."""
        try:
            return self._is(self.path.lstat())
        except OSError:
            return False

    def open(self) -> BinaryIO | None:
        """The file that was found; None where its name has come to stand for another one, so that a link or a pipe put
        in its place after it was judged leads nowhere. Raises OSError."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            if error.errno == errno.ELOOP:
                return None
            raise
        if self._is(os.fstat(descriptor)):
            return os.fdopen(descriptor, "rb")
        os.close(descriptor)
        return None

    def _is(self, info: os.stat_result) -> bool:
        same = (info.st_dev, info.st_ino) == self.device_and_number
        return same and (info.st_size, info.st_mtime_ns) == (self.size, self.modified_ns)


def file_uri(inbox: str, relative: str) -> str:
    """`file://<inbox>/<relative path>` in printable ASCII: percent escapes of the name's bytes, so that a
    name in any encoding can be found again."""
    name = quote(os.fsencode(relative), safe="/!$&'()*+,;=:@")
    if len(name) > MAX_URI:
        mark = f"~{hashlib.sha256(os.fsencode(relative)).hexdigest()[:16]}~"
        name = name[:600].rpartition("%")[0] + mark + name[-300:].partition("%")[2]
    return f"file://{inbox}/{name}"


def _look(inbox: str, root: Path, path: Path) -> Found:
    """One name, judged by what the file system says of it."""
    relative = os.path.relpath(path, root) if path != root else path.name
    uri = file_uri(inbox, relative)

    def refused(reason: Reason, detail: str, *, waits: bool = False) -> Found:
        return Found(uri, path, 0, 0, Quarantine(reason, detail), waits)

    base = root if root.is_dir() else root.parent
    try:
        real = path.resolve(strict=True)
        info = real.lstat()
    except (OSError, RuntimeError) as error:  # a link to nothing or to itself, a folder that may not be entered
        return refused(Reason.UNREADABLE, f"cannot be opened: {getattr(error, 'strerror', None) or error}")
    if not real.is_relative_to(base):
        return refused(Reason.LINK_LEADS_OUT, "it is a link to a place outside of the inbox")
    if path.name.startswith("."):
        return refused(Reason.HIDDEN, "its name begins with a dot", waits=True)
    if stat.S_ISDIR(info.st_mode) and not path.is_symlink():
        return refused(Reason.UNREADABLE, "the folder cannot be listed: may this user read it?")
    if stat.S_ISDIR(info.st_mode):
        return refused(Reason.LINKED_FOLDER, "a link to a folder of the same inbox, which is read there", waits=True)
    if not stat.S_ISREG(info.st_mode):
        return refused(Reason.UNREADABLE, "it is no regular file")
    if is_mapping(path.name):
        return refused(Reason.MAPPING, "it says how to read the table beside it", waits=True)
    if path.name.lower().endswith(UNFINISHED):
        return refused(Reason.STILL_BEING_WRITTEN, "its ending says that it is not finished", waits=True)
    return Found(uri, real, info.st_size, info.st_mtime_ns, device_and_number=(info.st_dev, info.st_ino))


def _paths(root: Path) -> Iterator[Path]:
    """Every name at or below `root` that is no ordinary folder; folders that cannot be listed stand for
    themselves.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError:
            yield folder
            continue
        below: list[Path] = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                below.append(Path(entry.path))
            else:
                yield Path(entry.path)
        folders.extend(reversed(below))


def find(inbox: str, root: Path, quiet_seconds: float) -> Iterator[Found]:
    """All that stands in the inbox `root` (a folder, or one file), in the order of names, folders after
    files.

    A file that changed within the last `quiet_seconds` is looked at again once that time is over (one pause
    for the whole inbox); if it has changed meanwhile, it is still being written. Raises UsageError where
    `root` does not exist.
    """
    if not root.exists():
        raise UsageError(f"there is no {root}: name a folder or a file that exists")
    base = root.resolve()
    found = [_look(inbox, base, path) for path in (_paths(base) if base.is_dir() else [base])]
    now = time.time_ns()
    quiet_ns = int(quiet_seconds * 1e9)
    fresh = [item for item in found if item.problem is None and now - item.modified_ns < quiet_ns]
    if fresh:
        youngest = max(item.modified_ns for item in fresh)
        time.sleep(min(quiet_ns, max(0, youngest + quiet_ns - now)) / 1e9)
    changed = {item.uri for item in fresh if not item.still_the_same()}
    for item in found:
        if item.uri in changed:
            problem = Quarantine(Reason.STILL_BEING_WRITTEN, "it changed while it was looked at")
            yield replace(item, problem=problem, waits=True)
        else:
            yield item
