"""python benchmarks/chaos.py [--kills N] [--only WORDS] [--port P] [--json FILE]: what breaks at night.

Against a real `make up` in a copy of this checkout, with mail and a webhook on this machine: kills each of Airflow's
processes and Postgres at random moments of runs, takes Postgres away, fills the disk, breaks a topic and a source.
After each it waits until the next run ends well by itself, and prints that, and what was told when; at the end a table.
Takes one to four minutes for each. The disk is a file system in memory, mounted for it, which takes root on Linux;
without it that case is left out, and the output says so.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import psutil

HOME = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOME / "tests"), str(HOME / "include")]

from mediawatch_airflow.local.api import Api  # noqa: E402
from receivers import Received, receivers  # noqa: E402

PATIENCE = 240.0  # seconds for a run to end well


@dataclass
class Outcome:
    """What became of one thing that was broken. Times in seconds: messages from when it was broken, runs from when it
    was whole again, where that takes somebody or a while."""

    broken: str
    same_after: float | None = None  # the run that was on its way ended well
    well_after: float | None = None  # the first run that was triggered afterwards, behind it, did
    retried_after: float | None = None  # the first task of the run that was on its way was tried again, or about to be
    states: list[str] = field(default_factory=list)  # of runs, in their order
    told: list[tuple[float, str]] = field(default_factory=list)


class Night:
    """A checkout's copy with Airflow running in it."""

    def __init__(self, folder: Path, port: int, received: Received) -> None:
        self.folder, self.received = folder, received
        channels = " ".join(f"{name}={address}" for name, address in received.channels.items())
        for name in ("dags", "plugins", "config", "include", "Procfile"):
            source = HOME / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
            else:
                shutil.copy2(source, folder / name)
        (folder / "include" / "alerts" / "operators.yaml").write_text(
            "channels: [mail, hook]\ncool_down_minutes: 0\nlimits: {disk_free_percent: 0.1, disk_free_gigabytes: 0.1}\n"
        )
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "MEDIAWATCH"))}
        self.env |= {
            "PYTHONPATH": str(folder / "include"),
            "MEDIAWATCH_HOME": str(folder),
            "MEDIAWATCH_PORT": str(port),
            "MEDIAWATCH_SCHEDULE": "none",
            "MEDIAWATCH_MAINTENANCE_SCHEDULE": "none",
            "MEDIAWATCH_CHANNELS": channels,
        }
        self.api = Api(f"http://127.0.0.1:{port}")

    def local(self, *words: str) -> int:
        return subprocess.run([sys.executable, "-m", "mediawatch_airflow.local", *words], env=self.env).returncode

    def token(self) -> str | None:
        passwords = json.loads((self.folder / "var" / "airflow" / "passwords.json").read_text())
        return self.api.token("admin", passwords["admin"])

    def trigger(self) -> str | None:
        body: dict[str, Any] = {"logical_date": None, "conf": {"inboxes": ["inbox"], "reprocess": True}}
        answer = self.api.post("/api/v2/dags/media_monitor/dagRuns", body, self.token())
        return answer["dag_run_id"] if answer else None

    def state(self, run: str) -> str | None:
        answer = self.api.get(f"/api/v2/dags/media_monitor/dagRuns/{run}", self.token())
        return answer["state"] if answer else None

    def leader(self, name: str) -> psutil.Process | None:
        """The process of the Procfile with this name, by its number in the record."""
        if name == "postgres":
            return psutil.Process(int((self.folder / "var" / "postgres" / "postmaster.pid").read_text().split()[0]))
        record = json.loads((self.folder / "var" / "airflow" / "up.json").read_text())
        words = {"scheduler": "scheduler", "dags": "dag-processor", "api": "api", "watch": "watch"}
        for item in record["leaders"][1:]:
            try:
                process = psutil.Process(item["pid"])
                if words[name] in " ".join(process.cmdline()):
                    return process
            except psutil.Error:
                continue
        return None

    def retried(self, run: str) -> bool:
        """Whether a task of the run is in its second try, or waits for it."""
        answer = self.api.get(f"/api/v2/dags/media_monitor/dagRuns/{run}/taskInstances", self.token())
        found = answer["task_instances"] if answer else []
        return any(item["try_number"] > 1 or item["state"] == "up_for_retry" for item in found)

    def task(self) -> psutil.Process | None:
        """A process that works on a task: a leaf below one of the scheduler's workers."""
        scheduler = self.leader("scheduler")
        busy = []
        for process in scheduler.children(recursive=True) if scheduler else ():
            try:
                above = process.parent()
                if not process.children() and above is not None and scheduler not in (above, above.parent()):
                    busy.append(process)
            except psutil.Error:
                continue  # it ended meanwhile
        return random.choice(busy) if busy else None

    def observe(
        self, broken: str, spoil: Callable[[], None], mend: Callable[[], None], *, stays: bool = False
    ) -> Outcome:
        """Break something while a run is on its way, and wait until a run that was triggered afterwards ends well. What
        `stays` is broken for the whole of that run, however it ends, until somebody was told; then one mends it, and
        the run after that is to end well."""
        outcome = Outcome(broken)
        before = len(self.received.mails)
        first = self.trigger()
        time.sleep(random.uniform(1, 10))
        broken_at = time.monotonic()
        spoil()
        began = time.monotonic()
        runs = [first] if first else []
        asked = None
        heard = before
        while time.monotonic() - began < PATIENCE:
            time.sleep(2)
            at = time.monotonic() - began
            for title in self.received.subjects()[heard:]:
                outcome.told.append((round(time.monotonic() - broken_at), title))
            heard = len(self.received.mails)
            if first and asked is None and outcome.retried_after is None and self.retried(first):
                outcome.retried_after = round(at)
            state = self.state(first) if first else "failed"
            if outcome.same_after is None and state == "success":
                outcome.same_after = round(at)
            if asked is None and at > 5 and state in ("success", "failed"):
                if not stays:
                    mend()
                asked = self.trigger()
                runs += [asked] if asked else []
            ended = self.state(asked) if asked else None
            told = any(not title.startswith("Well again") for _, title in outcome.told)
            if stays and told and ended in ("success", "failed"):
                mend()
                stays, asked = False, self.trigger()
                runs += [asked] if asked else []
            elif asked and not stays and ended == "success":
                outcome.well_after = round(at)
                break
        mend()
        outcome.states = [self.state(run) or "unknown" for run in runs]
        return outcome


def kill(find: Callable[[], psutil.Process | None]) -> Callable[[], None]:
    def now() -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if process := find():
                process.kill()
                return
            time.sleep(0.2)

    return now


def away(night: Night, seconds: float) -> Callable[[], None]:
    """Take Postgres away: it is killed again as often as it comes back."""

    def now() -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if process := night.leader("postgres"):
                    process.kill()
            except (psutil.Error, OSError, ValueError, IndexError):
                pass
            time.sleep(0.5)

    return now


def fill(night: Night) -> None:
    """Leave no byte on the disk until somebody was told, for PATIENCE at most; then somebody makes room."""
    ballast = night.folder / "ballast"
    until, heard = time.monotonic() + PATIENCE, len(night.received.mails)
    with ballast.open("ab", buffering=0) as file:
        while time.monotonic() < until and len(night.received.mails) == heard:
            size = 1 << 24
            while size:
                try:
                    file.write(bytes(size))
                except OSError:
                    size >>= 1
            time.sleep(2)  # what others gave back meanwhile is taken too
    ballast.unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A file system of its own at a folder, in memory; False where this user may mount none."""
    size = f"size={megabytes}m"
    mount = ["mount", "-t", "tmpfs", "-o", size, "chaos", str(folder)]
    mounted = shutil.which("mount") is not None and subprocess.run(mount, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def nights(night: Night, kills: int, only: str, *, own_disk: bool) -> Iterator[Outcome]:
    """Everything that is broken, one after the other; those alone whose name holds a word of `only`."""
    topics = night.folder / "include" / "topics"
    hidden = topics.with_name("hidden")
    topic = next(topics.glob("*.yaml"))
    good = topic.read_text()
    source = night.folder / "include" / "sources" / "broken.yaml"

    def nothing() -> None:
        """Nothing has to be mended."""

    def show_topics() -> None:
        if hidden.exists():
            hidden.rename(topics)

    def no_source() -> None:
        source.unlink(missing_ok=True)

    def mend_topic() -> None:
        _write(topic, good)

    kinds: list[tuple[str, int, Callable[[], None], Callable[[], None]]] = [
        *(
            (f"kill -9 {name}", kills, kill(partial(night.leader, name)), nothing)
            for name in ("scheduler", "dags", "api", "watch", "postgres")
        ),
        ("kill -9 a task", kills, kill(night.task), nothing),
        ("Postgres away for a minute", 1, away(night, 60), nothing),
        *([("the disk is full", 1, partial(fill, night), nothing)] if own_disk else ()),
        ("a topic file is broken", 1, lambda: _write(topic, "query: ("), mend_topic),
        ("a source file is broken", 1, lambda: _write(source, "feeds: ["), no_source),
        ("no topic folder: begin fails", 1, lambda: _move(topics, hidden), show_topics),
    ]
    for broken, times, spoil, mend in kinds:
        for _ in range(times if any(words in broken for words in only.split(",")) else 0):
            yield night.observe(broken, spoil, mend, stays=mend is not nothing)


def _move(path: Path, target: Path) -> None:
    path.rename(target)


def table(found: Sequence[Outcome]) -> Iterator[str]:
    """Lines of Markdown: each kind of thing that was broken, with what became of it."""
    yield "| broken | times | a task tried again after, s | that run well after, s | one behind it, s | told, s after |"
    yield "|---|---|---|---|---|---|"
    for broken, same in groupby(found, key=lambda item: item.broken):
        items = list(same)
        again, same_run, well = (
            ", ".join("-" if value is None else f"{value:.0f}" for value in values)
            for values in zip(*((item.retried_after, item.same_after, item.well_after) for item in items), strict=True)
        )
        told = "; ".join(f"{at:.0f} {title}" for item in items for at, title in item.told)
        yield f"| {broken} | {len(items)} | {again} | {same_run} | {well} | {told or 'nobody'} |"


def _tell(item: Outcome) -> None:
    well = "no run ended well" if item.well_after is None else f"well after {item.well_after:.0f} s"
    told = "; ".join(f"{at:.0f} s: {title}" for at, title in item.told) or "nobody was told"
    sys.stdout.write(f"{item.broken:<28} {well:<20} {', '.join(item.states):<24} {told}\n")
    sys.stdout.flush()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=5)
    asked.add_argument("--only", default="", help="parts of names of what is broken, with commas")
    asked.add_argument("--port", type=int, default=8190)
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # Airflow is stopped, the file system unmounted
    with (
        tempfile.TemporaryDirectory(prefix="chaos-") as name,
        small_disk(Path(name), 2_000) as own_disk,
        receivers() as received,
    ):
        if not own_disk:
            sys.stdout.write("no file system can be mounted here: the disk is not filled\n")
        night = Night(Path(name), options.port, received)
        inbox = Path(name) / "var" / "inbox"
        inbox.mkdir(parents=True)
        for seed in list((HOME / "include" / "seeds").glob("*.txt"))[:6]:
            shutil.copy2(seed, inbox)
        found = []
        try:
            if night.local("up"):
                return 1
            for item in nights(night, options.kills, options.only, own_disk=own_disk):
                found.append(item)
                _tell(item)
        finally:
            night.local("down")
    sys.stdout.write("\n".join(["", *table(found), ""]))
    if options.json:
        options.json.write_text(json.dumps([asdict(item) for item in found], indent=1))
    return 0 if all(item.well_after is not None or item.told for item in found) else 1


if __name__ == "__main__":
    sys.exit(main())
