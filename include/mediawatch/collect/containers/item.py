"""What a container holds: one item of a file with several articles."""

from __future__ import annotations

from dataclasses import dataclass

from mediawatch.errors import Quarantine


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a container. `number` counts lines or elements from 1 (`7`, or `7.2` for the second article
    in line 7), None for the file as a whole.

    Offset and length in bytes of the decompressed file. `problem` is why it cannot go on, `url` the address
    that it gives itself. `media_type` (with parameters) and `charset` where they are not the file's own.
    """

    number: str | None
    byte_offset: int
    byte_length: int
    sha256: str
    url: str | None = None
    problem: Quarantine | None = None
    media_type: str | None = None
    charset: str | None = None
