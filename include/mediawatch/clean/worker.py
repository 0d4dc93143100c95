"""The child process of isolate.py, and the frames both speak: 4 bytes of length (big endian), then a pickle.

In:  one opening frame (as_of, settings), then (RawDocument, bytes) a document.
Out: one frame a document: the Article, or (reason, detail). The process ends with its input.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import pickle
import struct
import sys
from typing import Any, BinaryIO

MEMORY_BYTES = 1_200_000_000
"""Private memory (RLIMIT_DATA) that a worker may use before its allocations fail."""

_LENGTH = struct.Struct(">I")


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


def main() -> None:
    """Serves documents from standard input until it ends."""
    source, sink = _take_pipes()
    logging.disable(logging.CRITICAL)  # parsers log on every odd page; what matters becomes a warning of the article
    _limit_memory()
    opening = _read(source)
    if opening is None:
        return
    as_of, settings = opening
    from mediawatch.clean.article import clean
    from mediawatch.errors import Quarantine

    gc.freeze()
    while (message := _read(source)) is not None:
        raw, data = message
        # a watchdog in C, which fires even where a parser never gives the interpreter back: a worker whose parent
        # has been killed does not stay behind
        faulthandler.dump_traceback_later(settings.clean_seconds + 90, exit=True)
        exhausted = False
        reply: object
        try:
            reply = clean(raw, data, as_of=as_of, settings=settings)
        except Quarantine as error:
            reply = (error.reason, error.detail)
        except MemoryError:
            reply, exhausted = ("parser_failed", f"needs more than {MEMORY_BYTES // 1_000_000} MB of memory"), True
        except RecursionError:
            reply = ("parser_failed", "nested too deeply for the parser")
        except Exception as error:
            reply = ("parser_failed", f"{type(error).__name__}: {error}"[:500])
        faulthandler.cancel_dump_traceback_later()
        sink.write(frame(reply))
        sink.flush()
        if exhausted:
            return


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, kept from libraries that print: what they write to standard output goes to standard error."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, sink


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # systems without the limit: the time limit remains
        return


def _read(source: BinaryIO) -> Any:
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    data = source.read(_LENGTH.unpack(head)[0])
    return pickle.loads(data)  # noqa: S301 - from our own parent


if __name__ == "__main__":
    main()
