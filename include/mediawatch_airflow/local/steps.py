"""Progress for people: a spinner on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mediawatch.errors import Permanent

# The end of a traceback in Airflow's log, up to the next line of the log: what a task failed with, in its own words.
REASON = re.compile(
    r"^(?:airflow\.sdk\.exceptions\.AirflowFailException|mediawatch\.errors\.\w+): (.*?)(?=^\d{4}-\d\d-\d\dT|\Z)",
    re.MULTILINE | re.DOTALL,
)


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


TELL_SECONDS = 5.0
"""Between two lines that say that a step goes on. People wait some ten seconds before they think that nothing does."""


@contextmanager
def step(title: str, doing: Callable[[], str | None] = lambda: None) -> Iterator[None]:
    """Shows that a slow step goes on, with what it is `doing` where that is known, and afterwards how long it took."""
    from rich.console import Console

    console = Console()
    begun = time.perf_counter()
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(TELL_SECONDS):
            words = f"{title}: {doing() or 'at work'}, {time.perf_counter() - begun:.0f} s so far"
            if console.is_terminal:
                status.update(words)
            else:
                say(f"  {words}")

    teller = threading.Thread(target=tell, daemon=True)
    with console.status(f"{title} ...") as status:
        teller.start()
        try:
            yield
        finally:
            ended.set()
            teller.join()
    say(f"  {title:<44} {time.perf_counter() - begun:5.1f} s")


def run_quietly(command: list[str], *, log: Path, env: dict[str, str], what: str) -> None:
    """Run a program with all that it says going to a log file. Raises Permanent with the last lines where it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        start = output.tell()
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603
    if done.returncode:
        said = since(log, start)
        if reason := REASON.search(said):
            raise Permanent(f"{what} failed: {reason[1].strip()}\n\nAll that it said: {log}")
        raise Permanent(f"{what} failed. The last lines of {log}:\n\n{tail(said)}")


def tail(text: str, lines: int = 15) -> str:
    return "\n".join(text.splitlines()[-lines:])


def since(log: Path, start: int = 0) -> str:
    with log.open("rb") as file:
        file.seek(start)
        return file.read().decode(errors="replace")
