"""The door to the lake: bytes under keys, in a folder of this machine or in a bucket that many machines share.

    lake = of(settings)
    lake.write("runs/cli-1/request.json", b"{}")
    lake.file("raw/ab/abcd.txt").read()

A key is a path relative to the lake (`raw/ab/<sha256>.txt`), the same in a folder and in a bucket, so that what the
warehouse names survives a move from one to the other. What is written is there whole or not at all, under its key at
once, and may be written again: a writer that heard no answer does so.

A key is asked for by its name. `below` alone lists, which is slow and costs money in a bucket: for takedowns,
maintenance and a stage that is done again, never for a document or a shard.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from mediawatch.settings import Settings
from mediawatch.storage.stored_keys import Entry, Patch


class Storage(Protocol):
    """Bytes under keys. Every method raises ValueError for a key that leads out of the lake, Transient where the place
    did not answer, Permanent where it refuses."""

    def write(self, key: str, data: bytes) -> None:
        """Make these bytes the content of the key, in place of what it had."""

    def writing(self, key: str) -> AbstractContextManager[Path]:
        """A file to write to; where the block ends well, it becomes the content of the key."""

    def draft(self) -> AbstractContextManager[Path]:
        """The name of a file for bytes whose key is not known yet; gone when the block ends."""

    def keep(self, draft: Path, key: str) -> None:
        """Make a draft the content of the key; the draft is of no more use."""

    def read(self, key: str) -> bytes:
        """The content of the key. Raises FileNotFoundError."""

    def open(self, key: str, *, kept: bool = False) -> BinaryIO:
        """The content of the key as a stream that can be sought in. `kept`: this process has just stored it, so that
        its own copy will do. Raises FileNotFoundError, here or when the stream is read first."""

    def size(self, key: str) -> int | None:
        """Bytes of the content; None where there is none."""

    def remove(self, key: str) -> None:
        """Remove the key and its content, if it is there."""

    def rewrite(self, key: str, patch: Patch) -> None:
        """Replace the content by what `patch` makes of it, as if nobody else wrote there meanwhile: `patch` may be
        called again with newer content. Raises FileNotFoundError."""

    def below(self, prefix: str) -> Iterator[Entry]:
        """Every key below a prefix that ends where a name ends (`runs`, `runs/cli-1`), in the order of the keys."""

    def remove_below(self, prefix: str) -> None:
        """Remove every key below a prefix."""

    def working_folder(self, prefix: str) -> AbstractContextManager[Path]:
        """A folder of this machine for a process that appends to files: it holds what stands below the prefix, and what
        it holds when the block ends, in whatever way, stands there."""

    def lock_file(self, key: str) -> Path | None:
        """The file by whose lock (flock) all who use the lake keep apart; None where no file reaches them all."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A key of a lake, as a file that is read."""

    storage: Storage
    key: str
    kept: bool = False  # see Storage.open

    @property
    def name(self) -> str:
        return self.key.rpartition("/")[2]

    def open(self) -> BinaryIO:
        return self.storage.open(self.key, kept=self.kept)

    def read(self) -> bytes:
        return self.storage.read(self.key)

    def size(self) -> int | None:
        return self.storage.size(self.key)

    def exists(self) -> bool:
        return self.size() is not None

    def remove(self) -> None:
        self.storage.remove(self.key)


def file_of(path: Path) -> StoredFile:
    """A file of this machine as one of a lake."""
    return StoredFile(at(path.parent), path.name)


def at(place: Path | Storage) -> Storage:
    """The lake in a folder, or the lake that this is."""
    from mediawatch.storage.local_folder import LocalFolder

    return LocalFolder(place) if isinstance(place, Path) else place


def of(settings: Settings) -> Storage:
    """The lake of these settings."""
    if settings.bucket is None:
        return at(settings.lake)
    from mediawatch.storage.object_store import opened

    return opened(settings.bucket, settings.lake)
