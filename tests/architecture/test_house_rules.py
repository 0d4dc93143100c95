"""What a reader of the house may rely on: short modules, an index of the tables that tells the truth, one word for one
thing."""

from __future__ import annotations

import ast
import importlib
import io
import os
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from mediawatch.store.schema import tables
from sqlalchemy import Table

HOME = Path(os.environ.get("MEDIAWATCH_TREE") or Path(__file__).resolve().parents[2])
MODULES = sorted((HOME / "include").rglob("*.py"))
BESIDE = ("dags", "plugins", "scripts", "tests", "benchmarks")
LONGEST = 400
"""Lines of a module: what somebody reads in one go."""


def test_no_module_is_longer_than_one_reading() -> None:
    lines = {
        path.relative_to(HOME).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*MODULES, *(path for name in BESIDE for path in (HOME / name).rglob("*.py"))]
    }
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_no_file_of_words_or_prose_holds_both_sides_of_a_merge() -> None:
    """YAML reads such lines as words."""
    texts = [*(HOME / "include").rglob("*.yaml"), *(HOME / "docs").rglob("*.md"), *HOME.glob("*.md")]
    found = [path.name for path in texts if re.search(r"^(?:<{7}|>{7}) ", path.read_text("utf-8"), re.MULTILINE)]
    assert len(texts) > 200
    assert found == []


def test_a_failing_example_costs_one_test_and_not_the_run() -> None:
    """hypothesis writes no patch of a failing test (tests/conftest.py), which it asks this module for."""
    with pytest.raises(ImportError):
        importlib.import_module("hypothesis.extra._patching")


# ------------------------------------------------------------------ the index of the tables
def test_the_index_of_the_tables_names_each_where_it_is_written_down() -> None:
    folder = Path(tables.__file__).parent
    index = (tables.__doc__ or "").split("what it is for:\n")[1].split("\n`table_definition`")[0]
    named = {
        module: set(re.findall(r"\w+\.\w+", names))
        for module, names in re.findall(r"^    (\w+_tables)((?:.+\n)+?)(?=    \w|\n|\Z)", index, re.MULTILINE)
    }
    found = {
        path.stem: set(re.findall(r"\w+\.\w+", " ".join(_tables_of(path))))
        for path in sorted(folder.glob("*_tables.py"))
    }
    assert named == found
    assert sorted(name for names in found.values() for name in names) == sorted(tables.metadata.tables)


def _tables_of(path: Path) -> Iterator[str]:
    """Full names of the tables that a module assigns."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            item = getattr(tables, node.targets[0].id)
            if isinstance(item, Table):
                yield item.fullname


# ------------------------------------------------------------------ one word for one thing
RETIRED = {
    "set aside": "quarantined (a document at fault) or excluded (any that ends at a stage)",
    "sets aside": "quarantines",
    "furniture": "boilerplate",
    "intake": "ingest",
    "agenda": "frontier",
    "terminal error": "Permanent",
}
"""Word that was given up -> the one that stands in its place."""


def _prose(path: Path) -> str:
    """Comments and texts of a module (docstrings are among the texts), its line breaks as spaces."""
    source = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    kept = (token.string for token in tokens if token.type in (tokenize.COMMENT, tokenize.STRING))
    return " ".join(" ".join(kept).replace("#", " ").split()).lower()


@pytest.mark.parametrize("word", sorted(RETIRED))
def test_a_word_that_was_given_up_stays_so(word: str) -> None:
    found = [path.relative_to(HOME).as_posix() for path in MODULES if re.search(rf"\b{word}\b", _prose(path))]
    assert found == [], f"say {RETIRED[word]}"
