"""The query of another tool from a file or standard input."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from mediawatch.errors import UsageError
from mediawatch.tag.translate.pieces import TranslationError
from mediawatch.tag.translate.translation import Translation, translate

MAX_BYTES = 1_000_000


def translated(file: Path | None, standard_input: BinaryIO, tool: str, *, exact: bool) -> Translation:
    """The query in `file`, or in what comes by standard input, in our language. Raises UsageError where it cannot be
    read or is no query of that tool; it names line and column."""
    name = str(file) if file is not None else "standard input"
    try:
        raw = file.read_bytes() if file is not None else standard_input.read(MAX_BYTES + 1)
        query = raw[: MAX_BYTES + 1].decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise UsageError(f"{name} is not UTF-8; save it in UTF-8") from None
    if len(raw) > MAX_BYTES:
        raise UsageError(f"{name} is larger than {MAX_BYTES} bytes; is it a query?")
    try:
        return translate(query, tool, exact=exact)
    except TranslationError as error:
        line = query.count("\n", 0, error.offset) + 1
        column = error.offset - query.rfind("\n", 0, error.offset)
        raise UsageError(f"{name}:{line}:{column}: {error.message}") from None
