"""The generator of hostile files: repeatable, quick on the disk's terms, and as nasty as it claims."""

from __future__ import annotations

import gzip
import importlib.util
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def hostile() -> ModuleType:
    name = "hostile_under_test"
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[2] / "hostile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def inbox(hostile: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Path, str]]:
    folder = tmp_path_factory.mktemp("hostile") / "inbox"
    return folder, hostile.write_hostile_files(folder)


def test_writes_what_it_announces(inbox: tuple[Path, dict[Path, str]]) -> None:
    folder, expected = inbox
    there = {Path(top, name) for top, _, names in os.walk(folder) for name in names}
    assert there == set(expected)
    good = [path for path in expected if path.name.startswith("good_")]
    assert len(good) == 10
    assert {expected[path] for path in good} == {"published"}
    assert len(expected) - len(good) == 330
    assert set(Counter(expected.values())) == {"published", "quarantined", "either"}


def test_stays_below_200_mb_on_disk(inbox: tuple[Path, dict[Path, str]]) -> None:
    assert sum(path.lstat().st_blocks * 512 for path in inbox[1]) < 200e6


def test_the_same_seed_writes_the_same_files(hostile: ModuleType, tmp_path: Path) -> None:
    def beginning(path: Path) -> bytes:
        if not stat.S_ISREG(path.lstat().st_mode) or not os.access(path, os.R_OK):
            return b""
        with path.open("rb") as file:  # one of them claims to have 10 GB
            return file.read(100_000)

    def write(name: str) -> dict[bytes, tuple[str, bytes]]:
        folder = tmp_path / name / "inbox"
        expected = hostile.write_hostile_files(folder, count=40, seed=6)
        return {
            os.fsencode(path.relative_to(folder)): (expectation, beginning(path))
            for path, expectation in expected.items()
        }

    first, again = write("a"), write("b")
    # pages that name the inbox itself differ by its path
    same = {name for name in first if first[name] == again.get(name)}
    assert first.keys() == again.keys()
    assert len(same) >= len(first) - 6


def test_a_bomb_is_a_valid_gzip_file_that_grows_a_thousandfold(hostile: ModuleType) -> None:
    bomb = hostile._bomb(64 * 1024 * 1024)
    assert len(bomb) < 100_000
    assert gzip.decompress(bomb) == bytes(64 * 1024 * 1024)


def test_links_lead_out_and_the_pipe_is_one(hostile: ModuleType, inbox: tuple[Path, dict[Path, str]]) -> None:
    folder, _ = inbox
    assert hostile.SECRET in (folder / "link-out.txt").read_text()
    assert (folder / "link-up.txt").resolve() == hostile.outside(folder)
    assert not (folder / "link-dangling.txt").exists()
    assert stat.S_ISFIFO((folder / "pipe.txt").lstat().st_mode)
    assert not hostile.canary(folder).exists()


def test_sound_articles_are_all_different(hostile: ModuleType, inbox: tuple[Path, dict[Path, str]]) -> None:
    texts = [path.read_text() for path in inbox[1] if path.name.startswith("good_")]
    assert len(set(texts)) == len(texts)
    assert all(80 < len(text.split()) < 250 for text in texts)
