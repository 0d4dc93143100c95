"""The raw store: every delivered byte, kept before anything reads it.

Files stand in the lake under `raw/` by the SHA-256 of what was delivered (`raw/ab/<sha256>.txt.gz`), each whole or not
at all. A `storage_url` is a key of the lake and so survives its move, from a folder to a bucket too.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from mediawatch.collect.archives.warc import read_page
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument
from mediawatch.storage.door import Storage, StoredFile, at
from mediawatch.storage.stored_keys import checked

_BLOCK = 1024 * 1024  # bytes copied at a time
_SUFFIX = re.compile(r"(?:\.[a-z0-9]{1,8}){0,2}\Z")
_RENDITION = re.compile(r"\.(?:xlsx|xlsm|docx|rtf|epub|har|json|txt|text)(\.(?:jsonl|txt|html))\Z")
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
    """Content-addressed files of a lake. Safe when several processes store the same bytes."""

    def __init__(self, lake: Path | Storage) -> None:
        self.storage = at(lake)

    def put_stream(self, stream: BinaryIO, suffix: str, max_bytes: int | None = None) -> Stored:
        """Keep what `stream` gives. `suffix` is the file's ending ('.txt', '.jsonl.gz', '').

        Raises Quarantine('too_large') above `max_bytes`; nothing is kept then.
        """
        if not _SUFFIX.match(suffix):
            raise ValueError(f"{suffix!r} is no ending of at most two parts")
        digest = hashlib.sha256()
        size = 0
        with self.storage.draft() as draft:
            with draft.open("xb") as out:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    if max_bytes is not None and size > max_bytes:
                        raise Quarantine("too_large", f"the file is larger than {max_bytes:,} bytes")
                    digest.update(block)
                    out.write(block)
            sha256 = digest.hexdigest()
            storage_url = f"{_FOLDER}/{sha256[:2]}/{sha256}{suffix}"
            if self.storage.size(storage_url) != size:
                self.storage.keep(draft, storage_url)
        return Stored(storage_url, sha256, size)

    def put_rendition(self, original: Stored, data: bytes, suffix: str) -> Stored:
        """Keep `data`, the text of a packed document or the rows of one that is written column by column, beside
        `original` and under its hash (`raw/ab/<sha256>.xlsx.jsonl`): items have places of their own in a text alone."""
        storage_url = original.storage_url.removesuffix(".gz") + suffix
        if not _RENDITION.search(storage_url):
            raise ValueError(f"{storage_url!r} is no name of a rendition")
        if self.file(storage_url).size() != len(data):
            self.storage.write(storage_url, data)
        return Stored(storage_url, original.sha256, original.byte_length)

    def originals(self, storage_url: str) -> list[StoredFile]:
        """The delivered files of which `storage_url` is a rendition; none for any other file."""
        match = _RENDITION.search(storage_url)
        if match is None:
            return []
        delivered = storage_url[: match.start(1)]
        return [file for file in (self.file(delivered), self.file(f"{delivered}.gz")) if file.exists()]

    def file(self, storage_url: str, *, kept: bool = False) -> StoredFile:
        """The file of `storage_url`. `kept`: this process has just stored it. Raises ValueError for a place that is
        not in the store."""
        if checked(storage_url).split("/")[0] != _FOLDER:
            raise ValueError(f"{storage_url!r} is no place in the raw store")
        return StoredFile(self.storage, storage_url, kept)

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
        self._stored: BinaryIO | None = None  # the file as it stands
        self._stream: BinaryIO | None = None  # its content

    def close(self) -> None:
        for stream in (self._stream, self._stored):
            if stream is not None:
                stream.close()
        self._stream = self._stored = self._storage_url = None

    def _open(self, storage_url: str) -> BinaryIO:
        if self._stream is not None and self._storage_url == storage_url:
            return self._stream
        self.close()
        self._stored = self._store.file(storage_url).open()
        packed = storage_url.endswith(".gz") and not storage_url.endswith(".warc.gz")
        self._stream = cast(BinaryIO, gzip.GzipFile(fileobj=self._stored)) if packed else self._stored
        self._storage_url = storage_url
        return self._stream

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
