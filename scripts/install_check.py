"""`make install-check`: whatever pip a machine brings, and whatever an index holds today, what is locked is installed.

For each supported Python that is found on this machine with the pip of its own ensurepip and with uv, and for the first
of them with the pips below that none of them brings:

    make install    in a fresh copy of what is committed; the environment must hold exactly the locked packages
    -r              in a fresh environment that pip alone, as somebody who knows nothing of make would type it

Beside the ordinary index stands one on the loopback interface that holds a newer release of each package that is
locked with an extra, of the build tools and of some others. It takes some minutes and a gigabyte of disk at a time;
packages come through the caches of pip and uv. ARGS="--only uv" runs the cases whose name holds a word.
"""

from __future__ import annotations

import argparse
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[1]
UV = Path(sys.prefix) / "bin" / "uv"
PIPS = ("23.0.1", "24.0", "newest")
"""The one of Debian 12, the one of Ubuntu 24.04, and what is out today."""
FIRST_PIP = {(3, 11): "22.3", (3, 12): "23.1.2", (3, 13): "24.1"}
"""Older pips do not run on that Python at all."""
NEWER = "9999.0"
OTHERS = ("pip", "setuptools", "numpy", "requests", "attrs")
LONGEST = 1800
"""Seconds that one command may take."""


@dataclass(frozen=True)
class Case:
    python: str  # path
    version: tuple[int, int]
    pip: str | None  # None: ensurepip's own
    uv: bool = False

    @property
    def name(self) -> str:
        tool = "uv" if self.uv else f"pip {self.pip or 'of its own'}"
        return f"Python {'.'.join(map(str, self.version))}, {tool}"


@dataclass
class Index:
    """An index of packages on the loopback interface (the simple repository API): `wheels` by canonical name. `asked`
    holds the names that were looked up."""

    wheels: Mapping[str, bytes]
    asked: set[str] = field(default_factory=set)
    url: str = ""


def wheel(name: str, version: str) -> bytes:
    """A wheel that holds nothing but its metadata."""
    stem = f"{name.replace('-', '_')}-{version}.dist-info"
    files = {
        f"{stem}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{stem}/WHEEL": "Wheel-Version: 1.0\nGenerator: mediawatch\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{stem}/RECORD"])
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in {**files, f"{stem}/RECORD": record}.items():
            archive.writestr(path, text)
    return content.getvalue()


def page(name: str, content: bytes) -> str:
    """What a simple index says of a project."""
    file = f"{name.replace('-', '_')}-{NEWER}-py3-none-any.whl"
    digest = hashlib.sha256(content).hexdigest()
    return f'<!DOCTYPE html><html><body><a href="/files/{file}#sha256={digest}">{file}</a></body></html>'


@contextmanager
def served(index: Index) -> Iterator[Index]:
    files = {f"{name.replace('-', '_')}-{NEWER}-py3-none-any.whl": content for name, content in index.wheels.items()}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, _, rest = self.path.strip("/").partition("/")
            name = canonicalize_name(rest) if kind == "simple" else rest
            found: bytes | None = None
            if kind == "simple" and name in index.wheels:
                index.asked.add(name)
                found = page(name, index.wheels[name]).encode()
            elif kind == "files":
                found = files.get(rest)
            self.send_response(200 if found is not None else 404)
            self.send_header("Content-Type", "text/html" if kind == "simple" else "application/octet-stream")
            self.send_header("Content-Length", str(len(found or b"")))
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    index.url = f"http://127.0.0.1:{server.server_port}/simple/"
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()


def pins(*locks: str) -> list[Requirement]:
    lines = [line for lock in locks for line in (HOME / lock).read_text("utf-8").splitlines()]
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if line and line[0] not in " #"]


def locked(python: Path, *locks: str) -> dict[str, str]:
    """Name -> version of what the locks pin for the platform of a Python."""
    ask = "from pip._vendor.packaging.markers import default_environment as e; import json; print(json.dumps(e()))"
    environment = json.loads(subprocess.check_output([python, "-c", ask]))
    return {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins(*locks)
        if pin.marker is None or pin.marker.evaluate(environment)
    }


def there(python: Path) -> dict[str, str]:
    """Name -> version of what an environment holds, the project itself aside."""
    ask = (
        "from importlib.metadata import distributions as d; import json;"
        "print(json.dumps([(x.name, x.version) for x in d()]))"
    )
    found = {
        canonicalize_name(name): version for name, version in json.loads(subprocess.check_output([python, "-c", ask]))
    }
    del found["mediawatch"]
    return found


def pythons() -> list[tuple[tuple[int, int], str, str]]:
    """(version, path, its pip) of the supported Pythons of this machine, those of pyenv among them: one for each pip
    that they bring, the oldest first."""
    managed = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found: dict[tuple[tuple[int, int], str], str] = {}
    for major, minor in FIRST_PIP:
        name = f"python{major}.{minor}"
        on_path = [Path(folder) / name for folder in os.get_exec_path()]
        for path in [*on_path, *sorted(managed.glob(f"{major}.{minor}.*/bin/{name}"))]:
            if not path.is_file() or path.is_relative_to(sys.prefix):
                continue
            ask = [path, "-I", "-c", "import sys, venv, ensurepip; assert sys.prefix == sys.base_prefix; "
                   "print(ensurepip.version())"]  # fmt: skip
            asked = subprocess.run(ask, capture_output=True, text=True, check=False)
            if asked.returncode == 0:  # else a shim that leads nowhere, or a Python without its venv
                found.setdefault(((major, minor), asked.stdout.strip()), str(path))
    order = sorted(found.items(), key=lambda item: (item[0][0], number(item[0][1])))
    return [(version, path, pip) for (version, pip), path in order]


def cases() -> list[Case]:
    found = pythons()
    own = [Case(path, version, None) for version, path, _ in found]
    version, path, _ = found[0]
    oldest = {version: path for version, path, _ in reversed(found)}
    there = {pip for _, _, pip in found}
    runs = [pip for pip in PIPS if pip == "newest" or number(pip) >= number(FIRST_PIP[version])]
    return (
        own
        + [Case(path, version, pip) for pip in runs if pip not in there]
        + [Case(path, version, None, uv=True) for version, path in oldest.items()]
    )


def number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


class Difference(Exception):
    """What was installed is not what is locked, or a command failed."""


def compare(found: Mapping[str, str], expected: Mapping[str, str]) -> None:
    if found != expected:
        wrong = sorted(set(found.items()) ^ set(expected.items()))
        raise Difference(f"installed and locked differ: {wrong}")


def run(command: list[str | Path], where: Path, environment: Mapping[str, str], *, shown: bool = False) -> str:
    """What a command says, its lines shown as they come if asked for. Raises Difference where it fails."""
    child = subprocess.Popen(
        list(map(str, command)),
        cwd=where,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(LONGEST, child.kill)
    watchdog.start()
    told = time.monotonic()
    said = []
    try:
        for line in child.stdout or ():
            said.append(line)
            if shown or time.monotonic() - told > 10:
                told = time.monotonic()
                print(f"    {line.rstrip()[:150]}", flush=True)
        code = child.wait()
    finally:
        watchdog.cancel()
    if code:
        raise Difference(f"{' '.join(map(str, command))} ended with {code}:\n{''.join(said[-30:])}")
    return "".join(said)


def surroundings(index: Index) -> dict[str, str]:
    """The caller's environment, with the index beside the ordinary one for pip and for uv."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "VIRTUAL_ENV", "PYTHON"))}
    for variable in ("PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL"):
        mine[variable] = f"{index.url} {mine.get(variable, '')}".strip()
    mine["PIP_NO_COMPILE"] = "1"  # what is installed is the same, in half the time
    for variable in ("NO_PROXY", "no_proxy"):
        mine[variable] = ",".join(filter(None, [mine.get(variable), "127.0.0.1"]))
    return mine


def ordinary() -> dict[str, str]:
    """The caller's environment without what points Python to another project."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def fresh(case: Case, folder: Path) -> Path:
    """A new virtual environment with the pip of the case; its Python."""
    python = folder / "bin" / "python"
    run([case.python, "-m", "venv", folder], folder.parent, ordinary())
    if case.pip:
        version = "--upgrade pip" if case.pip == "newest" else f"pip=={case.pip}"
        run([python, "-m", "pip", "install", "--quiet", *version.split()], folder.parent, ordinary())
    return python


def by_make(case: Case, folder: Path, index: Index) -> str:
    """`make install` in a copy of the project. What was used, for people."""
    for name in subprocess.check_output(["git", "ls-files", "-z"], cwd=HOME, text=True).split("\0"):
        if name and not name.startswith(("tests/", "docs/", "benchmarks/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOME / name, folder / name)
    tool = [f"UV={UV}", f"PYTHON={case.python}"] if case.uv else ["UV=no"]
    used = "uv"
    if not case.uv:
        used = run([fresh(case, folder / ".venv"), "-m", "pip", "--version"], folder, ordinary()).split(" from")[0]
        (folder / ".venv" / ".place").write_text(str(folder.resolve()))
    run(["make", "install", *tool], folder, surroundings(index), shown=True)
    python = folder / ".venv" / "bin" / "python"
    compare(there(python), locked(python, "requirements.txt", "requirements-build.txt"))
    run([python, "-m", "pip", "check"], folder, ordinary())
    run([folder / ".venv" / "bin" / "mediawatch", "--help"], folder, ordinary())
    return used


def by_hand(case: Case, folder: Path, index: Index) -> None:
    """The lock by the tool alone, dependencies resolved: what it would install."""
    lock = HOME / "requirements.txt"
    environment = surroundings(index)
    python = fresh(case, folder / "by-hand")
    if case.uv:
        said = run(
            [UV, "pip", "install", "--python", python, "--dry-run", "--index-strategy", "unsafe-best-match",
             "--require-hashes", "-r", lock], folder, environment,
        )  # fmt: skip
        found = dict(re.findall(r"^ \+ (\S+)==(\S+)$", said, re.MULTILINE))
    else:
        report = folder / "report.json"
        options = ["--dry-run", "--ignore-installed", "--report", report, "--progress-bar", "off"]
        run([python, "-m", "pip", "install", *options, "--require-hashes", "-r", lock], folder, environment)
        listed = [each["metadata"] for each in json.loads(report.read_text("utf-8"))["install"]]
        found = {each["name"]: each["version"] for each in listed}
    compare({canonicalize_name(name): version for name, version in found.items()}, locked(python, "requirements.txt"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORD", help="the cases whose name holds this")
    asked = parser.parse_args()
    chosen = [case for case in cases() if asked.only in case.name]
    names = {canonicalize_name(pin.name) for pin in pins("requirements.txt") if pin.extras} | set(OTHERS)
    index = Index({name: wheel(name, NEWER) for name in sorted(names)})
    pinned = next(
        f"pip {next(iter(pin.specifier)).version}" for pin in pins("requirements-build.txt") if pin.name == "pip"
    )
    failed = 0
    print(f"{len(chosen)} cases; release {NEWER} on an index of its own: {', '.join(index.wheels)}", flush=True)
    with served(index):
        for number, case in enumerate(chosen, 1):
            begun = time.monotonic()
            folder = Path(tempfile.mkdtemp(prefix="mediawatch-install-"))
            print(f"[{number}/{len(chosen)}] {case.name}: {case.python}", flush=True)
            index.asked.clear()
            try:
                used = by_make(case, folder, index)
                print("    the lock by hand, dependencies resolved ...", flush=True)
                by_hand(case, folder, index)
                there = {"pip"} if used == pinned else set()  # the very pip that is locked: nothing to look up
                if missing := set(index.wheels) - index.asked - there:
                    raise Difference(f"never looked up: {sorted(missing)}")
                print(f"  ok: {used}; exactly what is locked, in {time.monotonic() - begun:.0f} s", flush=True)
            except Difference as difference:
                failed += 1
                print(f"  FAILED: {difference}", flush=True)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not chosen else 0)


if __name__ == "__main__":
    main()
