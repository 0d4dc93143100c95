"""Runs clean() in worker processes: a document that hangs or crashes a parser costs its own time and nothing else.

Workers are forked by a server of their own (fork_server.py), a new Python process that has loaded what documents need,
and never by the caller: that may be an Airflow task which was itself forked from a process with large libraries and
threads in it, or be daemonic. They talk over pipes in frames (frames.py). A worker is given documents ahead while they
fit into a pipe's buffer, so that it never waits for its next one; replies come in the order of the documents. When a
worker dies, because its first unanswered document has had its processor time or for another reason, or when it has not
answered for long by the clock, that document is quarantined and the others go to a new worker.

A server costs some two seconds of processor time, a worker a few milliseconds. A caller with several batches keeps
both:

    with kept_workers():
        for shard in shards:
            clean_batch(...)
"""

from __future__ import annotations

import contextlib
import heapq
import os
import selectors
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from mediawatch.clean.process.frames import READY, LastReply, Opening, Reply, frame, wall_seconds
from mediawatch.clean.process.worker_handles import ForkServer, Pair, Worker
from mediawatch.errors import Reason, Transient
from mediawatch.model import Article, Excluded, Outcome, RawDocument
from mediawatch.settings import Settings

_FAULTS = (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
"""Signals of a parser that crashed. Any other one came from outside, or from an allocation that failed."""

LOOKAHEAD = 200
"""Documents a worker that can be finished and waiting for an earlier, slower one."""

KEPT_SERVERS = 2
"""Servers that are kept for later batches, those that were used last; each has the code that PYTHONPATH led to."""


def clean_batch(pairs: Iterable[Pair], *, as_of: datetime, settings: Settings) -> Iterator[Article | Excluded]:
    """clean() over (document, its bytes), in order, in `settings.workers` processes, each document within
    `settings.clean_seconds` of processor time. What cannot be cleaned comes out as a Excluded of the stage clean.
    Raises Transient where worker processes cannot be started."""
    pool = _Pool(as_of, settings)
    try:
        yield from pool.run(iter(pairs))
    finally:
        pool.close()


@contextlib.contextmanager
def kept_workers() -> Iterator[None]:
    """While this is open, `clean_batch` leaves its server and idle workers to the next batch of this process instead of
    ending them; the last one to leave ends them."""
    global _keepers
    _keepers += 1
    try:
        yield
    finally:
        _keepers -= 1
        if not _keepers:
            _forget(_servers)


_keepers = 0
_servers: list[ForkServer] = []
_kept: list[Worker] = []


def _forget(servers: Sequence[ForkServer]) -> None:
    """End kept servers and their workers; those of a parent of this process are left to it."""
    for server in list(servers):
        _servers.remove(server)
        for worker in [worker for worker in _kept if worker.server is server]:
            _kept.remove(worker)
            if server.parent == os.getpid():
                worker.stop()
        if server.parent == os.getpid():
            server.stop()


class _Pool:
    def __init__(self, as_of: datetime, settings: Settings) -> None:
        self.settings = settings
        self.opening = frame(Opening(as_of, settings))
        self.selector = selectors.DefaultSelector()
        self.server: ForkServer | None = None
        self.workers: list[Worker] = []
        self.todo: list[tuple[int, Pair]] = []  # a heap: taken from the input, and not (or in vain) sent

    def run(self, pairs: Iterator[Pair]) -> Iterator[Article | Excluded]:
        numbered = enumerate(pairs)
        done: dict[int, Article | Excluded] = {}
        next_out = 0
        while True:
            self._hand_out(numbered, next_out)
            if not any(worker.pending for worker in self.workers):
                return
            done.update(self._collect())
            while next_out in done:
                yield done.pop(next_out)
                next_out += 1

    def _hand_out(self, numbered: Iterator[tuple[int, Pair]], next_out: int) -> None:
        """Sends documents, the earliest first, until no worker has room."""
        while (item := heapq.heappop(self.todo) if self.todo else next(numbered, None)) is not None:
            number, pair = item
            ahead = number - next_out > LOOKAHEAD * max(1, self.settings.workers)
            worker = None if ahead else self._worker_for(len(pair[1]) + 2_000)
            if worker is None:
                heapq.heappush(self.todo, item)
                return
            worker.send(number, pair)

    def close(self) -> None:
        for worker in list(self.workers):
            self._dismiss(worker, keep=bool(_keepers) and worker.may_be_kept)
        self.selector.close()
        self._leave()

    def _worker_for(self, size: int) -> Worker | None:
        """The least busy worker with room; a new one while there may be more."""
        idle = [worker for worker in self.workers if worker.has_room(size)]
        free = [worker for worker in idle if not worker.pending]
        if free:
            return free[0]
        if len(self.workers) < max(1, self.settings.workers):
            return self._start()
        for worker in self.workers:
            if not worker.pending and not worker.has_room(size):  # has done its share
                self._dismiss(worker)
                return self._start()
        return min(idle, key=lambda worker: worker.under_way, default=None)

    def _start(self) -> Worker:
        server = self._server()
        worker = next((kept for kept in _kept if kept.server is server and kept.may_be_kept), None)
        if worker is None:
            worker = server.fork()
        else:
            _kept.remove(worker)
        worker.open(self.opening, wall_seconds(self.settings.clean_seconds))
        self.workers.append(worker)
        self.selector.register(worker.output, selectors.EVENT_READ, worker)
        return worker

    def _server(self) -> ForkServer:
        """The server of this batch: a kept one, or a new one; another one where it was ended."""
        if self.server is not None and not self.server.is_alive:
            self._leave()
        if self.server is None:
            _forget([kept for kept in _servers if not kept.is_alive])
            self.server = next((kept for kept in _servers if kept.serves_us), None)
            if self.server is None:
                self.server = ForkServer(self.opening)
            else:
                _servers.remove(self.server)
                _servers.append(self.server)  # the one that was used last
        return self.server

    def _leave(self) -> None:
        """Leave the server to the next batch if that is wanted, or end it."""
        server, self.server = self.server, None
        if server is None:
            return
        if not (_keepers and server.is_ready and server.is_alive):
            _forget([server] if server in _servers else [])
            server.stop()
        elif server not in _servers:
            _forget(_servers[: len(_servers) + 1 - KEPT_SERVERS])
            _servers.append(server)

    def _dismiss(self, worker: Worker, *, keep: bool = False) -> None:
        self.selector.unregister(worker.output)
        self.workers.remove(worker)
        if keep:
            _kept.append(worker)
        else:
            worker.stop()

    def _collect(self) -> Iterator[tuple[int, Article | Excluded]]:
        """Waits for replies, or for the first deadline."""
        busy = [worker for worker in self.workers if worker.pending]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        for key, _ in self.selector.select(patience):
            worker: Worker = key.data
            replies, ended = worker.reader.read(key.fd)
            for reply in replies:
                if reply == READY:
                    worker.is_ready()
                    continue
                number, (raw, _) = worker.answer()
                yield number, _result(raw, reply)
            if replies and isinstance(replies[-1], LastReply):
                self._send_again(worker)
            elif ended:
                yield from self._lose(worker)
        now = time.monotonic()
        for worker in [worker for worker in self.workers if worker.pending and worker.deadline <= now]:
            yield from self._lose(worker, late=True)

    def _lose(self, worker: Worker, *, late: bool = False) -> Iterator[tuple[int, Excluded]]:
        """Ends a worker that has died or is late; its first unanswered document is the one at fault, the others are
        sent again."""
        if not worker.ready:
            raise Transient(f"a worker process of clean did not start: {_last_words(worker.code())}")
        culprit = worker.pending.popleft() if worker.pending else None
        self._send_again(worker)
        if culprit:
            number, (raw, _), _ = culprit
            if late:
                reason, words = Reason.PARSER_TIMEOUT, f"not finished after {worker.seconds:g} s by the clock"
            else:
                reason, words = self._cause(worker.code())
            yield number, _quarantined(raw, reason, words)

    def _cause(self, code: int) -> tuple[Reason, str]:
        """Why a worker died: (reason, words)."""
        if code == -signal.SIGPROF:
            return Reason.PARSER_TIMEOUT, f"not finished after {self.settings.clean_seconds:g} s of processor time"
        killed = code < 0 and -code not in _FAULTS
        return Reason.PARSER_KILLED if killed else Reason.PARSER_FAILED, _last_words(code)

    def _send_again(self, worker: Worker) -> None:
        """Ends a worker; what it has not answered goes to another."""
        self._dismiss(worker)
        for number, pair, _ in worker.pending:
            heapq.heappush(self.todo, (number, pair))


def _result(raw: RawDocument, reply: Reply) -> Article | Excluded:
    if isinstance(reply, Article):
        return reply
    return _quarantined(raw, reply.reason, reply.detail)


def _quarantined(raw: RawDocument, reason: str, detail: str) -> Excluded:
    return Excluded(raw.document_id, raw.uri, raw.raw_sha256, "clean", Outcome.QUARANTINED, reason, detail, raw)


def _last_words(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"the parser process was ended by {signal.Signals(-code).name}"
    return f"the parser process ended with exit code {code}"
