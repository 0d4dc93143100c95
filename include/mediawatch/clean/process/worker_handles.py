"""What isolate.py holds of its worker processes, and of the server that forks them (fork_server.py)."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import sys
import time
from collections import deque
from itertools import count

from mediawatch.clean.process.frames import END, FORK, KILL, NOTICE, ORDER, FrameReader, frame
from mediawatch.model import RawDocument
from mediawatch.settings import environment_of_one_thread, python_variables

START_SECONDS = 600.0
"""What a new worker may take by the clock until it is ready (some two seconds on an idle core where its server is new).
Later than that is no document's fault."""

DOCUMENTS_A_WORKER = 10_000
"""After these a worker is replaced, which bounds what its libraries' caches and leaks can hold."""

PIPELINED_BYTES = 40_000
"""Bytes under way to a worker beyond its current document: below a pipe's buffer (64 KiB on Linux), so that a write
never blocks on a worker that is itself waiting to be read from."""

Pair = tuple[RawDocument, bytes]
"""A document and its bytes."""


class ForkServer:
    """One server, a child of this process, and what it says of its workers. `is_ready`: it has loaded what they need.
    Raises OSError where none can be started."""

    def __init__(self, opening: bytes) -> None:
        self.parent = os.getpid()
        self.environment = python_variables()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this module's own process
                [sys.executable, "-P", "-m", "mediawatch.clean.process.fork_server", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=environment_of_one_thread(),
            )
        self._numbers = count(1)
        self._codes: dict[int, int] = {}
        self.is_ready = False
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(opening)  # type: ignore[union-attr]
            self._process.stdin.close()  # type: ignore[union-attr]

    @property
    def serves_us(self) -> bool:
        """Whether it is a child of this very process (a fork has inherited its parent's list) with today's code."""
        return self.parent == os.getpid() and self.environment == python_variables() and self.is_alive

    @property
    def is_alive(self) -> bool:
        """Whether it runs, or is another process's, which this one cannot say."""
        return self.parent != os.getpid() or self._process.poll() is None

    def fork(self) -> Worker:
        """A new worker. It begins when the server has loaded what it needs."""
        number = next(self._numbers)
        inlet, to = os.pipe()
        come, outlet = os.pipe()
        with contextlib.suppress(OSError):  # a server that is gone: the worker's output ends at once
            socket.send_fds(self._control, [ORDER.pack(FORK, number)], [inlet, outlet])
        os.close(inlet)
        os.close(outlet)
        return Worker(self, number, to, come)

    def kill(self, number: int) -> None:
        """End a worker at once; the server itself where that has none yet."""
        if self.is_ready:
            self._order(KILL, number)
        else:
            self._process.kill()

    def code(self, number: int) -> int:
        """The exit code of a worker that has ended or was killed, minus the signal that ended it; of the server, where
        that has ended itself."""
        while number not in self._codes:
            notice = b""
            with contextlib.suppress(OSError):
                notice = self._control.recv(NOTICE.size, socket.MSG_WAITALL)
            if len(notice) < NOTICE.size:
                return self._process.wait()
            ended, code = NOTICE.unpack(notice)
            self._codes[ended] = code
        return self._codes.pop(number)

    def stop(self) -> None:
        """End it and all of its workers."""
        if self.is_ready:
            self._order(END, 0)
        else:
            self._process.kill()
        self._process.wait()
        self._control.close()

    def _order(self, order: bytes, number: int) -> None:
        with contextlib.suppress(OSError):  # a server that is gone has no workers to speak of
            self._control.sendall(ORDER.pack(order, number))


class Worker:
    """One worker process and the documents that it has been sent and has not answered. `seconds`: what a document may
    take by the clock."""

    def __init__(self, server: ForkServer, number: int, pipe: int, output: int) -> None:
        self.server = server
        self.output = output
        self._number = number
        self._pipe = pipe
        os.set_blocking(pipe, False)  # so that a write has a deadline
        self._code: int | None = None
        self.seconds = 0.0
        self.pending: deque[tuple[int, Pair, int]] = deque()  # (number, pair, bytes on the pipe)
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
        is_idle = self.ready and not self.pending and self.answered < DOCUMENTS_A_WORKER
        return (
            is_idle and not select.select((self.output,), (), (), 0)[0]
        )  # what is idle has something to say at its end

    def has_room(self, size: int) -> bool:
        """Whether a message of `size` bytes can be written without any risk of blocking."""
        fresh = self.answered + len(self.pending) < DOCUMENTS_A_WORKER
        return fresh and (not self.pending or self.under_way + size <= PIPELINED_BYTES)

    def send(self, number: int, pair: Pair) -> None:
        """Send a document."""
        message = frame(pair)
        if self.ready and not self.pending:
            self._start_clock()
        self.pending.append((number, pair, len(message)))
        self.under_way += len(message)
        self._write(message)

    def is_ready(self) -> None:
        """The worker has loaded what it needs: from now on time is its document's."""
        self.ready = self.server.is_ready = True
        self._start_clock()

    def answer(self) -> tuple[int, Pair]:
        """Takes the document that a reply has come for."""
        number, pair, size = self.pending.popleft()
        self.under_way -= size
        self.answered += 1
        self._start_clock()
        return number, pair

    def code(self) -> int:
        """How it ended, if need be at once: its exit code, minus the signal that ended it."""
        if self._code is None:
            self.server.kill(self._number)
            self._code = self.server.code(self._number)
        return self._code

    def stop(self) -> None:
        """Ends the process at once."""
        self.code()
        for pipe in (self._pipe, self.output):
            with contextlib.suppress(OSError):
                os.close(pipe)

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
                        self.server.kill(self._number)
                        return
