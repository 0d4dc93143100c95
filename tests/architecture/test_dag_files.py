"""DAG files only wire: what they wire is in mediawatch_airflow. And no name of theirs hides a package."""

from __future__ import annotations

import ast
import importlib.machinery
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
DAG_FILES = sorted((HOME / "dags").glob("*.py"))
PLUGIN_FILES = sorted((HOME / "plugins").glob("*.py"))

ALLOWED_IMPORTS = ("airflow.sdk", "mediawatch_airflow", "datetime")
LOGIC = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Lambda, ast.IfExp, ast.ListComp, ast.DictComp, ast.ClassDef)


def faults(source: str) -> list[str]:
    """What a DAG file holds besides wiring."""
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            found += [f"imports {name}" for name in modules if name.split(".")[0] not in _tops(name)]
        elif isinstance(node, ast.With):
            if any(not _is_task_group(item.context_expr) for item in node.items):
                found.append(f"line {node.lineno}: a with that opens no task group")
        elif isinstance(node, LOGIC):
            found.append(f"line {node.lineno}: {type(node).__name__}")
        elif isinstance(node, ast.FunctionDef) and not node.decorator_list:
            found.append(f"line {node.lineno}: function {node.name}")
    return found


def _tops(name: str) -> set[str]:
    return {allowed.split(".")[0] for allowed in ALLOWED_IMPORTS if name == allowed or name.startswith(f"{allowed}.")}


def _is_task_group(expression: ast.expr) -> bool:
    return (
        isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and expression.func.id == "TaskGroup"
    )


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: path.name)
def test_a_dag_file_only_wires(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.parametrize("path", DAG_FILES, ids=lambda path: path.name)
def test_a_dag_file_holds_one_dag_of_its_own_name(path: Path) -> None:
    called = [
        node.value.func.id
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
    ]
    assert called == [path.stem]


@pytest.mark.parametrize("path", [*DAG_FILES, *PLUGIN_FILES], ids=lambda path: path.name)
def test_no_dag_or_plugin_hides_a_package(path: Path) -> None:
    """Airflow puts both folders on sys.path: a file email.py there would be what `import email` gets."""
    elsewhere = [entry for entry in sys.path if entry and Path(entry).resolve() != path.parent]
    assert path.stem not in sys.stdlib_module_names
    assert importlib.machinery.PathFinder.find_spec(path.stem, elsewhere) is None


def test_there_is_a_dag() -> None:
    assert DAG_FILES


@pytest.mark.parametrize(
    "source",
    [
        "import pandas",
        "from mediawatch.workflow.steps import begin",
        "def helper():\n    return 1",
        "with open('x') as f:\n    pass",
        "for shard in range(3):\n    pass",
        "x = 1 if True else 2",
    ],
)
def test_logic_in_a_dag_file_is_seen(source: str) -> None:
    assert faults(source)
