"""The process that worker processes are forked from: it loads what documents need once, and touches no document.

It has one thread (what it loads is told to start no others), so that its forks are whole. Its orders come over a
socket, whose other end `worker_handles.ForkServer` holds; it ends with that, and its workers with it.
"""

from __future__ import annotations

import gc
import logging
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable

from mediawatch.clean.process.frames import END, FORK, NOTICE, ORDER, Opening, read_frame
from mediawatch.garbage import SELDOM
from mediawatch.settings import Settings


def main() -> None:
    """Serves the socket whose number is the only argument. The Opening of the first batch comes on standard input."""
    server = _Server(socket.socket(fileno=int(sys.argv[1])))
    logging.disable(logging.CRITICAL)  # parsers log on every odd page; what matters becomes a warning of the article
    opening = read_frame(sys.stdin.buffer)
    if not isinstance(opening, Opening):
        return
    from mediawatch.clean.process.worker import limit_memory, serve

    limit_memory()
    load(opening.settings)
    server.run(serve)


def load(settings: Settings) -> None:
    """Load what documents need, for all workers. Nothing of that is garbage, so that none is looked for meanwhile."""
    from mediawatch.clean.process.warm_up import warm_up

    gc.disable()
    try:
        warm_up(settings)
        gc.collect()
        gc.freeze()  # or each collection of a worker would write to every page that they share
        gc.set_threshold(*SELDOM)  # of the workers, which inherit it
    finally:
        gc.enable()


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, int] = {}  # pid -> number

    def run(self, serve: Callable[[int, int], None]) -> None:
        """Forks, kills and tells of ends, until the other end of the socket is closed."""
        woken, wake = os.pipe()
        for end in (woken, wake):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fd == woken:
                        os.read(woken, 4096)
                    elif not self._obey(serve):
                        self._end()
                        return
                self._tell()

    def _obey(self, serve: Callable[[int, int], None]) -> bool:
        """Carry out one order; False where there are no more."""
        message, pipes, _, _ = socket.recv_fds(self._control, ORDER.size, 2)
        while message and len(message) < ORDER.size:
            message += self._control.recv(ORDER.size - len(message))
        if len(message) < ORDER.size:
            return False
        order, number = ORDER.unpack(message)
        if order == END:
            return False
        if order == FORK:
            self._fork(number, pipes, serve)
        else:
            for pid, known in self._workers.items():
                if known == number:  # not waited for yet: the number is no other process's
                    os.kill(pid, signal.SIGKILL)
        return True

    def _fork(self, number: int, pipes: list[int], serve: Callable[[int, int], None]) -> None:
        pid = os.fork()
        if not pid:
            code = 1
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                self._control.close()
                serve(*pipes)
                code = 0
            finally:
                os._exit(code)
        for pipe in pipes:
            os.close(pipe)
        self._workers[pid] = number

    def _tell(self) -> None:
        """Say of each worker that has ended how it did."""
        while self._workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            code = os.waitstatus_to_exitcode(status)
            self._control.sendall(NOTICE.pack(self._workers.pop(pid), code))

    def _end(self) -> None:
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)
        for pid in self._workers:
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
