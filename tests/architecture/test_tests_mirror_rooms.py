"""Unit tests stand in folders that are named as the rooms: who changes a room runs its folder."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
UNIT = HOME / "tests" / "unit"
ROOMS = {path.name for path in (HOME / "include" / "mediawatch").iterdir() if path.is_dir() and list(path.glob("*.py"))}
BESIDE = {"compose": "docker-compose.yaml", "install": "scripts", "seeds": "include/seeds"}
"""Folder -> what beside the package its tests are of."""

NOT_HERE = {"store", "storage"}
"""Rooms that do nothing without a warehouse, a folder or a bucket: their tests stand in tests/integration."""


def rooms_of(path: Path) -> set[str]:
    """The rooms that a test module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("mediawatch.")} & ROOMS


def test_each_folder_is_named_after_what_it_tests() -> None:
    folders = {path.name for path in UNIT.iterdir() if path.is_dir() and list(path.rglob("test_*.py"))}
    assert folders == (ROOMS - NOT_HERE) | set(BESIDE)
    assert [name for name in BESIDE.values() if not (HOME / name).exists()] == []


@pytest.mark.parametrize("room", sorted(ROOMS - NOT_HERE))
def test_a_rooms_tests_are_of_that_room(room: str) -> None:
    found = {
        path.name: rooms for path in (UNIT / room).rglob("test_*.py") if (rooms := rooms_of(path)) and room not in rooms
    }
    assert found == {}


def test_what_stands_loose_is_of_no_single_room() -> None:
    assert [path.name for path in UNIT.glob("test_*.py") if len(rooms_of(path)) == 1] == []
