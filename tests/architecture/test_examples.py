"""A regular expression that is longer than a line has an example beside it: what it is there to match."""

from __future__ import annotations

import ast
from pathlib import Path

INCLUDE = Path(__file__).resolve().parents[2] / "include"


def without_example(path: Path) -> list[str]:
    """Names of the long expressions of a module that have no comment in them or on the line above."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "regex"), attr="compile")):
                above, *own = lines[max(node.lineno - 2, 0) : node.end_lineno]
                said = above.startswith("#") or any("  # " in line or line.lstrip().startswith("#") for line in own)
                if len(own) > 1 and not said:
                    found.append(f"{path.name}:{node.lineno}")
    return found


def test_long_expressions_have_an_example() -> None:
    assert [name for path in sorted(INCLUDE.rglob("*.py")) for name in without_example(path)] == []


def test_one_without_is_found(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text(
        'import re\n\nA = re.compile(\n    "a"\n    "b"\n)\nB = re.compile(  # c\n    "c"\n)\n'
    )
    assert without_example(tmp_path / "long.py") == ["long.py:3"]
