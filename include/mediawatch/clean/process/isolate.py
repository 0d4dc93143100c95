"""Runs clean() in worker processes: a document that hangs or crashes a parser costs its own time and nothing else.

Workers are new Python processes (`python -m mediawatch.clean.process.worker`), never forks: a caller may be an
Airflow task that was itself forked from a process with large libraries and threads in it, or be daemonic. They talk
over pipes in frames (frames.py). A worker is given documents ahead while they fit into a pipe's buffer, so that it
never waits for its next one; replies come in the order of the documents. When a worker dies, because its first
unanswered document has had its processor time or for another reason, or when it has not answered for long by the clock,
that document is quarantined and the others go to a new worker.

Starting a worker costs some two seconds of processor time, so a caller with several batches keeps them warm:

    with kept_workers():
        for shard in shards:
            clean_batch(...)
"""

from __future__ import annotations

import contextlib
import heapq
import os
import select
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, cast

from mediawatch.clean.process.frames import READY, FrameReader, LastReply, Opening, Reply, frame, wall_seconds
from mediawatch.errors import Reason, Transient
from mediawatch.model import Article, Excluded, Outcome, RawDocument
from mediawatch.settings import Settings, python_variables

START_SECONDS = 600.0
"""What a new worker may take by the clock until it is ready (some two seconds on an idle core). Later than that is no
document's fault."""

_FAULTS = (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE)
"""Signals of a parser that crashed. Any other one came from outside, or from an allocation that failed."""

PIPELINED_BYTES = 40_000
"""Bytes under way to a worker beyond its current document: below a pipe's buffer (64 KiB on Linux), so that a write
never blocks on a worker that is itself waiting to be read from."""

DOCUMENTS_A_WORKER = 10_000
"""After these a worker is replaced, which bounds what its libraries' caches and leaks can hold."""

LOOKAHEAD = 200
"""Documents a worker that can be finished and waiting for an earlier, slower one."""

_Pair = tuple[RawDocument, bytes]


def clean_batch(pairs: Iterable[_Pair], *, as_of: datetime, settings: Settings) -> Iterator[Article | Excluded]:
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
    """While this is open, `clean_batch` leaves its idle workers to the next batch of this process instead of ending
    them; the last one to leave ends them."""
    global _keepers
    _keepers += 1
    try:
        yield
    finally:
        _keepers -= 1
        while not _keepers and _kept:
            worker = _kept.pop()
            if worker.parent == os.getpid():
                worker.stop()


_keepers = 0
_kept: list[_Worker] = []


class _Worker:
    """One child process and the documents that it has been sent and has not answered."""

    def __init__(self) -> None:
        self.parent = os.getpid()
        self.environment = python_variables()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "mediawatch.clean.process.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
        )
        self._pipe = cast(IO[bytes], self.process.stdin).fileno()
        os.set_blocking(self._pipe, False)  # so that a write has a deadline
        self.seconds = 0.0
        self.pending: deque[tuple[int, _Pair, int]] = deque()  # (number, pair, bytes on the pipe)
        self.under_way = 0
        self.answered = 0
        self.ready = False
        self.deadline = time.monotonic() + START_SECONDS
        self.reader = FrameReader()

    def open(self, opening: bytes, seconds: float) -> None:
        """Begin a batch whose documents may take `seconds` by the clock."""
        self.seconds = seconds
        if self.ready:
            self._start_clock()
        self._write(opening)

    @property
    def may_be_kept(self) -> bool:
        """Whether it is idle, sound, and has documents left to do."""
        return self.ready and not self.pending and self.answered < DOCUMENTS_A_WORKER and self.process.poll() is None

    @property
    def serves_us(self) -> bool:
        """Whether it is a child of this very process (a fork has inherited its parent's list) with today's code."""
        return self.parent == os.getpid() and self.environment == python_variables() and self.may_be_kept

    def has_room(self, size: int) -> bool:
        """Whether a message of `size` bytes can be written without any risk of blocking."""
        fresh = self.answered + len(self.pending) < DOCUMENTS_A_WORKER
        return fresh and (not self.pending or self.under_way + size <= PIPELINED_BYTES)

    def send(self, number: int, pair: _Pair) -> None:
        message = frame(pair)
        if self.ready and not self.pending:
            self._start_clock()
        self.pending.append((number, pair, len(message)))
        self.under_way += len(message)
        self._write(message)

    def is_ready(self) -> None:
        """The worker has loaded what it needs: from now on time is its document's."""
        self.ready = True
        self._start_clock()

    def answer(self) -> tuple[int, _Pair]:
        """Takes the document that a reply has come for."""
        number, pair, size = self.pending.popleft()
        self.under_way -= size
        self.answered += 1
        self._start_clock()
        return number, pair

    def stop(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _start_clock(self) -> None:
        self.deadline = time.monotonic() + self.seconds

    def _write(self, message: bytes) -> None:
        """Write to the worker, until its deadline: one that does not read (it is still starting, or hangs) is ended.
        A worker that has died is found out by the end of its output."""
        left = memoryview(message)
        with contextlib.suppress(BrokenPipeError):
            while left:
                try:
                    left = left[os.write(self._pipe, left) :]
                except BlockingIOError:
                    patience = max(0.0, self.deadline - time.monotonic())
                    if not select.select((), (self._pipe,), (), patience)[1]:
                        self.process.kill()
                        return


class _Pool:
    def __init__(self, as_of: datetime, settings: Settings) -> None:
        self.settings = settings
        self.opening = frame(Opening(as_of, settings))
        self.selector = selectors.DefaultSelector()
        self.workers: list[_Worker] = []
        self.todo: list[tuple[int, _Pair]] = []  # a heap: taken from the input, and not (or in vain) sent

    def run(self, pairs: Iterator[_Pair]) -> Iterator[Article | Excluded]:
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

    def _hand_out(self, numbered: Iterator[tuple[int, _Pair]], next_out: int) -> None:
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

    def _worker_for(self, size: int) -> _Worker | None:
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

    def _start(self) -> _Worker:
        worker = next((kept for kept in _kept if kept.serves_us), None)
        if worker is None:
            worker = _Worker()
        else:
            _kept.remove(worker)
        worker.open(self.opening, wall_seconds(self.settings.clean_seconds))
        self.workers.append(worker)
        self.selector.register(worker.process.stdout, selectors.EVENT_READ, worker)  # type: ignore[arg-type]
        return worker

    def _dismiss(self, worker: _Worker, *, keep: bool = False) -> None:
        self.selector.unregister(worker.process.stdout)  # type: ignore[arg-type]
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
            worker: _Worker = key.data
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

    def _lose(self, worker: _Worker, *, late: bool = False) -> Iterator[tuple[int, Excluded]]:
        """Ends a worker that has died or is late; its first unanswered document is the one at fault, the others are
        sent again."""
        if not worker.ready:
            worker.stop()
            raise Transient(f"a worker process of clean did not start: {_last_words(worker.process.returncode)}")
        culprit = worker.pending.popleft() if worker.pending else None
        self._send_again(worker)
        if culprit:
            number, (raw, _), _ = culprit
            if late:
                reason, words = Reason.PARSER_TIMEOUT, f"not finished after {worker.seconds:g} s by the clock"
            else:
                reason, words = self._cause(worker.process.returncode)
            yield number, _quarantined(raw, reason, words)

    def _cause(self, code: int | None) -> tuple[Reason, str]:
        """Why a worker died: (reason, words)."""
        if code == -signal.SIGPROF:
            return Reason.PARSER_TIMEOUT, f"not finished after {self.settings.clean_seconds:g} s of processor time"
        killed = code is not None and code < 0 and -code not in _FAULTS
        return Reason.PARSER_KILLED if killed else Reason.PARSER_FAILED, _last_words(code)

    def _send_again(self, worker: _Worker) -> None:
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


def _last_words(code: int | None) -> str:
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"the parser process was ended by {signal.Signals(-code).name}"
    return f"the parser process ended with exit code {code}"
