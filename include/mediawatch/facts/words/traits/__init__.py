"""What is true of languages: how they are built, as far as it says what a number counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "of_languages.yaml"


def languages_with(trait: str) -> frozenset[str]:
    """Base subtags of the languages of which a trait is true. KeyError: there is no such trait."""
    return _read()[trait]


@cache
def _read() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(said) for name, said in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items()}
