"""Dockerfile and .dockerignore: what is copied exists, and is let through."""

from __future__ import annotations

import re
from fnmatch import fnmatch

from compose import DOCKERFILE, HOME, copied

IGNORE = [
    line
    for line in (HOME / ".dockerignore").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a path through: the last line that fits it, or a folder above it, decides."""
    sent = True
    above = ["/".join(path.split("/")[: depth + 1]) for depth in range(path.count("/") + 1)]
    for line in IGNORE:
        pattern = line.removeprefix("!")
        if any(fnmatch(part, pattern) or fnmatch(f"/{part}", pattern.replace("**", "*")) for part in above):
            sent = line.startswith("!")
    return sent


def test_what_is_copied_exists_and_is_sent() -> None:
    assert len(copied()) >= 8
    for source in copied():
        assert (HOME / source).exists(), source
        assert is_sent(source), source


def test_state_and_secrets_are_not_sent() -> None:
    for path in (".env", ".git", "var", ".venv", "tests", "include/.env", "include/mediawatch/__pycache__"):
        assert not is_sent(path), path


def test_the_lock_is_enforced() -> None:
    installs = re.findall(r"pip install ([^&\n]+)", DOCKERFILE)
    assert len(installs) == 3
    for arguments in installs:
        assert "--require-hashes" in arguments or "--no-deps --no-build-isolation" in arguments, arguments


def test_it_ends_as_a_user() -> None:
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.MULTILINE)[-1] == "airflow"


def test_no_secret_is_baked_in() -> None:
    assert not re.search(r"PASSWORD|SECRET|TOKEN|_KEY", DOCKERFILE)
