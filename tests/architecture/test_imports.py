"""The rules of the house: who may import whom, and who may read the environment.

Imports are read from the syntax tree, those inside functions too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
DOMAIN = HOME / "include" / "mediawatch"
GLUE = HOME / "include" / "mediawatch_airflow"

STAGES = ("collect", "clean", "deduplicate", "tag", "cluster")
DATABASE = {"mediawatch.store", "sqlalchemy", "psycopg", "psycopg2", "alembic"}
MAY_READ_ENVIRONMENT = {
    "include/mediawatch/settings.py",
    "include/mediawatch_airflow/local/environment.py",  # hands it on to child processes
}


def imports(source: str, package: str = "") -> set[str]:
    """Every module that a source imports, as dotted names; `from a import b` gives both `a` and `a.b`. Relative ones
    are resolved against `package`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def reaches(imported: set[str], forbidden: set[str]) -> set[str]:
    """Those of `imported` that are a forbidden package or stand in one."""
    return {name for name in imported for other in forbidden if name == other or name.startswith(f"{other}.")}


def reads_environment(source: str) -> bool:
    """Whether a source uses os.environ, os.getenv or their like, under whatever name they were imported."""
    tree = ast.parse(source)
    names = {"environ", "environb", "getenv", "getenvb", "putenv"}
    by_attribute = any(isinstance(node, ast.Attribute) and node.attr in names for node in ast.walk(tree))
    return by_attribute or any(name.removeprefix("os.") in names for name in imports(source))


def modules(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ".".join(path.relative_to(HOME / "include").parent.parts)


def where(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def violations(folder: Path, forbidden: set[str]) -> dict[str, set[str]]:
    found = {where(path): reaches(imports(path.read_text(), package), forbidden) for path, package in modules(folder)}
    return {path: names for path, names in found.items() if names}


def test_the_domain_knows_no_airflow() -> None:
    assert violations(DOMAIN, {"airflow", "mediawatch_airflow"}) == {}


@pytest.mark.parametrize("stage", STAGES)
def test_stages_know_no_database(stage: str) -> None:
    assert violations(DOMAIN / stage, DATABASE) == {}


def test_only_settings_read_the_environment() -> None:
    readers = {
        where(path) for folder in (DOMAIN, GLUE) for path, _ in modules(folder) if reads_environment(path.read_text())
    }
    assert readers - MAY_READ_ENVIRONMENT == set()


@pytest.mark.parametrize(
    ("source", "package", "forbidden"),
    [
        ("import airflow", "mediawatch", "airflow"),
        ("def f():\n    from airflow.sdk import task", "mediawatch", "airflow"),
        ("from mediawatch import store", "mediawatch.tag", "mediawatch.store"),
        ("from ..store import tables", "mediawatch.tag", "mediawatch.store"),
        ("from .. import store", "mediawatch.tag", "mediawatch.store"),
        ("import sqlalchemy.orm as orm", "mediawatch.clean", "sqlalchemy"),
    ],
)
def test_a_forbidden_import_is_seen(source: str, package: str, forbidden: str) -> None:
    assert reaches(imports(source, package), {forbidden})


def test_a_name_that_only_begins_alike_is_allowed() -> None:
    assert not reaches(imports("import airflow_free"), {"airflow"})


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("import os\nos.environ['A']", True),
        ("import os as o\no.getenv('A')", True),
        ("from os import environ", True),
        ("import os\nos.getpid()", False),
    ],
)
def test_reading_the_environment_is_seen(source: str, reads: bool) -> None:
    assert reads_environment(source) is reads
