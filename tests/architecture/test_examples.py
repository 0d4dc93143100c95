"""A regular expression that is longer than a line has an example beside it: what it is to match, in a comment."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

HOME = Path(os.environ.get("MEDIAWATCH_TREE") or Path(__file__).resolve().parents[2])
COMPILERS = {"re", "regex"}


def _compiled(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(called, ast.Attribute)
            and called.attr == "compile"
            and isinstance(called.value, ast.Name)
            and called.value.id in COMPILERS
        ):
            assert isinstance(node, ast.Call)
            yield node


def without_example(path: Path) -> list[int]:
    """Lines of a module on which a long expression begins that has no comment above, in its first line or within."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = []
    for call in _compiled(ast.parse(source)):
        pattern = call.args[0]
        if pattern.end_lineno == pattern.lineno and (call.end_lineno or 0) - call.lineno < 3:
            continue
        above = lines[call.lineno - 2].strip() if call.lineno > 1 else ""
        around = lines[call.lineno - 1 : pattern.end_lineno]
        comments = [
            line.partition("  # ")[2] or line.strip().removeprefix("# ") * line.strip().startswith("# ")
            for line in around
        ]
        if not above.startswith("# ") and not any(comments):
            found.append(call.lineno)
    return found


def test_a_long_expression_has_an_example_beside_it() -> None:
    found = {
        path.relative_to(HOME).as_posix(): lines
        for path in sorted((HOME / "include").rglob("*.py"))
        if (lines := without_example(path))
    }
    assert found == {}


def test_what_is_asked_for(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import re\n"
        'A = re.compile("a")\n'
        "B = re.compile(  # 5 May\n"
        '    r"\\d"\n    r"x"\n)\n'
        "C = re.compile(\n"
        '    r"\\d"\n    r"x"\n)\n'
        "# 5 May\n"
        "D = re.compile(\n"
        '    r"\\d"\n    r"x"\n)\n'
    )
    assert without_example(module) == [7]
