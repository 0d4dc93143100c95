"""A crawl as seen by the process that asked for it: its folder in the raw store, and the crawler that works there."""

from __future__ import annotations

import fcntl
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mediawatch.collect.web.crawl_journal import Job, Journal, Target
from mediawatch.errors import Terminal, Transient

MAX_LISTED = 5_000
"""Addresses that one listing may name: as many as a source may have collected at a time."""
GRACE = 300
"""Seconds that the crawler may take beyond the time that it was given, before it is ended."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the crawler behaves. Times in seconds."""

    user_agent: str = "MediaWatch/0.1 (media monitoring; set MEDIAWATCH_USER_AGENT to say who you are)"
    allow: tuple[str, ...] = ()  # host:port that may be contacted although not public, or on another port
    delay: float = 1.0  # between two requests to one host
    timeout: float = 30.0  # of one answer, from the name's resolution to the last byte
    max_redirects: int = 5
    patience: float = 60.0  # the longest Retry-After that is waited for within a crawl
    backoff: float = 5.0  # the first pause after 429 or 503 without Retry-After; doubles
    max_seconds: float = 3000.0  # of a crawl; what is left is taken by the next
    concurrency: int = 16  # requests at the same time, each to another host
    recheck: float = 24 * 3600.0  # until a page is asked for again


def crawl_folder(root: Path, crawl_id: str) -> Path:
    """The folder of a crawl in the raw store under `root`, made where it is missing. Raises Terminal."""
    if not re.fullmatch(r"[A-Za-z0-9_.+:-]{1,200}", crawl_id) or crawl_id.startswith("."):
        raise Terminal(f"{crawl_id!r} cannot name a crawl: use letters, digits, _ . + : -")
    folder = root / "raw" / "web" / re.sub(r"[^A-Za-z0-9_.-]", "_", crawl_id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time works on a crawl. Raises Transient where another one does."""
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Transient(f"another process works on this crawl ({folder.name}); try again later") from error
        yield


def crawl(folder: Path, targets: Sequence[Target], web: WebSettings, max_bytes: int) -> Journal:
    """Let a crawler process do what is not in the journal yet; the journal afterwards. `max_bytes` of one response.

    Raises Transient where the crawler ended early: the next call goes on where it was.
    """
    journal = Journal(folder)
    left = [target for target in targets if target.key not in journal.lines]
    if not left:
        return journal
    Job(
        targets=left,
        user_agent=web.user_agent,
        allow=list(web.allow),
        delay=web.delay,
        timeout=web.timeout,
        max_bytes=max_bytes,
        max_redirects=web.max_redirects,
        max_listed=MAX_LISTED,
        patience=web.patience,
        backoff=web.backoff,
        max_seconds=web.max_seconds,
        concurrency=web.concurrency,
    ).write(folder / "job.json")
    log = folder / "crawler.log"
    with log.open("ab") as output:
        # Its standard input stays open as long as this process lives: that is how it knows when to end.
        # -P: no module is taken from the folder that the command was given in.
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "mediawatch.collect.web.crawler", str(folder)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
        try:
            code = process.wait(timeout=web.max_seconds + GRACE)
        except subprocess.TimeoutExpired:
            code = -1
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()
    if code != 0:
        tail = log.read_text("utf-8", "replace")[-800:].strip()
        raise Transient(f"the crawler ended early (exit {code}); {log} ends: {tail}")
    return Journal(folder)
