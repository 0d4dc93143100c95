"""Does what the README says, line by line to its end, as a stranger would: in a fresh clone of what is committed.

    make readme-check                            README.md, then docs/first-topic.md and docs/sources.md
    make readme-check ARGS="--without 'make test'"

Every block of shell is run as it stands, every query of SQL behind `make sql`. Where a block of output follows, its
lines must come again, in this order; left out of the comparison are columns of blanks, times, addresses and whatever a
line in parentheses or an ellipsis stands for. State lies in the clone, which is removed at the end.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import documents

GUIDES = ("README.md", "docs/first-topic.md", "docs/sources.md")
LONGEST = 3600  # seconds: `make test` on a slow machine
# What is different each time: moments, durations, ports, folders, secrets.
_DIFFERS = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*|\d+\.\d s\b|(?<=http://)127\.0\.0\.1:\d+(?=$|/)|\S*\binclude/topics/"
)


@dataclass(frozen=True)
class Step:
    """One block: the shell's lines, whether they are meant to fail, and the output that is shown for them."""

    script: str
    fails: bool = False
    shown: str = ""


def steps(guide: Path) -> Iterator[Step]:
    """The blocks of a guide in order. A `text` block belongs to the shell's block before it."""
    waiting: Step | None = None
    for language, content in documents.read(guide).fences:
        if language == "text" and waiting:
            waiting = Step(waiting.script, waiting.fails, content)
            continue
        if waiting:
            yield waiting
        words = language.split()
        waiting = None
        if words[:1] == ["sh"]:
            waiting = Step(content.strip(), "fails" in words)
        elif words[:1] == ["sql"]:
            query = content.strip().rstrip(";").replace("'", "'\\''")
            waiting = Step(f"make sql Q='{query}'")
    if waiting:
        yield waiting


def lost(shown: str, said: str) -> list[str]:
    """Lines of the output that a guide shows which did not come, in the order of the guide."""

    def plain(text: str) -> list[str]:
        lines = (" ".join(_DIFFERS.sub("~", line).split()) for line in text.splitlines())
        return [line for line in lines if re.search(r"\w", line)]

    rest = iter(plain(said))
    expected = [
        line for line in plain(shown) if not (line.startswith("(…") or "(a password" in line or "(another" in line)
    ]
    missing = []
    for line in expected:
        kept = list(rest)
        if line in kept:
            rest = iter(kept[kept.index(line) + 1 :])
        else:
            missing.append(line)
            rest = iter(kept)
    return missing


def _port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def surroundings() -> dict[str, str]:
    """A shell's environment that knows nothing of this project, but for a port that is free."""
    ours = ("MEDIAWATCH_", "AIRFLOW_", "VIRTUAL_ENV")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return mine | {"MEDIAWATCH_PORT": _port(), "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"}


def follow(clone: Path, guide: str, environment: dict[str, str], without: list[str]) -> None:
    """Raises SystemExit at the first block that does not do what the guide says."""
    for step in steps(clone / guide):
        if step.script in without:
            sys.stdout.write(f"{guide}: left out: {step.script}\n")
            continue
        begun = time.monotonic()
        command = ["bash", "-euo", "pipefail", "-c", step.script]
        done = subprocess.run(
            command,
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST,
        )
        first = step.script.splitlines()[0]
        sys.stdout.write(f"{guide}: {first[:90]:<90} {time.monotonic() - begun:6.1f} s\n")
        sys.stdout.flush()
        if (done.returncode != 0) != step.fails:
            sys.exit(f"ended with {done.returncode}:\n{step.script}\n\n{done.stdout[-4000:]}")
        if missing := lost(step.shown, done.stdout):
            sys.exit(f"{step.script}\n\ndoes not say:\n  " + "\n  ".join(missing) + f"\n\nbut:\n{done.stdout[-8000:]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", action="append", default=[], metavar="BLOCK", help="a block that is left out")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mediawatch-readme-"))
    clone = folder / "mediawatch"
    subprocess.run(["git", "clone", "--quiet", str(documents.HOME), str(clone)], check=True)
    environment = surroundings()
    try:
        for guide in GUIDES:
            follow(clone, guide, environment, asked.without)
    finally:
        if (clone / ".venv").exists():
            subprocess.run(["make", "down"], cwd=clone, stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write("the guides are as they say\n")


if __name__ == "__main__":
    main()
