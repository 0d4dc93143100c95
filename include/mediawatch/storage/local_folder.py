"""A lake in a folder: files are written under another name, synced and renamed, so that one under its name is whole."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

from mediawatch.storage.stored_keys import Entry, Patch, checked
from mediawatch.storage.whole_file import full_disk_named, replacing, sync_folder

_DRAFTS = "raw/tmp"


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """The lake in `folder`, which one machine has, or several share as a disk."""

    folder: Path

    def write(self, key: str, data: bytes) -> None:
        with self.writing(key) as file:
            file.write_bytes(data)

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        path = self._path(key)
        self._make()
        with replacing(path) as file:
            yield file

    @contextmanager
    def draft(self) -> Iterator[Path]:
        self._make()
        waiting = self.folder / _DRAFTS
        waiting.mkdir(parents=True, exist_ok=True)
        draft = waiting / f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            with full_disk_named(waiting):
                yield draft
        finally:
            draft.unlink(missing_ok=True)

    def keep(self, draft: Path, key: str) -> None:
        final = self._path(key)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        final.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(final)
        sync_folder(final.parent)

    def read(self, key: str) -> bytes:
        return self._path(key).read_bytes()

    def open(self, key: str, *, kept: bool = False) -> BinaryIO:
        return self._path(key).open("rb", buffering=256 * 1024)

    def size(self, key: str) -> int | None:
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def rewrite(self, key: str, patch: Patch) -> None:
        path = self._path(key)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with _alone(path) as held:
            try:
                with full_disk_named(path.parent), draft.open("xb") as out:
                    patch(held, out)
                    out.flush()
                    os.fsync(out.fileno())
                draft.chmod(path.stat().st_mode & 0o777)
                draft.replace(path)
            finally:
                draft.unlink(missing_ok=True)

    def below(self, prefix: str) -> Iterator[Entry]:
        for place, folders, names in os.walk(self._path(prefix)):
            folders.sort()
            for name in sorted(names):
                path = Path(place) / name
                with suppress(FileNotFoundError):  # somebody else has just removed it
                    found = path.lstat()
                    modified = datetime.fromtimestamp(found.st_mtime, UTC)
                    yield Entry(path.relative_to(self.folder).as_posix(), found.st_size, modified)

    def remove_below(self, prefix: str) -> None:
        shutil.rmtree(self._path(prefix), ignore_errors=True)

    @contextmanager
    def working_folder(self, prefix: str) -> Iterator[Path]:
        path = self._path(prefix)
        self._make()
        path.mkdir(parents=True, exist_ok=True)
        yield path

    def lock_file(self, key: str) -> Path | None:
        path = self._path(key)
        self._make()
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _make(self) -> None:
        """Make the lake. Nobody else may enter it: it has what inboxes may keep from others."""
        with suppress(FileExistsError):
            self.folder.mkdir(parents=True, mode=0o700)

    def _path(self, key: str) -> Path:
        return self.folder.joinpath(*checked(key).split("/"))


@contextmanager
def _alone(path: Path) -> Iterator[IO[bytes]]:
    """The file as it stands under its name, which nobody else replaces meanwhile. The lock is on the file itself: who
    waited for it holds one that may have been replaced, and begins anew with its successor."""
    while True:
        with path.open("r+b") as file:  # never written; NFS gives an exclusive lock on such a file only
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                yield file
                return
