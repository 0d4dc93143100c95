"""The locks are whole: installing them asks nothing of the day, of an index, or of the pip that a machine brings.

What is locked is held against the metadata of what is installed, for every Python that is supported and every platform
on which the project is used.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": [*PROJECT["project"]["dependencies"], *GROUPS["dev"]],
    "requirements-build.txt": GROUPS["build"],
}
PYTHONS = ("3.11.0", "3.11.13", "3.12.0", "3.12.11", "3.13.0", "3.13.7")
PLATFORMS = (("linux", "Linux", "x86_64"), ("linux", "Linux", "aarch64"), ("darwin", "Darwin", "arm64"))
ENVIRONMENTS = [
    {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_name": "cpython",
        "implementation_version": python,
        "platform_python_implementation": "CPython",
        "os_name": "posix",
        "sys_platform": platform,
        "platform_system": system,
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
    }
    for python, (platform, system, machine) in product(PYTHONS, PLATFORMS)
]


def pins(lock: str) -> list[Requirement]:
    """The requirements of a lock, without their hashes."""
    lines = (HOME / lock).read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if line and line[0] not in " #"]


def holds(requirement: Requirement, environment: dict[str, str], extras: Iterable[str] = ()) -> bool:
    """Whether the marker of a requirement holds for its package, installed with these extras or with none."""
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate(environment | {"extra": extra}) for extra in ("", *extras))


def lacks(asked: Requirement, locked: list[Requirement]) -> str | None:
    """What the pins do not give to somebody who asks for this, in words; None if they give all of it. Pips before 23.3
    want a pin with the very extras, spelled as they are asked for."""
    found = [pin for pin in locked if canonicalize_name(pin.name) == canonicalize_name(asked.name)]
    versions = {next(iter(pin.specifier)).version for pin in found}
    if len(versions) != 1:
        return f"{asked.name} is pinned in {len(versions)} versions"
    (version,) = versions
    if not asked.specifier.contains(version, prereleases=True):
        return f"{asked} is pinned as {version}"
    if asked.extras in [pin.extras for pin in found]:
        return None
    return f"{found[0].name} is pinned without [{','.join(sorted(asked.extras))}]"


def asked_of(pin: Requirement) -> list[Requirement] | None:
    """What a locked package asks for, by its metadata; None where it is not installed here in the locked version."""
    try:
        found = distribution(pin.name)
    except PackageNotFoundError:
        return None
    if not pin.specifier.contains(found.version, prereleases=True):
        return None
    return [Requirement(line) for line in found.requires or []]


def gaps(lock: str, roots: list[str]) -> Iterator[str]:
    """What somebody asks for and the lock does not pin, for any Python and platform."""
    locked = pins(lock)
    metadata = {pin.name: asked_of(pin) or [] for pin in locked}
    extras: dict[str, set[str]] = defaultdict(set)
    for pin in locked:
        extras[pin.name] |= pin.extras
    for environment in ENVIRONMENTS:
        here = [pin for pin in locked if holds(pin, environment)]
        where = f"Python {environment['python_full_version']}, {environment['platform_system']}"
        for root in map(Requirement, roots):
            if holds(root, environment) and (gap := lacks(root, here)):
                yield f"pyproject.toml: {gap} ({where})"
        for pin in here:
            for asked in metadata[pin.name]:
                if holds(asked, environment, extras[pin.name]) and (gap := lacks(asked, here)):
                    yield f"{pin.name}: {gap} ({where})"


@pytest.mark.parametrize("lock", LOCKS)
def test_whatever_is_asked_for_is_pinned_with_its_extras(lock: str) -> None:
    said = "run: make lock (and see SPELLED in scripts/lock.py, where an extra is spelled otherwise)"
    assert sorted(set(gaps(lock, LOCKS[lock])))[:20] == [], said


def test_the_metadata_of_the_locked_packages_was_there_to_be_read() -> None:
    read = [pin.name for pin in pins("requirements-dev.txt") if asked_of(pin) is not None]
    assert len(read) > 0.9 * len(pins("requirements-dev.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_one_version_and_its_hashes(lock: str) -> None:
    text = (HOME / lock).read_text("utf-8")
    assert {str(pin) for pin in pins(lock) if not re.fullmatch(r"==[^=*,]+", str(pin.specifier))} == set()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"^\s*-", re.sub(r"--hash=\S+", "", text), re.MULTILINE), "an option, such as an index"


def test_the_locks_agree() -> None:
    runtime, dev = ({pin.name: str(pin.specifier) for pin in pins(lock)} for lock in list(LOCKS)[:2])
    assert runtime.items() <= dev.items()
    build = {pin.name: str(pin.specifier) for pin in pins("requirements-build.txt")}
    assert {name: dev[name] for name in build if name in dev}.items() <= build.items()


def test_what_installs_is_pinned_and_comes_first() -> None:
    """Else the pip of the machine, or the newest setuptools of an index, would have its say."""
    assert {pin.name for pin in pins("requirements-build.txt")} >= {"pip", "setuptools"}
    recipe = re.search(r"^RUN python -m venv(?:.*\\\n)+.*", (HOME / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    build, lock = (line for line in recipe[0].splitlines() if "--require-hashes" in line)
    assert "-r requirements-build.txt" in build
    assert "--no-build-isolation" in lock


@pytest.mark.parametrize(
    ("asked", "locked", "gap"),
    [
        ("celery[redis]<6,>=5.5", ["celery==5.6.3"], "celery is pinned without [redis]"),
        ("celery[redis]<6,>=5.5", ["celery[redis]==5.6.3"], None),
        ("celery>5", ["celery[redis]==5.6.3"], "celery is pinned without []"),
        ("celery>5", ["celery==5.6.3", "celery[redis]==5.6.3"], None),
        ("lxml[html_clean]", ["lxml[html-clean]==6.1"], "lxml is pinned without [html_clean]"),
        ("a[x]", ["a[x]==1", "a==2"], "a is pinned in 2 versions"),
        ("celery>=6", ["celery[redis]==5.6.3"], "celery>=6 is pinned as 5.6.3"),
        ("kombu", ["celery==5.6.3"], "kombu is pinned in 0 versions"),
    ],
)
def test_a_gap_is_seen(asked: str, locked: list[str], gap: str | None) -> None:
    assert lacks(Requirement(asked), [Requirement(pin) for pin in locked]) == gap


def test_types_are_checked_as_the_interpreter_at_hand_has_them() -> None:
    """The lock has other releases for newer interpreters, whose types are written in the language of these: held to
    the oldest one, `make test` ended at numpy on Python 3.13."""
    assert "python_version" not in PROJECT["tool"]["mypy"]
