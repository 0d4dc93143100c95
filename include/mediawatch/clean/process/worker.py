"""The child process of isolate.py: cleans the documents that it is sent, one after the other.

It ends with its input, after a LastReply, or by SIGPROF: the kernel ends it when a document has had its processor time,
which counts while this process computes and stands still while others do.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import os
import signal
import sys
from typing import BinaryIO

from mediawatch.clean.process.frames import READY, Failure, LastReply, Opening, Reply, frame, read_frame, wall_seconds

MEMORY_BYTES = 1_200_000_000
"""Private memory (RLIMIT_DATA) that a worker may use before its allocations fail."""


def main() -> None:
    """Serves documents from standard input until it ends."""
    source, sink = _take_pipes()
    logging.disable(logging.CRITICAL)  # parsers log on every odd page; what matters becomes a warning of the article
    _limit_memory()
    opening = read_frame(source)
    if opening is None:
        return
    as_of, settings = opening.as_of, opening.settings
    from mediawatch.clean.article import clean
    from mediawatch.clean.process.warm_up import warm_up
    from mediawatch.errors import Quarantine

    warm_up(settings)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # a parent may have had it ignored, and children inherit that
    gc.freeze()
    sink.write(frame(READY))
    sink.flush()
    while (message := read_frame(source)) is not None:
        if isinstance(message, Opening):
            as_of, settings = message.as_of, message.settings
            continue
        raw, data = message
        # a watchdog in C, which fires even where a parser never gives the interpreter back: a worker whose parent
        # has been killed does not stay behind
        faulthandler.dump_traceback_later(wall_seconds(settings.clean_seconds) + 90, exit=True)
        signal.setitimer(signal.ITIMER_PROF, settings.clean_seconds)
        reply: Reply
        try:
            reply = clean(raw, data, as_of=as_of, settings=settings)
        except Quarantine as error:
            reply = Failure(error.reason, error.detail)
        except MemoryError:
            reply = LastReply("parser_memory", f"needs more than {MEMORY_BYTES // 1_000_000} MB of memory")
        except RecursionError:
            reply = Failure("parser_failed", "nested too deeply for the parser")
        except Exception as error:
            reply = Failure("parser_failed", f"{type(error).__name__}: {error}"[:500])
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        sink.write(frame(reply))
        sink.flush()
        if isinstance(reply, LastReply):
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


if __name__ == "__main__":
    main()
