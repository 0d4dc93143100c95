"""What isolate.py, the server that forks its workers, and the workers say to each other.

A frame is 4 bytes of length (big endian), then a pickle. To a worker: an Opening, then (RawDocument, bytes) a document;
a later Opening begins the next batch. From it: READY, then one frame a document, the Article or a Failure.

To the server over a socket: an ORDER to FORK a worker of this number, with the ends of its two pipes, to KILL it, or to
END. From it: a NOTICE with the number and the exit code (minus the signal) of each worker that has ended.
"""

from __future__ import annotations

import os
import pickle
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from mediawatch.model import Article
from mediawatch.settings import Settings

_LENGTH = struct.Struct(">I")

ORDER = struct.Struct(">cI")
FORK, KILL, END = b"F", b"K", b"E"

NOTICE = struct.Struct(">Ii")


@dataclass(frozen=True, slots=True)
class Opening:
    """What clean() is told besides the document, the same for all documents of a batch."""

    as_of: datetime
    settings: Settings


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned: an `errors.Reason`, and words."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class LastReply(Failure):
    """A Failure after which the worker ends: its memory is not to be trusted. What it was sent after is not read."""


Reply = Article | Failure

READY = "ready"
"""A worker's first message: what documents need once in a process is loaded."""

WALL_FACTOR = 30
WALL_LEAST = 60.0


def wall_seconds(clean_seconds: float) -> float:
    """Seconds by the clock that a document may take which has `clean_seconds` of processor time.

    This bound is for what hangs without computing. It lies so far out that a worker which shares its core with thirty
    others does not meet it.
    """
    return max(WALL_LEAST, WALL_FACTOR * clean_seconds)


def frame(message: object) -> bytes:
    """A message as it goes over a pipe."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


class FrameReader:
    """Puts frames together from what a non-waiting reader gets of a pipe."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def read(self, fd: int) -> tuple[list[Any], bool]:
        """(the messages that are complete now, whether the pipe has ended). Reads once, so call it when ready."""
        chunk = os.read(fd, 1 << 20)
        self._buffer += chunk
        messages = []
        while len(self._buffer) >= _LENGTH.size:
            (size,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + size
            if len(self._buffer) < end:
                break
            messages.append(pickle.loads(self._buffer[_LENGTH.size : end]))  # noqa: S301 - from our own child
            del self._buffer[:end]
        return messages, not chunk


def read_frame(source: BinaryIO) -> Any:
    """The next message of a pipe, waiting for it; None at its end."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = source.read(_LENGTH.unpack(head)[0])
    return pickle.loads(data)  # noqa: S301 - from our own parent
