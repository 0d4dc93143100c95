"""The raw store: every delivered byte, kept before anything reads it.

Files stand under `<lake>/raw/` by the SHA-256 of what was delivered (`raw/ab/<sha256>.txt.gz`), written to
a temporary name, synced and renamed, so that a file under its final name is whole. A `storage_url` is
relative to the lake root and so survives the lake's move.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import secrets
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from mediawatch.collect.archives.warc import read_page
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument

_BLOCK = 1024 * 1024  # bytes copied at a time
_SUFFIX = re.compile(r"(?:\.[a-z0-9]{1,8}){0,2}\Z")
_RENDITION = re.compile(r"\.(?:xlsx|xlsm|docx|rtf|epub)(\.(?:jsonl|txt|html))\Z")
_FOLDER = "raw"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the raw store. `byte_length` and `sha256` are of the file as delivered (a .gz as it
    stands).
    """

    storage_url: str
    sha256: str
    byte_length: int


class RawStore:
    """Content-addressed files under `root` (the lake). Safe when several processes store the same bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_stream(self, stream: BinaryIO, suffix: str, max_bytes: int | None = None) -> Stored:
        """Keep what `stream` gives. `suffix` is the file's ending ('.txt', '.jsonl.gz', '').

        Raises Quarantine('too_large') above `max_bytes`; nothing is kept then.
        """
        if not _SUFFIX.match(suffix):
            raise ValueError(f"{suffix!r} is no ending of at most two parts")
        waiting = self.root / _FOLDER / "tmp"
        waiting.mkdir(parents=True, exist_ok=True)
        temporary = waiting / f"{os.getpid()}-{secrets.token_hex(8)}"
        digest = hashlib.sha256()
        size = 0
        try:
            with temporary.open("xb") as out:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    if max_bytes is not None and size > max_bytes:
                        raise Quarantine("too_large", f"the file is larger than {max_bytes:,} bytes")
                    digest.update(block)
                    out.write(block)
                out.flush()
                os.fsync(out.fileno())
            sha256 = digest.hexdigest()
            storage_url = f"{_FOLDER}/{sha256[:2]}/{sha256}{suffix}"
            final = self.root / storage_url
            if not (final.exists() and final.stat().st_size == size):
                final.parent.mkdir(exist_ok=True)
                temporary.replace(final)
                _sync_folder(final.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return Stored(storage_url, sha256, size)

    def put_rendition(self, original: Stored, data: bytes, suffix: str) -> Stored:
        """Keep `data`, the text of a packed document that is kept as `original`, beside it and under its hash
        (`raw/ab/<sha256>.xlsx.jsonl`): items have places of their own in a text alone."""
        storage_url = original.storage_url.removesuffix(".gz") + suffix
        if not _RENDITION.search(storage_url):
            raise ValueError(f"{storage_url!r} is no name of a rendition")
        final = self.path(storage_url)
        if not (final.exists() and final.stat().st_size == len(data)):
            temporary = final.with_name(f".{final.name}.{secrets.token_hex(8)}")
            try:
                with temporary.open("xb") as out:
                    out.write(data)
                    out.flush()
                    os.fsync(out.fileno())
                temporary.replace(final)
                _sync_folder(final.parent)
            finally:
                temporary.unlink(missing_ok=True)
        return Stored(storage_url, original.sha256, original.byte_length)

    def originals(self, storage_url: str) -> list[Path]:
        """The delivered files of which `storage_url` is a rendition; none for any other file."""
        match = _RENDITION.search(storage_url)
        if match is None:
            return []
        delivered = self.path(storage_url[: match.start(1)])
        return [path for path in (delivered, delivered.with_name(delivered.name + ".gz")) if path.exists()]

    def path(self, storage_url: str) -> Path:
        """Where the file of `storage_url` stands. Raises ValueError for one that leads out of the store."""
        parts = storage_url.split("/")
        if parts[0] != _FOLDER or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"{storage_url!r} is no place in the raw store")
        return self.root.joinpath(*parts)

    @contextmanager
    def reader(self) -> Iterator[RawReader]:
        """Reads many documents; quickest in the order of their offsets, as collect gives them."""
        reader = RawReader(self)
        try:
            yield reader
        finally:
            reader.close()

    def read(self, raw: RawDocument) -> bytes:
        """The bytes of one document, see RawReader.read."""
        with self.reader() as reader:
            return reader.read(raw)


class RawReader:
    """Holds one container open between documents, so that a shard of its items passes over it once."""

    def __init__(self, store: RawStore) -> None:
        self._store = store
        self._storage_url: str | None = None
        self._stream: BinaryIO | None = None

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._stream = self._storage_url = None

    def _open(self, storage_url: str) -> BinaryIO:
        if self._stream is not None and self._storage_url == storage_url:
            return self._stream
        self.close()
        path = self._store.path(storage_url)
        packed = storage_url.endswith(".gz") and not storage_url.endswith(".warc.gz")
        stream: BinaryIO = cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")  # noqa: SIM115 - kept open
        self._stream, self._storage_url = stream, storage_url
        return stream

    def read(self, raw: RawDocument) -> bytes:
        """The document's own bytes: an item of its container, the decoded HTTP body of a WARC record.

        `byte_offset` and `byte_length` count in the decompressed content, for WARC in the file itself (the
        whole record). Memory: this document and one block. Raises Quarantine('raw_missing') where the file
        is gone, ('raw_corrupt') where its bytes are not those that were collected.
        """
        try:
            stream = self._open(raw.storage_url)
            stream.seek(raw.byte_offset)  # gzip passes over what lies between, and starts anew to go back
            data = stream.read(raw.byte_length)
        except FileNotFoundError as error:
            raise Quarantine("raw_missing", f"{raw.storage_url} is not in the raw store any more") from error
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            self.close()
            raise Quarantine("raw_corrupt", f"{raw.storage_url} cannot be decompressed: {error}") from error
        if raw.storage_url.endswith((".warc", ".warc.gz")):
            data = read_page(data)
        if hashlib.sha256(data).hexdigest() != raw.raw_sha256:
            raise Quarantine("raw_corrupt", f"{raw.storage_url} does not hold the bytes that were collected")
        return data


def _sync_folder(folder: Path) -> None:
    """Make a name last: a file that was synced may have none after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
