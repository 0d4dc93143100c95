"""What folders and buckets tell of a file, and which keys they take: known to the door and to both of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

Patch = Callable[[IO[bytes], IO[bytes]], None]
"""Reads the bytes as they are from the first stream, and writes to the second what is to stand in their place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a listing tells of a key. `size` in bytes."""

    key: str
    size: int
    modified: datetime


def checked(key: str) -> str:
    """The key. Raises ValueError for one that leads out of the lake, or that is none."""
    if "\\" in key or any(part in ("", ".", "..") for part in key.split("/")):
        raise ValueError(f"{key!r} is no place in the lake")
    return key
