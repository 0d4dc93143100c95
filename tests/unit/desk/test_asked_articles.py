"""Where an export is written."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Thread

import pytest
from mediawatch.desk.export import asked_articles
from mediawatch.desk.export.asked_articles import Asked
from mediawatch.settings import Settings


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """An archive without articles: a file of CSV has its line of names."""
    monkeypatch.setattr(asked_articles, "rows", lambda *_: iter(()))
    return Settings(home=tmp_path, lake=tmp_path / "lake", database_url=None, postgres_dir=tmp_path / "pg")


def test_a_file_and_its_folder_are_made(nothing: Settings, tmp_path: Path) -> None:
    path = tmp_path / "new" / "articles.csv"
    asked_articles.write(nothing, Asked(), "csv", path)
    assert path.read_text(encoding="utf-8").count("\n") == 1
    assert list(path.parent.iterdir()) == [path]


def test_a_link_is_written_through(nothing: Settings, tmp_path: Path) -> None:
    """/dev/stdout is one."""
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    asked_articles.write(nothing, Asked(), "csv", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").count("\n") == 1


def test_a_pipe_is_written_to(nothing: Settings, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    asked_articles.write(nothing, Asked(), "csv", pipe)
    reader.join(10)
    assert pipe.is_fifo()
    assert read[0].count("\n") == 1
