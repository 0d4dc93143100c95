"""Atomic writes: a file of the lake is there whole or not at all, whenever the process is killed."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary name beside `path` to write to; what was written there is synced and takes the place of `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name that nobody else has: process numbers repeat among containers that share a lake.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with full_disk_named(path.parent):
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)  # half of one would take the place that a full disk lacks
    sync_folder(path.parent)


@contextmanager
def full_disk_named(folder: Path) -> Iterator[None]:
    """Whoever writes to an open file is told that the disk is full, and not which: name the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT) and error.filename is None:
            error.filename = str(folder)
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last: without it a file that was synced may have no name after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
