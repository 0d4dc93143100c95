"""`make lock`: writes the three locks anew from pyproject.toml; needs uv (.venv has it after `make lint`).

    python scripts/lock.py UV [OPTIONS OF uv pip compile]      such as --upgrade-package NAME, or --upgrade
    python scripts/lock.py --plain LOCK                        the lock on standard output, one pin a package

Pins that stand are kept where they can be. The second lock is held to the pins of the first, and the third to those of
the second.

A package that is asked for with extras is pinned several times: without extras, with each, and with all. Pips before
23.3 hold these for different projects and take the newest release of the one that is not pinned; newer ones and uv see
one pin.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
LOCKS = (
    ("requirements.txt", ["pyproject.toml"]),
    ("requirements-dev.txt", ["pyproject.toml", "--group", "dev", "--constraints", "requirements.txt"]),
    ("requirements-build.txt", ["--group", "build", "--constraints", "requirements-dev.txt"]),
)
OPTIONS = (
    *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-strip-extras", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)
SPELLED = {"html-clean": "html_clean"}
"""Extras as those who ask for them spell them: old pips compare letter by letter. A test says which are missing."""
_PIN = re.compile(r"([A-Za-z0-9._-]+)\[([^\]]+)\](==[^\n]*\n(?:    --hash=[^\n]*\n)+)(.*)", re.DOTALL)


def blocks(text: str) -> list[str]:
    """The head of a lock, and each of its pins with hashes and comments."""
    return re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)


def spread(text: str) -> str:
    """A lock as uv writes it -> one that old pips understand."""
    return "".join(map(_spread, blocks(text)))


def _spread(block: str) -> str:
    found = _PIN.fullmatch(block)
    if not found:
        return block
    name, listed, pinned, why = found.groups()
    extras = [SPELLED.get(extra.strip(), extra.strip()) for extra in listed.split(",")]
    sets = ["", *(f"[{extra}]" for extra in extras), *([f"[{','.join(extras)}]"] if len(extras) > 1 else [])]
    pinned = re.sub(r"\s*\\?\n\Z", "\n", pinned)
    return "".join(f"{name}{each}{pinned}" for each in sets) + why


def plain(text: str) -> str:
    """The first pin of each package, without the extras."""
    seen: set[str] = set()
    kept = []
    for block in blocks(text):
        name = re.split(r"[\[=\s]", block, maxsplit=1)[0]
        if block[:1].isalnum() and name in seen:
            continue
        seen.add(name)
        kept.append(block)
    return "".join(kept)


def main() -> None:
    if sys.argv[1:2] == ["--plain"]:
        sys.stdout.write(plain(Path(sys.argv[2]).read_text(encoding="utf-8")))
        return
    uv, *options = sys.argv[1:]
    outside = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "UV_EXCLUDE_NEWER")}
    for lock, arguments in LOCKS:
        print(f"Locking {lock} ...", flush=True)
        command = [uv, "pip", "compile", *OPTIONS, *options, *arguments, "--output-file", lock]
        code = subprocess.run(command, cwd=HOME, env=outside, check=False).returncode
        if code:
            sys.exit(code)
        path = HOME / lock
        path.write_text(spread(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
