"""A lake in a bucket: S3 and what speaks its language, Google Cloud Storage, Azure's blobs.

One request writes a key, or one multipart upload that its last request makes visible; nothing is renamed. A request
that was answered by 429 or 5xx, not at all, or too slowly is sent again, with growing pauses: also a write whose answer
was lost, for the same bytes under the same key are the same lake. Files on their way stand in a folder of this machine,
without a name wherever they may, so that nothing of them outlives its process.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

import obstore
from obstore import exceptions
from obstore.store import ObjectStore as Client
from obstore.store import from_url

from mediawatch.errors import Permanent, Transient, UsageError
from mediawatch.settings import Bucket
from mediawatch.storage.local_copies import Copies, Copy
from mediawatch.storage.stored_keys import Entry, Patch, checked
from mediawatch.storage.whole_file import full_disk_named

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta, UpdateVersion

_BLOCK = 4 * 1024 * 1024
"""Bytes of one range: so many come in a tenth of a second at 40 MB/s, and the way there and back counts little."""
_PART = 16 * 1024 * 1024
"""Bytes of a part of a multipart upload. S3 allows 10,000 parts, thus 160 GB."""
_AT_ONCE = 1_000  # keys that a request removes: as many as S3 allows
_PAUSES = (0.5, 2.0, 8.0)  # seconds
_CONNECT_SECONDS = 5
_REQUEST_SECONDS = 900
"""Of one request as a whole, the bytes on their way included. A silent one is given up by Bucket.timeout."""
_LEFT = timedelta(days=1)
"""A crawl that nobody took up for so long will not be taken up on this machine; see `working_folder`."""
_REFUSED = re.compile(r"status code: (4\d\d)")
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_LATER = ("408", "409", "429")
_ABSENT = re.compile(r"NoSuchBucket|ContainerNotFound|The specified bucket does not exist", re.IGNORECASE)

Found = TypeVar("Found")

_used_by: list[int] = []  # the process whose threads carry the requests


@cache
def opened(bucket: Bucket, scratch: Path) -> ObjectStore:
    """The lake in this bucket, one a process, since its connections are kept."""
    return ObjectStore(bucket, scratch)


class ObjectStore:
    """A lake below the address of a bucket. `scratch`: the folder for files on their way."""

    def __init__(self, bucket: Bucket, scratch: Path) -> None:
        self._bucket, self._scratch = bucket, scratch
        self._made: Client | None = None
        self._copies = Copies(scratch)

    @property
    def _client(self) -> Client:
        if self._made is None:
            self._made = _made(self._bucket)
        _used_by[:] = _used_by or [os.getpid()]
        if _used_by != [os.getpid()]:
            raise RuntimeError("a process that was forked from one that uses the lake's bucket cannot use it")
        return self._made

    # -------------------------------------------------------------- writing
    def write(self, key: str, data: bytes) -> None:
        with self._answers(checked(key)):
            obstore.put(self._client, key, data, use_multipart=False)

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        checked(key)
        with self.draft() as file:
            yield file
            self.keep(file, key)

    @contextmanager
    def draft(self) -> Iterator[Path]:
        self._scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (
            tempfile.TemporaryDirectory(dir=self._scratch, prefix="draft-") as folder,
            full_disk_named(self._scratch),
        ):
            yield Path(folder) / "draft"

    def keep(self, draft: Path, key: str) -> None:
        size = draft.stat().st_size
        with self._answers(checked(key)):
            done = obstore.put(self._client, key, draft, chunk_size=_PART, use_multipart=size > _PART)
        self._copies.kept(key, done.get("e_tag"), draft)

    def rewrite(self, key: str, patch: Patch) -> None:
        checked(key)
        while True:
            with self.draft() as old, self.draft() as new:
                held = self._fetch(key, old)
                with old.open("rb") as source, new.open("wb") as out:
                    patch(source, out)
                try:
                    with self._answers(key):
                        obstore.put(self._client, key, new, mode=held or "overwrite", use_multipart=False)
                    return
                except exceptions.PreconditionError:  # somebody else wrote meanwhile, or this one twice
                    continue

    # -------------------------------------------------------------- reading
    def read(self, key: str) -> bytes:
        copy = self._copies.of(checked(key))
        try:
            with self._answers(key):
                found = obstore.get(self._client, key, options={"if_none_match": copy.tag} if copy else None)
                data = bytes(found.bytes())
        except exceptions.NotModifiedError:
            return cast(Copy, copy).read()
        self._copies.add(key, found.meta["e_tag"], data)
        return data

    def open(self, key: str, *, kept: bool = False) -> BinaryIO:
        checked(key)
        copy = self._copies.of(key) if kept else None
        if copy is not None:
            return cast(BinaryIO, io.BufferedReader(copy.stream(), 256 * 1024))
        return cast(BinaryIO, io.BufferedReader(_Ranges(self, key), _BLOCK))

    def size(self, key: str) -> int | None:
        try:
            with self._answers(checked(key)):
                return int(obstore.head(self._client, key)["size"])
        except FileNotFoundError:
            return None

    def span(self, key: str, start: int, end: int, tag: str | None) -> tuple[bytes, int, str | None]:
        """(bytes from `start` to before `end`, of how many in all, the content's tag). Raises Transient where the
        content has another tag than `tag` by now."""
        asked: GetOptions = {"range": (start, end)}
        if tag is not None:
            asked["if_match"] = tag
        try:
            with self._answers(key):
                found = obstore.get(self._client, key, options=asked)
                return bytes(found.bytes()), int(found.meta["size"]), found.meta["e_tag"]
        except exceptions.PreconditionError:
            raise Transient(f"{key} was changed while it was read; try again") from None
        except _BeyondTheEnd:
            return b"", start, tag

    def _fetch(self, key: str, path: Path) -> UpdateVersion | None:
        """Bring the content of the key into a file; by what the store tells it from others, if it does. S3 and Azure
        go by its tag, Google by its version."""
        with self._answers(key), path.open("wb") as out:
            found = obstore.get(self._client, key)
            for block in found.stream(min_chunk_size=_BLOCK):
                out.write(block)
        told: UpdateVersion = {}
        if found.meta["e_tag"]:
            told["e_tag"] = found.meta["e_tag"]
        if found.meta["version"]:
            told["version"] = found.meta["version"]
        return told or None

    # -------------------------------------------------------------- removing, listing
    def remove(self, key: str) -> None:
        with suppress(FileNotFoundError):
            self._insist(checked(key), lambda: obstore.delete(self._client, key))

    def below(self, prefix: str) -> Iterator[Entry]:
        for entry in sorted(self._listed(checked(prefix)), key=lambda entry: entry["path"]):
            yield Entry(entry["path"], int(entry["size"]), entry["last_modified"].astimezone(UTC))

    def _listed(self, prefix: str) -> list[ObjectMeta]:
        return self._insist(
            prefix, lambda: [entry for page in obstore.list(self._client, f"{prefix}/") for entry in page]
        )

    def remove_below(self, prefix: str) -> None:
        keys = [entry.key for entry in self.below(prefix)]
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            self._insist(prefix, partial(obstore.delete, self._client, some))

    def _insist(self, key: str, ask: Callable[[], Found]) -> Found:
        """An answer to what the client does not repeat by itself: a removal, and an answer that broke off."""
        for pause in _PAUSES:
            try:
                with self._answers(key):
                    return ask()
            except Transient:
                time.sleep(pause)
        with self._answers(key):
            return ask()

    # -------------------------------------------------------------- what a process of this machine works on
    @contextmanager
    def working_folder(self, prefix: str) -> Iterator[Path]:
        self._forget_left()
        path = self._scratch / "work" / checked(prefix).replace("/", "-")
        stored = list(self.below(prefix))
        if stored:
            shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for entry in stored:
            self._fetch(entry.key, path / entry.key.removeprefix(f"{prefix}/"))
        try:
            yield path
        finally:
            # Journals last, since they name what is in other files; without files that are there to be locked.
            files = [file for file in path.iterdir() if file.is_file() and file.stat().st_size]
            for file in sorted(files, key=lambda file: (file.suffix == ".jsonl", file.name)):
                self.keep(file, f"{prefix}/{file.name}")
            shutil.rmtree(path, ignore_errors=True)

    def _forget_left(self) -> None:
        """Remove the working folders of processes that were killed long ago: nobody erases from them."""
        for folder in (self._scratch / "work").glob("*"):
            newest = max((file.stat().st_mtime for file in (folder, *folder.iterdir())), default=0)
            if time.time() - newest > _LEFT.total_seconds():
                shutil.rmtree(folder, ignore_errors=True)

    def lock_file(self, key: str) -> Path | None:
        return None

    @contextmanager
    def _answers(self, key: str) -> Iterator[None]:
        """What an answer of the store means. No text of it is passed on but its code: it may hold parts of keys."""
        try:
            yield
        except FileNotFoundError as error:
            if _ABSENT.search(str(error)):
                raise Permanent(f"there is no bucket at {self._bucket.url}: make it, or mend MEDIAWATCH_LAKE") from None
            raise FileNotFoundError(f"{key} is not in the lake") from None
        except (exceptions.PreconditionError, exceptions.NotModifiedError):
            raise
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise Permanent(f"{self._bucket.url} refuses access to {key} ({_told(error)})") from None
        except exceptions.BaseError as error:
            refused = _REFUSED.search(str(error))
            if refused and refused[1] == "416":
                raise _BeyondTheEnd from None
            if refused and refused[1] not in _LATER:
                raise Permanent(f"{self._bucket.url} refuses {key} ({_told(error)})") from None
            raise Transient(f"{self._bucket.url} did not answer for {key} ({_told(error)})") from None


class _BeyondTheEnd(Exception):
    """The range that was asked for begins behind the last byte."""


class _Ranges(io.RawIOBase):
    """The content of a key, a range at a time. What was read first decides: content that is replaced meanwhile is not
    mixed with it."""

    def __init__(self, store: ObjectStore, key: str) -> None:
        self._store, self._key = store, key
        self._place = 0
        self._size: int | None = None
        self._tag: str | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END and self._size is None:
            self._size = self._store.size(self._key)
            if self._size is None:
                raise FileNotFoundError(f"{self._key} is not in the lake")
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size or 0}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readall(self) -> bytes:  # io's own asks for 8 KB at a time
        found = []
        while block := self.read(_BLOCK):
            found.append(block)
        return b"".join(found)

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")
        if not len(room) or (self._size is not None and self._place >= self._size):
            return 0
        data, size, self._tag = self._store.span(self._key, self._place, self._place + len(room), self._tag)
        self._size = max(size, self._size or 0)
        room[: len(data)] = data
        self._place += len(data)
        return len(data)


def _made(bucket: Bucket) -> Client:
    options = dict(bucket.options)
    try:
        return _client(bucket, options, allow_http=any("http://" in value for value in options.values()))
    except exceptions.BaseError as error:
        # Its text may repeat a value.
        raise UsageError(
            f"the lake {bucket.url} cannot be opened with the options {', '.join(sorted(options)) or '(none)'} "
            f"({type(error).__name__}): docs/scaling.md says which there are"
        ) from None


def _client(bucket: Bucket, options: dict[str, str], *, allow_http: bool) -> Client:
    made: Client = cast(Any, from_url)(  # its types know each option of each store, these come from people
        bucket.url,
        config=options,
        client_options={
            "allow_http": allow_http,
            "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
            "read_timeout": timedelta(seconds=bucket.timeout),
            "timeout": timedelta(seconds=_REQUEST_SECONDS),
        },
        retry_config={
            "max_retries": bucket.retries,
            "retry_timeout": timedelta(seconds=180),
            "backoff": {
                "init_backoff": timedelta(milliseconds=100),
                "max_backoff": timedelta(seconds=15),
                "base": 2,
            },
        },
    )
    return made


def _told(error: BaseException) -> str:
    """Why, in a few words: the store's code, or what the connection did."""
    text = str(error)
    status = re.search(r"status code: (\d{3})", text)
    code = _CODE.search(text)
    if status or code:
        return " ".join(filter(None, (status and status[1], code and code[1])))
    if "timed out" in text.lower() or "timeout" in text.lower():
        return "the answer took too long"
    return "no connection" if "connect" in text.lower() else type(error).__name__
