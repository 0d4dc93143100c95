"""Makes `.venv` and fills it with what a lock pins: `make` calls it; it needs nothing but Python itself.

    python scripts/install.py venv FOLDER             make a virtual environment of the Python that runs this
    python scripts/install.py lock requirements.txt   install a lock into the environment of the Python that runs this
    python scripts/install.py project                 install the project itself there, editable

`lock` installs requirements-build.txt first: a pip and a setuptools whose hashes are known. From then on nothing that
the machine brings takes part: not its pip, not a build tool that an index would offer today. The lock is complete (a
test holds it against the metadata of what is installed), so dependencies are not resolved again, and what an index
holds besides the pinned files does not matter. UV names a uv to use instead of pip; `UV=no` does without one.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
PROJECT = "mediawatch"
BUILD = "requirements-build.txt"
SECONDS = 5.0
"""Between two lines that say what goes on."""
SHOWN = 40
"""Lines of a program's output that are shown when it fails; all of it is in the log."""
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==(\S+)([^\\]*)", re.MULTILINE)
"""A line of a lock: name, version, and the rest, which may hold a marker."""

# Each makes pip or uv install something else, or elsewhere, than the lock says. Where packages come from (index, proxy,
# certificates, cache) stays the caller's.
_NOT_FOR_US = re.compile(
    r"PYTHON.*|SETUPTOOLS_.*|VIRTUAL_ENV"
    r"|PIP_(TARGET|PREFIX|ROOT|USER|CONSTRAINT|BUILD_CONSTRAINT|REQUIREMENT|NO_BINARY|ONLY_BINARY|UPLOADED_PRIOR_TO"
    r"|PYTHON|PYTHON_VERSION|PLATFORM|DRY_RUN|NO_DEPS|QUIET)"
    r"|UV_(CONSTRAINT|BUILD_CONSTRAINT|OVERRIDE|EXCLUDE|EXCLUDE_NEWER|NO_BINARY.*|NO_BUILD.*|PYTHON|SYSTEM_PYTHON"
    r"|PROJECT_ENVIRONMENT|RESOLUTION|PRERELEASE|INDEX_STRATEGY|REQUIRE_HASHES|NO_VERIFY_HASHES|PRUNE.*)"
)


class Failed(Exception):
    """A program ended with an error. `str` holds what to tell."""


def environment(caller: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without what would change the outcome of an installation."""
    kept = {name: value for name, value in caller.items() if not _NOT_FOR_US.fullmatch(name)}
    return kept | {
        "PYTHONUTF8": "1",  # paths may hold any letters, whatever the locale says
        "LC_ALL": "C.UTF-8",  # setuptools asks the locale itself
        "PIP_USER": "0",  # wins over a configuration file
        "PIP_CONSTRAINT": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "UV_NO_PROGRESS": "1",
    }


def find_uv(caller: Mapping[str, str]) -> str | None:
    """The uv that is to be used, None for pip."""
    named = caller.get("UV") or "uv"
    found = None if named == "no" else shutil.which(named)
    return found if found and works([found, "--version"]) else None


def works(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


class Progress:
    """Tells every few seconds how far pip or uv is: by what it says, and by the packages that are there."""

    def __init__(self, what: str, total: int = 0) -> None:
        self._what, self._total = what, total
        self._begun = self._told = time.monotonic()

    def tell(self, log: Path, start: int) -> None:
        if time.monotonic() - self._told < SECONDS:
            return
        self._told = time.monotonic()
        print(f"  {self._what}{self._how_far(log, start)}, {self._told - self._begun:.0f} s so far", flush=True)

    def _how_far(self, log: Path, start: int) -> str:
        if not self._total:
            return ""
        said = log.read_bytes()[start:]
        if (collected := said.count(b"\nCollecting ")) and b"\nInstalling collected packages" not in said:
            return f": {collected} of about {self._total} packages fetched"
        if (there := len(installed())) > self._total:
            return ": all packages in place, compiling"
        return f": {there} of about {self._total} packages in place"


def installed() -> list[Path]:
    return list(Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def run(command: Sequence[str | Path], progress: Progress, log: Path) -> None:
    """Run a program with its output appended to a log. Raises Failed with the last lines where it fails."""
    with log.open("ab") as output:
        start = output.tell()
        output.write(os.fsencode(f"\n$ {' '.join(map(str, command))}\n"))
        output.flush()
        child = subprocess.Popen(
            list(map(str, command)),
            cwd=HOME,
            env=environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            while True:
                try:
                    code = child.wait(timeout=0.5)
                    break
                except subprocess.TimeoutExpired:
                    progress.tell(log, start)
        except BaseException:
            child.terminate()
            child.wait()
            raise
    if code:
        said = log.read_bytes()[start:].decode(errors="replace").strip().splitlines()
        raise Failed("\n".join(said[-SHOWN:]) + f"\n\nerror: the command above ended with {code}; all of it: {log}")


def make_venv(folder: Path) -> None:
    log = folder.with_name(f"{folder.name}.log")
    progress = Progress(f"making {folder.name}")
    if "$" in str(folder):
        raise Failed(f"error: setuptools builds nothing in a folder with $ in its path, and this is {folder.parent}")
    uv = find_uv(os.environ)
    maker = [uv, "venv", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
    try:
        run([*maker, folder], progress, log)
    except Failed:
        shutil.rmtree(folder, ignore_errors=True)  # half of one would be taken for a whole one
        raise
    log.replace(folder / "install.log")


def install_lock(lock: str) -> None:
    begun = time.monotonic()
    uv = find_uv(os.environ)
    log = Path(sys.prefix) / "install.log"
    if not uv and not works([sys.executable, "-m", "pip", "--version"]):
        run([sys.executable, "-m", "ensurepip"], Progress("pip"), log)  # uv made this environment, and is gone
    pins = PIN.findall((HOME / lock).read_text("utf-8"))
    total = len({name for name, _, rest in pins if ";" not in rest})
    for name, progress in ((BUILD, Progress("pip and setuptools")), (lock, Progress(lock, total))):
        run(installer(uv, name), progress, log)
    size = sum(path.stat().st_size for path in Path(sys.prefix).rglob("*") if path.is_file() and not path.is_symlink())
    print(f"  {len(installed())} packages, {size / 1e6:,.0f} MB, in {time.monotonic() - begun:.0f} s", flush=True)


def installer(uv: str | None, lock: str) -> list[str | Path]:
    """The command that installs exactly what a lock pins."""
    exactly = ["--require-hashes", "--no-deps", "--no-build-isolation", "-r", lock]
    if uv:
        # Its ordinary strategy takes a name from the first index that has it, whichever releases it has.
        return [uv, "pip", "install", "--python", sys.executable, "--compile-bytecode",
                "--index-strategy", "unsafe-best-match", *exactly]  # fmt: skip
    return [sys.executable, "-m", "pip", "install", "--progress-bar", "off", *exactly]


def install_project() -> None:
    uv = find_uv(os.environ)
    pip = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    log = Path(sys.prefix) / "install.log"
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], Progress("the project itself"), log)
    for link in Path(sysconfig.get_path("purelib")).glob(f"__editable__.{PROJECT}-*.pth"):
        make_relative(link)


def make_relative(link: Path) -> None:
    """Python reads the lines of a .pth file in the encoding of whatever locale it starts in: a path that is relative
    to the file's folder holds no letter of the folders above."""
    lines = os.fsdecode(link.read_bytes()).splitlines()  # as the folder's own name is read
    relative = [os.path.relpath(line, link.parent) if Path(line).is_absolute() else line for line in lines]
    link.write_bytes(os.fsencode("\n".join(relative) + "\n"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("venv").add_argument("folder", type=Path)
    commands.add_parser("lock").add_argument("lock")
    commands.add_parser("project")
    asked = parser.parse_args()
    try:
        if asked.command == "venv":
            make_venv(asked.folder.absolute())
        elif asked.command == "lock":
            install_lock(asked.lock)
        else:
            install_project()
    except Failed as failed:
        sys.exit(str(failed))
    except KeyboardInterrupt:
        sys.exit("interrupted")


if __name__ == "__main__":
    main()
