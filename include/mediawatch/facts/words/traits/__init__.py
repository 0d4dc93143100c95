"""What is true of languages: how they are built, as far as it says what a number counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent


def languages_with(trait: str) -> frozenset[str]:
    """Base subtags of the languages of which a trait is true. KeyError: there is no such trait."""
    return _read("of_languages")[trait]


def zones(kind: str) -> frozenset[str]:
    """Names of times of day: `universal` or `of_a_place`."""
    return _read("zones")[kind]


@cache
def _read(file: str) -> Mapping[str, frozenset[str]]:
    read = yaml.safe_load((_FOLDER / f"{file}.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(said) for name, said in read.items()}
