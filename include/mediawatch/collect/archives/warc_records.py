"""The records of a WARC file in one pass, past whatever of it is damaged.

FastWARC reads; where it stops, or where a record's length takes in records that follow, the reading goes on at the next
place where a record begins. What was lost on the way is a step of its own, with its place.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from mediawatch.collect.archives.record_bounds import is_packed, next_record, record_bounds
from mediawatch.errors import Quarantine, Reason
from mediawatch.storage.door import StoredFile

MAX_GROWTH = 400
"""Times that a compressed file may grow: markup reaches 20, gzip's limit is 1,032."""

DAMAGED_FRAME = b"damaged zstd frame at byte "
"""Beginning of the line that stands in an unpacked archive in the place of what could not be unpacked."""

T = TypeVar("T")


@dataclass(slots=True)
class Step(Generic[T]):
    """A record, or a stretch of the file that cannot be read (`item` is None). Places in bytes of the file.

    `problem` of a record says that its length is false or that it is damaged, so that nothing of it may be used.
    """

    place: int
    end: int
    item: T | None
    problem: Quarantine | None = None


class _Walk(Generic[T]):
    """One pass over a file from a record's place on."""

    def __init__(
        self, stream: BinaryIO, probe: BinaryIO, size: int, *, packed: bool, parse_http: bool, stop: int | None
    ) -> None:
        self._stream, self._probe = stream, probe  # one is read on and on, the other looked into here and there
        self._size, self._packed, self._parse_http, self._stop = size, packed, parse_http, stop

    def steps(self, take: Callable[[WarcRecord], T], start: int) -> Iterator[Step[T]]:
        resume: int | None = start
        while resume is not None and resume < self._size and not self._stops(resume):
            resume = yield from self._until_damaged(take, start, resume)

    def _stops(self, place: int) -> bool:
        return self._stop is not None and place >= self._stop

    def _until_damaged(
        self, take: Callable[[WarcRecord], T], start: int, place: int
    ) -> Generator[Step[T], None, int | None]:
        """Steps from `place` on; returns where to go on behind a damage, None at the end."""
        self._stream.seek(place)
        records = ArchiveIterator(self._stream, record_types=WarcRecordType.any_type, parse_http=self._parse_http)
        declared = 0
        before: tuple[int, T | None] | None = None
        while True:
            fault: Exception | None = None
            record: WarcRecord | None = None
            item: T | None = None
            try:
                record = next(records, None)
            except (OSError, ValueError) as error:
                fault = error
            here = self._size if record is None else record.stream_pos
            if before is not None:
                inner = next_record(self._probe, before[0] + 1, here, packed=self._packed)
                if fault is not None or inner is not None:
                    return (yield from self._behind(before[0], before[1], fault, inner))
                yield Step(before[0], here, before[1])
            elif fault is not None:
                return (yield from self._lost(place, fault))
            if record is None or self._stops(here):
                return None
            declared += record.content_length
            room = MAX_GROWTH * max(here - start, 1024 * 1024)
            if declared > room:
                bomb = Quarantine(Reason.GZIP_BOMB, f"its records declare {declared:,} bytes")
                bounds = record_bounds(self._probe, here, packed=self._packed, at_most=room)
                if bounds is not None and not bounds.false_length:
                    yield Step(here, self._size, None, bomb)
                    return None
                after = next_record(self._probe, here + 1, self._size, packed=self._packed)
                yield Step(here, self._size if after is None else after, None, bomb)
                return after
            try:
                item = take(record)
            except (OSError, ValueError) as error:
                return (yield from self._behind(here, item, error, None))
            before = (here, item)

    def _behind(
        self, place: int, item: T | None, fault: Exception | None, inner: int | None
    ) -> Generator[Step[T], None, int | None]:
        """The record at `place`, behind which the file could not be read on, or within which another one begins."""
        bounds = record_bounds(self._probe, place, packed=self._packed, at_most=MAX_GROWTH * self._size)
        if bounds is not None and not bounds.false_length and (inner is None or inner >= bounds.end):
            yield Step(place, bounds.end, item)
            return inner if inner == bounds.end else (yield from self._lost(bounds.end, fault))
        if bounds is not None and self._packed:
            after = next_record(self._probe, bounds.end, self._size, packed=True)
        else:
            after = inner or next_record(self._probe, place + 1, self._size, packed=self._packed)
        end = self._size if after is None else after
        if bounds is None:
            why = f"bytes {place:,} to {end:,} of the file are damaged" + (f" ({fault})" if fault else "")
        else:
            why = f"its length is false: it declares {bounds.declared or 0:,} bytes" + (
                f" and holds {bounds.held:,}" if bounds.held >= 0 else ", which do not end where a record ends"
            )
        yield Step(place, end, item, Quarantine(Reason.BROKEN_WARC, why + self._noted(end)))
        return after

    def _lost(self, place: int, fault: Exception | None) -> Generator[Step[T], None, int | None]:
        if self._stops(place):
            return None
        after = next_record(self._probe, place + 1, self._size, packed=self._packed)
        end = self._size if after is None else after
        why = f"bytes {place:,} to {end:,} of the file cannot be read" + (f": {fault}" if fault else "")
        yield Step(place, end, None, Quarantine(Reason.BROKEN_WARC, why + self._noted(end)))
        return after

    def _noted(self, end: int) -> str:
        """What a line before `end` says of a frame that could not be unpacked."""
        self._probe.seek(max(0, end - 200))
        _, mark, rest = self._probe.read(min(200, end)).rpartition(DAMAGED_FRAME)
        return "; " + (mark + rest).split(b"\r\n")[0].decode("ascii", "replace") if mark else ""


def walk(
    file: StoredFile,
    take: Callable[[WarcRecord], T],
    *,
    start: int = 0,
    stop: int | None = None,
    parse_http: bool = True,
) -> Iterator[Step[T]]:
    """Every record whose place in the file is in [start, stop), in order, as `take` makes it of the record, which is
    read no further afterwards. `start` must be the place of a step, or 0. Memory: one record."""
    with file.open() as stream, file.open() as probe:
        packed = file.name.endswith(".gz") or is_packed(probe, 0)
        size = probe.seek(0, io.SEEK_END)
        walker = _Walk[T](stream, probe, size, packed=packed, parse_http=parse_http, stop=stop)
        yield from walker.steps(take, start)
