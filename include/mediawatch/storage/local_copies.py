"""Copies of what was read from a bucket or written to it, in files without a name: they go with their process.

A shard is read many times by the stage that looks at a whole run. The store is asked each time whether it is still the
same, and sends it only where it is not.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, cast

MOST = 512 * 1024 * 1024
"""Bytes of all copies of a process: the shards of 200,000 short articles."""
MOST_FILES = 100
"""Copies of a process: each keeps a file open, and some systems allow a process 256 of them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a content. `tag`: what the store calls this very content."""

    tag: str | None
    size: int
    file: BinaryIO

    def __del__(self) -> None:
        self.file.close()

    def read(self) -> bytes:
        return os.pread(self.file.fileno(), self.size, 0)

    def stream(self) -> io.RawIOBase:
        return _Stream(self)


class Copies:
    """Copies of one process, of at most MOST bytes in MOST_FILES files: what was asked for longest ago goes first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: OrderedDict[str, Copy] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def of(self, key: str) -> Copy | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def add(self, key: str, tag: str | None, data: bytes) -> None:
        """Keep a copy of these bytes."""
        if tag is None or len(data) > MOST:
            return
        with suppress(OSError):  # without room, or in a container that may not write: it will be read again
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = cast(BinaryIO, tempfile.TemporaryFile(dir=self._folder))  # noqa: SIM115 - kept open
            copy = Copy(tag, len(data), file)
            file.write(data)
            file.flush()
            self._hold(key, copy)

    def kept(self, key: str, tag: str | None, path: Path) -> None:
        """Keep the bytes of a file, whose name may go."""
        size = path.stat().st_size
        if tag is not None and size <= MOST:
            self._hold(key, Copy(tag, size, path.open("rb")))

    def _hold(self, key: str, copy: Copy) -> None:
        with self._lock:
            old = self._held.pop(key, None)
            self._held[key] = copy
            self._size += copy.size - (old.size if old else 0)
            while self._size > MOST or len(self._held) > MOST_FILES:
                self._size -= self._held.popitem(last=False)[1].size


class _Stream(io.RawIOBase):
    """A copy as a stream with a place of its own."""

    def __init__(self, copy: Copy) -> None:
        self._copy, self._place = copy, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._copy.size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")
        data = os.pread(self._copy.file.fileno(), len(room), self._place)
        room[: len(data)] = data
        self._place += len(data)
        return len(data)
