"""Which code this is: what quarantined a document is known by it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import mediawatch


@cache
def code_version() -> str:
    """Version of the package and a hash of its source and its words."""
    root = Path(mediawatch.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".lark", ".sql", ".txt", ".yaml") and path.is_file():
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"{mediawatch.__version__}+{digest.hexdigest()[:10]}"
