"""A crawl as seen by the process that asked for it: its folder in the raw store, and the crawler that works there.

The two talk while the crawl goes on. The crawler writes the key of each listing that it has read and journalled to its
standard output, and is answered on its standard input with what follows from it: only the warehouse, which the crawler
does not know, can say which of the listed pages are due. So the pages of a source need not wait for another's listing.
"""

from __future__ import annotations

import fcntl
import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from mediawatch.collect.web.crawl_journal import Job, Journal, Line, Target
from mediawatch.errors import Permanent, Transient

GRACE = 300
"""Seconds that the crawler may take beyond the time that it was given, before it is ended."""

After = Callable[[Line], Sequence[Target]]
"""Says what follows from a listing that was read."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the crawler behaves. Times in seconds."""

    user_agent: str = "MediaWatch/0.1 (media monitoring; set MEDIAWATCH_USER_AGENT to say who you are)"
    allow: tuple[str, ...] = ()  # host:port that may be contacted although not public, or on another port
    delay: float = 1.0  # between two requests to one host
    timeout: float = 30.0  # of one answer, from the name's resolution to the last byte
    max_redirects: int = 5
    patience: float = 60.0  # the longest Retry-After that is waited for within a crawl
    backoff: float = 5.0  # the first pause after 429, 5xx or no answer where the host names none; doubles
    max_seconds: float = 3000.0  # of a crawl; what is left is taken by the next
    concurrency: int = 100  # requests at the same time, each to another host
    recheck: float = 24 * 3600.0  # until a page is asked for again


def crawl_key(crawl_id: str) -> str:
    """Where the folder of a crawl is in the lake. Raises Permanent."""
    if not re.fullmatch(r"[A-Za-z0-9_.+:-]{1,200}", crawl_id) or crawl_id.startswith("."):
        raise Permanent(f"{crawl_id!r} cannot name a crawl: use letters, digits, _ . + : -")
    return f"raw/web/{re.sub(r'[^A-Za-z0-9_.-]', '_', crawl_id)}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time works on a crawl. Raises Transient where another one does."""
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Transient(f"another process works on this crawl ({folder.name}); try again later") from error
        yield


def job_of(targets: Sequence[Target], web: WebSettings, max_bytes: int) -> Job:
    return Job(
        targets=list(targets),
        user_agent=web.user_agent,
        allow=list(web.allow),
        delay=web.delay,
        timeout=web.timeout,
        max_bytes=max_bytes,
        max_redirects=web.max_redirects,
        patience=web.patience,
        backoff=web.backoff,
        max_seconds=web.max_seconds,
        concurrency=web.concurrency,
    )


def left_to_do(journal: Journal, targets: Sequence[Target], after: After) -> list[Target]:
    """What is not in the journal yet, of the targets and of what follows from the listings that are in it."""
    following = [target for line in list(journal.lines.values()) if line.kind != "page" for target in after(line)]
    return [target for target in (*targets, *following) if target.key not in journal.lines]


def crawl(folder: Path, targets: Sequence[Target], web: WebSettings, max_bytes: int, after: After) -> Journal:
    """Let a crawler process do what is not in the journal yet; the journal afterwards. `max_bytes` of one response.

    Raises Transient where the crawler ended early: the next call goes on where it was.
    """
    journal = Journal(folder)
    left = left_to_do(journal, targets, after)
    if not left:
        return journal
    job_of(left, web, max_bytes).write(folder / "job.json")
    log = folder / "crawler.log"
    with log.open("ab") as output:
        # Its standard input stays open as long as this process lives: that is how it knows when to end.
        # -P: no module is taken from the folder that the command was given in.
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "mediawatch.collect.web.crawler", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
        )
        too_long = threading.Timer(web.max_seconds + GRACE, process.kill)
        too_long.start()
        try:
            _answer(process, journal, after)
            code = process.wait()
        finally:
            too_long.cancel()
            if process.poll() is None:
                process.kill()
                process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):
                    if pipe is not None:
                        pipe.close()
    if code != 0:
        tail = log.read_text("utf-8", "replace")[-800:].strip()
        raise Transient(f"the crawler ended early (exit {code}); {log} ends: {tail}")
    return Journal(folder)


def _answer(process: subprocess.Popen[bytes], journal: Journal, after: After) -> None:
    """Answer each listing that the crawler tells of, until it ends."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    for told in process.stdout:
        journal.refresh()
        line = journal.lines.get(told.decode("utf-8", "replace").rstrip("\n"))
        if line is None:
            continue  # some library wrote to its standard output
        following = [asdict(target) for target in after(line) if target.key not in journal.lines]
        try:
            process.stdin.write(json.dumps(following).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:  # it has ended; its exit code says how
            return
