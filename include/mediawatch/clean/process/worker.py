"""A worker process of isolate.py, forked by fork_server.py: cleans the documents that it is sent, one after the other.

It ends with its input, after a LastReply, or by SIGPROF: the kernel ends it when a document has had its processor time,
which counts while this process computes and stands still while others do.
"""

from __future__ import annotations

import faulthandler
import os
import signal

from mediawatch.clean.article import clean
from mediawatch.clean.process.frames import READY, Failure, LastReply, Opening, Reply, frame, read_frame, wall_seconds
from mediawatch.errors import Quarantine

MEMORY_BYTES = 1_200_000_000
"""Private memory (RLIMIT_DATA) that a worker may use before its allocations fail."""


def serve(inlet: int, outlet: int) -> None:
    """Serve documents from one pipe, replies to the other, until the first ends."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # a parent may have had it ignored, and children inherit that
    with os.fdopen(inlet, "rb") as source, os.fdopen(outlet, "wb") as sink:
        sink.write(frame(READY))
        sink.flush()
        opening = read_frame(source)
        while (message := read_frame(source)) is not None:
            if isinstance(message, Opening):
                opening = message
                continue
            raw, data = message
            as_of, settings = opening.as_of, opening.settings
            # a watchdog in C, which fires even where a parser never gives the interpreter back: a worker whose parents
            # have been killed does not stay behind
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


def limit_memory() -> None:
    """Bound the memory of this process and of those that it forks, where the system can do that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # the time limit remains
        return
