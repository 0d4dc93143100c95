"""Mapping files: `export.mapping.yaml` beside `export.csv` says which column is which field.

columns:
  Meldungstext: text
  ED: published
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from mediawatch.collect.containers.field_names import FIELDS
from mediawatch.errors import Quarantine, Reason

ENDINGS = (".mapping.yaml", ".mapping.yml")

MAX_BYTES = 64 * 1024
MAX_COLUMNS = 500


def is_mapping(name: str) -> bool:
    """Whether a file of this name says how to read another one."""
    return name.lower().endswith(ENDINGS)


def mapping_beside(path: Path) -> Mapping[str, str]:
    """Column -> field (one of FIELDS) by the mapping file that stands beside a table; empty where there is none.

    Raises Quarantine('bad_mapping') where it cannot be read as one.
    """
    stem = path.name.removesuffix(".gz").removesuffix(".GZ")
    for name in (Path(stem).stem, stem):
        for ending in ENDINGS:
            if (text := _text(path.with_name(name + ending))) is not None:
                return _columns(text, name + ending)
    return {}


def _text(path: Path) -> bytes | None:
    """The content of a regular file, no link; None where there is none."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(MAX_BYTES + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None


def _columns(data: bytes, name: str) -> Mapping[str, str]:
    import yaml

    if len(data) > MAX_BYTES or b"&" in data or b"*" in data:
        raise Quarantine(Reason.BAD_MAPPING, f"{name} is no plain mapping of at most {MAX_BYTES:,} bytes")
    try:
        loaded = yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506 - it leaves every value text
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Quarantine(Reason.BAD_MAPPING, f"{name} is no YAML: {error}"[:300]) from error
    columns = loaded.get("columns") if isinstance(loaded, dict) else None
    if not isinstance(columns, dict) or len(columns) > MAX_COLUMNS:
        raise Quarantine(Reason.BAD_MAPPING, f"{name} must have `columns:`, a mapping of columns to fields")
    for column, field in columns.items():
        if field not in FIELDS:
            raise Quarantine(
                Reason.BAD_MAPPING, f"{name} maps {column!r} to {field!r}; a field is one of {', '.join(FIELDS)}"
            )
    return {str(column): str(field) for column, field in columns.items()}
