"""A warehouse with topics of its own, and texts to publish in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mediawatch.settings import Settings
from stages import Write, follow, quick


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    """What meets here meets in the warehouse."""
    with quick():
        yield


@pytest.fixture
def room(warehouse: Settings, tmp_path: Path) -> Settings:
    """Settings whose topics folder holds one topic, `chess`."""
    home = tmp_path / "home"
    (home / "include" / "topics").mkdir(parents=True)
    (home / "include" / "sources").mkdir()
    settings = replace(warehouse, home=home)
    follow(settings, "chess", "chess")
    return settings


@pytest.fixture
def desk(tmp_path: Path) -> Write:
    """Writes an article file `<folder>/<name>.md` and gives back its folder."""

    def write(folder: str, name: str, body: str, *, date: str | None = "2025-05-05", headline: str = "") -> Path:
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        head = f"---\nheadline: {headline or body[:40]}\nlanguage: en\n" + (f"date: {date}\n" if date else "") + "---\n"
        (place / f"{name}.md").write_text(head + body + "\n", encoding="utf-8")
        return place

    return write
