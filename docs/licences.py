"""docs/licences.md: the licences of what is locked, read from the metadata of what is installed.

A package that is locked for another Python or platform than this one is not installed here; its line is kept as the
page has it. So the page is the same whichever Python makes it.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[1]
LOCKS = {"requirements.txt": "running", "requirements-build.txt": "installing", "requirements-dev.txt": "development"}
"""Lock -> what its packages are for, unless an earlier lock has them."""
INTRODUCTION = """\
# Licences of what is locked

Made by `make docs` from the metadata of the installed packages. MediaWatch itself is under the Apache License 2.0
([LICENSE](../LICENSE)). It does not contain these packages: they are installed beside it, each under its own licence.

| package | licence | for |
|---|---|---|
"""
UNKNOWN = "see its own files"
_PLATFORMS = (("linux", "Linux"), ("darwin", "Darwin"))
_PYTHONS = ("3.11.0", "3.11.9", "3.12.0", "3.13.0")
_NAMES = {
    "MIT License": "MIT",
    "The MIT License": "MIT",
    "MIT -or- Apache License 2.0": "MIT OR Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache2": "Apache-2.0",
    "BSD License": "BSD",
    "New BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""What packages write -> the identifier of the SPDX list, where it is clear which one is meant."""
_SPDX = re.compile(r"[A-Za-z][\w.+-]*-\d[\w.+-]*|MIT|ISC|Unlicense|0BSD")


def licence(stated: PackageMetadata) -> str:
    """The licence that a package states: by its expression, its one-line field, or its classifiers."""
    if expression := stated.get("License-Expression"):
        return str(expression)
    field = (stated.get("License") or "").strip()
    field = _NAMES.get(field, field)
    parts = re.split(r" (?:OR|AND|WITH) ", field)
    if field and all(_SPDX.fullmatch(part.strip("()")) for part in parts):
        return field
    classifiers = [line.split(" :: ")[-1] for line in stated.get_all("Classifier") or [] if "OSI Approved ::" in line]
    if classifiers:
        return " OR ".join(sorted({_NAMES.get(name, name) for name in classifiers}))
    return field if field and len(field) <= 40 and "\n" not in field and field != "UNKNOWN" else UNKNOWN


def locked() -> dict[str, str]:
    """Name -> what it is for, of every package that is locked for a Python and a platform of ours; sorted."""
    found: dict[str, str] = {}
    for lock, purpose in LOCKS.items():
        for line in (HOME / lock).read_text("utf-8").splitlines():
            if line and line[0] not in " #":
                pin = Requirement(line.removesuffix("\\").strip())
                if pin.marker is None or _is_ours(pin.marker):
                    found.setdefault(canonicalize_name(pin.name), purpose)
    return dict(sorted(found.items()))


def _is_ours(marker: Marker) -> bool:
    return any(
        marker.evaluate(
            {
                "python_version": python.rpartition(".")[0],
                "python_full_version": python,
                "sys_platform": platform,
                "platform_system": system,
                "os_name": "posix",
                "implementation_name": "cpython",
                "platform_python_implementation": "CPython",
            }
        )
        for python in _PYTHONS
        for platform, system in _PLATFORMS
    )


def page() -> str:
    path = HOME / "docs" / "licences.md"
    kept = (
        dict(re.findall(r"^\| ([\w.-]+) \| (.+) \| \w+ \|$", path.read_text("utf-8"), re.MULTILINE))
        if path.exists()
        else {}
    )
    lines = []
    for name, purpose in locked().items():
        try:
            stated = licence(metadata(name))
        except PackageNotFoundError:
            stated = kept.get(name, UNKNOWN)
        lines.append(f"| {name} | {stated} | {purpose} |\n")
    return INTRODUCTION + "".join(lines)
